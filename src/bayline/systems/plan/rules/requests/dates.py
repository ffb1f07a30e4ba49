"""When a request comes again and when its answers are due; the day is always given."""

from collections.abc import Iterator
from datetime import date, timedelta

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import Period, Precision
from bayline.systems.plan.rules.periods import in_chinese
from bayline.systems.plan.rules.requests.terms import Cumulative, DueRule, Template

_DAY = timedelta(days=1)
_SATURDAY = 5  # the week counts from Monday, 0
_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}
_MOST = 120  # periods that are caught up with at once: ten years of months
REPEATS = tuple(_MONTHS)


def due_of(rule: DueRule, period: Period) -> date:
    """Give the day by which answers for a period are due.

    Args:
        rule: So many days, or so many working days, after the last day of the period.
        period: The period.

    Raises:
        BaylineError: The period has no end.
    """
    if period.last is None:
        raise _endless(period)
    if rule.working_days is None:
        return period.last + timedelta(days=rule.days or 0)
    day, left = period.last, rule.working_days
    while left:
        day += _DAY
        left -= _is_worked(day, rule)
    return day


def _is_worked(day: date, rule: DueRule) -> bool:
    if day in rule.workdays:
        return True
    return day.weekday() < _SATURDAY and day not in rule.holidays


def _endless(period: Period) -> BaylineError:
    return BaylineError(
        f"the period {period.edtf} has no end",
        why="answers are due so many days after the last day of the period",
        do="give a month, a quarter, a half-year or a year",
        zh=Words(
            f"时期{in_chinese(period)}没有终点",
            "期限从时期的最后一天算起",
            "请写月、季度、半年或年",
        ),
    )


def period_around(day: date, every: Precision) -> Period:
    """Give the month, quarter, half-year or year that a day lies in."""
    number = (day.month - 1) // _MONTHS[every] + 1
    match every:
        case Precision.MONTH:
            return periods.month(number, day.year)
        case Precision.QUARTER:
            return periods.quarter(number, day.year)
        case Precision.HALF:
            return periods.half(number, day.year)
        case _:
            return periods.year(day.year)


def before(period: Period) -> Period | None:
    """Give the period of the same kind before one; None where it is of no such kind."""
    if period.precision not in _MONTHS or period.start is None:
        return None
    return period_around(period.start - _DAY, period.precision)


def after(period: Period) -> Period | None:
    """Give the period of the same kind after one; None where it is of no such kind."""
    if period.precision not in _MONTHS or period.end is None:
        return None
    return period_around(period.end, period.precision)


def to_ask(template: Template, *, last: Period | None, today: date) -> list[Period]:
    """List the periods for which a template that comes again is to be asked by now.

    A period is asked for from its last day on.

    Args:
        template: The template.
        last: The last period that was asked for; None where none was.
        today: The day that counts as today.

    Returns:
        The periods in order; of a template that was never asked the last one that is over.
    """
    if template.every is None:
        return []
    current = period_around(today, template.every)
    done = current if current.last == today else before(current)
    if done is None or last is None:
        return [done] if done else []
    return [*_until(after(last), done)]


def _until(period: Period | None, done: Period) -> Iterator[Period]:
    count = 0
    while period is not None and _end(period) <= _end(done) and count < _MOST:
        yield period
        period, count = after(period), count + 1


def _end(period: Period) -> date:
    return period.end or date.max


def goes_on(cumulative: Cumulative, period: Period, earlier: Period) -> bool:
    """Tell whether what adds up goes on from an earlier period into one."""
    if cumulative is Cumulative.NO or period.start is None or earlier.start is None:
        return False
    return cumulative is Cumulative.ALWAYS or period.start.year == earlier.start.year
