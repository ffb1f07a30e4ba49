"""What rates of a year are computed from: courses of projects, plans and completed investment."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet

from bayline.platform.record.queries.prepared import Values, ask
from bayline.systems.projects.models import NEVER, PlannedRow
from bayline.systems.projects.queries import Lines, entries_of
from bayline.systems.projects.queries.tables import Kept
from bayline.systems.projects.rules.courses import period_in, stones_in
from bayline.systems.projects.rules.entries import AMOUNTS, amount_in
from bayline.systems.projects.rules.rates import RateKind
from bayline.systems.projects.rules.year_rates import (
    NO_YEAR,
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
_WHOLE = slice(None)
_STAGES = {
    RateKind.START: Stage.STARTED,
    RateKind.COMPLETION: Stage.COMPLETED,
    RateKind.CONVERSION: Stage.RESERVED,
}


def tally(kind: RateKind, *, year: int, day: date, lines: Lines) -> Tally:
    """Count the projects of a rate that counts projects.

    Args:
        kind: Start, completion or conversion.
        year: The year.
        day: The last day that counts.
        lines: All projects, as `lines_at` gives them.
    """
    if not isinstance(lines, Kept):
        return tally_of(counted(kind, year=year, day=day, lines=lines))
    found = _reserved if kind is RateKind.CONVERSION else _tallies
    return found(lines, year, day).get(_STAGES[kind].value, Tally(0, 0, 0))


@lru_cache(maxsize=4)  # every list of the projects says the rates of its year
def _tallies(lines: Kept, year: int, day: date) -> Mapping[str, Tally]:
    known = {"day": day} | ({"moment": lines.moment} if lines.moment else {})

    def written(marks: Values) -> Any:  # noqa: ANN401 - a query
        return _counts(_rows(year, marks.get("moment")), marks["day"])

    rows = ask(("planned counts", year, *known), known, written)
    return {stage: Tally(*numbers) for stage, *numbers in rows}


@lru_cache(maxsize=4)
def _reserved(lines: Kept, year: int, day: date) -> Mapping[str, Tally]:
    rows = _counts(_in_reserve(lines, year, day), day)
    return {stage: Tally(*numbers) for stage, *numbers in rows}


def _counts(rows: QuerySet[PlannedRow], day: object) -> Any:  # noqa: ANN401 - a query
    is_in = Q(reached_by__lte=day)
    counted = {
        "whole": Count("id"),
        "sure": Count("id", filter=is_in),
        "unsure": Count("id", filter=~is_in & Q(reached_from__lte=day)),
    }
    return rows.order_by().values_list("stage").annotate(**counted)


def _planned(lines: Kept, year: int) -> QuerySet[PlannedRow]:
    """Ask what was planned for a year."""
    return _rows(year, lines.moment)


def _rows(year: int, moment: Any) -> QuerySet[PlannedRow]:  # noqa: ANN401 - or a mark
    """Ask what was planned for a year as of a moment; None for now."""
    rows = PlannedRow.objects.filter(year=year)
    if moment is None:
        return rows.filter(ends=NEVER)
    return rows.filter(begins__lte=moment, ends__gt=moment)


def _in_reserve(lines: Kept, year: int, day: date) -> QuerySet[PlannedRow]:
    """Ask what was in reserve in a year up to a day."""
    stayed = Q(reached_by__isnull=True) | Q(reached_by__gte=date(year, 1, 1))
    rows = _planned(lines, NO_YEAR).filter(stage=Stage.RESERVED.value)
    return rows.filter(stayed, planned_from__lte=day)


def counted(
    kind: RateKind,
    *,
    year: int,
    day: date,
    lines: Lines,
    is_part: bool = False,
    cut: slice = _WHOLE,
) -> Sequence[Counted]:
    """Give the projects of a rate that counts projects, by code.

    Args:
        kind: Start, completion or conversion.
        year: The year.
        day: The last day that counts.
        lines: All projects, as `lines_at` gives them.
        is_part: Whether only those are wanted that got there, or may have.
        cut: Which of them.
    """
    if not isinstance(lines, Kept):
        courses = {line.code: stones_in(line.course) for line in lines}
        known = _COUNTED[kind](courses, year=year, day=day)
        return [one for one in known if not is_part or one.is_in is not False][cut]
    if kind is RateKind.CONVERSION:
        rows = _in_reserve(lines, year, day)
    else:
        rows = _planned(lines, year).filter(stage=_STAGES[kind].value)
    rows = rows.filter(reached_from__lte=day) if is_part else rows
    found = rows.order_by("code").values_list("code", "planned", "reached")[cut]
    return [
        counted_of(code, period_in(planned), period_in(reached) if reached else None, day=day)
        for code, planned, reached in found
    ]


_COUNTED = {
    RateKind.START: started,
    RateKind.COMPLETION: completed,
    RateKind.CONVERSION: converted,
}


def amounts_of_years(at: datetime | None) -> list[tuple[str, Amount]]:
    """Give what was planned and completed in years, with the project that it is of.

    Args:
        at: As the register stood then; None for now.
    """
    found = entries_of(AMOUNTS, field="kind", codes=_OF_A_YEAR, at=at)
    return [(one["project"], amount_in(one)) for _key, one in sorted(found.items())]
