"""Whether what is told of parts of a region can lie within what is told of the region."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import Interval
from bayline.kernel.basis import differences
from bayline.kernel.findings import Finding, Verdict
from bayline.kernel.statuses import Status
from bayline.systems.reading.rules.attributes import is_additive, is_known, measure_of
from bayline.systems.reading.rules.bases import basis_of
from bayline.systems.reading.rules.figures import is_loose
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.tellings import attribute_of, home_of, placed
from bayline.systems.reading.rules.wording import finding, gap_in_unit, printed, row

_FRAME = re.compile(r"^(?:全|我|本)(?P<level>[国省市区县])$")
_INSIDE = {"国": "省市区县州", "省": "市区县州", "市": "区县镇", "区": "镇村", "县": "镇村"}
# 10个省份合计, 部分地区之和, 三市相加
_TOGETHER = re.compile(
    r"(?:(?:[\d一二三四五六七八九十百]+(?:多|余)?个?|部分|若干|几个|有关|主要)(?P<parts>省区市|省|市|县|区|州|镇|地区|城市|地方))"
    r"(?P<rest>[^。；]*)"
)
_SUMMED = re.compile(r"合计|共计|总计|总和|之和|相加|加起来|加总|累计|总共")
_AMONG = re.compile(r"其中|包括|包含")
_REACH = 60
_LEAST = 3  # characters of an attribute that two figures share


class Region(NamedTuple):
    """What a document tells of a whole region, and of which kind of region."""

    view: View
    item: Item
    attribute: str
    time: Interval
    level: str
    place: str  # that was named last, "" if none was


def parts_of_region(views: Sequence[View]) -> list[Finding]:
    """Hold the sum that some parts of a region are said to make against the region's own figure.

    title_zh: 部分地区与全域

    Compared: amounts of one attribute and one stated time, in one document or in several: of 全国,
    全省 … and of some provinces, cities … together. Growth, rates and averages are left alone.

    Verdict: contradiction where the parts surely exceed the whole.

    Example: ten provinces that make more than 1000亿元 of a nation's 871.6亿元 cannot be.
    """
    wholes = [each for view in views for each in _wholes(view)]
    found = []
    for view in views:
        for item, place, _ in placed(view):
            parts = _parts_said(view, item)
            if parts:
                same = _wholes_of(wholes, item, parts)
                found += [
                    _exceeds(whole, view, item)
                    for whole in same
                    if _is_of_one_region(whole, view, place) and not _differ(whole, view, item)
                ]
    return found


def _wholes(view: View) -> Iterator[Region]:
    for item, place, _ in placed(view):
        match = _FRAME.match(fold(item.statement.subject or ""))
        attribute, time = attribute_of(item), item.statement.time
        if match and time and _is_amount(item) and len(attribute) >= _LEAST:
            yield Region(view, item, attribute, time, match["level"], place)


def _is_amount(item: Item) -> bool:
    statement, attribute = item.statement, attribute_of(item)
    told = statement.status is Status.ACTUAL and item.is_level
    adds_up = is_known(attribute) or bool(measure_of(attribute)) or item.unit != "1"
    return told and adds_up and is_additive(attribute) and not item.is_threshold


def _parts_said(view: View, item: Item) -> str:
    """Return which parts are summed up in the figure: 省 of 10个省份旅游收入合计."""
    start = max(item.statement.sentence.start, item.start - _REACH)
    words = re.split(r"[；;]", view.folded[start : item.start])[-1]
    match = _TOGETHER.search(words)
    told = match and _is_amount(item) and item.statement.time and not _AMONG.search(words)
    return match["parts"][0] if match and told and _SUMMED.search(match["rest"]) else ""


def _wholes_of(wholes: Sequence[Region], item: Item, parts: str) -> Iterator[Region]:
    attribute = attribute_of(item)
    for whole in wholes:
        inside = parts in f"{_INSIDE[whole.level]}地城"
        one = attribute.endswith(whole.attribute) and whole.time == item.statement.time
        if inside and one and whole.item.unit == item.unit and _is_below(whole.item, item):
            yield whole


def _is_of_one_region(whole: Region, view: View, place: str) -> bool:
    """Tell whether 全市 here and the parts there are of one city; there is but one nation."""
    if whole.level == "国":
        return True
    known = whole.view is view or home_of(whole.view) == home_of(view)
    return known and (not whole.place or not place or whole.place == place)


def _differ(whole: Region, view: View, item: Item) -> bool:
    return bool(differences(basis_of(whole.view, whole.item), basis_of(view, item)))


def _is_below(whole: Item, parts: Item) -> bool:
    loose = is_loose(whole.figure) or is_loose(parts.figure)
    return not loose and whole.figure.surely_below(parts.figure)


def _exceeds(whole: Region, view: View, parts: Item) -> Finding:
    a, b = printed(whole.view, whole.item), printed(view, parts)
    gap = gap_in_unit(whole.item.figure, parts.figure, whole.item)
    frame = fold(whole.item.statement.subject or "")
    zh = f"不一致：{whole.attribute}，{whole.view.name}写{frame}{a}，{view.name}写部分地区合计{b}，"
    zh += f"部分大于整体{gap}，除非统计范围不同。"
    en = f"Does not agree: {whole.attribute}, {whole.view.name} says {a} of the whole, {view.name} "
    en += f"{b} of some parts of it together, {gap} more, unless they cover different things."
    return finding(
        "parts_of_region",
        Verdict.CONTRADICTION,
        (zh, en),
        rows=(row(whole.view, whole.item, frame), row(view, parts)),
        claims=(whole.view.cite(whole.item), view.cite(parts)),
    )
