"""Wholes and their parts: which figures of a sentence are said to make up which other one.

Two orders occur. The whole stands first and words such as 其中, 包括, 涉及, 由…组成 open the parts;
or the parts stand first and 合计, 共计, 共 close them. A bracket inside a list belongs to the part
before it and is never added again.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from weakref import WeakKeyDictionary

from bayline.kernel.figures import total
from bayline.systems.reading.rules.kinds import kind_of, kinds_said, other_kinds_said
from bayline.systems.reading.rules.passages import Item, Sentence, View
from bayline.systems.reading.rules.serials import in_year, listing, serial
from bayline.systems.reading.rules.series import (
    is_complete_series,
    is_series,
    is_whole_year,
    mark_of,
)
from bayline.systems.reading.rules.summable import is_balance, is_past_level, may_be_summed
from bayline.systems.reading.rules.wholes import (
    Partition,
    Reach,
    is_rest,
    outside_brackets,
    rank_of,
    same_measure,
    shared_out,
)

_LEAST = 2  # fewer parts make no sum
_BEFORE = 120  # figures of the sentences before that may be the whole
_WINDOW = 40  # figures; a list of parts is not longer, and a sentence without an end may be


_AMONG = r"其中|里面"
_LISTED = r"(?<!不)包括|(?<!不)包含|涉及|涵盖|分为|(?<![量水税碳包不])含(?![量税义金])"
_HINTED = r"由|即|分别[为是有]?|[：:]|——"
_MARKER = re.compile(rf"(?P<among>{_AMONG})|(?P<listed>{_LISTED})|(?P<hinted>{_HINTED})")
_OPEN = re.compile(r"等|主要|部分|重点|之一|左右")
_STRONG_TOTAL = re.compile(r"(?:合计|共计|总计|总共|一共|加总)[^，、；。]{0,14}$")
_WEAK_TOTAL = re.compile(
    r"(?<![公一党中])共(?!建(?!成|设)|享|同|产|青|和|识|赢|治|用|商|性|生|富|鸣|振)[^，、；。]{0,10}$"
)
# 累计 and 全年 close a list only of what is numbered: 首批12家、第二批15家，累计27家.
_SOFT_TOTAL = re.compile(r"(?:累计|总数|总量|总额|全年)[^，、；。]{0,10}$")
_SO_FAR = re.compile(r"历年|以来|至今|目前|现有|已有|共有|截至|年末|期末|全[市省国区县镇]")
_MADE_OF = re.compile(r"^[^，。；]{0,12}?(?:组成|构成)")
_FLOW = re.compile(r"新增|新认定|新建|新培育|新签|净增|增加|新入")
_STOCK = re.compile(r"共有|总数|总量|累计|达|已有|现有")
_STANDING = re.compile(r"总数|总量|保有量|存量|现有|已有|实有|在册")
# 医疗卫生机构共计520家 counts more than what stands before it; 三项合计, 全年共计 do not.
_OWN_NAME = re.compile(
    r"(?:^|[，、；。])(?!全[年市区县镇省村州]|[两三四五六七八九十\d]|以上|上述|各|总|两者|三者|累计|本|计)"
    r"[\u4e00-\u9fff]{2,}(?:合计|共计|总计|总共|一共)[^，、；。]*$"
)


_KNOWN: WeakKeyDictionary[View, list[Partition]] = WeakKeyDictionary()


def partitions(view: View) -> list[Partition]:
    """Find the wholes and parts of a document, in text order; kept as long as the view lives."""
    if view not in _KNOWN:
        _KNOWN[view] = [found for found in _partitions(view) if _may_be_divided(found)]
    return _KNOWN[view]


def _may_be_divided(partition: Partition) -> bool:
    """Whether the whole is no balance, and the parts are amounts that add up."""
    return not is_balance(partition.whole) and may_be_summed(partition.listed)


def _partitions(view: View) -> list[Partition]:
    found: list[Partition] = []
    for index, sentence in enumerate(view.sentences):
        if len(sentence.items) >= 1:
            found += _opened(view, index)
            found += _closed(view, sentence)
            numbered = serial(sentence)
            found += [each for each in numbered if not _last_marker(each.parts[0].before)]
            found += _bracketed(view, sentence)
            found += in_year(sentence)
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
        following += _group_total(sentence, position, following, marker=marker)
        found += _by_unit(view, earlier, following, marker=marker)
    return found


def _group_total(
    sentence: Sentence, position: int, following: list[Item], *, marker: re.Match[str]
) -> list[Item]:
    """Return what 其中 says of a group as one: 其中产值超10亿元企业15家，合计产值386亿元."""
    behind = sentence.items[position + len(following) :][:1]
    if not marker["among"] or not behind or not _STRONG_TOTAL.search(behind[0].before):
        return []
    is_first = all(item.unit != behind[0].unit or not item.is_amount for item in following)
    return list(behind) if is_first else []


def _last_marker(words: str) -> re.Match[str] | None:
    last = None
    # What stands in a bracket without a figure opens no list: （含港区）.
    words = re.sub(r"[（(][^（()）]*[）)]", lambda match: "□" * len(match[0]), words)
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
        depths = _depths(sentence)
        told = zip(sentence.items, depths, strict=True)
        earlier = [*[item for item, depth in told if not depth][-_BEFORE:], *earlier]
    return earlier[-_BEFORE:]


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
    return depth <= here and _tells_anew(item.before)


@lru_cache(maxsize=4096)
def _tells_anew(before: str) -> bool:
    """Whether a total or another 其中 stands before a figure; its neighbors all ask for it."""
    return bool(_STRONG_TOTAL.search(before) or re.search(_AMONG, outside_brackets(before)))


def _by_unit(
    view: View, earlier: list[Item], following: list[Item], *, marker: re.Match[str]
) -> list[Partition]:
    found = []
    again = "；" in following[0].before and bool(marker["among"])
    for unit in dict.fromkeys(item.unit for item in following):
        wholes = [
            whole
            for whole in earlier
            if whole.unit == unit and whole.is_amount and not is_past_level(whole)
        ]
        if not wholes:
            continue
        same = [item for item in following if item.unit == unit and item.is_amount]
        parts = [part for part in same if same_measure(wholes[-1], part)]
        # 涉及项目5个，补助205万元 says what the projects got, not what the sum before is made of.
        concerns = marker[0] == "涉及" and following[0].unit != unit
        if again and parts and any(re.search(_AMONG, whole.before) for whole in wholes):
            wholes = _of_first_list(wholes, parts)
        if parts and parts[0] is same[0] and not concerns:
            found.append(_opened_partition(view, wholes[-1], parts, marker=marker))
    return found


def _of_first_list(wholes: list[Item], parts: list[Item]) -> list[Item]:
    """Return the wholes before the first list if the second may divide that again.

    总投资100亿元，其中一期40亿元、二期60亿元；其中甲公司出资70亿元、乙公司出资30亿元.
    """
    first = next(at for at, item in enumerate(wholes) if re.search(_AMONG, item.before))
    nearest, before = wholes[-1].figure, wholes[:first]
    too_much = before and nearest.surely_below(total(part.figure for part in parts))
    return before if too_much else wholes


def _opened_partition(
    view: View, whole: Item, parts: list[Item], *, marker: re.Match[str]
) -> Partition:
    rest = next((at for at, part in enumerate(parts) if at and is_rest(part)), None)
    if rest is not None:
        return Partition(whole, (*parts,), rest + 1, Reach.ALL, is_open=False, whole_last=False)
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
    words = view.folded[max(0, whole.start - 60) : parts[0].start]
    counted = len(parts) >= _LEAST and kinds_said(words, len(parts))
    if marker["among"]:
        numbered = counted and is_complete_series(list(map(kind_of, parts)))
        return Reach.ALL if numbered else Reach.AMONG
    made_of = marker[0] == "由" and _MADE_OF.match(parts[-1].after)
    if counted or made_of:
        return Reach.ALL
    return Reach.HINTED if marker["hinted"] else Reach.LISTED


def _uniform(view: View, parts: list[Item]) -> int:
    """Count the parts from the first on that one kind of mark sets apart."""
    widest, count = 0, 1
    for one, other in pairwise(parts):
        rank = rank_of(view.folded[one.end : other.start])
        if not rank or (count > 1 and rank > widest):
            break
        widest, count = max(widest, rank), count + 1
    return count


def _closed(view: View, sentence: Sentence) -> list[Partition]:
    found = []
    for position, item in enumerate(sentence.items):
        strong = bool(_STRONG_TOTAL.search(item.before))
        soft = not strong and not _WEAK_TOTAL.search(item.before)
        if not item.is_amount or (soft and not _SOFT_TOTAL.search(item.before)):
            continue
        parts = _parts_before(sentence, position)
        if len(parts) >= _LEAST and (strong or _may_close(sentence, item, parts)):
            closed = _closed_partition(view, item, parts, strong=strong)
            found += [closed] if not soft or closed.reach is Reach.ALL else []
    return found


def _may_close(sentence: Sentence, whole: Item, parts: list[Item]) -> bool:
    """Whether a mere 共 may sum up figures: none is itself a sum or a part of another of them."""
    unit = whole.statement.quantity.stated_unit
    alike = all(part.statement.quantity.stated_unit == unit for part in parts)
    inner = any(re.search(rf"{_AMONG}|共", part.before) for part in parts[1:])
    # 开工项目，其中一季度12个、二季度14个，共26个: no figure before 其中 is their whole.
    first = parts[0]
    opened = re.search(_AMONG, first.before) and any(
        item.unit == whole.unit and item.start < first.start for item in sentence.items[:_WINDOW]
    )
    return alike and not (inner or opened or "共" in first.before)


def _parts_before(sentence: Sentence, position: int) -> list[Item]:
    whole, parts = sentence.items[position], []
    for item in reversed(sentence.items[max(0, position - _WINDOW) : position]):
        if item.unit == whole.unit and _STRONG_TOTAL.search(item.before):
            break
        if item.unit == whole.unit and item.is_amount and same_measure(whole, item):
            parts.append(item)
        if re.search(_AMONG, item.before):
            break  # …其中甲15家，合计386亿元: not a sum of what the whole was
    return parts[::-1]


def _closed_partition(view: View, whole: Item, parts: list[Item], *, strong: bool) -> Partition:
    natural = _uniform_backwards(view, parts)
    listed = parts[-natural:]
    spread = "分别" in listed[0].before
    numbered = _is_numbered_total(view, whole, listed)
    flows = any(_FLOW.search(part.before) for part in listed)
    is_stock = _STANDING if numbered else _STOCK
    mixed = flows and bool(is_stock.search(whole.before))
    numbered = numbered and not mixed
    own_name = not spread and bool(_OWN_NAME.search(whole.before))
    told = strong or (spread and bool(_WEAK_TOTAL.search(whole.before)))
    between = view.folded[listed[-1].end : whole.start]
    # 2021年9个，2022年8个，五年合计31个 sums up years that are not listed.
    others = is_series(list(map(kind_of, listed))) and (
        other_kinds_said(between, natural) or bool(_SO_FAR.search(between))
    )
    is_all = numbered or (told and not (mixed or own_name or others))
    return Partition(
        whole=whole,
        parts=tuple(parts),
        natural=natural,
        reach=Reach.ALL if is_all else Reach.AMONG,
        is_open=mixed or any(part.noun.startswith("等") for part in listed),
        whole_last=True,
    )


def _is_numbered_total(view: View, whole: Item, listed: Sequence[Item]) -> bool:
    """Tell whether the total counts its parts (三批共) or closes a series from its first number."""
    between = view.folded[listed[-1].end : whole.start]
    if _SO_FAR.search(between) or len(listed) < _LEAST:
        return False
    names = shared_out(listed) or list(map(kind_of, listed))
    if kinds_said(between, len(listed)):
        spread = "分别" in listed[0].before
        return spread or is_series(names) or not _SOFT_TOTAL.search(between)
    if "全年" in between:
        return is_whole_year(names)
    mark = mark_of(names[0])
    # 2021年、2022年，累计: nobody said when the count began.
    return is_complete_series(names) and (mark is None or mark.sort != "年")


_BRACKET = re.compile(r"^[^，。；（(]{0,8}[（(][^，。；、）)]{1,12}$")


def _bracketed(view: View, sentence: Sentence) -> list[Partition]:
    """Find what a bracket behind a figure divides it into: 5亩（新建3亩、改造2亩）."""
    found = []
    depths = _depths(sentence)
    for position, (whole, first) in enumerate(pairwise(sentence.items)):
        if not _BRACKET.match(first.before) or _last_marker(first.before) or not whole.is_amount:
            continue
        inside = [
            item
            for item in _same_depth(sentence, depths, position + 1)
            if item.unit == whole.unit and item.is_amount and same_measure(whole, item)
        ]
        if len(inside) >= _LEAST and inside[0] is first and _uniform(view, inside) == len(inside):
            found.append(listing(whole, inside, reach=Reach.AMONG))
    return found


def _uniform_backwards(view: View, parts: list[Item]) -> int:
    widest, count = 0, 1
    for index in range(len(parts) - 1, 0, -1):
        rank = rank_of(view.folded[parts[index - 1].end : parts[index].start])
        if not rank or (count > 1 and rank > widest):
            break
        widest, count = max(widest, rank), count + 1
    return count
