"""Roads, railways and bridges, by their endings or their numbers."""

import re

from bayline.engines.chinese.names.context import SHORT, Context
from bayline.engines.chinese.names.grammar import Ending
from bayline.engines.chinese.names.heads import Head, Word, is_counted, is_proper, proper_head
from bayline.engines.chinese.terms import Name, NameKind

_NUMBER_BEFORE = re.compile(r"(?:轨道交通|地铁|市域铁路|[GSXY])?\d{1,4}(?:[\u4e00-\u9fff]{2,3})?$")
_SECTION = re.compile(
    r"[(（][\u4e00-\u9fff\w]{2,12}(?:—|-|－|~|至|到){1,2}[\u4e00-\u9fff\w]{2,12}[)）]"
)
_NOT_AFTER = tuple("港桥站局网")
_REALM_LETTERS = frozenset(
    "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀贵黔滇云陕秦甘陇青藏桂蒙宁杭甬合汉"
)
_MOST_WORDS = 5
_REACH = 20
_LINE_REACH = 12


def road(context: Context, ending: Ending) -> Name | None:
    """朱林公路(浙江省界—平安公路), 同仁至赛尔龙高速公路."""
    words = context.words(ending, _REACH)
    head = proper_head(words, is_loose=True)
    if head is None or len(head.words) > _MOST_WORDS or is_counted(words, head):
        return None
    is_other = context.text.startswith(_NOT_AFTER, ending.end)
    if is_other or ending.start - head.start < SHORT:
        return None
    section = _SECTION.match(context.text, ending.end)
    return Name(_start(head, words), section.end() if section else ending.end, NameKind.ROAD)


def _start(head: Head, words: list[Word]) -> int:
    """Take in where a road comes from: 同仁至赛尔龙高速公路."""
    index = len(words) - len(head.words)
    start = head.start
    while index > 0 and words[index - 1].text in _REALM_LETTERS:
        index -= 1
        start = words[index].start
    if start < head.start:
        return start
    if index < SHORT or words[index - 1].text not in {"至", "到", "经", "-"}:
        return head.start
    origin = words[index - 2]
    return origin.start if is_proper(origin, is_loose=True) else head.start


def line(context: Context, ending: Ending) -> Name | None:
    """15号线, 320国道, G60沪昆高速: a road by its number."""
    left = max(context.last.end, ending.start - _LINE_REACH)
    number = _NUMBER_BEFORE.search(context.text, left, ending.start)
    if number is not None and number.group()[-1:].isdigit():
        return Name(number.start(), ending.end, NameKind.ROAD)
    if number is not None and number.group()[0] in "GS":
        return Name(number.start(), ending.end, NameKind.ROAD)
    return road(context, ending) if context.text.startswith("高速", ending.start) else None
