"""Print cell values as the spreadsheet shows them, by the number format of the cell.

Covers what reports use: General, digits with thousands and decimals, percent, scaling commas,
dates and times with Chinese words, signs in brackets, quoted words. Arithmetic is decimal
throughout.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (number formats).
"""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache

_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "General", 13: "General", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@", 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[([^\]]*)\]|_.|\*.|(AM/PM|am/pm|上午/下午)|(E[+-]0+)|(y+|m+|d+|h+|s+)|'
    r"(General)|([0#?][0#?,]*(?:\.[0#?]+)?,*|\.[0#?]+)|(.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_IS_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
_LONGEST_FORMAT = 255
_GENERAL_DIGITS = 10
_NOON = 43_200
_LONGEST_DIGITS = 2  # mm is a number, mmm a name
_LAST_DAY = 2_958_465  # 9999-12-31
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_NO_LEAP_DAY = 60  # 29 February 1900, which Excel counts and the calendar lacks


def code_of(number: int, custom: dict[int, str]) -> str:
    """Return the format code for the number of a format; General if it is not known."""
    return custom.get(number) or _BUILT_IN.get(number, "General")


def shown(words: str, code: str, *, since_1904: bool = False) -> str:
    """Print a stored number as the spreadsheet shows it.

    Args:
        words: The number as stored, such as 0.0725.
        code: The format code, such as 0.0%.
        since_1904: True if the workbook counts its days from 1904.

    Returns:
        The printed number; the stored words if they are no number.
    """
    try:
        value = Decimal(words)
    except InvalidOperation:
        return words
    if not value.is_finite() or abs(value.adjusted()) > 300:  # noqa: PLR2004 - the range of a double
        return words
    section = _section(code[:_LONGEST_FORMAT], value)
    with localcontext() as context:
        context.prec = 400
        if is_date(section):
            return _date(value, section, since_1904=since_1904)
        return _number(value, section, signed=_is_signed(code, value))


@lru_cache(maxsize=512)
def is_date(section: str) -> bool:
    """Say whether a format prints a date or a time."""
    bare = _NOT_CODE.sub("", section)
    return "general" not in bare.lower() and bool(_IS_DATE.search(re.sub(r"E[+-]", "", bare)))


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    pieces = re.split(r'("[^"]*"|\\.|\[[^\]]*\])|;', code)
    sections = [""]
    for at, piece in enumerate(pieces):
        if at % 2 and piece is None:
            sections.append("")
        else:
            sections[-1] += piece or ""
    return tuple(sections)


def _section(code: str, value: Decimal) -> str:
    """Choose the part of a format for positive, negative or zero values, or by its condition."""
    sections = _sections(code)
    for section in sections[:2]:
        if condition := _CONDITION.search(section):
            if _holds(value, condition.group(1), Decimal(condition.group(2))):
                return section
        elif section is sections[0] and len(sections) > 1 and _CONDITION.search(code):
            return section
    if _CONDITION.search(code):
        return sections[-1]
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]  # noqa: PLR2004 - + - 0


def _holds(value: Decimal, sign: str, limit: Decimal) -> bool:
    order = (value > limit) - (value < limit)
    wanted = {"<": (-1,), ">": (1,), "=": (0,), "<=": (-1, 0), ">=": (1, 0), "<>": (-1, 1)}
    return order in wanted[sign]


def _is_signed(code: str, value: Decimal) -> bool:
    """Say whether the minus is printed: a section of its own for negatives prints what it wants."""
    return value < 0 and (len(_sections(code)) == 1 or bool(_CONDITION.search(code)))


def _number(value: Decimal, section: str, *, signed: bool) -> str:
    tokens = list(_TOKEN.finditer(section))
    bare = _NOT_CODE.sub("", section)
    scaled = abs(value) * 100 ** bare.count("%")
    out: list[str] = []
    is_printed = False
    for token in tokens:
        quoted, escaped, bracket, _, power, _, general, digits, other = token.groups()
        if general or digits:
            if is_printed:
                continue
            is_printed = True
            out.append(_general(scaled) if general else _digits(scaled, digits, bare))
        elif bracket:
            out.append(_currency(bracket))
        elif not power:
            out.append(quoted or escaped or (other if other and other != "@" else ""))
    if not is_printed and "@" in bare:
        out.append(_general(scaled))
    words = "".join(out).strip()
    return f"-{words}" if signed and re.search(r"[1-9]", words) else words


