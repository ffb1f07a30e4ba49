"""Headings and paragraphs as far as they fix times: 2024年工作回顾 dates every 一季度 below it."""

import re
from bisect import bisect_right
from typing import NamedTuple

_LINE = re.compile(r"^[ \t]*(?P<body>[^\n。！？；，]{2,48}?)[ \t：:]*$", re.MULTILINE)
_LEVELS = (
    (1, re.compile(r"第[一二三四五六七八九十]{1,3}[章编篇部]|[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}节")),
    (3, re.compile(r"\d{1,2}[、.．]|[（(]\d{1,2}[)）]")),
)
_YEAR = re.compile(r"(?<!\d)(?P<year>19\d\d|20\d\d)年")
_TITLE = re.compile(
    r"工作报告|人民代表大会|关于.*(?:通知|意见|决定|批复)|行动计划|规划|方案|办法|届"
)
_PLAN = re.compile(
    r"安排|打算|计划|任务|目标|部署|展望|总体要求|总体思路|预期|谋划|下一步|下步|下阶段|重点工作|工作要点|工作建议|措施|工作重点"
)
_PAST = re.compile(
    r"回顾|总结|完成情况|成效|成绩|进展|开展情况|基本情况|运行情况|主要工作情况|大事记|公报"
)


class Section(NamedTuple):
    """A stretch of text under one heading."""

    start: int
    level: int
    year: int | None  # the year its heading, or a heading above it, fixes
    planned: bool | None  # what the heading says of plans; None if nothing
    heading_end: int


class Sections:
    """The headings of one text, for look-up by position."""

    def __init__(self, folded: str) -> None:
        self._items = _sections(folded)
        self._length = len(folded)
        self._starts = [item.start for item in self._items]

    def at(self, position: int) -> Section:
        """Give the section a position lies in."""
        return self._items[bisect_right(self._starts, position) - 1]

    def end_of(self, position: int) -> int:
        """Give the end of the section around a position: the next heading of its level or above."""
        index = bisect_right(self._starts, position) - 1
        level = self._items[index].level
        for item in self._items[index + 1 :]:
            if item.level <= max(level, 1):
                return item.start
        return self._length


def _sections(folded: str) -> list[Section]:
    items = [Section(0, 0, None, None, 0)]
    above: list[Section] = [items[0]]
    for line in _LINE.finditer(folded):
        section = _section(line, above)
        if section is None:
            continue
        items.append(section)
        above = [outer for outer in above if outer.level < section.level]
        above.append(section)
    return items


def _section(line: re.Match[str], above: list[Section]) -> Section | None:
    body = line["body"]
    level = next((number for number, sign in _LEVELS if sign.match(body)), 0)
    year = _YEAR.search(body)
    planned = _outlook(body)
    if _TITLE.search(body) and not (level and year):
        return None
    if not level and year is None and planned is None:
        return None
    level = level or 1
    outer = next(item for item in reversed([*above]) if item.level < level)
    return Section(
        line.start(),
        level,
        int(year["year"]) if year else outer.year,
        planned if planned is not None else outer.planned,
        line.end(),
    )


def _outlook(body: str) -> bool | None:
    if _PAST.search(body):
        return False
    return True if _PLAN.search(body) else None
