"""What a project is expected to bring (达产后年营收约41亿元): promises, not yet reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.times import times
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import Figure
from bayline.kernel.promises import Promise
from bayline.kernel.units import unit
from bayline.systems.projects.terms import Plan, Stage

_DUE = frozenset({"by", "until", "in"})


class EffectKind(StrEnum):
    """What is expected of a project, each year."""

    REVENUE = "revenue"  # 营业收入
    OUTPUT = "output"  # 产值
    TAX = "tax"  # 税收
    JOBS = "jobs"  # 就业

    @property
    def zh(self) -> str:
        """What it is called in Chinese."""
        return _IN_CHINESE[self]


_IN_CHINESE = {
    EffectKind.REVENUE: "营业收入",
    EffectKind.OUTPUT: "产值",
    EffectKind.TAX: "税收",
    EffectKind.JOBS: "就业",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One expected effect, as announced.

    Attributes:
        kind: What is expected.
        figure: How much a year.
        text: The words that announce it.
        evidence: Identifier of the claim.
        announced: The day they were published; 5年内 counts from it.
        stage: The stage from which it is expected: operating, or at design capacity.
    """

    kind: EffectKind
    figure: Figure
    text: str
    evidence: str
    announced: date
    stage: Stage = Stage.AT_CAPACITY

    def __post_init__(self) -> None:
        if self.stage not in {Stage.OPERATING, Stage.AT_CAPACITY}:
            raise BaylineError(
                f"an effect expected while {self.stage.en}",
                why="a project earns nothing before it operates",
                do="say whether it is expected from operation or from full capacity on",
                zh=Words(
                    f"{self.stage.zh}阶段的预期效益",
                    "投产以前没有效益",
                    "请写明是投产后还是达产后",
                ),
            )

    def refuse_unsound(self) -> None:
        """Refuse what is not to be recorded; what an earlier version took in is still shown.

        Raises:
            BaylineError: It is below zero, or its unit does not go with what is expected.
        """
        self._refuse_other_unit()
        if self.figure.high is not None and self.figure.high < 0:
            raise BaylineError(
                f"an expected effect of {self.figure.high} {self.figure.unit}",
                why="what is promised is not less than nothing",
                do="check the sign",
                zh=Words(f"预期效益为{self.figure.high}", "效益不会小于零", "请核对正负号"),
            )

    def _refuse_other_unit(self) -> None:
        code = self.figure.unit
        is_money = unit(code).dimension.startswith("money:")
        if is_money is (self.kind is not EffectKind.JOBS):
            return
        raise BaylineError(
            f"{self.kind} in {code}",
            why="jobs are counted, and all else is an amount of money",
            do="check what is expected, and its unit",
            zh=Words(
                f"{self.kind.zh}的单位是{code}",
                "就业按人数计，别的都是金额",
                "请核对种类和单位",
            ),
        )


def promise_of(effect: Effect, plans: Sequence[Plan] = ()) -> Promise:
    """Make the promise that an effect is, due when its words say so or else by plan.

    Args:
        effect: The expected effect.
        plans: Plans of the project; of several for the stage the last stated counts.

    Returns:
        An open promise; without a due date where neither words nor plans give one.
    """
    due = due_in(effect.text, announced=effect.announced) or _planned(plans, effect.stage)
    return Promise(claim=effect.evidence, text=effect.text, due=due)


def due_in(text: str, *, announced: date) -> date | None:
    """Read the last day on which words keep their promise: 5年内, 2025年底前, 到2026年.

    Args:
        text: The words.
        announced: The day they were published.

    Returns:
        The latest day they name; None if they name none.
    """
    found = times(fold(text), published=announced)
    days = [
        each.interval.last
        for each in found
        if each.interval is not None and each.relation in _DUE and each.interval.last is not None
    ]
    return max((day for day in days if day > announced), default=None)


def _planned(plans: Sequence[Plan], stage: Stage) -> date | None:
    of_stage = [plan for plan in plans if plan.stage is stage]
    latest = max(of_stage, key=lambda plan: plan.stated, default=None)
    return latest.due.last if latest else None
