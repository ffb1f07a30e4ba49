"""The one pattern that finds quantities, built once from the tables of units and classifiers.

It begins with the number itself; what stands before it (人民币, 负, 第) is looked at from there.
Figures and Chinese numerals have their own branches.
"""

import re
from functools import lru_cache

from bayline.engines.chinese.numbers.grammar import (
    CHINESE,
    CHINESE_LONG,
    DIGIT,
    GOING_ON,
    MIXED,
    TO,
)
from bayline.engines.chinese.numbers.spaced import WHOLE
from bayline.engines.chinese.quantities.tables import guards, neighbors, stop_patterns, stop_words
from bayline.engines.chinese.terms import QuantityKind
from bayline.engines.chinese.units import alternation, classifiers, units

# A figure must not begin inside a code, a version or another figure, nor name an ordinal.
_FREE = r"(?<![A-Za-z0-9第])(?<![0-9][.,])"
# A Chinese numeral must not begin inside another, nor name an ordinal (第十四届).
_ALONE = f"(?<![{GOING_ON}第0-9])"
# 台（套）, 套（间）: a second classifier in brackets belongs to the unit.
_PAIRED = "(?:[（(][个家套间台辆座处所条项人次名户件只头张支部场艘架批宗起例段组][）)])?"
_HALF = "(?:半(?![个年月天小径数岛]))?"
_LIMIT = "日(?=[以之]?内)"  # 15日内 is a length of time, 15日 a day
_END = r"(?=[，。；、！：）)\s]|$)"
_RANK_UNIT = "[位名](?![的次])"
# The upper end of 百分之三到五; a unit behind it would make a number of its own.
_PARTS_TO = f"{TO}(?:{MIXED}|{CHINESE})(?=[，。；、！）)\\s之左的以不]|$)"
# What most figures are: a share, or an amount of money in 万 or 亿, with no more to its unit.
_FIGURE = (
    rf"{_FREE}[0-9]{{1,12}}(?:\.[0-9]{{1,6}})?"
    "(?:%(?![/每（(])|(?:万亿|[万亿])元(?![/每（(半人美港新台钱整]))"
)
# A figure without a unit, which the noun before it may make an index or a ratio: 系数0.57, 1.85:1.
_INDEX = r"[0-9]{1,5}(?:\.[0-9]{1,4})?"
_NO_UNIT = r"(?=[，。；、！）)\s的左以]|[缩下降升提扩增调优变收][到至小为高大升降整化]|$)"
# Places counted behind a list of their names, or as what a clause is on: 甲、乙、丙三县, 该四镇.
_SPOT_LEAD = "(?:(?<=等)|(?<=该)|(?<=这)|(?<=、[一-龥]{2})|(?<=、[一-龥]{3})|(?<=、[一-龥]{4}))"
_SPOT = (
    f"(?:{_SPOT_LEAD}(?:[三四五六七八九]|十[一二三四五六七八九]?)(?:省区市|省[区市]|县[市区]|市县|区县|乡镇|[县镇乡村省国市区州])"
    "|(?<=[，。；])(?:[三四五六七八九]|十[一二三四五六七八九]?)(?:乡镇|[县镇]))"
    "(?![一二三四五六七八九十”」』级长委情域])"
)
_NOT_TENTHS = "(?![立为功员长本都果熟效了交品年分绩型就因])"
_NO_MONEY = "(?![元美港欧日英一-龥]{0,2}[元币])"


def lone_units(numeral: str) -> frozenset[str]:
    """Give the units that make a lone Chinese digit a figure.

    Args:
        numeral: 半, 一, 二 or a digit above.

    Returns:
        After 两 and above all units that form no other word (三方, 五里 do). 一家 and 一项 only
        mean "a", and 二次 names, so 一 and 二 count with measures only (一公里, 一个月).
    """
    return _lone_units({"半": "half", "一": "one", "二": "one"}.get(numeral, "digit"))


@lru_cache(maxsize=3)
def _lone_units(kind: str) -> frozenset[str]:
    if kind == "half":
        return frozenset(classifiers()["half"])
    known = units()
    fixed = frozenset(word for word in known if not word.isascii()) - neighbors("shy_units")
    if kind == "digit":
        return fixed | frozenset(classifiers()["any"])
    measured = {word for word in fixed if known[word].kind is not QuantityKind.COUNT}
    return frozenset(measured) - neighbors("never_after_one")


def _tail() -> str:
    """A unit, with what may hang on it: 微克|/立方米, 台|（套）, 米|半. 方 is none in 方案."""
    groups = classifiers()
    known = [word for word in units() if word != "日"]
    unit = alternation([*known, *groups["any"], *groups["figures"]], guards=guards())
    below = alternation(neighbors("denominators"))
    per = alternation(neighbors("per"))
    return f"(?:{unit}(?:/{below}|每{per})?{_PAIRED}{_HALF}|{_LIMIT})"


