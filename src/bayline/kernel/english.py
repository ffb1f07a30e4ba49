"""Chinese amounts and the words around them in English, for sentences that quote a document.

A sentence is made where the arithmetic is, from figures as printed: 155亿元, 年均8.9%, 10个百分点.
In English it says CNY 15.5 billion, 8.9% a year, 10 percentage points; other words of the document
stay as they are, in quotation marks.
"""

import re
from collections.abc import Collection
from decimal import Decimal

from bayline.kernel.figures import plain

DRAFT = "the draft"  # what an English page calls a pasted text: words, not a file's name

_SCALES = {
    "": 1,
    "千": 10**3,
    "万": 10**4,
    "萬": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "億": 10**8,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
_MONEY = {
    "元": "CNY",
    "人民币元": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "日元": "JPY",
    "英镑": "GBP",
    "港元": "HKD",
    "澳门元": "MOP",
    "新台币": "TWD",
}
_UNITS = {
    "%": "%",
    "％": "%",
    "个百分点": " percentage points",
    "個百分點": " percentage points",
    "百分点": " percentage points",
    "倍": " times",
    "亩": " mu",
    "公顷": " hectares",
    "平方公里": " km²",
    "平方千米": " km²",
    "平方米": " m²",
    "立方米": " m³",
    "公里": " km",
    "千米": " km",
    "米": " m",
    "吨": " tonnes",
    "公斤": " kg",
    "千克": " kg",
    "千瓦时": " kWh",
    "度": " kWh",
    "千瓦": " kW",
    "人": " people",
    "名": " people",
    "人次": " visits",
    "户": " households",
    "年": " years",
    "个月": " months",
    "天": " days",
    "小时": " hours",
    "分钟": " minutes",
    "秒": " seconds",
    "微克/立方米": " μg/m³",
    "毫克/立方米": " mg/m³",
    "毫克/升": " mg/L",
    "位": " places",
    **dict.fromkeys("个個家项件條条座所处處批台辆套宗起只头张份间栋幢种类大村", ""),
}
_PERCENT = frozenset({"%", "％"})
_BEFORE = {
    "超过": "over ",
    "超": "over ",
    "逾": "over ",
    "突破": "over ",
    "大约": "about ",
    "约": "about ",
    "接近": "nearly ",
    "近": "nearly ",
    "不低于": "at least ",
    "不少于": "at least ",
    "至少": "at least ",
    "不超过": "at most ",
    "低于": "under ",
    "不到": "under ",
    "不足": "under ",
    "达到": "",
    "力争": "aiming for ",
    "力争达到": "aiming for ",
}
_BEHIND = {"以上": " or more", "以下": " or less", "以内": " or less"}
_AROUND = ("左右", "上下")
_PER = {"人": "person", "亩": "mu", "平方米": "m²", "立方米": "m³", "公顷": "hectare", "年": "year"}
_WORDS = {
    "未注明": "not stated",
    "现价": "current prices",
    "可比价": "constant prices",
    "可比价格": "constant prices",
    "现价计算": "at current prices",
}
_UNIT = "|".join(sorted(map(re.escape, (*_MONEY, *_UNITS)), key=len, reverse=True))
_HELD = "|".join(sorted(_BEFORE, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?P<yearly>年均)?(?P<before>{_HELD})?(?P<about>≈ )?"
    r"(?P<sign>[-−])?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<odd>[余多])?"
    rf"(?P<scale>万亿|千亿|百亿|亿|千万|百万|万|千|億|萬)?(?P<more>[余多])?(?P<unit>{_UNIT})?"
    rf"(?:/(?P<per>{'|'.join(_PER)}))?(?P<behind>{'|'.join((*_BEHIND, *_AROUND))})?"
    rf"(?![\d亿万%{''.join(sorted({word[0] for word in _PER if word != '年'}))}])"
)
_LARGE = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))
_QUOTE = re.compile("(“[^”]*”)")
_RANK = re.compile(r"第(\d+)位")
_YEAR = re.compile(
    r"(?<![\d.,])(?P<year>(?:19|20)\d\d)年(?:(?P<end>末|底)|度|(?P<first>\d{1,2})(?:[—–\-~至到](?P<last>\d{1,2}))?月)?"
)
_CLOSE = re.compile(r"(?<=\d)(?=“)")
_HAN = re.compile(r"[㐀-鿿][㐀-鿿、·（）()\dA-Za-z+-]*[㐀-鿿）]|[㐀-鿿]")
_SIGNS = str.maketrans(
    {
        "＋": " + ",
        "÷": " ÷ ",
        "×": " × ",
        "＝": " = ",
        "，": ", ",
        "；": "; ",
        "：": ": ",
        "～": "–",
    }
    | {"（": "(", "）": ")", "。": "."}
)
_SPACES = re.compile(r" {2,}")


