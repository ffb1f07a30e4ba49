"""What a published ratio can be a ratio of: how many sections, days or samples."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer
from bayline.systems.ecology.pages import words
from bayline.systems.ecology.pages.board import asked_period, period_choices
from bayline.systems.ecology.pages.contexts import HeldLine, ImpliedLine, PublishedLine, RatioPage
from bayline.systems.ecology.queries import readings
from bayline.systems.ecology.queries.sharing import PublishedShare, published_shares, stood_in
from bayline.systems.ecology.rules import boards
from bayline.systems.ecology.rules.boards import Tally
from bayline.systems.ecology.rules.published import Held, Stand
from bayline.systems.ecology.rules.ratios import implied, is_possible, span_of

_MISSES = 6
_SHOWN = 3  # numbers of units within that are printed
_HUNDRED = 100
_LONGEST = 12


def ratio_page(request: HttpRequest) -> Answer:
    """Show what a ratio implies, and what is kept that it could be of."""
    at, ways = as_of(request), addresses(request)
    months = readings.months_kept(at=at)
    published = published_shares(at)
    meant = next((one for one in published if one.claim.id == request.GET.get("claim")), None)
    period = (meant.period if meant else "") or asked_period(request, months)
    typed = request.GET.get("percent", "").strip().rstrip("%％")[:_LONGEST]
    typed = typed or (f"{meant.percent.normalize():f}" if meant else "")
    units = request.GET.get("units", "").strip()[:9]
    percent, problem = _read(typed, units)
    held = boards.tallies(stood_in(period, at)) if period else ()
    low, high = span_of(percent) if percent is not None else (Fraction(0), Fraction(0))
    page = RatioPage(
        percent=typed,
        low=_percent(low),
        high=_percent(high),
        units=units,
        possible=_possible(percent, int(units)) if percent is not None and units else "",
        problem=problem,
        implied=tuple(_implied(percent)) if percent is not None else (),
        held=tuple(_held(one, percent) for one in held),
        period=period,
        period_word=words.period_word(period) if period else "",
        periods=period_choices(months, period, ways, "/ecology/ratio", percent=typed),
        board_address=ways.to("/ecology", period=period),
        published=tuple(_published(one, ways) for one in published),
    )
    return Answer(context=page, template="ecology/ratio.html")


def _read(typed: str, units: str) -> tuple[Decimal | None, str]:
    if units and not (units.isascii() and units.isdigit() and int(units)):
        return None, _("个数请写1以上的整数。")
    if not typed:
        return None, ""
    try:
        found = Decimal(typed)
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or not 0 <= found <= _HUNDRED:
        return None, _("比例请写0到100之间的数，如99.9。")
    return found, ""


def _percent(share: Fraction) -> str:
    return f"{Decimal(share.numerator * 100) / share.denominator:f}"


def _implied(percent: Decimal) -> list[ImpliedLine]:
    found = (implied(percent, misses=misses) for misses in range(_MISSES))
    return [ImpliedLine(misses=one.misses, least=one.least, most=one.most) for one in found if one]


def _possible(percent: Decimal, units: int) -> str:
    """Say how many units within print as this ratio; empty where none do."""
    found = is_possible(percent, units=min(units, 10**6))
    shown = "、".join(map(str, found[:_SHOWN]))
    return f"{shown}…" if len(found) > _SHOWN else shown or "—"


def _held(one: Tally, percent: Decimal | None) -> HeldLine:
    possible = _possible(percent, one.decided) if percent is not None and one.decided else ""
    return HeldLine(
        word=words.unit_word(one.unit),
        units=one.decided,
        within=one.within,
        percent=words.percent(one.share),
        possible=possible,
        is_possible=possible not in {"", "—"},
    )


def _published(one: PublishedShare, ways: Addresses) -> PublishedLine:
    claim, held = one.claim.claim, one.held
    counted = "；".join(
        f"{words.unit_word(each.unit)} {each.within}/{each.decided} {words.percent(each.share)}"
        for each in one.tallies
        if each.decided
    )
    return PublishedLine(
        attribute=claim.attribute,
        subject=claim.subject,
        quote=one.claim.quote,
        address=ways.to(f"/figures/{one.claim.id}"),
        period_word=words.period_word(one.period) if one.period else "",
        counted_at=ways.to("/ecology", period=one.period) if counted else "",
        unit=words.unit_word(held.unit) if held.unit else "",
        counted=counted,
        state=held.stand.value,
        look=_LOOKS[held.stand],
        word=_word(held.stand),
        sentence=_sentence(held),
    )


_LOOKS = {
    Stand.HOLDS: "good",
    Stand.CONTRADICTION: "bad",
    Stand.NEEDS_BASIS: "unknown",
    Stand.NOT_COMPARABLE: "differ",
}


def _word(stand: Stand) -> str:
    return {
        Stand.HOLDS: _("相符"),
        Stand.CONTRADICTION: _("不一致"),
        Stand.NEEDS_BASIS: _("单位待补"),
        Stand.NOT_COMPARABLE: _("不可比"),
    }[stand]


def _sentence(held: Held) -> str:
    units = _("、").join(words.unit_word(one) for one in held.fitting)
    return {
        Stand.HOLDS: _("与测值相符。"),
        Stand.CONTRADICTION: (
            _("与测值矛盾：按写明的单位算不出这个数。")
            if held.unit
            else _("与测值矛盾：没有写明单位，按哪一种都算不出这个数。")
        ),
        Stand.NEEDS_BASIS: _("没有写明单位；按%(units)s算得出。") % {"units": units},
        Stand.NOT_COMPARABLE: _("没有登记在这个地方、这段时期能定类别的测值。"),
    }[held.stand]
