"""Days out of hours of air, and how many days of a period were good.

A mean of a day needs 20 hours; ozone counts by its highest hour and by its highest mean of eight
hours in a row, of which six must be there, ending from the eighth hour of the day on; fewer than 14
such means count only if the highest exceeds the limit. Means are rounded half to even.

Source: GB 3095-2012, table 4; HJ 663-2013, annexes A and D.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from bayline.systems.ecology.rules.air import limit_on
from bayline.systems.ecology.rules.airing import Row
from bayline.systems.ecology.rules.packs import AIR_STATISTICS, latest, table_of
from bayline.systems.ecology.rules.periods import last_day, period_of
from bayline.systems.ecology.rules.ratios import share_of
from bayline.systems.ecology.rules.sampling import day_of, moment_of
from bayline.systems.ecology.terms import Flag, Record

_DAY_KEYS = ("so2", "no2", "co", "pm10", "pm25")
_HOURS = 24
_EIGHT = 8
_GOOD = ("优", "良")
_FEBRUARY = 2
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
SUMMARY = (
    *("station", "period", "days", "days_of_period", "good_days", "share_good", "unit"),
    *("by_category", "primary", "verdict", "remarks"),
)


def days_of(rows: Iterable[Row]) -> Iterator[Row]:
    """Make days out of hours, station by station in the order they come.

    Args:
        rows: Hours with concentrations by key, such as `o3_1h`.
    """
    found: dict[tuple[str, str], dict[int, Row]] = {}
    for row in rows:
        day = day_of(row.time)
        if day:
            hours = found.setdefault((row.station, day.isoformat()), {})
            hours.setdefault(_hour(row.time), row)
    for (station, day_text), hours in found.items():
        first = next(iter(hours.values()))
        values, flags = _day(hours)
        flags += _of_earlier(date.fromisoformat(day_text))
        yield Row(station, day_text, values, first.rules, first.line, tuple(flags))


def _of_earlier(day: date) -> list[Flag]:
    """Say that the rules of valid days are those of an edition that was succeeded by then."""
    pack = latest(AIR_STATISTICS)
    table = table_of(pack)
    if day < table["succeeded_on"]:
        return []
    later, since = table["succeeded_by"], table["succeeded_on"]
    return [
        Flag(
            "statistics_of_earlier_edition",
            f"valid by {pack.number}: what {later}, in force since {since}, asks for is not known",
            f"有效性按{pack.number}判：{later}自{since}起施行，它的数没有读到",
        )
    ]


def _hour(time: str) -> int:
    """Give the hour of a moment from 0 to 23."""
    clock = moment_of(time).partition(" ")[2]
    return int(clock[:2]) % _HOURS if clock[:2].isdigit() else 0


def _day(hours: Mapping[int, Row]) -> tuple[dict[str, Decimal], list[Flag]]:
    table = table_of(latest(AIR_STATISTICS))
    values: dict[str, Decimal] = {}
    flags: list[Flag] = []
    for name in _DAY_KEYS:
        got = [one for one in (_of(row, name) for row in hours.values()) if one is not None]
        if len(got) >= table["hours_of_day"]:
            values[f"{name}_24h"] = _rounded(name, sum(map(Fraction, got), Fraction(0)) / len(got))
        elif got:
            flags.append(_few(name, len(got), table["hours_of_day"]))
    ozone = {hour: one for hour, row in hours.items() if (one := _of(row, "o3")) is not None}
    values |= _ozone(ozone, next(iter(hours.values())), table)
    if ozone and "o3_8h" not in values:
        flags.append(_few("o3_8h", len(ozone), table["eights_of_day"]))
    return values, flags


def _few(name: str, got: int, needed: int) -> Flag:
    return Flag(
        f"too_few:{name}",
        f"{name} has {got} values of the day, {needed} are needed",
        f"{name}当天只有{got}个数，要{needed}个",
    )


def _of(row: Row, name: str) -> Decimal | None:
    return row.values.get(f"{name}_1h", row.values.get(f"{name}_24h"))


def _rounded(name: str, value: Fraction) -> Decimal:
    places = table_of(latest(AIR_STATISTICS))["decimals"][name]
    quotient = Decimal(value.numerator) / Decimal(value.denominator)
    return quotient.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def _ozone(
    ozone: Mapping[int, Decimal], first: Row, table: Mapping[str, Any]
) -> dict[str, Decimal]:
    if not ozone:
        return {}
    found = {"o3_1h": max(ozone.values())} if len(ozone) >= table["hours_of_day"] else {}
    means = [
        sum(map(Fraction, window), Fraction(0)) / len(window)
        for end in range(table["first_eight"], _HOURS + 1)
        if len(window := _window(ozone, end)) >= table["hours_of_eight"]
    ]
    if not means:
        return found
    highest = _rounded("o3", max(means))
    day = day_of(first.time)
    limit = limit_on(day, "o3", "8h", zone=2) if day else None
    if len(means) >= table["eights_of_day"] or (limit is not None and highest > limit):
        found["o3_8h"] = highest
    return found


def _window(ozone: Mapping[int, Decimal], end: int) -> list[Decimal]:
    return [ozone[hour] for hour in range(end - _EIGHT, end) if hour in ozone]


def summed(records: Iterable[Record], *, period: str) -> Iterator[Record]:
    """Count the days of each station and period by category.

    Args:
        records: Days with their index.
        period: month, quarter or year.
    """
    found: dict[tuple[str, str], list[Record]] = {}
    for one in records:
        day = day_of(one["time"])
        if day:
            found.setdefault((one["station"], period_of(day, period)), []).append(one)
    for (station, label), days in sorted(found.items()):
        yield {"station": station, "period": label, **_summary(days, label, period)}


def _summary(days: Sequence[Record], label: str, period: str) -> Record:
    valid = {one["time"]: one for one in days if one["aqi"] is not None and one["complete"]}
    counts = Counter(one["category"] for one in valid.values())
    good = sum(counts[name] for name in _GOOD)
    needed = _needed(label, period)
    is_short = len(valid) < needed
    short = [f"{len(valid)} valid days, {needed} are needed"] if is_short else []
    short_zh = [f"有效{len(valid)}天，要{needed}天"] if is_short else []
    earlier = _of_earlier(last_day(label))
    return {
        "days": len(valid),
        "days_of_period": _length(label, period),
        "good_days": good,
        "share_good": str(share_of(good, len(valid))) if valid else None,
        "unit": "days",
        "by_category": dict(counts),
        "primary": dict(Counter(name for one in valid.values() for name in one["primary"])),
        "verdict": "cannot decide" if is_short else "decided",
        "remarks": [*short, *(one.sentence for one in earlier)],
        "remarks_zh": [*short_zh, *(one.zh for one in earlier)],
    }


def _needed(label: str, period: str) -> int:
    table = table_of(latest(AIR_STATISTICS))
    last = last_day(label)
    if period == "year":
        return int(table["days_of_year"])
    if period == "month":
        return int(table["days_of_february" if last.month == _FEBRUARY else "days_of_month"])
    months = range(last.month - 2, last.month + 1)
    return sum(table["days_of_february" if n == _FEBRUARY else "days_of_month"] for n in months)


def _length(label: str, period: str) -> int:
    last = last_day(label)
    first = last.replace(day=1, month=last.month - _MONTHS[period] + 1)
    return (last - first).days + 1
