"""The board of a campaign on a day: days left, villages late and at risk, accepted of how many."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import quote

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.platform.grounds import Linked
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer
from bayline.systems.villages.pages.words import (
    State,
    in_language,
    number_of,
    stage_state,
    timing_state,
)
from bayline.systems.villages.queries.boards import Board, board_on
from bayline.systems.villages.queries.grounds import campaigns, sheets
from bayline.systems.villages.queries.registers import names_of
from bayline.systems.villages.rules.campaigns import reach
from bayline.systems.villages.rules.deadlines import Timing, counted_lines, timed_line
from bayline.systems.villages.rules.limits import own_limits
from bayline.systems.villages.rules.past import Line
from bayline.systems.villages.terms.campaigns import Campaign

ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchCount:
    """A batch on a day; what nobody states is empty."""

    name: str
    quota: str
    enrolled: int
    accepted: int
    late: int
    at_risk: int
    deadline: date | None
    days_left: int | None
    is_expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A filter with how many it leaves."""

    word: str
    count: int
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageLine:
    """A village on a day."""

    to: Linked
    code: str
    batch: str
    stage: State
    timing: State
    why: str
    total: str
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """What the board shows."""

    title: str
    day: date
    sentence: str
    is_sample: bool
    batches: tuple[BatchCount, ...]
    tabs: tuple[Tab, ...]
    rows: tuple[VillageLine, ...]
    pager: Pager
    address: str
    comparison_address: str
    map_address: str
    field_address: str


def campaign_of(request: HttpRequest, code: str) -> Campaign:
    """Give the campaign of an address.

    Raises:
        Http404: There is none.
    """
    found = campaigns(as_of(request)).get(code)
    if found is None:
        raise Http404
    return found


def day_of(request: HttpRequest) -> date:
    """Give the day that a page is asked for: `on`, else the day as of which it is known, or today.

    Raises:
        BaylineError: It is no day.
    """
    text, moment = request.GET.get("on", "").strip()[:20], as_of(request)
    if not text:
        return timezone.localdate(moment) if moment else timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BaylineError(
            f"“{text}” is no day",
            where="on",
            why="a day is written as year, month and day",
            do="write it like 2021-12-31",
            zh=Words(f"“{text}”不是日期", "日期要写年月日", "请写成2021-12-31"),
        ) from None


def board(request: HttpRequest, code: str) -> Answer:
    """Show the villages of a campaign on a day."""
    campaign, day, ways = campaign_of(request, code), day_of(request), addresses(request)
    board, wanted = board_on(campaign, day, known=as_of(request)), request.GET.get("timing", "")
    count = sum(board.heaps[one] for one in board.chosen(wanted))
    here = f"/villages/campaigns/{quote(code)}"
    asked = {"on": request.GET.get("on", ""), "timing": wanted}
    pager = Pager.of(
        page_number(request),
        count,
        size=ROWS,
        address=lambda number: ways.to(here, **asked, page=str(number)),
    )
    lines = board.lines(wanted, first=(pager.page - 1) * ROWS, most=ROWS)
    found = reach(campaign)
    page = BoardPage(
        title=in_language(campaign.title, campaign.title_en),
        day=day,
        sentence=in_language(found.zh, found.sentence),
        is_sample=any(one.is_sample for one in sheets(as_of(request))),
        batches=tuple(_batches(board)),
        tabs=tuple(_tabs(board, ways, here, asked)),
        rows=tuple(_rows(lines, campaign, day, ways)),
        pager=pager,
        address=ways.to(here),
        comparison_address=ways.to(f"{here}/comparison"),
        map_address=ways.to("/map", layer="campaign_villages"),
        field_address="" if ways.as_of else ways.to("/villages/field"),
    )
    return Answer(context=page, template="villages/board.html")


def _batches(board: Board) -> Iterable[BatchCount]:
    for one in counted_lines(board.heaps, board.campaign, board.timings):
        batch = board.campaign.batch(one.batch)
        deadline = batch.deadline if batch else None
        yield BatchCount(
            name=in_language(batch.name, batch.name_en) if batch else one.batch,
            quota="" if one.quota is None else str(one.quota),
            enrolled=one.enrolled,
            accepted=one.accepted,
            late=one.timings.get(Timing.LATE.value, 0),
            at_risk=one.timings.get(Timing.AT_RISK.value, 0),
            deadline=deadline,
            days_left=(deadline - board.day).days if deadline else None,
            is_expected=bool(batch and batch.is_expected),
        )


def _tabs(board: Board, ways: Addresses, here: str, asked: dict[str, str]) -> Iterable[Tab]:
    order = (Timing.LATE, Timing.AT_RISK, Timing.IN_TIME, Timing.NO_DAY)
    rest = tuple(one for one in Timing if one not in order)
    counts = Counter[Timing]()
    for line, count in board.heaps.items():
        counts[board.timings[line]] += count
    named = [("", _("全部"), sum(board.heaps.values()))]
    named += [(one.value, timing_state(one).word, counts[one]) for one in (*order, *rest)]
    for value, word, count in named:
        if count or value in ("", asked["timing"]):
            address = ways.to(here, on=asked["on"], timing=value)
            yield Tab(word=word, count=count, address=address, is_here=asked["timing"] == value)


def _rows(
    lines: Iterable[Line], campaign: Campaign, day: date, ways: Addresses
) -> Iterable[VillageLine]:
    known = [*lines]
    names = names_of([one.village for one in known])
    for one in known:
        told = timed_line(one, campaign, own_limits(), day=day)
        batch = campaign.batch(one.batch)
        address = ways.to(f"/villages/villages/{quote(one.village)}")
        yield VillageLine(
            to=Linked(label=names[one.village], address=address),
            code=one.village,
            batch=in_language(batch.name, batch.name_en) if batch else one.batch,
            stage=stage_state(one.stage),
            timing=timing_state(told.timing),
            why=in_language(told.zh, told.sentence),
            total=number_of(Fraction(one.total) if one.total else None),
            conflicts=one.conflicts,
        )
