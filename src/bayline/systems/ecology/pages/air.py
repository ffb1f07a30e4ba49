"""The calendar of air: a station over a month, day by day."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer, is_english
from bayline.systems.ecology.pages import words
from bayline.systems.ecology.pages.contexts import AirPage, Choice, Day
from bayline.systems.ecology.queries import readings, stations
from bayline.systems.ecology.queries.airs import days_in
from bayline.systems.ecology.rules import boards
from bayline.systems.ecology.rules.airdays import summed
from bayline.systems.ecology.rules.boards import is_period, kind_of
from bayline.systems.ecology.rules.intake.airy import AirStation
from bayline.systems.ecology.terms import Record

_CATEGORIES = ("优", "良", "轻度污染", "中度污染", "重度污染", "严重污染")
_ENGLISH = ("Excellent", "Good", "Light", "Moderate", "Heavy", "Severe")
_WEEK = 7
_MONTHS = 24


def air_page(request: HttpRequest) -> Answer:
    """Show the days of a station over a month."""
    at, ways = as_of(request), addresses(request)
    known = stations.air_stations(at)
    asked = request.GET.get("station", "")
    station = next((one for one in known if one.code == asked), next(iter(known), None))
    months = _months(station, at)
    wanted = request.GET.get("month", "")
    is_month = is_period(wanted) and kind_of(wanted) == "month"
    month = wanted if is_month else months[-1] if months else ""
    days = days_in(station, [month], at) if station and month else {}
    summary = next(summed(days.values(), period="month"), None) if days else None
    page = AirPage(
        station=station.code if station else "",
        name=station.name if station else "",
        month=month,
        month_word=words.period_word(month) if month else "",
        stations=tuple(_stations(known, station, ways)),
        months=tuple(_choices(months, month, station, ways)),
        weeks=tuple(_weeks(days, month)) if month else (),
        counts=tuple(_counts(summary)) if summary else (),
        days=summary["days"] if summary else 0,
        good=summary["good_days"] if summary else 0,
        percent=f"{summary['share_good']}%" if summary and summary["share_good"] else "—",
        verdict=_verdict(summary),
        edition=next((one["standard"] for one in days.values()), ""),
        ratio_address=ways.to("/ecology/ratio", percent=(summary or {}).get("share_good") or ""),
        import_address="" if ways.as_of else ways.to("/ecology/import"),
    )
    return Answer(context=page, template="ecology/air.html")


def _months(station: AirStation | None, at: datetime | None) -> list[str]:
    if station is None:
        return []
    kinds = (readings.AIR_DAYS, readings.AIR_HOURS)
    found = (readings.months_kept(kind, at=at, station=station.code) for kind in kinds)
    return sorted({month for some in found for month in some})


def _stations(
    known: Sequence[AirStation], station: AirStation | None, ways: Addresses
) -> Iterable[Choice]:
    for one in known:
        address = ways.to("/ecology/air", station=one.code)
        yield Choice(word=one.name, address=address, is_here=one == station)


def _choices(
    months: Sequence[str], month: str, station: AirStation | None, ways: Addresses
) -> Iterable[Choice]:
    code = station.code if station else ""
    for one in boards.offered(months[::-1], month, most=_MONTHS):
        address = ways.to("/ecology/air", station=code, month=one)
        yield Choice(word=words.period_word(one), address=address, is_here=one == month)


def _weeks(days: Mapping[str, Record], month: str) -> Iterable[tuple[Day | None, ...]]:
    """Lay the days of a month out in weeks from Monday on."""
    year, number = int(month[:4]), int(month[5:])
    start, length = monthrange(year, number)
    cells: list[Day | None] = [None] * start
    cells += [_day(date(year, number, day), days) for day in range(1, length + 1)]
    cells += [None] * (-len(cells) % _WEEK)
    for at in range(0, len(cells), _WEEK):
        yield tuple(cells[at : at + _WEEK])


def _day(day: date, days: Mapping[str, Record]) -> Day:
    found = days.get(day.isoformat())
    if found is None or found["aqi"] is None:
        return Day(
            day=day.day,
            date=day.isoformat(),
            index="",
            category=_("无测值") if found is None else _("无法判断"),
            look="air-0",
            primary="",
            is_whole=False,
        )
    return Day(
        day=day.day,
        date=day.isoformat(),
        index=str(found["aqi"]),
        category=category_word(found["category"]),
        look=f"air-{_CATEGORIES.index(found['category']) + 1}",
        primary="、".join(_NAMES.get(one, one) for one in found["primary"]),
        is_whole=bool(found["complete"]),
    )


_NAMES = {"pm25": "PM2.5", "pm10": "PM10", "o3": "O₃", "so2": "SO₂", "no2": "NO₂", "co": "CO"}


def category_word(name: str) -> str:
    """Say a category of air."""
    if not is_english() or name not in _CATEGORIES:
        return name
    return _ENGLISH[_CATEGORIES.index(name)]


def _counts(summary: Record) -> Iterable[tuple[str, str, int]]:
    for level, name in enumerate(_CATEGORIES, 1):
        if summary["by_category"].get(name):
            yield category_word(name), f"air-{level}", summary["by_category"][name]


def _verdict(summary: Record | None) -> str:
    if summary is None:
        return ""
    return "; ".join(summary["remarks"]) if is_english() else "；".join(summary["remarks_zh"])
