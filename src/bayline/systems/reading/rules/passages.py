"""A document cut into sentences and figures, with the words between the figures.

The checks live on these words: 其中 opens parts, 合计 closes them, 占 makes a share. They are read
in folded text (simplified, half-width), whose characters stand where the original's stand.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import NameKind, QuantityKind, Statement
from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure
from bayline.kernel.findings import Reference
from bayline.kernel.statuses import Change
from bayline.systems.reading.rules.amounts import is_amount, is_threshold
from bayline.systems.reading.rules.figures import Scale, figure_of, scale_of
from bayline.systems.reading.terms import ReadDocument

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_HEDGES = re.compile(r"^(?:余|多|以上|以下|以内|左右|上下)+")
# 新建3.2、改造2.8万亩: the first number shares the unit of the second.
_UNIT_LATER = re.compile(
    r"(?<=[\u4e00-\u9fff])(\d+(?:\.\d+)?)(?=、[\u4e00-\u9fff]{1,8}(?:\d+(?:\.\d+)?、|$))"
)
_LONGEST_WORDS = 400  # characters kept on either side of a figure
_LEVELS = frozenset({None, Change.TO})
_SHARING = frozenset({QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.COUNT})
_BREAKS = re.compile(r"[，、；：（(,;:)）“”]")


@lru_cache(maxsize=4096)
def label_of(before: str) -> str:
    """Return the words behind the last punctuation mark."""
    return _BREAKS.split(before)[-1].strip()


@lru_cache(maxsize=4096)
def _noun_of(after: str) -> str:
    return _BREAKS.split(_HEDGES.sub("", after), maxsplit=1)[0].strip()


class Item(NamedTuple):
    """One figure in its place."""

    position: int  # in Reading.statements
    statement: Statement
    figure: Figure
    start: int  # with its hedges
    end: int
    scale: Scale  # how it is printed
    is_threshold: bool  # 10亿元以上 of 10亿元以上项目248个
    is_amount: bool  # whether it may be a part or a whole
    before: str  # words since the number before it, or since the sentence began, hedges included
    after: str  # words up to the next number, or to the end of the sentence

    @property
    def unit(self) -> str:
        """The unit it is computed in."""
        return self.figure.unit

    @property
    def is_level(self) -> bool:
        """Whether it tells how much there is, and no growth, difference or start of one."""
        return self.statement.change in _LEVELS

    @property
    def label(self) -> str:
        """The words right before the figure, back to the last punctuation mark."""
        return label_of(self.before)

    @property
    def noun(self) -> str:
        """The words right after the figure, up to the next punctuation mark."""
        return _noun_of(self.after)


class Sentence(NamedTuple):
    """One sentence with its figures."""

    start: int
    end: int
    paragraph: int
    text: str  # folded
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class View:
    """One document as the checks walk through it; each is its own, whatever it holds."""

    document: ReadDocument
    name: str  # what findings call it
    folded: str
    sentences: tuple[Sentence, ...]

    @property
    def items(self) -> list[Item]:
        """All figures in text order."""
        return [item for sentence in self.sentences for item in sentence.items]

    def reference(self, start: int, end: int) -> Reference:
        """Quote a stretch of the document."""
        return Reference(
            document=self.document.name,
            start=start,
            end=end,
            quote=self.document.reading.text[start:end],
        )

    def cite(self, item: Item) -> Reference:
        """Quote a figure with its hedges."""
        return self.reference(item.start, item.end)


def views_of(documents: Sequence[ReadDocument]) -> list[View]:
    """Cut documents into sentences with their figures; findings call each by its file name."""
    bare = Counter(_file_name(document.name) for document in documents)
    return [
        # Two files of one name are told apart by their folders.
        _view_of(document, name if bare[name] == 1 else document.name)
        for document in documents
        for name in (_file_name(document.name),)
    ]


def _file_name(name: str) -> str:
    return PurePath(name).name or name


def _view_of(document: ReadDocument, name: str) -> View:
    folded = fold(document.reading.text)
    bounds = [match.span() for match in _SENTENCE.finditer(folded)]
    placed = _by_sentence(document.reading.statements, bounds, folded)
    sentences, paragraph, last = [], 0, 0
    for (start, end), found in zip(bounds, placed, strict=True):
        paragraph += folded.count("\n", last, start)
        last = start
        items = _items(folded, found, start=start, end=end)
        sentences.append(Sentence(start, end, paragraph, folded[start:end], items))
    return View(document=document, name=name, folded=folded, sentences=tuple(sentences))


_Found = tuple[int, Statement, Figure]


def _by_sentence(
    statements: Sequence[Statement], bounds: Sequence[tuple[int, int]], folded: str
) -> list[list[_Found]]:
    starts = [start for start, _ in bounds]
    placed: list[list[_Found]] = [[] for _ in bounds]
    edge = 0
    for position, statement in enumerate(statements):
        quantity = statement.quantity
        figure = figure_of(quantity)
        index = bisect_right(starts, quantity.start) - 1
        if figure is not None and index >= 0:
            begin = max(edge, starts[index])
            if folded.find("、", begin, quantity.start) > 0:
                placed[index] += _sharing_unit(position, statement, folded, begin=begin)
            placed[index].append((position, statement, figure))
        edge = quantity.end
    return placed


def _sharing_unit(
    position: int, statement: Statement, folded: str, *, begin: int
) -> Iterator[_Found]:
    """Give the numbers that leave their unit to the figure behind them."""
    quantity = statement.quantity
    words = folded[begin : quantity.outer_start]
    scale = scale_of(quantity, folded[quantity.start : quantity.end]).factor
    if quantity.kind not in _SHARING or not quantity.stated_unit or quantity.high is not None:
        return
    for match in _UNIT_LATER.finditer(words):
        number, (start, end) = Decimal(match[1]), match.span(1)
        step = Decimal(1).scaleb(int(number.as_tuple().exponent))
        earlier = quantity._replace(
            start=begin + start,
            end=begin + end,
            value=number * scale,
            bound=Bound.EXACT,
            resolution=step * scale,
            stated_value=number,
            outer_start=begin + start,
            outer_end=begin + end,
        )
        figure = figure_of(earlier)
        if figure is not None:
            yield position, replace(statement, quantity=earlier, change=None), figure


def _items(folded: str, found: list[_Found], *, start: int, end: int) -> tuple[Item, ...]:
    edges = [start]
    for _, statement, _ in found:
        edges.append(statement.quantity.end)
    items = []
    for index, (position, statement, figure) in enumerate(found):
        quantity = statement.quantity
        following = found[index + 1][1].quantity.start if index + 1 < len(found) else end
        before = folded[max(edges[index], quantity.start - _LONGEST_WORDS) : quantity.start]
        sized = is_threshold(statement, folded)
        items.append(
            Item(
                position=position,
                statement=statement,
                figure=figure,
                start=quantity.outer_start,
                end=quantity.outer_end,
                scale=scale_of(quantity, folded[quantity.start : quantity.end]),
                is_threshold=sized,
                is_amount=not sized and is_amount(statement, figure.unit, label_of(before)),
                before=before,
                after=folded[quantity.end : min(following, quantity.end + _LONGEST_WORDS)],
            )
        )
    return tuple(items)


def places_of(view: View) -> Counter[str]:
    """Count how often the document names each place, by code where it is known."""
    reading = view.document.reading
    return Counter(
        name.code or fold(reading.text[name.start : name.end])
        for name in reading.names
        if name.kind is NameKind.PLACE
    )
