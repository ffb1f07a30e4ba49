"""Sections, rivers, basins and lakes over a period: class, grade, key pollutants, ratios.

A section is judged by its means. A river or basin of fewer than five sections is judged by the
means over its sections, one of five or more by the shares of its sections by class. A lake is
judged by the means over time first, then over its points.

Source: 环办〔2011〕22号, 一（二）, 二（一）, 二（二） and 三.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bayline.systems.ecology.rules.classing import classified, key_pollutants
from bayline.systems.ecology.rules.means import Mean, as_readings, means_over
from bayline.systems.ecology.terms import (
    AssessmentRules,
    Classified,
    Grade,
    Pollutant,
    StatisticsRules,
    WaterBody,
    WaterClass,
    WaterStandard,
)

_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The documents that water is assessed by."""

    standard: WaterStandard
    rules: AssessmentRules
    statistics: StatisticsRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section over a period.

    Attributes:
        name: The section.
        body: The kind of water.
        means: The mean of each item.
        results: Of how many results the means are, such as months.
        found: The class of the means; None where there are too few results.
    """

    name: str
    body: WaterBody
    means: Mapping[str, Mean]
    results: int
    found: Classified | None

    @property
    def water_class(self) -> WaterClass | None:
        """Its class, where it has one."""
        return self.found.water_class if self.found else None


class Method(StrEnum):
    """How several sections were assessed."""

    MEANS = "means"
    RATIOS = "ratios"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """A river, a basin or a lake over a period.

    Attributes:
        method: How it was assessed.
        sections: How many sections have a class.
        undecided: Names of those that have none; they are in no share.
        by_class: How many sections are of each class.
        good: Share of I to III; None without sections.
        worst: Share of worse than V.
        found: The class of the means, where it was assessed by them.
        grade: How good the water is; None where it cannot be decided.
        pollutants: The key pollutants with the share of sections exceeding, or their multiple.
    """

    method: Method
    sections: int
    undecided: tuple[str, ...]
    by_class: Mapping[WaterClass, int]
    good: Fraction | None
    worst: Fraction | None
    found: Classified | None
    grade: Grade | None
    pollutants: tuple[Pollutant, ...]
    exceeding: Mapping[str, Fraction]


def assessed_section(
    name: str, body: WaterBody, months: Sequence[Mapping[str, Mean]], books: Books, *, period: str
) -> Section:
    """Assess a section.

    Args:
        name: The section.
        body: The kind of water.
        months: The means of each month that has any, or of each sample of one month.
        books: The documents.
        period: month, quarter or year, which says how many results are needed.
    """
    means = means_over(months)
    enough = len(months) >= books.rules.at_least.get(period, 1)
    found = None
    if enough:
        readings = as_readings(means, books.statistics)
        found = classified(readings, body=body, standard=books.standard, rules=books.rules)
    return Section(name=name, body=body, means=means, results=len(months), found=found)


def grade_of(water_class: WaterClass | None, rules: AssessmentRules) -> Grade | None:
    """Give the grade of a class."""
    return None if water_class is None else rules.grades[water_class]


def assessed_together(sections: Sequence[Section], books: Books) -> Overall:
    """Assess a river or a basin by its sections."""
    decided = [one for one in sections if one.water_class is not None]
    if len(decided) >= books.rules.sections_for_ratios:
        return _by_ratios(sections, decided, books)
    return _by_means(sections, decided, books)


def assessed_lake(points: Sequence[Section], books: Books) -> Overall:
    """Assess a lake by its points, whose means are over time already."""
    decided = [one for one in points if one.water_class is not None]
    return _by_means(points, decided, books)


def _by_ratios(sections: Sequence[Section], decided: Sequence[Section], books: Books) -> Overall:
    counts = Counter(one.water_class for one in decided if one.water_class)
    total = len(decided)
    good = Fraction(sum(counts[WaterClass(n)] for n in (1, 2, 3)), total)
    worst = Fraction(counts[WaterClass.WORSE], total)
    exceeding = _exceeding(decided)
    return Overall(
        method=Method.RATIOS,
        sections=total,
        undecided=_undecided(sections),
        by_class=counts,
        good=good,
        worst=worst,
        found=None,
        grade=grade_of_ratios(good, worst, books.rules) if _speaks(sections, decided) else None,
        pollutants=_most_exceeding(decided, exceeding, books),
        exceeding=exceeding,
    )


def _by_means(sections: Sequence[Section], decided: Sequence[Section], books: Books) -> Overall:
    counts = Counter(one.water_class for one in decided if one.water_class)
    total = len(decided)
    found = None
    if decided:
        readings = as_readings(means_over(one.means for one in decided), books.statistics)
        found = classified(
            readings, body=decided[0].body, standard=books.standard, rules=books.rules
        )
    return Overall(
        method=Method.MEANS,
        sections=total,
        undecided=_undecided(sections),
        by_class=counts,
        good=Fraction(sum(counts[WaterClass(n)] for n in (1, 2, 3)), total) if total else None,
        worst=Fraction(counts[WaterClass.WORSE], total) if total else None,
        found=found,
        grade=_grade(found, books) if _speaks(sections, decided) else None,
        pollutants=key_pollutants(found.pollutants, books.rules) if found else (),
        exceeding=_exceeding(decided),
    )


def _grade(found: Classified | None, books: Books) -> Grade | None:
    return grade_of(found.water_class, books.rules) if found else None


def _speaks(sections: Sequence[Section], decided: Sequence[Section]) -> bool:
    """Tell whether those with a class speak for all: ours, at least half of them have one."""
    return 2 * len(decided) >= len(sections)


def _undecided(sections: Sequence[Section]) -> tuple[str, ...]:
    return tuple(one.name for one in sections if one.water_class is None)


def _exceeding(decided: Sequence[Section]) -> dict[str, Fraction]:
    """Give the share of sections in which each item is worse than class III."""
    counts = Counter(
        pollutant.item.key for one in decided if one.found for pollutant in one.found.pollutants
    )
    return {key: Fraction(count, len(decided)) for key, count in counts.items()}


def _most_exceeding(
    decided: Sequence[Section], exceeding: Mapping[str, Fraction], books: Books
) -> tuple[Pollutant, ...]:
    """Choose the items with the largest share of sections exceeding, in the worst of them."""
    worst: dict[str, Pollutant] = {}
    for one in (each for section in decided if section.found for each in section.found.pollutants):
        before = worst.setdefault(one.item.key, one)
        if (one.multiple or 0) > (before.multiple or 0):
            worst[one.item.key] = one
    ranked = sorted(worst.values(), key=lambda one: (-exceeding[one.item.key], one.item.number))
    return tuple(ranked[: books.rules.key_pollutants])


def grade_of_ratios(good: Fraction, worst: Fraction, rules: AssessmentRules) -> Grade:
    """Give the grade of shares, both from 0 to 1."""
    for row in rules.ratios:
        is_good = row.good_at_least is None or good * _PERCENT >= Fraction(row.good_at_least)
        is_bearable = row.worst_below is None or worst * _PERCENT < Fraction(row.worst_below)
        if is_good and is_bearable:
            return next(one for one in rules.grades.values() if one.key == row.grade)
    raise AssertionError(good, worst)
