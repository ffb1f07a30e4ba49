"""Whether the same thing is given two values, in one document or in two."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import Interval, Statement
from bayline.kernel.basis import Basis, Part, differences
from bayline.kernel.findings import Finding, Verdict
from bayline.kernel.statuses import Change, Status
from bayline.systems.reading.rules.attributes import canonical, is_known, is_timeless
from bayline.systems.reading.rules.bases import (
    basis_of,
    coverage_words,
    is_mere_basis,
    without_basis,
)
from bayline.systems.reading.rules.figures import is_loose
from bayline.systems.reading.rules.kinds import stage_of
from bayline.systems.reading.rules.passages import Item, View, places_of
from bayline.systems.reading.rules.wording import finding, gap_in_unit, printed, quoted, row

_MOST = 12  # figures of one key; more are a series, not one fact told again
_MOST_TOLD = 3
_LEAST_NAME = 4
_COUNTED = re.compile(r"^[\d一二三四五六七八九十两这该本此其各每]|\d+[个项家]|等")
_SPECIAL = re.compile(
    r"环比|两年平均|年均|月均|累计|新增|净增|当年|其中|同口径|高于|低于|快于|比全|分别|占|每|计划|目标|预期|"
    r"最高|最低|超额|左右两|平均"
)
_OF_SIZE = re.compile(r"^(?:及?以[上下内]|岁)")  # 60岁及以上户籍人口
_MOVEMENT = re.compile(
    r"同比|按(?:现行?|当年|不变)价格?(?:计算)?|比上年|较上年|比去年|增长|下降|提高|降低|减少|增加|上升|达到?|为|是|约|实现|完成|突破|超过?|近|按可比价(?:格)?(?:计算)?|可比|名义|实际|分别|，|、|\s"
)
_LEFT_OUT = re.compile(r"(?:不含|不包括|不包含|剔除|扣除|除去|不计)[^，。；]*$")
_REACH = 24
_AT_YEARS_END = re.compile(r"人口$|城镇化率|覆盖率|余额$|保有量")
# What a region built in a year has one value, if it is named as fully: 新建农村公路120公里.
_BUILT = re.compile(r"(?:新建|新改建|改建|改造|建成|新增|完成)[一-鿿]+$")
_LEAST_BUILT = 6
_WHEN = re.compile(r"\d年|全年|年末|年底|今年|去年|上年|本年|当年|半年|季度|\d月")
_FAR = 120
_DATED = re.compile(r"^(?:(?:19|20)\d\d年|今年|去年|全年|年末|年底)+")
_REGION = re.compile(r"^(?:全[市区县镇省州国乡村]|我[市区县镇省]|本[市区县])$")


class Telling(NamedTuple):
    """One place where a document gives the value of a thing."""

    view: View
    item: Item
    basis: Basis


_Key = tuple[object, ...]


def same_figure(views: Sequence[View]) -> list[Finding]:
    """Compare what is said of one thing in several places.

    title_zh: 同一指标的不同数值

    Compared: figures of the same attribute (under all its names), subject, place, stated period and
    kind, as intervals. A figure that leaves something out (不含…), counts from another size on or
    is measured in other prices is not comparable, and the finding names the part that differs.

    Verdicts: contradiction; not comparable; figures that agree are only reported across documents.

    Example: 全区2021年地区生产总值1100亿元 in one report and 1180亿元 in another contradict.
    """
    groups: dict[_Key, list[Telling]] = {}
    for view in views:
        home = _own_region(view)
        for item, place, paragraph in _placed(view):
            key = _key(item, place, home) if _is_anchored(view, item) else None
            if key and key[2] is None and not is_timeless(_attribute(item)):
                key = (*key, view.name, paragraph)  # without a time, only what stands together
            if key:
                groups.setdefault(key, []).append(Telling(view, item, basis_of(view, item)))
    return [found for group in groups.values() for found in _compared(group)]


def _placed(view: View) -> Iterator[tuple[Item, str, int]]:
    """Give every figure its paragraph and its place, else the place that was named last there."""
    paragraph, last = -1, ""
    for sentence in view.sentences:
        last = last if sentence.paragraph == paragraph else ""
        paragraph = sentence.paragraph
        before: Item | None = None
        for item in sentence.items:
            last = _region(view, item.statement) or last
            before = _as_before(item, before)
            yield before, last, paragraph


def _as_before(item: Item, before: Item | None) -> Item:
    """Give a figure that names but its basis the thing before it: 1200亿元，（不含港区）950亿元."""
    if before is None or item.unit != before.unit or not is_mere_basis(item.before):
        return item
    known, own = before.statement, item.statement
    told = replace(
        own, attribute=known.attribute, subject=known.subject, time=own.time or known.time
    )
    return item._replace(statement=told)


def _is_anchored(view: View, item: Item) -> bool:
    """Tell whether the sentence itself says when or whose; else it may be of next year's plan."""
    statement = item.statement
    words = view.folded[max(statement.sentence.start, item.start - _FAR) : item.start]
    whose = bool(statement.subject) or statement.place is not None
    return whose or is_timeless(statement.attribute) or bool(_WHEN.search(words))


