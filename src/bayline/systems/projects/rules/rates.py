"""Rates of projects, each with what it divides by and how its publisher rounds.

A rate without these two is no statement: 129 of 270 is 47.78 %, and one city prints it as 47 %.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import Figure, ratio
from bayline.kernel.intervals import Interval
from bayline.systems.projects.terms import Amount, AmountKind


class RateKind(StrEnum):
    """What a rate divides by what."""

    START = "start"
    COMPLETION = "completion"
    INVESTMENT = "investment"
    CONVERSION = "conversion"
    SHARE = "share"

    @property
    def zh(self) -> str:
        """Chinese name."""
        return _RATES[self][0]

    @property
    def en(self) -> str:
        """English name."""
        return _RATES[self][1]

    @property
    def whole_zh(self) -> str:
        """What it divides by, in Chinese."""
        return _RATES[self][2]

    @property
    def whole_en(self) -> str:
        """What it divides by, in English."""
        return _RATES[self][3]


_RATES = {
    RateKind.START: ("开工率", "start rate", "计划新开工项目数", "new starts planned"),
    RateKind.COMPLETION: ("竣工率", "completion rate", "计划竣工项目数", "completions planned"),
    RateKind.INVESTMENT: (
        "投资完成率",
        "investment completion rate",
        "当年计划投资",
        "investment planned for the year",
    ),
    RateKind.CONVERSION: ("转化率", "conversion rate", "储备项目数", "projects in reserve"),
    RateKind.SHARE: ("占比", "share", "总数", "the whole"),
}


class Rounding(StrEnum):
    """What a publisher does with the digits that it does not print."""

    HALF_UP = "half_up"
    TRUNCATED = "truncated"

    @property
    def zh(self) -> str:
        """Chinese name."""
        return "四舍五入" if self is Rounding.HALF_UP else "截去小数"

    @property
    def en(self) -> str:
        """English name."""
        return "rounded half up" if self is Rounding.HALF_UP else "cut off"


_MODES = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.TRUNCATED: ROUND_DOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """How a publisher prints its rates.

    Attributes:
        rounding: What happens to further digits.
        places: Decimal places of the percentage.
        source: Where that is known from.
    """

    rounding: Rounding
    places: int
    source: str

    def printed(self, percent: Decimal) -> Decimal:
        """Round a percentage as the publisher does."""
        step = Decimal(1).scaleb(-self.places)
        return percent.quantize(step, rounding=_MODES[self.rounding], context=Context(prec=40))

    def meaning(self, percent: Decimal) -> Interval:
        """Give every exact percentage that is printed as this one."""
        step = Decimal(1).scaleb(-self.places)
        below = step / 2 if self.rounding is Rounding.HALF_UP else Decimal(0)
        return Interval(low=percent - below, high=percent - below + step, high_open=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A rate with all it takes to print it and to check it.

    Attributes:
        kind: What is divided by what.
        part: What was reached.
        whole: What was planned, or there to begin with.
        share: Their ratio; 1 is all of it.
        convention: How it is printed.
    """

    kind: RateKind
    part: Figure
    whole: Figure
    share: Figure
    convention: Convention

    def printed(self) -> str:
        """Print the rate as its publisher would; a range where a figure is open or hedged.

        Raises:
            BaylineError: If the rate has no upper end.
        """
        low, high = self.share.low, self.share.high
        if low is None or high is None:
            raise BaylineError(
                f"the {self.kind.en} has no upper end",
                why="one of its figures is only bounded on one side",
                do="print both figures instead",
                zh=Words(f"{self.kind.zh}没有上限", "有一个数只有一头", "请直接写两个数"),
            )
        ends = [f"{self.convention.printed(end * 100):f}%" for end in (low, high)]
        return ends[0] if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"

    def agrees(self, percent: Decimal) -> bool:
        """Tell whether a published percentage can be what this rate is printed as."""
        exact = self.share.tolerance().times(Interval.point(Decimal(100)))
        return self.convention.meaning(percent).overlaps(_settled(exact))


def rate(kind: RateKind, part: Figure, whole: Figure, *, convention: Convention) -> Rate:
    """Divide what was reached by what was planned.

    Raises:
        BaylineError: If there is nothing to divide by, or the two are counted in other units.
    """
    if whole.low is not None and whole.low <= 0:
        raise BaylineError(
            f"the {kind.en} has nothing to divide by",
            why=f"{kind.whole_en}: {whole.low}",
            do="leave the rate out",
            zh=Words(f"{kind.zh}没有分母", f"{kind.whole_zh}为{whole.low}", "请不写这个率"),
        )
    return Rate(kind=kind, part=part, whole=whole, share=ratio(part, whole), convention=convention)


def investment_rate(done: Amount, planned: Amount, *, convention: Convention) -> Rate:
    """Divide the investment completed in a year by what was planned for that year.

    Raises:
        BaylineError: If either is another kind of amount, or they are of different years.
    """
    kinds = (done.kind, planned.kind)
    if kinds != (AmountKind.COMPLETED, AmountKind.ANNUAL_PLAN):
        raise BaylineError(
            f"{kinds[0].en} divided by {kinds[1].en} is no investment completion rate",
            why="it divides completed investment by what was planned for the same year",
            do="give these two",
            zh=Words(
                f"{kinds[0].zh}除以{kinds[1].zh}不是投资完成率",
                "它是完成投资除以同年的计划投资",
                "请给这两个数",
            ),
        )
    if done.period is None or planned.period is None or not planned.period.contains(done.period):
        raise BaylineError(
            "what was completed lies outside the year of the plan",
            why="a rate compares a year with itself",
            do="give the plan of the same year",
            zh=Words("完成投资不在计划的那一年里", "完成率只在同一年里算", "请给同年的计划"),
        )
    return rate(RateKind.INVESTMENT, done.figure, planned.figure, convention=convention)


def elapsed(through: date) -> Decimal:
    """Give the share of the year that is over at the end of a day; whole months are twelfths."""
    after = through + timedelta(days=1)
    if after.day == 1:
        return Decimal(through.month) / 12
    days = (date(through.year, 12, 31) - date(through.year, 1, 1)).days + 1
    return Decimal(through.timetuple().tm_yday) / days


def ahead_of_time(done: Rate, *, through: date) -> Decimal:
    """Give the percentage points by which a rate is ahead of the time elapsed (超时间进度).

    Args:
        done: A rate of the year, from exact figures.
        through: The last day that it counts.

    Returns:
        Points, rounded half up to two places; below zero behind time.

    Raises:
        BaylineError: If the rate is a range.
    """
    printed = done.printed()
    if "–" in printed:
        raise BaylineError(
            f"{printed} is not ahead of time by one number",
            why="one of its figures is hedged",
            do="give exact figures",
            zh=Words(f"{printed}算不出一个超时间进度", "有一个数不是确数", "请给确数"),
        )
    percent = Decimal(printed.removesuffix("%"))
    points = percent - elapsed(through) * 100
    return points.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _settled(interval: Interval) -> Interval:
    """Close the ends that dividing without end left apart by a hair."""
    context = Context(prec=30)
    low = None if interval.low is None else context.plus(interval.low)
    high = None if interval.high is None else context.plus(interval.high)
    if low is not None and low == high:
        return Interval.point(low)
    return Interval(low=low, high=high, low_open=interval.low_open, high_open=interval.high_open)
