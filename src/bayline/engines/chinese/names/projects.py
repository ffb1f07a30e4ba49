"""Projects and zones."""

import re

from bayline.engines.chinese.names.context import Context
from bayline.engines.chinese.names.grammar import Ending, grammar
from bayline.engines.chinese.names.heads import is_counted, proper_head, says_something
from bayline.engines.chinese.terms import Name, NameKind

_LEAST = 4  # characters of a project before its ending
_QUOTE_REACH = 20
_REACH = 40
_WORKS = "新建|改建|扩建|改扩建|迁建|大修|拓宽|快速化改造|提升改造|扩容|改造|续建"
_WORKS_BEHIND = re.compile(rf"(?:[一二三四五]期)?(?:{_WORKS})(?:工程|项目)")
# 浦东机场三期扩建工程: what may stand between a name and 工程 for the works to be its own.
_WORKS_OF = re.compile(rf"(?:[一二三四五]期)?(?:{_WORKS})?(?:配套|主体)?")
_PLACED = (NameKind.PLACE, NameKind.ROAD)
# 某公司年产40万吨烯烃项目: what is made, and how much of it a year.
_YIELD = re.compile(
    r"年产[\d.]+(?:[十百千万亿]{0,2})(?:[^\W的\d]{1,4})(?:(?!的)[\u4e00-\u9fffA-Za-z0-9]){2,20}$"
)
# 引大济岷工程, 南水北调工程: water and gas led from one place to another.
_LED = re.compile(r"(?:引.{1,2}[济入补].{1,2}|南水北调|西气东输|西电东送|东数西算)$")
_LED_ENDS = "调输送算"
_FREE_TRADE = re.compile(r"中国[(（][\u4e00-\u9fff]{2,6}[)）]$")
_CORRIDOR = re.compile(r"[GS]\d{1,3}$")


def project(context: Context, ending: Ending) -> Name | None:
    """南通石化碳纤维项目, “千村示范”工程, 浦东机场三期扩建工程."""
    start = _start(context, ending)
    return None if start is None else Name(start, ending.end, NameKind.PROJECT)


def _start(context: Context, ending: Ending) -> int | None:
    text, last = context.text, context.last
    is_works = _WORKS_OF.fullmatch(text, last.end, ending.start) is not None
    if is_works and last.kind in _PLACED and last.end - last.start >= _LEAST:
        return last.start
    quoted = _quoted_start(context, ending)
    if quoted is not None:
        return quoted
    left = max(last.end, ending.start - _REACH)
    if text[ending.start - 1] in _LED_ENDS or text.find("引", left, ending.start) >= 0:
        led = _LED.search(text, max(left, ending.start - 6), ending.start)
        if led is not None:
            return led.start()
    if text.find("年产", left, ending.start) >= 0:
        produced = _YIELD.search(text, left, ending.start)
        if produced is not None:
            return _maker_start(context, produced.start())
    return _named_start(context, ending)


def _named_start(context: Context, ending: Ending) -> int | None:
    words = context.words(ending)
    head = proper_head(words)
    if head is None or is_counted(words, head) or not says_something(head.body):
        return None
    return head.start if sum(len(word.text) for word in head.words) >= _LEAST else None


def _maker_start(context: Context, start: int) -> int:
    """Who makes what is made: the proper words right before 年产."""
    if context.last.end == start and context.last.kind is NameKind.ORGANISATION:
        return context.last.start
    words = context.heads.words(context.last.end, start, end=start, reach=12)
    head = proper_head(words)
    return start if head is None else head.start


def _quoted_start(context: Context, ending: Ending) -> int | None:
    """“千村示范”工程: the quoted words are the name."""
    text = context.text
    is_works = text.startswith("工程", ending.start)
    if not is_works or not text.startswith("”", ending.start - 1):
        return None
    opening = text.rfind("“", max(0, ending.start - _QUOTE_REACH), ending.start - 1)
    if opening < context.last.end or "”" in text[opening : ending.start - 1]:
        return None
    return opening


def works(context: Context, name: Name) -> Name | None:
    """朱林公路改建工程: the works on a road right behind its name."""
    behind = _WORKS_BEHIND.match(context.text, name.end)
    if name.kind is not NameKind.ROAD or behind is None:
        return None
    return Name(name.start, behind.end(), NameKind.PROJECT)


def zone(context: Context, ending: Ending) -> Name | None:
    """苏州工业园区, 中国（上海）自由贸易试验区, G60科创走廊."""
    if ending.end in context.place_ends:
        return None
    is_part = context.text.startswith(("新片区", "片区"), ending.start)
    is_near = context.last.kind is NameKind.ZONE and ending.start - context.last.end <= _LEAST
    if (is_part and is_near) or context.follows_last(ending.start, NameKind.ZONE):
        return Name(context.last.start, ending.end, NameKind.ZONE)
    marked = _marked_start(context, ending)
    if marked is not None:
        return Name(marked, ending.end, NameKind.ZONE)
    words = context.words(ending)
    known = [i for i, word in enumerate(words, start=1) if word.text in grammar().known]
    words = words[known[-1] :] if known else words  # a body's zone is named without the body
    head = proper_head(words)
    if head is None or is_counted(words, head):
        return None
    return Name(head.start, ending.end, NameKind.ZONE)


def _marked_start(context: Context, ending: Ending) -> int | None:
    """中国（上海）before 自由贸易试验区, G60 before 科创走廊."""
    before = context.text[ending.start - 1]
    if before not in "）)" and not before.isdigit():
        return None
    left = max(context.last.end, ending.start - 12)
    marked = _FREE_TRADE.search(context.text, left, ending.start)
    marked = marked or _CORRIDOR.search(context.text, left, ending.start)
    return None if marked is None else marked.start()
