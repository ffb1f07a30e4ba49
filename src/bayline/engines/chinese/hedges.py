"""Hedges before and after a number, from one table with its meaning: 约 超 近 不低于 以上 左右.

The table is hedges.toml. A hedge never belongs to a quantity's own span; it widens the outer span, and it
decides the bound. Two hedges agree on one bound by `settle`.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from bayline.kernel.bounds import Bound

_DEEPEST = 3  # words in a chain such as 力争|达到|不低于


class Hedge(NamedTuple):
    """The hedges on one side of a number: how far they reach and what they do together."""

    at: int  # start of the leading hedges, end of the trailing one
    bound: Bound


class _Side(NamedTuple):
    words: dict[str, Bound]
    guards: dict[str, str]
    bare_only: frozenset[str]
    edges: frozenset[str]  # characters that touch the number
    lengths: tuple[int, ...]  # longest first


@lru_cache(maxsize=1)
def _sides() -> tuple[_Side, _Side]:
    text = files(__package__).joinpath("hedges.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    before, after = _words(table["before"]), _words(table["after"])
    return (
        _Side(
            before,
            table["before_guards"]["not_after"],
            frozenset(table["before_guards"]["bare_only"]),
            frozenset(word[-1] for word in before),
            _lengths(before),
        ),
        _Side(
            after,
            table["after_guards"]["not_before"],
            frozenset(),
            frozenset(word[0] for word in after),
            _lengths(after),
        ),
    )


def _words(groups: dict[str, list[str]]) -> dict[str, Bound]:
    return {word: Bound(bound) for bound, words in groups.items() for word in words}


def _lengths(words: dict[str, Bound]) -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in words}, reverse=True))


def meanings() -> dict[str, dict[str, Bound]]:
    """List every hedge with the bound it states.

    Returns:
        For `before` and `after`, each hedge word and its bound.
    """
    before, after = _sides()
    return {"before": dict(before.words), "after": dict(after.words)}


def before(folded: str, start: int, *, bare: bool = False) -> Hedge | None:
    """Find the hedges that lead up to a number.

    Args:
        folded: Folded text.
        start: Where the number begins.
        bare: Whether the number is a lone 百, 千, 万 or 亿, which 上 may hedge.

    Returns:
        Where the hedges begin and the bound of the one that states one, or None.
    """
    side = _sides()[0]
    edge = start - 1 if start and folded[start - 1] == " " else start
    if edge == 0 or folded[edge - 1] not in side.edges:
        return None
    at, bound = edge, Bound.EXACT
    for _ in range(_DEEPEST):
        word = _word_before(folded, at, side=side, bare=bare)
        if not word:
            break
        at -= len(word)
        bound = side.words[word] if bound is Bound.EXACT else bound
    return None if at == edge else Hedge(at, bound)


def _word_before(folded: str, at: int, *, side: _Side, bare: bool) -> str:
    for length in side.lengths:
        word = folded[max(0, at - length) : at]
        if word not in side.words or (word in side.bare_only and not bare):
            continue
        previous = folded[at - len(word) - 1 : at - len(word)]
        if not previous or previous not in side.guards.get(word, ""):
            return word
    return ""


def after(folded: str, end: int) -> Hedge | None:
    """Find the hedge that follows a number with its unit.

    Args:
        folded: Folded text.
        end: Where the unit ends.

    Returns:
        Where the hedge ends and its bound, or None.
    """
    side = _sides()[1]
    if folded[end : end + 1] == " ":
        end += 1
    if end >= len(folded) or folded[end] not in side.edges:
        return None
    for length in side.lengths:
        word = folded[end : end + length]
        if word not in side.words:
            continue
        follower = folded[end + len(word) : end + len(word) + 1]
        if not follower or follower not in side.guards.get(word, ""):
            return Hedge(end + len(word), side.words[word])
    return None


def settle(own: Bound, *, before: Hedge | None, after: Hedge | None) -> Bound:
    """Agree on one bound: a range stays one, then the hedge before, the one after, the number's own 余."""
    if own is Bound.RANGE:
        return own
    if before is not None and before.bound is not Bound.EXACT:
        return before.bound
    return own if after is None else after.bound
