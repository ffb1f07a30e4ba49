"""Write whole numbers in the forms that Word numbers lists with (ST_NumberFormat).

Source: ISO/IEC 29500-1:2016, 17.18.59; the Chinese forms as Word prints them.
"""

from collections.abc import Callable

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LONGEST_ROMAN = 4000
_LONGEST_LETTERS = 780  # Word repeats a letter up to thirty times
_DIGITS = "○一二三四五六七八九"
_SIMPLE = "零一二三四五六七八九", "十百千", "万"
_SIMPLE_TRADITIONAL = "零一二三四五六七八九", "十百千", "萬"
_LEGAL = "零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬"
_HUNDRED = 100
_TEN_THOUSAND = 10_000
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = [*map(chr, range(0x2460, 0x2474)), *map(chr, range(0x3251, 0x3260))]
_IN_PARENTHESES = [*map(chr, range(0x2474, 0x2488))]
_WITH_STOP = [*map(chr, range(0x2488, 0x249C))]
_HAN_CIRCLED = [*map(chr, range(0x3280, 0x328A))]


def counted(number: int, form: str) -> str:
    """Write a number in a form of Word's; in one that is not known in Arabic numerals.

    Args:
        number: Zero or more.
        form: The name of the form: decimal, chineseCounting, upperRoman.
    """
    if form == "none":
        return ""
    write = _FORMS.get(form)
    return write(number) if write else str(number)


def _roman(number: int) -> str:
    if not 0 < number < _LONGEST_ROMAN:
        return str(number)
    written = ""
    for size, letters in _ROMAN:
        times, number = divmod(number, size)
        written += letters * times
    return written


def _letters(number: int) -> str:
    """Write A to Z, then AA, BB: Word repeats the letter."""
    if not 0 < number <= _LONGEST_LETTERS:
        return str(number)
    times, at = divmod(number - 1, 26)
    return chr(ord("A") + at) * (times + 1)


def _han(number: int, digits: str, places: str, *, myriad: str, bare_ten: bool = True) -> str:
    """Write 365 as 三百六十五; `bare_ten` writes 12 as 十二, not as 一十二."""
    if number >= _TEN_THOUSAND:
        high, low = divmod(number, _TEN_THOUSAND)
        written = _han(high, digits, places, myriad=myriad) + myriad
        gap = digits[0] if 0 < low < _TEN_THOUSAND // 10 else ""
        rest = _han(low, digits, places, myriad=myriad, bare_ten=False) if low else ""
        return written + gap + rest
    written, skipped = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            gap = digits[0] if skipped and written else ""
            is_bare = bare_ten and power == 1 and digit == 1 and not written
            place = places[power - 1] if power else ""
            written += gap + ("" if is_bare else digits[digit]) + place
        skipped = not digit
    return written or digits[0]


def _simple(number: int) -> str:
    return _han(number, *_SIMPLE[:2], myriad=_SIMPLE[2])


def _simple_traditional(number: int) -> str:
    return _han(number, *_SIMPLE_TRADITIONAL[:2], myriad=_SIMPLE_TRADITIONAL[2])


def _legal(number: int) -> str:
    return _han(number, *_LEGAL[:2], myriad=_LEGAL[2], bare_ten=False)


def _legal_traditional(number: int) -> str:
    return _han(number, *_LEGAL_TRADITIONAL[:2], myriad=_LEGAL_TRADITIONAL[2], bare_ten=False)


def _short(number: int) -> str:
    """Write 21 as 二十一 and from a hundred on digit by digit, as the plain Chinese form does."""
    return _simple(number) if number < _HUNDRED else _digits(number)


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))


def _padded(number: int) -> str:
    return f"{number:02}"


def _one_of(signs: str | list[str], otherwise: Callable[[int], str]) -> Callable[[int], str]:
    """Count by signs that stand for one number each; beyond the last another form goes on."""

    def write(number: int) -> str:
        return signs[number - 1] if 0 < number <= len(signs) else otherwise(number)

    return write


def _upper_roman_small(number: int) -> str:
    return _roman(number).lower()


def _small_letters(number: int) -> str:
    return _letters(number).lower()


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": _padded,
    "upperRoman": _roman,
    "lowerRoman": _upper_roman_small,
    "upperLetter": _letters,
    "lowerLetter": _small_letters,
    "chineseCounting": _short,
    "chineseCountingThousand": _simple,
    "japaneseCounting": _simple,
    "taiwaneseCounting": _short,
    "taiwaneseCountingThousand": _simple_traditional,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": _one_of(_STEMS, str),
    "ideographZodiac": _one_of(_BRANCHES, str),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _one_of(_CIRCLED, str),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED, str),
    "decimalEnclosedParen": _one_of(_IN_PARENTHESES, str),
    "decimalEnclosedFullstop": _one_of(_WITH_STOP, str),
    "ideographEnclosedCircle": _one_of(_HAN_CIRCLED, str),
}
