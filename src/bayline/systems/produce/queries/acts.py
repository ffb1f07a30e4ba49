"""What the office did about lots: recalls, certificates, labels, as they are kept."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from bayline.platform.record.walking import Chain, walked
from bayline.systems.produce.models import ActRow
from bayline.systems.produce.rules.facts import marked
from bayline.systems.produce.rules.packing import CERTIFICATE, LABEL, RECALL, Done

__all__ = (
    "CERTIFICATE",
    "LABEL",
    "RECALL",
    "Kept",
    "acts",
    "acts_about",
    "acts_of_kind",
    "count_subjects",
    "faults",
    "is_kept",
)
_CHAIN = Chain(
    "produce_act",
    "SELECT c.id, c.digest, c.recorded, c.kind, c.subject, c.thing, c.told, c.by"
    " FROM produce_act c",
    1,
)


class Kept(NamedTuple):
    """An act as it is kept.

    Attributes:
        number: Its place in the chain.
        subject: What it is about.
        told: What was done.
        by: By whom.
        recorded: When.
    """

    number: int
    subject: str
    told: dict[str, Any]
    by: str
    recorded: datetime


def acts(kind: str, subject: str) -> list[Kept]:
    """Give the acts about a recall, a certificate or a lot, in order."""
    rows = ActRow.objects.filter(kind=kind, subject=subject).order_by("id")
    return [_kept(row) for row in rows]


def acts_of_kind(kind: str) -> list[Kept]:
    """Give all acts of a kind, in order."""
    return [_kept(row) for row in ActRow.objects.filter(kind=kind).order_by("id")]


def acts_about(kind: str, things: Collection[str]) -> list[Kept]:
    """Give the acts that name one of some lots as what they are about, in order."""
    marks = {marked(one) for one in things}
    rows = ActRow.objects.filter(kind=kind, thing__in=marks).order_by("id")
    return [one for one in map(_kept, rows) if _lot_of(one) in things]


def is_kept(one: Done, recorded: datetime) -> bool:
    """Say whether this very act was kept at a moment."""
    rows = ActRow.objects.filter(kind=one.kind, subject=one.subject, by=one.by, recorded=recorded)
    return any(orjson.loads(row.told) == one.told for row in rows)


def _lot_of(one: Kept) -> str:
    """Name the lot an act is about: that of labels is its subject."""
    return str(one.told.get("start") or one.told.get("lot") or one.subject)


def count_subjects(kind: str) -> int:
    """Count what there are acts about."""
    return ActRow.objects.filter(kind=kind).values("subject").distinct().count()


def _kept(row: ActRow) -> Kept:
    return Kept(row.pk, row.subject, orjson.loads(row.told), row.by, row.recorded)


def faults() -> Iterator[str]:
    """Say what is wrong with the chain, a sentence each."""
    yield from walked(_CHAIN)[1]
