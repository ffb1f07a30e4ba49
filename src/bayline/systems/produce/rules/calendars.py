"""A year of supply out of the registers: what may be planted, what is wanted, what was picked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from bayline.engines.season.terms import WEEKS, Block, Crop, Wanted
from bayline.platform.registers.terms import Values
from bayline.systems.produce.rules.lots import Harvest


class Flaw(NamedTuple):
    """An entry that the plan leaves out or doubts, and why, in two languages."""

    register: str
    code: str
    zh: str
    en: str


class Asked(NamedTuple):
    """What a year is planned from.

    Attributes:
        wanted: Land, crops, demand and labor of one range of products.
        flaws: What was left out or is doubted.
    """

    wanted: Wanted
    flaws: tuple[Flaw, ...]


def weeks_of(first: int, last: int) -> list[int]:
    """Number the weeks from one to another from 0, over the end of the year where it must be.

    Raises:
        ValueError: There is no such week.
    """
    if not (1 <= first <= WEEKS and 1 <= last <= WEEKS):
        raise ValueError(f"{first} {last}")
    return [(first - 1 + one) % WEEKS for one in range((last - first) % WEEKS + 1)]


def asked_of(blocks: Iterable[Values], crops: Iterable[Values], demand: Iterable[Values]) -> Asked:
    """Make the question for a plan out of entries of registers."""
    flaws: list[Flaw] = []
    known: list[Crop] = []
    bears: dict[str, set[str]] = {}
    for one in crops:
        try:
            made = [*_crops(one)]
        except (ValueError, ArithmeticError):
            flaws.append(_unusable(one))
            continue
        known += made
        bears.setdefault(one["product"], set()).update(crop.name for crop in made)
        flaws += _doubts(one)
    land = [
        Block(one["code"], float(one["area"]), frozenset(bears[one["product"]]))
        for one in blocks
        if one["product"] in bears and Decimal(one["area"]) > 0
    ]
    masses, hours = _demand(demand, flaws)
    return Asked(Wanted(land, known, masses, hours), tuple(flaws))


def _unusable(told: Values) -> Flaw:
    return Flaw(
        "crop_seasons",
        told["code"],
        f"{told['name']}：周次或亩产用不了，不进方案",
        f"{told['name']}: weeks or yield cannot be used; it is left out",
    )


def _crops(told: Values) -> Iterator[Crop]:
    after, picked, held = (int(told[name]) for name in ("picked_after", "picked_for", "weeks"))
    yield_ = float(told["yield_mu"])
    if yield_ <= 0 or picked <= 0 or after < 0 or after + picked > held or held > WEEKS:
        raise ValueError(told["code"])
    for start in weeks_of(int(told["first_start"]), int(told["last_start"])):
        picks = tuple(((start + after + one) % WEEKS, yield_ / picked) for one in range(picked))
        cost, hours = float(told.get("cost", 0)), float(told.get("hours", 0))
        yield Crop(told["code"], start, held, picks, cost, hours)


def _doubts(told: Values) -> Iterator[Flaw]:
    low, high = told.get("yield_low"), told.get("yield_high")
    found = Decimal(told["yield_mu"])
    if (low and found < Decimal(low)) or (high and found > Decimal(high)):
        yield Flaw(
            "crop_seasons",
            told["code"],
            f"{told['name']}：亩产{found}千克，在来源的{low or '…'}至{high or '…'}之外",
            f"{told['name']}: {found} kg a mu is outside the {low or '…'} to {high or '…'} of its "
            "source",
        )


def _demand(
    demand: Iterable[Values], flaws: list[Flaw]
) -> tuple[dict[int, float], dict[int, float]]:
    masses: dict[int, float] = {}
    hours: dict[int, float] = {}
    for one in demand:
        try:
            weeks = weeks_of(int(one["first_week"]), int(one["last_week"]))
            mass = _mass(one)
        except ValueError as error:
            zh, en = _why(str(error))
            flaws.append(Flaw("weekly_demand", one["code"], f"{one['name']}：{zh}",
                              f"{one['name']}: {en}"))  # fmt: skip
            continue
        for week in weeks:
            masses[week] = masses.get(week, 0.0) + mass
            if one.get("hours"):
                hours[week] = max(hours.get(week, 0.0), float(one["hours"]))
    return masses, hours


_NO_BOX = "no box"


def _mass(told: Values) -> float:
    if told.get("kilograms"):
        return float(told["kilograms"])
    if told.get("boxes") and not told.get("box"):
        raise ValueError(_NO_BOX)
    return float(told.get("boxes", 0)) * float(told.get("box", 0))


def _why(told: str) -> tuple[str, str]:
    if told == _NO_BOX:
        return (
            "按箱写，没有写一箱多重，不进方案",
            "it is in boxes and nothing says what one weighs; it is left out",
        )
    return "周次用不了，不进方案", "its weeks cannot be used; it is left out"


def picked_by_week(
    harvests: Iterable[Harvest], gtins: Mapping[str, str], year: int
) -> list[Decimal]:
    """Add up what was picked in each week of a year, of products by their numbers."""
    found = [Decimal(0)] * WEEKS
    for one in harvests:
        if one.year == year and one.gtin in gtins and one.mass is not None:
            found[one.week - 1] += one.mass
    return found


def runs(weeks: Sequence[int]) -> list[tuple[int, int]]:
    """Put weeks in order together to runs without a hole, over the end of the year too."""
    found: list[list[int]] = []
    for week in sorted(weeks):
        if found and week == found[-1][1] + 1:
            found[-1][1] = week
        else:
            found.append([week, week])
    if len(found) > 1 and found[0][0] == 0 and found[-1][1] == WEEKS - 1:
        found[0][0] = found.pop()[0]
    return [(first, last) for first, last in found]


def first_day(year: int, week: int) -> date:
    """Give the Monday of a week, numbered from 0."""
    return date.fromisocalendar(year, 1, 1) + timedelta(weeks=week)
