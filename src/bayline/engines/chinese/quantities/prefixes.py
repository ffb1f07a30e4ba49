"""What stands before a number and belongs to its quantity: 人民币, 负, 第, 摄氏, 每立方米."""

import re

from bayline.engines.chinese.quantities.reading import Reading
from bayline.engines.chinese.terms import QuantityKind

# Currency words and signs, the longest first where one ends another.
_CURRENCIES = {
    "人民币": "CNY",
    "新台币": "TWD",
    "台币": "TWD",
    "澳门币": "MOP",
    "RMB": "CNY",
    "港币": "HKD",
    "HK$": "HKD",
    "NT$": "TWD",
    "US$": "USD",
    "¥": "CNY",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
}
_BELOW_ZERO = "零下"
_WARM = frozenset(("度", "℃"))
EDGES = frozenset("下负-币¥$€£B氏度米第 ")
_WARMTHS = {"摄氏温度": "℃", "华氏温度": "℉", "摄氏": "℃", "华氏": "℉"}
_DENSITIES = frozenset(("微克", "毫克", "克"))
_PER_VOLUME = "每立方米"
# A dash behind these links or counts down; it is no minus.
_LINKS = re.compile(r"[0-9A-Za-z%）)\]\-.,]")


def with_prefix(folded: str, start: int, *, reading: Reading) -> tuple[int, Reading]:
    """Take in the words before a number that change what it says.

    Args:
        folded: Folded text.
        start: Where the number begins; one of `EDGES` stands before it.
        reading: What number and unit say.

    Returns:
        The start with its prefix, and the reading as the prefix changes it.
    """
    if reading.kind is QuantityKind.RANK:
        return start - 1, reading
    if reading.kind is QuantityKind.MONEY:
        start, reading = _currency(folded, start, reading)
    elif reading.kind is QuantityKind.MEASURE:
        start, reading = _measure(folded, start, reading)
    return _negative(folded, start, reading)


def _currency(folded: str, start: int, reading: Reading) -> tuple[int, Reading]:
    edge = _edge(folded, start)
    for word, code in _CURRENCIES.items():
        if folded.endswith(word, 0, edge):
            unit = code if reading.unit == "CNY" else reading.unit
            return edge - len(word), reading._replace(unit=unit)
    return start, reading


def _measure(folded: str, start: int, reading: Reading) -> tuple[int, Reading]:
    edge = _edge(folded, start)
    if reading.stated_unit in _DENSITIES and folded.endswith(_PER_VOLUME, 0, edge):
        value, high, stated = reading.value, reading.high, reading.factor
        unit = f"{reading.stated_unit}/立方米"
        return start, reading._replace(
            value=None if value is None else value / stated,
            high=None if high is None else high / stated,
            resolution=reading.resolution / stated,
            unit=unit,
            factor=stated / stated,
        )
    for word, unit in _WARMTHS.items():
        if reading.unit in {"度", "℃"} and folded.endswith(word, 0, edge):
            return edge - len(word), reading._replace(unit=unit)
    return start, reading


_BURDENS = frozenset("减欠抱担胜")  # 为企业减负5亿元 takes a burden off; 胜负 is no sign


def _negative(folded: str, start: int, reading: Reading) -> tuple[int, Reading]:
    if folded.endswith(_BELOW_ZERO, 0, start) and reading.unit in _WARM:
        sign, start = "负", start - 1
    else:
        sign = folded[start - 1 : start]
    if sign not in {"负", "-"} or reading.value is None or reading.high is not None:
        return start, reading
    if sign == "负" and folded[start - 2 : start - 1] in _BURDENS:
        return start, reading
    if sign == "-" and _LINKS.match(folded, start - 2):
        return start, reading
    stated = reading.stated_value
    return start - 1, reading._replace(
        value=-reading.value, stated_value=None if stated is None else -stated
    )


def _edge(folded: str, start: int) -> int:
    """Step back over one run of blanks."""
    edge = start
    while edge and start - edge < 2 and folded[edge - 1] == " ":  # noqa: PLR2004 - two blanks at most
        edge -= 1
    return edge
