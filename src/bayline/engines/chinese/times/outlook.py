"""Whether a place speaks of plans, judged by the words nearby; a caller who knows better says so himself."""

import re
from collections.abc import Callable

from bayline.engines.chinese.times.sections import Sections

_STOPS = re.compile(r"[。！？；\n]")
_PLANNED = re.compile(
    r"预计|预期|计划(?!单列)|力争|争取(?=[在到于年\d实达完])|确保|拟(?=[于在新建定]|\d)|将(?![军近领士帅])|有望|届时|目标|打算|安排(?:在|于)|定于|下一步|下步|今后|未来|要(?=[在于完实力确把全])|明年"
)
_DONE = re.compile(r"已(?!知)|了(?!解)|曾|完成了|截至|截止|以来|回顾|同比|比上年|较上年")
_REACH = 80
_AHEAD = 14


def outlook_by_words(folded: str, sections: Sections) -> Callable[[int], bool]:
    """Build a judgement on places of one text: words of the sentence first, then the heading above."""

    def planned(position: int) -> bool:
        clause = _sentence_head(folded, position)
        if _PLANNED.search(clause):
            return not _DONE.search(clause)
        if _DONE.search(clause):
            return False
        return bool(sections.at(position).planned)

    return planned


def _sentence_head(folded: str, position: int) -> str:
    """Give the sentence up to shortly behind the position."""
    start = max(0, position - _REACH)
    for stop in _STOPS.finditer(folded, start, position):
        start = stop.end()
    end = position + _AHEAD
    stop_behind = _STOPS.search(folded, position, end)
    return folded[start : stop_behind.start() if stop_behind else end]
