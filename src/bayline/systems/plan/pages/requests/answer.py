"""The page of the table of one unit: filled in, sent, looked at, decided on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer, is_english
from bayline.platform.people.terms import Visitor
from bayline.platform.people.visiting import visitor_of
from bayline.systems.plan.actions.requests.answering import filled_now
from bayline.systems.plan.pages.requests.context import (
    AnswerPage,
    May,
    Problem,
    StepView,
    TableState,
    WarnedView,
)
from bayline.systems.plan.pages.requests.filling import (
    ROWS,
    Showing,
    lines_shown,
    problems_of,
    row_views,
)
from bayline.systems.plan.pages.requests.item import found_or_404
from bayline.systems.plan.pages.requests.tables import (
    column_view,
    named,
    path_of,
    table_state,
)
from bayline.systems.plan.pages.requests.words import act_word, period_word
from bayline.systems.plan.queries import requests as queries
from bayline.systems.plan.rules.requests.answering import Read
from bayline.systems.plan.rules.requests.moving import Sides, decides_for, may_act
from bayline.systems.plan.rules.requests.moving import named as who
from bayline.systems.plan.rules.requests.terms import (
    Act,
    Asked,
    Filled,
    Request,
    Rows,
    Standing,
    State,
    Step,
    Warned,
)

_TEMPLATE = "plan/requests/answer.html"
_PROBLEMS = 50
_WARNED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page is shown with, besides what is stored.

    Attributes:
        problems: Why something was not done.
        typed: What was typed in place of what is saved; None where nothing was.
        draft: The version of the draft to go on from; None for the one that is saved.
        read: The answer as it was read, where cells are refused.
        warned: What may be wrong, where it is shown before sending.
        seen: What the form gives back to say that it was shown.
        reason: What was typed as a reason.
        page: Which page of the rows; 0 for the one that is asked for.
    """

    problems: tuple[Problem, ...] = ()
    typed: Filled | None = None
    draft: int | None = None
    read: Read | None = None
    warned: tuple[Warned, ...] = ()
    seen: str = ""
    reason: str = ""
    page: int = 0


_NOTHING = Shown()


def table_or_404(code: str, unit: str) -> tuple[Request, Asked]:
    """Find the table of a unit.

    Raises:
        Http404: It was not asked.
    """
    found = found_or_404(code)
    try:
        return found, queries.asked(code, unit)
    except BaylineError as error:
        raise Http404 from error


def answer(request: HttpRequest, code: str, unit: str) -> Answer:
    """Show the table of a unit."""
    return show(request, code, unit)


