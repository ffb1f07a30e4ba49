"""What may not be held against a goal: a goal of another standing, a result of another place."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, takewhile
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import Name, NameKind
from bayline.kernel.basis import Part
from bayline.kernel.findings import Finding, Verdict
from bayline.kernel.places import code_lies_in
from bayline.kernel.statuses import Change, Status
from bayline.systems.reading.rules.attributes import canonical, is_known, measure_of
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.tellings import REGION, attribute_of, home_of
from bayline.systems.reading.rules.wording import finding, printed, row

_HOPED = re.compile(r"力争|争取|努力(?:实现|达到|争取)|冲刺|挑战目标")
_EXPECTED = re.compile(r"预计|预测|有望")
_YEARLY = re.compile(r"年均|年平均|平均每年")
# 重点产业集群, 四大产业集群: which ones they are is told elsewhere, if at all.
_WHICH = re.compile(
    r"^(?:重点|主要|支柱|主导|优势|特色|[一二三四五六七八九十两]大|[一二三四五六七八九十\d]+个)+"
)
_QUALIFIED = re.compile(r"规模以上|规上|属地|在地|工业总?(?=产值|增加值)|总(?=产值)")
_GROWTH = re.compile(r"(?:年均|平均|每年)?(?:增长率?|增速|增幅)?$")
_CLAUSE = re.compile(r"[。；，,;：:\n]")
_LEAST_NAME = 5
_MOST = 12
_REACH = 16
_FAR = 60


class Told(NamedTuple):
    """A goal or a result, of one indicator and one place."""

    view: View
    item: Item
    name: str
    place: str  # code of the place that the words name, "" if they name none
    home: str  # of the document
    place_said: str


def goals_of_indicator(views: Sequence[View]) -> list[Finding]:
    """Keep goals of one indicator apart by their standing, and results by their place.

    title_zh: 目标的地位与地域

    Compared: goals of one indicator for overlapping years, one of them only hoped for (力争); and a
    goal of a place with a result of a part of that place, where its own result is not told.

    Verdict: not comparable, naming the standing or the place.

    Example: 重点产业集群产值年均增长9%左右 and 四大产业集群产值年均增长力争20% are of different
    standing; 19.96% of a town says nothing of the 16.5% that the district aims for.
    """
    goals: dict[tuple[str, str], list[Told]] = {}
    results: dict[tuple[str, str], list[Told]] = {}
    for told in (each for view in views for each in _told(view)):
        is_goal = told.item.statement.status is Status.PLANNED
        key = (told.name, told.item.unit)
        (goals if is_goal else results).setdefault(key, []).append(told)
    found = [made for group in goals.values() for made in _standings(group)]
    for key, group in goals.items():
        found += _places(group, results.get(key, []))
    return found


def _told(view: View) -> Iterator[Told]:
    home = home_of(view)
    names = [name for name in view.document.reading.names if name.kind is NameKind.PLACE]
    for item in view.items:
        name = _name_of(item)
        if name and _is_of_the_indicator(view, item):
            said = fold(item.statement.subject or "")
            place = _place(view, item, names, said=said) or ""
            yield Told(view, item, name, place, home, said)


def _place(view: View, item: Item, names: Sequence[Name], *, said: str) -> str | None:
    """Return the code of the place that the subject names, or speaks of: 漕泾镇, 全镇."""
    if REGION.match(said):
        return _framed(view, item, names, frame=said)
    span = item.statement.subject_span
    inside = [each for each in names if span and span.start <= each.start < span.end]
    return inside[-1].code if inside else None


def _is_of_the_indicator(view: View, item: Item) -> bool:
    """Tell whether the figure is a level or a growth that is aimed for or told, not forecast."""
    words = f"{item.before[-_REACH:]}{view.folded[item.start : item.end]}"
    grows = item.statement.change is Change.GROWTH
    is_plain = (item.is_level or grows) and not item.is_threshold
    return is_plain and not _EXPECTED.search(words)


def _framed(view: View, item: Item, names: Sequence[Name], *, frame: str) -> str | None:
    """Return the code of the place that 全镇 or 全区 speaks of: the last one of that kind named."""
    before = takewhile(lambda name: name.start < item.start, names)
    kind = [each for each in before if view.folded[each.start : each.end].endswith(frame[-1])]
    return kind[-1].code if kind else None


def _name_of(item: Item) -> str:
    """Return what a goal or a result is of: an indicator, or a measure of named things."""
    attribute = attribute_of(item)
    kind = _kind(item)
    if is_known(attribute):
        return f"{attribute}{kind}"
    said = _GROWTH.sub("", f"{item.statement.subject or ''}{attribute}")
    name = _QUALIFIED.sub("", _WHICH.sub("", canonical(said)))
    grows = item.statement.change is Change.GROWTH
    named = grows and bool(measure_of(name)) and len(name) >= _LEAST_NAME
    return f"{name}{kind}" if named else ""


def _kind(item: Item) -> str:
    if item.statement.change is not Change.GROWTH:
        return ""
    return "年均增速" if _YEARLY.search(item.label) else "增速"


def _standings(group: list[Told]) -> Iterator[Finding]:
    if len(group) > _MOST:
        return
    for one, other in combinations(group, 2):
        official, hoped = (other, one) if _is_hoped(one) else (one, other)
        if _is_hoped(official) is not _is_hoped(hoped) and _may_be_confused(official, hoped):
            yield _of_other_standing(official, hoped)


def _is_hoped(told: Told) -> bool:
    """Tell whether the clause only hopes for it: 力争四大产业集群产值年均增长20%."""
    folded, item = told.view.folded, told.item
    start = max(item.statement.sentence.start, item.start - _FAR)
    return _HOPED.search(_CLAUSE.split(folded[start : item.end])[-1]) is not None


def _may_be_confused(one: Told, other: Told) -> bool:
    """Tell whether both are goals of one place for the same years, yet apart."""
    a, b = one.item.statement, other.item.statement
    if a.sentence == b.sentence and one.view is other.view:
        return False  # 确保70个，力争80个: two levels of one goal
    times = a.time is not None and b.time is not None and a.time.last == b.time.last
    apart = not one.item.figure.overlaps(other.item.figure)
    return (one.place or one.home) == (other.place or other.home) and apart and times


def _places(goals: list[Told], results: list[Told]) -> Iterator[Finding]:
    own = {each.place for each in results}
    for goal in goals:
        if goal.item.is_level and goal.place and goal.place not in own:
            inside = (each for each in results if code_lies_in(each.place, goal.place))
            found = next(inside, None)
            if found:
                yield _of_other_place(goal, found)


def _of_other_standing(official: Told, hoped: Told) -> Finding:
    a, b = printed(official.view, official.item), printed(hoped.view, hoped.item)
    zh = f"口径不同，不作比较（目标的地位）：{official.name}，{official.view.name}写目标{a}，"
    zh += f"{hoped.view.name}写{b}，后者只是力争，两个目标应分别保存，不能互相替代。"
    en = f"Not comparable (standing): {official.name}, {official.view.name} sets {a}, "
    en += f"{hoped.view.name} hopes for {b}; neither stands for the other."
    return _made(official, hoped, (zh, en))


def _of_other_place(goal: Told, result: Told) -> Finding:
    a, b = printed(goal.view, goal.item), printed(result.view, result.item)
    zh = f"口径不同，不作比较（{Part.PLACE_SCOPE.zh}）：{goal.name}，{goal.view.name}写"
    zh += f"{goal.place_said}目标{a}，{result.view.name}写{result.place_said}{b}，"
    zh += "后者只是其中一部分，不能用来判断目标是否完成。"
    en = f"Not comparable ({Part.PLACE_SCOPE.en}): {goal.name}, {goal.view.name} aims for {a}, "
    en += f"{result.view.name} says {b} of a part of that place, which cannot meet the goal."
    return _made(goal, result, (zh, en))


def _made(one: Told, other: Told, sentences: tuple[str, str]) -> Finding:
    return finding(
        "goals_of_indicator",
        Verdict.NOT_COMPARABLE,
        sentences,
        rows=(
            row(one.view, one.item, one.view.name),
            row(other.view, other.item, other.view.name),
        ),
        claims=(one.view.cite(one.item), other.view.cite(other.item)),
    )
