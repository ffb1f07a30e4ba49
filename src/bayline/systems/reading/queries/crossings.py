"""What the record says of one place or one organisation, and of honors won."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import F, Q, QuerySet

from bayline.engines.chinese.terms import EventKind
from bayline.kernel.claims import ClaimKind
from bayline.kernel.places import Place
from bayline.kernel.reviews import Review
from bayline.platform.naming import Named
from bayline.platform.record import models, queries
from bayline.platform.record.terms import KeptClaim
from bayline.platform.registers.asking import Ask
from bayline.platform.registers.queries import registers, selected
from bayline.platform.registers.terms import Kind, Register
from bayline.systems.reading.queries.places import gazetteer

_LIVING = (Review.ACCEPTED, Review.PROPOSED)
_MOST_FIGURES = 60
_MOST_OTHERS = 30
_MOST_ENTRIES = 30
_NEWEST = (
    F("period_end").desc(nulls_last=True),
    F("source__published").desc(nulls_last=True),
    "-pk",
)


class Crossing(NamedTuple):
    """What the record says of one place or organisation."""

    figures: list[KeptClaim]
    events: list[KeptClaim]
    promises: list[KeptClaim]
    kept: frozenset[str]  # of the promises, those that were kept


class NamingEntry(NamedTuple):
    """An entry of a register that names a place or an organisation."""

    register: Register
    named: Named


def place_by_code(code: str, *, as_of: datetime | None = None) -> Place | None:
    """Find a place by its code, among those of the region and of the country."""
    return gazetteer(as_of).place(code)


def said_of_place(code: str, *, as_of: datetime | None = None) -> Crossing:
    """List what the record says of a place, the newest first."""
    return _said(Q(place=code), as_of=as_of)


def said_of(names: Sequence[str], *, as_of: datetime | None = None) -> Crossing:
    """List what the record says of an organisation, by its names, the newest first."""
    return _said(Q(subject__in=[*names]), as_of=as_of)


def _said(about: Q, *, as_of: datetime | None) -> Crossing:
    def listed(kind: ClaimKind, limit: int) -> list[KeptClaim]:
        return queries.claims(
            as_of=as_of,
            states=_LIVING,
            order=_NEWEST,
            limit=limit,
            pk__in=_about(about, kind),
        )

    shown = queries.fulfilments(Q(pk__in=_about(about, ClaimKind.FULFILMENT)), as_of=as_of)
    kept = queries.claims(as_of=as_of, order=_NEWEST, limit=_MOST_OTHERS, identifier__in=[*shown])
    return Crossing(
        figures=listed(ClaimKind.FIGURE, _MOST_FIGURES),
        events=listed(ClaimKind.EVENT, _MOST_OTHERS),
        promises=[*listed(ClaimKind.PROMISE, _MOST_OTHERS), *kept],
        kept=frozenset(shown),
    )


def _about(about: Q, kind: ClaimKind) -> QuerySet[models.Claim, Any]:
    return models.Claim.objects.filter(about, kind=kind).values("pk")


def entries_naming(kind: Kind, code: str, *, as_of: datetime | None = None) -> list[NamingEntry]:
    """List the entries of registers that name a place or an organisation by its code."""
    found: list[NamingEntry] = []
    for register in registers():
        fields = [field.name for field in register.fields if field.kind is kind]
        keys: dict[str, str] = {}
        for field in fields:
            for entry in selected(register, Ask(filters={field: (code,)}, at=as_of)):
                keys[entry.key] = entry.values.get(register.label) or entry.key
        found += [
            NamingEntry(register, Named(label, f"/registers/{register.name}/{quote(key)}"))
            for key, label in keys.items()
        ]
    return found[:_MOST_ENTRIES]


def designations(*, as_of: datetime | None = None, limit: int = 300) -> list[KeptClaim]:
    """List who was designated what, the newest first."""
    return queries.claims(
        as_of=as_of,
        states=_LIVING,
        order=_NEWEST,
        limit=limit,
        kind=ClaimKind.EVENT,
        attribute=EventKind.DESIGNATED.value,
    )