def show(
    request: HttpRequest, code: str, unit: str, shown: Shown = _NOTHING, *, status: int = 200
) -> Answer:
    """Show the table of a unit with what came of a form.

    Args:
        request: The request.
        code: Of the request for the table.
        unit: Code of the unit.
        shown: What came of a form.
        status: Of the answer.
    """
    page = _Page(request, code, unit, shown).made()
    return Answer(context=page, template=_TEMPLATE, status=status)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What stands in the table."""

    filled: Filled
    version: int  # 0 where it is a draft
    draft: int = 0
    warned: tuple[Warned, ...] = ()
    claims: Mapping[tuple[str, str], str] = field(default_factory=dict)


class _Page:
    """The page on its way."""

    def __init__(self, request: HttpRequest, code: str, unit: str, shown: Shown) -> None:
        self._request, self._shown = request, shown
        self._at: datetime | None = as_of(request)
        self._ways: Addresses = addresses(request)
        self._visitor: Visitor = visitor_of(request)
        self._found, asked = table_or_404(code, unit)
        self._code, self._unit, self._answers = code, unit, asked.answers
        self._standing: Standing = self._stood(asked)
        self._sides = Sides(asker=self._found.template.asker, unit=unit)
        self._may = self._allowed()
        self._names = queries.names_in(self._found, unit)

    def _stood(self, asked: Asked) -> Standing:
        if self._at is None:
            return asked.standing
        then = queries.asked_by_unit(self._code, as_of=self._at)
        return next(each.standing for each in then if each.unit == self._unit)

    def _allowed(self) -> May:
        if self._at is not None or not self._answers:
            return May()

        def may(act: Act) -> bool:
            return may_act(act, self._visitor, self._sides, self._standing)

        is_sent = self._standing.state is State.SENT
        is_sender = self._standing.sent_by == who(self._visitor)
        return May(
            fill=may(Act.SENT),
            take_back=may(Act.TAKEN_BACK),
            ask_time=may(Act.EXTENSION_ASKED),
            accept=may(Act.ACCEPTED),
            send_back=may(Act.RETURNED),
            cancel=may(Act.CANCELLED),
            extend=may(Act.EXTENDED),
            refuse_time=may(Act.EXTENSION_REFUSED),
            is_own=is_sent and is_sender and decides_for(self._visitor, self._sides.asker),
        )

    def made(self) -> AnswerPage:
        """Give the page."""
        found, ways, english = self._found, self._ways, is_english()
        content, last = self._content(), queries.earlier(self._code, self._unit)
        is_form = content.version == 0 and self._may.fill
        showing = self._showing(content, last, is_form=is_form)
        lines = lines_shown(showing)
        pager = self._pager(len(lines))
        steps = queries.steps(self._code, self._unit, as_of=self._at)
        return AnswerPage(
            request=self._code,
            template=found.template.name,
            title=found.template.called(english=english),
            about=found.template.about_en if english else found.template.about,
            period=found.period.edtf,
            period_word=period_word(found.period),
            asker=named(found.template.asker, self._names, ways),
            table=self._table(),
            columns=tuple(column_view(each) for each in found.template.columns),
            rows=row_views(showing, pager.cut(lines, size=ROWS)),
            shown_version=content.version,
            warned=self._warned(content, lines_by_code={each.code: each.number for each in lines}),
            history=tuple(self._step(each) for each in reversed(steps)),
            last_word=period_word(last.period) if last.period else "",
            is_free=found.template.rows is Rows.FREE,
            pager=pager,
            may=replace(self._may, fill=is_form),
            step=self._standing.step,
            draft=content.draft,
            seen=self._shown.seen,
            problems=(*self._shown.problems, *problems_of(showing.spots, most=_PROBLEMS)),
            done=self._done(),
            reason=self._shown.reason,
            **self._saved(is_form=is_form),
            **self._addresses(is_form=is_form),
        )

    def _showing(self, content: _Content, last: queries.Earlier, *, is_form: bool) -> Showing:
        return Showing(
            request=self._found,
            unit=self._unit,
            filled=content.filled,
            ways=self._ways,
            names=self._names,
            is_form=is_form,
            others=self._others(),
            last=last.rows,
            claims=content.claims,
            spots=self._shown.read.spots if self._shown.read else (),
        )

    def _table(self) -> TableState:
        today = timezone.localdate(self._at) if self._at else timezone.localdate()
        return table_state(
            self._code,
            named(self._unit, self._names, self._ways),
            self._standing,
            answers=self._answers,
            today=today,
            ways=self._ways,
        )

    def _saved(self, *, is_form: bool) -> dict[str, Any]:
        kept = queries.draft(self._code, self._unit) if is_form else None
        return {"saved_by": kept.by, "saved_at": kept.at} if kept else {}

    def _addresses(self, *, is_form: bool) -> dict[str, Any]:
        bare = Addresses(prefix=self._ways.prefix)
        here = path_of(self._code, self._unit)
        corrects = self._may.fill and not is_form
        return {
            "correct_address": bare.to(here, correct="1") if corrects else "",
            "request_address": self._ways.to(path_of(self._code)),
            "fill_address": bare.to(f"{here}/fill"),
            "decide_address": bare.to(f"{here}/decide"),
            "form_address": bare.to(f"{here}/form.xlsx"),
            "upload_address": bare.to(f"{here}/upload"),
        }

    def _done(self) -> str:
        return {
            "saved": _("草稿已保存，还没有报送。"),
            "sent": _("已报送，待受理。"),
            "taken": _("表格里填的已存为草稿，还没有报送。"),
            "done": _("已办。"),
        }.get(self._request.GET.get("done", ""), "")

    def _content(self) -> _Content:
        asked = self._request.GET.get("version", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0  # noqa: PLR2004 - digits
        standing = self._standing
        if number:
            return (
                self._sent(min(number, standing.version))
                if standing.version
                else _Content(filled=Filled(), version=1)
            )
        if self._may.fill and standing.state is not State.ACCEPTED:
            return self._draft()
        if self._may.fill and (self._shown.typed is not None or "correct" in self._request.GET):
            return self._draft()
        if standing.version:
            return self._sent(standing.version)
        return _Content(filled=Filled(), version=0)

    def _draft(self) -> _Content:
        if self._shown.typed is not None:
            draft = self._shown.draft
            kept = queries.draft(self._code, self._unit)
            now = kept.version if kept else 0
            return _Content(
                filled=self._shown.typed,
                version=0,
                draft=now if draft is None else draft,
                warned=self._shown.warned,
            )
        filled, version = filled_now(self._code, self._unit)
        return _Content(filled=filled, version=0, draft=version, warned=self._shown.warned)

    def _sent(self, version: int) -> _Content:
        sent = queries.sent(self._code, self._unit, version)
        taken = queries.taken(self._code, self._unit, version)
        return _Content(
            filled=sent.filled if sent else Filled(),
            version=version,
            warned=sent.warned if sent else (),
            claims=taken.claims if taken else {},
        )

    def _others(self) -> Mapping[str, Filled]:
        """Give the answers of the units that lead rows which this one only sees."""
        rows = self._found.template.given
        leads = {row.lead for row in rows if self._unit in row.joint} - {self._unit, ""}
        if not leads:
            return {}
        answers = queries.all_answers(self._code, as_of=self._at)
        return {unit: filled for unit, _state, _version, filled in answers if unit in leads}

    def _pager(self, total: int) -> Pager:
        version = self._request.GET.get("version", "")

        def address(page: int) -> str:
            asked = {"page": page if page > 1 else "", "version": version}
            return self._ways.to(path_of(self._code, self._unit), **asked)

        asked = self._shown.page or page_number(self._request)
        return Pager.of(asked, total, size=ROWS, address=address)

    def _warned(
        self, content: _Content, *, lines_by_code: Mapping[str, int]
    ) -> tuple[WarnedView, ...]:
        english = is_english()
        return tuple(
            WarnedView(
                key=each.key,
                row=lines_by_code.get(each.row, 0),
                sentence=each.en if english else each.zh,
                note=each.note or content.filled.notes.get(each.key, ""),
                address=self._ways.figure(each.claim) if each.claim else "",
                name=f"note.{each.key}",
            )
            for each in content.warned[:_WARNED]
        )

    def _step(self, step: Step) -> StepView:
        is_version = step.act is Act.SENT
        here = path_of(self._code, self._unit)
        return StepView(
            number=step.number,
            act=step.act.value,
            word=act_word(step.act),
            by=step.by,
            at=step.at,
            reason=step.reason,
            due=step.due,
            version=step.version,
            address=self._ways.to(here, version=step.version) if is_version else "",
        )
