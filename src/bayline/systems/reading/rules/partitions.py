"""Wholes and their parts: which figures of a sentence are said to make up which other one.

Two orders occur. The whole stands first and words such as 其中, 包括, 涉及, 由…组成 open the parts;
or the parts stand first and 合计, 共计, 共 close them. A bracket inside a list belongs to the part
before it and is never added again.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import NamedTuple

from bayline.systems.reading.rules.attributes import measure_of, same_sort
from bayline.systems.reading.rules.kinds import kind_of, kinds_said
from bayline.systems.reading.rules.passages import Item, Sentence, View

_LEAST = 2  # fewer parts make no sum
_THREE = 3
_WINDOW = 40  # figures; a list of parts is not longer, and a sentence without an end may be


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


_AMONG = r"其中|里面"
_LISTED = r"(?<!不)包括|(?<!不)包含|涉及|涵盖|分为|(?<![量水税碳包不])含(?![量税义金])"
_HINTED = r"由|即|分别[为是有]?|[：:]|——"
_MARKER = re.compile(rf"(?P<among>{_AMONG})|(?P<listed>{_LISTED})|(?P<hinted>{_HINTED})")
_OPEN = re.compile(r"等|主要|部分|重点|之一|左右")
_STRONG_TOTAL = re.compile(r"(?:合计|共计|总计|总共|一共|加总)[^，、；。]{0,14}$")
_WEAK_TOTAL = re.compile(
    r"(?<![公一党中])共(?!建|享|同|产|青|和|识|赢|治|用|商|性|生|富|鸣|振)[^，、；。]{0,10}$"
)
_MADE_OF = re.compile(r"^[^，。；]{0,12}?(?:组成|构成)")
_FLOW = re.compile(r"新增|新认定|新建|新培育|新签|净增|增加|新入")
_STOCK = re.compile(r"共有|总数|总量|累计|达|已有|现有")
# 医疗卫生机构共计520家 counts more than what stands before it; 三项合计, 全年共计 do not.
_OWN_NAME = re.compile(
    r"(?:^|[，、；。])(?!全[年市区县镇省村州]|[两三四五六七八九十\d]|以上|上述|各|总|两者|三者|累计|本|计)"
    r"[\u4e00-\u9fff]{2,}(?:合计|共计|总计|总共|一共)[^，、；。]*$"
)
_RANKS = {"和": 1, "与": 1, "及": 1, "、": 1, "，": 2, ",": 2, "；": 3, ";": 3}


def same_measure(whole: Item, part: Item) -> bool:
    """Tell whether one can be part of the other; counts of one classifier always can."""
    return same_sort(_measured(whole), _measured(part))


def _measured(item: Item) -> str:
    """Return the words that say what is measured; the label decides where it names a measure."""
    return item.label if measure_of(item.label) else item.statement.attribute or ""


def partitions(view: View) -> list[Partition]:
    """Find the wholes and parts of a document, in text order."""
    found: list[Partition] = []
    for index, sentence in enumerate(view.sentences):
        if len(sentence.items) >= 1:
            found += _opened(view, index)
            found += _closed(view, sentence)
            found += _in_year(sentence)
    return found


def _opened(view: View, index: int) -> list[Partition]:
    sentence = view.sentences[index]
    depths = _depths(sentence)
    found = []
    for position, item in enumerate(sentence.items):
        marker = _last_marker(item.before)
        if marker is None:
            continue
        nearest = range(max(0, position - _WINDOW), position)
        earlier = [sentence.items[at] for at in nearest if depths[at] <= depths[position]]
        if not earlier and _opens_sentence(item.before, marker):
            earlier = _paragraph_before(view, index)
        following = _same_depth(sentence, depths, position)
        found += _by_unit(view, earlier, following, marker=marker)
    return found


def _last_marker(words: str) -> re.Match[str] | None:
    last = None
    for match in _MARKER.finditer(words):
        if last is None or not match["hinted"] or last["hinted"]:
            last = match
    return last


def _opens_sentence(before: str, marker: re.Match[str]) -> bool:
    return bool(marker["among"]) and not re.search(r"[\u4e00-\u9fff]", before[: marker.start()])


def _paragraph_before(view: View, index: int) -> list[Item]:
    here = view.sentences[index].paragraph
    earlier: list[Item] = []
    for sentence in reversed(view.sentences[max(0, index - 3) : index]):
        if sentence.paragraph != here:
            break
        earlier = [*sentence.items, *earlier]
    return earlier


def _depths(sentence: Sentence) -> list[int]:
    opened = (
        sum(item.before.count(mark) for mark in "（(")
        - sum(item.before.count(mark) for mark in "）)")
        for item in sentence.items
    )
    return list(accumulate(opened))


def _same_depth(sentence: Sentence, depths: Sequence[int], position: int) -> list[Item]:
    here, items = depths[position], [sentence.items[position]]
    ahead = slice(position + 1, position + _WINDOW)
    for item, depth in zip(sentence.items[ahead], depths[ahead], strict=True):
        closes = here > 0 and any(mark in item.before for mark in "）)") and depth <= here
        if depth < here or (closes and depth < here) or _ends_list(item, depth, here):
            break
        if depth == here:
            items.append(item)
    return items


def _ends_list(item: Item, depth: int, here: int) -> bool:
    if depth > here:
        return False
    return bool(
        _STRONG_TOTAL.search(item.before) or re.search(_AMONG, _outside_brackets(item.before))
    )


def _outside_brackets(words: str) -> str:
    return re.sub(r"^[^（(]*[）)]|[（(][^）)]*[）)]", "", words)


def _by_unit(
    view: View, earlier: list[Item], following: list[Item], *, marker: re.Match[str]
) -> list[Partition]:
    found = []
    for unit in dict.fromkeys(item.unit for item in following):
        wholes = [whole for whole in earlier if whole.unit == unit and whole.is_amount]
        if not wholes:
            continue
        same = [item for item in following if item.unit == unit and item.is_amount]
        parts = [part for part in same if same_measure(wholes[-1], part)]
        if parts and parts[0] is same[0]:
            found.append(_opened_partition(view, wholes[-1], parts, marker=marker))
    return found


def _opened_partition(
    view: View, whole: Item, parts: list[Item], *, marker: re.Match[str]
) -> Partition:
    natural = _uniform(view, parts)
    between = view.folded[whole.end : parts[0].start]
    last = parts[natural - 1]
    is_open = bool(_OPEN.search(between[:40])) or last.after.startswith("等") or "等" in last.noun
    return Partition(
        whole=whole,
        parts=tuple(parts),
        natural=natural,
        reach=_reach(view, whole, parts[:natural], marker=marker),
        is_open=is_open,
        whole_last=False,
    )


def _reach(view: View, whole: Item, parts: list[Item], *, marker: re.Match[str]) -> Reach:
    if marker["among"]:
        return Reach.AMONG
    words = view.folded[max(0, whole.start - 60) : parts[0].start]
    counted = len(parts) >= _LEAST and kinds_said(words, len(parts))
    made_of = marker[0] == "由" and _MADE_OF.match(parts[-1].after)
    if counted or made_of:
        return Reach.ALL
    return Reach.HINTED if marker["hinted"] else Reach.LISTED


def _uniform(view: View, parts: list[Item]) -> int:
    """Count the parts from the first on that one kind of mark sets apart."""
    widest, count = 0, 1
    for one, other in pairwise(parts):
        rank = _rank(view.folded[one.end : other.start])
        if not rank or (count > 1 and rank > widest):
            break
        widest, count = max(widest, rank), count + 1
    return count


def _rank(words: str) -> int:
    plain = _outside_brackets(words)
    return max((_RANKS.get(mark, 0) for mark in plain), default=0)


def _closed(view: View, sentence: Sentence) -> list[Partition]:
    found = []
    for position, item in enumerate(sentence.items):
        strong = bool(_STRONG_TOTAL.search(item.before))
        if (not strong and not _WEAK_TOTAL.search(item.before)) or not item.is_amount:
            continue
        parts = _parts_before(sentence, position)
        if len(parts) >= _LEAST:
            found.append(_closed_partition(view, item, parts, strong=strong))
    return found


def _parts_before(sentence: Sentence, position: int) -> list[Item]:
    whole, parts = sentence.items[position], []
    for item in reversed(sentence.items[max(0, position - _WINDOW) : position]):
        if item.unit == whole.unit and _STRONG_TOTAL.search(item.before):
            break
        if item.unit == whole.unit and item.is_amount and same_measure(whole, item):
            parts.append(item)
    return parts[::-1]


def _closed_partition(view: View, whole: Item, parts: list[Item], *, strong: bool) -> Partition:
    natural = _uniform_backwards(view, parts)
    listed = parts[-natural:]
    spread = "分别" in listed[0].before
    flows = any(_FLOW.search(part.before) for part in listed)
    mixed = flows and bool(_STOCK.search(whole.before))
    own_name = not spread and bool(_OWN_NAME.search(whole.before))
    reach = Reach.ALL if (strong or spread) and not mixed and not own_name else Reach.AMONG
    return Partition(
        whole=whole,
        parts=tuple(parts),
        natural=natural,
        reach=reach,
        is_open=mixed or any(part.noun.startswith("等") for part in listed),
        whole_last=True,
    )


def _uniform_backwards(view: View, parts: list[Item]) -> int:
    widest, count = 0, 1
    for index in range(len(parts) - 1, 0, -1):
        rank = _rank(view.folded[parts[index - 1].end : parts[index].start])
        if not rank or (count > 1 and rank > widest):
            break
        widest, count = max(widest, rank), count + 1
    return count


_YEARS_SHARE = re.compile(r"^[，、；]?(?:其中)?[，,]?(?:当年度?|本年度?|年度|今年)(?:计划)?投资")


def _in_year(sentence: Sentence) -> list[Partition]:
    """Find a year's investment told right behind the total: 总投资57亿元，当年度投资17亿元."""
    return [
        Partition(whole, (part,), 1, Reach.AMONG, is_open=True, whole_last=False)
        for whole, part in pairwise(sentence.items)
        if whole.unit == part.unit == "CNY"
        and measure_of(whole.statement.attribute) == "总投资"
        and _YEARS_SHARE.match(part.before)
        and "其中" not in part.before
    ]


def is_of_industries(partition: Partition) -> bool:
    """Tell whether the parts are the three industries, which have a check of their own."""
    return len(partition.parts) >= _THREE and all(
        re.search(rf"第?{order}(?:次)?产", f"{part.label}{part.statement.attribute or ''}")
        for order, part in zip("一二三", partition.parts, strict=False)
    )


def is_tight(view: View, partition: Partition) -> bool:
    """Tell whether 、 alone sets the listed parts apart, and they count no people."""
    gaps = (view.folded[one.end : other.start] for one, other in pairwise(partition.listed))
    return partition.whole.unit != "人" and all(_rank(gap) <= 1 for gap in gaps)


def names_of(partition: Partition) -> list[str]:
    """Return what the listed parts are called; heads before 分别 are shared out among them."""
    listed = partition.listed
    names = [kind_of(part) for part in listed]
    heads = _heads(listed[0].before, len(listed))
    return heads if heads and not any(names[1:]) else names


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
