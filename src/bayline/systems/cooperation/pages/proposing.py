"""The form of a new task: of a decision, of an agreement, or of itself; and a declined one anew."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import addresses
from bayline.platform.asking import refuse_past, typed_line
from bayline.platform.listing import Option
from bayline.platform.pages import Answer, said
from bayline.platform.people.visiting import visitor_of
from bayline.platform.registers.queries import entries_in
from bayline.platform.transport.queries import own_or_none
from bayline.systems.cooperation.actions import act, propose
from bayline.systems.cooperation.actions.tasks import Doing
from bayline.systems.cooperation.pages import words
from bayline.systems.cooperation.pages.acting import day_typed
from bayline.systems.cooperation.pages.standing_for import stands
from bayline.systems.cooperation.pages.task import decision_linked
from bayline.systems.cooperation.pages.task_context import NewTaskPage
from bayline.systems.cooperation.queries import life_of
from bayline.systems.cooperation.queries.registers import (
    organisation_code,
    organisations,
    region_code,
    tracks,
)
from bayline.systems.cooperation.queries.tasks import open_twin
from bayline.systems.cooperation.rules.entries import AGREEMENTS, DECISIONS, MEETINGS, named_in
from bayline.systems.cooperation.rules.terming import check_day, check_terms
from bayline.systems.cooperation.terms import Act, Side, Terms

_LINE, _LONG = 200, 2000
_FIELDS = (
    *("title", "due", "urgent", "decision", "agreement", "track", "owing", "again"),
    *("side1", "lead1", "joint1", "side2", "lead2", "joint2", "more"),
)


def new_task(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show the form, or put a task forward."""
    refuse_past(request)
    if request.method != "POST":
        return _answer(request, _asked(request))
    try:
        task = _proposed(request)
    except BaylineError as error:
        return _answer(request, _typed(request), said(error), status=422)
    where = addresses(request).to(f"/cooperation/tasks/{quote(task)}")
    return HttpResponseRedirect(where, status=303)


def expired(request: HttpRequest) -> Answer:
    """Show the form again where its token is too old."""
    told = _("表单已过期，还没有保存。请再按一次。")
    return _answer(request, _typed(request), told, status=403)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: str(request.POST.get(name, ""))[:_LONG].strip() for name in _FIELDS}


def _asked(request: HttpRequest) -> dict[str, str]:
    """Give what the form begins with: what a decision or an agreement says, or the task before."""
    given = {name: request.GET.get(name, "").strip()[:_LINE] for name in _FIELDS}
    if given["again"]:
        return given | _again(life_of(given["again"]).terms)
    found = entries_in(DECISIONS, "code", [given["decision"]]) if given["decision"] else {}
    decision = found.get(given["decision"], {})
    meetings = entries_in(MEETINGS, "code", [decision["meeting"]]) if decision else {}
    meeting = meetings.get(decision.get("meeting", ""), {})
    return given | {
        "title": given["title"] or decision.get("name", ""),
        "due": given["due"] or decision.get("due", ""),
        "agreement": given["agreement"] or meeting.get("agreement", ""),
    }


def _again(terms: Terms) -> dict[str, str]:
    first, second = terms.sides[:2]
    return {
        "title": terms.title,
        "due": terms.due.isoformat(),
        "urgent": "1" if terms.is_urgent else "",
        "decision": terms.decision,
        "agreement": terms.agreement,
        "track": terms.track,
        "side1": first.code,
        "lead1": first.lead,
        "joint1": "\n".join(first.joint),
        "side2": second.code,
        "lead2": second.lead,
        "joint2": "\n".join(second.joint),
        "more": "\n".join(f"{one.code} {one.lead}" for one in terms.sides[2:]),
        "owing": terms.owing[0] if len(terms.owing) == 1 else "",
    }


def _answer(
    request: HttpRequest, values: dict[str, str], problem: str = "", *, status: int = 200
) -> Answer:
    page = NewTaskPage(
        problem=problem,
        values=values,
        organisations=tuple(
            Option(value=code, word=one["name"], is_chosen=False)
            for code, one in organisations().items()
        ),
        tracks=tuple(
            Option(
                value=one.code,
                word=words.in_language(one.name, one.name_en),
                is_chosen=one.code == values.get("track"),
            )
            for one in tracks()
        ),
        decision=decision_linked(values.get("decision", ""), addresses(request)),
        is_again=bool(values.get("again")),
    )
    return Answer(context=page, template="cooperation/new_task.html", status=status)


def _proposed(request: HttpRequest) -> str:
    """Put a task forward; give its code."""
    terms, known = _terms(request), organisations()
    again = typed_line(request, "again", _LINE)
    named = again or _("新事项")
    check_terms(terms, task=named, known=known)
    check_day(terms.due, today=timezone.localdate(), task=named)
    if not again:
        _refuse_twin(terms)
    doing = _doing(request, terms)
    if again:
        return act(again, Act.PROPOSED, doing, known=known).task
    return propose(doing, start=_start(), known=known).task


