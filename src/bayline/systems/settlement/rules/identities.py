"""Citizen identity numbers (GB 11643): looked at as they come in, never kept and never repeated."""

import re
from datetime import date

from bayline.kernel.errors import Words
from bayline.systems.settlement.rules.refusals import SettlementError

_LENGTH = 18
_BODY = 17  # digits before the check character
_WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(_BODY))
_CHECKS = "10X98765432"  # by the weighted sum modulo 11
_DIGITS = frozenset("0123456789")
_LIKE = re.compile(r"(?=([0-9]{17}[0-9Xx]))")  # wherever one may begin
# The first two digits: provinces as GB/T 2260 numbers them; 9 stands for foreign residents.
_PROVINCES = frozenset(
    str(code)
    for codes in (
        range(11, 16),
        range(21, 24),
        range(31, 38),
        range(41, 47),
        range(50, 55),
        range(61, 66),
        (71, 81, 82, 83, 91),
    )
    for code in codes
)


def checked(number: str, *, on: date) -> str:
    """Give a citizen identity number as it is written, or say what of it cannot be.

    The refusal never repeats the number, so that it may be logged and sent.

    Args:
        number: What was typed or sent.
        on: Nobody who shows it was born after this day.

    Raises:
        SettlementError: `bad_identity`.

    Source:
        GB 11643-1999, 公民身份号码, clause 4: 18 characters, the last by ISO 7064 MOD 11-2.
    """
    found = number.strip().upper()
    why, why_zh = _fault(found, on)
    if why:
        raise SettlementError(
            "bad_identity",
            "the identity number cannot be one",
            why=why,
            do="read it again from the card; it is not repeated here",
            zh=Words("身份证号不对", why_zh, "请对照证件重录；这里不显示号码"),
        )
    return found


def _fault(number: str, on: date) -> tuple[str, str]:
    if len(number) != _LENGTH:
        return f"it has {len(number)} characters, not 18", f"有{len(number)}位，应为18位"
    if not {*number[:_BODY]} <= _DIGITS or number[_BODY] not in _CHECKS:
        return "17 digits and a digit or X are asked for", "应为17位数字加1位数字或X"
    if number[:2] not in _PROVINCES:
        return "no place has such a code", "地区代码不存在"
    born = _day(number[6:14])
    if born is None or not date(1850, 1, 1) <= born <= on:
        return "nobody was born on that day", "出生日期不存在"
    if number[_BODY] != check_character(number[:_BODY]):
        return "the check character does not fit", "校验码不符"
    return "", ""


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def holds_number(text: str) -> bool:
    """Whether a text has an identity number anywhere in it, by all that GB 11643 asks of one."""
    return any(not _fault(one.upper(), date.max)[0] for one in _LIKE.findall(text))


def check_character(body: str) -> str:
    """Give the last character that belongs to the 17 digits before it."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]
