"""Hours and minutes, because notices and news give the hour of an event beside its day."""

import re

from bayline.engines.chinese.times.numerals import whole
from bayline.engines.chinese.times.tables import words

# Words before an hour that carry the day as well.
_EVENING = frozenset(("今晚", "昨晚", "明晚"))
_NOON = 12
_OPEN = frozenset("，。、；：,;:!?！？()（） \n前后之以左整钟")
_BOUND = frozenset("在于至到从，。、；：,;:（( \n约")


def part_of_day(word: str) -> str:
    """Give the part of the day as hours: 上午 is T08:00/T12:00."""
    return _PARTS.get(word, "T18:00/T24:00" if "晚" in word else "T04:00/T12:00")


_PARTS = {
    "凌晨": "T00:00/T06:00",
    "清晨": "T04:00/T08:00",
    "上午": "T08:00/T12:00",
    "中午": "T11:00/T13:00",
    "正午": "T12:00/T12:00",
    "下午": "T12:00/T18:00",
    "午后": "T12:00/T18:00",
    "傍晚": "T16:00/T20:00",
    "午夜": "T00:00/T02:00",
    "夜间": "T18:00/T24:00",
    "夜里": "T18:00/T24:00",
    "深夜": "T20:00/T24:00",
}


def clock_of(match: re.Match[str], *, after_date: bool = False) -> str:
    """Write the hours of a match as THH:MM, two for a range; empty when it is no clock time."""
    if match["chh"]:
        return _digital(match)
    if not after_date and not _is_clock(match):
        return ""
    shift = _shift(match["dp"])
    hour = _hour(whole(match["ch"]), shift)
    last = f"T{hour:02d}:{_minute(match):02d}" + (f":{int(match['cs']):02d}" if match["cs"] else "")
    return f"T{_hour(whole(match['c0']), shift):02d}:00/{last}" if match["c0"] else last


def _digital(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 2) : match.start()]
    if before.endswith(("比", "为", "例", "尺", "按")) and not match["dp"]:
        return ""
    shift = 12 if (match["ap"] or "").lower().startswith("p") else _shift(match["dp"])
    seconds = f":{match['css']}" if match["css"] else ""
    last = f"T{_hour(int(match['chh']), shift):02d}:{match['cmm']}{seconds}"
    return f"T{_hour(whole(match['c0']), shift):02d}:00/{last}" if match["c0"] else last


def _shift(part: str | None) -> int:
    if not part:
        return 0
    return 12 if part in _EVENING else words().dayparts.get(part, 0)


def _hour(hour: int, shift: int) -> int:
    return hour + shift if hour < _NOON else hour


def _minute(match: re.Match[str]) -> int:
    if match["ck"]:
        return 15 * whole(match["ck"])
    if match["cn"]:
        return whole(match["cn"])
    return 30 if match["cx"] == "半" else 0


def _is_clock(match: re.Match[str]) -> bool:
    """Tell 九点 from 九点建议: an hour alone needs a part of the day, minutes or an open end."""
    if (
        match["dp"]
        or match["cx"]
        or match["c0"]
        or match["cu"] == "点钟"
        or match.group()[0] in "大约"
    ):
        return not (
            match["cu"] == "点"
            and match["cn"]
            and len(match["cn"]) == 1
            and match["cn"].isdecimal()
        )
    text, start, end = match.string, match.start(), match.end()
    if match["cu"] == "时":
        return match["ch"].isdecimal() and (start == 0 or text[start - 1] in _BOUND)
    is_open = end == len(text) or text[end] in _OPEN
    return is_open and (start == 0 or text[start - 1] in _BOUND) and match["ch"] != "一"


def later_clock(clock: str, *, after: str) -> str:
    """Read the end of 晚上7:00到8:00 as evening too."""
    hour = int(clock[1:3])
    is_earlier = clock < after and hour <= _NOON <= int(after[1:3])
    return f"T{hour + _NOON:02d}{clock[3:]}" if is_earlier else clock