def _plain() -> str:
    """A number with its unit; a lone Chinese digit is held against `lone_units` when it is read."""
    first_after_one = "".join(sorted({word[0] for word in lone_units("一")} - {"块"}))
    figures = rf"{_FREE}{MIXED}(?:{TO}{MIXED})?(?: ?[余多来])? {{0,2}}"
    range_ = f"(?:{TO}{CHINESE})"
    chinese = (
        f"{_ALONE}(?:(?:{CHINESE_LONG}{range_}?|[一二三四五六七八九两]{range_})[余多来]?"
        f"|[两三四五六七八九]|[一二](?=[{first_after_one}]|块[二三四五六七八九])|(?<![上下前后大过])半|若干)"
    )
    places = alternation(classifiers()["places"], guards=guards())
    return f"(?:{figures}|{chinese}){_tail()}|{_FREE}[0-9]{{1,3}}{places}"


def _figure_branches() -> dict[str, str]:
    return {
        "share": r"(?<![A-Za-z0-9./])[1-9][0-9]?/[1-9][0-9]{0,3}(?![A-Za-z0-9./])",
        "warmth": f"(?:(?<=氏)|(?<=氏温度)){MIXED} ?[度°]",
        "term": (
            "(?:(?<=[少低多]于)|(?<=超过)|(?<=为期)|(?<=满))[1-9][0-9]{0,2}日(?![至到—~前后-])"
        ),
        # Thousands parted by blanks: 18 900宗, but not 2023 100个.
        "thin": (
            rf"{_FREE}(?<![0-9] )(?=[1-9][0-9]{{0,2}} [0-9]{{3}})[0-9 ]{{5,15}}(?<! )"
            rf"(?:\.[0-9]{{1,3}})?(?:万亿|[万亿])? ?(?:{_tail()}|%)"
        ),
        # GDP117亿元, CPI涨1.2%: letters right before money or a share are a word, not a code.
        "lettered": (
            r"(?<=[A-Z][A-Z])[0-9]{1,12}(?:\.[0-9]{1,6})?"
            r"(?:%(?![/每])|(?:万亿|[万亿])(?:美|港|欧|日)?元(?![/每]))"
        ),
        "sign": rf"(?:(?<=[¥$€£])|(?<=[¥$€£] )|(?<=[港民台门]币)|(?<=[港民台门]币 )){MIXED}",
    }


def _tenths() -> str:
    return (
        f"{_ALONE}[一两二三四五六七八九十](?:点[{DIGIT}])?成(?:[{DIGIT}半])?{_NOT_TENTHS}"
        f"|(?<=打)(?:{MIXED}|[{DIGIT}]{{1,2}}(?:点[{DIGIT}])?)折|翻了?[一两二三四]番"
    )


def _shared_branches() -> dict[str, str]:
    part_unit = alternation(classifiers()["half"])
    number = f"(?:{_FREE}{MIXED}|{_ALONE}{CHINESE})"
    return {
        "spot": _SPOT,
        "part": (
            f"(?:{number}|{_ALONE}[百千万])分之(?:{MIXED}|{CHINESE})(?:{_PARTS_TO}|{part_unit})?"
            f"|{_ALONE}(?<!好)(?:一半|半数|对半)(?:{part_unit})?"
        ),
        "loose": f"{number}(?<=[万亿])[余多]?{_NO_MONEY}",
        "crowd": f"{number}(?<![万亿]) ?[余多](?={alternation(neighbors('people'))})",
        "points": (
            f"(?:(?=[0-9]){_FREE}|(?![0-9]){_ALONE}){WHOLE} {{0,3}}个 {{0,2}}百 {{0,2}}分 {{0,2}}点"
        ),
        "index": f"(?=[0-9]){_FREE}{_INDEX}(?:[:：∶]{_INDEX})?{_NO_UNIT}",
    }


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """Build the pattern of quantities, to be matched at the places that `starts` finds.

    Returns:
        A pattern whose last group names the branch that matched; `stop` groups are no quantities.
    """
    numeral = f"[{DIGIT}十百千万两]"
    stops = [one.replace("DIGIT", numeral) for one in stop_patterns()]
    first = {
        "figure": _FIGURE,
        "rank": f"(?<=第)(?:{MIXED}|{CHINESE})(?:{_RANK_UNIT}|{_END})",
        "stop": "|".join([*stops, alternation(stop_words())]),
        "tenths": _tenths(),
        "plain": _plain(),
    }
    return re.compile(
        f"{_named(first)}|(?=[0-9])(?:{_named(_figure_branches())})|{_named(_shared_branches())}"
    )


def _named(branches: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{branch})" for name, branch in branches.items())
