"""Projects over time: bars of what was reached and what is planned, with the dates in a table."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from bayline.engines.charts.scales import Day
from bayline.platform.pages import is_english
from bayline.systems.projects.pages import list_words as words
from bayline.systems.projects.pages.asked import Asked
from bayline.systems.projects.pages.list_context import Gantt, GanttRow, Milestone, Tick
from bayline.systems.projects.pages.naming import project_path
from bayline.systems.projects.rules.courses import (
    Course,
    Stone,
    course_of,
    planned_in,
    reached_in,
    stones_in,
)
from bayline.systems.projects.rules.gantt import (
    LEFT,
    ROW,
    WIDTH,
    Bar,
    Row,
    pictured,
)
from bayline.systems.projects.rules.listing import Line
from bayline.systems.projects.terms import Stage

_SHOWN = (Stage.STARTED, Stage.COMPLETED, Stage.OPERATING, Stage.AT_CAPACITY)
_NAME = 16  # full-width characters of a name that there is room for
_MARK = 5  # half a diamond


def gantt_of(asked: Asked, lines: Sequence[Line]) -> Gantt:
    """Draw the projects of one page.

    Args:
        asked: What is asked.
        lines: The projects, in order.
    """
    stones = [stones_in(line.course) for line in lines]
    pairs = zip(lines, stones, strict=True)
    courses = [course_of(line.code, of_line) for line, of_line in pairs]
    picture = pictured(courses, today=asked.today)
    drawn = picture.rows if picture else tuple(map(_undrawn, courses))
    return Gantt(
        width=WIDTH,
        height=picture.height if picture else 0,
        left=LEFT,
        today=f"{picture.today:.1f}" if picture else "",
        ticks=tuple(_tick(day, x) for day, x in picture.days) if picture else (),
        is_drawn=picture is not None,
        heads=tuple(words.stage_word(stage) for stage in _SHOWN),
        rows=tuple(
            _row(line, of_line, row, asked)
            for line, of_line, row in zip(lines, stones, drawn, strict=True)
        ),
    )


def _undrawn(course: Course) -> Row:
    return Row(code=course.code, y=0, actual=None, is_running=False, plan=None, marks=())


def _tick(day: Day, x: float) -> Tick:
    written = day.day.isoformat()
    year = written[:4] if is_english() else _("%(year)s年") % {"year": written[:4]}
    return Tick(word=year if day.is_year else written[:7], x=f"{x:.1f}")


def _row(line: Line, stones: Sequence[Stone], row: Row, asked: Asked) -> GanttRow:
    name = line.name or row.code
    return GanttRow(
        code=row.code,
        name=name,
        address=asked.ways.to(project_path(row.code)),
        short=name if len(name) <= _NAME else f"{name[: _NAME - 1]}…",
        y=row.y + ROW // 2 + 5,
        actual=_box(row.actual, row.y + 5, 10),
        running=_arrow(row.actual, row.y + 5) if row.is_running else "",
        plan=_box(row.plan, row.y + 19, 4),
        marks=tuple((_diamond(x, row.y + 21), is_late) for x, is_late in row.marks),
        milestones=tuple(_milestones(line, stones, asked.today)),
    )


def _box(bar: Bar | None, y: int, height: int) -> str:
    if bar is None:
        return ""
    return f"M{bar.x:.1f} {y}h{bar.width:.1f}v{height}h-{bar.width:.1f}Z"


def _arrow(bar: Bar | None, y: int) -> str:
    """Draw the open end of what goes on."""
    return f"M{bar.x + bar.width:.1f} {y}l6 5l-6 5Z" if bar else ""


def _diamond(x: float, y: int) -> str:
    return f"M{x:.1f} {y - _MARK}l{_MARK} {_MARK}l-{_MARK} {_MARK}l-{_MARK} -{_MARK}Z"


def _milestones(line: Line, stones: Sequence[Stone], today: date) -> Iterator[Milestone]:
    reached, plans, is_late = reached_in(stones), planned_in(stones), line.is_overdue(today)
    for stage in _SHOWN:
        yield Milestone(
            stage=stage.value,
            word=words.stage_word(stage),
            actual=words.period_word(reached[stage].edtf) if stage in reached else "",
            planned=words.period_word(plans[stage].on.edtf) if stage in plans else "",
            is_overdue=is_late and line.next_stage == stage,
        )
