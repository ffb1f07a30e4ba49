"""Hedges before and after a number, from one table with its meaning: 约 超 近 不低于 以上 左右.

The table is hedges.toml. A hedge never belongs to a quantity's own span; it widens the outer span,
and it decides the bound. Two hedges agree on one bound by `settle`.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from bayline.kernel.bounds import Bound

# A hedge before the verb: 约可节约20亿元; and before what a share is of: 不超过总量的30%.
_BEFORE_VERB = re.compile(
    r"(?<![公条契合节制签履协特赴失相违缔规纲密隐预])(?:大?约|大概)(?:(?:可以?|能够?|需要?|将|要|共)[一-龥]{0,4}"
    r"|(?:节[约省]|减[少排]|增[加长]?|新增|提[高升]|[上下]?[升降]|占|合|释[放出]|腾[出退]|占地|带动|惠及|涉及|覆盖|消耗|产生|容纳|接待|提供|占[一-龥]{1,5}))$"
)
_BEFORE_WHOLE = re.compile(
    r"(?P<word>不(?:得|能)?超过|不(?:得)?[低高少多]于|超过|不[足到]|接近|[低高]于)"
    r"[^，。；：、0-9\n]{1,12}的$"
)
# 至少召开2次, 最多安排3人
_AT_LEAST = re.compile(
    r"(?:(?P<least>至少|最少|起码)|最多|至多)(?:要|应|须|需|可)?"
    r"(?:召开|举[办行]|开展|组织|安排|完成|建[成设]|新[增建]|培[育训]|引进|检查|走访|提供|保持|拥有|配[备置]"
    r"|设置|进行|参加|发[布放]|更新|开放|报告|[办开设建有用])$"
)
_VERB_REACH, _WHOLE_REACH = 9, 18
_DEEPEST = 3  # words in a chain such as 力争|达到|不低于


class Hedge(NamedTuple):
    """The hedges on one side of a number: how far they reach and what they do together."""

    at: int  # start of the leading hedges, end of the trailing one
    bound: Bound


class _Side(NamedTuple):
    words: dict[str, Bound]
    guards: dict[str, str]
    bare_only: frozenset[str]
    never_first: frozenset[str]
    by_edge: dict[str, tuple[str, ...]]  # by the character that touches the number, longest first


@lru_cache(maxsize=1)
def _sides() -> tuple[_Side, _Side]:
    text = files(__package__).joinpath("hedges.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    before, after = _words(table["before"]), _words(table["after"])
    leading, trailing = table["before_guards"], table["after_guards"]
    bare_only, never_first = frozenset(leading["bare_only"]), frozenset(leading["never_first"])
    return (
        _Side(before, leading["not_after"], bare_only, never_first, _by_edge(before, -1)),
        _Side(after, trailing["not_before"], frozenset(), frozenset(), _by_edge(after, 0)),
    )


def _words(groups: dict[str, list[str]]) -> dict[str, Bound]:
    return {word: Bound(bound) for bound, words in groups.items() for word in words}


def _by_edge(words: dict[str, Bound], edge: int) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        found.setdefault(word[edge], []).append(word)
    return {letter: tuple(group) for letter, group in found.items()}


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
    if not edge or folded[edge - 1] not in side.by_edge:
        return None
    at, bound = edge, Bound.EXACT
    for _ in range(_DEEPEST):
        word = _word_before(folded, at, side=side, bare=bare)
        if not word or (at == edge and word in side.never_first):
            break
        at -= len(word)
        bound = side.words[word] if bound is Bound.EXACT else bound
    return None if at == edge else Hedge(at, bound)


def _word_before(folded: str, at: int, *, side: _Side, bare: bool) -> str:
    for word in side.by_edge.get(folded[at - 1], ()) if at else ():
        if not folded.endswith(word, 0, at) or (word in side.bare_only and not bare):
            continue
        first = at - len(word)
        if not first or folded[first - 1] not in side.guards.get(word, ""):
            return word
    return ""


def afar(folded: str, start: int, *, is_share: bool) -> Hedge | None:
    """Find a hedge that a verb, or the whole of a share, parts from its number.

    Args:
        folded: Folded text.
        start: Where the number begins.
        is_share: Whether it tells a share, so that 的 may stand before it.

    Returns:
        Where the hedge begins and its bound, or None.
    """
    if is_share and folded[start - 1 : start] == "的":
        whole = _BEFORE_WHOLE.search(folded, max(0, start - _WHOLE_REACH), start)
        if whole is not None:
            return Hedge(whole.start(), _sides()[0].words[whole["word"].replace("不能", "不得")])
    reach = folded[max(0, start - _VERB_REACH) : start]
    least = _AT_LEAST.search(reach) if "少" in reach or "多" in reach else None
    if least is not None:
        at = start - len(reach) + least.start()
        return Hedge(at, Bound.AT_LEAST if least["least"] else Bound.AT_MOST)
    if "约" not in reach:
        return None
    verb = _BEFORE_VERB.search(folded, max(0, start - _VERB_REACH), start)
    return None if verb is None else Hedge(verb.start(), Bound.ABOUT)


def after(folded: str, end: int) -> Hedge | None:
    """Find the hedge that follows a number with its unit.

    Args:
        folded: Folded text.
        end: Where the unit ends.

    Returns:
        Where the hedge ends and its bound, or None.
    """
    side = _sides()[1]
    if folded.startswith(" ", end):
        end += 1
    for word in side.by_edge.get(folded[end : end + 1], ()):
        last = end + len(word)
        if not folded.startswith(word, end):
            continue
        if last >= len(folded) or folded[last] not in side.guards.get(word, ""):
            return Hedge(last, side.words[word])
    return None


def settle(own: Bound, *, before: Hedge | None, after: Hedge | None) -> Bound:
    """Agree on one bound.

    Args:
        own: What the number's own characters say (余, a range).
        before: The hedges before it.
        after: The hedge behind it.

    Returns:
        A range stays a range; else the hedge before decides, then the one behind, then its own.
    """
    if own is Bound.RANGE:
        return own
    if before is not None and before.bound is not Bound.EXACT:
        return before.bound
    return own if after is None else after.bound
