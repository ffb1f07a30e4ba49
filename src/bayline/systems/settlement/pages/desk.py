"""The office desk: what is not known, what differs, how the partner is, and all settlements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer
from bayline.systems.settlement.actions.following import follow_journal
from bayline.systems.settlement.pages import words
from bayline.systems.settlement.pages.contexts import CaseLine
from bayline.systems.settlement.pages.present import only_now
from bayline.systems.settlement.queries import cases as known
from bayline.systems.settlement.rules.cases import STANDINGS, Case
from bayline.systems.settlement.rules.measuring import quantile

ROWS, DAYS = 50, 14
_LONGEST = 200
_BAR = 200  # width of the longest bar
_LATE = timedelta(minutes=5)  # without an answer, after which the partner is said not to answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A choice of the list, with how many it leaves."""

    word: str
    count: int
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A day: how many settlements, and how long answers took."""

    day: date
    count: int
    bar: str
    total: str
    fund: str
    median_ms: int | None
    slow_ms: int | None
    slow_bar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """How it stands with the partner."""

    state: words.State
    last: datetime | None
    open: int
    oldest: datetime | None
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """What the desk shows."""

    today: date
    settled_today: int
    unknown: int
    difference: int
    partner: PartnerView
    tabs: tuple[Tab, ...]
    rows: tuple[CaseLine, ...]
    pager: Pager
    words: str
    standing: str
    days: tuple[DayLine, ...]
    has_examples: bool
    address: str
    home_address: str
    orders_address: str
    months: tuple[tuple[str, str], ...]


def desk(request: HttpRequest) -> Answer:
    """Show the desk."""
    only_now(request)
    follow_journal()
    wanted, ways, found = _wanted(request), addresses(request), known.tallies()
    total = known.count(wanted)
    asked = {"standing": wanted.standing, "q": wanted.words, "on": request.GET.get("on", "")}
    pager = Pager.of(
        page_number(request),
        total,
        size=ROWS,
        address=lambda number: ways.to("/settlement/desk", **asked, page=number),
    )
    rows = known.cases(wanted, first=(pager.page - 1) * ROWS, most=ROWS)
    today = timezone.localdate()
    page = DeskPage(
        today=today,
        settled_today=known.count(known.Wanted(standing="settled", day=today)),
        unknown=found["unknown"],
        difference=found["difference"],
        partner=_partner(timezone.now()),
        tabs=tuple(_tabs(found, wanted, ways)),
        rows=tuple(line_of(one, ways) for one in rows),
        pager=pager,
        words=wanted.words,
        standing=wanted.standing,
        days=tuple(_days()),
        has_examples=known.has_examples(),
        address=ways.to("/settlement/desk"),
        home_address=ways.to("/settlement"),
        orders_address=ways.to("/settlement/orders"),
        months=tuple(
            (month, ways.to(f"/settlement/statements/{month}")) for month in known.months()[:12]
        ),
    )
    return Answer(context=page, template="settlement/desk.html")


def _wanted(request: HttpRequest) -> known.Wanted:
    standing = request.GET.get("standing", "")
    if standing not in ("", "unknown", "difference", *STANDINGS):
        raise BaylineError(
            f"“{standing[:40]}” is no standing of a settlement",
            where="standing",
            do="follow the links above the list",
            zh=Words(f"“{standing[:40]}”不是结算的状态", "", "请点列表上方的链接"),
        )
    return known.Wanted(standing, request.GET.get("q", "").strip()[:_LONGEST], _day(request))


def _day(request: HttpRequest) -> date | None:
    text = request.GET.get("on", "").strip()[:20]
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BaylineError(
            f"“{text}” is no day",
            where="on",
            do="write it like 2025-06-20",
            zh=Words(f"“{text}”不是日期", "", "请写成2025-06-20"),
        ) from None


def _tabs(found: Mapping[str, int], wanted: known.Wanted, ways: Addresses) -> Iterable[Tab]:
    named = [("", _("全部"), sum(found[name] for name in STANDINGS))]
    named += [("unknown", _("未知"), found["unknown"])]
    named += [("difference", _("有差异"), found["difference"])]
    plain = ("settled", "refused", "cancelled", "reversed")
    named += [(name, words.standing_state(name).word, found[name]) for name in plain]
    for name, word, count in named:
        address = ways.to("/settlement/desk", standing=name, q=wanted.words)
        yield Tab(word=word, count=count, address=address, is_here=name == wanted.standing)


def line_of(case: Case, ways: Addresses) -> CaseLine:
    """Show a settlement as a line."""
    return CaseLine(
        visit=case.visit,
        address=ways.to(f"/settlement/settlements/{case.id}"),
        person=case.person,
        day=case.day,
        side=words.side_word(case.side),
        hospital=case.hospital,
        state=words.standing_state(case.standing),
        total=words.money(case.total),
        fund=words.money(case.fund),
        account=words.money(case.account),
        cash=words.money(case.cash),
        due=words.money(case.due),
        why=words.code_word(case.code) if case.code else "",
        difference=words.money(case.difference) if case.difference else "",
        is_example=case.is_example,
    )


def _partner(now: datetime) -> PartnerView:
    found = known.heard()
    oldest, last = words.moment_of(found.oldest_ms), words.moment_of(found.last_ms)
    if not found.answered and not found.open:
        state = words.State(code="silent", look="unknown", word=_("还没有往来"))
    elif oldest is not None and now - oldest > _LATE:
        state = words.State(code="late", look="warn", word=_("有请求久未答复"))
    else:
        state = words.State(code="answers", look="good", word=_("答复正常"))
    return PartnerView(
        state=state, last=last, open=found.open, oldest=oldest, answered=found.answered
    )


def _days() -> Iterable[DayLine]:
    found = known.days(most=DAYS)
    if not found:
        return
    took = known.latencies(found[0].day)
    most = max(one.settled for one in found)
    slow = {day: quantile(some, 95) for day, some in took.items()}
    slowest = max(slow.values(), default=0)
    for one in found:
        some = took.get(one.day, [])
        yield DayLine(
            day=one.day,
            count=one.settled,
            bar=str(_BAR * one.settled // most),
            total=words.money(one.total),
            fund=words.money(one.fund),
            median_ms=quantile(some, 50) if some else None,
            slow_ms=slow.get(one.day),
            slow_bar=str(_BAR * slow[one.day] // slowest) if one.day in slow and slowest else "0",
        )
