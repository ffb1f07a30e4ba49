"""Units and what they are worth in base units: 亩, 亿元人民币, 吨标准煤, 微克/立方米, 个, 人次.

The tables are units.toml (money, measures, durations, ratios) and classifiers.toml (what counts).
"""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any, NamedTuple

from bayline.engines.chinese.terms import QuantityKind


class Unit(NamedTuple):
    """A unit as printed and its worth: `number * times / over` base units."""

    base: str
    kind: QuantityKind
    times: int
    over: int

    def factor(self) -> Decimal:
        """Give the base units in one of this unit, to 28 digits where thirds are involved."""
        return Decimal(self.times) / Decimal(self.over)


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Read the table of units with a fixed worth.

    Returns:
        Each folded spelling with its unit.
    """
    found: dict[str, Unit] = {}
    for section in _table("units.toml")["unit"]:
        kind = QuantityKind(section["kind"])
        for spelling, factor in section["spellings"].items():
            exact = Fraction(factor)
            found[spelling] = Unit(section["base"], kind, exact.numerator, exact.denominator)
    return found


@lru_cache(maxsize=1)
def classifiers() -> dict[str, tuple[str, ...]]:
    """Read the words that count things.

    Returns:
        Under `any` those that may follow a lone Chinese digit too (三家), under `figures` those
        that need an Arabic or larger number (12例, 三十例), since after one digit they mostly form
        other words (三方); under `places` counted places (9镇), under `half` what may follow 半.
    """
    table = _table("classifiers.toml")
    return {group: tuple(words) for group, words in table.items()}


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def alternation(words: Iterable[str], *, guards: Mapping[str, str] | None = None) -> str:
    """Write words as one pattern that matches the longest of them, branching letter by letter.

    Args:
        words: Plain words, at least one.
        guards: For some words, the characters that must not follow (方: 案 as in 方案).

    Returns:
        A regular expression that tries at most one branch per letter.
    """
    checks = {word: f"(?![{characters}])" for word, characters in (guards or {}).items()}
    return _branches(sorted({(word, checks.get(word, "")) for word in words}))


def _branches(words: list[tuple[str, str]]) -> str:
    ends = [check for rest, check in words if not rest]
    parts = []
    longer = [(rest, check) for rest, check in words if rest]
    for letter, group in groupby(longer, key=lambda word: word[0][0]):
        parts.append(_escape(letter) + _branches([(rest[1:], check) for rest, check in group]))
    if ends and not ends[0] and parts:
        return f"(?:{'|'.join(parts)})?"
    parts += ends
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _escape(letter: str) -> str:
    return "\\" + letter if letter in r".^$*+?{}[]\|()/-" else letter
