"""A whole with its parts, and what it says of them: their names, their measure, their share."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from bayline.systems.reading.rules.attributes import measure_of, same_sort
from bayline.systems.reading.rules.kinds import kind_of
from bayline.systems.reading.rules.passages import Item, View

_THREE = 3
_APART = (
    (re.compile(r"合同|协议|签约|认缴"), re.compile(r"实际|到位|利用|使用|实缴")),
    (re.compile(r"户籍"), re.compile(r"常住")),
)
_RANKS = {"和": 1, "与": 1, "及": 1, "、": 1, "，": 2, ",": 2, "；": 3, ";": 3}


_REST = re.compile(r"^[，、；和及]?\s*(?:其余|剩余|余下|剩下)(?:的|[^，。；：、\d]{0,6})$")


class Reach(StrEnum):
    """How much of the whole the words claim to list."""

    ALL = "all"  # 由…组成, 分别为…合计, 五大…涉及 five parts
    LISTED = "listed"  # 包括, 涉及: all, if nothing speaks against it
    AMONG = "among"  # 其中: some
    HINTED = "hinted"  # a colon, 分别, 由: perhaps no list of parts at all


class Partition(NamedTuple):
    """A whole with the figures that may be its parts, in text order.

    `parts[:natural]` (`parts[-natural:]` where the whole stands last) read as one plain list; the
    figures beyond it may belong to it or not.
    """

    whole: Item
    parts: tuple[Item, ...]
    natural: int
    reach: Reach
    is_open: bool  # 等, 主要: the list says that it leaves some out
    whole_last: bool

    @property
    def listed(self) -> tuple[Item, ...]:
        """The parts that read as one plain list."""
        return self.run(self.natural)

    def run(self, size: int) -> tuple[Item, ...]:
        """Return so many parts, counted from the whole's side of the list."""
        return self.parts[len(self.parts) - size :] if self.whole_last else self.parts[:size]


def is_rest(item: Item) -> bool:
    """Tell whether a figure is told as all that was not listed before it: ，其余|13条."""
    return _REST.search(item.before) is not None


def same_measure(whole: Item, part: Item) -> bool:
    """Tell whether one can be part of the other; counts of one classifier always can."""
    return same_sort(_measured(whole), _measured(part))


def are_counted_apart(whole: Item, part: Item) -> bool:
    """Tell whether one is what was agreed and the other what was paid, or 户籍 and 常住.

    Neither holds the other: 利用外资3.1亿元，其中合同外资5.2亿元.
    """
    one, other = (f"{item.label}{item.statement.attribute or ''}" for item in (whole, part))
    return any(
        (a.search(one) and b.search(other)) or (b.search(one) and a.search(other))
        for a, b in _APART
    )


def _measured(item: Item) -> str:
    """Return the words that say what is measured; the label decides where it names a measure."""
    return item.label if measure_of(item.label) else item.statement.attribute or ""


def outside_brackets(words: str) -> str:
    """Drop what stands in brackets, also in those that open or close elsewhere."""
    return re.sub(r"^[^（(]*[）)]|[（(][^）)]*[）)]", "", words)


def rank_of(words: str) -> int:
    """Return how strongly the widest mark among the words sets things apart; 0 if none does."""
    plain = outside_brackets(words)
    return max((_RANKS.get(mark, 0) for mark in plain), default=0)


def is_of_industries(partition: Partition) -> bool:
    """Tell whether the parts are the three industries, which have a check of their own."""
    return len(partition.parts) >= _THREE and all(
        re.search(rf"第?{order}(?:次)?产", f"{part.label}{part.statement.attribute or ''}")
        for order, part in zip("一二三", partition.parts, strict=False)
    )


def is_tight(view: View, partition: Partition) -> bool:
    """Tell whether 、 alone sets the listed parts apart, and they count no people."""
    gaps = (view.folded[one.end : other.start] for one, other in pairwise(partition.listed))
    return partition.whole.unit != "人" and all(rank_of(gap) <= 1 for gap in gaps)


def names_of(partition: Partition) -> list[str]:
    """Return what the listed parts are called; heads before 分别 are shared out among them."""
    listed = partition.listed
    names = [kind_of(part) for part in listed]
    heads = shared_out(listed)
    return heads if heads and not any(names[1:]) else names


def shared_out(listed: Sequence[Item]) -> list[str]:
    """Return the names before 分别, one for each part; [] if they are not so many."""
    return _heads(listed[0].before, len(listed))


def _heads(before: str, count: int) -> list[str]:
    words, marker, _ = before.partition("分别")
    if not marker:
        return []
    clause = re.split(r"[，；。：]", words)[-1]
    heads = re.split(r"、|和|与|及|以及", clause)
    return heads[-count:] if len(heads) >= count else []


def share_of_whole(parts: Sequence[Item], whole: Item) -> Decimal:
    """Return how much of the whole the parts' middle values make up."""
    total = sum((part.figure.low or Decimal(0) for part in parts), Decimal(0))
    base = whole.figure.low or whole.figure.high
    return total / base if base else Decimal(0)
