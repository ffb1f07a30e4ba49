"""The figures as a list: filtered by what they say, sorted by links."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.kernel.reviews import Review
from bayline.platform.asking import page_number
from bayline.platform.listing import Column, Option, Pager, column_of
from bayline.platform.pages import Answer, said
from bayline.platform.record.queries import ClaimRow
from bayline.systems.reading.pages import states, words
from bayline.systems.reading.pages.context import Problem
from bayline.systems.reading.pages.kept_findings import worst_look
from bayline.systems.reading.pages.refusing import asked
from bayline.systems.reading.pages.rows import RowCard, row_cards
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import (
    FIGURE_ORDERS,
    FiguresAsked,
    figures,
    place_code,
    place_names,
    titles,
    touches,
)
from bayline.systems.reading.rules.typed import typed_period

_PAGE_ROWS = 50
_LONGEST = 100
_COUNTED = 10_000


@dataclass(slots=True)
class ListedFigure:
    """A figure in the list, with the worst look of its open findings or of its state."""

    card: RowCard
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage:
    """The list of figures with its filters.

    Attributes:
        typed: What stands in the filters.
        problems: What of it cannot be read.
        total: How many figures there are, exactly up to ten thousand.
        is_more: Whether there are more than that.
    """

    typed: Mapping[str, str]
    problems: tuple[Problem, ...]
    states: tuple[Option, ...]
    documents: tuple[Option, ...]
    total: int
    is_more: bool
    columns: tuple[Column, ...]
    rows: tuple[ListedFigure, ...]
    pager: Pager
    is_filtered: bool
    record_address: str
    all_address: str
    as_of: str


@asked(missing=400)
def figures_page(request: HttpRequest, moment: datetime | None) -> Answer:
    """List the figures."""
    typed = _typed(request)
    problems: tuple[Problem, ...] = ()
    try:
        wished = _wished(typed)
    except BaylineError as error:
        wished = _wished({**typed, "period": ""})
        problems = (Problem(field="period", sentence=said(error)),)
    context = _context(request, moment, typed=typed, wished=wished, problems=problems)
    status = 400 if problems else 200
    return Answer(context=context, template="reading/figures.html", status=status)


def _typed(request: HttpRequest) -> dict[str, str]:
    names = ("attribute", "subject", "place", "period", "document", "state", "sort")
    return {name: " ".join(request.GET.get(name, "").split())[:_LONGEST] for name in names}


def _wished(typed: Mapping[str, str]) -> FiguresAsked:
    order, is_descending = typed["sort"].removeprefix("-"), typed["sort"].startswith("-")
    is_known = order in FIGURE_ORDERS
    known = {state.value: state for state in Review}
    document = typed["document"]
    return FiguresAsked(
        attribute=typed["attribute"],
        subject=typed["subject"],
        place=place_code(typed["place"]),
        period=typed_period(typed["period"], published=None),
        document=document if document.isalnum() else "",
        state=known.get(typed["state"]),
        order=order if is_known else "recorded",
        is_descending=is_descending if is_known else True,
    )


def _context(
    request: HttpRequest,
    moment: datetime | None,
    *,
    typed: Mapping[str, str],
    wished: FiguresAsked,
    problems: tuple[Problem, ...],
) -> FiguresPage:
    ways = Ways(request)
    found = figures(wished, as_of=moment, page=page_number(request), size=_PAGE_ROWS)
    total = min(found.total, _COUNTED)
    return FiguresPage(
        typed=typed,
        problems=problems,
        states=_states(typed["state"]),
        documents=_documents(typed["document"], moment),
        total=total,
        is_more=found.total > total,
        columns=tuple(_columns(typed, wished, ways)),
        rows=_rows(found.claims, ways, moment),
        pager=Pager.of(
            found.number,
            total,
            size=_PAGE_ROWS,
            address=lambda one: ways.figures(**typed, page=one),
        ),
        is_filtered=any(value for name, value in typed.items() if name != "sort"),
        record_address=ways.record(),
        all_address=ways.figures(),
        as_of=request.GET.get("as_of", ""),
    )


def _columns(typed: Mapping[str, str], wished: FiguresAsked, ways: Ways) -> list[Column]:
    named = {
        "attribute": _("指标"),
        "subject": _("主体"),
        "period": _("时期"),
        "place": _("地点"),
        "recorded": _("收存"),
    }
    return [
        column_of(
            name,
            word,
            now=(wished.order, wished.is_descending),
            address=lambda sort: ways.figures(**{**typed, "sort": sort}),
            is_descending=name in {"period", "recorded"},
        )
        for name, word in named.items()
    ]


def _rows(claims: list[ClaimRow], ways: Ways, moment: datetime | None) -> tuple[ListedFigure, ...]:
    places = place_names((one.place for one in claims), as_of=moment)
    looks: dict[str, list[str]] = {}
    for one in touches(claims=[one.id for one in claims], as_of=moment):
        if one.is_open:
            looks.setdefault(one.claim, []).append(words.look_of(one.state))
    cards = row_cards(claims, ways, places=places)
    return tuple(
        ListedFigure(card, worst_look(looks[card.id], card.look) if card.id in looks else card.look)
        for card in cards
    )


def _states(chosen: str) -> tuple[Option, ...]:
    named = [("", _("待审、已审和已退回"))]
    named += [(state.value, states.review_word(state)) for state in Review]
    return tuple(Option(value=value, word=word, is_chosen=value == chosen) for value, word in named)


def _documents(chosen: str, moment: datetime | None) -> tuple[Option, ...]:
    listed = titles(as_of=moment, chosen=chosen if chosen.isalnum() else "")
    known = [(sha256[:12], title) for sha256, title, _day in listed]
    return tuple(
        Option(value=value, word=word, is_chosen=value == chosen)
        for value, word in [("", _("全部文件")), *known]
    )
