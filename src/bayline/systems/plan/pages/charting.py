"""The results of a target over time beside its number, and what may come next."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from bayline.engines.charts.terms import Reading
from bayline.engines.series.forecasting import backtest, forecast
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period
from bayline.platform.addresses import Addresses
from bayline.platform.charts.drawing import chart_of
from bayline.platform.charts.terms import Chart, Statement
from bayline.platform.pages import is_english
from bayline.systems.plan.pages.target_context import Outlook
from bayline.systems.plan.pages.words import period_word
from bayline.systems.plan.rules.standing import Standing
from bayline.systems.plan.terms.results import Result
from bayline.systems.plan.terms.targets import Bar
from bayline.systems.reading.rules.figures import middle, rounded

_HUNDRED = Decimal(100)
_RESULTS, _TARGET, _NEXT = "results", "target", "next"


class Drawn(NamedTuple):
    """A chart with the outlook that it shows."""

    chart: Chart | None
    outlook: Outlook | None


class _Point(NamedTuple):
    period: Period
    result: Result
    standing: Standing


def drawn_of(standings: Sequence[Standing], ways: Addresses, entry_address: str) -> Drawn:
    """Draw the results of a target with its number.

    Args:
        standings: The target for each period, the first one first.
        ways: How addresses are written on the page.
        entry_address: Of the entry with the target.
    """
    points = _points(standings)
    bar = _bar(standings)
    outlook, ahead = _ahead(points)
    statements = [_statement(one, ways) for one in points]
    if bar is not None and standings[0].whole is not None:
        statements.append(_of_bar(bar, standings[0].whole, entry_address))
    if ahead is not None:
        statements.append(ahead)
    chart = chart_of(
        statements,
        name="target",
        title=standings[0].target.get("task", ""),
        unit=_unit(standings),
        english=is_english(),
    )
    return Drawn(chart if len(points) > 1 or (points and bar) else None, outlook)


def _bar(standings: Sequence[Standing]) -> Bar | None:
    bars = [bar for rule in standings[0].rules.rules[:1] for bar in rule.bars]
    return bars[0] if bars else None


def _points(standings: Sequence[Standing]) -> list[_Point]:
    unit = _unit(standings)
    return [
        _Point(figure.period or one.table, figure, one)
        for one in standings
        if one.table is not None
        for figure in one.verdict.figures[:1]
        if figure.figure.unit == unit
    ]


def _unit(standings: Sequence[Standing]) -> str:
    """Give the unit that results are drawn in: that of the target's number, else of the latest."""
    bar = _bar(standings)
    if bar is not None:
        return bar.figure.unit
    figures = [one.verdict.figures[0] for one in standings if one.verdict.figures]
    return figures[-1].figure.unit if figures else "1"


def _statement(point: _Point, ways: Addresses) -> Statement:
    figure, result = point.result.figure, point.result
    tolerance = figure.tolerance()
    key, measured = point.standing.result_key, point.standing.measured
    title = _("系统计量") if measured else _("完成情况")
    return Statement(
        reading=Reading(
            key=key or point.period.edtf,
            printed=result.words,
            first=point.period.start,
            after=point.period.end,
            low=tolerance.low,
            high=tolerance.high,
            strand=_RESULTS,
            is_hedged=result.is_forecast,
            is_planned=result.is_forecast,
        ),
        address=(
            ways.to(measured.path, **dict(measured.asked))
            if measured
            else ways.to(f"/registers/plan_results/{key}")
        ),
        period=period_word(point.period.edtf),
        basis="、".join(sorted(result.coverage)),
        source=title,
        strand=_("完成情况"),
    )


def _of_bar(bar: Bar, whole: Period, address: str) -> Statement:
    at = middle(bar.figure)
    return Statement(
        reading=Reading(
            key="target",
            printed=bar.words,
            first=whole.start,
            after=whole.end,
            low=at,
            high=at,
            strand=_TARGET,
            is_planned=True,
        ),
        address=address,
        period=period_word(whole.edtf),
        source=_("目标数"),
        strand=_("目标数"),
    )


def _ahead(points: Sequence[_Point]) -> tuple[Outlook | None, Statement | None]:
    """Forecast the next value where results are evenly spaced and long enough."""
    values = [middle(one.result.figure) for one in points]
    made = forecast(values) if _is_even(points) else None
    if made is None:
        return None, None
    tried = backtest([values])
    figure = points[-1].result.figure
    outlook = Outlook(
        value=_printed(made.value, figure),
        low=_printed(made.low, figure),
        high=_printed(made.high, figure),
        method=_("按以往平均每期的变化往后推；区间取同样推法以往最大的误差"),
        held=tried.held,
        tried=tried.total,
    )
    period = _following(points[-1].period)
    if period is None:
        return outlook, None
    reading = Reading(
        key="next",
        printed=outlook.value,
        first=period.start,
        after=period.end,
        low=made.low,
        high=made.high,
        strand=_NEXT,
        is_hedged=True,
        is_planned=True,
    )
    where = Statement(
        reading=reading, address="#outlook", period=period_word(period.edtf), strand=_("推算")
    )
    return outlook, replace(where, source=_("推算"))


def _is_even(points: Sequence[_Point]) -> bool:
    """Tell whether each period follows the one before it at the same distance."""
    starts = [one.period.start for one in points]
    if len({one.period.precision for one in points}) > 1 or None in starts:
        return False
    known = [start for start in starts if start is not None]
    months = [start.year * 12 + start.month for start in known]
    return len({b - a for a, b in pairwise(months)}) == 1


def _following(period: Period) -> Period | None:
    first, last = period.start, period.last
    if first is None or last is None or (first.month, last.month) != (1, 12):
        return None
    span = last.year - first.year + 1
    return Period(
        start=first.replace(year=first.year + span),
        end=last.replace(year=last.year + span, month=12, day=31),
        precision=period.precision,
    )


def _printed(value: Decimal, like: Figure) -> str:
    if like.unit == "1":
        return f"{rounded(value * _HUNDRED, 2)}%"
    stated = like.stated
    base = like.low if like.low is not None else like.high
    factor = abs(base / stated.value) if stated and stated.value and base else Decimal(1)
    return f"{rounded(value / (factor or Decimal(1)), 2)}{stated.unit if stated else ''}"
