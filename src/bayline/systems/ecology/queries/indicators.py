"""Measures what ecology offers to targets."""

from decimal import Decimal

from bayline.kernel.figures import Figure
from bayline.platform.indicators import Measured, Question, unmeasured
from bayline.systems.ecology.queries import stations
from bayline.systems.ecology.queries.airs import days_in
from bayline.systems.ecology.queries.sharing import stood_in
from bayline.systems.ecology.rules import boards
from bayline.systems.ecology.rules.airdays import summed
from bayline.systems.ecology.rules.boards import UNITS, kind_of
from bayline.systems.ecology.rules.periods import named_over
from bayline.systems.ecology.rules.ratios import share_of

_WATER, _AIR = "/ecology", "/ecology/air"
_NO_PERIOD = (
    "只算月、季、年，这段时期不在一年以内",
    "only months, quarters and years are assessed",
)


def good_water(question: Question) -> Measured:
    """Measure the share of sections, days or samples of class III or better."""
    period = named_over(question.period)
    if question.of not in UNITS:
        listed = "、".join(UNITS)
        why = f"“{question.of[:20]}”不是{listed}之一"
        return unmeasured(why, f"“{question.of[:20]}” is none of {', '.join(UNITS)}", _WATER)
    if not period:
        return unmeasured(*_NO_PERIOD, _WATER)
    found = boards.tallies(stood_in(period, question.at, place=question.place))
    own = next(one for one in found if one.unit == question.of)
    asked = (("period", period),)
    if not own.decided:
        why = "这个地方、这段时期没有能定类别的测值（断面名册要写明所在地）"
        why_en = (
            "no readings of the place and the period make a class; the register of sections says "
            "where each lies"
        )
        return unmeasured(why, why_en, _WATER, asked=asked)
    return _percent(own.within, own.decided, own.undecided, _WATER, asked)


def _percent(
    within: int, units: int, left: int, path: str, asked: tuple[tuple[str, str], ...]
) -> Measured:
    percent = share_of(within, units)
    zh, en = (
        (f"，无法判断的{left}个不计", f"; {left} without a class are left out")
        if left
        else (
            "",
            "",
        )
    )
    return Measured(
        figure=Figure.stated_as(Decimal(within) / units, "1", resolution=Decimal("0.001")),
        printed=f"{percent}%",
        why=f"{units}个里的{within}个{zh}",
        why_en=f"{within} of {units}{en}",
        path=path,
        asked=asked,
    )


def section_class(question: Question) -> Measured:
    """Measure the class of a section."""
    period = named_over(question.period)
    path = f"/ecology/sections/{question.of}"
    if not period:
        return unmeasured(*_NO_PERIOD, _WATER)
    one = next(
        (one for one in stood_in(period, question.at) if one.station.code == question.of), None
    )
    found = one.section.water_class if one else None
    if one is None or found is None:
        is_known = stations.station(question.of, question.at) is not None
        why, why_en = (
            ("这段时期的测值定不了类别", "its readings of the period make no class")
            if is_known
            else ("断面名册里没有这个编码", "no section of this code is registered")
        )
        return unmeasured(why, why_en, path if is_known else _WATER)
    return Measured(
        figure=Figure.exactly(int(found), "类"),
        printed=found.title,
        why=f"{sum(one.sums.samples)}个样品，{one.section.results}个月的均值",
        why_en=f"{sum(one.sums.samples)} samples, means of {one.section.results} months",
        path=path,
        asked=(("period", period),),
    )


def good_air(question: Question) -> Measured:
    """Measure the share of days of good air at a station."""
    period = named_over(question.period)
    if not period:
        return unmeasured(*_NO_PERIOD, _AIR)
    station = next((s for s in stations.air_stations(question.at) if s.code == question.of), None)
    if station is None:
        return unmeasured(
            "空气站点名册里没有这个编码", "no air station of this code is registered", _AIR
        )
    days = days_in(station, boards.months_of(period), question.at)
    found = next(summed(days.values(), period=kind_of(period)), None) if days else None
    asked = (("station", station.code), ("month", boards.months_of(period)[-1]))
    if found is None or found["verdict"] != "decided":
        return unmeasured("有效日不够", "too few days count", _AIR, asked=asked)
    return _percent(found["good_days"], found["days"], 0, _AIR, asked)
