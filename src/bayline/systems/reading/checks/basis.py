"""Figures that cannot be judged until the text says what they are counted by."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bayline.kernel.figures import Figure, ratio
from bayline.kernel.findings import Finding, Severity, Verdict
from bayline.kernel.statuses import Change
from bayline.systems.reading.rules.attributes import canonical
from bayline.systems.reading.rules.figures import middle, rounded
from bayline.systems.reading.rules.passages import Item, Sentence, View
from bayline.systems.reading.rules.wording import computed_row, finding, printed, quoted, row

_COMPLIANCE = re.compile(
    r"达标率|优良率|优良比例|优良比率|达到或[优好]于|[优好]于[ⅠⅡⅢⅣI\dⅤV一二三四五]+类|[ⅠⅡⅢI一二三]+类(?:及)?以上|"
    r"水质[^，。；]{0,6}(?:比例|比率)|水质合格率"
)
_COUNTED_BY = re.compile(
    r"断面|点位|测点|样品|样本|水样|天数|天|日数|批次|河段|河长|湖库|水体|水域|河流|河道|湖泊|水源地|"
    r"功能区|站点|监测站|次数|频次|企业|单位|排污口|县市|城市|户|口井|面积|村庄|街镇|按[^，。；]{1,8}[计算统评]|海域"
)
# What cannot be counted piece by piece, so that a share of it must say of what.
_UNCOUNTED = re.compile(r"水|土壤|声环境|噪声|环境质量|海域|[优好]于|类(?:及)?以上")
_AIR = re.compile(r"空气|大气|AQI|环境质量优良天")
_REACH = 40
_KM2 = Decimal(10**6)


class Pair(NamedTuple):
    """An area or a number that readers divide by a ratio of something else."""

    amount: re.Pattern[str]
    rate: re.Pattern[str]
    caveat: tuple[str, str]


_FOREST = "林地不等于森林，不能由此推算"
_PAIRS = (
    Pair(
        re.compile(r"林地面积|林地$|^林地"),
        re.compile(r"森林覆盖率"),
        (_FOREST, "forest land is not forest, so nothing follows from it"),
    ),
    Pair(
        re.compile(r"公园绿地面积|绿地面积"),
        re.compile(r"绿化覆盖率"),
        ("绿地不等于绿化覆盖，不能由此推算", "green space is not green cover, so nothing follows"),
    ),
    Pair(
        re.compile(r"户籍城镇人口|城镇户籍人口"),
        re.compile(r"(?<!户籍人口)城镇化率"),
        ("户籍人口不等于常住人口，不能由此推算", "registered residents are not all residents"),
    ),
)


def ratio_without_count(views: Sequence[View]) -> list[Finding]:
    """Ask by what a compliance ratio is counted where the text does not say so.

    title_zh: 比例的计算单位

    Looked for: 达标率, 优良率, 达到或优于Ⅲ类的比例 and their like without sections, samples, days
    or any other unit that they are a share of. Air quality is counted by days by rule and is left
    alone.

    Verdict: needs basis.

    Source: GB 3838-2002 and 地表水环境质量评价办法(试行) 2011: a share of sections, not of water.

    Example: 地表水达到或优于Ⅲ类的比例99.9% needs a basis: of sections, samples or days?
    """
    return [
        _ratio_finding(view, item)
        for view in views
        for sentence in view.sentences
        for item in sentence.items
        if _lacks_unit(sentence, item)
    ]


def _lacks_unit(sentence: Sentence, item: Item) -> bool:
    statement = item.statement
    if item.unit != "1" or statement.change in {Change.GROWTH, Change.DELTA}:
        return False
    said = f"{item.label}{statement.attribute or ''}"
    end = item.start - sentence.start
    around = sentence.text[max(0, end - _REACH) : end + _REACH // 2]
    if not _COMPLIANCE.search(said) or _AIR.search(said) or not _UNCOUNTED.search(said):
        return False
    return not _COUNTED_BY.search(f"{around}{said}{statement.subject or ''}")


def _ratio_finding(view: View, item: Item) -> Finding:
    said = printed(view, item)
    zh = f"无法判断：{view.name}中比例{said}未写明按断面、样品还是天数计算。"
    en = f"Cannot tell: in {view.name} {said} of sections, samples or days is not stated."
    return finding(
        "ratio_without_count",
        Verdict.NEEDS_BASIS,
        (zh, en),
        rows=(row(view, item),),
        claims=(view.cite(item),),
    )


def implied_whole(views: Sequence[View]) -> list[Finding]:
    """Work out what an amount and a ratio beside it would imply, where they measure two things.

    title_zh: 数额与比例的隐含关系

    Recomputed: amount ÷ ratio, for pairs that look alike but are not (林地面积 and 森林覆盖率).

    Verdict: needs basis, as a note.

    Source: 森林法实施条例 art. 2: forest land includes land without closed forest.

    Example: 林地1080.11公顷 beside 森林覆盖率19.96% would imply about 54 km².
    """
    found: list[Finding] = []
    for view in views:
        for index, sentence in enumerate(view.sentences):
            found += _implied(view, sentence, view.sentences[index + 1 : index + 2])
    return found


def _implied(view: View, sentence: Sentence, following: Sequence[Sentence]) -> list[Finding]:
    near = [each for each in following if each.paragraph == sentence.paragraph]
    rates = [item for each in (sentence, *near) for item in each.items if item.unit == "1"]
    found = []
    for pair in _PAIRS:
        amounts = [item for item in sentence.items if _names(item, pair.amount)]
        fitting = [item for item in rates if _names(item, pair.rate) and item.is_level]
        if amounts and fitting and middle(fitting[0].figure) > 0:
            found.append(_implied_finding(view, amounts[0], fitting[0], caveat=pair.caveat))
    return found


def _names(item: Item, words: re.Pattern[str]) -> bool:
    is_amount = item.unit != "1" and item.is_level
    return (is_amount or item.unit == "1") and bool(
        words.search(item.label) or words.search(canonical(item.statement.attribute))
    )


def _implied_finding(view: View, amount: Item, rate: Item, *, caveat: tuple[str, str]) -> Finding:
    whole = ratio(
        Figure.exactly(middle(amount.figure), amount.unit),
        Figure.exactly(middle(rate.figure), amount.unit),
    )
    whole = Figure.exactly(middle(whole), amount.unit)
    got, got_en = _size(whole)
    a, b = quoted(view, amount), quoted(view, rate)
    zh = f"无法判断：{view.name}中{a}÷{b}相当于总量约{got}；{caveat[0]}。"
    en = f"Cannot tell: in {view.name} {a} ÷ {b} would imply about {got_en}; {caveat[1]}."
    return finding(
        "implied_whole",
        Verdict.NEEDS_BASIS,
        (zh, en),
        rows=(
            row(view, amount),
            row(view, rate, operation="÷"),
            computed_row(whole, "相当于", "Implies"),
        ),
        claims=(view.cite(amount), view.cite(rate)),
        severity=Severity.NOTE,
    )


def _size(figure: Figure) -> tuple[str, str]:
    value = middle(figure)
    if figure.unit == "m2":
        size = rounded(value / _KM2, 0 if value >= 10 * _KM2 else 1)
        return f"{size}平方公里", f"{size} km²"
    size = rounded(value, 0)
    return f"{size}{figure.unit}", f"{size} {figure.unit}"
