"""Editions of a report: which period or entry it is made for, how it is written and said."""

import re
from datetime import date

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import Period, Precision, month, parse, parse_if, quarter, year
from bayline.platform.reporting.terms import Cadence, Edition

_QUARTER = re.compile(r"(\d{4})Q([1-4])")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_KEY = re.compile(r"[^\s/?#%\\]{1,80}")
_EXAMPLES = {Cadence.MONTH: "2025-09", Cadence.QUARTER: "2025Q3", Cadence.YEAR: "2025"}
_NUMERALS = "一二三四"
_SPELLED = ("first", "second", "third", "fourth")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def edition_of(written: str, cadence: Cadence) -> Edition:
    """Read what a report is made for.

    Args:
        written: 2025Q3, 2025, 2025-09, or the key of an entry.
        cadence: What the template is made for.

    Raises:
        BaylineError: It is none of that kind.
    """
    if cadence is Cadence.ENTRY:
        if not _KEY.fullmatch(written):
            raise _refusal(written, "a key", "关键字")
        return Edition(name=written)
    found = period_of(written)
    if found is None or found.precision.value != cadence.value:
        example = _EXAMPLES[cadence]
        raise _refusal(written, f"a period like {example}", f"{example}这样的时期")
    return Edition(name=written, period=found)


def period_of(written: str) -> Period | None:
    """Read a period as reports write it, or in EDTF; None where it is neither."""
    if match := _QUARTER.fullmatch(written):
        return quarter(int(match[2]), int(match[1]))
    if _YEAR.fullmatch(written):
        return year(int(written))
    if match := _MONTH.fullmatch(written):
        return month(int(match[2]), int(match[1]))
    try:
        return parse(written)
    except BaylineError:
        return None


def edition_name(period: Period) -> str:
    """Write a period as an edition is called."""
    start = period.start or date.min
    if period.precision is Precision.QUARTER:
        return f"{start.year:04}Q{(start.month + 2) // 3}"
    return f"{start.year:04}" if period.precision is Precision.YEAR else f"{start:%Y-%m}"


def last_ended(cadence: Cadence, today: date) -> Period:
    """Give the last period of a kind that has ended."""
    if cadence is Cadence.YEAR:
        return year(today.year - 1)
    if cadence is Cadence.QUARTER:
        return before(quarter((today.month + 2) // 3, today.year))
    return before(month(today.month, today.year))


def before(period: Period) -> Period:
    """Give the period of the same kind that comes right before one."""
    start = period.start or date.min
    if period.precision is Precision.YEAR:
        return year(start.year - 1)
    if period.precision is Precision.QUARTER:
        number = (start.month - 1) // 3
        return quarter(number or 4, start.year if number else start.year - 1)
    return month(start.month - 1 or 12, start.year if start.month > 1 else start.year - 1)


def year_before(period: Period) -> Period:
    """Give the same period of the year before."""
    start = period.start or date.min
    if period.precision is Precision.YEAR:
        return year(start.year - 1)
    if period.precision is Precision.QUARTER:
        return quarter((start.month + 2) // 3, start.year - 1)
    return month(start.month, start.year - 1)


def year_of(period: Period) -> Period:
    """Give the year in which a period begins."""
    return year((period.start or date.min).year)


def to_date(period: Period) -> Period:
    """Give the days from the beginning of the year to the end of a period, in months."""
    start = period.start or date.min
    return Period(start=date(start.year, 1, 1), end=period.end, precision=Precision.MONTH)


def called(edition: Edition, *, english: bool) -> str:
    """Say what a report is made for."""
    period = edition.period
    if period is None or period.start is None:
        return edition.label or edition.name
    start = period.start
    if period.precision is Precision.QUARTER:
        number = (start.month - 1) // 3
        zh = f"{start.year}年{_NUMERALS[number]}季度"
        return f"{_SPELLED[number]} quarter of {start.year}" if english else zh
    if period.precision is Precision.YEAR:
        return str(start.year) if english else f"{start.year}年"
    name = f"{_MONTHS[start.month - 1]} {start.year}"
    return name if english else f"{start.year}年{start.month}月"


def days_called(text: str, *, english: bool) -> str:
    """Say a period of a register: 2021/2025 is 2021—2025年; what reads otherwise stays as it is."""
    period = parse_if(text)
    if period is None or period.start is None or period.last is None:
        return text
    if period.precision is Precision.YEARS:
        first, last = period.start.year, period.last.year
        return f"{first}–{last}" if english else f"{first}—{last}年"
    is_one = period.precision in {Precision.YEAR, Precision.QUARTER, Precision.MONTH}
    is_whole = is_one and "/" not in text
    return called(Edition(name=text, period=period), english=english) if is_whole else text


def unknown_entry(key: str, title: str, title_en: str) -> BaylineError:
    """Refuse a report on an entry that is not there."""
    return BaylineError(
        f"{title_en} has no entry “{key[:40]}”",
        where="period",
        do="copy its key from its page",
        zh=Words(f"“{title}”里没有“{key[:40]}”", do="请从它的页面上复制编号"),
    )


def _refusal(written: str, wanted: str, zh: str) -> BaylineError:
    return BaylineError(
        f"“{written[:40]}” is not {wanted}",
        where="period",
        why="the template is made for that",
        do=f"give {wanted}",
        zh=Words(f"“{written[:40]}”不是{zh}", "模板按这个编", f"请写{zh}"),
    )
