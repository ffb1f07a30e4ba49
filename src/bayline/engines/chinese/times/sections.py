"""Headings and openings as far as they fix times: 2024年工作回顾 dates every 一季度 below it.

A title with a year (2022年…公报) stands above the numbered headings. Where no heading tells, the
paragraph that opens a text or a section does: 2022年，全县… dates what follows it as well.
"""

import re
from bisect import bisect_right
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from bayline.engines.chinese.terms import Interval
from bayline.engines.chinese.times.numerals import whole

_LINE = re.compile(r"[ \t]*+(?P<body>[^\n\t。！？；，]{2,48}?)[ \t：:]*")
_LONGEST_BODY = 48
_ROOT, _CHAPTER, _TOP = 0, 1, 2
_LEVELS = (
    (_TOP, re.compile(r"第[一二三四五六七八九十]{1,3}[章编篇部]|[一二三四五六七八九十]{1,3}、")),
    (3, re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}节")),
    (4, re.compile(r"\d{1,2}[、.．]|[（(]\d{1,2}[)）]")),
)
_FIRST = re.compile(r"第一[章编篇部]|一、")
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
_SAID = re.compile(rf"(?<!\d)(?P<year>{_YEAR})年")
_ANY_YEAR = re.compile(rf"(?<!\d)(?P<year>{_YEAR})(?!\d)")
_DAY = re.compile(r"年 ?\d{1,2} ?月 ?(?:\d{1,2} ?日|[ )）]*$)")
_TITLE = re.compile(
    r"工作报告|人民代表大会|关于.*(?:通知|意见|决定|批复)|行动计划|规划|方案|办法|届"
)
_PLAN = re.compile(
    r"安排|打算|计划|任务|目标|部署|展望|总体要求|总体思路|预期|谋划|下一步|下步|下阶段|重点工作|工作要点|工作建议|措施|工作重点"
)
_PAST = re.compile(
    r"回顾|总结|(?:工作|推进|落实|执行)情况|通报|完成情况|成效|成绩|进展|开展情况|基本情况|运行情况|主要工作情况|大事记|公报"
)
# What a heading without a number must speak of, to stand above numbered ones.
_OVERALL = re.compile(
    r"公报|回顾|总结|综述|概[况述览]|情况|工作|安排|打算|计划|要点|任务|目标|成[效绩]|述职|分析|决算"
)
# The head of a paragraph that tells its year or turns to another time, and a sentence that counts
# people and output in a year.
_HEAD = re.compile(
    rf"[ \t]*(?:【[^】\n]{{1,12}}】[ \t]*)?"
    rf"(?:(?P<year>{_YEAR})年(?:全年|度|末)?(?=[，,全我面是])(?P<rest>[^。\n]{{1,80}})"
    r"|今年|去年|前年|明年|近年|近几年|年初以来|目前|当前|近日|日前|下一步|下步|接下来"
    r"|今后|未来)"
)
_HEAD_FIRST = frozenset("【12一二今去前明近年目当日下接未")
_COUNTED = re.compile(rf"。(?P<counted>{_YEAR})年，(?=[^。\n]{{0,40}}(?:户籍|人口|总?产?值))")
_OVERVIEW = re.compile(
    r"全[国省市区县镇乡旗州盟村局系公院校行]|我[国省市区县镇乡旗州盟村局院校]|各级|面对|领导下|坚持以"
    r"|^，?[^，。]{2,8}[市县区镇乡](?:辖|有|共|各)|国民经济|经济(?:运行|发展|和?社会)|是[^，。]{0,30}(?:一年|之年)"
)
# A plan with its years in the title: 三年行动计划（2023—2025年）, “十四五”发展规划,
# 2019/20年度财政预算.
_TITLE_YEARS = re.compile(
    r"(?:计划|规划|方案|纲要|行动|意见|措施|要点|清单)[”\"]?[(（](?P<first>20\d\d)年?(?:-|—{1,2}|~|至|到)"
    r"(?P<last>20\d\d)年?[)）]|(?P<plan>十[一二三四五六七八九])五[”\"]?[^。，]{0,30}规划"
    rf"|(?P<fiscal>{_YEAR})(?:/|-|—|至)(?:20)?(?:[\d〇零一二三四五六七八九]{{2,4}})(?:财政年度|年度?)(?:财政)?预算"
)
_TITLE_LINE, _TITLE_REACH = 80, 400
_LONGEST_PLAN = 15
_STOPPED = re.compile(r"[，。；]")
_FRESH_WITHIN = 400  # characters of title lines and salutation before an opening paragraph


def horizon(folded: str) -> Interval | None:
    """Find the years that the title of a plan names: they are due by the last day of them.

    Args:
        folded: The text in simplified, half-width script.
    """
    title = ""
    for line in folded[:_TITLE_REACH].split("\n"):
        if len(line) > _TITLE_LINE or "。" in line:
            break
        title += line.strip()
    said = _TITLE_YEARS.search(title)
    if said is None:
        return None
    if said["fiscal"]:
        first = whole(said["fiscal"])
        return Interval(date(first, 4, 1), date(first + 1, 3, 31))
    last = 1955 + 5 * whole(said["plan"]) if said["plan"] else int(said["last"])
    first = last - 4 if said["plan"] else int(said["first"])
    is_span = first < last <= first + _LONGEST_PLAN
    return Interval(date(first, 1, 1), date(last, 12, 31)) if is_span else None


class Section(NamedTuple):
    """A stretch of text under one heading."""

    start: int
    level: int
    year: int | None  # the year its heading or opening, or a heading above it, fixes
    planned: bool | None  # what the heading says of plans; None if nothing
    heading_end: int
    opened: bool = False  # its year was told by a paragraph's opening words
    inside: bool = False  # a heading without a number among numbered ones


