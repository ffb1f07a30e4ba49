"""The plan of a year of supply; it is made once for what registers say, and kept at hand."""

from datetime import datetime
from functools import lru_cache

import orjson

from bayline.engines.season.planning import planned
from bayline.engines.season.terms import Plan
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.platform.standstill import once
from bayline.systems.produce.queries.books import book
from bayline.systems.produce.rules.calendars import Asked, asked_of
from bayline.systems.produce.rules.registers import CROPS, DEMAND

_SECONDS = 8.0  # a page that nobody made ready waits no longer for a plan
RANGES = ("fruit", "grain", "vegetable", "other")


@once
def ranges(at: datetime | None = None) -> tuple[str, ...]:
    """Give the ranges of products that something is wanted of."""
    known = {one["range"] for one in entries_in(DEMAND, at=at).values()}
    return tuple(one for one in RANGES if one in known)


@once
def season(name: str, at: datetime | None = None) -> tuple[Asked, Plan]:
    """Plan the year of a range of products.

    Args:
        name: Of the range.
        at: As registers stood then; None for now.
    """
    return _made(*_entries(name, at))


def asked(name: str, at: datetime | None = None) -> Asked:
    """Give what the year of a range of products is planned from."""
    return _asked(*_entries(name, at))


def _entries(name: str, at: datetime | None) -> tuple[bytes, bytes, bytes]:
    """Give blocks, crops and demand of a range, as what a plan can be remembered by."""
    known = book(at)
    products = {code for code, one in known.products.items() if one["range"] == name}
    blocks = [one for one in known.blocks.values() if one["product"] in products]
    crops = [one for one in entries_in(CROPS, at=at).values() if one["product"] in products]
    demand = [one for one in entries_in(DEMAND, at=at).values() if one["range"] == name]
    return _written(blocks), _written(crops), _written(demand)


def _written(entries: list[Values]) -> bytes:
    return orjson.dumps(entries, option=orjson.OPT_SORT_KEYS)


def _asked(blocks: bytes, crops: bytes, demand: bytes) -> Asked:
    read: list[list[Values]] = [orjson.loads(one) for one in (blocks, crops, demand)]
    return asked_of(*(sorted(some, key=lambda one: one["code"]) for some in read))


@lru_cache(maxsize=16)
def _made(blocks: bytes, crops: bytes, demand: bytes) -> tuple[Asked, Plan]:
    found = _asked(blocks, crops, demand)
    return found, planned(found.wanted, seconds=_SECONDS)


def warm() -> None:
    """Have the plans at hand before anybody asks."""
    for one in ranges():
        season(one)
