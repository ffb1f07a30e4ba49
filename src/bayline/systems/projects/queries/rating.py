"""What rates of a year are computed from: courses of projects, plans and completed investment."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from bayline.kernel.periods import parse
from bayline.systems.projects.models import NEVER, PlannedRow
from bayline.systems.projects.queries import Kept, Lines, courses_naming, entries_of
from bayline.systems.projects.rules.courses import Stone, stones_in
from bayline.systems.projects.rules.entries import AMOUNTS, amount_in
from bayline.systems.projects.rules.rates import RateKind
from bayline.systems.projects.rules.year_rates import (
    Counted,
    Tally,
    completed,
    converted,
    counted_of,
    started,
    tally_of,
)
from bayline.systems.projects.terms import Amount, AmountKind, Stage

_OF_A_YEAR = (AmountKind.ANNUAL_PLAN.value, AmountKind.COMPLETED.value)
_STAGES = {RateKind.START: Stage.STARTED, RateKind.COMPLETION: Stage.COMPLETED}


def tally(kind: RateKind, *, year: int, day: date, lines: Lines) -> Tally:
    """Count the projects of a rate that counts projects.

    Args:
        kind: Start, completion or conversion.
        year: The year.
        day: The last day that counts.
        lines: All projects, as `lines_at` gives them.
    """
    if kind in _STAGES and isinstance(lines, Kept):
        return _tallies(lines, year, day).get(_STAGES[kind].value, Tally(0, 0, 0))
    return tally_of(counted(kind, year=year, day=day, lines=lines))


@lru_cache(maxsize=4)  # every list of the projects says the rates of its year
def _tallies(lines: Kept, year: int, day: date) -> Mapping[str, Tally]:
    is_in = Q(reached_by__lte=day)
    rows = _planned(lines, year).order_by().values_list("stage")
    found = rows.annotate(
        whole=Count("id"),
        sure=Count("id", filter=is_in),
        unsure=Count("id", filter=~is_in & Q(reached_from__lte=day)),
    )
    return {stage: Tally(*numbers) for stage, *numbers in found}


def _planned(lines: Kept, year: int) -> QuerySet[PlannedRow]:
    """Ask what was planned for a year."""
    rows = PlannedRow.objects.filter(year=year)
    if lines.moment is None:
        return rows.filter(ends=NEVER)
    return rows.filter(begins__lte=lines.moment, ends__gt=lines.moment)


def counted(kind: RateKind, *, year: int, day: date, lines: Lines) -> Sequence[Counted]:
    """Give the projects of a rate that counts projects, by code.

    Args:
        kind: Start, completion or conversion.
        year: The year.
        day: The last day that counts.
        lines: All projects, as `lines_at` gives them.
    """
    # As `rules.courses` writes them: a stage, or the day behind one.
    words = f'"{Stage.RESERVED}"' if kind is RateKind.CONVERSION else f'","{year:04}'
    if not isinstance(lines, Kept):
        return _COUNTED[kind](_read(words, lines), year=year, day=day)
    if kind not in _STAGES:
        return _COUNTED[kind](_kept(words, lines), year=year, day=day)
    rows = _planned(lines, year).filter(stage=_STAGES[kind].value)
    found = sorted(rows.values_list("code", "planned", "reached"))
    return [
        counted_of(code, parse(planned), parse(reached) if reached else None, day=day)
        for code, planned, reached in found
    ]


_COUNTED = {
    RateKind.START: started,
    RateKind.COMPLETION: completed,
    RateKind.CONVERSION: converted,
}


def _read(words: str, lines: Lines) -> Mapping[str, Sequence[Stone]]:
    """Give the courses in which some words stand, by project."""
    return {code: stones_in(course) for code, course in courses_naming(words, lines)}


@lru_cache(maxsize=2)  # a rate is computed together with the list behind it
def _kept(words: str, lines: Kept) -> Mapping[str, Sequence[Stone]]:
    return _read(words, lines)


def amounts_of_years(at: datetime | None) -> list[tuple[str, Amount]]:
    """Give what was planned and completed in years, with the project that it is of.

    Args:
        at: As the register stood then; None for now.
    """
    found = entries_of(AMOUNTS, field="kind", codes=_OF_A_YEAR, at=at)
    return [(one["project"], amount_in(one)) for _key, one in sorted(found.items())]
