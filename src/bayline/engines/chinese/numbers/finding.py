"""Finding numbers in folded text."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from bayline.engines.chinese.numbers.parse import Parsed
from bayline.engines.chinese.numbers.reading import read
from bayline.engines.chinese.numbers.spaced import (
    DOZENS,
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
_LONE = frozenset("一二三四五六七八九两十")


@lru_cache(maxsize=1)
def _words() -> dict[str, str | list[str]]:
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """Build the pattern of numbers; its last group names the branch that matched."""
    branches = {
        "skip": f"{alternation(_words()['words'], guards={'万万': '分'})}|https?://[^\\s，。；、]{{1,999}}+",
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
    return re.compile(f"(?=[{START}h])(?<![A-Za-z0-9])(?<![0-9]\\.)(?:{union})")


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
    for match in pattern().finditer(folded):
        group = match.lastgroup
        if group is None or group == "skip":
            continue
        start, end = match.span()
        parsed = read(match.group(), group)
        if parsed is None or (end - start == 1 and not _stands(folded, start)):
            continue
        if group == "whole" and folded[end : end + 1] in _MORE and end < len(folded):
            parsed = _more(parsed)
        if found and 0 < start - found[-1].end <= 4 and _joins(folded, found[-1], start, end):
            found[-1] = _joined(found[-1], end, parsed)
        else:
            found.append(Number(start, end, *parsed))
    return found


def _more(parsed: Parsed) -> Parsed:
    return parsed._replace(bound=Bound.OVER) if parsed.bound is Bound.EXACT else parsed


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


def _joins(folded: str, first: Number, start: int, end: int) -> bool:
    if first.high is not None or _SPLIT.fullmatch(folded, first.end, start) is None:
        return False
    dash = folded[start - 1] == "-"
    if dash and (folded[end : end + 1] == "-" or folded[first.start - 1 : first.start] == "-"):
        return False  # 2021-10-14 is a date
    return (folded[first.start] == "第") <= (folded[start] == "第" or True)


def _joined(first: Number, end: int, parsed: Parsed) -> Number:
    value = first.value
    if value is not None and value > parsed.value:
        return first
    return first._replace(end=end, high=parsed.high or parsed.value, bound=Bound.RANGE)
