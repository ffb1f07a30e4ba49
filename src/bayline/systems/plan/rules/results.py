"""A text of progress read into figures with their roles; figures and times are the reader's."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.engines.chinese.terms import Interval as Days
from bayline.engines.chinese.terms import NameKind, QuantityKind
from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period, Precision
from bayline.kernel.statuses import Change
from bayline.systems.plan.rules.directions import (
    as_growth,
    fallen,
    falls,
    is_doubling,
    rises,
    taken_off,
)
from bayline.systems.plan.rules.naming import attribute_of, coverage_of, printed, rises_to
from bayline.systems.plan.rules.placing import bare_names, place_of
from bayline.systems.plan.rules.roles import role_of
from bayline.systems.plan.rules.tones import tones_of
from bayline.systems.plan.rules.views import Around, around, clause_before, view_of
from bayline.systems.plan.terms.results import Progress, Result, Role
from bayline.systems.reading.rules.bases import basis_of
from bayline.systems.reading.rules.passages import Item, View

_AFTER = timedelta(days=9)  # tables of progress come out some days after their period
_REACH = 200  # characters before a figure that say of what it is
_FORECAST = re.compile(
    r"预计|预期(?!目标)|有望|预估|预测|预判|估计|可望|(?:全年|年底|年内)[可能将](?:完成|达到?|实现)"
)
_SENTENCE = re.compile(r"[。；;！？\n]")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_ALONE = re.compile(r"(?:当|单|本)(?:月|季度?)")
_DEDUCTED = re.compile(
    r"(?:扣减|扣除|剔除|抵扣|核减)[^，。；（）()\d]{2,30}?(?=之?后|增长|下降|上升|[，。；（）()\d]|$)"
)
_RANK = re.compile(
    r"(?:列|居|排名?|位列|位居)[^，。；、（）()\d]{0,14}第?\s*[\d一二三四五六七八九十]+\s*[位名]"
    r"|(?:列|居|排名|位列|位居)[^，。；、（）()\d]{0,8}第[一二三](?![批次期季产轮时线书步方阶年届组类级梯])"
)
_TOWN = re.compile(
    r"[\u4e00-\u9fff]{2,5}(?:镇|街道|乡|村|社区|园区|开发区|工业区|高新区|度假区|新区)$"
)
_LOOSE = frozenset({NameKind.PLACE, NameKind.VILLAGE, NameKind.ZONE})


@lru_cache(maxsize=8192)
def read_progress(text: str, table: Period, places: Gazetteer | None = None) -> Progress:
    """Read a text of progress.

    Args:
        text: The words.
        table: The period of the table it stands in, by which times are understood.
        places: Places of the region; None for the divisions of the country alone.

    Returns:
        Its figures with their roles, and what it says without figures.
    """
    if not text.strip():
        return Progress(text=text)
    last = table.last or table.start
    if last is None:
        return Progress(text=text)
    view = view_of(text, on=last + _AFTER)
    names = bare_names(places)
    results: list[Result] = []
    items = [item for item in view.items if not item.is_threshold]
    for at, item in enumerate(items):
        until = items[at + 1].start if at + 1 < len(items) else len(text)
        near = around(view, item, since=results[-1].end if results else 0, until=until)
        follows = results[-1] if results else None
        one = _result(view, item, text, table=table, follows=follows, near=near)
        own = _smaller_place(item) or place_of(view, item, names=names)
        results.append(replace(one, place=own))
    deducted = _DEDUCTED.search(view.folded)
    return Progress(
        text=text,
        results=(*results,),
        tones=tones_of(view.folded),
        deducted=deducted[0] if deducted else "",
        ranks=tuple(found[0] for found in _RANK.finditer(view.folded)),
    )


def _result(
    view: View, item: Item, text: str, *, table: Period, follows: Result | None, near: Around
) -> Result:
    statement = item.statement
    before = clause_before(view, statement.quantity.start)
    attribute = attribute_of(item, near)
    basis = basis_of(view, item)
    role = role_of(view, item, before, follows=follows)
    change = _change(item, attribute, near)
    is_paced = rises_to(near)  # 增速从11.2%回落至8.4% is no fall
    is_apart = is_paced or _is_of_now(near, follows)
    return Result(
        role=role,
        attribute=attribute,
        figure=as_growth(_signed(item, attribute, "" if is_paced else before, role), change),
        words=printed(text, item),
        change=Change.GROWTH if is_doubling(item.figure, text[item.start : item.end]) else change,
        start=item.start,
        end=item.end,
        period=_time_of(view, item, near, table=table, before=follows if is_apart else None),
        coverage=coverage_of(basis.coverage, near),
        price=basis.price,
        said=near.clause,
        context=near.context,
        sentence=near.sentence,
        reference=_compared_with(before) if role is Role.COMPARED else "",
        is_forecast=_is_forecast(view, item),
        is_of_one_month=bool(_ALONE.search(before)),
    )


_NOW = re.compile(r"^(?:目前|现|已|截至目前)")


def _is_of_now(near: Around, follows: Result | None) -> bool:
    """Tell whether a figure is of now, the one before it of a plan: 全年计划52项，已开工41项."""
    is_after_plan = follows is not None and follows.role in {Role.RESTATED, Role.INTENDED}
    return is_after_plan and bool(_NOW.search(near.clause))


_GREW = re.compile(r"(?:增长|增速|增幅|同比|下降|增|[+＋])(?:为|达到?|约|：|:|\s)*$")


def _change(item: Item, attribute: str, near: Around) -> Change | None:
    is_ratio = item.statement.quantity.kind is QuantityKind.RATIO
    attribute = item.statement.attribute or attribute
    before = near.clause.split("#")[0]
    if is_ratio and (rises(attribute) or falls(attribute) or rises_to(near)):
        return Change.GROWTH
    if is_ratio and item.statement.change is None and _GREW.search(before):
        return Change.GROWTH
    return item.statement.change


_BEHIND = re.compile(r"(?:落后|慢于|低于|滞后|欠|差|缺|少于|不及|回落|短)[^，。；\d]{0,14}$")
_FELL = re.compile(r"(?:下降|降低|减少|压减|回落|收窄)[^，。；\d]{0,4}$")


def _signed(item: Item, attribute: str, before: str, role: Role) -> Figure:
    figure = taken_off(fallen(item.figure))
    is_positive = figure.low is not None and figure.low > 0
    if not is_positive:
        return figure
    if role in {Role.AHEAD, Role.AGAINST, Role.COMPARED} and _BEHIND.search(before):
        return figure.scaled(-1)
    is_ratio = item.statement.quantity.kind in {QuantityKind.RATIO, QuantityKind.POINTS}
    is_fall = falls(attribute) or bool(_FELL.search(before))
    return figure.scaled(-1) if role is Role.VALUE and is_ratio and is_fall else figure


def _time_of(
    view: View, item: Item, near: Around, *, table: Period, before: Result | None
) -> Period | None:
    """Give the period of a figure; of a rate that another came to, not that of the other."""
    found = _named_period(near, table) or _period(view, item, table=table)
    return None if before is not None and found == before.period else found


_OWN_TIME = re.compile(
    r"(?:第?(?P<quarter>[一二三四])季度|(?P<half>上半年))(?:的|完成|实现|为|\s)*#"
)


def _named_period(near: Around, table: Period) -> Period | None:
    """Give the quarter that stands right before a figure in a list of quarters."""
    found = _OWN_TIME.search(near.clause)
    last = table.last
    if found is None or last is None or "前" in near.clause[: found.start() + 1][-2:]:
        return None
    if _YEAR.search(near.sentence) or "年" in near.sentence:
        return None
    quarter = "一二三四".index(found["quarter"]) if found["quarter"] else 0
    months = 6 if found["half"] else 3
    first = date(last.year, quarter * 3 + 1, 1)
    end = date(last.year, quarter * 3 + months, 28) + timedelta(days=4)
    return Period.inclusive(
        first, end.replace(day=1) - timedelta(days=1), precision=Precision.MONTH
    )


def _period(view: View, item: Item, *, table: Period) -> Period | None:
    """Give the period of a figure; a year that the text does not name is that of the table."""
    days = item.statement.time
    if days is None or days.last is None:
        return None
    before = view.folded[max(0, item.start - _REACH) : item.start]
    found = _as_period(days)
    last = found.last if found else None
    if found is None or last is None or table.last is None:
        return found
    if last.year != table.last.year and not _YEAR.search(before) and "去年" not in before:
        return _moved(found, table.last.year - last.year)
    return found


def _as_period(days: Days) -> Period | None:
    """Make a period of days; one without a beginning (截至9月底) begins with its year."""
    last = days.last
    if last is None:
        return None
    first = days.first or last.replace(month=1, day=1)
    if first > last:
        return None
    is_month = first.day == 1 and (last + timedelta(days=1)).day == 1
    return Period.inclusive(first, last, precision=Precision.MONTH if is_month else Precision.DAY)


def _moved(period: Period, years: int) -> Period:
    first, last = period.start, period.last
    if first is None or last is None:
        return period
    ends_month = (last + timedelta(days=1)).day == 1
    moved = last.replace(year=last.year + years, day=min(last.day, 28))
    if ends_month:
        moved = (moved.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    begun = first.replace(year=first.year + years, day=min(first.day, 28))
    return Period.inclusive(begun, moved, precision=period.precision)


_BEHIND_IT = 20  # characters behind a figure that may say that it is still to come
_TO_COME = re.compile(
    r"[^，。；、\d]{0,10}(?:有望|预计|可望|即将|将(?=突破|达|完成|实现|建成|投产|竣工|投用))"
)


def _is_forecast(view: View, item: Item) -> bool:
    """Tell whether the sentence calls the figure expected, before it or right behind it."""
    before = _SENTENCE.split(view.folded[max(0, item.end - _REACH) : item.end])[-1]
    parts = before.split("，")
    near = "，".join(parts[-3:])
    behind = view.folded[item.end : item.end + _BEHIND_IT]
    return bool(_FORECAST.search(near) or _TO_COME.match(behind)) or view.folded[
        item.end : item.end + 5
    ].startswith(("（预计", "(预计", "（预", "（快报"))


def _smaller_place(item: Item) -> str:
    """Give the town, village or zone that a figure is of; empty for the whole place."""
    statement = item.statement
    subject = statement.subject or ""
    if _TOWN.search(subject):
        return subject
    place = statement.place
    if place is not None and place.kind in _LOOSE and _TOWN.search(place.name):
        return place.name
    return ""


_COMPARED = re.compile(
    r"(?:高于|低于|快于|慢于|超过?|领先|落后于?|跑赢|高出)(?P<other>[^，。；\d]{2,16}?)(?:的?(?:增长|增速|增幅|平均|水平)+)?$"
)


def _compared_with(before: str) -> str:
    found = _COMPARED.search(before)
    return found["other"] if found else ""


def is_open(figure: Figure) -> bool:
    """Tell whether a figure has only one end: 5%以上, 超80亿元."""
    return figure.bound in {Bound.AT_LEAST, Bound.OVER, Bound.AT_MOST, Bound.UNDER}
