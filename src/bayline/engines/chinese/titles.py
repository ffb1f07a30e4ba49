"""What a whole document is about: the place, and the thing of that place, that its title names."""

import re
from collections.abc import Sequence

from bayline.engines.chinese.subjects import PLACES, NameIndex, is_unit
from bayline.engines.chinese.terms import Span, Time

_LONGEST = 45  # characters of a title
_ENDS = "。；，！？,;!?、"
_MARK = re.compile(r"(?:#{1,6}\s*)?")
_LEAD = re.compile(r"(?:#{1,6}\s*)?(?:[^，。：:\d]{2,12}[：:]\s*)?")
_CLOSE = 2  # characters of 年 or a blank between a time and a place
_QUOTED = re.compile(r"“[^”]{1,10}[镇村县州园港湾谷乡]”")
_BRAND = re.compile(r"“[^”\d]{2,10}”(?=(?:区域)?(?:公[用共])?品牌|农?产品)")
_THING = re.compile(
    r"[^\d\s，。、：“”（(和与及的]{0,10}?(?:工程|项目|集群|产业园|示范区|先行区)"
    r"(?=$|[（(\d“]|总?数量?|投资|计划|[^，。]{0,6}情况|清单|名单|进展|建设)"
)
_JOINT = "和与、及"


def title_of(folded: str, paragraphs: Sequence[Span]) -> Span | None:
    """Return the title of a document: its first line, if it is short and no sentence."""
    if len(paragraphs) < 2:  # noqa: PLR2004 - a line alone is no title
        return None
    first = paragraphs[0]
    is_short = first.end - first.start <= _LONGEST
    return first if is_short and folded[first.end - 1] not in _ENDS else None


def home_of(
    folded: str, title: Span | None, names: NameIndex, times: Sequence[Time]
) -> Span | None:
    """Return what a title opens with: 某市, 某市重大工程, some region's “某五镇”.

    Args:
        folded: The folded text.
        title: Where its title stands.
        names: Its names.
        times: Its times; one may stand before the place.
    """
    if title is None:
        return None
    within = [time for time in times if time.start < title.end]
    mark, lead = (each.match(folded, title.start, title.end) for each in (_MARK, _LEAD))
    start = mark.end() if mark else title.start
    labeled = _chain(folded, Span(start, title.end), names, within)
    if labeled is not None or lead is None:
        return labeled  # 某区：…
    start = lead.end()
    return _chain(folded, Span(_past(start, within), title.end), names, within)


def home_words(text: str, home: Span, times: Sequence[Time]) -> str:
    """Print what a title opens with, without the time in its midst: 某市2025年|重大工程."""
    words, end = "", home.start
    for time in times:
        if time.start >= home.end:
            break
        if time.start >= end:
            words, end = words + text[end : time.start], time.end
    return words + text[end : home.end]


def _past(position: int, times: Sequence[Time]) -> int:
    """Where a time ends that begins at a position or right behind it."""
    for time in times:
        if position <= time.start <= position + 1:
            position = time.end
    return position


def _chain(folded: str, within: Span, names: NameIndex, times: Sequence[Time]) -> Span | None:
    """The names that follow each other at the head of a title, with the thing behind them."""
    start = end = within.start
    is_place = False
    for name in names.within(*within):
        gap = folded[end : name.start].strip(" 　年")
        if gap or name.start - end > (_CLOSE if end == start else 0):
            break
        start = name.start if end == start else start
        is_place = is_place or (name.kind in PLACES and is_unit(name, folded))
        end = name.end
    quoted = _QUOTED.match(folded, end, within.end)
    quoted = quoted or (_BRAND.match(folded, start, within.end) if end == start else None)
    if quoted is not None:
        return Span(start, quoted.end())
    if not is_place or folded[end : end + 1] in _JOINT:
        return None  # of several places none is meant alone
    thing = _THING.match(folded, _past(end, times), within.end)
    return Span(start, thing.end() if thing else end)