class Sections:
    """The headings of one text, for look-up by position."""

    def __init__(self, folded: str) -> None:
        self._items = _sections(folded)
        self._length = len(folded)
        self._starts = [item.start for item in self._items]
        self._ends: dict[int, list[int]] = {}

    def at(self, position: int) -> Section:
        """Give the section a position lies in."""
        return self._items[bisect_right(self._starts, position) - 1]

    def end_of(self, position: int) -> int:
        """Give the end of the section around a position: the next heading of its level or above."""
        index = bisect_right(self._starts, position) - 1
        level = max(self._items[index].level, _TOP)
        if level not in self._ends:
            self._ends[level] = _ends(self._items, level, self._length)
        return self._ends[level][index]


def _ends(items: list[Section], level: int, length: int) -> list[int]:
    """List for every item where the next heading of a level or above begins, from the last back.

    Items that share a heading follow one another, and none of them ends another.
    """
    ends = [length] * len(items)
    for index in range(len(items) - 2, -1, -1):
        following = items[index + 1]
        is_same = following.heading_end == items[index].heading_end
        begins = following.level <= level and not is_same
        ends[index] = following.start if begins else ends[index + 1]
    return ends


def _sections(folded: str) -> list[Section]:
    items = [Section(0, _ROOT, None, None, 0)]
    above = items[:]  # the last of them is always the section that runs
    for _, mark in _marks(folded):
        if mark.re is _LINE:
            section = _section(mark, above)
            kept = [outer for outer in above if section and outer.level < section.level]
        else:
            section, kept = _opening(folded, mark, items[-1]), above[:-1]
        if section is not None:
            items.append(section)
            above[:] = [*kept, section]
    return items


def _marks(folded: str) -> list[tuple[int, re.Match[str]]]:
    """List short lines, heads of paragraphs and sentences that count people, in text order."""
    found: list[tuple[int, re.Match[str]]] = []
    start = 0
    for line in folded.split("\n"):
        end = start + len(line)
        words = line.strip(" \t")
        if len(words) <= _LONGEST_BODY or len(words.rstrip(" \t：:")) <= _LONGEST_BODY:
            short = _LINE.fullmatch(folded, start, end)
            if short is not None:
                found.append((start, short))
        if words and words[0] in _HEAD_FIRST:
            head = _HEAD.match(folded, start, end)
            if head is not None:
                found.append((start, head))
        start = end + 1
    found += [(hit.start("counted"), hit) for hit in _COUNTED.finditer(folded)]
    found.sort(key=itemgetter(0))
    return found


def _opening(folded: str, head: re.Match[str], running: Section) -> Section | None:
    """Take the year a text or section opens with; a paragraph on another time ends its reign."""
    if head.re is _COUNTED:
        return _census(folded, head, running)
    if not head["year"]:
        has_told = running.opened and running.year is not None
        return running._replace(start=head.start(), year=None) if has_told else None
    is_overview = _STOPPED.search(head["rest"]) and _OVERVIEW.search(head["rest"])
    if not is_overview or not (running.opened or _is_first(folded, head.start(), running)):
        return None
    return running._replace(start=head.start(), year=whole(head["year"]), opened=True)


def _census(folded: str, head: re.Match[str], running: Section) -> Section | None:
    """Take the year of the people and output that the first paragraph of an entry counts."""
    start = head.start("counted")
    paragraph = folded.rfind("\n", max(0, start - _FRESH_WITHIN), start) + 1
    if running.year is not None or not _is_first(folded, paragraph, running):
        return None
    return running._replace(start=start, year=whole(head["counted"]), opened=True)


def _is_first(folded: str, start: int, running: Section) -> bool:
    """Tell whether no sentence stands between a heading, or the start of the text, and a place."""
    begin = running.heading_end
    return start - begin <= _FRESH_WITHIN and folded.find("。", begin, start) < 0


def _section(line: re.Match[str], above: list[Section]) -> Section | None:
    body = line["body"]
    level = next((number for number, sign in _LEVELS if sign.match(body)), 0)
    year = _year(body)
    planned = _outlook(body)
    if (_TITLE.search(body) and not (level and year)) or _DAY.search(body):
        return None
    if not level and year is None and planned is None:
        return None
    if level == _TOP:
        _settle(above, is_first=_FIRST.match(body) is not None)
    is_chapter = not level and year is not None and _OVERALL.search(body) is not None
    level = level or (_CHAPTER if is_chapter else _TOP)
    outer = next(item for item in reversed(above) if item.level < level)
    return Section(
        line.start(),
        level,
        year if year is not None else _inherited(outer, planned=planned),
        planned if planned is not None else outer.planned,
        line.end(),
        opened=year is None and outer.opened,
        inside=is_chapter and any(item.level >= _TOP for item in above),
    )


def _settle(above: list[Section], *, is_first: bool) -> None:
    """Decide whether a numbered heading belongs to the unnumbered one before it.

    一、 begins a new count beneath it; 三、 goes on with a count that began before it.
    """
    if is_first:
        above[:] = [item._replace(inside=False) for item in above]
    else:
        above[:] = [item for item in above if not item.inside]


def _inherited(outer: Section, *, planned: bool | None) -> int | None:
    """Give the year from above; 下一步打算 within a review leaves the reviewed year."""
    if planned and (outer.planned is False or outer.opened):
        return None
    return outer.year


def _year(body: str) -> int | None:
    """Give the one year a heading names; of two it is about neither."""
    said = _SAID.search(body)
    if said is None or len({hit["year"] for hit in _ANY_YEAR.finditer(body)}) > 1:
        return None
    return whole(said["year"])


def _outlook(body: str) -> bool | None:
    if _PAST.search(body):
        return False
    return True if _PLAN.search(body) else None
