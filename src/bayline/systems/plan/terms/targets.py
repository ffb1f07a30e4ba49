"""A target as a rule: what is measured, which way is good, and the bars that it must reach."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bayline.kernel.basis import Price
from bayline.kernel.figures import Figure


class Measure(StrEnum):
    """What the number of a target counts."""

    AMOUNT = "amount"  # adds up over the period: 完成投资240亿元, 新建30公里
    LEVEL = "level"  # stands at a moment, or averages: 达到1500家, 覆盖率16.5%
    GROWTH = "growth"  # against the same time of the year before: 增长6%
    DELTA = "delta"  # a difference of levels: 提高0.5个百分点
    RANK = "rank"  # a place among others: 居全市前三位
    DEED = "deed"  # something to be done, without a number


class Span(StrEnum):
    """How a number holds over the period of its target: three different tests."""

    CUMULATIVE = "cumulative"  # 累计
    AVERAGE = "average"  # 年均
    YEAR = "year"  # 当年
    END = "end"  # 期末
    UNSAID = "unsaid"


class Operator(StrEnum):
    """How a result must stand to the number."""

    AT_LEAST = "at_least"  # 以上, 不低于
    OVER = "over"  # 超过, 高于
    AT_MOST = "at_most"  # 以内, 不高于
    UNDER = "under"  # 低于
    ABOUT = "about"  # 左右
    POINT = "point"  # a bare number
    WITHIN = "within"  # 5%—6%
    IN_STEP = "in_step"  # 与…基本同步, of references only


class Good(StrEnum):
    """Which way is good."""

    HIGH = "high"
    LOW = "low"


class Level(StrEnum):
    """How firmly a number is set."""

    OFFICIAL = "official"  # 目标, 确保
    ASPIRATION = "aspiration"  # 力争: kept beside the target, never its basis


class Kind(StrEnum):
    """What a plan says a target binds to."""

    BINDING = "binding"
    EXPECTED = "expected"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One number that a target sets.

    Attributes:
        operator: How a result must stand to it.
        figure: The number; of a fall negative.
        level: Whether it is the target or an aspiration.
        words: The number as printed, with its hedges.
    """

    operator: Operator
    figure: Figure
    level: Level
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another indicator that a target is set against.

    Attributes:
        indicator: Its name in the table of indicators, such as 地区生产总值.
        operator: How the result must stand to its growth.
        words: The passage.
        margin: By how many points of percent more: 高于全省平均2个百分点.
    """

    indicator: str
    operator: Operator
    words: str
    margin: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One target.

    Attributes:
        indicator: The one name of what is measured; empty where the text names nothing.
        attribute: The words of the text for it.
        measure: What its number counts.
        span: How the number holds over the period.
        good: Which way is good.
        bars: Its numbers, the official one before what is aspired to.
        reference: The other indicator that it is set against.
        is_from_above: Whether another level of government sets the number: 完成上级下达的目标.
        coverage: What the number leaves out or puts in.
        price: The prices of a growth, where the text says so.
        kind: Binding, expected, or not said.
        is_part: Whether it is a part of the target before it: 其中农村120个.
        passage: The words of the target.
        said: The words of its clause, with # where its number stands.
    """

    indicator: str
    attribute: str
    measure: Measure
    span: Span
    good: Good
    passage: str
    bars: tuple[Bar, ...] = ()
    reference: Reference | None = None
    is_from_above: bool = False
    coverage: frozenset[str] = frozenset()
    price: Price | None = None
    kind: Kind = Kind.UNSAID
    is_part: bool = False
    said: str = ""

    @property
    def official(self) -> Bar | None:
        """The number that verdicts rest on; None where only an aspiration is set, or none."""
        return next((bar for bar in self.bars if bar.level is Level.OFFICIAL), None)

    @property
    def aspired(self) -> Bar | None:
        """The number that is aspired to."""
        return next((bar for bar in self.bars if bar.level is Level.ASPIRATION), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """All that one task sets.

    Attributes:
        text: The words.
        rules: Its targets in text order; one without a number where it sets none.
        years: First and last year that the words name; None where they name none.
    """

    text: str
    rules: tuple[Rule, ...]
    years: tuple[int, int] | None = None
