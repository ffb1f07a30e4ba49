"""Whether two totals of one work are of the same extent."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.kernel.basis import Part
from bayline.kernel.findings import Finding, Verdict
from bayline.systems.reading.rules.attributes import canonical
from bayline.systems.reading.rules.bases import without_basis
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.wording import finding, printed, row

_WORK = re.compile(r"(?:项目|工程|基地|园区|产业园|综合体|中心|园|城|线|路|桥|隧道|水库)$")
_TOTAL = re.compile(
    r"(?:计划|预计|概算|项目)*(?P<measure>总投资额?|投资总额|总建筑面积|建筑面积|占地面积|全长|总长)$"
)
# What is part of a work: so much land of it, a phase, a section.
_PIECE = re.compile(
    r"(?:[一二三四五六首前后][期批]|[1-6]期)(?:项目|工程|建设)?$"
    r"|(?:[东西南北中]|[A-Z]|\d{1,2}号|首开)?(?:地块|片区|标段|区块)$"
    r"|(?:启动|核心|先导|示范|起步|先行)区$|(?:先期|首先)?(?:开工|启动|实施|建设)部分$|子项目$|单体$"
    r"|(?:^|[\d.]+(?:亩|公顷|平方米|平方公里))(?:的)?(?:用地|土地|地块)$"
)
_LAND = re.compile(r"用地|土地|占地|拿地|供地")
_POINTING = re.compile(r"^(?:该|本|此|上述|其)+|(?:该|本|此|上述)$")
_LISTED = re.compile(r"其中|包括|包含|分为|合计|共计")
_SORT = re.compile(r"(?:建设)?(?:项目|工程|公司)$")
_FAR_BELOW = Decimal("0.5")  # of one work no piece is told without a word to say so


class Total(NamedTuple):
    """A total, of a work or of a piece of one."""

    view: View
    item: Item
    measure: str
    work: str  # "" where the words only point back
    piece: str  # "" where it is of the whole work


def totals_of_extent(views: Sequence[View]) -> list[Finding]:
    """Set the total of a work apart from that of a piece of it, told under the same name.

    title_zh: 整体与局部的总量

    Compared: what a work has one value of (总投资, 建筑面积, 全长 …), said in one paragraph of the
    work and of so much land, a phase or a section of it, where no 其中 makes one part of the other.

    Verdict: not comparable, as the coverage differs.

    Example: 佳沃项目总投资120亿元 and 50亩用地的计划总投资4.7亿元 are of different extent.
    """
    return [
        _finding(work, piece)
        for view in views
        for paragraph in _paragraphs(view)
        for work, piece in _pairs(paragraph)
    ]


def _paragraphs(view: View) -> Iterator[list[Total]]:
    """Give the totals of each paragraph, in text order."""
    for _, sentences in groupby(view.sentences, key=lambda each: each.paragraph):
        yield [
            total
            for sentence in sentences
            for at, item in enumerate(sentence.items)
            if (total := _total(view, item, sentence.items[:at]))
        ]


def _total(view: View, item: Item, before: Sequence[Item]) -> Total | None:
    attribute = without_basis(fold(item.statement.attribute or ""))
    match = _TOTAL.search(attribute)
    if match is None or not item.is_level or item.is_threshold:
        return None
    subject = fold(item.statement.subject or "")
    said = _POINTING.sub("", attribute[: match.start()])
    whose = said or subject
    found = _PIECE.search(whose)
    measure = canonical(match["measure"])
    if found:
        named = _bare(whose[: found.start()])
        owner = subject if said and not _PIECE.search(subject) else ""
        return Total(view, item, measure, named or _bare(owner), whose if named else found[0])
    is_work = bool(_WORK.search(whose)) or not _bare(whose)
    return Total(view, item, measure, _bare(whose), _land(view, before)) if is_work else None


def _bare(work: str) -> str:
    """Return a work's name alone, "" where the words only point back to one: 该项目."""
    return _SORT.sub("", _POINTING.sub("", work))


def _land(view: View, before: Sequence[Item]) -> str:
    """Return the land that a total is said to be of: 用地50亩，计划总投资4.7亿元."""
    areas = [each for each in before if each.unit == "m2" and each.is_level]
    if not areas or areas[-1] is not before[-1]:
        return ""
    words = f"{areas[-1].label}{areas[-1].noun}"
    return f"{printed(view, areas[-1])}用地" if _LAND.search(words) else ""


def _pairs(totals: Sequence[Total]) -> Iterator[tuple[Total, Total]]:
    for piece in totals:
        same = [each for each in totals if _may_hold(each, piece)] if piece.piece else []
        if same:
            nearest = min(same, key=lambda each: abs(each.item.start - piece.item.start))
            yield nearest, piece


def _may_hold(work: Total, piece: Total) -> bool:
    """Tell whether a total is of the whole work, and no word makes the piece a part in a list."""
    first, last = sorted((work.item, piece.item), key=lambda item: item.start)
    one_work = work.work == piece.work or not (work.work and piece.work)
    alike = work.measure == piece.measure and work.item.unit == piece.item.unit
    if work.piece or not alike or not one_work:
        return False
    between = piece.view.folded[first.end : last.start]
    return _is_far_below(piece.item, work.item) and not _LISTED.search(between)


def _is_far_below(piece: Item, work: Item) -> bool:
    most, least = piece.figure.high, work.figure.low
    return most is not None and least is not None and most < least * _FAR_BELOW


def _finding(work: Total, piece: Total) -> Finding:
    view, name = piece.view, work.measure
    whose, of = work.work or "整个项目", piece.piece
    a, b = printed(view, work.item), printed(view, piece.item)
    zh = f"口径不同，不作比较（{Part.COVERAGE.zh}）：{name}，{view.name}写{whose}{a}，"
    zh += f"又写{of}{b}，所指范围不同。"
    en = f"Not comparable ({Part.COVERAGE.en}): {name}, {view.name} says {a} of {whose} and {b} "
    en += f"of {of}, which are of different extent."
    return finding(
        "totals_of_extent",
        Verdict.NOT_COMPARABLE,
        (zh, en),
        rows=(row(view, work.item, whose), row(view, piece.item, of)),
        claims=(view.cite(work.item), view.cite(piece.item)),
    )
