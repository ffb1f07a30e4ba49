"""Which figure of a text is said to be what share of which other one."""

import itertools
import re
from typing import NamedTuple

from bayline.kernel.statuses import Change
from bayline.systems.reading.rules.attributes import canonical, is_additive
from bayline.systems.reading.rules.kinds import kind_of
from bayline.systems.reading.rules.partitions import same_measure
from bayline.systems.reading.rules.passages import Item, Sentence, View

_SHARE = re.compile(
    r"占(?P<of>[^，。；、占]{0,24}?)(?:的)?(?:比重|比例|份额|比)?(?:分别)?(?:达到|达|升至|提高到|超过|为|约|近)?$"
)
_DIRECT = re.compile(r"^[^，、；。（(]{0,6}[，、；（(]?(?:约|共|合计)?占")
_GENERIC = re.compile(
    r"^(?:其|总|全部|总数|总量|总额|全部项目|项目总数|总投资|投资总额|总投资额|合计|总体|整体|集中开工)*的?$"
)
_ELSEWHERE = re.compile(r"^(?:全[国省市区县镇球]|世界|我[国省市区]|国内|同期|当年|年度|计划|年)*")
_PLANNED = re.compile(r"计划|任务|目标|预算|时序")
_REST = re.compile(r"其余|其他|其它|剩余|另外|另有|余下|分会场|配套")
_LEAST = 2


class Share(NamedTuple):
    """A printed share with the figure it speaks of."""

    sentence: Sentence
    part: Item
    percent: Item
    of: str  # the words that name the whole; "" if they do not

    @property
    def is_generic(self) -> bool:
        """Whether the whole is only called 总数, 总投资 or not at all."""
        return bool(_GENERIC.match(self.of))


def shares(view: View) -> list[Share]:
    """Find the amounts that are directly followed by their share: 134.8亿元，占投资的37.6%."""
    found = []
    for sentence in view.sentences:
        for index, item in enumerate(sentence.items):
            share = _share(sentence, index, item)
            if share:
                found.append(share)
    return found


def share_words(item: Item) -> str | None:
    """Return the words naming the whole before a percentage, None if it is no share."""
    if item.unit != "1" or item.statement.change in {Change.GROWTH, Change.DELTA, Change.FROM}:
        return None
    match = _SHARE.search(item.before)
    return match["of"] if match else None


def _share(sentence: Sentence, index: int, item: Item) -> Share | None:
    of = share_words(item)
    if of is None or index == 0 or _PLANNED.search(of) or not _DIRECT.match(item.before):
        return None
    part = sentence.items[index - 1]
    if not part.is_amount:
        return None
    return Share(sentence=sentence, part=part, percent=item, of=of)


def named_whole(share: Share, levels: dict[str, list[Item]]) -> list[Item]:
    """Return the figures whose attribute is what the share names: 固定资产投资.

    Args:
        share: The share.
        levels: The document's additive figures by canonical attribute.
    """
    name = canonical(_ELSEWHERE.sub("", share.of))
    return [
        item
        for item in levels.get(name, [])
        if item.unit == share.part.unit and item.position != share.part.position
    ]


def levels_by_attribute(view: View) -> dict[str, list[Item]]:
    """Sort the additive figures of a document by canonical attribute."""
    levels: dict[str, list[Item]] = {}
    for item in view.items:
        if item.is_amount and is_additive(item.statement.attribute):
            levels.setdefault(canonical(item.statement.attribute), []).append(item)
    return levels


def paragraphs(view: View) -> dict[int, list[Item]]:
    """Sort the figures of a document by paragraph."""
    found: dict[int, list[Item]] = {}
    for sentence in view.sentences:
        found.setdefault(sentence.paragraph, []).extend(sentence.items)
    return found


def plausible_wholes(view: View, share: Share, passage: list[Item]) -> list[tuple[Item, ...]]:
    """Return every figure of the passage, and every sum with 其余, that may be the whole."""
    part = share.part
    same = [
        item
        for item in passage
        if item.unit == part.unit
        and item.position != part.position
        and item.is_amount
        and same_measure(item, part)
    ]
    least = part.figure.low or 0
    singles = [(item,) for item in same if (item.figure.low or 0) >= least]
    return [*singles, *splits(view, same)]


def may_be_split(view: View, items: list[Item]) -> bool:
    """Tell whether 其余 and its like stand between the figures at all."""
    return bool(items and _REST.search(view.folded, items[0].start, items[-1].end))


def splits(view: View, items: list[Item]) -> list[tuple[Item, ...]]:
    """Return neighboring figures of which the later is called 其余: together they are a whole."""
    found: list[tuple[Item, ...]] = []
    for one, other in itertools.pairwise(items):
        words = view.folded[one.end : other.start]
        if _REST.search(words) and "。" not in words:
            found.append((one, other))
    return found


def names(percents: list[Item]) -> list[str]:
    """Return what the shares are shares for: 农户占30% -> 农户."""
    return [kind_of(item).split("占")[0] for item in percents]


def share_lists(view: View) -> list[tuple[str, list[Item]]]:
    """Find the runs of shares of one whole within a sentence: 甲占30%，乙占30%，丙占40%."""
    found: list[tuple[str, list[Item]]] = []
    for sentence in view.sentences:
        run: list[Item] = []
        whole = ""
        for item in sentence.items:
            of = share_words(item)
            if of is None or (run and of != whole and of):
                found += [(whole, run)] if len(run) >= _LEAST else []
                run = []
            if of is not None:
                run, whole = [*run, item], whole if run else of
        found += [(whole, run)] if len(run) >= _LEAST else []
    return found