def _start() -> str:
    """Give what codes made here begin with: no other installation's do, whatever its pack."""
    own = own_or_none()
    named = own.id if own else region_code() or "task"
    return f"{named}-{timezone.localdate().year}"


def _refuse_twin(terms: Terms) -> None:
    """Refuse what was sent twice."""
    twin = open_twin(terms)
    if twin:
        raise BaylineError(
            f"the task “{twin}” asks the same of the same sides by the same day",
            why="what is listed twice is reported twice",
            do="see that one, or give this one another title",
            zh=Words(
                f"已有同样的事项“{twin}”：内容、各方、期限都一样",
                "列两次就要报送两次",
                "请看那一项；确是另一件事，请写得不同",
            ),
        )


def _doing(request: HttpRequest, terms: Terms) -> Doing:
    visitor = visitor_of(request)
    mine = stands(visitor, terms)
    if not mine:
        raise BaylineError(
            "you act for no side of the task",
            why="a task is proposed by one of its sides",
            do="name a unit that you act for, or ask an administrator for its role",
            zh=Words(
                "不能代表事项的任何一方",
                "事项要由其中一方提出",
                "请写能代表的单位，或请管理员给角色",
            ),
        )
    return Doing(
        side=mine[0].side,
        unit=mine[0].unit,
        person=visitor.account,
        by=visitor.name,
        at=timezone.now(),
        terms=terms,
    )


def _terms(request: HttpRequest) -> Terms:
    due = day_typed(request, "due")
    if due is None:
        raise BaylineError(
            "the task has no day that it is due",
            why="nobody can tell when it is late",
            do="give the day",
            zh=Words("没有写期限", "看不出到哪一天算逾期", "请写日期"),
        )
    sides = tuple(_sides(request))
    owing = organisation_code(typed_line(request, "owing", _LINE))
    decision = typed_line(request, "decision", _LINE)
    agreement, track = (typed_line(request, name, _LINE) for name in ("agreement", "track"))
    _refuse_unknown(agreement, track)
    return Terms(
        title=typed_line(request, "title", _LONG),
        sides=sides,
        due=due,
        owing=(owing,) if owing else (),
        is_urgent=bool(request.POST.get("urgent")),
        decision=decision,
        agreement=agreement,
        met=_met(decision),
        track=track,
        decided=_decided(decision),
        agreed=_agreed(agreement),
    )


def _refuse_unknown(agreement: str, track: str) -> None:
    if agreement and not entries_in(AGREEMENTS, "code", [agreement]):
        raise BaylineError(
            f"there is no agreement “{agreement}”",
            why="a task points to the agreement that it carries out",
            do="enter the agreement first, or leave it empty",
            zh=Words(f"没有协议“{agreement}”", "事项要指到它的来处", "请先登记，或不填"),
        )
    if track and track not in {one.code for one in tracks()}:
        raise BaylineError(
            f"there is no track “{track}”",
            why="tracks are those of the region's pack",
            do="choose one of the list, or none",
            zh=Words(f"没有合作方面“{track}”", "合作方面由资料包写明", "请从列出的选，或不选"),
        )


def _met(decision: str) -> date | None:
    """Give the day of the meeting that decided something.

    Raises:
        BaylineError: There is no such decision.
    """
    if not decision:
        return None
    found = entries_in(DECISIONS, "code", [decision]).get(decision)
    if found is None:
        raise BaylineError(
            f"there is no decision “{decision}”",
            why="a task points to the decision that it stems from",
            do="enter the decision first, or leave it empty",
            zh=Words(f"没有会议定下的事“{decision}”", "事项要指到它的来处", "请先登记，或不填"),
        )
    meeting = entries_in(MEETINGS, "code", [found["meeting"]]).get(found["meeting"], {})
    return date.fromisoformat(meeting["date"]) if meeting.get("date") else None


def _decided(code: str) -> str:
    """Say what was decided, where and when, for a side that holds no such decision."""
    found = entries_in(DECISIONS, "code", [code]).get(code, {}) if code else {}
    if not found:
        return ""
    meeting = entries_in(MEETINGS, "code", [found["meeting"]]).get(found["meeting"], {})
    where = f"{meeting.get('name', '')}（{meeting.get('date', '')}）" if meeting else ""
    return f"{where}{found['name']}：“{found['quote']}”"[:_LONG]


def _agreed(code: str) -> str:
    found = entries_in(AGREEMENTS, "code", [code]).get(code, {}) if code else {}
    return found.get("name", "")


def _sides(request: HttpRequest) -> Iterable[Side]:
    for number in ("1", "2"):
        code = organisation_code(typed_line(request, f"side{number}", _LINE))
        lead = organisation_code(typed_line(request, f"lead{number}", _LINE))
        joint = named_in(str(request.POST.get(f"joint{number}", ""))[:_LONG])
        if code or lead or joint:
            yield Side(code=code, lead=lead, joint=tuple(map(organisation_code, joint)))
    for line in named_in(str(request.POST.get("more", ""))[:_LONG]):
        code, _space, lead = line.partition(" ")
        yield Side(code=organisation_code(code), lead=organisation_code(lead.strip()))
