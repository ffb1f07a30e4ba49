"""What a matched time expression says by itself, before any date is worked out.

A mention keeps the words' own parts (which year, which month, seen from where); the module
resolve turns it into days once the publication date and the text before it are known.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from bayline.engines.chinese.times.clocks import clock_of, part_of_day
from bayline.engines.chinese.times.lengths import UNITS, length
from bayline.engines.chinese.times.numerals import amounts, whole
from bayline.engines.chinese.times.parts import MONTHS, Mention
from bayline.engines.chinese.times.tables import words
from bayline.engines.chinese.times.years import straddling, year_of

_WEEKDAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
_WAYS = {
    "过去": "past",
    "最近": "past",
    "近": "past",
    "未来": "future",
    "今后": "future",
    "接下来": "future",
    "这": "past",
    "前": "last",
    "后": "following",
    "上": "last",
    "下": "next",
    "最后": "end",
}
# 今晚, 昨晚, 明早 carry their day with them.
_DAY_OF_PART = {"今": 0, "昨": -1, "明": 1}


# 过去的2024年 speaks of a year, not of so many years.
_CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d$")


# 自收到之日起15日内 counts from that day, not from the publication.
_COUNTED = re.compile(r"[起]$|之日$|[^\n，。；]后$")


# 前2年给予80%的补贴，后3年减半 counts from the grant, whenever that is.
_GRANTED = re.compile(
    r"[^，。；：\n]{0,12}(?:给予|返还|奖励|补[贴助]|贴息|减[半免征]|免[征收缴除]|(?<!当)按)"
)


# Offices promise 3个工作日内 and 15日内 from the day they are asked, whenever that is.
_LIMITS = frozenset(("日", "工作日", "个工作日"))


def mention(match: re.Match[str]) -> Mention | None:
    """Read one match of the grammar; None when its words are not a time after all."""
    return _READERS[match.lastgroup or ""](match)


def _calendar(match: re.Match[str]) -> Mention | None:
    year = year_of(match, Mention(match.start(), match.end(), "calendar"))
    if match["m"] or match["mr"]:
        return _month(match, year)
    for group, reader in _SUBS:
        if match[group]:
            return reader(match, year)
    return year


def _pair(low: str | None, high: str) -> tuple[int, int]:
    last = whole(high)
    return (whole(low) if low else last), last


def _quarter(match: re.Match[str], year: Mention) -> Mention:
    span = _pair(match["q0"], match["q"] or match["qs"])
    return year._replace(part="quarter", span=span, detail=match["qe"] or "")


def _half(match: re.Match[str], year: Mention) -> Mention:
    half = 1 if match["h"] in "上前" else 2
    return year._replace(part="half", span=(half, half))


def _half_month(match: re.Match[str], year: Mention) -> Mention:
    days = (1, 15) if match["hm"] == "上" else (16, 31)
    return year._replace(form="point", part="month", base="published", days=days)


def _edge(match: re.Match[str], year: Mention) -> Mention:
    return year._replace(part="edge", detail=match["e"])


def _holiday(match: re.Match[str], year: Mention) -> Mention | None:
    name = match["hol"]
    aliases = {"五一": "劳动节", "十一": "国庆节", "清明": "清明节"}
    length = 1 if match["hold"] else 0
    return year._replace(part="holiday", detail=aliases.get(name, name), span=(length, length))


def _season(match: re.Match[str], year: Mention) -> Mention:
    season = "春夏秋冬".index(match["sea"][0]) + 1
    return year._replace(part="season", span=(season, season))


def _week(match: re.Match[str], year: Mention) -> Mention:
    count = whole(match["wkn"])
    spans = {"第": (count, count), "前": (1, count), "最后": (-count, -1)}
    return year._replace(part="week", span=spans[match["wk"]])


def _first_months(match: re.Match[str], year: Mention) -> Mention:
    return year._replace(part="month", span=(1, whole(match["mf"])))


_Reader = Callable[[re.Match[str], Mention], Mention | None]
_SUBS: tuple[tuple[str, _Reader], ...] = (
    ("q", _quarter),
    ("qs", _quarter),
    ("q1", lambda _match, year: year._replace(part="quarter", span=(1, 1))),
    ("qf", lambda match, year: year._replace(part="quarter", span=(1, whole(match["qf"])))),
    ("qn", lambda match, year: year._replace(part="quarter", span=_pair(None, match["qn"]))),
    ("qr", lambda match, year: _named_point(match["qr"], year, detail=match["qre"] or "")),
    ("h", _half),
    ("hm", _half_month),
    ("mf", _first_months),
    ("mn", lambda match, year: year._replace(part="month", span=_pair(None, match["mn"]))),
    ("e", _edge),
    ("all", lambda _match, year: year._replace(part="all")),
    ("sui", lambda _match, year: year._replace(part="edge", detail="底")),
    ("sea", _season),
    ("wk", _week),
    ("hol", _holiday),
)


def _named_point(word: str, plain: Mention, *, detail: str = "") -> Mention:
    point = words().points[word]
    return plain._replace(
        form="point", part=point.unit, base=point.base, shift=point.shift, detail=detail
    )


def _month(match: re.Match[str], year: Mention) -> Mention | None:
    if match["mr"]:
        month = _named_point("本月" if match["mr"] == "月" else match["mr"], year)
    else:
        is_lunar = bool(match["lun"] or match["dl"] or match["m"] in "正腊")
        span = (12, 12) if match["m"] == "腊" else _pair(match["m0"], match["m"])
        month = year._replace(part="month", span=span, lunar=is_lunar)
    month = month._replace(detail=match["me"] or "")
    if month.span[0] > month.span[1] and not year.years:
        return None
    return _within_month(match, month)


def _within_month(match: re.Match[str], month: Mention) -> Mention:
    if match["nw"]:
        which = -1 if match["nw"].startswith("最后") else whole(match["nw"][1])
        return month._replace(nth=(_WEEKDAYS.get(match["nwd"] or "", 0), which))
    if match["d"]:
        weekday = _WEEKDAYS.get(match["wd"] or match["wdp"] or "", 0)
        return month._replace(days=_pair(match["d0"], match["d"]), weekday=weekday)
    if match["dl"]:
        return month._replace(days=_pair(None, match["dl"][1]))
    if match["dc"]:
        return month._replace(days=_pair(None, match["dc"]))
    return month


def _numeric(match: re.Match[str]) -> Mention | None:
    plain = Mention(match.start(), match.end(), "calendar")
    for low, high in (("ry0", "ry1"), ("rz0", "rz1")):
        if match[low]:
            return plain._replace(years=(int(match[low]), int(match[high])))
    if match["ty"]:
        return _stated(plain, int(match["ty"]), month=int(match["tm"]))
    for groups in (("ny", "nm", "nd"), ("cy", "cm", "cd"), ("sy", "sm", "sd")):
        if match[groups[0]]:
            year, month, day = (int(match[group]) for group in groups)
            return _stated(plain, year, month=month, day=day)
    first, second = int(match["ea"]), int(match["eb"])
    month, day = (second, first) if first > MONTHS else (first, second)
    return _stated(plain, int(match["ey4"]), month=month, day=day) if month <= MONTHS else None


def _stated(plain: Mention, year: int, *, month: int, day: int = 0) -> Mention:
    days = (day, day) if day else None
    return plain._replace(years=(year, year), part="month", span=(month, month), days=days)


def _day(match: re.Match[str]) -> Mention:
    days = _pair(match["o0"], match["o"])
    return Mention(match.start(), match.end(), "calendar", part="day", days=days)


def _century(match: re.Match[str]) -> Mention:
    plain = Mention(match.start(), match.end(), "century")
    if match["dy"]:
        return plain._replace(span=(int(match["dy"]), 10), detail=(match["dece2"] or "")[:1])
    decade = whole(match["dec"] or match["dec2"]) if match["dec"] or match["dec2"] else -1
    detail = (match["dece"] or match["dece2"] or match["ce"] or "")[:1]
    if match["c"]:
        plain = plain._replace(shift=whole(match["c"]))
    elif match["cr"]:
        plain = plain._replace(base="published", shift={"本": 0, "上": -1, "下": 1}[match["cr"][0]])
    return plain._replace(days=(decade, decade), detail=detail)


def _rolling(match: re.Match[str]) -> Mention | None:
    unit = UNITS[match["u"].removeprefix("个")]
    amount = _amount(match)
    if unit == "day" and match["u"] == "日" and match["n"] == "一" and not match["pre"]:
        return None
    if unit == "year" and _CALENDAR_YEAR.match(match["n"]):
        return None
    way = _way(match)
    duration = length(amount, unit)
    # 过去5年 is a time without the 来 behind it; 一年来 is one only with it.
    end = (
        match.start("suf") if match["pre"] and (match["suf"] or "").endswith("来") else match.end()
    )
    return Mention(
        match.start(),
        end,
        "rolling",
        amount=amount,
        unit=unit,
        detail=way,
        duration=duration,
    )


def _amount(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    high = amounts(match["n"])
    if high is None:
        return None
    low = amounts(match["n0"]) if match["n0"] else high
    half = Decimal("0.5") if match["hf"] or match["tl"] == "半" else Decimal(0)
    return (low or high)[0] + half, high[1] + half


def _way(match: re.Match[str]) -> str:
    lead = _WAYS.get((match["pre"] or "").removesuffix("的"), "")
    if _counts_from_within(match, lead):
        return ""
    tail = match["suf"] or ""
    if lead in {"past", "future", "following", "last", "next", "end"}:
        return lead
    if tail.endswith("来"):
        return "past"
    if tail.endswith("内"):
        return "" if match["u"] in _LIMITS else "within"
    if tail:
        return "ago" if tail.endswith("前") else "hence"
    return lead


def _counts_from_within(match: re.Match[str], lead: str) -> bool:
    """Tell whether a length is counted from a day of the matter itself, not of the publication."""
    text = match.string
    if lead in {"last", "following"} and _GRANTED.match(text, match.end()):
        return True
    return _COUNTED.search(text, max(0, match.start() - 3), match.start()) is not None


def _set(match: re.Match[str]) -> Mention:
    return Mention(match.start(), match.end(), "set", duration=_repetition(match))


def _repetition(match: re.Match[str]) -> str:
    letter = match["sz"] or match["sj"]
    unit = letter or match["su"]
    if unit in {"晚", "早", "秒"}:
        return "PT1S" if unit == "秒" else "P1D"
    count = amounts(match["sn"]) if match["sn"] else None
    kind = UNITS.get(unit, "quarter")
    return length(count or (Decimal(1), Decimal(1)), kind)


def _plan(match: re.Match[str]) -> Mention:
    group = next(name for name in ("pl", "pq", "pw", "pz") if match[name])
    number = whole(match[group])
    is_long = bool(match["px"]) or match.group()[-1] in "间期"
    bare = match.end(group) + len("个五年" if group == "pz" else "五")
    end = match.end() if is_long else bare
    return Mention(match.start(), end, "plan", span=(number, number), detail=match["px"] or "")


def _clock(match: re.Match[str]) -> Mention | None:
    clock = clock_of(match)
    if not clock:
        return None
    shift = _DAY_OF_PART.get((match["dp"] or "")[:1])
    if shift is None:
        return Mention(match.start(), match.end(), "clock", clock=clock)
    return Mention(
        match.start(), match.end(), "point", part="day", base="published", shift=shift, clock=clock
    )


def _weekday(match: re.Match[str]) -> Mention:
    lead = (match["wp"] or "").replace("个", "").replace("一", "")
    shift = lead.count("下") - lead.count("上")
    letter = match["w"] or match["w2"] or ""
    day = 8 if letter == "末" else _WEEKDAYS.get(letter, 0)
    is_bare = not match["wp"]
    return Mention(
        match.start(),
        match.end(),
        "weekday",
        shift=shift,
        span=(day, day),
        base="" if is_bare else "published",
    )


def _point(match: re.Match[str]) -> Mention:
    return _named_point(match.group(), Mention(match.start(), match.end(), "point"))


def _part(match: re.Match[str]) -> Mention:
    return Mention(match.start(), match.end(), "clock", clock=part_of_day(match.group()))


_READERS: dict[str, Callable[[re.Match[str]], Mention | None]] = {
    "calendar": _calendar,
    "numeric": _numeric,
    "straddling": straddling,
    "day": _day,
    "century": _century,
    "rolling": _rolling,
    "set": _set,
    "plan": _plan,
    "clock": _clock,
    "weekday": _weekday,
    "point": _point,
    "part": _part,
}
