"""Small whole numbers as they stand in dates, Arabic or Chinese, because dates spell them in their own ways.

二〇二一 is read digit by digit, 二十一 by tens, 廿七 and 三五 (three to five) by custom.
"""

from decimal import Decimal

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "两": 2, "元": 1, "正": 1}
_TENS = {"十": 10, "廿": 20, "卅": 30, "百": 100, "千": 1000}
_VAGUE = frozenset(("几", "数", "若干", "多", "十几", "几十", "数十", "好几"))


def whole(sign: str) -> int:
    """Read a small whole number: 12, 十二, 廿七, 二〇二一, 两千零四."""
    if sign.isdecimal() and sign.isascii():
        return int(sign)
    if len(sign) > 1 and not any(letter in _TENS for letter in sign):
        return int("".join(str(_DIGITS.get(letter, 0)) for letter in sign))
    return _by_tens(sign)


def _by_tens(sign: str) -> int:
    total = digit = 0
    for letter in sign:
        if letter in _TENS:
            total += (digit or (0 if letter in "廿卅" and digit else 1)) * _TENS[letter]
            digit = 0
        else:
            digit = _DIGITS.get(letter, 0)
    return total + digit


def amounts(sign: str) -> tuple[Decimal, Decimal] | None:
    """Read how many of a unit are meant, lowest and highest: 三五 is 3 to 5; None if only 几 is said."""
    if sign in _VAGUE:
        return None
    if sign == "半":
        return Decimal("0.5"), Decimal("0.5")
    if sign[0].isdecimal():
        return Decimal(sign), Decimal(sign)
    if len(sign) == 2 and _rises(sign):
        return Decimal(_DIGITS[sign[0]]), Decimal(_DIGITS[sign[1]])
    return Decimal(whole(sign)), Decimal(whole(sign))


def _rises(sign: str) -> bool:
    """Tell whether two digits side by side name a range: 两三, 三五."""
    low, high = _DIGITS.get(sign[0]), _DIGITS.get(sign[1])
    return low is not None and high is not None and 0 < low < high <= low + 2
