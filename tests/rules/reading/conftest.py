"""A small reader of plain sentences, so that the checks can be tried on worlds of a few figures."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from bayline.engines.chinese.terms import (
    Interval,
    Quantity,
    QuantityKind,
    Reading,
    Span,
    Statement,
)
from bayline.kernel.bounds import Bound
from bayline.kernel.statuses import Change, Status
from bayline.systems.reading.terms import ReadDocument

_FIGURE = re.compile(
    r"(?P<hedge>约|超过?|突破|近|不低于|计划)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>万亿|亿|万)?"
    r"(?P<unit>个百分点|平方公里|公顷|亩|吨|元|倍|[个项家户人名件座所条批类])?(?P<percent>%)?"
    r"(?P<odd>余|以上|左右)?"
)
_SCALES = {None: 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_UNITS = {"元": ("CNY", "1"), "亩": ("m2", "666.6666667"), "公顷": ("m2", "10000")}
_UNITS |= {"平方公里": ("m2", "1000000"), "吨": ("kg", "1000"), "倍": ("x", "1")}
_UNITS |= {"个百分点": ("pp", "1")}
_BOUNDS = {"约": Bound.ABOUT, "左右": Bound.ABOUT, "近": Bound.NEARLY, "不低于": Bound.AT_LEAST}
_BOUNDS |= {"超": Bound.OVER, "超过": Bound.OVER, "突破": Bound.OVER, "余": Bound.OVER}
_BOUNDS |= {"以上": Bound.AT_LEAST}
_KINDS = {"CNY": QuantityKind.MONEY, "m2": QuantityKind.MEASURE, "kg": QuantityKind.MEASURE}
_KINDS |= {"x": QuantityKind.MULTIPLE, "pp": QuantityKind.POINTS, "1": QuantityKind.RATIO}
_YEAR = re.compile(r"(20\d\d|19\d\d)年")
_LABEL = re.compile(r"[，、；：。（）\n“”]|其中|包括|涉及|分别|合计|共计|预计|去年|上年|今年")
_ENDS = re.compile(
    r"(?:\d{4}年|比|较|为|达到?|增至|增加到|由|从|至|到|计划|将|占比?|同比|增长|下降|提高|增加|减少|是|有|共|实现|约)+$"
)


def _quantity(match: re.Match[str]) -> Quantity | None:
    if not (match["unit"] or match["percent"]):
        return None
    word = match["unit"] or "%"
    unit, base = ("1", "0.01") if match["percent"] else _UNITS.get(word, (word, "1"))
    factor = Decimal(base) * _SCALES[match["scale"]]
    number = Decimal(match["number"].replace(",", ""))
    step = Decimal(1).scaleb(int(number.as_tuple().exponent))
    start = match.start("number")
    return Quantity(
        start=start,
        end=match.end("percent") if match["percent"] else match.end("unit"),
        value=number * factor,
        high=None,
        unit=unit,
        bound=_BOUNDS.get(match["hedge"] or match["odd"] or "", Bound.EXACT),
        resolution=step * factor,
        kind=_KINDS.get(unit, QuantityKind.COUNT),
        stated_value=number,
        stated_unit=f"{match['scale'] or ''}{word}",
        outer_start=match.start(),
        outer_end=match.end(),
        factor=factor,
    )


def _change(before: str, unit: str) -> Change | None:
    if re.search(r"(?:增长|下降|提高|增加|减少|降低)(?:了)?$", before):
        return Change.GROWTH if unit in {"1", "x"} else Change.DELTA
    if re.search(r"[由从](?:\d{4}年的)?$", before):
        return Change.FROM
    return Change.TO if re.search(r"(?:增至|增加到|提高到|升至|增长到)$", before) else None


def _year(before: str, published: date | None) -> Interval | None:
    years = _YEAR.findall(before)
    if re.search(r"(?:上年|去年)[^，。；]*$", before) and (years or published):
        year = int(years[-1]) - 1 if years else published.year - 1 if published else 0
    elif years:
        year = int(years[-1])
    else:
        return None
    return Interval(date(year, 1, 1), date(year, 12, 31))


def _statement(text: str, quantity: Quantity, published: date | None) -> Statement:
    before = text[: quantity.outer_start]
    line = before.rsplit("。", 1)[-1]
    change = _change(before, quantity.unit)
    label = _ENDS.sub("", _LABEL.split(line)[-1].strip())
    noun = re.match(r"[一-鿿]*", text[quantity.outer_end :])
    attribute = label or (noun[0] if noun and quantity.kind is QuantityKind.COUNT else "")
    at = text.rfind(attribute, 0, quantity.start) if attribute else -1
    sentence = Span(len(before) - len(line), len(text))
    return Statement(
        quantity=quantity,
        sentence=sentence,
        attribute=attribute or None,
        attribute_span=Span(at, at + len(attribute)) if at >= 0 else None,
        subject=None,
        subject_span=None,
        status=Status.PLANNED if re.search(r"预计|计划|力争|将", line) else Status.ACTUAL,
        change=change,
        time=_year(before, published),
        time_assumed=None,
        place=None,
        basis=tuple(re.findall(r"不含[^，。）]+|可比价|不变价|现价", line)),
    )


@pytest.fixture(scope="session")
def document() -> Callable[..., ReadDocument]:
    """Documents made of plain sentences: `document("入库72个，涉及…", name="年报")`."""

    def make(text: str, *, name: str = "文稿", published: date | None = None) -> ReadDocument:
        quantities = (_quantity(match) for match in _FIGURE.finditer(text))
        statements = tuple(_statement(text, found, published) for found in quantities if found)
        reading = Reading(
            text=text,
            published=published,
            published_inferred=False,
            numbers=(),
            statements=statements,
            times=(),
            names=(),
            events=(),
            promises=(),
            listings=(),
        )
        return ReadDocument(name=name, reading=reading)

    return make
