"""Reports that are due each month: by which day, and which came in time."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bayline.systems.cooperation.rules.escalating import workdays
from bayline.systems.cooperation.rules.escalating.workdays import Calendar


class Monthly(StrEnum):
    """Whether the report of a month came."""

    IN_TIME = "in_time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthReport:
    """The report of a month.

    Attributes:
        ends: Last day of the month.
        due: Last day for its report.
        filed: The day on which it came; None where it has not.
        state: Whether that was in time.
    """

    ends: date
    due: date
    filed: date | None
    state: Monthly


def month_reports(
    filed: Iterable[date], *, since: date, today: date, working_days: int, of: Calendar
) -> tuple[MonthReport, ...]:
    """Tell which monthly reports came in time.

    A report is of a month if it comes from the last day of that month on, before the last of the
    next one.

    Args:
        filed: Days on which something was reported.
        since: The day from which a task is in hand.
        today: The day; months that end later have no report yet.
        working_days: How many working days after its end the report of a month is due.
        of: Calendars of working days.

    Raises:
        BaylineError: The calendar of a year is not kept.
    """
    days = sorted(day for day in filed if day <= today)
    return tuple(
        _report(ends, days, today=today, due=workdays.after(ends, working_days, of=of))
        for ends in _ends(since, today)
    )


def _report(ends: date, days: list[date], *, today: date, due: date) -> MonthReport:
    following = _end(date.fromordinal(ends.toordinal() + 1))
    came = next((day for day in days if ends <= day < following), None)
    if came is not None:
        state = Monthly.IN_TIME if came <= due else Monthly.LATE
    else:
        state = Monthly.NOT_DUE if today <= due else Monthly.MISSING
    return MonthReport(ends=ends, due=due, filed=came, state=state)


def _ends(since: date, today: date) -> Iterator[date]:
    ends = _end(since)
    while ends <= today:
        yield ends
        ends = _end(date.fromordinal(ends.toordinal() + 1))


def _end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
