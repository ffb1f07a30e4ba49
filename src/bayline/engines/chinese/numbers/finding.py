"""Finding numbers in folded text."""

import re
import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bayline.engines.chinese import hedges
from bayline.engines.chinese.numbers.grammar import CHINESE_FIRST, FORMAL
from bayline.engines.chinese.numbers.parse import Parsed
from bayline.engines.chinese.numbers.reading import read
from bayline.engines.chinese.numbers.spaced import (
    DOZENS,
    FIGURE,
    FRACTION,
    MIXED_FRACTION,
    PERCENT,
    SIGNED,
    START,
    TENTHS,
    WHOLE,
)
from bayline.engines.chinese.terms import Number
from bayline.engines.chinese.units import alternation, classifiers, units
from bayline.kernel.bounds import Bound

_SPLIT = re.compile(" ?(?:-|--|—|——|~|至|到) ?")
_MORE = frozenset("余多来")
_WIDEST_SPLIT = 4
_SCALES = frozenset("百千万亿兆")
_CODE = re.compile("0[0-9]")
_LONE = frozenset("一二三四五六七八九两十")


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """Build the pattern of numbers; its last group names the branch that matched.

    It is to be matched where `starts` finds a sign that may begin one.
    """
    branches = {
        "figure": FIGURE,
        "skip": f"{alternation(_words()['words'], guards=_words()['guards'])}|https?://[^\\s，。；、]{{1,999}}+",
        "ordinal": f"第 ?{WHOLE}",
        "percent": PERCENT,
        "mixed": MIXED_FRACTION,
        "fraction": FRACTION,
        "tenths": TENTHS,
        "dozens": DOZENS,
        "half": "[一1]?半(?![岛径成球])|半数",
        "whole": SIGNED,
    }
    union = "|".join(f"(?P<{name}>{branch})" for name, branch in branches.items())
    return re.compile(f"(?<![A-Za-z0-9])(?<![0-9]\\.)(?:{union})")


@lru_cache(maxsize=1)
def starts() -> re.Pattern[str]:
    """Build the quick look for signs that may begin a number: 好 before 几 only, 数 before 百.

    It takes one character, so that a search over all of a text stops at each place in turn.
    """
    onward = f"{CHINESE_FIRST}{FORMAL}0-9. "
    plain = "".join(sorted({*CHINESE_FIRST, *FORMAL, *"半."} - {*"好数参肆伍陆拾"}))
    return re.compile(
        f"[{START}h](?:(?<=[{plain}])|(?<=[0-9])(?<![A-Za-z0-9].)|(?<=好)(?=几)|(?<=数)(?=[十百千万亿])"
        f"|(?<=[第负参肆伍陆拾-])(?=[{onward}])|(?<=对)(?=折)|(?<=h)(?=ttp))"
    )


@lru_cache(maxsize=1)
def _followers() -> frozenset[str]:
    groups = classifiers()
    counted = [*units(), *groups["any"], *groups["figures"]]
    return frozenset(_words()["followers"]) | {word[0] for word in counted}


def numbers(folded: str) -> list[Number]:
    """Find every number expression, in text order.

    Args:
        folded: Text folded by `script.fold`; spans hold in the original.

    Returns:
        Numbers with value, bound and the size of one unit in the last digit stated. A plain range
        (三到五, 5%—6%) is one number with `high`; 余 and 多 behind a number set its bound.
    """
    found: list[Number] = []
    grammar, end = pattern().match, 0
    for hint in starts().finditer(folded):
        start = hint.start()
        match = grammar(folded, start) if start >= end else None
        if match is None:
            continue
        end, group = match.end(), match.lastgroup
        if group is None or group == "skip":
            continue
        parsed = read(match.group(), group)
        if parsed is not None and end - start == 1:
            parsed = _lone(folded, start, parsed)
        if parsed is None:
            continue
        if group == "whole" and end < len(folded) and folded[end] in _MORE:
            parsed = _more(parsed, folded[end])
        number = Number(start, end, *parsed)
        if found and start - found[-1].end <= _WIDEST_SPLIT and _joins(folded, found[-1], number):
            found[-1] = found[-1]._replace(end=end, high=_top(number), bound=Bound.RANGE)
        else:
            found.append(number)
    return found


def _lone(folded: str, at: int, parsed: Parsed) -> Parsed | None:
    """Keep a lone sign that is a number: 九年, 是五, and 百 where a hedge says so (上百, 百余)."""
    if folded[at] not in _SCALES:
        return parsed if _stands(folded, at) else None
    hedge = hedges.before(folded, at, bare=True)
    if hedge is not None and hedge.bound is not Bound.EXACT:
        return parsed._replace(bound=hedge.bound)
    return parsed if folded[at + 1 : at + 2] in {"余", "多"} else None


def _more(parsed: Parsed, word: str) -> Parsed:
    if parsed.bound is not Bound.EXACT:
        return parsed
    return parsed._replace(bound=Bound.ABOUT if word == "来" else Bound.OVER)


def _stands(folded: str, at: int) -> bool:
    """Tell a lone numeral that is a number (九年, 是五) from a letter of a word (四川, 统一)."""
    sign = folded[at]
    if sign not in _LONE:
        return sign.isdecimal() or sign in "零〇半廿卅卌壹贰叁柒捌玖"
    behind = folded[at + 1 : at + 3].lstrip(" ")[:1]
    before = folded[at - 1 : at]
    if sign == "一" and before and before in _words()["closed"]:
        return False
    if behind and "一" <= behind <= "龥":
        return behind in _followers()
    return not ("一" <= before <= "龥") or before in _words()["leaders"]


def _joins(folded: str, first: Number, second: Number) -> bool:
    """Tell whether two numbers are the ends of a range, no date or telephone."""
    if first.high is not None or not _SPLIT.fullmatch(folded, first.end, second.start):
        return False
    top = _top(second)
    if first.value is None or top is None or first.value > top:
        return False
    if folded[second.start - 1] != "-":
        return True
    around = {folded[second.end : second.end + 1], folded[max(0, first.start - 1) : first.start]}
    return "-" not in around and not _CODE.match(folded, first.start)


def _top(number: Number) -> Decimal | None:
    return number.value if number.high is None else number.high