def _currency(bracket: str) -> str:
    """Return the sign in [$￥-804]; colors and conditions print nothing."""
    return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""


def _general(value: Decimal) -> str:
    """Print without format: at most ten significant digits, no zeros at the end."""
    if value == 0:
        return "0"
    places = max(0, _GENERAL_DIGITS - 1 - max(value.adjusted(), -1))
    words = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    if not words.strip("0."):
        return f"{value:.5E}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def _digits(value: Decimal, pattern: str, bare: str) -> str:
    if power := re.search(r"E[+-](0+)", bare, re.IGNORECASE):
        return _scientific(value, pattern, len(power.group(1)))
    whole, _, fraction = pattern.partition(".")
    tail = pattern.rstrip(",")
    scaled = value.scaleb(-3 * (len(pattern) - len(tail)))
    places = len(fraction.rstrip(","))
    words = f"{scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    left, _, right = words.partition(".")
    optional = len(fraction.rstrip(",")) - len(fraction.rstrip(",").rstrip("#?"))
    kept = right[: places - optional] + right[places - optional :].rstrip("0")
    least = whole.replace(",", "").count("0")
    left = left.lstrip("0").rjust(least, "0")
    if "," in whole.rstrip(",") or ("," in whole and places and whole.rstrip(",") != whole):
        left = _grouped(left)
    return f"{left}.{kept}" if kept or (fraction and not optional) else left


def _grouped(digits: str) -> str:
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits)


def _scientific(value: Decimal, pattern: str, width: int) -> str:
    places = len(pattern.partition(".")[2])
    mantissa, _, power = f"{value:.{places}E}".partition("E")
    return f"{mantissa}E{power[0]}{power[1:].rjust(width, '0')}"


def _date(value: Decimal, section: str, *, since_1904: bool) -> str:
    seconds = (value * 86400).quantize(Decimal(1), ROUND_HALF_UP)
    days, rest = divmod(int(seconds), 86400)
    if not 0 <= days <= _LAST_DAY:
        return f"{value:f}"
    day = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if days < _NO_LEAP_DAY else 30)
    day = day + timedelta(days=days)
    return _stamp(day, rest, section)


def _stamp(day: date, seconds: int, section: str) -> str:
    out: list[str] = []
    after_hours = False
    has_half = bool(re.search(r"AM/PM|上午/下午", section, re.IGNORECASE))
    matches = list(_TOKEN.finditer(section))
    for at, token in enumerate(matches):
        quoted, escaped, bracket, half, _, part, *_, other = token.groups()
        if part:
            follows = next((m.group(6) for m in matches[at + 1 :] if m.group(6)), "") or ""
            is_minute = part[0] in "mM" and (after_hours or follows[:1].lower() == "s")
            out.append(_part(part.lower(), day, seconds, is_minute=is_minute, has_half=has_half))
            after_hours = part[0] in "hH"
        elif bracket and bracket[0] in "hms":
            out.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[bracket[0]]))
            after_hours = bracket[0] == "h"
        elif half:
            out.append((("上午", "下午") if "午" in half else ("AM", "PM"))[seconds >= _NOON])
        else:
            out.append(quoted or escaped or (other if other and other != "@" else ""))
    return "".join(out).strip()


def _part(part: str, day: date, seconds: int, *, is_minute: bool, has_half: bool) -> str:
    """Print one part of a date or time, padded as its length asks."""
    width = 2 if len(part) > 1 else 1
    if part[0] == "y":
        return f"{day.year:04d}" if len(part) > _LONGEST_DIGITS else f"{day.year % 100:02d}"
    if part[0] == "m" and not is_minute:
        is_named = len(part) > _LONGEST_DIGITS
        return _MONTHS[3 * day.month - 3 : 3 * day.month] if is_named else f"{day.month:0{width}d}"
    if part[0] == "d":
        return f"{day.day:0{width}d}" if len(part) <= _LONGEST_DIGITS else ""
    if part[0] == "h":
        hour = seconds // 3600
        return f"{(hour - 1) % 12 + 1 if has_half else hour:0{width}d}"
    count = seconds // 60 % 60 if part[0] == "m" else seconds % 60
    return f"{count:0{width}d}"
