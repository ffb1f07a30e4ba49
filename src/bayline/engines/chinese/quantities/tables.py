"""The word tables of the quantity grammar, read once from stops.toml and neighbors.toml."""

import tomllib
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=2)
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def stop_patterns() -> list[str]:
    """Give the patterns of what looks like a quantity and is none; DIGIT is a Chinese numeral."""
    return list(_table("stops.toml")["patterns"])


def stop_words() -> list[str]:
    """Give the words and names that begin like a count: 三门峡, 五位一体."""
    return list(_table("stops.toml")["words"])


def neighbors(name: str) -> frozenset[str]:
    """Give one list of words beside numbers.

    Args:
        name: A list of neighbors.toml, such as `people` or `denominators`.

    Returns:
        Its words.
    """
    return frozenset(_table("neighbors.toml")[name])


def guards() -> dict[str, str]:
    """Give the characters that may not follow a unit: 方 is none in 方案."""
    return dict(_table("neighbors.toml")["guards"])


@lru_cache(maxsize=1)
def minor_units() -> dict[str, dict[str, Fraction]]:
    """Give the smaller units that may follow a unit, and what share of it each is (元: 角 1/10)."""
    return {
        unit: {minor: Fraction(share) for minor, share in minors.items()}
        for unit, minors in _table("neighbors.toml")["minors"].items()
    }
