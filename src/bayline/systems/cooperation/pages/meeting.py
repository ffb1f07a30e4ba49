"""The page of a meeting, with its decisions and their tasks."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest
from django.utils import timezone

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.grounds import Grounds, Linked, asked_by
from bayline.platform.pages import Answer
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.systems.cooperation.pages.agreeing import agreement_address
from bayline.systems.cooperation.pages.contexts import DecisionView, MeetingPage
from bayline.systems.cooperation.pages.task_context import TaskLine
from bayline.systems.cooperation.pages.tasking import Told
from bayline.systems.cooperation.queries import lines
from bayline.systems.cooperation.rules.entries import (
    AGREEMENTS,
    DECISIONS,
    MEETINGS,
    named_in,
    parties_of,
)


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
        "list_address": ways.to("/cooperation/calendar", month=values["date"][:7]),
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
