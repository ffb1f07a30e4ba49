"""Listings: a whole and its parts, so that a stated count can be held against what is listed.

Two forms: members in a row beside their count (甲、乙、丙3个园区), and counted parts of a counted whole
(项目72个，涉及甲类27个，乙类4个).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bayline.engines.chinese.clauses import clauses
from bayline.engines.chinese.terms import Listing, Quantity, QuantityKind, Span, Statement

_JOINT = re.compile(r"、|以及|和(?!谐|平|美|田|顺|县|静|硕|政|林)|及(?!时|其|以)|与(?!会|此|时)")
_INTRODUCTION = re.compile(
    r".*(?:是指|包括|包含|涵盖|涉及|分别[是为]|主要有|即|例如|(?<![作成因视列])为(?!主|民|期|核|了)|围绕|聚焦|瞄准|打造|培育|推进|实施"
    r"|推动|加快|建设|发展|形成|做强|做优|壮大|完善|支持|新增|建成|开展|落实|抓好|举办|引进|依托|统筹|构建|开工|完成|启动|实现|获批|(?<![0-9])年"
    r"|[，。；：:“”‘’（(]|——|(?<=[\u4e00-\u9fff])有(?!机|色|限|效|轨|线))",
    re.DOTALL,
)
_BRACKETS = re.compile(r"[(（][^()（）\n]{0,80}[)）]")
_MEMBERSHIP = re.compile(
    r"(?=[均都分先成被列入获命认评荣跻纳加])(?:均|都|分别|先后|成功|被)*"
    r"(?:列入|入选|获评|获批|命名为|认定为|评为|荣获|跻身|纳入|加入)了?"
)
_LONGEST_ITEM = 36
_LEAST_ITEMS = 2
_SHORT_ITEM = 12
_LARGEST_WHOLE = 15
_NEAR_MISS = 2
_LEAST_WHOLE = 4
_NOUN = re.compile(r"[\u4e00-\u9fff“”A-Za-z0-9]{0,24}")
_NO_NOUN = frozenset("正式 集中 新 列入 入选 建成 投产 落户 种植 面积 总 达 获批 获 成效 —— 等 建设 保持".split())
_NO_MEMBER = re.compile(r"[每各不说要]|确保|坚持|\d+(?:\.\d+)?[万亿%个家项座条件只]|.*\d(?:\.\d+)?[万亿]?[个家项座条件只人户%]|累计|年均|其中|.*等")


class _Item(NamedTuple):
    """A member of a row."""

    start: int
    end: int


def listings(
    folded: str, *, sentences: Sequence[Span], statements: Sequence[Statement] = ()
) -> list[Listing]:
    """Find wholes with their parts.

    Args:
        folded: The text in simplified, half-width script.
        sentences: Its sentences.
        statements: Its statements; the one that counts the whole is named by position.

    Returns:
        Listings in text order; each part is the exact span of a member.
    """
    counts = _Counts(statements)
    masked = _BRACKETS.sub(lambda match: "口" * len(match.group()), folded)
    members = [match.start() for match in _MEMBERSHIP.finditer(folded)]
    found: list[Listing] = []
    for sentence in sentences:
        inner = counts.within(sentence)
        is_told = bool(inner) or not statements or _any_within(members, sentence)
        if is_told and folded.find("、", sentence.start, sentence.end) >= 0:
            found.extend(_rows(masked, sentence, counts))
        if len(inner) > _LEAST_ITEMS:
            found.extend(_counted_parts(folded, sentence, inner, statements))
    return sorted(found, key=lambda listing: (listing.start, listing.end))


def _any_within(positions: Sequence[int], span: Span) -> bool:
    index = bisect_left(positions, span.start)
    return index < len(positions) and positions[index] < span.end


def is_open(folded: str, listing: Listing) -> bool:
    """Tell whether a list says that it names only some of its members (等)."""
    if not listing.parts:
        return False
    return folded.startswith("等", max(part.end for part in listing.parts))


class _Counts:
    """The counting statements of a text by position."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._kept = [
            (statement.quantity.start, index)
            for index, statement in enumerate(statements)
            if statement.quantity.kind is QuantityKind.COUNT
        ]
        self._starts = [start for start, _ in self._kept]
        self.by_start = dict(self._kept)
        self._statements = statements

    def is_count(self, position: int) -> bool:
        """Whether a counting statement begins here; without statements any count will do."""
        return not self._statements or position in self.by_start

    def size(self, index: int | None) -> int | None:
        """How many the whole is said to have."""
        value = None if index is None else self._statements[index].quantity.value
        return None if value is None else int(value)

    def within(self, span: Span) -> list[int]:
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [index for _, index in self._kept[first:last]]


_COUNT = re.compile(
    r"(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})(?:大|个|项|家|座|条|类|种|所|处|部|名|位|件|只|支|省|市|县|区|镇|村|款|方面|批)"
)