def _key(item: Item, place: str, home: str) -> _Key | None:
    statement = item.statement
    attribute = _attribute(item)
    if not attribute or not _is_plain_fact(item, attribute):
        return None
    days, whose = _days(statement, attribute), _whose(item, place, home)
    if whose is None:
        return None
    days = None if is_timeless(attribute) else days
    grows = statement.change is Change.GROWTH
    return attribute, whose, days, item.unit, grows, stage_of(item.label)


def _attribute(item: Item) -> str:
    """Return the indicator's name without the region that stands in front of it."""
    statement = item.statement
    attribute = canonical(without_basis(statement.attribute or ""))
    subject = fold(statement.subject or "")
    if is_known(attribute) or is_timeless(attribute):
        return attribute
    bare = canonical(attribute.removeprefix(subject)) if subject else ""
    said = canonical(_MOVEMENT.sub("", _DATED.sub("", item.label)).removeprefix(subject))
    whole = _REGION.match(subject) and _BUILT.match(said) and len(said) >= _LEAST_BUILT
    return next((name for name in (bare, said) if is_known(name)), said if whole else attribute)


def _is_plain_fact(item: Item, attribute: str) -> bool:
    statement = item.statement
    actual = statement.status is Status.ACTUAL or is_timeless(attribute)
    levels = statement.change in {None, Change.TO, Change.GROWTH}
    said = statement.attribute or ""
    words = item.label.replace(said, "") if is_known(attribute) else f"{item.label}{attribute}"
    special = _SPECIAL.search(words) and not is_timeless(attribute)
    sized = item.is_threshold or _OF_SIZE.match(item.before)
    return actual and levels and not special and _says_itself(item) and not sized


def _says_itself(item: Item) -> bool:
    """Tell whether the figure's own clause names its attribute, or names nothing at all."""
    span = item.statement.attribute_span
    begin = item.start - len(item.before)
    bare = _MOVEMENT.sub("", item.label)
    return not bare or (span is not None and span.start >= begin)


def _days(statement: Statement, attribute: str) -> Interval | None:
    found = statement.time or statement.time_assumed
    if found is None or found.last is None:
        return None
    year = Interval(date(found.last.year, 1, 1), date(found.last.year, 12, 31))
    if found.last == year.last and found.first is None and _AT_YEARS_END.search(attribute):
        return year  # 2023年末 and 2023年 are one time for what is counted at the year's end
    return found if found.first else None


def _whose(item: Item, place: str, home: str) -> str | None:
    """Return whom the figure is about; None where that is too uncertain to compare."""
    statement = item.statement
    subject = fold(statement.subject or "")
    if is_known(_attribute(item)):
        frame = _frame(item, subject, place)
        own = subject == home or (not place and subject == "") or frame == f"全{home[-1:]}"
        if home and own and place in {"", home}:
            return home
        return frame or place or subject
    if _BUILT.match(_attribute(item)) and _REGION.match(subject):
        return home or subject
    span = statement.subject_span
    near = span is not None and statement.sentence.start <= span.start < item.start
    named = len(subject) >= _LEAST_NAME and not _COUNTED.search(subject)
    return subject if near and named and not _REGION.match(subject) else None


def _own_region(view: View) -> str:
    """Return the one region that all indicators of a document are about, "" if there are several.

    It is a region with a name, or 全县 where none is named; 全国 and other levels beside it do not
    matter, but two named ones do.
    """
    subjects = {
        fold(item.statement.subject or "") for item in view.items if is_known(_attribute(item))
    }
    levels = {subject for subject in subjects if _REGION.match(subject)}
    named = {subject for subject in subjects - levels if subject}
    if len(named) == 1:
        return named.pop()
    own = {level for level in levels if level[-1] not in "国省"}
    return own.pop() if not named and len(own) == 1 else ""


def _frame(item: Item, subject: str, place: str) -> str:
    """Return 全国, 全省 … where the words name that level, not the place said before."""
    if not _REGION.match(subject):
        return ""
    named = item.statement.place
    fits = place and named is not None and (named.name or subject).endswith(subject[-1])
    return "" if fits and subject[-1] != "国" else f"全{subject[-1]}"


