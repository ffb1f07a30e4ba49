"""Whether a section gets better or worse over years: rank correlation, seasonal Mann-Kendall.

A coefficient at or above the critical value of its number of periods is a marked trend. What is
below detection counts as half its limit, and where a third of the values or more are below it, no
trend is told: the ranks would be those of the laboratories.

Source: 环办〔2011〕22号, 三（三）2, with the table of critical values.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bayline.engines.series.trends import Kendall, rank_correlation, seasonal_kendall
from bayline.systems.ecology.rules.means import Mean, mean_of_means, means_by_item
from bayline.systems.ecology.rules.overviews import statistics_of
from bayline.systems.ecology.rules.packs import latest, table_of
from bayline.systems.ecology.terms import Record, Sample

COLUMNS = (
    *("section", "item", "periods", "from", "to", "correlation", "critical", "verdict"),
    *("direction", "kendall_p", "slope_per_year", "kendall_pairs", "remarks"),
)
CORRELATION = "rank-correlation"
_FEWEST = 5
_BELOW_AT_MOST = Fraction(1, 3)  # ours
_PLACES = Decimal("0.001")
_WORSE_IF_LESS = {"do", "sd"}
_NO_DIRECTION = {"ph", "temperature"}


class Critical(NamedTuple):
    """The critical values of a number of periods, one-sided."""

    p05: Decimal
    p01: Decimal


def critical(periods: int) -> Critical | None:
    """Give the critical values; None for fewer periods than the table has."""
    rows = [row for row in table_of(latest(CORRELATION))["at"] if row["n"] <= periods]
    return Critical(Decimal(rows[-1]["p05"]), Decimal(rows[-1]["p01"])) if rows else None


def trends(samples: Sequence[Sample]) -> Iterator[Record]:
    """Tell the trend of each section and item over years, and within months over years.

    Args:
        samples: The samples, each with section and day.
    """
    sections: dict[str, list[Sample]] = {}
    for sample in samples:
        sections.setdefault(sample.section, []).append(sample)
    for name, own in sorted(sections.items()):
        keys = sorted({key for one in own for key in one.readings})
        for key in keys:
            yield _trend(name, key, _monthly(own, key))


def _monthly(samples: Sequence[Sample], key: str) -> dict[tuple[int, int], Mean]:
    found: dict[tuple[int, int], list[Sample]] = {}
    for sample in samples:
        if sample.day and key in sample.readings:
            found.setdefault((sample.day.year, sample.day.month), []).append(sample)
    rules = {at: statistics_of(some[0].day) for at, some in found.items() if some[0].day}
    return {
        at: means_by_item([{key: one.readings[key]} for one in some], rules[at])[key]
        for at, some in sorted(found.items())
    }


def _trend(section: str, key: str, monthly: dict[tuple[int, int], Mean]) -> Record:
    years: dict[int, list[Mean]] = {}
    for (year, _), mean in monthly.items():
        years.setdefault(year, []).append(mean)
    values = [Fraction(mean_of_means(key, means).value) for _, means in sorted(years.items())]
    below = Fraction(sum(one.below for one in monthly.values()), _readings(monthly))
    record: Record = {
        "section": section,
        "item": key,
        "periods": len(values),
        "from": min(years),
        "to": max(years),
    }
    if below >= _BELOW_AT_MOST:
        remark = f"{below.numerator} in {below.denominator} values are below detection"
        remark_zh = f"每{below.denominator}个值有{below.numerator}个低于检出限"
        return {**record, **_undecided(remark, remark_zh)}
    return {**record, **_verdict(key, values), **_seasonal(monthly)}


def _undecided(remark: str, remark_zh: str) -> Record:
    return {"verdict": "cannot decide", "remarks": [remark], "remarks_zh": [remark_zh]}


def _readings(monthly: dict[tuple[int, int], Mean]) -> int:
    return sum(one.readings for one in monthly.values())


def _verdict(key: str, values: Sequence[Fraction]) -> Record:
    bounds = critical(len(values))
    found = rank_correlation(values)
    if bounds is None:
        years = len(values)
        return _undecided(
            f"{years} years; at least {_FEWEST} are needed", f"只有{years}年，至少要{_FEWEST}年"
        )
    if found is None:
        return {"correlation": None, "critical": str(bounds.p05), "verdict": "no marked trend"}
    shown = Decimal(found).quantize(_PLACES)
    is_marked = abs(shown) >= bounds.p05
    return {
        "correlation": str(shown),
        "critical": str(bounds.p05),
        "verdict": "marked trend" if is_marked else "no marked trend",
        "direction": _direction(key, found) if is_marked else None,
    }


def _direction(key: str, found: float) -> str:
    rises = found > 0
    if key in _NO_DIRECTION:
        return "rising" if rises else "falling"
    return "better" if rises == (key in _WORSE_IF_LESS) else "worse"


def _seasonal(monthly: dict[tuple[int, int], Mean]) -> Record:
    seasons: dict[str, list[tuple[int, Fraction]]] = {}
    for (year, month), mean in sorted(monthly.items()):
        seasons.setdefault(str(month), []).append((year, Fraction(mean.value)))
    found: Kendall = seasonal_kendall(seasons)
    if found.slope is None:
        return {"kendall_pairs": 0}
    return {
        "kendall_p": f"{found.p:.4f}",
        "slope_per_year": f"{float(found.slope):.6g}",
        "kendall_pairs": found.pairs,
    }