def _rows(text: str, sentence: Span, counts: _Counts) -> Iterator[Listing]:
    """Rows of members with a count before or after them, or a membership said of them."""
    position = sentence.start
    for clause in _row_clauses(text, sentence):
        if clause.start < position:
            continue
        listing = _row(text, clause, sentence, counts)
        if listing is not None:
            position = listing.end
            yield listing


def _row_clauses(text: str, sentence: Span) -> list[Span]:
    return [
        clause
        for clause in clauses(text, sentence)
        if text.find("、", clause.start, clause.end) >= 0
    ]


def _row(text: str, clause: Span, sentence: Span, counts: _Counts) -> Listing | None:
    first_joint = text.find("、", clause.start, clause.end)
    introduction = _INTRODUCTION.match(text, clause.start, first_joint)
    start = introduction.end() if introduction is not None else clause.start
    closing = _closing(text, first_joint, clause.end, counts)
    head = closing.head or _count_before(text, start, sentence, counts)
    if head is None:
        return None
    count = counts.by_start.get(head.start)
    size = counts.size(count)
    items = _items(text, start, closing.items_end, size=size)
    if not _is_credible(items, size, is_open=text.startswith("等", closing.items_end)):
        return None
    ends = (items[0].start, items[-1].end, head.start, head.end)
    return Listing(min(ends), max(ends), head, count, _spans(items))


def _is_credible(items: Sequence[_Item], size: int | None, *, is_open: bool) -> bool:
    """Whether the row can be the members of the whole; a wrong row would accuse an honest text."""
    if len(items) < _LEAST_ITEMS or size is None or len(items) == size:
        return len(items) >= _LEAST_ITEMS
    if is_open:
        return len(items) < size
    is_short = all(item.end - item.start <= _SHORT_ITEM for item in items)
    return is_short and size <= _LARGEST_WHOLE and abs(len(items) - size) <= _NEAR_MISS


def _spans(items: Sequence[_Item]) -> tuple[Span, ...]:
    return tuple(Span(*item) for item in items)


class _Closing(NamedTuple):
    """Where a row ends, and the words that count or name the whole behind it."""

    items_end: int
    head: Span | None


def _closing(text: str, joint: int, end: int, counts: _Counts) -> _Closing:
    """What stands behind a row: a count with its noun, or a membership with its whole."""
    membership = _MEMBERSHIP.search(text, joint, end)
    limit = membership.start() if membership is not None else end
    count = _last_count(text, joint, limit, counts)
    if count is not None:
        stop = count.start()
        if text[stop - 1] == "等":
            stop -= 1
        return _Closing(stop, Span(count.start(), _noun_end(text, count.end(), end)))
    if membership is not None:
        stop = membership.start()
        if text[stop - 1] == "等":
            stop -= 1
        return _Closing(stop, _trimmed(text, membership.end(), end))
    return _Closing(end, None)


def _last_count(text: str, joint: int, end: int, counts: _Counts) -> re.Match[str] | None:
    """The count right behind the last member: no 、 follows it."""
    last = text.rfind("、", joint, end)
    for match in _COUNT.finditer(text, max(joint, last), end):
        before = text[match.start() - 1]
        is_first = match.start() > joint + 1 and before not in "第、 0123456789.约近超各每这该以"
        if is_first and counts.is_count(match.start()):
            return match
    return None


def _noun_end(text: str, start: int, end: int) -> int:
    """Where the counted noun ends: before the next verb, adverb or joint."""
    import rjieba

    match = _NOUN.match(text, start, end)
    position = start
    for word, tag in rjieba.tag(match.group() if match is not None else ""):
        if tag[0] in "dpcruy" or tag in {"v", "ad", "m"} or word in _NO_NOUN:
            break
        position += len(word)
    return position


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while end > start and text[end - 1] in "。；，！？;\n ":
        end -= 1
    return Span(start, end) if end - start >= _LEAST_WHOLE else None


def _count_before(text: str, start: int, sentence: Span, counts: _Counts) -> Span | None:
    """A count that announces the row: 4大产业集群——甲、乙, 包括5个园区：甲、乙."""
    window = max(sentence.start, start - 40)
    matches = [m for m in _COUNT.finditer(text, window, start) if counts.is_count(m.start())]
    if not matches:
        return None
    match = matches[-1]
    between = text[match.end() : start]
    if len(between) > 24 or not re.search(r"(?:——|：|:|包括|分别[是为]|即|[(（])$", between):
        return None
    stop = _noun_end(text, match.end(), start)
    return Span(match.start(), stop)


