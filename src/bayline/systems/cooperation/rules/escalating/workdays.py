"""Working days, by the calendars of the years; a year that is not kept is not guessed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from bayline.kernel.errors import BaylineError, Words

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Which days of a year are not as the week says.

    Attributes:
        off: Days off between Monday and Friday.
        work: Days of work on weekends.
        source: The notice that says so.
    """

    off: frozenset[date]
    work: frozenset[date]
    source: str


Calendar = Mapping[int, Year]


@cache
def calendar() -> Calendar:
    """Give the calendars that come with the program, by year."""
    file = files("bayline.systems.cooperation").joinpath("parameters/working_days.toml")
    return read_calendar(file.read_text("utf-8"))


def read_calendar(text: str) -> Calendar:
    """Read calendars from TOML: a table for each year with `off`, `work` (MM-DD) and `source`."""
    return {
        int(number): Year(
            off=_days(number, one["off"]), work=_days(number, one["work"]), source=one["source"]
        )
        for number, one in tomllib.loads(text).items()
    }


def _days(year: str, written: list[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"{year}-{one}") for one in written)


def is_working_day(day: date, *, of: Calendar) -> bool:
    """Tell whether a day is a day of work.

    Raises:
        BaylineError: The calendar of its year is not kept.
    """
    year = of.get(day.year)
    if year is None:
        raise _unknown(day.year, of)
    return day in year.work or (day.weekday() < _SATURDAY and day not in year.off)


def after(day: date, count: int, *, of: Calendar) -> date:
    """Give the working day that is so many of them after a day, which itself does not count.

    Args:
        day: From when it is counted.
        count: How many, one or more.
        of: The calendars.

    Raises:
        BaylineError: The calendar of a year on the way is not kept.
    """
    while count > 0:
        day += _DAY
        count -= is_working_day(day, of=of)
    return day


def _unknown(year: int, of: Calendar) -> BaylineError:
    kept = f"{min(of)}–{max(of)}" if of else "-"
    return BaylineError(
        f"the working days of {year} are not known",
        why=f"calendars are kept of {kept}",
        do="add the year with its notice to working_days.toml",
        zh=Words(
            f"{year}年的工作日不详", f"收有{kept}年的安排", "请把该年的通知补入working_days.toml"
        ),
    )