def in_english(words: str, *, names: Collection[str] = ()) -> str:
    """Say the amounts of a sentence in English and put what stays Chinese in quotation marks.

    Args:
        words: A sentence with figures as printed, or one figure.
        names: Names of documents, of which no letter may change.
    """
    kept = "|".join(sorted(map(re.escape, filter(None, names)), key=len, reverse=True))
    pieces = re.split(f"({kept})", words) if kept else [words]
    told = (piece if place % 2 else _told(piece) for place, piece in enumerate(pieces))
    return "".join(told)


def _told(words: str) -> str:
    pieces = _QUOTE.split(words)
    told = (_in_quotes(piece) if place % 2 else _bare(piece) for place, piece in enumerate(pieces))
    return _SPACES.sub(" ", "".join(told))


def _in_quotes(words: str) -> str:
    """Translate a quote that is an amount; other words of a document stay as they are."""
    return f"“{_AMOUNT.sub(_amount, words[1:-1])}”" if _AMOUNT.fullmatch(words[1:-1]) else words


def _bare(words: str) -> str:
    told = _RANK.sub(r"rank \1", _YEAR.sub(_calendar, words))
    return _CLOSE.sub(" ", "".join(_parts(_AMOUNT.sub(_amount, told))))


def _calendar(match: re.Match[str]) -> str:
    """Say a year or its months as a date: 2021年1—9月 is 2021-01 to 2021-09, no 2,021 years."""
    year = match["year"]
    if match["end"]:
        return f"end of {year}"
    months = [f"{year}-{month:0>2}" for month in (match["first"], match["last"]) if month]
    return " to ".join(months) or year


def _parts(words: str) -> list[str]:
    """Turn the signs outside of quotes and the Chinese words into what English prints."""
    parts, at = [], 0
    for match in _HAN.finditer(words):
        parts.append(words[at : match.start()].translate(_SIGNS))
        parts.append(_quoted(match[0]))
        at = match.end()
    parts.append(words[at:].translate(_SIGNS))
    return parts


def _quoted(words: str) -> str:
    return _WORDS.get(words) or f"“{words}”"


def _amount(match: re.Match[str]) -> str:
    unit, scale = match["unit"] or "", match["scale"] or ""
    if not (unit or scale):
        return match[0]
    value = Decimal(match["number"].replace(",", "")) * _SCALES[scale]
    sign = f"{match['about'] or ''}{match['sign'] or ''}"
    number = match["number"] if unit in _PERCENT else plain(value, thousands=True)
    said = f"{_MONEY[unit]} {sign}{_large(value)}" if unit in _MONEY else f"{sign}{number}"
    per = f" per {_PER[match['per']]}" if match["per"] else ""
    yearly = " a year" if match["yearly"] else ""
    behind = _BEHIND.get(match["behind"] or "", "")
    return f"{_before(match)}{said}{_named(unit, number)}{per}{behind}{yearly}"


def _before(match: re.Match[str]) -> str:
    """Say a hedge, which stands before the number in English wherever it stands in Chinese."""
    said = _BEFORE.get(match["before"] or "", "")
    if match["behind"] in _AROUND and "about" not in said:
        return f"{said}about "
    return said or ("over " if match["odd"] or match["more"] else "")


def _named(unit: str, number: str) -> str:
    named = _UNITS.get(unit, "")
    return named.removesuffix("s") if number == "1" and named.endswith("points") else named


def _large(value: Decimal) -> str:
    for size, name in _LARGE:
        if value >= size:
            return f"{plain(value / size, thousands=True)} {name}"
    return plain(value, thousands=True)
