"""The scoreboard, in the columns that cities publish, with verdict and evidence beside."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import Addresses
from bayline.platform.grounds import Asked as Wanted
from bayline.platform.grounds import Grounds, Linked
from bayline.platform.listing import Option, Pager
from bayline.platform.pages import Answer, is_english, refused
from bayline.systems.plan.pages import words
from bayline.systems.plan.pages.asked import Asked, asked_of
from bayline.systems.plan.pages.context import Filter, Link, Row, ScoreboardPage
from bayline.systems.plan.queries.standing import choices_at, heads_at, own_plans, told_of
from bayline.systems.plan.rules.entries import RESULTS, TARGETS
from bayline.systems.plan.rules.listing import (
    PAGE_ROWS,
    STATES,
    YEAR,
    YEARS,
    Found,
    Head,
    Told,
    found_among,
    past_of,
)


def scoreboard(request: HttpRequest) -> Answer:
    """List targets with their verdicts."""
    try:
        asked = asked_of(request)
    except BaylineError as error:
        return refused(error, status=400)
    return Answer(context=_page(asked), template="plan/scoreboard.html")


def _page(asked: Asked) -> ScoreboardPage:
    heads = heads_at(asked.at)
    found = found_among(heads, asked.wish, choices=choices_at(asked.at), first=own_plans(asked.at))
    now = Addresses(prefix=asked.ways.prefix)
    return ScoreboardPage(
        total=found.total,
        states=_states(asked, found),
        filters=_filters(asked, found),
        views=_views(asked),
        rows=_rows(asked, found.heads, past_of(heads, found.heads)),
        pager=Pager.of(
            asked.wish.page, found.total, size=PAGE_ROWS, address=lambda one: asked.to(page=one)
        ),
        as_of=asked.ways.as_of,
        is_filtered=asked.is_filtered,
        typed_year=asked.typed["year"],
        typed_span=asked.typed["span"],
        typed_state=asked.typed["state"],
        all_address=asked.ways.to("/plan"),
        new_address=now.to(f"/registers/{TARGETS}/new"),
        new_result_address=now.to(f"/registers/{RESULTS}/new"),
        import_address=now.to(f"/registers/{RESULTS}/import"),
    )


def _rows(
    asked: Asked, heads: Sequence[Head], past: Mapping[str, tuple[Head, ...]]
) -> tuple[Row, ...]:
    told = told_of(heads, at=asked.at)
    documents = frozenset(one.result_document or one.document for one in told.values()) - {""}
    grounds = Grounds(Wanted(documents=documents), asked.ways)
    before = ("", *(head.plan for head in heads))
    return tuple(
        row_of(
            head,
            told[head.target, head.period],
            grounds,
            heading="" if head.plan == above else head.plan,
            past=past.get(head.target, ()),
        )
        for head, above in zip(heads, before, strict=False)
    )


def row_of(
    head: Head,
    told: Told,
    grounds: Grounds,
    *,
    heading: str = "",
    past: Sequence[Head] = (),
) -> Row:
    """Show a line."""
    return Row(
        target=head.target,
        number=head.number,
        task=told.task,
        address=target_address(grounds.ways, head.target),
        progress=told.progress,
        period=head.period,
        period_word=words.period_word(head.period) if head.period else "",
        plan=head.plan,
        lead=head.lead,
        units=told.units,
        state=head.state,
        look=words.look_of(head.state),
        word=words.state_word(head.state),
        reason=told.reason_en if is_english() else told.reason,
        traps=tuple(map(words.trap_word, told.traps)),
        share=told.share,
        elapsed=told.elapsed,
        distance=told.distance,
        kind=told.kind,
        kind_word=words.kind_word(told.kind),
        is_proposed=not told.is_confirmed,
        evidence=grounds.document(told.result_document or told.document),
        measured=_measured(told, grounds.ways),
        trend=words.trend_word(told.trend),
        past=tuple(_past(one) for one in past),
        heading=heading,
    )


def _past(head: Head) -> Link:
    return Link(
        word=words.period_word(head.period),
        address="",
        look=words.look_of(head.state),
        title=words.state_word(head.state),
    )


def _measured(told: Told, ways: Addresses) -> Linked:
    address = ways.to(told.measured_path, **dict(told.measured_asked)) if told.measured else ""
    return Linked(label=told.measured, address=address)


def target_address(ways: Addresses, key: str) -> str:
    """Give the address of the page of a target."""
    return ways.to(f"/plan/targets/{quote(key)}")


def _states(asked: Asked, found: Found) -> tuple[Link, ...]:
    return tuple(
        Link(
            word=words.state_word(state),
            address=asked.to(state="" if asked.wish.state == state else state),
            count=found.states.get(state, 0),
            is_here=asked.wish.state == state,
            look=words.look_of(state),
        )
        for state in STATES
        if found.states.get(state)
    )


def _views(asked: Asked) -> tuple[Link, ...]:
    named = {"": _("全部"), YEAR: _("年度"), YEARS: _("多年")}
    return tuple(
        Link(word=word, address=asked.to(span=span), is_here=asked.wish.span == span)
        for span, word in named.items()
    )


def _filters(asked: Asked, found: Found) -> tuple[Filter, ...]:
    titles = {"plan": _("计划"), "lead": _("责任单位"), "period": _("时期")}
    return tuple(
        _filter(name, title, found.choices[name], asked)
        for name, title in titles.items()
        if found.choices[name] or asked.typed[name]
    )


def _filter(name: str, title: str, values: Sequence[str], asked: Asked) -> Filter:
    chosen = asked.typed[name]
    empty = _("最近一期") if name == "period" else _("全部")
    called: Mapping[str, str] = (
        {value: words.period_word(value) for value in values} if name == "period" else {}
    )
    options = [Option(value="", word=empty, is_chosen=not chosen)]
    known = [*values] if chosen in {"", *values} else [*values, chosen]
    options += [
        Option(value=value, word=called.get(value, value), is_chosen=value == chosen)
        for value in known
    ]
    return Filter(name=name, title=title, is_quoted=name != "period", options=tuple(options))
