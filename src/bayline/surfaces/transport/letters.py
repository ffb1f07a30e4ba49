"""Letters to and from partners in the browser: export one, take one in, record an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.asking import typed_line
from bayline.platform.pages import Answer, refused, said
from bayline.platform.people.visiting import visitor_of
from bayline.platform.record.actions import store_source
from bayline.platform.record.terms import Handed
from bayline.platform.transport import queries
from bayline.platform.transport.actions import letters
from bayline.platform.transport.actions.letters import Behalf
from bayline.surfaces.transport.answering import ANSWERS, answered_body

_TEMPLATE = "transport/answer.html"
_FIELDS = ("task", "act", "side", "unit", "person", "words")
_LONGEST, _LONGEST_WORDS = 200, 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """The form in which an answer is recorded for a side that has nothing installed."""

    partner: str
    name: str
    codes: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    typed: Mapping[str, str] = field(metadata={"twin": False})
    problem: str = field(default="", metadata={"twin": False})
    done: str = field(default="", metadata={"twin": False})


def letter(request: HttpRequest, *, identifier: str) -> Answer | HttpResponseBase:
    """Hand out what waits for a partner as one file."""
    try:
        text = letters.export(identifier, at=timezone.now(), by=visitor_of(request).name)
    except BaylineError as error:
        return refused(error, status=404)
    response = HttpResponse(text, content_type="text/html; charset=utf-8")
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{identifier}-{day}.html"'
    return response


def taken_in(request: HttpRequest) -> str:
    """Take in the letter that a form sends, and say what became of it.

    Raises:
        BaylineError: No file came, or it is no letter that counts.
    """
    file = request.FILES.get("letter")
    if file is None:
        raise BaylineError(
            "no file was chosen",
            do="choose the HTML file that the partner has sent",
            zh=Words("没有选文件", do="请选对方发来的HTML文件"),
        )
    found = letters.take_letter(file.read(), at=timezone.now(), by=visitor_of(request).name)
    return _(
        "收下{taken}条，早已收过{known}条，按规则不办{refused}条，暂不能收{left}条，回执{receipts}份。"
    ).format(**found._asdict())


def answer(request: HttpRequest, *, identifier: str) -> Answer:
    """Show the form of an answer on behalf; record one."""
    try:
        queries.partner(identifier)
    except BaylineError as error:
        return refused(error, status=404)
    if request.method != "POST":
        return Answer(context=_page(identifier, _empty(request)), template=_TEMPLATE)
    typed = _typed(request)
    try:
        _record(request, identifier, typed)
    except BaylineError as error:
        context = _page(identifier, typed, problem=said(error))
        return Answer(context=context, template=_TEMPLATE, status=400)
    done = _("已代为记录，注明由谁代录，附原件。")
    return Answer(context=_page(identifier, _empty(request), done=done), template=_TEMPLATE)


def answer_expired(request: HttpRequest) -> Answer:
    """Give the form back whose token has expired."""
    match = request.resolver_match
    identifier = str(match.kwargs["identifier"]) if match else ""
    problem = _("表单已过期，或浏览器没有送回 cookie，未作处理。内容都在，请再按一次。")
    try:
        context = _page(identifier, _typed(request), problem=problem)
    except BaylineError as error:
        return refused(error, status=404)
    return Answer(context=context, template=_TEMPLATE, status=403)


def _typed(request: HttpRequest) -> dict[str, str]:
    typed = {name: typed_line(request, name, _LONGEST) for name in _FIELDS}
    return {**typed, "words": request.POST.get("words", "").strip()[:_LONGEST_WORDS]}


def _empty(request: HttpRequest) -> dict[str, str]:
    asked = request.GET.get("task", "")[:_LONGEST]
    return {**dict.fromkeys(_FIELDS, ""), "task": asked}


@transaction.atomic
def _record(request: HttpRequest, identifier: str, typed: Mapping[str, str]) -> None:
    """Keep the letter that came back signed, then what it answers, in one transaction."""
    by, now = visitor_of(request).name, timezone.now()
    file = request.FILES.get("evidence")
    if file is None:
        raise BaylineError(
            "the letter that came back signed is missing",
            why="an answer recorded for another side rests on its signature",
            do="choose its scan",
            zh=Words("没有附寄回的签名件", "代录的答复以对方签名为凭", "请选扫描件"),
        )
    partner = queries.partner(identifier)
    title = f"{partner.name}的答复：{typed['task']}"
    handed = Handed(
        name=file.name or "answer", data=file.read(), title=title, publisher=partner.name
    )
    source, _is_new = store_source(handed, by=by, at=now)
    body = answered_body(typed, source=source, at=now)
    letters.record_on_behalf(
        Behalf(
            partner=identifier,
            conversation=typed["task"],
            kind="cooperation.event",
            body=body,
            evidence=source.sha256,
        ),
        by=by,
        at=now,
    )


def _page(
    identifier: str, typed: Mapping[str, str], *, problem: str = "", done: str = ""
) -> AnswerPage:
    partner = queries.partner(identifier)
    return AnswerPage(
        partner=partner.id,
        name=partner.name,
        codes=partner.speaks_for,
        answers=tuple((name, words()) for name, words in ANSWERS.items()),
        typed=typed,
        problem=problem,
        done=done,
    )
