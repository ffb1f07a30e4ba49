"""What a text of progress states: figures in their roles, and what it says without figures."""

from dataclasses import dataclass
from enum import StrEnum

from bayline.kernel.basis import Price
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period
from bayline.kernel.statuses import Change


class Role(StrEnum):
    """What a figure of a text of progress is."""

    VALUE = "value"  # of the indicator itself
    SHARE = "share"  # 完成全年目标的82.3%
    SHARE_SO_FAR = "share_so_far"  # of what was due by now: 完成季度任务的105%
    AHEAD = "ahead"  # points against the time gone: 超序时进度7.3个百分点
    AGAINST = "against"  # points against the target: 低于目标1.2个百分点
    COMPARED = "compared"  # against somebody or something else: 高于全省平均3个百分点
    RESTATED = "restated"  # the target once more: 全年目标240亿元
    BEFORE = "before"  # of an earlier time: 去年同期15亿元
    PART = "part"  # 其中6个
    INTENDED = "intended"  # what is still to come: 力争年底完成12个
    RANK = "rank"  # 列第2位


class Tone(StrEnum):
    """What a text says without a figure."""

    DONE_ALL = "done_all"  # 全部完成, 超额完成全年任务
    DONE = "done"  # 已完成, 已竣工
    ON_SCHEDULE = "on_schedule"  # 达到序时进度
    AHEAD = "ahead"  # 快于序时进度
    UNDERWAY = "underway"  # 正在推进
    LATE = "late"  # 进度滞后, 尚未开工
    IN_STEP = "in_step"  # 与经济增长基本同步
    UNTOLD = "untold"  # 名单尚未公布, 按年度统计


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One figure of progress.

    Attributes:
        role: What it is.
        attribute: What it measures, in the words of the text; empty where they do not say.
        figure: The figure; of a fall negative.
        change: Whether it is a growth or a difference.
        words: As printed, hedges included.
        start: First character in the text.
        end: One past the last.
        period: What it is of; None where the text does not say.
        coverage: What it leaves out or puts in.
        price: Its prices, where said.
        place: The place that the words say it is of; empty for the place of the table.
        said: The words of its clause, with # where it stands.
        context: The words before it since the figure before, or since the sentence began.
        sentence: The words before it since the sentence began, other figures included.
        reference: The indicator it is compared with, in the words of the text.
        is_forecast: Whether it is expected, not reached.
        is_of_one_month: Whether the text says it is of one month or quarter alone (当月, 单季).
        since: What it rose or fell from, where the text says: 由812家增加到890家.
        is_net: Whether it was computed out of such two numbers.
    """

    role: Role
    attribute: str
    figure: Figure
    words: str
    change: Change | None = None
    start: int = 0
    end: int = 0
    period: Period | None = None
    coverage: frozenset[str] = frozenset()
    price: Price | None = None
    place: str = ""
    said: str = ""
    context: str = ""
    sentence: str = ""
    reference: str = ""
    is_forecast: bool = False
    is_of_one_month: bool = False
    since: Figure | None = None
    is_net: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a text of progress states.

    Attributes:
        text: The words.
        results: Its figures in text order.
        tones: What it says without figures.
        deducted: What was taken off a figure before it was told: 扣减绿证.
        ranks: Places among others, as printed; no figures of the indicator.
    """

    text: str
    results: tuple[Result, ...] = ()
    tones: frozenset[Tone] = frozenset()
    deducted: str = ""
    ranks: tuple[str, ...] = ()

    def of(self, *roles: Role) -> tuple[Result, ...]:
        """Give the figures in some roles, in text order."""
        return tuple(one for one in self.results if one.role in roles)
