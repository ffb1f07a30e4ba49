"""Tell which side of a table names what is measured, and which names whose it is.

Columns of 产值（万元） over rows of towns say attribute above and subject left; columns of years
over rows of 地区生产总值 say attribute left and no subject; a transposed table says it the other
way round.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.tables.heads import Head
from bayline.engines.chinese.times import times
from bayline.engines.documents.terms import Stretch

_MEASURED = re.compile(
    r"(?:总值|产值|增加值|价值|收入|支出|投资|额|产量|数量|数|面积|人口|率|比重|比例|指数|余额|存款|贷款|利润|税|税收|"
    r"费|费用|价格|价|产出|能力|里程|长度|用电量|用水量|消费|出口|进口|进出口|量|密度|浓度|天数|用地|耕地|床位|成本|"
    r"排放|能耗|GDP|规模|资金|资产|负债|补助|标准|均值|单产|占比)$"
)
_OWNERS = re.compile(
    r"(?:省|市|县|区|镇|乡|村|街道|社区|居委会|园区|开发区|新区|集团|公司|企业|厂|局|委|办|厅|部|院|校|学校|中学|小学|"
    r"幼儿园|医院|银行|协会|中心|项目|工程|路|大道|公路|河|湖|江|港|站|基地|农场|林场|合作社|旗|州|盟|组)$"
)
_CAPTION_LEAD = re.compile(
    r"^[#*＊\s]*(?:附?表\s*[\d一二三四五六七八九十]*(?:[-—.]\d+)*|附件\s*\d*)\s*[:：、.]?\s*"
)
_CAPTION_TAIL = re.compile(
    r"(?:完成|基本|主要|有关|统计|汇总|明细|分布|变化|对比|增长|构成|指标)*(?:情况|统计表|一览表|汇总表|明细表|对比表|表|统计)+$"
)
_PERIODS = re.compile(r"^(?:历年|各年度?|各月份?|各季度?|逐[月年]|分[月季年]度?)")
_EACH = re.compile(
    r"^.*?(?:[各分][一-鿿]{1,4}?(?:镇|街道|区|县|市|村|乡|地区|部门|行业|项目|单位|产业|类别)|(?<=[各分])[镇县区市村乡])(?:[、和（(].*?[)）])?的?"
)


_LONGEST_SHARED = 60  # characters that may end one head and begin another


class Path(NamedTuple):
    """All heads that hold for one row or column, from the widest to the narrowest."""

    heads: tuple[Head, ...] = ()

    @property
    def named(self) -> tuple[Head, ...]:
        """The heads that name something."""
        return tuple(head for head in self.heads if head.words and not head.is_total)

    @property
    def unit(self) -> str:
        """The narrowest unit, "" if none is given."""
        return next((head.unit for head in reversed(self.heads) if head.unit), "")

    @property
    def change(self) -> Head | None:
        """The head that says what the figures tell of a movement, if one does."""
        return next((head for head in reversed(self.heads) if head.change), None)

    @property
    def is_total(self) -> bool:
        """Whether the row or column sums up the others."""
        return bool(self.heads) and self.heads[-1].is_total

    @property
    def passages(self) -> tuple[str, ...]:
        """What the heads print, for finding times."""
        return tuple(head.text for head in self.heads if head.text)


def columns_measure(columns: Sequence[Path], rows: Sequence[Path]) -> bool:
    """Say whether the column heads name what is measured; else the row heads do.

    Args:
        columns: Paths of the columns with figures.
        rows: Paths of the rows with figures.
    """
    above = [path.named[-1].words for path in columns if path.named]
    beside = [path.named[-1].words for path in rows if path.named]
    if not above or not beside:
        return bool(above) or not beside or _leaning(beside) < 0
    if any(_gives_amount(path) for path in columns):
        return True
    if sum(_gives_amount(path) for path in rows) * 2 >= len(rows):
        return False
    return _leaning(above) >= _leaning(beside)


def _gives_amount(path: Path) -> bool:
    return bool(path.named) and path.unit not in {"", "%", "‰"} and path.change is None


def _leaning(words: Sequence[str]) -> float:
    """Say how much words lean to things measured (up to 1) or to owners (down to -1)."""
    score = 0
    for word in words:
        folded = fold(word)
        score += bool(_MEASURED.search(folded)) - bool(_OWNERS.search(folded))
    return score / len(words)


def is_measure(words: str) -> bool:
    """Say whether words name something measured (产值, 面积), rather than a part or an owner."""
    return bool(_MEASURED.search(fold(words)))


def joined(heads: Sequence[Head]) -> tuple[str, Stretch | None]:
    """Join the words of several heads to one attribute.

    Returns:
        The words, and where they stand if they are those of a single head.
    """
    if not heads:
        return "", None
    if len(heads) == 1:
        return heads[0].words, heads[0].span
    words = heads[0].words
    for head in heads[1:]:
        upper_measures = is_measure(words) and not is_measure(head.words)
        words = merged(head.words, words) if upper_measures else merged(words, head.words)
    return words, None


def merged(first: str, second: str) -> str:
    """Put words one after the other; what ends the first and begins the second stands once."""
    for size in range(min(len(first), len(second), _LONGEST_SHARED), 0, -1):
        if first.endswith(second[:size]):
            return first + second[size:]
    return first + second


def measured_by(caption: str) -> str:
    """Return what a caption says is measured (各镇工业总产值情况), "" if it names no measure."""
    folded = fold(caption)
    words = _CAPTION_LEAD.sub("", folded)
    for time in reversed(times(words)):
        words = words[: time.start] + words[time.end :]
    words = re.sub(r"[（(].*?[)）]", "", words).strip(" 　:：")
    words = _PERIODS.sub("", _EACH.sub("", _CAPTION_TAIL.sub("", words)))
    at = folded.find(words) if words else -1
    return caption[at : at + len(words)] if at >= 0 and is_measure(words) else ""


class Containment(NamedTuple):
    """Whether a row or column stands under 其中, and the head it is then part of."""

    is_among: bool = False
    parent: Head | None = None


def containments(paths: Sequence[Path]) -> list[Containment]:
    """Say for each row or column whether it stands under 其中.

    It does if it says so, or if it goes on with one that does and names no measure of its own:
    第二产业 after 其中：第一产业.

    Args:
        paths: All rows from the top down, or all columns from left to right.
    """
    out: list[Containment] = []
    parent: Head | None = None
    is_open = False
    for path in paths:
        last = path.heads[-1] if path.heads else None
        if last is not None and last.is_among:
            is_open = True
        elif last is None or last.is_total or is_measure(last.words) or len(path.heads) > 1:
            is_open = False
        out.append(Containment(is_open, parent if is_open else None))
        if path.named and not is_open:
            parent = path.named[-1]
    return out
