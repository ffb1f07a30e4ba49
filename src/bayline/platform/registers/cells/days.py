"""Days and periods of cells: ISO 8601 and EDTF, and the common ways people write them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bayline.engines.chinese.script import fold
from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import parse
from bayline.platform.registers.cells.faults import refused
from bayline.platform.registers.terms import Fault, Field

_DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号])")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)[ T]\d\d:\d\d.*")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
_FIRST_SERIAL = date(1899, 12, 30)
_QUARTERS = {"一": 33, "二": 34, "三": 35, "四": 36, "1": 33, "2": 34, "3": 35, "4": 36}
_HALVES = {"上": 40, "下": 41}
_YEAR = re.compile(r"(\d{4})年?")
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
_QUARTER = re.compile(r"(\d{4})年第?([一二三四1-4])季度")
_SHORT_QUARTER = re.compile(r"(\d{4})-?q([1-4])|q([1-4]) ?(\d{4})", re.IGNORECASE)
_MONTHS = re.compile(r"(\d{4})年(\d{1,2})月?(?:—|——|–|-|~|～|至|到)(\d{1,2})月")
_HALF = re.compile(r"(\d{4})年([上下])半年")
_YEARS = re.compile(r"(\d{4})年?(?:—|——|–|-|~|～|至|到)(\d{4})年")


def day_of(field: Field, text: str) -> str | Fault:
    """Read a day: 2021-03-03, 2021/3/3, 2021.3.3, 20210303, 2021年3月3日."""
    del field
    bare = fold(text)
    timed = _TIMED.fullmatch(bare)
    if timed:
        return refused(
            text,
            "带有时刻",
            f"请只写日期，如{timed[1]}",
            "carries a time of day",
            f"write the day alone, such as {timed[1]}",
        )
    if serial := _serial_day(text, bare):
        return serial
    return _day(bare) or refused(
        text,
        "不是日期",
        "请写成2021-03-03这样的日期",
        "is not a date",
        "write it like 2021-03-03",
    )


def _serial_day(text: str, bare: str) -> Fault | None:
    """Refuse a number that spreadsheets keep for a day of 1954 to 2119, and say for which."""
    if not _SERIAL.fullmatch(bare):
        return None
    day = _FIRST_SERIAL + timedelta(days=int(bare.partition(".")[0]))
    return refused(
        text,
        "是表格软件里日期的序号",
        f"请把该格设为日期格式，或写成{day}",
        "is the number that a spreadsheet keeps for a day",
        f"format the cell as a date, or write {day}",
    )


def _day(bare: str) -> str:
    """Give the day in ISO 8601; nothing if it is none, or not in the calendar."""
    match = _DAY.fullmatch(bare)
    compact = None if match else _COMPACT.fullmatch(bare)
    if match:
        parts = (match[1], match[3] or match[5], match[4] or match[6])
    elif compact:
        parts = (compact[1], compact[2], compact[3])
    else:
        return ""
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        return ""


def period_of(field: Field, text: str) -> str | Fault:
    """Read a period: 2021, 2021-03, 2021-33, 2021Q1, 2021/2025, or 2021年1—3月 in words."""
    del field
    bare = fold(text)
    if serial := _serial_day(text, bare):
        return serial
    written = _in_words(bare) or bare
    try:
        return parse(written).edtf
    except BaylineError:
        return refused(
            text,
            "不是时期",
            "请写成2021、2021-03、2021年一季度、2021年1—9月或2021/2025",
            "is not a period",
            "write it like 2021, 2021-03, 2021Q1, 2021-01/2021-09 or 2021/2025",
        )


def _in_words(bare: str) -> str:
    """Turn the words for a period into EDTF; nothing if they are none."""
    for pattern, written in _WORDS:
        if match := pattern.fullmatch(bare):
            return written(match)
    return _day(bare)


_WORDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_YEAR, lambda of: of[1]),
    (_MONTH, lambda of: f"{of[1]}-{int(of[2]):02}"),
    (_QUARTER, lambda of: f"{of[1]}-{_QUARTERS[of[2]]}"),
    (_SHORT_QUARTER, lambda of: f"{of[1] or of[4]}-{_QUARTERS[of[2] or of[3]]}"),
    (_MONTHS, lambda of: f"{of[1]}-{int(of[2]):02}/{of[1]}-{int(of[3]):02}"),
    (_HALF, lambda of: f"{of[1]}-{_HALVES[of[2]]}"),
    (_YEARS, lambda of: f"{of[1]}/{of[2]}"),
)
