"""The air quality index of a day or an hour, by the edition in force: parts, whole, pollutants.

The part of a pollutant lies straight between the two breakpoints around its concentration and is
rounded up; the index is the largest part. Above 50 the pollutants with the largest part are the
primary ones; those above 100 exceed. Sulfur dioxide of an hour above 800 and ozone of eight hours
above 800 have no part: they are judged by the day and by the hour.

Source: HJ 633-2012 and HJ 633-2026, tables of breakpoints with their notes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import ceil

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules.packs import (
    AIR_INDEX,
    AIR_LIMITS,
    pack_for,
    pack_named,
    table_of,
)
from bayline.systems.ecology.terms import Pack

POLLUTANTS = ("so2", "no2", "co", "o3", "pm10", "pm25")
_PRIMARY_ABOVE = 50
_EXCEEDS_ABOVE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakpoints:
    """The concentrations at which the index of a pollutant is known.

    Attributes:
        key: Pollutant and averaging time, as `pm25_24h`.
        pollutant: The pollutant.
        name: What it is called.
        unit: The unit of the concentrations.
        at: The concentrations, of the first values of the index.
    """

    key: str
    pollutant: str
    name: str
    unit: str
    at: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of the index, up to a value."""

    key: str
    up_to: int
    name: str
    name_en: str
    rank: str
    color: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edition:
    """An edition of the rules.

    Attributes:
        pack: The document.
        index: The values of the index at the breakpoints.
        rows: The breakpoints by key.
        daily: Keys that make the index of a day.
        hourly: Keys that make the index of an hour.
        levels: The levels, the best first.
    """

    pack: Pack
    index: tuple[int, ...]
    rows: Mapping[str, Breakpoints]
    daily: tuple[str, ...]
    hourly: tuple[str, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The index of a day or an hour.

    Attributes:
        value: The index; None where nothing was measured.
        level: Its level.
        parts: The part of each key that has one.
        primary: The primary pollutants; none up to 50.
        exceeding: The pollutants whose part is above 100.
        beyond: Keys above the last breakpoint, whose part is the last value.
        left_out: Keys that are too high to have a part.
        is_complete: Whether all six pollutants were measured.
    """

    value: int | None
    level: Level | None
    parts: Mapping[str, int]
    primary: tuple[str, ...]
    exceeding: tuple[str, ...]
    beyond: tuple[str, ...]
    left_out: tuple[str, ...]
    is_complete: bool


@cache
def edition(pack: Pack) -> Edition:
    """Read an edition of the rules."""
    table = table_of(pack)
    rows = [
        Breakpoints(
            key=row["key"],
            pollutant=row["pollutant"],
            name=row["name"],
            unit=row["unit"],
            at=tuple(map(Decimal, row["at"])),
        )
        for row in table["row"]
    ]
    return Edition(
        pack=pack,
        index=tuple(table["index"]),
        rows={one.key: one for one in rows},
        daily=tuple(table["daily"]),
        hourly=tuple(table["hourly"]),
        levels=tuple(Level(**one) for one in table["level"]),
    )


def edition_of(day: date) -> Edition:
    """Give the edition of a day.

    Raises:
        BaylineError: None was in force then.
    """
    return edition(pack_for(AIR_INDEX, day))


def part_of(rules: Edition, key: str, concentration: Decimal) -> int | None:
    """Give the part of one concentration, rounded up.

    Returns:
        The part; the last value above the last breakpoint; None where there is none that high.
    """
    at = rules.rows[key].at
    if concentration > at[-1]:
        return rules.index[-1] if len(at) == len(rules.index) else None
    pairs = zip(pairwise(at), pairwise(rules.index), strict=False)
    for (low, high), (least, most) in pairs:
        if concentration <= high:
            share = Fraction(concentration - low) / Fraction(high - low)
            return ceil(least + share * (most - least))
    raise AssertionError(concentration)


def index_of(rules: Edition, concentrations: Mapping[str, Decimal], *, hourly: bool) -> Index:
    """Give the index.

    Args:
        rules: The edition.
        concentrations: By key; what does not belong to the period is left aside.
        hourly: Whether of an hour; else of a day.
    """
    keys = [key for key in (rules.hourly if hourly else rules.daily) if key in concentrations]
    found = {key: part_of(rules, key, concentrations[key]) for key in keys}
    parts = {key: part for key, part in found.items() if part is not None}
    value = max(parts.values(), default=None)
    return Index(
        value=value,
        level=None if value is None else _level(rules, value),
        parts=parts,
        primary=_pollutants(rules, parts, value) if value and value > _PRIMARY_ABOVE else (),
        exceeding=_exceeding(rules, parts),
        beyond=tuple(key for key in parts if concentrations[key] > rules.rows[key].at[-1]),
        left_out=tuple(key for key, part in found.items() if part is None),
        is_complete={rules.rows[key].pollutant for key in parts} == {*POLLUTANTS},
    )


def _level(rules: Edition, value: int) -> Level:
    return next(one for one in rules.levels if value <= one.up_to)


def _pollutants(rules: Edition, parts: Mapping[str, int], value: int) -> tuple[str, ...]:
    found = (rules.rows[key].pollutant for key, part in parts.items() if part == value)
    return tuple(dict.fromkeys(found))


def _exceeding(rules: Edition, parts: Mapping[str, int]) -> tuple[str, ...]:
    found = (rules.rows[key].pollutant for key, part in parts.items() if part > _EXCEEDS_ABOVE)
    return tuple(dict.fromkeys(found))


def limit_on(day: date, pollutant: str, averaging: str, *, zone: int) -> Decimal | None:
    """Give a limit of GB 3095.

    Args:
        day: The day.
        pollutant: One of `POLLUTANTS`.
        averaging: year, day, 8h or hour.
        zone: 1 for areas of nature and scenery, 2 for everywhere else.

    Returns:
        The limit; None where the standard of that day has none, or none is known.

    Raises:
        BaylineError: No standard was in force then.
    """
    name = "first" if zone == 1 else "second"
    for row in table_of(pack_for(AIR_LIMITS, day))["limit"]:
        if (row["pollutant"], row["averaging"]) == (pollutant, averaging) and name in row:
            return Decimal(row[name])
    return None


def limit_asked(
    day: date, pollutant: str, averaging: str, *, zone: int, standard: str = ""
) -> tuple[Pack, Decimal]:
    """Give a limit that was asked for, with the document it is from.

    Args:
        day: The day.
        pollutant: One of `POLLUTANTS`.
        averaging: year, day, 8h or hour.
        zone: 1 for areas of nature and scenery, 2 for everywhere else.
        standard: The document it must be from; empty for the one in force.

    Raises:
        BaylineError: No standard was in force then, or the one asked for was not; it sets no such
            limit; or the limit is not known, where that of an earlier edition is never given.
    """
    known = pack_named(standard, family=AIR_LIMITS, day=day) if standard else None
    pack = known or pack_for(AIR_LIMITS, day)
    found = limit_on(day, pollutant, averaging, zone=zone)
    if found is None:
        zh = f"{pollutant.upper()}{_AVERAGING[averaging]}、{'一' if zone == 1 else '二'}类区"
        raise _no_limit(pack, f"{pollutant}, {averaging}, zone {zone}", zh)
    return pack, found


_AVERAGING = {"year": "年平均", "day": "24小时平均", "8h": "日最大8小时平均", "hour": "1小时平均"}


def _no_limit(pack: Pack, asked: str, asked_zh: str) -> BaylineError:
    if not table_of(pack).get("partial"):
        return BaylineError(
            f"{pack.number} sets no limit for {asked}",
            do="ask for a pollutant and an averaging time of its table",
            zh=Words(f"{pack.number}没有“{asked_zh}”的限值", "", "请问表中有的污染物和平均时间"),
        )
    return BaylineError(
        f"the limit of {pack.number} for {asked} from {pack.since} on is not known here",
        why="only what two sources state is kept of it, and an earlier edition no longer holds",
        do="look it up in the standard itself",
        zh=Words(
            f"{pack.number}自{pack.since}起“{asked_zh}”的限值这里没有",
            "这一版只收有两处来源的数，上一版的数已不适用",
            "请查标准原文",
        ),
    )
