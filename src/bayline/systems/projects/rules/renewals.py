"""Renewal of industrial land (二转二, 空间转型): how much is freed, cleared, let again.

Land goes through stages of its own, in pieces: thirty mu are cleared in March, twenty in June. No
more can be cleared than was freed by then, none let again that was not cleared. Firms leave and
come; one that does both in a zone has only moved within it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import plain
from bayline.kernel.periods import Period
from bayline.platform.registers.cells.figures import quantity_in

_ZERO = Decimal(0)


class LandStage(StrEnum):
    """What has become of a piece of land."""

    IDENTIFIED = "identified"
    AGREED = "agreed"
    FREED = "vacated"
    CLEARED = "cleared"
    LET_AGAIN = "relet"
    OPERATING = "operating"

    @property
    def zh(self) -> str:
        """Chinese word for it."""
        return _STAGES[self][0]

    @property
    def en(self) -> str:
        """English word for it."""
        return _STAGES[self][1]


_STAGES = {
    LandStage.IDENTIFIED: ("认定低效", "identified as poorly used"),
    LandStage.AGREED: ("签约收回", "agreed to be given back"),
    LandStage.FREED: ("腾退", "freed"),
    LandStage.CLEARED: ("清拆平整", "cleared"),
    LandStage.LET_AGAIN: ("再供地", "let again"),
    LandStage.OPERATING: ("新项目投产", "in operation again"),
}
# Agreements are not always published, and land is sometimes freed that no list had named.
_ASKED = (LandStage.FREED, LandStage.CLEARED, LandStage.LET_AGAIN, LandStage.OPERATING)


@dataclass(frozen=True, slots=True, kw_only=True)
class LandStep:
    """A piece of land that reached a stage.

    Attributes:
        stage: The stage.
        on: When.
        area_mu: How much land, in mu (1/15 hectare).
        evidence: Identifier of the claim or document that shows it.
    """

    stage: LandStage
    on: Period
    area_mu: Decimal
    evidence: str

    def __post_init__(self) -> None:
        if self.area_mu <= 0 or not self.evidence:
            raise BaylineError(
                f"{plain(self.area_mu)} mu {self.stage.en}, shown by “{self.evidence}”",
                why="a step is some land and rests on a document",
                do="give an area above zero and what shows it",
                zh=Words(
                    f"{self.stage.zh}{plain(self.area_mu)}亩，依据“{self.evidence}”",
                    "每一步都要有面积和依据",
                    "请填大于零的面积和依据",
                ),
            )


class Direction(StrEnum):
    """Whether a firm left or came."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A firm that left a zone or came to it.

    Attributes:
        firm: Identifier of the firm.
        direction: Out or in.
        on: When.
        evidence: Identifier of the claim or document that shows it.
    """

    firm: str
    direction: Direction
    on: Period
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """The renewal of one zone or site.

    Attributes:
        name: What it is called.
        steps: What was done with the land.
        moves: Which firms left and came.
    """

    name: str
    steps: tuple[LandStep, ...] = ()
    moves: tuple[Move, ...] = ()

    def __post_init__(self) -> None:
        for stage, before in zip(_ASKED[1:], _ASKED, strict=False):
            _refuse_ahead(self.name, self.steps, stage, before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Land and firms of a renewal at the end of a day, in mu.

    Attributes:
        areas: Land that has reached each stage, whatever it reached since.
        waiting_mu: Freed and not cleared.
        to_let_mu: Cleared and not let again.
        left: Firms that left and did not come back.
        came: Firms that came from elsewhere.
        moved_within: Firms that did both.
    """

    areas: dict[LandStage, Decimal]
    waiting_mu: Decimal
    to_let_mu: Decimal
    left: tuple[str, ...]
    came: tuple[str, ...]
    moved_within: tuple[str, ...]


def balance(renewal: Renewal, *, day: date) -> Balance:
    """Draw up what has become of land and firms by the end of a day.

    What is dated by month or year counts from its last day.
    """
    areas = {
        stage: _area(
            step for step in renewal.steps if step.stage is stage and _is_over(step.on, day)
        )
        for stage in LandStage
    }
    moves = [move for move in renewal.moves if _is_over(move.on, day)]
    out = {move.firm for move in moves if move.direction is Direction.OUT}
    into = {move.firm for move in moves if move.direction is Direction.IN}
    return Balance(
        areas=areas,
        waiting_mu=areas[LandStage.FREED] - areas[LandStage.CLEARED],
        to_let_mu=areas[LandStage.CLEARED] - areas[LandStage.LET_AGAIN],
        left=tuple(sorted(out - into)),
        came=tuple(sorted(into - out)),
        moved_within=tuple(sorted(out & into)),
    )


def _area(steps: Iterable[LandStep]) -> Decimal:
    return sum((step.area_mu for step in steps), start=_ZERO)


def _is_over(period: Period, day: date) -> bool:
    return period.last is not None and period.last <= day


def _refuse_ahead(
    name: str, steps: Sequence[LandStep], stage: LandStage, before: LandStage
) -> None:
    """Refuse land that reached a stage before as much had reached the one before it."""
    for day in sorted({step.on.last for step in steps if step.stage is stage and step.on.last}):
        done = _area(each for each in steps if each.stage is stage and _is_over(each.on, day))
        may = _area(each for each in steps if each.stage is before and _has_begun(each.on, day))
        if done > may:
            raise BaylineError(
                f"{plain(done)} mu {stage.en} by {day}, and {plain(may)} mu {before.en} by then",
                where=name,
                why="land goes through the stages one after the other",
                do=f"record when the rest was {before.en}, or correct the area",
                zh=Words(
                    f"到{day}{stage.zh}{plain(done)}亩，而{before.zh}只有{plain(may)}亩",
                    "土地一步一步走",
                    f"请补记其余土地的{before.zh}，或更正面积",
                ),
            )


def _has_begun(period: Period, day: date) -> bool:
    return period.start is None or period.start <= day


def area_in_mu(words: str) -> Decimal | None:
    """Read a printed area in mu, such as 500亩 or 5.2公顷; None where it is none.

    A mu is 1/15 of a hectare; six decimals are kept.
    """
    quantity = quantity_in(words)
    if quantity is None or quantity.value is None or quantity.unit != "m2":
        return None
    return (quantity.value * 15 / 10_000).quantize(Decimal("0.000001"))
