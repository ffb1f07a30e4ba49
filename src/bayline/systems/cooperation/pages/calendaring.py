"""The calendar: meetings, open tasks and promises of one month, and how many the others have."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import quote

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer
from bayline.platform.registers.terms import Values
from bayline.systems.cooperation.pages.agreeing import promise_views
from bayline.systems.cooperation.pages.contexts import CalendarPage, DayRow
from bayline.systems.cooperation.pages.task_context import State, Tab, TaskLine
from bayline.systems.cooperation.pages.tasking import Told
from bayline.systems.cooperation.queries import meetings
from bayline.systems.cooperation.queries.agreeing import Promised, promises
from bayline.systems.cooperation.queries.boarding import lines_at, open_between, open_by_day
from bayline.systems.cooperation.rules.entries import MEETINGS, parties_of

ROWS = 50
_MEETING, _PROMISE, _TASK = "meeting", "promise", "task"  # in this order on one day
_PATH = "/cooperation/calendar"


class _Spot(NamedTuple):
    """Something of a month, as far as its place in the order goes."""

    day: date
    kind: str
    name: str
    key: int


class _Known(NamedTuple):
    """What may stand in the calendar."""

    today: date
    at: datetime | None
    meetings: Sequence[Mapping[str, str]]
    promised: Sequence[Promised]
    tasks: Mapping[date, int]

    def days(self) -> Counter[date]:
        """Count what each day has."""
        found = Counter(self.tasks)
        found.update(date.fromisoformat(one["date"]) for one in self.meetings)
        found.update(
            date.fromisoformat(one.values["due"]) for one in self.promised if one.values.get("due")
        )
        return found


def calendar(request: HttpRequest) -> Answer:
    """Show meetings and the days that tasks and promises are due, month by month.

    Raises:
        BaylineError: The month that is asked for is none.
    """
    at, ways = as_of(request), addresses(request)
    today = timezone.localdate(at) if at else timezone.localdate()
    first = _month(request.GET.get("month", "").strip()) or today.replace(day=1)
    known = _Known(today, at, meetings(at=at), promises(today=today, at=at), open_by_day(at))
    months: Counter[date] = Counter()
    for day, count in known.days().items():
        months[day.replace(day=1)] += count
    found = _spots(known, first)
    pager = Pager.of(
        page_number(request),
        len(found),
        size=ROWS,
        address=lambda one: ways.to(_PATH, month=f"{first:%Y-%m}", page=str(one)),
    )
    page = CalendarPage(
        total=months.total(),
        overdue=sum(count for day, count in known.tasks.items() if day < today),
        month=f"{first:%Y-%m}",
        count=len(found),
        rows=tuple(_rows(pager.cut(found, size=ROWS), known, ways)),
        pager=pager,
        years=tuple(_years(months, first, ways)),
        months=tuple(_months(months, first, ways)),
        undated=sum(not one.values.get("due") for one in known.promised),
        overdue_address=ways.to("/cooperation/tasks", stage="open"),
        new_address="" if at else ways.to(f"/registers/{MEETINGS}/new"),
    )
    return Answer(context=page, template="cooperation/calendar.html")


def _month(written: str) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(f"{written}-01" if len(written) == len("2021-11") else "none")
    except ValueError:
        raise BaylineError(
            f"“{written[:40]}” is no month",
            where="month",
            why="a month is written as year and month",
            do="write it like 2021-11",
            zh=Words(f"“{written[:40]}”不是月份", "月份要写年和月", "请写成2021-11"),
        ) from None


def _spots(known: _Known, first: date) -> list[_Spot]:
    """Give all of a month in its order: by day, meetings before promises before tasks."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    found = [
        _Spot(day, _TASK, title, row) for day, title, row in open_between(first, last, known.at)
    ]
    held = (date.fromisoformat(one["date"]) for one in known.meetings)
    found += [
        _Spot(day, _MEETING, known.meetings[at]["name"], at)
        for at, day in enumerate(held)
        if first <= day <= last
    ]
    for at, one in enumerate(known.promised):
        due = one.values.get("due", "")
        if due and first <= date.fromisoformat(due) <= last:
            found.append(_Spot(date.fromisoformat(due), _PROMISE, one.values["name"], at))
    return sorted(found)


def _rows(found: Sequence[_Spot], known: _Known, ways: Addresses) -> Iterable[DayRow]:
    keys = {kind: [one.key for one in found if one.kind == kind] for kind in (_PROMISE, _TASK)}
    lines = lines_at(keys[_TASK]) if keys[_TASK] else ()
    told = Told(lines, ways=ways, today=known.today)
    shown = promise_views([known.promised[key] for key in keys[_PROMISE]], ways)
    rows = {
        _MEETING: iter(
            _meeting(known.meetings[one.key], ways, known.today)
            for one in found
            if one.kind == _MEETING
        ),
        _PROMISE: iter(
            DayRow(
                date=date.fromisoformat(one.due),
                kind=_PROMISE,
                kind_word=_("约定"),
                name=one.name,
                address=one.agreement.address,
                owner=one.owner,
                state=one.state,
            )
            for one in shown
        ),
        _TASK: iter(
            _task(told.line(one)) for one in sorted(lines, key=lambda one: (one.due, one.title))
        ),
    }
    return (next(rows[one.kind]) for one in found)


def _years(months: Counter[date], chosen: date, ways: Addresses) -> Iterable[Tab]:
    years: Counter[int] = Counter({chosen.year: 0})
    for month, count in months.items():
        years[month.year] += count
    for year in sorted(years):
        inside = sorted(month for month in months if month.year == year)
        first = chosen if year == chosen.year else inside[0]
        yield _tab(f"{year}", years[year], first, ways, is_here=year == chosen.year)


def _months(months: Counter[date], chosen: date, ways: Addresses) -> Iterable[Tab]:
    shown = {month for month in months if month.year == chosen.year} | {chosen}
    for month in sorted(shown):
        yield _tab(f"{month:%Y-%m}", months[month], month, ways, is_here=month == chosen)


def _tab(word: str, count: int, month: date, ways: Addresses, *, is_here: bool) -> Tab:
    asked = f"{month:%Y-%m}"
    return Tab(
        value=word, word=word, count=count, address=ways.to(_PATH, month=asked), is_here=is_here
    )


def _meeting(values: Values, ways: Addresses, today: date) -> DayRow:
    day = date.fromisoformat(values["date"])
    state = ("pending", _("将开")) if day >= today else ("good", _("已开过"))
    return DayRow(
        date=day,
        kind="meeting",
        kind_word=_("会议"),
        name=values["name"],
        address=ways.to(f"/cooperation/meetings/{quote(values['code'])}"),
        owner="、".join(parties_of(values)),
        state=State(code="coming" if day >= today else "held", look=state[0], word=state[1]),
    )


def _task(line: TaskLine) -> DayRow:
    owners = dict.fromkeys(wait.unit_name or wait.side_name for wait in line.waits)
    return DayRow(
        date=line.due,
        kind="task",
        kind_word=_("事项到期"),
        name=line.title,
        address=line.address,
        owner="、".join(owners),
        state=line.state,
    )
