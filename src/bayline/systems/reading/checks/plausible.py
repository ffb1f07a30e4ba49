"""Figures and dates that cannot be as printed, whatever else the text says."""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import takewhile

from bayline.engines.chinese.terms import TimeKind
from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure
from bayline.kernel.findings import Finding, Severity, Verdict
from bayline.kernel.statuses import Change, Status
from bayline.systems.reading.rules.passages import Item, View
from bayline.systems.reading.rules.wording import finding, printed, row

_LIMITED = re.compile(
    r"覆盖率|普及率|合格率|达标率|优良率|满意率|满意度|城镇化率|失业率|识字率|绿化率|绿地率|贫困发生率|"
    r"(?<!毛)入学率|巩固率|及格率|治愈率|病死率|死亡率|空置率|占比|比重|占[^，。；]{0,12}(?:比例|份额)"
)
_MAY_EXCEED = re.compile(
    r"完成|计划|任务|目标|预算|参保|毛入学|负债|杠杆|投入产出|增长|利用|达产|相当于|产销|兑现"
)
_NUMERAL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DATE = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)年)?(?<![\d.一二三四五六七八九十])(?P<month>{_NUMERAL})月(?P<day>{_NUMERAL})日"
)
_YEARS = re.compile(
    r"(?<!\d)(?P<a>(?:19|20)\d\d)年?(?:(?P<am>\d{1,2})月)?\s*(?:—|-|~|至|到)\s*(?P<b>(?:19|20)\d\d)年(?:(?P<bm>\d{1,2})月)?"
)
# Days of other calendars, and days of which the text itself says that they are wrong.
_OTHER_CALENDAR = re.compile(r"[农阴旧夏古回藏傣]历|伊斯兰历|希吉来历")
_LUNAR_MONTH = re.compile(r"腊月|正月|冬月|闰[正二三四五六七八九十冬腊]")
_DENIED = re.compile(r"笔误|不存在|误[写印为作]|更正|应为[“\d]|有误|没有这一?天")
_AROUND = 30  # characters
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_RANGE = re.compile(
    r"^(?P<low>\d+(?:\.\d+)?)(?P<unit>[^\d—~\-至到]*)(?:—+|~|-|至|到)(?P<high>\d+(?:\.\d+)?)(?(unit)(?P=unit)|)"
)
_DUE = re.compile(r"预计|将于|将在|计划于|拟于|计划在|力争在")
_CLAUSES = re.compile(r"[；;]")
_PARTIAL = frozenset({"quarter", "quarters", "half", "month", "months"})
_ONE = Decimal(1)
_NEAR = 30
_MONTHS = 12
_ROW = 12  # figures told of one time
_LEAP = 2024  # any leap year: without a year 29 February stands


def limited_share(views: Sequence[View]) -> list[Finding]:
    """Look for shares above 100% of things that have no more than all.

    title_zh: 比例不超过100%

    Looked at: coverage, pass rates, shares (覆盖率 合格率 占比 …). Rates against a plan, gross
    enrollment and growth may exceed 100% and are left alone.

    Verdict: contradiction.

    Example: 自来水覆盖率104% cannot be.
    """
    return [
        _limited(view, item)
        for view in views
        for item in view.items
        if _is_limited(item) and Figure.exactly(1, "1").surely_below(item.figure)
    ]


def _is_limited(item: Item) -> bool:
    said = f"{item.label}{item.statement.attribute or ''}"
    level = item.statement.change in {None, Change.TO}
    exact = item.figure.bound in {Bound.EXACT, Bound.RANGE, Bound.OVER, Bound.AT_LEAST}
    return bool(
        item.unit == "1"
        and level
        and exact
        and _LIMITED.search(said)
        and not _MAY_EXCEED.search(said)
    )


def _limited(view: View, item: Item) -> Finding:
    said = printed(view, item)
    over = (item.figure.low or _ONE) * 100 - 100
    name = item.label or item.statement.attribute
    zh = f"不一致：{view.name}中{name}{said}，此类比例最多100%，多{over.normalize():f}个百分点。"
    en = f"Does not agree: in {view.name} {said} is stated of a share that cannot exceed 100%."
    return finding(
        "limited_share",
        Verdict.CONTRADICTION,
        (zh, en),
        rows=(row(view, item),),
        claims=(view.cite(item),),
    )


def possible_dates(views: Sequence[View]) -> list[Finding]:
    """Look for days that no calendar has and periods that end before they begin.

    title_zh: 日期与时期

    Looked at: month and day (29 February with its year), and spans of years or months.

    Verdict: contradiction.

    Example: 2021年2月30日 is no day; 2021年至2019年 runs backwards.
    """
    found: list[Finding] = []
    for view in views:
        found += [made for match in _DATE.finditer(view.folded) for made in _day(view, match)]
        found += [made for match in _YEARS.finditer(view.folded) for made in _span(view, match)]
    return found


def _day(view: View, match: re.Match[str]) -> list[Finding]:
    if _is_of_another_calendar(view, match) or _is_denied(view, match):
        return []
    month, day = _numeral(match["month"]), _numeral(match["day"])
    year = int(match["year"]) if match["year"] else _LEAP
    if 1 <= month <= _MONTHS and 1 <= day <= monthrange(year, month)[1]:
        return []
    said = view.document.reading.text[match.start() : match.end()]
    zh = f"不一致：{view.name}写“{said}”，历法中没有这一天。"
    en = f"Does not agree: {view.name} says “{said}”; the calendar has no such day."
    claims = (view.reference(*match.span()),)
    return [finding("possible_dates", Verdict.CONTRADICTION, (zh, en), claims=claims)]


