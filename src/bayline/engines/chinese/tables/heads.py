"""Understand table heads: 产值（万元） is an attribute with its unit, 2021年 a time."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.tables.cells import unit_sample
from bayline.engines.chinese.terms import Interval, TimeBasis
from bayline.engines.chinese.times import times
from bayline.engines.documents.terms import Stretch
from bayline.kernel.statuses import Change

_IN_BRACKETS = re.compile(
    r"[（(\[【]\s*(?:计量|金额)?(?:单位\s*[:：])?\s*([^（()）\]】]{1,20})[)）\]】]"
)
_BEHIND_SLASH = re.compile(r"[/／,，:：]\s*(?:单位[:：]?)?([^/／,，:：]{1,8})$")
_UNIT_NOTE = re.compile(r"单\s*位\s*[:：]\s*(.+)$")
_UNIT_DIVIDERS = re.compile(r"[、，,;；\s]+|(?<=[%‰])[/／]|[/／](?=[%‰])")
_HAS_TIME = re.compile(r"[年月季日旬期末初半上下今去本]|\d{4}|[一二三四五六七八九十]五")
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?![\d年.])")
_RATIO_WORDS = re.compile(
    r"(?:增长|增速|增幅|降幅|涨幅|下降|增减|上升)(?:率|速度|幅度)?|[占所].{0,12}(?:比重|比例|百分比)|"
    r"占比|比重|比率|[一-鿿]{2,}率$|±"
)
_GROWTH = re.compile(
    r"(?:(?:同比|环比|年均|月均|平均)|[比较与](?:上年同期|上年度|上年|去年同期|去年|上月|上季度?|上期|同期|"
    r"[^比较]{0,12}年(?:同期|末|底)?)?相?)*"
    r"(?:增长|增速|增幅|涨幅|增减变动|增减|增加(?!值)|减少|提高|上升|下降|降低|降幅|变动|变化|±)"
    r"(?:率|速度|幅度|情况)?(?:额|量|数|值|百分点)?[±]?"
)
_ONLY_COMPARED = re.compile(r"(?:同比|环比|[比较](?:上年|去年)(?:同期)?)(?:±)?")
_FALLS = re.compile(r"下降|减少|降低|降幅")
_AMOUNT = re.compile(r"额$|量$|百分点$|数$")
_PLANNED = re.compile(r"目标|计划|预计|预期|预测|力争|拟|规划")
_VALUE_WORDS = re.compile(
    r"(?:绝对(?:额|数|量|值)|总量|数值|指标值|数据|实绩|实际(?:数|值|完成)?|完成(?:数|值|情况|额)?|"
    r"累计(?:数|值|完成|额)?|本期(?:数|累计)?|期末(?:数|余额)?|目标(?:值|数)?|计划(?:数|值)?|预期(?:目标|值)?|"
    r"预计(?:数|值)?|规划值|合计|全年|本年|当年|上年|年末|(?:具体)?内容|情况|)"
)
_LEADING = re.compile(
    r"^[#＃*＊·•○●■◆\s]+|^(?:[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]|[（(]\d{1,2}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳])\s*"
)
_AMONG = re.compile(r"^其\s*中\s*[:：]?\s*|^#+\s*")
_TOTAL = re.compile(
    r"(?:全[国省市区县镇村乡州旗])?(?:合计|总计|小计|共计|累计|总和|总数|合计数|全部)|总|计"
)
_COMPARING = frozenset("比较与")
_SHARE = re.compile(r"所?占?(?:比重|比例|百分比|份额|比)|占[一-鿿]{1,8}?(?:比重|比例|百分比)?")
_RANK = re.compile(r".{0,4}(?:排名|位次|名次|排序|位列|排位)")
_SPACES = re.compile(r"\s+")
_BASES = re.compile(
    r"可比价|现价|当年价|不变价|累计|规模以上|限额以上|年末|期末|年均|月均|户籍|常住"
)


class Head(NamedTuple):
    """What one head cell says.

    Attributes:
        words: What is left once unit, time and change are taken off: an attribute or a subject.
        span: Where the words stand; None if they are pieced together.
        unit: The unit it gives, folded; "" if none.
        is_ratio: True if its figures are percentages even where no unit says so.
        change: What its figures say of a movement.
        falls: True for 下降, 减少: a plain number means less.
        planned: True for 目标, 计划.
        share: 占比, 比重 where the head says no more; what it is a share of stands elsewhere.
        is_rank: True for 排名, 位次; what is ranked stands elsewhere too.
        is_total: True for 合计, 小计.
        is_among: True for 其中：….
        text: The folded cell without spaces, for finding times.
        basis: Words that limit the figures: 可比价, 累计.
    """

    words: str = ""
    span: Stretch | None = None
    unit: str = ""
    is_ratio: bool = False
    change: Change | None = None
    falls: bool = False
    planned: bool = False
    share: str = ""
    is_rank: bool = False
    is_total: bool = False
    is_among: bool = False
    text: str = ""
    basis: tuple[str, ...] = ()


def head_of(text: str, start: int, end: int) -> Head:
    """Read one head cell.

    Args:
        text: The text of the document.
        start: Where the cell begins.
        end: Where it ends.
    """
    head = _read(text[start:end])
    at = text.find(head.words, start, end) if head.words else -1
    return head._replace(span=Stretch(at, at + len(head.words))) if at >= 0 else head


@lru_cache(maxsize=8192)
def _read(printed: str) -> Head:
    words = _SPACES.sub("", printed)
    folded = fold(words)
    unit, cut = _unit_in(folded)
    words, folded = _without(words, cut), _without(folded, cut)
    is_among = bool(_AMONG.match(folded))
    lead = _LEADING.match(folded) or _AMONG.match(folded)
    while lead and lead.end():
        words, folded = words[lead.end() :], folded[lead.end() :]
        lead = _LEADING.match(folded) or _AMONG.match(folded)
    full = folded
    is_total = bool(_TOTAL.fullmatch(folded))
    words, folded = _without_times(words, folded)
    change, falls, cut = _change_in(folded, unit)
    words, folded = _without(words, cut), _without(folded, cut)
    share = words if _SHARE.fullmatch(folded) else ""
    is_rank = bool(_RANK.fullmatch(folded))
    is_named = not share and not is_rank and (is_total or not _VALUE_WORDS.fullmatch(folded))
    return Head(
        words=words.strip("：:，,、-—的") if is_named else "",
        share=share,
        is_rank=is_rank,
        unit=unit,
        is_ratio=not unit and bool(_RATIO_WORDS.search(full)) and not _AMOUNT.search(full),
        change=change,
        falls=falls,
        planned=bool(_PLANNED.search(full)),
        is_total=is_total,
        is_among=is_among,
        text=full,
        basis=tuple(dict.fromkeys(_BASES.findall(full))),
    )


def _without(words: str, cut: tuple[int, int] | None) -> str:
    return words[: cut[0]] + words[cut[1] :] if cut else words


def _unit_in(folded: str) -> tuple[str, tuple[int, int] | None]:
    """Find the unit in a head, in brackets or behind a slash, and the stretch to take off."""
    for found in _IN_BRACKETS.finditer(folded):
        unit = found.group(1).strip("±+ ")
        if unit_sample(unit) or "单位" in found.group():
            return unit, found.span()
    behind = _BEHIND_SLASH.search(folded)
    if behind and unit_sample(behind.group(1)):
        return behind.group(1), behind.span()
    if folded.endswith(("%", "‰")):
        return folded[-1], (len(folded) - 1, len(folded))
    return "", None


def _without_times(words: str, folded: str) -> tuple[str, str]:
    """Take the times off a head; 比2020年 stays, because it says what is compared."""
    if not _HAS_TIME.search(folded):
        return words, folded
    found = [year.span() for year in _BARE_YEAR.finditer(folded)]
    found += [(time.start, time.end) for time in times(folded)]
    for cut in sorted(found, reverse=True):
        if folded[max(0, cut[0] - 1) : cut[0]] not in _COMPARING:
            words, folded = _without(words, cut), _without(folded, cut)
    return words, folded


def _as_years(folded: str) -> str:
    """Write a bare year as a year: 2021 heads a column as 2021年 does."""
    return _BARE_YEAR.sub(r"\1年", folded)


def _change_in(folded: str, unit: str) -> tuple[Change | None, bool, tuple[int, int] | None]:
    found = _GROWTH.search(folded)
    if found is None or (_AMOUNT.search(found.group()) is None and "率" in folded[found.end() :]):
        only = _ONLY_COMPARED.search(folded)
        return (Change.GROWTH, False, only.span()) if only else (None, False, None)
    sample = unit_sample(unit) if unit else None
    is_amount = bool(_AMOUNT.search(found.group()))
    is_share = sample.unit == "1" if sample else not is_amount
    change = Change.GROWTH if is_share and not is_amount else Change.DELTA
    return change, bool(_FALLS.search(found.group())), found.span()


def units_of_note(note: str) -> tuple[str, ...]:
    """List the units that 单位：… names, folded."""
    found = _UNIT_NOTE.search(fold(note))
    if not found:
        return ()
    return tuple(part for part in _UNIT_DIVIDERS.split(found.group(1).strip(" ()（）")) if part)


def time_of(
    passages: tuple[str, ...], *, published: date | None
) -> tuple[Interval | None, Interval | None]:
    """Date the last passage in the light of those before it.

    Args:
        passages: Folded words from the widest to the narrowest: caption, upper head, lower head.
        published: The date of the document, if known.

    Returns:
        The interval that words fix, and the one that only the date of the document suggests.
    """
    spoken = _as_years("\n\n".join(passages))
    if not _HAS_TIME.search(spoken):
        return None, None
    best, narrowest = None, -1
    for time in times(spoken, published=published):
        passage = spoken.count("\n\n", 0, time.start)
        is_compared = spoken[max(0, time.start - 1) : time.start] in _COMPARING
        if time.interval and passage > narrowest and not is_compared:
            best, narrowest = time, passage
    if best is None:
        return None, None
    is_assumed = best.basis is TimeBasis.PUBLISHED
    return (None, best.interval) if is_assumed else (best.interval, None)
