"""A published share that the readings contradict, as a finding with its arithmetic."""

from typing import NamedTuple

from bayline.kernel.figures import Figure
from bayline.kernel.findings import Finding, Reference, Row, Severity, Verdict
from bayline.systems.ecology.rules.boards import Tally
from bayline.systems.ecology.rules.periods import said_in_chinese
from bayline.systems.ecology.rules.published import share_figure
from bayline.systems.ecology.rules.ratios import share_of
from bayline.systems.ecology.rules.stating import Stated
from bayline.systems.ecology.terms import WaterClass
from bayline.systems.reading.rules.wording import finding

CHECK = "ecology.published_share"
TITLE = ("公布的水质比例与测值", "Published shares of good water and the readings")
ADVICE = (
    (
        "看比例页上按断面、天数、样品各是多少，下到哪些断面、哪些测值；数印错的改数，单位或范围另有所指的写明，"
        "测值没收全的补进来，补齐后再算。"
    ),
    (
        "See on the page of ratios what sections, days and samples come to, down to the readings; "
        "correct the figure, say what it is counted by, or import readings that are missing: it "
        "is computed again by itself."
    ),
)
COUNTED = ("本库测值", "Readings on record")
_UNITS = {
    "sections": ("断面", "sections"),
    "days": ("断面·天", "days of sections"),
    "samples": ("样品", "samples"),
}


class Published(NamedTuple):
    """A published share that no unit of the readings comes to.

    Attributes:
        at: Where it is printed.
        attribute: What it is said to be a share of.
        figure: The share.
        unit: What it is said to be counted by; empty where it says none.
        period: The month, the quarter or the year whose readings were counted.
        is_whole: Whether the share is of exactly that period.
        tallies: What was counted.
    """

    at: Reference
    attribute: str
    figure: Figure
    unit: str
    period: str
    is_whole: bool
    tallies: tuple[Tally, ...]


def contradiction(one: Published) -> Finding:
    """Say that the readings do not come to a published share.

    A share of another stretch of time than the readings were counted over accuses nobody: it is
    worth a second look.
    """
    counted = [each for each in one.tallies if each.decided and one.unit in ("", each.unit)]
    zh = "、".join(_counted(each, 0) for each in counted)
    en = "; ".join(_counted(each, 1) for each in counted)
    head, head_en = ("不一致", "Does not agree") if one.is_whole else ("请核对", "Please check")
    said, said_en = ("", "") if one.unit else ("没有写明单位，", ", without saying of what")
    said += f"{said_in_chinese(one.period)}的测值按"
    said_zh = (
        f"{head}：{one.at.document}中写{one.attribute}{one.at.quote}，{said}{zh}，都算不出这个数。"
    )
    said_in_english = (
        f"{head_en}: {one.at.document} says “{one.attribute}” {one.at.quote}{said_en}; none of the "
        f"readings of {one.period} comes to that: {en}."
    )
    return finding(
        CHECK,
        Verdict.CONTRADICTION,
        (said_zh, said_in_english),
        rows=(
            *(_row(each, one.period) for each in counted),
            Row(label="文中写", label_en="Stated", figure=one.figure, reference=one.at),
        ),
        claims=(one.at,),
        severity=None if one.is_whole else Severity.WARNING,
    )


def _counted(one: Tally, language: int) -> str:
    percent = share_of(one.within, one.decided)
    word = _UNITS[one.unit][language]
    if language:
        return f"{one.within} of {one.decided} {word} ({percent}%)"
    return f"{word}{one.decided}个里{one.within}个（{percent}%）"


def _row(one: Tally, period: str) -> Row:
    zh, en = _UNITS[one.unit]
    return Row(
        label=f"{zh}{one.within}/{one.decided}（{said_in_chinese(period)}）",
        label_en=f"{one.within} of {one.decided} {en} ({period})",
        figure=share_figure(one),
        operation="=",
    )


CLASS_CHECK = "ecology.published_class"
CLASS_TITLE = ("公布的断面类别与测值", "Published classes of sections and the readings")
CLASS_ADVICE = (
    (
        "看这个断面的页：均值、定类的一项，下到各个样品和格；类别印错的改类别，时段或断面另有所指的写明，"
        "测值没收全的补进来，补齐后再算。"
    ),
    (
        "See the page of the section: its means, the item that decides, down to the samples and "
        "cells; correct the class, say which period or section is meant, or import readings that "
        "are missing: it is computed again by itself."
    ),
)


class PublishedClass(NamedTuple):
    """A class that a document states of a section, and that its readings do not give.

    Attributes:
        at: Where it is printed.
        stated: The section, the classes that the words allow, and the period.
        found: The class of the means of the readings.
        deciding: The item that decides, in Chinese and in English.
        samples: Of how many samples the means are.
        items: Of how many items.
        is_complete: Whether all assessed items are among them.
    """

    at: Reference
    stated: Stated
    found: WaterClass
    deciding: tuple[str, str]
    samples: int
    items: int
    is_complete: bool


def other_class(one: PublishedClass) -> Finding:
    """Say that the readings of a section are of another class than the one that is published.

    Items that were not measured can only make a class worse: where readings of some items give a
    better class, or the period is another, nobody is accused and it is worth a second look.
    """
    stated = one.stated
    is_sure = stated.is_whole and (one.is_complete or one.found > max(stated.classes))
    head, head_en = ("不一致", "Does not agree") if is_sure else ("请核对", "Please check")
    less, less_en = (
        ("", "")
        if one.is_complete
        else (f"，只有{one.items}项指标", f", of {one.items} items only")
    )
    period, name = said_in_chinese(stated.period), stated.name
    zh = (
        f"{head}：{one.at.document}中写“{one.at.quote}”，{name}{period}的测值（{one.samples}个样品"
        f"{less}）按均值是{one.found.title}，定类的是{one.deciding[0]}。"
    )
    en = (
        f"{head_en}: {one.at.document} says “{one.at.quote}”; the means of the readings of {name} "
        f"of {stated.period} ({one.samples} samples{less_en}) are of class {one.found.numeral}, "
        f"which {one.deciding[1]} decides."
    )
    return finding(
        CLASS_CHECK,
        Verdict.CONTRADICTION,
        (zh, en),
        rows=(_class_row(one),),
        claims=(one.at,),
        severity=None if is_sure else Severity.WARNING,
    )


def _class_row(one: PublishedClass) -> Row:
    period = said_in_chinese(one.stated.period)
    worse, worse_en = (
        ("（劣Ⅴ类记作6）", " (6 is worse than V)") if one.found > WaterClass.V else ("", "")
    )
    return Row(
        label=f"{one.stated.name}{period}的类别{worse}",
        label_en=f"Class of {one.stated.name}, {one.stated.period}{worse_en}",
        figure=Figure.exactly(int(one.found), "类"),
    )
