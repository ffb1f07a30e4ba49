"""Whether the same thing is given two values, in one document or in two."""

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import Interval, Statement
from bayline.kernel.basis import Basis, Part, differences
from bayline.kernel.findings import Finding, Verdict
from bayline.kernel.statuses import Change, Status
from bayline.systems.reading.rules.attributes import canonical, is_known
from bayline.systems.reading.rules.bases import basis_of, coverage_words
from bayline.systems.reading.rules.batches import may_be_one_region
from bayline.systems.reading.rules.figures import is_loose
from bayline.systems.reading.rules.kinds import stage_of
from bayline.systems.reading.rules.passages import Item, View, is_threshold
from bayline.systems.reading.rules.wording import finding, gap_in_unit, printed, quoted, row

_MOST = 12  # figures of one key; more are a series, not one fact told again
_LEAST_NAME = 4
_SPECIAL = re.compile(
    r"环比|两年平均|年均|月均|累计|新增|净增|当年|其中|同口径|高于|低于|快于|比全|分别|占|每|计划|目标|预期|"
    r"最高|最低|超额|左右两|平均"
)
_MOVEMENT = re.compile(
    r"同比|比上年|较上年|比去年|增长|下降|提高|降低|减少|增加|上升|达到?|为|是|约|实现|完成|突破|超过?|近|按可比价(?:格)?(?:计算)?|可比|名义|实际|分别|，|、|\s"
)
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
    kind, as intervals. A figure that leaves something out (不含…), counts from another size on or is
    measured in other prices is not comparable, and the finding names the part that differs.

    Verdicts: contradiction; not comparable; figures that agree are only reported across documents.

    Example: 全区2021年地区生产总值1100亿元 in one report and 1180亿元 in another contradict.
    """
    groups: dict[_Key, list[Telling]] = {}
    for view in views:
        for item in view.items:
            key = _key(view, item)
            if key:
                groups.setdefault(key, []).append(Telling(view, item, basis_of(view, item)))
    return [found for group in groups.values() for found in _compared(group)]


def _key(view: View, item: Item) -> _Key | None:
    statement = item.statement
    days = _days(statement)
    attribute = canonical(statement.attribute)
    special = _SPECIAL.search(f"{item.label}{attribute}")
    if not attribute or days is None or special or statement.status is not Status.ACTUAL:
        return None
    if statement.change not in {None, Change.TO, Change.GROWTH} or is_threshold(item, view.folded):
        return None
    whose = _whose(view, statement)
    if whose is None or not _says_itself(item):
        return None
    grows = statement.change is Change.GROWTH
    return attribute, whose, days, item.unit, grows, stage_of(item.label)


def _says_itself(item: Item) -> bool:
    """Tell whether the figure's own clause names its attribute, or says nothing that could be another."""
    span = item.statement.attribute_span
    begin = item.start - len(item.before)
    bare = _MOVEMENT.sub("", item.label)
    return not bare or (span is not None and span.start >= begin)


def _days(statement: Statement) -> Interval | None:
    found = statement.time or statement.time_assumed
    return found if found and found.first and found.last else None


def _whose(view: View, statement: Statement) -> str | None:
    """Return whom the figure is about; None where that is too uncertain to compare."""
    place = statement.place
    text = view.document.reading.text
    if place is not None and is_known(statement.attribute):
        return place.code or fold(place.name or text[place.start : place.end])
    subject = fold(statement.subject or "")
    if is_known(statement.attribute):
        return "" if not subject or _REGION.match(subject) else subject
    explicit = len(subject) >= _LEAST_NAME and statement.subject_span is not None
    long_enough = len(canonical(statement.attribute)) >= _LEAST_NAME
    return subject if explicit and long_enough and not _REGION.match(subject) else None


def _compared(group: list[Telling]) -> list[Finding]:
    if not 1 < len(group) <= _MOST:
        return []
    found = []
    for one, other in combinations(group, 2):
        made = _pair(one, other)
        if made:
            found.append(made)
    return found[:3]


def _pair(one: Telling, other: Telling) -> Finding | None:
    if not may_be_one_region(one.view, other.view) or one.item.unit != other.item.unit:
        return None
    if one.item.figure.overlaps(other.item.figure):
        return None if one.view is other.view else _agrees(one, other)
    apart = differences(one.basis, other.basis)
    if apart:
        return _not_comparable(one, other, apart[0])
    if is_loose(one.item.figure) or is_loose(other.item.figure):
        return None
    return _contradicts(one, other)


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
    zh = f"口径不同，不作比较（{part.zh}）：{name}，{one.view.name}写{a}（{first}），"
    zh += f"{other.view.name}写{b}（{second}）。"
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
    return f"{canonical(statement.attribute)}{grows}"


def _made(one: Telling, other: Telling, *, verdict: Verdict, sentences: tuple[str, str]) -> Finding:
    return finding(
        "same_figure",
        verdict,
        sentences,
        rows=(row(one.view, one.item, one.view.name), row(other.view, other.item, other.view.name)),
        claims=(one.view.cite(one.item), other.view.cite(other.item)),
    )
