"""The nouns of projects: stages with what shows them, plans, amounts by kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period
from bayline.kernel.units import unit


class Stage(StrEnum):
    """Where a project stands. Registration with statistics (入统) is no stage but beside them."""

    RESERVED = "reserved"
    SIGNED = "signed"
    STARTED = "started"
    BUILDING = "building"
    COMPLETED = "completed"
    OPERATING = "operating"
    AT_CAPACITY = "at_capacity"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"

    @property
    def zh(self) -> str:
        """Chinese word for the stage."""
        return _STAGES[self][0]

    @property
    def en(self) -> str:
        """English word for the stage, as in “signed cannot become operating”."""
        return self.value.replace("_", " ") if self is not Stage.BUILDING else "under construction"

    @property
    def step_zh(self) -> str:
        """Chinese word for what brings a project there."""
        return _STAGES[self][1]

    @property
    def step_en(self) -> str:
        """English word for what brings a project there, as in “record the construction start”."""
        return _STAGES[self][2]


_STAGES = {
    Stage.RESERVED: ("储备", "进入储备", "admission to the reserve"),
    Stage.SIGNED: ("签约", "签约", "signing"),
    Stage.STARTED: ("开工", "开工", "construction start"),
    Stage.BUILDING: ("在建", "在建", "construction under way"),
    Stage.COMPLETED: ("竣工", "竣工", "completion"),
    Stage.OPERATING: ("投产", "投产", "start of operation"),
    Stage.AT_CAPACITY: ("达产", "达产", "arrival at design capacity"),
    Stage.SUSPENDED: ("暂停", "暂停", "suspension"),
    Stage.TERMINATED: ("终止", "终止", "termination"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of a project's history: it reached a stage, or an earlier entry was wrong.

    Attributes:
        key: Identifier of the entry, once in a history.
        stage: The stage it reached; of a resumption, the stage it was suspended in.
        on: When, as precisely as it is known.
        evidence: Identifier of the claim or document that shows it.
        corrects: Key of the entry that this one replaces; empty if it is a step of its own.
        is_withdrawn: Whether the entry it corrects is taken back and nothing put in its place.
        reason: Why it was corrected.
        quote: The words that say so.
    """

    key: str
    stage: Stage
    on: Period
    evidence: str
    corrects: str = ""
    is_withdrawn: bool = False
    reason: str = ""
    quote: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.evidence:
            raise BaylineError(
                f"the {self.stage.step_en} is shown by nothing",
                why="every step of a project rests on a claim or a document",
                do="name the claim or the document that shows it",
                zh=Words(
                    f"{self.stage.step_zh}没有依据",
                    "项目的每一步都要有资料为证",
                    "请写明依据的资料或数据",
                ),
            )
        if bool(self.corrects) != bool(self.reason) or (self.is_withdrawn and not self.corrects):
            raise BaylineError(
                f"a correction of “{self.corrects}” for the reason “{self.reason}”",
                why="a correction names the entry it corrects and says why, and nothing else does",
                do="give both or neither",
                zh=Words(
                    f"对“{self.corrects}”的更正，理由是“{self.reason}”",
                    "更正要写明更正哪一条和为什么",
                    "两样都写，或都不写",
                ),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When a stage was to be reached, as announced.

    Attributes:
        stage: The stage.
        due: The period it was announced for; kept in time on its last day.
        evidence: Identifier of the claim or document that announces it.
        stated: The day it was announced; the first plan is the one that slippage counts from.
        key: Identifier of the entry that tells it, where there is one.
        quote: The words that announce it.
    """

    stage: Stage
    due: Period
    evidence: str
    stated: date
    key: str = field(default="", compare=False)
    quote: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How much of a project was done on a day: a share from 0 to 1 of its planned total."""

    on: date
    done: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.done <= 1:
            raise BaylineError(
                f"{self.done} of the project was done on {self.on}",
                why="a share done lies between 0 and 1",
                do="divide what was completed by the planned total, both of one basis",
                zh=Words(
                    f"{self.on}完成了{self.done}",
                    "完成的比例在0和1之间",
                    "请用完成投资除以同一口径的计划总投资",
                ),
            )


class AmountKind(StrEnum):
    """What an amount of a project says; kinds are never compared or added with one another."""

    INVESTMENT = "investment"
    PLANNED_INVESTMENT = "planned_investment"
    ANNUAL_PLAN = "annual_plan"
    COMPLETED = "completed"
    IN_PLACE = "in_place"
    REGISTERED = "registered"

    @property
    def zh(self) -> str:
        """Chinese name of the kind."""
        return _KINDS[self][0]

    @property
    def en(self) -> str:
        """English name of the kind."""
        return _KINDS[self][1]

    @property
    def is_of_a_period(self) -> bool:
        """Whether it means nothing without the period it is for."""
        return self not in {AmountKind.INVESTMENT, AmountKind.PLANNED_INVESTMENT}


_KINDS = {
    AmountKind.INVESTMENT: ("总投资", "total investment"),
    AmountKind.PLANNED_INVESTMENT: ("计划总投资", "planned total investment"),
    AmountKind.ANNUAL_PLAN: ("当年计划投资", "investment planned for the year"),
    AmountKind.COMPLETED: ("完成投资", "completed investment"),
    AmountKind.IN_PLACE: ("到位资金", "funds in place"),
    AmountKind.REGISTERED: ("入统投资", "investment in the statistics"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount of a project with its kind.

    Attributes:
        kind: What it says.
        figure: How much, in a currency; 超82亿元 keeps its bound.
        evidence: Identifier of the claim or document that states it.
        period: What it is for, of kinds that mean nothing without: a year, January to May.
        key: Identifier of the entry that tells it, where there is one.
        words: The figure as it is printed, where that is known.
        quote: The words that state it.
    """

    kind: AmountKind
    figure: Figure
    evidence: str
    period: Period | None = None
    key: str = field(default="", compare=False)
    words: str = field(default="", compare=False)
    quote: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        code = self.figure.unit
        if not unit(code).dimension.startswith("money:"):
            raise BaylineError(
                f"{self.kind.en} in {code}",
                why="an amount names its currency",
                do="write the amount with its currency, such as 15亿美元",
                zh=Words(f"{self.kind.zh}的单位是{code}", "金额要写币种", "请连币种写，如15亿美元"),
            )
        if _is_below_zero(self.figure):
            raise BaylineError(
                f"{self.kind.en} of {self.figure.low} {code}",
                why="no project costs less than nothing",
                do="check the sign",
                zh=Words(f"{self.kind.zh}为{self.figure.low}", "金额不会小于零", "请核对正负号"),
            )
        if _is_beyond_all(self.figure):
            raise _beyond_all(self.kind, code)
        if self.kind.is_of_a_period and self.period is None:
            raise BaylineError(
                f"{self.kind.en} without the period it is for",
                why="what was planned or done in a year says nothing without the year",
                do="name the year or the months",
                zh=Words(
                    f"{self.kind.zh}没有写时期", "离开时期就没有意义", "请写明哪一年、哪几个月"
                ),
            )


_LARGEST = 10**15  # units of a currency; more is a slip, and does not add up in whole cents


def _is_beyond_all(figure: Figure) -> bool:
    return any(end is not None and end > _LARGEST for end in (figure.low, figure.high))


def _beyond_all(kind: AmountKind, code: str) -> BaylineError:
    return BaylineError(
        f"{kind.en} of more than {_LARGEST} {code}",
        why="no project costs so much",
        do="check the digits and the unit",
        zh=Words(f"{kind.zh}多于{_LARGEST // 10**12}万亿", "没有这么大的项目", "请核对位数和单位"),
    )


def _is_below_zero(figure: Figure) -> bool:
    """Tell whether what was stated is negative; 约 may reach below zero around a small amount."""
    low, high = figure.low, figure.high
    if low is None or high is None:
        return (low is not None and low < 0) or (high is not None and high < 0)
    return low + high < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who answers for a project.

    Attributes:
        name: The unit's name.
        code: Its identifier; empty if there is none.
    """

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What is recorded of one project.

    Attributes:
        code: Its identifier, such as oc4ids-abc123-31011600001.
        name: The name it goes by now.
        other_names: Names it went by, in other years and scripts.
        description: What is built, in a few sentences.
        sectors: Codes of what it serves, such as transport.road.
        lead: Who answers for it; None if that is not recorded.
        history: Its steps and their corrections, in the order of recording.
        plans: When its stages were to be reached, as announced.
        amounts: Its amounts, kind by kind.
        original: What it was imported from, fields included that nothing here stands for.
    """

    code: str
    name: str = ""
    other_names: tuple[str, ...] = ()
    description: str = ""
    sectors: tuple[str, ...] = ()
    lead: Lead | None = None
    history: tuple[Step, ...] = ()
    plans: tuple[Plan, ...] = ()
    amounts: tuple[Amount, ...] = ()
    original: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        if not self.code:
            raise BaylineError(
                f"the project “{self.name}” has no identifier",
                why="names change from list to list",
                do="give it one that stays",
                zh=Words(f"项目“{self.name}”没有编号", "名称会变", "请给一个不变的编号"),
            )
