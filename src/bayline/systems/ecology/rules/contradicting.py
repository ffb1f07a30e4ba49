"""A published share that the readings contradict, as a finding with its arithmetic."""

from typing import NamedTuple

from bayline.kernel.figures import Figure
from bayline.kernel.findings import Finding, Reference, Row, Severity, Verdict
from bayline.systems.ecology.rules.boards import Tally
from bayline.systems.ecology.rules.periods import said_in_chinese
from bayline.systems.ecology.rules.published import share_figure
from bayline.systems.ecology.rules.ratios import share_of
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
