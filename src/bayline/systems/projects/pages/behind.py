"""The projects behind a rate: those it divides by, those that are divided, those left out."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer, refused
from bayline.systems.projects.pages import words
from bayline.systems.projects.pages.grounds import Linked
from bayline.systems.projects.pages.list_words import period_word
from bayline.systems.projects.pages.naming import project_path
from bayline.systems.projects.pages.rate_context import BehindPage, BehindRow, Tab
from bayline.systems.projects.pages.rates import of_asked
from bayline.systems.projects.pages.rating import KINDS, Of, kind_word, lack_word
from bayline.systems.projects.queries import names_in
from bayline.systems.projects.rules.entries import PROJECTS
from bayline.systems.projects.rules.listing import PAGE_ROWS
from bayline.systems.projects.rules.rates import RateKind
from bayline.systems.projects.rules.year_rates import Counted

_WHOLE, _PART, _LEFT = "whole", "part", "left"


class _Row(NamedTuple):
    """A project behind a rate, before it has a name."""

    code: str
    planned: str
    reached: str
    state: str
    look: str
    word: str


_Side = tuple[int, Callable[[slice], Sequence[_Row]]]  # how many there are, and some of them


def behind(request: HttpRequest, kind: str) -> Answer:
    """List the projects behind one side of a rate.

    Raises:
        Http404: There is no such rate.
    """
    if kind not in {one.value for one in KINDS}:
        raise Http404
    try:
        of = of_asked(request, as_of(request), addresses(request))
    except BaylineError as error:
        return refused(error, status=400)
    page = _page(of, RateKind(kind), request.GET.get("of", ""), page_number(request))
    return Answer(context=page, template="projects/behind.html")


def _page(of: Of, kind: RateKind, asked: str, number: int) -> BehindPage:
    sides = _sides(of, kind)
    side = asked if asked in sides else _WHOLE
    total, rows = sides[side]
    pager = Pager.of(number, total, size=PAGE_ROWS, address=partial(_address, of, kind, side))
    return BehindPage(
        kind=kind.value,
        word=kind_word(kind),
        year=of.year,
        day=of.day.isoformat(),
        side=side,
        total=total,
        heads=_heads(kind),
        tabs=tuple(_tab(of, kind, name, count, side) for name, (count, _) in sides.items()),
        rows=(*_named(rows(_cut(pager)), of),),
        pager=pager,
        as_of=of.ways.as_of,
        list_address=of.ways.to("/projects/rates", year=of.year, day=of.day.isoformat()),
    )


def _address(of: Of, kind: RateKind, side: str, number: int) -> str:
    asked = {"year": of.year, "day": of.day.isoformat(), "of": side, "page": number}
    return of.ways.to(f"/projects/rates/{kind.value}", **asked)


def _cut(pager: Pager) -> slice:
    return slice((pager.page - 1) * PAGE_ROWS, pager.page * PAGE_ROWS)


def _sides(of: Of, kind: RateKind) -> dict[str, _Side]:
    if kind is not RateKind.INVESTMENT:
        whole, sure, unsure = of.tally(kind)
        return {
            _WHOLE: (whole, partial(_counted_in, of, kind, is_part=False)),
            _PART: (sure + unsure, partial(_counted_in, of, kind, is_part=True)),
        }
    rows = [*_invested(of)]
    both = [one for one in rows if one.state == "in"]
    left = [one for one in rows if one.state != "in"]
    sides = ((_WHOLE, both), (_PART, both), (_LEFT, left))
    return {name: (len(found), found.__getitem__) for name, found in sides}


def _counted_in(of: Of, kind: RateKind, cut: slice, *, is_part: bool) -> Sequence[_Row]:
    return [*map(_counted, of.counted(kind, cut, is_part=is_part))]


def _counted(one: Counted) -> _Row:
    look, state, word = {
        True: ("good", "in", _("已到")),
        False: ("pending", "out", _("没有到")),
        None: ("unknown", "unsure", _("日期太粗，说不清")),
    }[one.is_in]
    reached = period_word(one.reached.edtf) if one.reached else ""
    return _Row(one.project, period_word(one.planned.edtf), reached, state, look, word)


def _invested(of: Of) -> Iterator[_Row]:
    for one in of.invested:
        day = _("（到%(day)s）") % {"day": one.through.isoformat()} if one.through else ""
        done = f"{words.figure_word(one.done)}{day}" if one.done else ""
        planned = words.figure_word(one.planned)
        if one.lack is None:
            yield _Row(one.project, planned, done, "in", "good", _("算在内"))
        else:
            yield _Row(one.project, planned, done, "out", "unknown", lack_word(one.lack))


def _heads(kind: RateKind) -> dict[str, str]:
    planned, reached = {
        RateKind.START: (_("计划开工"), _("实际开工")),
        RateKind.COMPLETION: (_("计划竣工"), _("实际竣工")),
        RateKind.INVESTMENT: (_("当年计划投资"), _("年初以来完成")),
        RateKind.CONVERSION: (_("进入储备"), _("实际开工")),
    }[kind]
    return {"planned": planned, "reached": reached}


def _tab(of: Of, kind: RateKind, name: str, count: int, here: str) -> Tab:
    return Tab(
        name=name,
        word={_WHOLE: _("分母"), _PART: _("分子"), _LEFT: _("没有算在内的")}[name],
        count=count,
        is_here=name == here,
        address=of.side(kind, name),
    )


def _named(rows: Sequence[_Row], of: Of) -> Iterator[BehindRow]:
    names = names_in(PROJECTS, {one.code for one in rows}, at=of.at)
    for code, planned, reached, state, look, word in rows:
        where = of.ways.to(project_path(code)) if code in names else ""
        yield BehindRow(
            project=Linked(label=names.get(code, code), address=where),
            planned=planned,
            reached=reached,
            state=state,
            look=look,
            word=word,
        )
