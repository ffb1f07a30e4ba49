"""Whether the same thing is given two values, in one document or in two."""

import re
from collections.abc import Sequence
from itertools import combinations

from bayline.kernel.basis import Part, differences
from bayline.kernel.findings import Finding, Verdict
from bayline.kernel.statuses import Change, Status
from bayline.systems.reading.rules.attributes import is_known, is_timeless
from bayline.systems.reading.rules.bases import basis_of, coverage_words, is_mere_basis
from bayline.systems.reading.rules.figures import is_loose
from bayline.systems.reading.rules.kinds import stage_of
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.tellings import (
    MOVEMENT,
    Telling,
    attribute_of,
    days_of,
    home_of,
    is_of_table,
    own_region,
    placed,
    region_of,
    whose_of,
)
from bayline.systems.reading.rules.wording import (
    finding,
    gap_between,
    gap_in_unit,
    printed,
    quoted,
    row,
)

_MOST = 12  # figures of one key; more are a series, not one fact told again
_MOST_TOLD = 3
_SPECIAL = re.compile(
    r"环比|两年平均|年均|月均|累计|新增|净增|当年|其中|同口径|高于|低于|快于|比全|分别|占|每|计划|目标|预期|"
    r"最高|最低|超额|左右两|平均"
)
_OF_SIZE = re.compile(r"^(?:及?以[上下内]|岁)")  # 60岁及以上户籍人口
_WHEN = re.compile(r"\d年|全年|年末|年底|今年|去年|上年|本年|当年|半年|季度|\d月")
_FAR = 120
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
        home = own_region(view)
        for item, place, paragraph in placed(view):
            key = _key(item, place, home) if _is_anchored(view, item) else None
            if key and key[2] is None and not is_timeless(attribute_of(item)):
                key = (*key, view.name, paragraph)  # without a time, only what stands together
            if key:
                groups.setdefault(key, []).append(Telling(view, item, basis_of(view, item)))
    return [found for group in groups.values() for found in _compared(group)]


def _is_anchored(view: View, item: Item) -> bool:
    """Tell whether the sentence itself says when or whose; else it may be of next year's plan."""
    statement = item.statement
    if is_of_table(item) and statement.time is not None:
        return True  # its column or its row says when
    words = view.folded[max(statement.sentence.start, item.start - _FAR) : item.start]
    whose = bool(statement.subject) or statement.place is not None
    return whose or is_timeless(statement.attribute) or bool(_WHEN.search(words))


def _key(item: Item, place: str, home: str) -> _Key | None:
    statement = item.statement
    attribute = attribute_of(item)
    if not attribute or not _is_plain_fact(item, attribute):
        return None
    days, whose = days_of(statement, attribute), whose_of(item, place, home)
    if whose is None:
        return None
    days = None if is_timeless(attribute) else days
    grows = statement.change is Change.GROWTH
    return attribute, whose, days, item.unit, grows, stage_of(item.label)


def _is_plain_fact(item: Item, attribute: str) -> bool:
    statement = item.statement
    if is_of_table(item) and not is_known(attribute):
        return False  # heads name other things alike
    actual = statement.status is Status.ACTUAL or is_timeless(attribute)
    levels = statement.change in {None, Change.TO, Change.GROWTH}
    said = statement.attribute or ""
    words = item.label.replace(said, "") if is_known(attribute) else f"{item.label}{attribute}"
    words = said if is_of_table(item) else words
    special = _SPECIAL.search(words) and not is_timeless(attribute)
    sized = item.is_threshold or _OF_SIZE.match(item.before)
    return actual and levels and not special and _says_itself(item) and not sized


def _says_itself(item: Item) -> bool:
    """Tell whether the figure's own clause names its attribute, or names nothing at all."""
    if is_of_table(item):
        return True  # its heads name it
    if is_mere_basis(item.before):
        return True  # 收入79.73亿元；不含港区67.69亿元
    span = item.statement.attribute_span
    begin = item.start - len(item.before)
    bare = MOVEMENT.sub("", item.label)
    return not bare or (span is not None and span.start >= begin)


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
    return same and not is_known(attribute_of(one.item))


def _pair(one: Telling, other: Telling) -> Finding | None:
    if not _one_region(one, other):
        return None
    if one.item.figure.overlaps(other.item.figure):
        return None if one.view is other.view else _agrees(one, other)
    apart = differences(one.basis, other.basis)
    if apart:
        return _not_comparable(one, other, apart[0])
    loose = is_loose(one.item.figure) or is_loose(other.item.figure)
    if loose or not _is_timed(one) or _may_be_other_rows(one, other):
        return None
    return _contradicts(one, other)


def _may_be_other_rows(one: Telling, other: Telling) -> bool:
    """Tell whether a column that nobody read may set a table's figure apart from the other."""
    in_table = [is_of_table(each.item) for each in (one, other)]
    untimed = any(each.item.statement.time is None for each in (one, other))
    return any(in_table) and (untimed or (one.view is other.view and all(in_table)))


def _is_timed(telling: Telling) -> bool:
    attribute = attribute_of(telling.item)
    return is_timeless(attribute) or days_of(telling.item.statement, attribute) is not None


def _one_region(one: Telling, other: Telling) -> bool:
    """Tell whether both speak of one place: named alike, or what their documents are about."""
    if one.view is other.view:
        return True
    known = region_of(one.view, one.item.statement) and region_of(other.view, other.item.statement)
    return bool(known) or home_of(one.view) == home_of(other.view)


def _agrees(one: Telling, other: Telling) -> Finding:
    name = _name(one)
    a, b = quoted(one.view, one.item), quoted(other.view, other.item)
    zh = f"相符：{name}，{one.view.name}写{a}，{other.view.name}写{b}。"
    en = f"Agrees: {name}, {one.view.name} says {a}, {other.view.name} says {b}."
    return _made(one, other, verdict=Verdict.HOLDS, sentences=(zh, en))


def _contradicts(one: Telling, other: Telling) -> Finding:
    name, (apart, apart_en) = _name(one), _apart(one, other)
    a, b = printed(one.view, one.item), printed(other.view, other.item)
    second = "另一处" if one.view is other.view else other.view.name
    second_en = "elsewhere" if one.view is other.view else f"{other.view.name} says"
    zh = f"不一致：{name}，{one.view.name}写{a}，{second}写{b}，{apart}。"
    en = f"Does not agree: {name}, {one.view.name} says {a}, {second_en} {b}; {apart_en}."
    return _made(one, other, verdict=Verdict.CONTRADICTION, sentences=(zh, en))


def _apart(one: Telling, other: Telling) -> tuple[str, str]:
    """Say how far apart two figures are; 超过1100 and 不到1100 touch, and are not both true."""
    if gap_between(one.item.figure, other.item.figure) == 0:
        return "两者不能同时成立", "both cannot be true"
    gap = gap_in_unit(one.item.figure, other.item.figure, one.item)
    return f"差{gap}", f"{gap} apart"


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
    return f"{attribute_of(telling.item)}{grows}"


def _made(one: Telling, other: Telling, *, verdict: Verdict, sentences: tuple[str, str]) -> Finding:
    return finding(
        "same_figure",
        verdict,
        sentences,
        rows=(row(one.view, one.item, one.view.name), row(other.view, other.item, other.view.name)),
        claims=(one.view.cite(one.item), other.view.cite(other.item)),
    )
