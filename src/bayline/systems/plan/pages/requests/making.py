"""Forms that ask a table of units, and that make a template."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import Period
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import refuse_past, typed_line
from bayline.platform.listing import Option
from bayline.platform.pages import Answer, is_english, said
from bayline.platform.registers.cells.days import period_of
from bayline.platform.registers.terms import Fault, Field, Kind
from bayline.systems.plan.actions.requests.asking import Wish, ask, ask_due
from bayline.systems.plan.actions.requests.templating import keep_template
from bayline.systems.plan.pages.requests.context import AskPage, MakeColumn, MakePage
from bayline.systems.plan.pages.requests.listing import requests
from bayline.systems.plan.pages.requests.posting import hand_of
from bayline.systems.plan.pages.requests.tables import LIST, path_of
from bayline.systems.plan.pages.requests.words import every_word, period_word
from bayline.systems.plan.queries.requests import last_period, templates
from bayline.systems.plan.rules.requests.dates import REPEATS, to_ask
from bayline.systems.plan.rules.requests.declaring import template_of
from bayline.systems.plan.rules.requests.printing import quoted

_ASK, _MAKE = "plan/requests/ask.html", "plan/requests/make.html"
_COLUMNS = 12
_LONGEST = 200
_TEXT_LONGEST = 4 * 2**20
_KINDS = (Kind.TEXT, Kind.LONG, Kind.DECIMAL, Kind.INTEGER, Kind.FIGURE, Kind.DATE)
_SPLIT = re.compile(r"[\s,，、;；]+")
_PERIOD = Field(name="period", title="时期", title_en="Period", kind=Kind.PERIOD)


def asking(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show the form that asks a table, or ask it."""
    refuse_past(request)
    if request.method != "POST":
        return _ask_page(request)
    try:
        if request.POST.get("do") == "due":
            ask_due(hand=hand_of(request), today=timezone.localdate())
            return HttpResponseRedirect(_ways(request).to(LIST), status=303)
        made = ask(_wish(request), hand=hand_of(request))
    except BaylineError as refused:
        if request.POST.get("do") == "due":
            return requests(request, problem=said(refused), status=400)
        return _ask_page(request, problem=said(refused), status=422)
    return HttpResponseRedirect(_ways(request).to(path_of(made.code)), status=303)


def asking_expired(request: HttpRequest) -> Answer:
    """Give the form back whose token has expired, with all that was typed."""
    return _ask_page(request, problem=_expired(), status=403)


def _expired() -> str:
    return _("表单已过期，或浏览器没有送回 cookie，还没有办。内容都在，请再按一次。")


def _ways(request: HttpRequest) -> Addresses:
    return Addresses(prefix=addresses(request).prefix)


def _given(request: HttpRequest, name: str) -> str:
    if request.method == "POST":
        return typed_line(request, name, _LONGEST)
    return request.GET.get(name, "").strip()[:_LONGEST]


def _wish(request: HttpRequest) -> Wish:
    units = [each for each in _SPLIT.split(str(request.POST.get("units", ""))) if each]
    due = typed_line(request, "due", 20)
    return Wish(
        template=typed_line(request, "template", _LONGEST),
        period=_period(typed_line(request, "period", _LONGEST)),
        due=_day(due) if due else None,
        units=units or None,
    )


def _period(typed: str) -> Period:
    found = period_of(_PERIOD, typed)
    if isinstance(found, Fault):
        english, chinese = (found.sentence(_PERIOD, english=each) for each in (True, False))
        raise BaylineError(english.rstrip("."), zh=Words(chinese.rstrip("。")))
    return periods.parse(found)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BaylineError(
            f"“{typed}” is no day",
            do="write it as 2024-04-20",
            zh=Words(f"“{typed}”不是日期", do="请写成2024-04-20"),
        ) from None


def _in_words(written: str) -> str:
    """Write a period as people do, where that is read as the same: 2026年第3季度 for 2026-35."""
    period = periods.parse_if(written)
    word = period_word(period) if period is not None else written
    return word if period_of(_PERIOD, word) == written else written


