"""The members of a row: split at 、 and 和, without the verb that governs them."""

import re
from typing import NamedTuple

_JOINT = re.compile(r"、|以及|和(?!谐|平|美|田|顺|县|静|硕|政|林)|及(?!时|其|以)|与(?!会|此|时)")
_LONGEST = 36
_NO_MEMBER = re.compile(
    r"[每各不说要]|确保|坚持|\d+(?:\.\d+)?[万亿%个家项座条件只]|累计|年均|其中"
    r"|.*\d(?:\.\d+)?[万亿]?[个家项座条件只人户%]|.*等"
)


class Item(NamedTuple):
    """A member of a row."""

    start: int
    end: int


def split_row(text: str, start: int, end: int, *, size: int | None) -> list[Item]:
    """Split a row at 、 and its last 和, or as the stated count wants it."""
    joints = [match.span() for match in _JOINT.finditer(text, start, end)]
    commas = [joint for joint in joints if text[joint[0]] == "、"]
    after = [joint for joint in joints if commas and joint[0] > commas[-1][0]]
    splits = [_split(text, start, end, joints=[*commas, *after[-1:]])]
    if after:
        splits.append(_split(text, start, end, joints=commas))
    splits += [_split(text, start, end, joints=joints)] if len(joints) > len(commas) + 1 else []
    agreeing = [items for items in splits if len(items) == size]
    return (agreeing or splits)[0]


def _split(text: str, start: int, end: int, *, joints: list[tuple[int, int]]) -> list[Item]:
    edges = [start, *(edge for joint in joints for edge in joint), end]
    items = [_strip(text, Item(*pair)) for pair in zip(edges[::2], edges[1::2], strict=True)]
    items[0] = _without_verb(text, items[0], items[1:])
    is_row = all(
        0 < item.end - item.start <= _LONGEST and not _NO_MEMBER.match(text, item.start, item.end)
        for item in items
    )
    return items if is_row else []


def _without_verb(text: str, item: Item, others: list[Item]) -> Item:
    """Take the verb that governs the row off its first member: 搭建 of 搭建甲、乙."""
    import rjieba

    words = rjieba.tag(text[item.start : item.end])
    others_begin = [
        rjieba.tag(text[other.start : other.end])[0][1]
        for other in others[:2]
        if other.end > other.start
    ]
    if not words or any(tag in _VERBAL for tag in others_begin):
        return item
    start = item.start
    for word, tag in words[:-1]:
        if tag not in _VERBAL and word not in _GOVERNING and word != "了":
            break
        start += len(word)
    return Item(start, item.end)


_VERBAL = frozenset(["v", "d", "ad", "p", "vd", "c", "zg"])
_GOVERNING = frozenset(
    [
        "建设",
        "发展",
        "全产业链",
        "全力",
        "办理",
        "接待",
        "服务",
        "健全",
        "推进",
        "好",
        "以",
        "在",
        "对",
    ]
)


def _strip(text: str, item: Item) -> Item:
    start, end = item
    while start < end and text[start] in " \n，":
        start += 1
    while end > start and text[end - 1] in " \n，。":
        end -= 1
    if text.find("“", start, end) == start and text.find("”", start, end) < 0:
        start += 1
    if text.find("”", start, end) == end - 1 and text.find("“", start, end) < 0:
        end -= 1
    return Item(start, end)
