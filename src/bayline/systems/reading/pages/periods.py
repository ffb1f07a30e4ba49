"""Periods in words: 2021年一季度 rather than two days."""

from datetime import date
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bayline.engines.chinese.terms import Interval as Days
from bayline.kernel.periods import Period, Precision
from bayline.platform.record.rows import period_of
from bayline.systems.reading.pages import words

_QUARTERS = "一二三四"
_HALVES = "上下"


def period_words(period: Period | None) -> str:
    """Say a period in the calendar unit it was stated in; empty where there is none."""
    if period is None:
        return ""
    start, last = period.start, period.last
    if start is None or last is None:
        return words.days(Days(start, last))
    if period.precision is Precision.YEARS:
        return _("%(first)s—%(last)s年") % {"first": start.year, "last": last.year}
    return _single(period.precision, start, last) or words.days(Days(start, last))


def period_words_of(start: date | None, end: date | None, text: str) -> str:
    """Say the period of a row of the record.

    Args:
        start: The first day.
        end: The day after the last.
        text: EDTF and precision, as the row has them; empty where there is no period.
    """
    return _known_words(start, end, text, get_language()) if text else ""


@lru_cache(maxsize=4096)
def _known_words(start: date | None, end: date | None, text: str, language: str | None) -> str:
    """Say it once in each language; rows of a list share few periods."""
    del language  # it is that of now; the words are remembered by it
    return period_words(period_of(start, end, text)[0])


def _single(precision: Precision, start: date, last: date) -> str:
    if start.day != 1:
        return ""
    months = 12 * (last.year - start.year) + last.month - start.month + 1
    units = {
        (Precision.YEAR, 12): _year,
        (Precision.HALF, 6): _half,
        (Precision.QUARTER, 3): _quarter,
        (Precision.MONTH, 1): _month,
    }
    said = units.get((precision, months))
    return said(start.year, start.month) if said else _months(precision, start, last)


def _year(year: int, _month: int) -> str:
    return str(year) if get_language() == "en" else f"{year}年"


def _half(year: int, month: int) -> str:
    if get_language() == "en":
        return f"{'first' if month == 1 else 'second'} half of {year}"
    return f"{year}年{_HALVES[month // 7]}半年"


def _quarter(year: int, month: int) -> str:
    number = (month + 2) // 3
    return f"Q{number} {year}" if get_language() == "en" else f"{year}年{_QUARTERS[number - 1]}季度"


def _month(year: int, month: int) -> str:
    return f"{year}-{month:02}" if get_language() == "en" else f"{year}年{month}月"


def _months(precision: Precision, start: date, last: date) -> str:
    is_whole = precision in {Precision.MONTH, Precision.QUARTER, Precision.HALF}
    if not is_whole or start.year != last.year or start.month == last.month:
        return ""
    if get_language() == "en":
        return f"{start.year}-{start.month:02} to {last.year}-{last.month:02}"
    return f"{start.year}年{start.month}—{last.month}月"
