"""What documents tell of indicators: of which one, whose, where and for which days."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import Interval, Statement
from bayline.kernel.basis import Basis
from bayline.systems.reading.rules.attributes import canonical, is_known, is_timeless
from bayline.systems.reading.rules.bases import is_mere_basis, without_basis
from bayline.systems.reading.rules.passages import Item, View, places_of

MOVEMENT = re.compile(
    r"同比|按(?:现行?|当年|不变)价格?(?:计算)?|比上年|较上年|比去年|增长|下降|提高|降低|减少|增加|上升|达到?|为|是|约|实现|完成|突破|超过?|近|按可比价(?:格)?(?:计算)?|可比|名义|实际|分别|，|、|\s"
)
REGION = re.compile(r"^(?:全[市区县镇省州国乡村]|我[市区县镇省]|本[市区县])$")
_LEAST_NAME = 4
_COUNTED = re.compile(r"^[\d一二三四五六七八九十两这该本此其各每]|\d+[个项家]|等")
_LEFT_OUT = re.compile(r"(?:不含|不包括|不包含|剔除|扣除|除去|不计)[^，。；]*$")
_REACH = 24
_AT_YEARS_END = re.compile(r"人口$|城镇化率|覆盖率|余额$|保有量")
# What a region built in a year has one value, if it is named as fully: 新建农村公路120公里.
_BUILT = re.compile(r"(?:新建|新改建|改建|改造|建成|新增|完成)[一-鿿]+$")
_LEAST_BUILT = 6
_DATED = re.compile(r"^(?:(?:19|20)\d\d年|今年|去年|全年|年末|年底)+")


class Telling(NamedTuple):
    """One place where a document gives the value of a thing."""

    view: View
    item: Item
    basis: Basis


def placed(view: View) -> Iterator[tuple[Item, str, int]]:
    """Give every figure its paragraph and its place, else the place that was named last there."""
    paragraph, last = -1, ""
    for sentence in view.sentences:
        last = last if sentence.paragraph == paragraph else ""
        paragraph = sentence.paragraph
        before: Item | None = None
        for item in sentence.items:
            last = region_of(view, item.statement) or last
            before = _as_before(item, before)
            yield before, last, paragraph


def _as_before(item: Item, before: Item | None) -> Item:
    """Give a figure that names but its basis the thing before it: 1200亿元，（不含港区）950亿元."""
    if before is None or item.unit != before.unit or not is_mere_basis(item.before):
        return item
    known, own = before.statement, item.statement
    told = replace(
        own, attribute=known.attribute, subject=known.subject, time=own.time or known.time
    )
    return item._replace(statement=told)


def is_of_table(item: Item) -> bool:
    """Tell whether the figure stands in a table, whose heads name it."""
    return "table" in item.statement.why


def attribute_of(item: Item) -> str:
    """Return the indicator's name without the region that stands in front of it."""
    statement = item.statement
    attribute = canonical(without_basis(statement.attribute or ""))
    subject = fold(statement.subject or "")
    if is_known(attribute) or is_timeless(attribute):
        return attribute
    bare = canonical(attribute.removeprefix(subject)) if subject else ""
    said = canonical(MOVEMENT.sub("", _DATED.sub("", item.label)).removeprefix(subject))
    whole = REGION.match(subject) and _BUILT.match(said) and len(said) >= _LEAST_BUILT
    return next((name for name in (bare, said) if is_known(name)), said if whole else attribute)


def days_of(statement: Statement, attribute: str) -> Interval | None:
    """Return the days a figure is of, None where no text or date says when they begin."""
    found = statement.time or statement.time_assumed
    if found is None or found.last is None:
        return None
    year = Interval(date(found.last.year, 1, 1), date(found.last.year, 12, 31))
    if found.last == year.last and found.first is None and _AT_YEARS_END.search(attribute):
        return year  # 2023年末 and 2023年 are one time for what is counted at the year's end
    return found if found.first else None


def whose_of(item: Item, place: str, home: str) -> str | None:
    """Return whom the figure is about; None where that is too uncertain to compare."""
    statement = item.statement
    subject = fold(statement.subject or "")
    if is_known(attribute_of(item)):
        frame = _frame(item, subject, place)
        own = subject == home or (not place and subject == "") or frame == f"全{home[-1:]}"
        if home and own and place in {"", home}:
            return home
        if is_of_table(item):
            return subject or place  # a row is of what its head names, whatever stands above it
        return frame or place or subject
    if _BUILT.match(attribute_of(item)) and REGION.match(subject):
        return home or subject
    span = statement.subject_span
    near = span is not None and statement.sentence.start <= span.start < item.start
    named = len(subject) >= _LEAST_NAME and not _COUNTED.search(subject)
    return subject if near and named and not REGION.match(subject) else None


def own_region(view: View) -> str:
    """Return the one region that all indicators of a document are about, "" if there are several.

    It is a region with a name, or 全县 where none is named; 全国 and other levels beside it do not
    matter, but two named ones do.
    """
    subjects = {
        fold(item.statement.subject or "") for item in view.items if is_known(attribute_of(item))
    }
    levels = {subject for subject in subjects if REGION.match(subject)}
    named = {subject for subject in subjects - levels if subject}
    if len(named) == 1:
        return named.pop()
    own = {level for level in levels if level[-1] not in "国省"}
    return own.pop() if not named and len(own) == 1 else ""


def _frame(item: Item, subject: str, place: str) -> str:
    """Return 全国, 全省 … where the words name that level, not the place said before."""
    if not REGION.match(subject):
        return ""
    named = item.statement.place
    fits = place and named is not None and (named.name or subject).endswith(subject[-1])
    return "" if fits and subject[-1] != "国" else f"全{subject[-1]}"


def region_of(view: View, statement: Statement) -> str:
    """Return the place a figure is about; a place that is left out (不含…) is not it."""
    place = statement.place
    if place is None or _LEFT_OUT.search(view.folded[max(0, place.start - _REACH) : place.start]):
        return ""
    return place.code or fold(place.name or view.document.reading.text[place.start : place.end])


def home_of(view: View) -> str:
    """Return the place that a document names most, "" if it names none."""
    places = places_of(view).most_common(1)
    return places[0][0] if places else ""
