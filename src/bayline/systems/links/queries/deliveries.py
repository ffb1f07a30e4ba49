"""Networks and timetables that were taken in: the newest, and what is in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Any

import orjson

from bayline.platform.languages import either
from bayline.platform.reaching import present_reach
from bayline.platform.record.walking import Chain, walked
from bayline.systems.links.models import DeliveryRow
from bayline.systems.links.rules.parameters import edition_told
from bayline.systems.links.rules.preparing import (
    Prepared,
    Timetable,
    damaged,
    link_read,
    network_read,
    timetable_read,
)
from bayline.systems.links.rules.trying import Bench
from bayline.systems.links.terms import MissingLink

NETWORK, TIMETABLE = "network", "timetable"
_CHAIN = Chain(
    "links_delivery",
    'SELECT c.id, c.digest, c."by", c.recorded, c.kind, c.sha256, c.told FROM links_delivery c',
    2,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A network or a timetable as it was taken in.

    Attributes:
        number: Its number.
        sha256: Of its content.
        told: Source, date, licence, counts.
        by: Who took it in.
        recorded: When.
    """

    number: int
    sha256: str
    told: dict[str, Any]
    by: str
    recorded: datetime


def newest(kind: str, at: datetime | None = None) -> Delivery | None:
    """Give the newest of a kind; none to the public, for whom none is published.

    Args:
        kind: network or timetable.
        at: As of when; None for now.
    """
    if not present_reach().is_whole:
        return None
    rows = DeliveryRow.objects.filter(kind=kind).order_by("-id")
    known = rows if at is None else rows.filter(recorded__lte=at)
    found = known.values_list("id", "digest").first()
    return None if found is None else _delivery(*found)


@lru_cache(maxsize=8)  # the digest tells one home from another
def _delivery(number: int, _digest: str) -> Delivery:
    names = ("sha256", "told", "by", "recorded")
    digest, told, by, recorded = DeliveryRow.objects.values_list(*names).get(pk=number)
    return Delivery(number=number, sha256=digest, told=orjson.loads(told), by=by, recorded=recorded)


def links_of(delivery: Delivery) -> tuple[MissingLink, ...]:
    """Give the links that were found missing on a network, the best first."""
    return tuple(map(link_read, delivery.told["links"]))


def bench_of(digest: str, parameters: str = "") -> Bench:
    """Give a network ready to try links on; it stays in memory.

    Whoever asks while another makes it ready waits for that.

    Args:
        digest: Of the network.
        parameters: What was told of the parameters it was taken in with, as JSON; empty for those
            that are published.
    """
    with _MAKING:
        return made_bench(digest, parameters)


_MAKING = Lock()


@lru_cache(maxsize=2)
def made_bench(digest: str, parameters: str) -> Bench:
    """Make a network ready; `bench_of` has one do so at a time."""
    told = orjson.loads(parameters) if parameters else None
    return Bench(prepared_of(digest), edition_told(told))


def parameters_of(delivery: Delivery) -> str:
    """Give what `bench_of` is to be told of the parameters a network was taken in with."""
    told = delivery.told.get("parameters") or {}
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode() if told.get("changed") else ""


def prepared_of(digest: str) -> Prepared:
    """Give a network with its areas and zones.

    Raises:
        BaylineError: It is damaged, or of another version of the program.
    """
    return network_read(content_of(digest))


@lru_cache(maxsize=2)
def timetable_of(digest: str) -> Timetable:
    """Give a timetable with its stops."""
    return timetable_read(content_of(digest))


def content_of(digest: str) -> bytes:
    """Give the content of what was taken in, by its hash.

    Raises:
        BaylineError: It is damaged.
    """
    rows = DeliveryRow.objects.filter(sha256=digest).values_list("content", flat=True)
    content = bytes(rows[0])
    if sha256(content).hexdigest() != digest:
        raise damaged(either("内容与哈希不符", "its content does not fit its hash"))
    return content


def warm() -> None:
    """Have the newest network at hand with all times between zones, for whoever asks first.

    Raises:
        BaylineError: It is damaged, or of another version of the program.
    """
    found = newest(NETWORK)
    if found is None:
        return
    bench = bench_of(found.sha256, parameters_of(found))
    if bench.totals and (links := links_of(found)):
        bench.tried([links[0].link])


def faults() -> Iterator[str]:
    """Tell what is wrong with what was taken in, a sentence each."""
    yield from walked(_CHAIN)[1]
    rows = DeliveryRow.objects.order_by("id").values_list("id", "sha256", "content")
    for number, digest, content in rows.iterator(1):
        if sha256(bytes(content)).hexdigest() != digest:
            wrong = either("内容与哈希不符", "its content does not fit its hash")
            yield f"links_delivery {number}: {wrong}"