def _items(text: str, start: int, end: int, *, size: int | None) -> list[_Item]:
    """Split a row at 、 and its last 和; where the count is known, the split that agrees with it."""
    joints = [match.span() for match in _JOINT.finditer(text, start, end)]
    commas = [joint for joint in joints if text[joint[0]] == "、"]
    after = [joint for joint in joints if commas and joint[0] > commas[-1][0]]
    splits = [_split(text, start, end, joints=[*commas, *after[-1:]])]
    if after:
        splits.append(_split(text, start, end, joints=commas))
    splits += [_split(text, start, end, joints=joints)] if len(joints) > len(commas) + 1 else []
    agreeing = [items for items in splits if len(items) == size]
    return (agreeing or splits)[0]


def _split(text: str, start: int, end: int, *, joints: list[tuple[int, int]]) -> list[_Item]:
    edges = [start, *(edge for joint in joints for edge in joint), end]
    items = [_strip(text, _Item(*pair)) for pair in zip(edges[::2], edges[1::2], strict=True)]
    items[0] = _without_verb(text, items[0], items[1:])
    is_row = all(
        0 < item.end - item.start <= _LONGEST_ITEM
        and not _NO_MEMBER.match(text, item.start, item.end)
        for item in items
    )
    return items if is_row else []


def _without_verb(text: str, item: _Item, others: list[_Item]) -> _Item:
    """Take the verb that governs the row off its first member: 搭建 of 搭建甲、乙."""
    import rjieba

    words = rjieba.tag(text[item.start : item.end])
    others_begin = [rjieba.tag(text[other.start : other.end])[0][1] for other in others[:2] if other.end > other.start]
    if not words or any(tag in _VERBAL for tag in others_begin):
        return item
    start = item.start
    for word, tag in words[:-1]:
        if tag not in _VERBAL and word not in _GOVERNING:
            break
        start += len(word)
    return _Item(start, item.end)


_VERBAL = frozenset("v d ad p vd c zg".split())
_GOVERNING = frozenset("建设 发展 全产业链 全力 办理 接待 服务 健全 推进 好 以 在 对".split())


def _strip(text: str, item: _Item) -> _Item:
    start, end = item
    while start < end and text[start] in " \n，":
        start += 1
    while end > start and text[end - 1] in " \n，。":
        end -= 1
    if text.find("“", start, end) == start and text.find("”", start, end) < 0:
        start += 1
    if text.find("”", start, end) == end - 1 and text.find("“", start, end) < 0:
        end -= 1
    return _Item(start, end)


def _counted_parts(
    text: str, sentence: Span, inner: Sequence[int], statements: Sequence[Statement]
) -> Iterator[Listing]:
    """A counted whole followed by counted parts: 72个，涉及甲27个，乙4个."""
    for position, whole in enumerate(inner[:-_LEAST_ITEMS]):
        total = statements[whole].quantity
        parts = _parts_after(text, total, [statements[i].quantity for i in inner[position + 1 :]])
        if len(parts) >= _LEAST_ITEMS:
            head = Span(_head_start(text, sentence, total), total.end)
            spans = tuple(parts)
            yield Listing(head.start, spans[-1].end, head, whole, spans)
            return


_LEADS = re.compile(r"[，,：:（( ]*(?:其中|包括|涉及|包含|涵盖|分别[为是]|有|分为|即)")
_BETWEEN = re.compile(r"[，、；,;和及与 ]*")


def _parts_after(text: str, total: Quantity, others: Sequence[Quantity]) -> list[Span]:
    """Parts with the unit of the whole, in a row behind it, each with the words it counts."""
    lead = _lead(text, total, others)
    if lead is None:
        return []
    parts: list[Span] = []
    position = lead
    for other in others:
        gap = text[position : other.start]
        if other.unit != total.unit or len(gap) > _LONGEST_ITEM or "。" in gap:
            break
        joint = _BETWEEN.match(text, position)
        start = joint.end() if joint is not None else position
        parts.append(Span(start, _part_end(text, start, other)))
        position = parts[-1].end
    return parts


def _lead(text: str, total: Quantity, others: Sequence[Quantity]) -> int | None:
    """Where the parts begin: behind 其中, 涉及 and the like after the whole."""
    if not others:
        return None
    window = text[total.end : others[0].start]
    for match in re.finditer(r"其中|包括|涉及|包含|涵盖|分别[为是]|分为|：|:|——|[(（]", window):
        return total.end + match.end()
    return None


def _part_end(text: str, start: int, other: Quantity) -> int:
    """A part counted before its noun (27个产业项目) reaches to the noun's end."""
    if start < other.start:
        return other.end
    match = re.compile(r"[\u4e00-\u9fff]{0,16}").match(text, other.end)
    return match.end() if match is not None else other.end


def _head_start(text: str, sentence: Span, total: Quantity) -> int:
    before = text[sentence.start : total.start]
    edge = max((before.rfind(mark) for mark in "，。；：,:"), default=-1)
    return sentence.start + edge + 1