def _is_of_another_calendar(view: View, match: re.Match[str]) -> bool:
    start = max(0, match.start() - _AROUND)
    if _OTHER_CALENDAR.search(view.folded, start, match.end()):
        return True
    is_spelled = not match["day"].isdigit()
    return is_spelled and _LUNAR_MONTH.search(view.folded, start, match.end()) is not None


def _is_denied(view: View, match: re.Match[str]) -> bool:
    start = max(0, match.start() - _AROUND)
    return _DENIED.search(view.folded, start, match.end() + _AROUND) is not None


def _numeral(words: str) -> int:
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    value = _DIGITS.get(ones, 0) if len(ones) <= 1 else 99
    return value + (10 * _DIGITS.get(tens, 1) if ten else 0)


def _span(view: View, match: re.Match[str]) -> list[Finding]:
    begin = (int(match["a"]), int(match["am"] or 0))
    end = (int(match["b"]), int(match["bm"] or 0))
    backwards = begin[0] > end[0] or (begin[0] == end[0] and begin[1] and end[1] and begin > end)
    if not backwards:
        return []
    said = view.document.reading.text[match.start() : match.end()]
    zh = f"不一致：{view.name}写“{said}”，止期早于起期。"
    en = f"Does not agree: in {view.name} “{said}” ends before it begins."
    claims = (view.reference(*match.span()),)
    return [finding("possible_dates", Verdict.CONTRADICTION, (zh, en), claims=claims)]


def ordered_range(views: Sequence[View]) -> list[Finding]:
    """Look for ranges whose low end is above their high end.

    title_zh: 区间上下限

    Verdict: contradiction.

    Example: 增长8%—6% is printed the wrong way round.
    """
    return [
        _range(view, item)
        for view in views
        for item in view.items
        if item.statement.quantity.high is not None and _runs_backwards(view, item)
    ]


def _runs_backwards(view: View, item: Item) -> bool:
    """Tell whether the printed ends stand in the wrong order, units and scales being alike."""
    quantity = item.statement.quantity
    match = _RANGE.search(view.folded[quantity.start : quantity.end])
    return match is not None and Decimal(match["low"]) > Decimal(match["high"])


def _range(view: View, item: Item) -> Finding:
    said = printed(view, item)
    zh = f"不一致：{view.name}写“{said}”，下限大于上限。"
    en = f"Does not agree: in {view.name} the low end of “{said}” is above its high end."
    rows = (row(view, item),)
    claims = (view.cite(item),)
    return finding("ordered_range", Verdict.CONTRADICTION, (zh, en), rows=rows, claims=claims)


def timely_status(views: Sequence[View]) -> list[Finding]:
    """Compare what is announced and what is reported with the day of publication.

    title_zh: 时态与发布日期

    Looked at: 预计 and 将于 with a day that had passed when the text appeared, and results of a
    quarter, half-year or month that had not ended. Only where the text or the user gives the date.

    Verdict: needs basis, as a note.

    Example: 2025-09-08 reports 前三季度 before the quarter ended.
    """
    found: list[Finding] = []
    for view in views:
        if view.document.reading.published and not view.document.reading.published_inferred:
            found += [made for item in view.items for made in _overdue(view, item)]
            found += _premature(view)
    return found


def _overdue(view: View, item: Item) -> list[Finding]:
    statement, published = item.statement, view.document.reading.published
    due = statement.time.last if statement.time else None
    clause = _CLAUSES.split(item.before)[-1][-20:]
    planned = statement.status is Status.PLANNED and _DUE.search(clause)
    if not planned or due is None or published is None or due >= published:
        return []
    said = printed(view, item)
    zh = f"无法判断：{view.name}（{published}发布）把{said}写作预计，所指日期{due}已过。"
    en = f"Cannot tell: {view.name}, published {published}, announces {said} for {due}, a past day."
    return [_note(view, item.start, item.end, sentences=(zh, en))]


def _premature(view: View) -> list[Finding]:
    reading = view.document.reading
    published, items = reading.published, view.items
    starts = [item.start for item in items]
    found = []
    for time in reading.times:
        last = time.interval.last if time.interval else None
        if time.kind is not TimeKind.PERIOD or time.precision not in _PARTIAL or last is None:
            continue
        is_early = published is not None and last > published
        behind = items[bisect_left(starts, time.end) :][:_ROW] if is_early else []
        if behind and _is_reported(view, behind[0], (time.start, time.end)):
            said = reading.text[time.start : time.end]
            zh = f"无法判断：{view.name}（{published}发布）已写“{said}”的结果，"
            zh += f"该时期到{last}才结束。"
            en = f"Cannot tell: {view.name}, published {published}, reports “{said}”, "
            en += f"which ends {last}."
            found.append(
                _note(view, time.start, time.end, sentences=(zh, en), items=_told(behind, last))
            )
    return found


def _told(items: Sequence[Item], last: date) -> list[Item]:
    """Return the figures of one sentence that are of the time that ends then."""
    sentence = items[0].statement.sentence
    row = takewhile(lambda item: item.statement.sentence == sentence, items)
    return [each for each in row if each.statement.time and each.statement.time.last == last]


def _is_reported(view: View, item: Item, span: tuple[int, int]) -> bool:
    """Tell whether the figure right behind a time is reported as having happened."""
    start, end = span
    near = item.start <= end + _NEAR and "。" not in view.folded[end : item.start]
    words = view.folded[max(0, start - 12) : item.end]
    return near and item.statement.status is Status.ACTUAL and not _DUE.search(words)


def _note(
    view: View, start: int, end: int, *, sentences: tuple[str, str], items: Sequence[Item] = ()
) -> Finding:
    return finding(
        "timely_status",
        Verdict.NEEDS_BASIS,
        sentences,
        claims=(view.reference(start, end), *map(view.cite, items)),
        severity=Severity.NOTE,
    )
