"""Ranks of a draft beside the record: 增速居全国第3位 behind a figure that the record has too.

A rank is no figure of its own; it is held against the rank that the record tells behind the same
figure, of the same whole (全国, 全省).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from bayline.kernel.claims import Claim
from bayline.kernel.evidence import TextPosition
from bayline.kernel.figures import Figure
from bayline.systems.reading.rules.beside.matching import Pair
from bayline.systems.reading.rules.beside.sides import Side
from bayline.systems.reading.rules.beside.standing import Cause, Judged, Stand
from bayline.systems.reading.rules.beside.values import Relation
from bayline.systems.reading.rules.kinds import small_number

_UNIT = "位"
_NUMERAL = r"\d{1,3}|[一二三四五六七八九十]{1,3}"
_RANK = re.compile(
    rf"(?P<near>[^。；！？\d]{{0,24}}?)(?P<rank>第\s?(?P<number>{_NUMERAL})[位名]?)"
    r"(?![次季产批期届大阶个年轮步至到—-])"
)
_RANKS = re.compile(r"[居列排占在]|位次|增速|升至|名")
_WHOLE = re.compile(
    r"全[国省市区县州]|世界|全球|中西部|[东中西]部|西[北南]|东[北南]|沿[海江]|长三角"
)


_ENDS = re.compile(rf"(?:{_WHOLE.pattern})$")  # 提升幅度全国第2


class Rank(NamedTuple):
    """A rank that a draft tells.

    Attributes:
        key: What it is known by.
        start: Its first character.
        end: One past the last.
    """

    key: str
    start: int
    end: int


class _Told(NamedTuple):
    number: int
    whole: str
    start: int
    words: str


def ranks_beside(
    text: str, ranks: Iterable[Rank], own: Iterable[Side], found: Mapping[str, Judged]
) -> Iterator[tuple[Side, Judged]]:
    """Hold the ranks behind figures of a draft against those behind the figures they were told by.

    Args:
        text: The draft.
        ranks: Its ranks.
        own: Its figures in text order.
        found: What the record says of each figure.
    """
    places = {rank.start: rank for rank in ranks}
    for side in own:
        pair = found[side.key].pair
        if pair is None or found[side.key].stand is Stand.NOT_COMPARABLE:
            continue
        end = _place(side.claim)[1]
        told, kept = _behind(text[end:]), _behind(_after(pair.kept))
        rank = places.get(end + told.start) if told else None
        if told is None or kept is None or rank is None or not _are_of_one(told, kept):
            continue
        stand = Stand.AGREES if told.number == kept.number else Stand.DISAGREES
        relation = Relation.SAME if stand is Stand.AGREES else Relation.DIFFERS
        one = _as_rank(side, told, rank.start, key=rank.key)
        start = _place(pair.kept.claim)[1] + kept.start
        other = _as_rank(pair.kept, kept, start, key=pair.kept.key)
        cause = Cause.NONE if stand is Stand.AGREES else Cause.RANK
        yield one, Judged(stand, cause, Pair(one, other, relation, pair.likeness))


def _place(claim: Claim) -> tuple[int, int]:
    position = claim.evidence.selectors[0]
    return (position.start, position.end) if isinstance(position, TextPosition) else (-1, -1)


def _after(kept: Side) -> str:
    return kept.sentence.partition(kept.quote)[2]


def _behind(words: str) -> _Told | None:
    """Give the rank right behind a figure, before any other number; none where it has none."""
    found = _RANK.match(words)
    if found is None or not (_RANKS.search(found["near"]) or _ENDS.search(found["near"])):
        return None
    wholes = _WHOLE.findall(found["near"])
    return _Told(
        number=small_number(found["number"]),
        whole=wholes[-1] if wholes else "",
        start=found.start("rank"),
        words=found["rank"],
    )


def _are_of_one(one: _Told, other: _Told) -> bool:
    return not one.whole or not other.whole or one.whole == other.whole


def _as_rank(side: Side, told: _Told, start: int, *, key: str) -> Side:
    """Give a side that tells of the rank instead of the figure before it."""
    position = TextPosition(start=start, end=start + len(told.words))
    evidence = replace(side.claim.evidence, selectors=(position,))
    figure = Figure.exactly(told.number, _UNIT)
    claim = replace(side.claim, figure=figure, change=None, evidence=evidence)
    return replace(side, key=key, quote=told.words, claim=claim)