def _region(view: View, statement: Statement) -> str:
    """Return the place a figure is about; a place that is left out (不含…) is not it."""
    place = statement.place
    if place is None or _LEFT_OUT.search(view.folded[max(0, place.start - _REACH) : place.start]):
        return ""
    return place.code or fold(place.name or view.document.reading.text[place.start : place.end])


def _compared(group: list[Telling]) -> list[Finding]:
    if not 1 < len(group) <= _MOST:
        return []
    found = []
    for one, other in combinations(group, 2):
        made = _pair(one, other)
        if made and not _stand_together(one, other):
            found.append(made)
    return found[:_MOST_TOLD]


def _stand_together(one: Telling, other: Telling) -> bool:
    """Tell whether one sentence gives both values of what is no indicator: it tells two things."""
    same = one.view is other.view and one.item.statement.sentence == other.item.statement.sentence
    return same and not is_known(_attribute(one.item))


def _pair(one: Telling, other: Telling) -> Finding | None:
    if not _one_region(one, other):
        return None
    if one.item.figure.overlaps(other.item.figure):
        return None if one.view is other.view else _agrees(one, other)
    apart = differences(one.basis, other.basis)
    if apart:
        return _not_comparable(one, other, apart[0])
    loose = is_loose(one.item.figure) or is_loose(other.item.figure)
    if loose or not _is_timed(one):
        return None
    return _contradicts(one, other)


def _is_timed(telling: Telling) -> bool:
    attribute = _attribute(telling.item)
    return is_timeless(attribute) or _days(telling.item.statement, attribute) is not None


def _one_region(one: Telling, other: Telling) -> bool:
    """Tell whether both speak of one place: named alike, or what their documents are about."""
    if one.view is other.view:
        return True
    known = _region(one.view, one.item.statement) and _region(other.view, other.item.statement)
    return bool(known) or _home(one.view) == _home(other.view)


def _home(view: View) -> str:
    """Return the place that a document names most, "" if it names none."""
    places = places_of(view).most_common(1)
    return places[0][0] if places else ""


def _agrees(one: Telling, other: Telling) -> Finding:
    name = _name(one)
    a, b = quoted(one.view, one.item), quoted(other.view, other.item)
    zh = f"相符：{name}，{one.view.name}写{a}，{other.view.name}写{b}。"
    en = f"Agrees: {name}, {one.view.name} says {a}, {other.view.name} says {b}."
    return _made(one, other, verdict=Verdict.HOLDS, sentences=(zh, en))


def _contradicts(one: Telling, other: Telling) -> Finding:
    name, gap = _name(one), gap_in_unit(one.item.figure, other.item.figure, one.item)
    a, b = printed(one.view, one.item), printed(other.view, other.item)
    second = "另一处" if one.view is other.view else other.view.name
    second_en = "elsewhere" if one.view is other.view else f"{other.view.name} says"
    zh = f"不一致：{name}，{one.view.name}写{a}，{second}写{b}，差{gap}。"
    en = f"Does not agree: {name}, {one.view.name} says {a}, {second_en} {b}; {gap} apart."
    return _made(one, other, verdict=Verdict.CONTRADICTION, sentences=(zh, en))


def _not_comparable(one: Telling, other: Telling, part: Part) -> Finding:
    name = _name(one)
    a, b = printed(one.view, one.item), printed(other.view, other.item)
    first, second = _said(one, part), _said(other, part)
    where = "另一处" if one.view is other.view else other.view.name
    zh = f"口径不同，不作比较（{part.zh}）：{name}，{one.view.name}写{a}（{first}），"
    zh += f"{where}写{b}（{second}）。"
    en = f"Not comparable ({part.en}): {name}, {one.view.name} says {a} ({first}), "
    en += f"{other.view.name} says {b} ({second})."
    return _made(one, other, verdict=Verdict.NOT_COMPARABLE, sentences=(zh, en))


def _said(telling: Telling, part: Part) -> str:
    if part is Part.COVERAGE:
        return coverage_words(telling.basis)
    value = telling.basis.price if part is Part.PRICE else telling.basis.threshold
    words = {"constant": "可比价", "current": "现价"}
    return words.get(str(value), str(value or "未注明"))


def _name(telling: Telling) -> str:
    statement = telling.item.statement
    grows = "增速" if statement.change is Change.GROWTH else ""
    return f"{_attribute(telling.item)}{grows}"


def _made(one: Telling, other: Telling, *, verdict: Verdict, sentences: tuple[str, str]) -> Finding:
    return finding(
        "same_figure",
        verdict,
        sentences,
        rows=(row(one.view, one.item, one.view.name), row(other.view, other.item, other.view.name)),
        claims=(one.view.cite(one.item), other.view.cite(other.item)),
    )
