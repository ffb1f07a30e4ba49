"""The one pattern that finds quantities, built once from the tables of units and classifiers."""

import re
import tomllib
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bayline.engines.chinese.numbers.grammar import (
    CHINESE,
    CHINESE_FIRST,
    CHINESE_LONG,
    DIGIT,
    FIRST,
    MIXED,
    TO,
)
from bayline.engines.chinese.numbers.spaced import SIGNED
from bayline.engines.chinese.terms import QuantityKind
from bayline.engines.chinese.units import alternation, classifiers, units

# A Chinese numeral must not begin inside another, nor name an ordinal (第十四届).
_ALONE = f"(?<![{CHINESE_FIRST}第0-9])"
# 台（套）, 套（间）: a second classifier in brackets belongs to the unit.
_PAIRED = "(?:[（(][个家套间台辆座处所条项人次名户件只头张支部场艘架批宗起例][）)])?"
_HALF = "(?:半(?![个年月天小径数岛]))?"
CURRENCY_SIGNS = {
    "人民币": "CNY",
    "¥": "CNY",
    "RMB": "CNY",
    "US$": "USD",
    "$": "USD",
    "HK$": "HKD",
    "港币": "HKD",
    "€": "EUR",
    "£": "GBP",
    "NT$": "TWD",
}


@lru_cache(maxsize=1)
def stops() -> dict[str, list[str]]:
    """Read the lists of the stop grammar: what looks like a quantity and is none."""
    return {name: value for name, value in _stop_table().items() if isinstance(value, list)}


@lru_cache(maxsize=1)
def minor_units() -> dict[str, dict[str, Fraction]]:
    """Read which smaller units may follow a unit and what share of it they are (元: 角 1/10)."""
    return {
        unit: {minor: Fraction(share) for minor, share in minors.items()}
        for unit, minors in _stop_table()["minors"].items()
    }


@lru_cache(maxsize=1)
def _stop_table() -> dict[str, Any]:
    text = files(__package__).joinpath("stops.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _words(words: Iterable[str]) -> str:
    """Write units as a pattern in which none is the beginning of another word (3.0方|案)."""
    return alternation(words, guards=_stop_table()["guards"])


def _after_figures() -> str:
    groups = classifiers()
    return _words([*units(), *groups["any"], *groups["figures"]])


def _after_long() -> str:
    """Units after a Chinese numeral of more than one digit: 三十方, 百亿元."""
    groups = classifiers()
    fixed = [word for word in units() if not word.isascii()]
    return _words([*fixed, *groups["any"], *groups["figures"]])


def _after_digit() -> str:
    """Units after one Chinese digit, where many form other words: 三方, 两元, 五里."""
    shy = set(stops()["shy_units"])
    fixed = [word for word in units() if not word.isascii() and word not in shy]
    return _words([*fixed, *classifiers()["any"]])


def _after_one() -> str:
    """Units that make even 一 a figure: 一公里, 一个月; 一家 and 一项 only mean "a"."""
    shy = {*stops()["shy_units"], *stops()["never_after_one"]}
    return _words(
        word
        for word, unit in units().items()
        if unit.kind is not QuantityKind.COUNT and not word.isascii() and word not in shy
    )


def _after_half() -> str:
    return _words(classifiers()["half"])


def _measures() -> list[str]:
    return [
        word
        for word, unit in units().items()
        if unit.kind is QuantityKind.MEASURE and not word.isascii() and word not in stops()["shy_units"]
    ]


def _tail(units_: str) -> str:
    """A unit, with what may hang on it: 微克|/立方米, 台|（套）, 米|半."""
    per = f"(?:[/每]{alternation(stops()['denominators'])})?"
    return f"{units_}{per}{_PAIRED}{_HALF}"


def _figures() -> str:
    sign = "(?:(?<![0-9A-Za-z)）%])-|负)?"
    places = _words(classifiers()["places"])
    return (
        rf"(?<![A-Za-z0-9])(?<![0-9][.,])(?:{sign}{MIXED}(?:{TO}{MIXED})?(?: ?[余多来])? {{0,2}}"
        rf"{_tail(_after_figures())}|[0-9]{{1,3}}{places})"
    )


def _chinese() -> str:
    range_ = f"(?:{TO}{CHINESE})"
    return (
        f"{_ALONE}负?(?:"
        f"(?:{CHINESE_LONG}{range_}?|[一二三四五六七八九两]{range_})[余多来]?{_tail(_after_long())}"
        f"|[两三四五六七八九]{_tail(_after_digit())}"
        f"|一块(?=[二三四五六七八九])|[一二]{_tail(_after_one())}"
        f"|(?<![上下前后大过])半(?:{_after_half()})(?![岛径成])|若干(?:[个项件条家种类]|名(?!额)))"
    )


def _loose(word: str) -> str:
    """A number in 万 or 亿 whose unit is not printed: 405万|皖北群众, 技能人才|74万."""
    return f"(?<![A-Za-z0-9.]){_ALONE}{word}(?<=[万亿])(?:[余多])?(?![元美港欧日英一-龥]{{0,2}}[元币])"


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """Build the pattern of quantities.

    Returns:
        A pattern whose last group names what was found: `rank`, `stop`, `tenths`, `part`, `figures`,
        `chinese`, `loose`, `warmth`, `points`, `sign`.
    """
    table = stops()
    whole = f"(?:{MIXED}|{CHINESE})"
    numeral = f"[{DIGIT}十百千万两]"
    branches = {
        "rank": f"第{whole}(?:[位名](?!的|次)|(?=[，。；、！：）)\\s]|$))",
        "stop": "|".join([*table["patterns"], alternation(table["words"])]).replace("DIGIT", numeral),
        "tenths": (
            f"(?<![A-Za-z0-9.]){_ALONE}(?:{MIXED}|[一两二三四五六七八九十])(?:点[{DIGIT}])?"
            f"成(?:[{DIGIT}半])?(?![立为功员长本都果熟效了交品年分绩型就因])"
            f"|(?<=打)(?:{MIXED}|[{DIGIT}]{{1,2}}(?:点[{DIGIT}])?)折|翻了?[一两二三四]番"
        ),
        "part": (
            f"(?<![A-Za-z0-9]){_ALONE}(?:(?:[百千万]|{whole})分之{whole}|一半|半数|对半)(?:{_words(_measures())})?"
            "|(?<![A-Za-z0-9./])[1-9][0-9]?/[1-9][0-9]{0,3}(?![A-Za-z0-9./])"
        ),
        "figures": f"(?=[0-9负-]){_figures()}",
        "chinese": f"(?=[{CHINESE_FIRST}半若负]){_chinese()}",
        "loose": _loose(whole),
        "warmth": f"[摄华]氏(?:温度)? ?{SIGNED} ?[度°]",
        "points": f"{_ALONE}{SIGNED} {{0,3}}个 {{0,2}}百 {{0,2}}分 {{0,2}}点",
        "sign": f"{alternation(CURRENCY_SIGNS)} {{0,2}}{whole}(?:{_after_figures()})?",
    }
    union = "|".join(f"(?P<{name}>{branch})" for name, branch in branches.items())
    return re.compile(f"(?=[{FIRST}人¥RUH$港€£N第半若翻劣红金负摄华])(?:{union})")