def _ask_page(request: HttpRequest, *, problem: str = "", status: int = 200) -> Answer:
    known, chosen = templates(), _given(request, "template")
    english = is_english()
    found = known.get(chosen)
    coming = (
        to_ask(found, last=last_period(found.name), today=timezone.localdate()) if found else []
    )
    period = _in_words(_given(request, "period") or (coming[0].edtf if coming else ""))
    units = str(request.POST.get("units", "")) or ("\n".join(found.units) if found else "")
    page = AskPage(
        templates=tuple(
            Option(value=name, word=each.called(english=english), is_chosen=name == chosen)
            for name, each in known.items()
        ),
        template=chosen,
        period=period,
        due=_given(request, "due"),
        units=units[:20_000],
        suggested=period_word(coming[0]) if coming else "",
        problem=problem,
        here=_ways(request).to(f"{LIST}/new"),
        list_address=_ways(request).to(LIST),
        make_address=_ways(request).to(f"{LIST}/templates/new"),
    )
    return Answer(context=page, template=_ASK, status=status)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What is said of a template besides its columns."""

    name: str
    title: str
    asker: str
    units: tuple[str, ...]
    every: str
    days: str


def making(request: HttpRequest) -> Answer | HttpResponseBase:
    """Show the form that makes a template, or make it."""
    refuse_past(request)
    if request.method != "POST":
        return _make_page(request)
    text = str(request.POST.get("text", ""))[:_TEXT_LONGEST].strip()
    written = text or "\n".join(_written(request))
    try:
        found = template_of(written.encode(), where=_("模板"))
        made = keep_template(found, hand=hand_of(request))
    except BaylineError as refused:
        return _make_page(request, problem=said(refused), status=422)
    where = _ways(request).to(f"{LIST}/new", template=made.name)
    return HttpResponseRedirect(where, status=303)


def making_expired(request: HttpRequest) -> Answer:
    """Give the form back whose token has expired, with all that was typed."""
    return _make_page(request, problem=_expired(), status=403)


def _head(request: HttpRequest) -> _Head:
    return _Head(
        name=_given(request, "name"),
        title=_given(request, "title"),
        asker=_given(request, "asker"),
        units=tuple(each for each in _SPLIT.split(str(request.POST.get("units", ""))) if each),
        every=_given(request, "every"),
        days=_given(request, "days") or "10",
    )


def _written(request: HttpRequest) -> Iterator[str]:
    """Write what was filled in as TOML, which is read like a template of a pack."""
    head = _head(request)
    yield f"name = {quoted(head.name)}"
    yield f"title = {quoted(head.title)}"
    yield f"asker = {quoted(head.asker)}"
    yield f"units = [{', '.join(map(quoted, head.units))}]"
    if head.every:
        yield f"every = {quoted(head.every)}"
    yield f"[due]\ndays = {head.days if head.days.isascii() and head.days.isdigit() else -1}"
    columns = [each for each in _columns(request) if each.title]
    for column in columns:
        yield from _column(column)
    given = [each for each in columns if each.is_given]
    for at, line in enumerate(_lines(request), start=1):
        yield f'[[row]]\ncode = "r{at}"'
        cells = dict(zip((f"c{each.at}" for each in given), line, strict=False))
        told = ", ".join(f"{name} = {quoted(text)}" for name, text in cells.items())
        yield f"values = {{ {told} }}"


def _column(column: MakeColumn) -> Iterator[str]:
    kind = next((each.value for each in column.kinds if each.is_chosen), "text")
    yield f'[[column]]\nname = "c{column.at}"'
    yield f"title = {quoted(column.title)}\ntype = {quoted(kind)}"
    if column.unit:
        yield f"unit = {quoted(column.unit)}"
    if column.hint:
        yield f"hint = {quoted(column.hint)}"
    yield f"required = {str(column.is_required).lower()}\ngiven = {str(column.is_given).lower()}"


def _lines(request: HttpRequest) -> list[list[str]]:
    """Read the given rows: one a line, cells between tabs as they are pasted from a spreadsheet."""
    lines = str(request.POST.get("rows", ""))[:_TEXT_LONGEST].splitlines()
    return [[cell.strip() for cell in line.split("\t")] for line in lines if line.strip()]


def _columns(request: HttpRequest) -> tuple[MakeColumn, ...]:
    return tuple(_make_column(request, at) for at in range(1, _COLUMNS + 1))


def _make_column(request: HttpRequest, at: int) -> MakeColumn:
    kind = _given(request, f"kind.{at}") or Kind.TEXT.value
    return MakeColumn(
        at=at,
        title=_given(request, f"title.{at}"),
        kinds=tuple(
            Option(value=each.value, word=_kind_word(each), is_chosen=each.value == kind)
            for each in _KINDS
        ),
        unit=_given(request, f"unit.{at}"),
        is_required=f"required.{at}" in request.POST,
        is_given=f"given.{at}" in request.POST,
        hint=_given(request, f"hint.{at}"),
    )


def _kind_word(kind: Kind) -> str:
    return {
        Kind.TEXT: _("短文字"),
        Kind.LONG: _("长文字"),
        Kind.DECIMAL: _("数"),
        Kind.INTEGER: _("整数"),
        Kind.FIGURE: _("带约、超等字样的数"),
    }.get(kind, _("日期"))


def _make_page(request: HttpRequest, *, problem: str = "", status: int = 200) -> Answer:
    head = _head(request)
    repeats = tuple(
        Option(value=each.value, word=every_word(each), is_chosen=each.value == head.every)
        for each in REPEATS
    )
    never = Option(value="", word=every_word(None), is_chosen=not head.every)
    page = MakePage(
        name=head.name,
        title=head.title,
        asker=head.asker,
        units="\n".join(head.units),
        every=(never, *repeats),
        days=head.days,
        columns=_columns(request),
        rows=str(request.POST.get("rows", "")),
        text=str(request.POST.get("text", "")),
        problem=problem,
        here=_ways(request).to(f"{LIST}/templates/new"),
        list_address=_ways(request).to(LIST),
    )
    return Answer(context=page, template=_MAKE, status=status)
