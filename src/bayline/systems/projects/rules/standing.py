"""Where each project stands, from its entries: what lists, boards and maps show of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from bayline.kernel.figures import Figure
from bayline.kernel.findings import Verdict
from bayline.kernel.periods import Period
from bayline.platform.registers.terms import Values
from bayline.systems.projects.rules.amounts import compared
from bayline.systems.projects.rules.entries import amount_in, is_planned, plan_of, step_of
from bayline.systems.projects.rules.stages import FORWARD, in_force
from bayline.systems.projects.terms import Amount, AmountKind, Plan, Stage, Step

_RANK = {stage: place for place, stage in enumerate(FORWARD)}
_TOTALS = (AmountKind.INVESTMENT, AmountKind.PLANNED_INVESTMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a project stands.

    Attributes:
        project: Its entry in the register of projects.
        steps: What it reached and is not corrected, in order.
        plans: What was announced, in the order in which it was.
        amounts: Its amounts, by kind and period, those with a quotation first.
        printed: The words of the amounts, in the same order.
    """

    project: Values
    steps: tuple[Step, ...] = ()
    plans: tuple[Plan, ...] = ()
    amounts: tuple[Amount, ...] = ()
    printed: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage | None:
        """The last stage it reached; None where none is recorded."""
        return self.steps[-1].stage if self.steps else None

    @property
    def since(self) -> Period | None:
        """When it reached that stage."""
        return self.steps[-1].on if self.steps else None

    @property
    def total(self) -> tuple[AmountKind, Figure, str] | None:
        """Its total investment as stated, else as planned: kind, figure, words as printed."""
        for kind in _TOTALS:
            for amount, words in zip(self.amounts, self.printed, strict=True):
                if amount.kind is kind:
                    return kind, amount.figure, words
        return None

    @property
    def planned(self) -> Amount | None:
        """The total that registration in the statistics goes by: the planned one, else the other.

        Of several the first counts.
        """
        known = {amount.kind: amount for amount in reversed(self.amounts)}
        return next((known[kind] for kind in reversed(_TOTALS) if kind in known), None)

    @property
    def is_disputed(self) -> bool:
        """Whether totals of the kind that counts are stated that cannot all be true."""
        if self.total is None or len(self.amounts) == 1:
            return False
        of_kind = [amount for amount in self.amounts if amount.kind is self.total[0]]
        return any(compared(a, b)[0] is Verdict.CONTRADICTION for a, b in combinations(of_kind, 2))

    @property
    def next_plan(self) -> Plan | None:
        """What it is to reach next: of each stage the last plan counts, of these the first due."""
        reached = max((_RANK.get(step.stage, -1) for step in self.steps), default=-1)
        last = {plan.stage: plan for plan in self.plans}
        ahead = [plan for stage, plan in last.items() if _RANK.get(stage, -1) > reached]
        return min(ahead, key=lambda plan: plan.due.last or date.max, default=None)

    def reached(self, stage: Stage) -> Period | None:
        """Tell when it first reached a stage; None where that is not recorded."""
        return next((step.on for step in self.steps if step.stage is stage), None)


def standing_of(
    project: Values,
    *,
    stages: Iterable[Values] = (),
    amounts: Iterable[Values] = (),
    published: Mapping[str, date] | None = None,
) -> Standing:
    """Put the entries of one project together.

    Args:
        project: Its entry.
        stages: Its entries in the register of stages, plans among them.
        amounts: Its entries in the register of amounts.
        published: When documents were published, for plans that say no day of their own.
    """
    known = [*stages]
    plans = [plan_of(one, published=published or {}) for one in known if is_planned(one)]
    money = sorted(amounts, key=_place)
    return Standing(
        project=project,
        steps=in_force([step_of(one) for one in known if not is_planned(one)]),
        plans=tuple(sorted(plans, key=lambda plan: plan.stated)),
        amounts=tuple(map(amount_in, money)),
        printed=tuple(one["amount"] for one in money),
    )


def _place(amount: Values) -> tuple[str, str, bool, str]:
    """Order amounts by kind and period, those quoted from a document before the others."""
    return amount["kind"], amount.get("period", ""), not amount.get("quote"), amount["code"]


def is_overdue(standing: Standing, *, today: date) -> bool:
    """Tell whether what it was to reach next is due and not reached."""
    plan = standing.next_plan
    if plan is None or standing.stage in {Stage.SUSPENDED, Stage.TERMINATED}:
        return False
    return plan.due.last is not None and plan.due.last < today


def grouped(entries: Iterable[Values]) -> dict[str, list[Values]]:
    """Group entries of a register by the project that they are of."""
    groups: dict[str, list[Values]] = {}
    for values in entries:
        groups.setdefault(values["project"], []).append(values)
    return groups


def standings_of(
    projects: Iterable[Values],
    stages: Iterable[Values],
    amounts: Iterable[Values],
    *,
    published: Mapping[str, date] | None = None,
) -> Sequence[Standing]:
    """Put the entries of many projects together."""
    steps, money = grouped(stages), grouped(amounts)
    return [
        standing_of(
            each,
            stages=steps.get(each["code"], ()),
            amounts=money.get(each["code"], ()),
            published=published,
        )
        if each["code"] in steps or each["code"] in money
        else Standing(project=each)
        for each in projects
    ]
