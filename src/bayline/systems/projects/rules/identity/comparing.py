"""Two names held against one another: same, another part of the same, unsure, or different."""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from bayline.systems.projects.rules.identity.names import Name

SAME_LEAST = 0.80  # share of characters in common from which names are one; see benchmarks
UNSURE_LEAST = 0.60


class Relation(StrEnum):
    """What two names are to each other."""

    SAME = "same"
    PART = "part"  # another phase, an extension, what is built beside it
    UNSURE = "unsure"  # for a person to look at
    DIFFERENT = "different"


class Comparison(NamedTuple):
    """What comparing two names came to.

    Attributes:
        relation: What they are to each other.
        score: Share of the characters in common, what is explained left aside; 1 is all.
        added: Pieces that only the second has.
        dropped: Pieces that only the first has.
        swapped: Pieces of the first with what stands for them in the second.
    """

    relation: Relation
    score: float
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    swapped: tuple[tuple[str, str], ...] = ()


_EQUAL = Comparison(Relation.SAME, 1.0)
_NOTHING = Comparison(Relation.DIFFERENT, 0.0)


def compared(a: Name, b: Name) -> Comparison:
    """Compare two names that were taken apart."""
    if a.core == b.core:
        return _EQUAL if a.phases == b.phases else _EQUAL._replace(relation=Relation.PART)
    if Indel.normalized_similarity(a.core, b.core, score_cutoff=UNSURE_LEAST - 0.1) == 0:
        return _NOTHING
    added, dropped, swapped = _differences(a.core, b.core)
    added = [piece for piece in added if piece not in a.details]  # it stood in brackets
    dropped = [piece for piece in dropped if piece not in b.details]
    unlike = sum(map(len, added)) + sum(map(len, dropped))
    unlike += sum(len(old) + len(new) for old, new in swapped)
    score = 1 - unlike / (len(a.core) + len(b.core))
    pieces = (tuple(added), tuple(dropped), tuple(swapped))
    is_swapped = bool(swapped) or _each_has_its_own(a, b, added, dropped)
    return Comparison(_relation(a, b, score, is_swapped=is_swapped), score, *pieces)


def _relation(a: Name, b: Name, score: float, *, is_swapped: bool) -> Relation:
    if score < UNSURE_LEAST or _tokens_clash(a, b):
        return Relation.DIFFERENT
    if a.phases != b.phases:
        return Relation.PART if score >= SAME_LEAST else Relation.DIFFERENT
    if is_swapped or score < SAME_LEAST:
        return Relation.UNSURE
    return Relation.SAME


def _each_has_its_own(a: Name, b: Name, added: list[str], dropped: list[str]) -> bool:
    """Tell whether each name says something that the other does not, in brackets or outside."""
    only_a = bool(dropped) or (bool(a.details) and a.details != b.details)
    only_b = bool(added) or (bool(b.details) and a.details != b.details)
    return (bool(dropped) and only_b) or (bool(added) and only_a)


def _tokens_clash(a: Name, b: Name) -> bool:
    """Tell whether each has a number or a Latin word that the other has not: 12英寸, 8英寸."""
    return bool(a.tokens - b.tokens) and bool(b.tokens - a.tokens)


def _differences(a: str, b: str) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Find what was added, dropped and swapped; what only moved or sounds alike is neither."""
    added: list[str] = []
    dropped: list[str] = []
    swapped: list[tuple[str, str]] = []
    old = new = ""
    for step in [*Indel.opcodes(a, b), None]:
        if step is None or step.tag == "equal":
            _sort_in(old, new, added, dropped, swapped)
            old = new = ""
        elif step.tag == "delete":
            old += a[step.src_start : step.src_end]
        else:
            new += b[step.dest_start : step.dest_end]
    for piece in [piece for piece in dropped if piece in added]:  # it only stands elsewhere
        added.remove(piece)
        dropped.remove(piece)
    return added, dropped, swapped


def _sort_in(
    old: str, new: str, added: list[str], dropped: list[str], swapped: list[tuple[str, str]]
) -> None:
    if old and new:
        if not sounds_alike(old, new):
            swapped.append((old, new))
    elif old:
        dropped.append(old)
    elif new:
        added.append(new)


def sounds_alike(a: str, b: str) -> bool:
    """Tell whether two pieces are typed alike, so that one may be a slip for the other."""
    return len(a) == len(b) and all(_sound(x) & _sound(y) for x, y in zip(a, b, strict=True))


@lru_cache(maxsize=1 << 14)
def _sound(char: str) -> frozenset[str]:
    """Give the ways in which a character may be read, tones aside."""
    from pypinyin import Style, pinyin

    return frozenset(pinyin(char, style=Style.NORMAL, heteronym=True)[0])
