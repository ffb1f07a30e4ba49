"""Sentences with what they state: each says all of it itself, so that its reading is known."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bayline.kernel.basis import Basis
from bayline.kernel.bounds import Bound
from bayline.kernel.claims import ClaimKind
from bayline.kernel.figures import Figure, Stated
from bayline.kernel.periods import Period, quarter, year
from bayline.kernel.statuses import Change, Status
from bayline.platform.demo.measures import Measure
from bayline.platform.demo.places import Spot

_NONE = Basis()
_PERCENT, _TENTH = Decimal("0.01"), Decimal("0.1")
_MU = Decimal(3)  # 3 mu are 2000 square meters
_QUARTERS = "一二三四"


class Saying(NamedTuple):
    """One statement of a sentence.

    Attributes:
        start: Its first character, counted from that of the sentence.
        end: The one behind its last.
        kind: Whether it is a figure, an event or a promise.
        subject: Of whom.
        place: Code of the place.
        attribute: What.
        period: When.
        figure: How much.
        what: Of an event what was agreed; of a promise its words.
        basis: What the figure covers.
        status: Reported or announced.
        change: Whether it is a growth.
    """

    start: int
    end: int
    kind: ClaimKind
    subject: str
    place: str
    attribute: str
    period: Period
    figure: Figure | None = None
    what: str = ""
    basis: Basis = _NONE
    status: Status = Status.ACTUAL
    change: Change | None = None


class Sentence(NamedTuple):
    """The words of a sentence, with what they state."""

    words: str
    sayings: tuple[Saying, ...]


class Span(NamedTuple):
    """A year or a quarter, as it is printed and as it is meant."""

    words: str
    period: Period
    year: int
    quarter: int


@lru_cache(maxsize=256)
def span_of(number: int, part: int = 0) -> Span:
    """Give a year, or the quarter of it that is numbered from 1."""
    if part:
        return Span(f"{number}年{_QUARTERS[part - 1]}季度", quarter(part, number), number, part)
    return Span(f"{number}年", year(number), number, 0)


class Amount(NamedTuple):
    """A number as it is printed, and the one of the year before; None where growth is not said."""

    number: Decimal
    before: Decimal | None = None
    bound: Bound = Bound.EXACT


_HEDGES = {Bound.EXACT: "{}", Bound.ABOUT: "约{}", Bound.OVER: "超{}", Bound.AT_LEAST: "{}以上"}


def result(spot: Spot, measure: Measure, span: Span, amount: Amount, *, verb: str) -> Sentence:
    """Say how much something was, and how it grew.

    Args:
        spot: The place.
        measure: What was measured.
        span: When.
        amount: The number, and the one before.
        verb: One of the measure's.
    """
    words = f"{span.words}，{spot.name}{verb}{measure.name}"
    quote = _HEDGES[amount.bound].format(f"{amount.number}{measure.word}")
    first = _saying(len(words), quote, spot, measure, span.period)
    basis = Basis(threshold=measure.threshold) if measure.threshold else _NONE
    said = first._replace(figure=figure_of(measure, amount.number, amount.bound), basis=basis)
    words += quote
    grown = _growth(amount)
    if not grown:
        return Sentence(f"{words}。", (said,))
    is_down = grown < 0
    words += f"，{'同比' if span.quarter else '比上年'}{'下降' if is_down else '增长'}"
    rate = _saying(len(words), f"{abs(grown)}%", spot, measure, span.period)
    change = rate._replace(figure=percent(grown), change=Change.GROWTH)
    return Sentence(f"{words}{abs(grown)}%。", (said, change))


def promise(spot: Spot, thing: str, number: int, until: int) -> Sentence:
    """Say that so many of a thing will be built by the end of a year."""
    words = f"{spot.name}计划到{until}年底新建{thing}"
    quote = f"{number}个"
    due = Period.inclusive(None, date(until, 12, 31))
    whole = Saying(
        0, len(words + quote), ClaimKind.PROMISE, spot.name, spot.code, "promise", due
    )._replace(what=words + quote, status=Status.PLANNED)
    start = len(words)
    figure = Figure.stated_as(
        Decimal(number), "个", stated=Stated(value=Decimal(number), unit="个")
    )
    counted = Saying(start, start + len(quote), ClaimKind.FIGURE, spot.name, spot.code, thing, due)
    return Sentence(
        f"{words}{quote}。", (whole, counted._replace(figure=figure, status=Status.PLANNED))
    )


def target(spot: Spot, measure: Measure, number: Decimal, in_year: int) -> Sentence:
    """Say what is striven for in a year."""
    span = span_of(in_year)
    words = f"{span.words}，{spot.name}力争完成{measure.name}"
    quote = f"{number}{measure.word}以上"
    due = Period.inclusive(None, date(in_year, 12, 31))
    whole = Saying(
        0, len(words + quote), ClaimKind.PROMISE, spot.name, spot.code, "promise", due
    )._replace(what=words + quote, status=Status.PLANNED)
    basis = Basis(threshold=measure.threshold) if measure.threshold else _NONE
    aimed = _saying(len(words), quote, spot, measure, span.period)._replace(
        figure=figure_of(measure, number, Bound.AT_LEAST), basis=basis, status=Status.PLANNED
    )
    return Sentence(f"{words}{quote}。", (whole, aimed))


def agreement(one: Spot, other: Spot, on: date) -> Sentence:
    """Say that two places signed an agreement."""
    words = f"{on.year}年{on.month}月{on.day}日，{one.name}与{other.name}"
    start = len(words)
    said = Saying(
        start,
        start + 2,
        ClaimKind.EVENT,
        f"{one.name}、{other.name}",
        other.code,
        "agreed",
        Period.inclusive(on, on),
    )
    return Sentence(f"{words}签署合作协议。", (said._replace(what="合作协议"),))


def _saying(start: int, quote: str, spot: Spot, measure: Measure, period: Period) -> Saying:
    end = start + len(quote)
    return Saying(start, end, ClaimKind.FIGURE, spot.name, spot.code, measure.name, period)


def _growth(amount: Amount) -> Decimal:
    """Give the growth in percent as it is printed; zero where none is said."""
    if not amount.before:
        return Decimal(0)
    return ((amount.number / amount.before - 1) * 100).quantize(_TENTH)


@lru_cache(maxsize=4096)
def percent(number: Decimal) -> Figure:
    """Give the figure of a growth that is printed with one digit behind the point."""
    return Figure.stated_as(
        number * _PERCENT,
        "1",
        resolution=_TENTH * _PERCENT,
        stated=Stated(value=abs(number), unit="%"),
    )


def figure_of(measure: Measure, number: Decimal, bound: Bound = Bound.EXACT) -> Figure:
    """Give the figure that a printed number of a measure states."""
    is_area = measure.stated == "亩"
    divisor = _MU if is_area else Decimal(1)
    value = number * measure.factor / divisor
    step = Decimal(1).scaleb(-measure.places) * measure.factor / divisor
    stated = Stated(value=number if is_area else value, unit=measure.stated)
    resolution = Decimal(0) if measure.is_counted else step
    return Figure.stated_as(value, measure.unit, bound=bound, resolution=resolution, stated=stated)
