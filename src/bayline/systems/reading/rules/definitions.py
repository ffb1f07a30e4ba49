"""What a rate or an average is defined to be: which amount divided by which other one.

Only definitions that an authority publishes or that the name itself spells out, so that what a text
calls 城镇化率 may be recomputed from the figures beside it.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from bayline.systems.reading.rules.attributes import canonical
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.shares import paragraphs

_NEAR = 12  # figures to either side
_CHARACTERS = 160  # between the first and the last of the three
_TOTAL_AREA = r"土地总?面积|国土面积|辖区(?:总)?面积|行政区域(?:总)?面积|幅员面积|区域(?:总)?面积"


class Definition(NamedTuple):
    """A rate with the names of what it divides.

    Attributes:
        rate: Names of the rate.
        part: Names of what is divided.
        whole: Names of what it is divided by.
        unit: Unit of the rate.
        slack: What may differ for honest reasons, as a share of the rate.
        rival: Words near the amounts that speak of another basis.
    """

    rate: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    unit: str = "1"
    slack: Decimal = Decimal(0)
    rival: re.Pattern[str] | None = None


def _definition(
    rate: str, part: str, whole: str, *, unit: str = "1", slack: str = "0", rival: str = ""
) -> Definition:
    patterns = [re.compile(rf"(?:^|[市区县镇省全总]){words}$") for words in (rate, part, whole)]
    other = re.compile(rival) if rival else None
    return Definition(patterns[0], patterns[1], patterns[2], unit, Decimal(slack), other)


# Source: 国家统计局, 主要统计指标解释, for population, product, research, sales and liabilities;
# 森林法实施条例 art. 24; 城市绿化规划建设指标的规定 (1993) art. 4;
# 商业银行风险监管核心指标(试行) (2005). 税收占比 names both of its amounts itself.
DEFINITIONS = (
    _definition(
        "(?:常住人口)?城镇化率",
        "城镇(?:常住)?人口",
        "常住(?:总)?人口",
        rival="户籍",
    ),
    _definition("户籍人口城镇化率", "(?:户籍城镇|城镇户籍)人口", "户籍(?:总)?人口"),
    _definition("森林覆盖率", "森林面积", f"(?:{_TOTAL_AREA})"),
    _definition("绿化覆盖率", "绿化覆盖面积", "建成区面积"),
    _definition(
        "税收(?:收入)?(?:占比|比重|占一般公共预算收入(?:的)?比重)",
        "税收(?:收入)?",
        "一般公共预算收入",
        rival="基金|非税收入占|全口径",
    ),
    _definition(
        "(?:研发|R&D|研究与试验发展).{0,4}(?:投入)?强度",
        "(?:研发|R&D|研究与试验发展)(?:\\(R&D\\))?(?:经费)?(?:投入|支出|内部支出)?",
        "地区生产总值",
    ),
    _definition("资产负债率", "(?:负债总额|总负债|负债合计)", "(?:资产总额|总资产|资产总计)"),
    _definition("不良(?:贷款)?率", "不良贷款(?:余额)?", "(?:各项)?贷款余额"),
    _definition("(?:产销率|产品销售率)", "(?:工业)?销售产值", "(?:工业)?总产值"),
    _definition(
        "人均地区生产总值",
        "地区生产总值",
        "常住(?:总)?人口",
        unit="CNY",
        slack="0.05",  # the average population of the year, which is not printed beside it
    ),
)
_RATES = re.compile(r"率|强度|人均|占比|比重")


class Quotient(NamedTuple):
    """A printed rate with the amounts that define it."""

    definition: Definition
    rate: Item
    part: Item
    whole: Item


def quotients(view: View) -> Iterator[Quotient]:
    """Find the rates whose amounts stand in the same paragraph, near them and of one period."""
    for items in paragraphs(view).values():
        for at, item in enumerate(items):
            if _RATES.search(f"{item.label}{item.statement.attribute or ''}"):
                near = items[max(0, at - _NEAR) : at + _NEAR]
                yield from _defined(view, item, near)


def _defined(view: View, rate: Item, near: Sequence[Item]) -> Iterator[Quotient]:
    for definition in DEFINITIONS:
        if rate.unit != definition.unit or not _is_level_of(rate, definition.rate):
            continue
        parts = [item for item in near if _is_level_of(item, definition.part)]
        levels = [item for item in near if _is_level_of(item, definition.whole)]
        wholes = [item for item in levels if item not in parts]
        if len(parts) == 1 == len(wholes) and _stand_together(
            view, definition, (rate, *parts, *wholes)
        ):
            yield Quotient(definition, rate, parts[0], wholes[0])


def _is_level_of(item: Item, name: re.Pattern[str]) -> bool:
    statement = item.statement
    named = name.search(canonical(statement.attribute)) or name.search(canonical(item.label))
    return item.is_level and named is not None and not item.is_threshold


def _stand_together(view: View, definition: Definition, items: Sequence[Item]) -> bool:
    begin, end = min(item.start for item in items), max(item.end for item in items)
    first = items[0].statement
    alike = all(
        item.statement.status is first.status
        and item.statement.time == first.time
        and _place(item) == _place(items[0])
        for item in items[1:]
    )
    words = view.folded[begin - min(begin, _NEAR) : end]
    rival = definition.rival is not None and definition.rival.search(words)
    return alike and end - begin <= _CHARACTERS and not rival


def _place(item: Item) -> tuple[str, str]:
    place = item.statement.place
    return (place.code, place.name) if place else ("", "")
