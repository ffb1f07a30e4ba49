"""Rows of members beside what counts or names the whole."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bayline.engines.chinese.clauses import clauses
from bayline.engines.chinese.listings.counts import Counts
from bayline.engines.chinese.listings.items import Item, split_row
from bayline.engines.chinese.terms import Listing, Span

# Words after which a row begins: what names it, and verbs that govern it.
_INTRODUCTION = re.compile(
    r".*(?:是指|包括|包含|涵盖|涉及|分别[是为]|主要有|即|例如|(?<![作成因视列])为(?!主|民|期|核|了)"
    r"|围绕|聚焦|瞄准|打造|培育|推进|实施|推动|加快|建设|发展|形成|做强|做优|壮大|完善|支持|新增"
    r"|建成|开展|落实|抓好|举办|引进|依托|统筹|构建|开工|完成|启动|实现|获批|(?<![0-9])年"
    r"|[，。；：:“”‘’（(]|——|(?<=[\u4e00-\u9fff])有(?!机|色|限|效|轨|线))",
    re.DOTALL,
)
MEMBERSHIPS = (
    *("列入", "入选", "获评", "获批", "命名为", "认定为", "评为", "荣获", "跻身", "纳入", "加入"),
)
MEMBERSHIP = re.compile(rf"(?:均|都|分别|先后|成功|被){{0,4}}(?:{'|'.join(MEMBERSHIPS)})了?")
LEAST_ITEMS = 2
_SHORT_ITEM = 12
_LARGEST_WHOLE = 15
_NEAR_MISS = 2
_LEAST_WHOLE = 4
_REACH = 40  # characters before a row within which it may be announced
_WIDEST_GAP = 24  # characters between a count and the row it announces
_NOUN = re.compile(r"[\u4e00-\u9fff“”A-Za-z0-9]{0,24}")
_NO_NOUN = frozenset(
    [
        "正式",
        "集中",
        "新",
        "列入",
        "入选",
        "建成",
        "投产",
        "落户",
        "种植",
        "面积",
        "总",
        "达",
        "获批",
        "获",
        "成效",
        "等",
        "建设",
        "保持",
    ]
)
COUNT = re.compile(
    r"(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})"
    r"(?:大|个|项|家|座|条|类|种|所|处|部|名|位|件|只|支|省|市|县|区|镇|村|款|方面|批)"
)


def rows(text: str, sentence: Span, counts: Counts) -> Iterator[Listing]:
    """Rows of members with a count before or after them, or a membership said of them."""
    position = sentence.start
    for clause in _row_clauses(text, sentence):
        near = max(sentence.start, clause.start - _REACH)
        if clause.start < position or not counts.may_tell(near, clause.end):
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


def _row(text: str, clause: Span, sentence: Span, counts: Counts) -> Listing | None:
    first_joint = text.find("、", clause.start, clause.end)
    introduction = _INTRODUCTION.match(text, clause.start, first_joint)
    start = introduction.end() if introduction is not None else clause.start
    closing = _closing(text, first_joint, clause.end, counts)
    head = closing.head or _count_before(text, start, sentence, counts)
    if head is None:
        return None
    count = counts.by_start.get(head.start)
    size = counts.size(count)
    items = split_row(text, start, closing.items_end, size=size)
    if not is_credible(items, size, is_open=text.startswith("等", closing.items_end)):
        return None
    ends = (items[0].start, items[-1].end, head.start, head.end)
    return Listing(min(ends), max(ends), head, count, _spans(items))


def is_credible(items: Sequence[Item], size: int | None, *, is_open: bool) -> bool:
    """Tell whether a row can be the members of the whole; a wrong one accuses an honest text."""
    if len(items) < LEAST_ITEMS or size is None or len(items) == size:
        return len(items) >= LEAST_ITEMS
    if is_open:
        return len(items) < size
    is_short = all(item.end - item.start <= _SHORT_ITEM for item in items)
    return is_short and size <= _LARGEST_WHOLE and abs(len(items) - size) <= _NEAR_MISS


def _spans(items: Sequence[Item]) -> tuple[Span, ...]:
    return tuple(Span(*item) for item in items)


class _Closing(NamedTuple):
    """Where a row ends, and the words that count or name the whole behind it."""

    items_end: int
    head: Span | None


def _closing(text: str, joint: int, end: int, counts: Counts) -> _Closing:
    """What stands behind a row: a count with its noun, or a membership with its whole."""
    membership = MEMBERSHIP.search(text, joint, end)
    limit = membership.start() if membership is not None else end
    count = _last_count(text, joint, limit, counts)
    if count is not None:
        stop = count.start()
        if text[stop - 1] == "等":
            stop -= 1
        return _Closing(stop, Span(count.start(), noun_end(text, count.end(), end)))
    if membership is not None:
        stop = membership.start()
        if text[stop - 1] == "等":
            stop -= 1
        return _Closing(stop, trimmed(text, membership.end(), end))
    return _Closing(end, None)


def _last_count(text: str, joint: int, end: int, counts: Counts) -> re.Match[str] | None:
    """The count right behind the last member: no 、 follows it."""
    last = text.rfind("、", joint, end)
    for match in COUNT.finditer(text, max(joint, last), end):
        before = text[match.start() - 1]
        is_first = match.start() > joint + 1 and before not in "第、 0123456789.约近超各每这该以"
        if is_first and counts.is_count(match.start()):
            return match
    return None


def noun_end(text: str, start: int, end: int) -> int:
    """Find where the counted noun ends: before the next verb, adverb or joint."""
    import rjieba

    match = _NOUN.match(text, start, end)
    position = start
    for word, tag in rjieba.tag(match.group() if match is not None else ""):
        if tag[0] in "dpcruy" or tag in {"v", "ad", "m"} or word in _NO_NOUN:
            break
        position += len(word)
    return position


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Leave out the marks behind the words that name a whole; None where too little is left."""
    while end > start and text[end - 1] in "。；，！？;\n ":
        end -= 1
    return Span(start, end) if end - start >= _LEAST_WHOLE else None


def _count_before(text: str, start: int, sentence: Span, counts: Counts) -> Span | None:
    """A count that announces the row: 4大产业集群——甲、乙, 包括5个园区：甲、乙."""
    window = max(sentence.start, start - _REACH)
    matches = [m for m in COUNT.finditer(text, window, start) if counts.is_count(m.start())]
    if not matches:
        return None
    match = matches[-1]
    between = text[match.end() : start]
    if len(between) > _WIDEST_GAP or not re.search(
        r"(?:——|：|:|包括|分别[是为]|即|[(（])$", between
    ):
        return None
    if text[match.start() - 1 : match.start()] == "第":  # 第三批创建村包括…: a name, no count
        return trimmed(
            text, match.start() - 1, match.end() + len(between.rstrip("包括：:即为是分别"))
        )
    return Span(match.start(), noun_end(text, match.end(), start))
