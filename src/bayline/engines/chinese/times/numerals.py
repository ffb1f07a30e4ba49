"""Small whole numbers as they stand in dates, because dates spell them in their own ways.

二〇二一 is read digit by digit, 二十一 by tens, 廿七 and 三五 (three to five) by custom.
"""

from decimal import Decimal

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "两": 2, "元": 1, "正": 1}
_TENS = {"十": 10, "廿": 20, "卅": 30, "百": 100, "千": 1000}
_PAIR = 2
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
            total += (digit or 1) * _TENS[letter]
            digit = 0
        else:
            digit = _DIGITS.get(letter, 0)
    return total + digit


def amounts(sign: str) -> tuple[Decimal, Decimal] | None:
    """Read how many are meant, at least and at most: 三五 is 3 to 5; None if only 几 is said."""
    if sign in _VAGUE:
        return None
    if sign == "半":
        return Decimal("0.5"), Decimal("0.5")
    if sign[0].isdecimal():
        return Decimal(sign), Decimal(sign)
    if _rises(sign):
        return Decimal(_DIGITS[sign[0]]), Decimal(_DIGITS[sign[1]])
    return Decimal(whole(sign)), Decimal(whole(sign))


def _rises(sign: str) -> bool:
    """Tell whether it is two digits side by side that name a range: 两三, 三五."""
    digits = [_DIGITS.get(letter, 0) for letter in sign]
    return len(sign) == _PAIR and 0 < digits[0] < digits[1] <= digits[0] + 2
