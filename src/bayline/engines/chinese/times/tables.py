"""The word tables of the time grammar, read once from the data files beside this module."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Point(NamedTuple):
    """A day, month or moment that is said without a number: unit, where it is seen from, shift."""

    unit: str
    base: str
    shift: int


class Words(NamedTuple):
    """All words that stand for dates."""

    events: dict[str, date]
    solar: dict[str, tuple[int, int, int]]
    lunar: dict[str, tuple[int, int, int]]
    weekday: dict[str, tuple[int, int, int]]
    eras: dict[str, int]
    years: dict[str, tuple[str, int]]
    points: dict[str, Point]
    dayparts: dict[str, int]
    heads: frozenset[str]
    common: frozenset[str]


@cache
def words() -> Words:
    """Load the words that stand for dates."""
    table = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
    holidays = table["holidays"]
    return Words(
        events=table["events"],
        solar=_triples(holidays["solar"]),
        lunar=_triples(holidays["lunar"]),
        weekday=_triples(holidays["weekday"]),
        eras=table["eras"],
        years={word: (base, shift) for word, (base, shift) in table["years"].items()},
        points={word: Point(*entry) for word, entry in table["points"].items()},
        dayparts=table["dayparts"],
        heads=frozenset(table["heads"].split()),
        common=frozenset(table["common"].split()),
    )


def _triples(table: dict[str, list[int]]) -> dict[str, tuple[int, int, int]]:
    return {word: (first, second, third) for word, (first, second, third) in table.items()}


class Almanac(NamedTuple):
    """The Chinese calendar: the first day of its first year and one word of bits for each year."""

    first_year: int
    first_day: date
    years: tuple[int, ...]


@cache
def almanac() -> Almanac:
    """Load the Chinese calendar of 1900 to 2050."""
    table = tomllib.loads((files(__package__) / "lunar.toml").read_text(encoding="utf-8"))
    years = tuple(int(word, 16) for word in table["years"].split())
    return Almanac(table["first_year"], table["first_day"], years)
