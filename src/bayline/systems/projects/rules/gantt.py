"""Planned and actual courses of projects as bars over time, laid out by arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from bayline.engines.charts.scales import Day, Scale, round_days
from bayline.systems.projects.rules.courses import Course

WIDTH = 960
ROW = 28
TOP = 28  # for the words of the days
LEFT = 232  # for the names
_RIGHT = 16
_DAY_UNITS = 62.0  # that the word of a day takes
_LEAST = 3.0  # units that a day takes
_MARGIN = timedelta(days=31)


class Bar(NamedTuple):
    """A stretch of the picture."""

    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One project in the picture.

    Attributes:
        code: The project.
        y: Upper edge of its row.
        actual: From the start to the end, or to today where it goes on; None where not started.
        is_running: Whether the actual bar ends only because today does.
        plan: From where the plan begins to what is due last; None where nothing is planned.
        marks: Where what is planned is due, and whether that is overdue.
    """

    code: str
    y: int
    actual: Bar | None
    is_running: bool
    plan: Bar | None
    marks: tuple[tuple[float, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Rows over time; numbers are units of the picture."""

    width: int
    height: int
    left: int
    rows: tuple[Row, ...]
    days: tuple[tuple[Day, float], ...]
    today: float


def pictured(courses: Sequence[Course], *, today: date) -> Picture | None:
    """Lay courses out.

    Args:
        courses: In the order of the rows.
        today: The day that counts as today.

    Returns:
        The picture; None where no day is known of any of them.
    """
    known = [day for course in courses for day in course.days]
    if not known:
        return None
    first, last = min(*known, today) - _MARGIN, max(*known, today) + _MARGIN
    scale = Scale(first.toordinal(), last.toordinal(), LEFT, WIDTH - _RIGHT)
    return Picture(
        width=WIDTH,
        height=TOP + ROW * len(courses) + 4,
        left=LEFT,
        rows=tuple(_row(one, place, scale, today) for place, one in enumerate(courses)),
        days=_days(first, last, scale),
        today=scale.at(today.toordinal()),
    )


def _days(first: date, last: date, scale: Scale) -> tuple[tuple[Day, float], ...]:
    most = int((WIDTH - LEFT - _RIGHT) / _DAY_UNITS)
    days = round_days(first, last, most=most)
    return tuple((one, scale.at(one.day.toordinal())) for one in days)


def _row(course: Course, place: int, scale: Scale, today: date) -> Row:
    end = course.ended or course.stopped or (today if course.is_running else course.begun)
    begun = course.begun or course.ended  # of some only the end is recorded
    due = course.dues[-1] if course.dues else None
    is_awaited = course.ended is None and course.stopped is None
    return Row(
        code=course.code,
        y=TOP + ROW * place,
        actual=_bar(begun, end, scale),
        is_running=course.is_running,
        plan=_bar(course.planned_from or due, due, scale),
        marks=tuple((scale.at(day.toordinal()), is_awaited and day < today) for day in course.dues),
    )


def _bar(first: date | None, last: date | None, scale: Scale) -> Bar | None:
    if first is None or last is None:
        return None
    begin, end = sorted((scale.at(first.toordinal()), scale.at(last.toordinal())))
    return Bar(begin, max(end - begin, _LEAST))
