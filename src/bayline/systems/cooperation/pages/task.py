"""The page of a task: where it stands, who has to do what next, and its history."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, refuse_past
from bayline.platform.grounds import Asked, Grounds, Linked
from bayline.platform.pages import Answer, said
from bayline.platform.people.visiting import is_staff, visitor_of
from bayline.platform.record.queries import source_by_hash
from bayline.platform.registers.pages.posting import answered
from bayline.platform.registers.queries import entries_in
from bayline.systems.cooperation.actions import act
from bayline.systems.cooperation.pages import words
from bayline.systems.cooperation.pages.acting import blocked, doing_of, forms_of, typed_in
from bayline.systems.cooperation.pages.monthly import monthly_views
from bayline.systems.cooperation.pages.task_context import (
    EventView,
    EvidenceView,
    Origin,
    SlipView,
    State,
    StepView,
    TaskPage,
    WayView,
)
from bayline.systems.cooperation.pages.tasking import Told, color_of, rule_words
from bayline.systems.cooperation.queries import life_of
from bayline.systems.cooperation.queries.exchanging import conflicts_of, ways_of
from bayline.systems.cooperation.queries.registers import tracks
from bayline.systems.cooperation.queries.supervision import slip_rule
from bayline.systems.cooperation.rules.entries import AGREEMENTS, DECISIONS
from bayline.systems.cooperation.rules.escalating.lamps import lamp, steps
from bayline.systems.cooperation.rules.escalating.slips import slips
from bayline.systems.cooperation.rules.listing import line_of
from bayline.systems.cooperation.terms import Act, Event, Evidence, Life


def task_page(request: HttpRequest, code: str) -> Answer:
    """Show a task.

    Raises:
        Http404: There is none of that code, or was none then.
    """
    return _answer(request, code=code)


def act_on(request: HttpRequest, code: str) -> Answer | HttpResponseBase:
    """Do something to a task, or say why not."""
    refuse_past(request)

    @transaction.atomic  # a file that came along is kept only where the act is
    def do(asked: HttpRequest) -> None:
        what, doing = doing_of(asked, _life(code, asked))
        act(code, what, doing)

    def show(asked: HttpRequest, problem: str, status: int) -> Answer:
        return _answer(asked, problem, code=code, status=status)

    def here(asked: HttpRequest) -> str:
        return addresses(asked).to(f"/cooperation/tasks/{quote(code)}")

    return answered(request, do=do, show=show, here=here)


def _life(code: str, request: HttpRequest) -> Life:
    try:
        return life_of(code, until=as_of(request))
    except BaylineError:
        raise Http404 from None


def _answer(request: HttpRequest, problem: str = "", *, code: str, status: int = 200) -> Answer:
    life, ways = _life(code, request), addresses(request)
    moment = as_of(request)
    today = timezone.localdate(moment) if moment else timezone.localdate()
    line = line_of(life, slip_rule())
    told = Told([line], ways=ways, today=today, lives={code: life})
    visitor = visitor_of(request)
    is_past = moment is not None
    page = TaskPage(
        line=told.line(line),
        problem=problem,
        owing=tuple(map(told.name, life.terms.reporters)),
        origin=_origin(life, ways),
        is_reminded=_is_reminded(life, told),
        steps=tuple(_steps(life, told)),
        steps_rule=rule_words(told.rules.steps) if told.rules.steps else "",
        slips=tuple(_slips(life, told, today)),
        slips_rule=rule_words(told.rules.slips) if told.rules.slips else "",
        months=monthly_views(life, told),
        months_rule=rule_words(told.rules.monthly) if told.rules.monthly else "",
        history=tuple(_history(life.events, told, is_named=is_staff(request))),
        refused=tuple(_refused(life, told, is_named=is_staff(request))),
        crossed=() if is_past else tuple(_crossed(code, told, is_named=is_staff(request))),
        ways=() if is_past else tuple(_ways(life)),
        forms=() if is_past else tuple(forms_of(life, visitor, told)),
        blocked=() if is_past else tuple(dict.fromkeys(blocked(life, visitor))),
        act_address=Addresses(prefix=ways.prefix).to(f"/cooperation/tasks/{quote(code)}/act"),
        board_address=ways.to("/cooperation/tasks"),
        is_past=is_past,
        typed=typed_in(request) if problem else {},
    )
    return Answer(context=page, template="cooperation/task.html", status=status)


def _ways(life: Life) -> Iterable[WayView]:
    for one in ways_of(life):
        refused = words.in_language(*one.refused)
        yield WayView(name=one.name, waiting=one.waiting, is_apart=one.is_apart, refused=refused)


def _origin(life: Life, ways: Addresses) -> Origin:
    """Tell what a task stems from and what took its place."""
    terms = life.terms
    agreement = entries_in(AGREEMENTS, "code", [terms.agreement]) if terms.agreement else {}
    named = {one.code: words.in_language(one.name, one.name_en) for one in tracks()}
    where = f"/cooperation/agreements/{quote(terms.agreement)}"
    next_one = f"/cooperation/tasks/{quote(life.successor)}"
    return Origin(
        decision=decision_linked(terms.decision, ways, told=terms.decided),
        agreement=_linked(
            agreement.get(terms.agreement, {}).get("name", terms.agreed or terms.agreement),
            ways.to(where) if agreement else "",
        ),
        track=named.get(terms.track, terms.track),
        successor=_linked(life.successor, ways.to(next_one)),
    )


def _linked(label: str, address: str) -> Linked | None:
    return Linked(label=label, address=address) if label else None


def decision_linked(code: str, ways: Addresses, *, told: str = "") -> Linked | None:
    """Give the decision of a code, with its place on the page of its meeting; None without.

    Args:
        code: Its code; empty for none.
        ways: Where the pages are.
        told: What the side that proposed says of it, shown where the record here has no such one.
    """
    found = entries_in(DECISIONS, "code", [code]).get(code) if code else None
    if found is None:
        return _linked(told or code, "")
    where = ways.to(f"/cooperation/meetings/{quote(found['meeting'])}")
    return Linked(label=found["name"], address=f"{where}#d-{quote(code)}")


def _is_reminded(life: Life, told: Told) -> bool:
    book = told.rules.lamps
    found = lamp(life.stage, life.terms.due, book, today=told.today) if book else None
    return bool(found and found.is_reminded)


def _steps(life: Life, told: Told) -> Iterable[StepView]:
    book = told.rules.steps
    for step in steps(life, book.steps) if book else ():
        title = words.in_language(step.rule.title, step.rule.title_en)
        yield StepView(word=title, why=words.reached_word(step.rule.reached), on=step.on)


def _slips(life: Life, told: Told, today: date) -> Iterable[SlipView]:
    book = told.rules.slips
    if book is None or book.slips is None:
        return
    for one in slips(life, book.slips, today=today):
        look, word = words.outcome_word(one.outcome)
        yield SlipView(
            sent=one.event.day,
            side=told.name(one.side),
            color=color_of(one.color, book),
            deadline=one.deadline,
            outcome=State(code=one.outcome.value, look=look, word=word),
            grown=color_of(one.grown, book),
            words=one.event.words,
        )


def _refused(life: Life, told: Told, *, is_named: bool) -> Iterable[EventView]:
    for one in life.refused:
        yield _event(one.event, told, is_named=is_named, problem=said(one.error))


def _crossed(code: str, told: Told, *, is_named: bool) -> Iterable[tuple[EventView, ...]]:
    """Give acts of two sides that crossed and do not go together, both as they were done."""
    for one in conflicts_of(code):
        problem = said(one.refused) if one.refused else ""
        yield (
            _version(_event(one.first, told, is_named=is_named), one.first),
            _version(_event(one.second, told, is_named=is_named, problem=problem), one.second),
        )


def _version(view: EventView, event: Event) -> EventView:
    """Show what a proposal puts forward, since that is what differs."""
    if event.terms is None:
        return view
    return replace(view, words=f"{event.terms.title}（{event.terms.due.isoformat()}）")


def _history(events: Iterable[Event], told: Told, *, is_named: bool) -> Iterable[EventView]:
    return (_event(one, told, is_named=is_named) for one in reversed([*events]))


def _event(event: Event, told: Told, *, is_named: bool, problem: str = "") -> EventView:
    files = frozenset(one.document for one in event.evidence if one.document)
    grounds = Grounds(Asked(documents=files), told.ways)
    return EventView(
        day=event.day,
        act=event.act.value,
        word=words.act_word(event.act),
        side=told.name(event.side),
        unit=told.name(event.unit),
        by=event.by if is_named else "",
        words=event.words if event.act is not Act.PROPOSED or event.words else "",
        evidence=tuple(_shown(one, grounds) for one in event.evidence),
        deadline=event.deadline,
        about=told.name(event.about) if event.about and event.act is not Act.ACCEPTED else "",
        problem=problem,
    )


def _shown(one: Evidence, grounds: Grounds) -> EvidenceView:
    """Show what proves; a file of another installation leads to the same file here, if it came."""
    where = grounds.document(one.document).address if one.document else one.url
    if not where and one.sha256:
        same = source_by_hash(one.sha256)
        where = grounds.ways.to(f"/documents/{same.sha256[:12]}") if same else ""
    return EvidenceView(title=one.title, address=where, sha256=one.sha256)
