"""What rates of a year are computed from: courses of projects, plans and completed investment."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from bayline.platform.remembering import present_state
from bayline.systems.projects.queries import courses_naming, entries_of, lines_at
from bayline.systems.projects.rules.courses import Stone, stones_in
from bayline.systems.projects.rules.entries import AMOUNTS, amount_in
from bayline.systems.projects.rules.rates import RateKind
from bayline.systems.projects.rules.year_rates import Counted, completed, converted, started
from bayline.systems.projects.terms import Amount, AmountKind, Stage

_OF_A_YEAR = (AmountKind.ANNUAL_PLAN.value, AmountKind.COMPLETED.value)


def counted(kind: RateKind, *, year: int, day: date, at: datetime | None) -> tuple[Counted, ...]:
    """Give the projects of a rate that counts projects, by code.

    Args:
        kind: Start, completion or conversion.
        year: The year.
        day: The last day that counts.
        at: As the registers stood then; None for now.
    """
    return _counted(kind, year, day, at, present_state())


@lru_cache(maxsize=16)  # every list of the projects says the rates of its year
def _counted(
    kind: RateKind, year: int, day: date, at: datetime | None, state: Hashable
) -> tuple[Counted, ...]:
    return tuple(_COUNTED[kind](_courses(kind, year, at, state), year=year, day=day))


_COUNTED = {
    RateKind.START: started,
    RateKind.COMPLETION: completed,
    RateKind.CONVERSION: converted,
}


def _courses(
    kind: RateKind, year: int, at: datetime | None, state: Hashable
) -> Mapping[str, Sequence[Stone]]:
    """Give the courses of the projects that a rate may count, by code."""
    # As `rules.courses` writes them: a stage, or the day behind one.
    is_of_reserve = kind is RateKind.CONVERSION
    return _naming(f'"{Stage.RESERVED}"' if is_of_reserve else f'","{year:04}', at, state)


@lru_cache(maxsize=4)  # a rate is computed together with the list behind it
def _naming(words: str, at: datetime | None, _state: Hashable) -> Mapping[str, Sequence[Stone]]:
    """Give the courses in which some words stand."""
    return {code: stones_in(course) for code, course in courses_naming(words, lines_at(at))}


def amounts_of_years(at: datetime | None) -> list[tuple[str, Amount]]:
    """Give what was planned and completed in years, with the project that it is of.

    Args:
        at: As the register stood then; None for now.
    """
    found = entries_of(AMOUNTS, field="kind", codes=_OF_A_YEAR, at=at)
    return [(one["project"], amount_in(one)) for _key, one in sorted(found.items())]
