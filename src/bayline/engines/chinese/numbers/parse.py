"""What one printed number is worth: 三百六十五, 1.2万亿, 5万4千6百, 十几万, 两三百, 二〇二一."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bayline.kernel.bounds import Bound

DIGITS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
}
_PLAIN = str.maketrans("壹贰叁参肆伍陆柒捌玖拾佰仟〇", "一二三三四五六七八九十百千零")
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_SHORT_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_TOKEN = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+|.", re.DOTALL)
_PAIR = re.compile(
    r"(?<![零一二三四五六七八九0-9])([一二三四五六七八])([两二三四五六七八九])(?![零一二三四五六七八九0-9])"
)
_SEVERAL = re.compile(r"(?<=[十百千零])几|(?<=[十百千万亿0-9])[余多]")
_ONE = Decimal(1)
_TEN = 10


class Parsed(NamedTuple):
    """A number without its place: value, upper end, its own bound, the size of its last digit."""

    value: Decimal
    high: Decimal | None
    bound: Bound
    resolution: Decimal


class _Sum:
    """The running total while a positional number is read from left to right."""

    def __init__(self) -> None:
        self.done: list[Decimal] = []  # parts closed by 万, 亿, 兆
        self.section = Decimal(0)  # what stands below the next 万
        self.digit: Decimal | None = None  # read, but its place is not known yet
        self.place = 10**16  # place of the last unit; units must fall inside a section
        self.next_place = Decimal(1)  # where a trailing digit without 零 belongs
        self.resolution = _ONE
        self.after_large, self.empty = False, True

    def take_digit(self, value: Decimal, resolution: Decimal) -> bool:
        if self.digit is not None:
            return False
        self.digit, self.resolution = value, resolution
        self.after_large, self.empty = False, False
        return True

    def take_zero(self) -> bool:
        if self.digit is not None:
            return False
        self.next_place, self.resolution, self.after_large = _ONE, _ONE, False
        return True

    def take_small(self, unit: int) -> bool:
        if unit >= self.place:
            return False
        digit = _ONE if self.digit is None else self.digit
        self.resolution = unit * (self.resolution if self.digit is not None else _ONE)
        self.section += digit * unit
        self.digit, self.place, self.next_place = None, unit, Decimal(unit) / 10
        self.after_large, self.empty = False, False
        return True

    def take_large(self, unit: int) -> bool:
        if not self.section:
            self.next_place = _ONE
        self._close_digit()
        if self.after_large:  # 万亿, 万万: one unit upon another
            self.done[-1] *= unit
            self.resolution *= unit
            return True
        while self.done and self.done[-1] < unit:
            self.section += self.done.pop()
        if self.empty and not self.section:
            self.section = _ONE
        self.done.append(self.section * unit)
        self.resolution *= unit
        self.section, self.place, self.next_place = Decimal(0), 10**16, Decimal(unit) / 10
        self.after_large, self.empty = True, True
        return True

    def total(self) -> Decimal:
        self._close_digit()
        return sum(self.done, self.section)

    def _close_digit(self) -> None:
        if self.digit is None:
            return
        # 九万四 is 94 000, but 3万4000 is 34 000: only a single digit slides up.
        place = self.next_place if self.digit < _TEN and self.resolution == 1 else _ONE
        self.section += self.digit * place
        self.resolution, self.digit = self.resolution * place, None


def _arabic(token: str) -> tuple[Decimal, Decimal]:
    value = Decimal(token.replace(",", ""))
    exponent = value.as_tuple().exponent
    return value, Decimal(1).scaleb(min(0, int(exponent)))


def _step(total: _Sum, sign: str) -> bool:
    if sign == "零":
        return total.take_zero()
    if sign in DIGITS:
        return total.take_digit(Decimal(DIGITS[sign]), _ONE)
    if sign in SMALL:
        return total.take_small(SMALL[sign])
    if sign in LARGE:
        return total.take_large(LARGE[sign])
    if sign[0] in "0123456789.":
        return total.take_digit(*_arabic(sign))
    return False


def _positional(text: str) -> tuple[Decimal, Decimal] | None:
    """Read 三百六十五, 5万4千 or 1.2万亿; None if the units do not fit together."""
    total = _Sum()
    for match in _TOKEN.finditer(text):
        if not _step(total, match.group()):
            return None
    value = total.total()
    return value, total.resolution


def _digit_string(text: str) -> tuple[Decimal, Decimal] | None:
    """Read 二〇二一 or 五五 digit by digit."""
    if len(text) == 1 or any(sign not in DIGITS for sign in text):
        return None
    return Decimal("".join(str(DIGITS[sign]) for sign in text)), _ONE


_DECIMAL = re.compile(r"(.*?)点([零一二三四五六七八九0-9]+)((?:[十百千万亿兆])*)", re.DOTALL)


def _decimal(text: str) -> tuple[Decimal, Decimal] | None:
    """Read 十五点七, 零点77, 一点二亿."""
    match = _DECIMAL.fullmatch(text)
    if match is None:
        return None
    head, tail, scales = match.groups()
    whole = _exact(head) if head else (Decimal(0), _ONE)
    if whole is None:
        return None
    figures = "".join(str(DIGITS.get(sign, sign)) for sign in tail)
    value = whole[0] + Decimal(f"0.{figures}")
    factor = Decimal(1)
    for scale in scales:
        factor *= SMALL.get(scale) or LARGE[scale]
    return value * factor, factor.scaleb(-len(figures))


def _exact(text: str) -> tuple[Decimal, Decimal] | None:
    if "点" in text:
        return _decimal(text)
    return _digit_string(text) or _positional(text)


def _several(text: str) -> tuple[str, str] | None:
    """Write 几十, 数百, 两三千, 三四十 as their two ends."""
    if text[0] in "几数" and len(text) > 1:
        return "二" + text[1:], "九" + text[1:]
    if match := _PAIR.search(text.replace("两", "二")):
        low, high = match.groups()
        if DIGITS[high] - DIGITS[low] == 1 or low + high == "三五":
            at = match.start()
            return text[: at + 1] + text[at + 2 :], text[:at] + text[at + 1 :]
    return None


def _signless(text: str) -> Parsed | None:
    ends = _several(text)
    if ends is not None:
        low, high = _exact(ends[0]), _exact(ends[1])
        if low is None or high is None:
            return None
        return Parsed(low[0], high[0], Bound.RANGE, low[1])
    exact, vague = _SEVERAL.subn("", text)
    bound = Bound.OVER if vague else Bound.EXACT
    if "来" in exact:
        exact, bound = exact.replace("来", ""), Bound.ABOUT
    found = _exact(exact.rstrip("零") or exact)
    return None if found is None else Parsed(found[0], None, bound, found[1])


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> Parsed | None:
    """Read one unsigned whole or decimal number, Arabic, Chinese or mixed.

    Args:
        text: Folded text of the number alone, such as 1.2万亿 or 十几万; blanks are ignored.

    Returns:
        Its value, or None when the characters form no number.
    """
    plain = text.replace(" ", "").translate(_PLAIN)
    for short, full in _SHORT_TENS.items():
        plain = plain.replace(short, full)
    return _signless(plain.removeprefix("好")) if plain else None
