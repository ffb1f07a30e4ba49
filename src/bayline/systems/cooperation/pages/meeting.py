"""Pages of meetings: one with its decisions and their tasks, and the calendar of what is due."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.grounds import Grounds, Linked, asked_by
from bayline.platform.pages import Answer
from bayline.platform.registers.terms import Values
from bayline.systems.cooperation.pages.agreeing import agreement_address, promise_views
from bayline.systems.cooperation.pages.contexts import (
    CalendarPage,
    DayRow,
    DecisionView,
    MeetingPage,
    Month,
)
from bayline.systems.cooperation.pages.task_context import State, TaskLine
from bayline.systems.cooperation.pages.tasking import Told
from bayline.systems.cooperation.queries import lines, meetings
from bayline.systems.cooperation.queries.agreeing import promises
from bayline.systems.cooperation.queries.registers import entries_in
from bayline.systems.cooperation.rules.entries import (
    AGREEMENTS,
    DECISIONS,
    MEETINGS,
    named_in,
    parties_of,
)
from bayline.systems.cooperation.terms import ENDED, Stage

_OPEN = tuple(stage for stage in Stage if stage not in ENDED)


def meeting_page(request: HttpRequest, code: str) -> Answer:
    """Show a meeting.

    Raises:
        Http404: There is none of that code, or was none then.
    """
    at, ways = as_of(request), addresses(request)
    values = entries_in(MEETINGS, "code", [code], at=at).get(code)
    if values is None:
        raise Http404
    decisions = entries_in(DECISIONS, "meeting", [code], at=at)
    grounds = Grounds(asked_by([values, *decisions.values()]), ways)
    today = timezone.localdate(at) if at else timezone.localdate()
    day = date.fromisoformat(values["date"])
    page = MeetingPage(
        code=code,
        name=values["name"],
        date=day,
        is_coming=day >= today,
        place=grounds.place(values["place"]) if values.get("place") else None,
        parties=parties_of(values),
        agenda=named_in(values.get("agenda", "")),
        agreement=_agreement(values, ways),
        minutes=grounds.document(values["document"]) if values.get("document") else None,
        note=values.get("note", ""),
        decisions=tuple(_decisions(decisions, grounds, today, at)),
        is_past=at is not None,
        **_addresses(code, values, ways),
    )
    return Answer(context=page, template="cooperation/meeting.html")


def _addresses(code: str, values: Values, ways: Addresses) -> dict[str, str]:
    asked = {"v.meeting": code, "v.document": values.get("document", "")}
    new = Addresses(prefix=ways.prefix).to(f"/registers/{DECISIONS}/new")
    return {
        "list_address": ways.to("/cooperation/calendar"),
        "decision_address": f"{new}?{urlencode(asked)}",
        "entry_address": ways.to(f"/registers/{MEETINGS}/{quote(code)}"),
    }


def _agreement(values: Values, ways: Addresses) -> Linked | None:
    code = values.get("agreement", "")
    if not code:
        return None
    found = entries_in(AGREEMENTS, "code", [code]).get(code)
    if found is None:
        return Linked(label=code)
    return Linked(label=found["name"], address=agreement_address(code, ways))


def _decisions(
    decisions: dict[str, Values], grounds: Grounds, today: date, at: datetime | None
) -> Iterable[DecisionView]:
    found = lines(decisions=decisions, at=at) if decisions else ()
    told = Told(found, ways=grounds.ways, today=today)
    by_decision: dict[str, list[TaskLine]] = {}
    for line in found:
        by_decision.setdefault(line.decision, []).append(told.line(line))
    new = Addresses(prefix=grounds.ways.prefix).to("/cooperation/tasks/new")
    for key, values in decisions.items():
        yield DecisionView(
            code=key,
            name=values["name"],
            due=values.get("due", ""),
            quoted=grounds.quoted(values),
            tasks=tuple(by_decision.get(key, ())),
            task_address=f"{new}?{urlencode({'decision': key})}",
        )


def calendar(request: HttpRequest) -> Answer:
    """Show meetings and the days that tasks and promises are due, by month."""
    at, ways = as_of(request), addresses(request)
    today = timezone.localdate(at) if at else timezone.localdate()
    rows, undated = _days(ways, today, at)
    ordered = sorted(rows, key=lambda row: (row.date, row.kind, row.name))
    groups = groupby(ordered, key=lambda row: f"{row.date:%Y-%m}")
    page = CalendarPage(
        total=len(ordered),
        months=tuple(
            Month(month=month, rows=tuple(found), is_past=month < f"{today:%Y-%m}")
            for month, found in groups
        ),
        undated=undated,
        new_address="" if at else ways.to(f"/registers/{MEETINGS}/new"),
    )
    return Answer(context=page, template="cooperation/calendar.html")


def _days(ways: Addresses, today: date, at: datetime | None) -> tuple[list[DayRow], int]:
    open_tasks = lines(stages=_OPEN, at=at)
    told = Told(open_tasks, ways=ways, today=today)
    promised = promise_views(promises(today=today, at=at), ways)
    rows = [_meeting(one, ways, today) for one in meetings(at=at)]
    rows += [_task(told.line(one)) for one in open_tasks]
    rows += [
        DayRow(
            date=date.fromisoformat(one.due),
            kind="promise",
            kind_word=_("约定"),
            name=one.name,
            address=one.agreement.address,
            owner=one.owner,
            state=one.state,
        )
        for one in promised
        if one.due
    ]
    return rows, sum(not one.due for one in promised)


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
