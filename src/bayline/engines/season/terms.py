"""What a plan of a year is made of: land, crops, demand, and what came out."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WEEKS = 52
Masses = NDArray[np.float64]


class Block(NamedTuple):
    """A block of land.

    Attributes:
        name: Its name.
        area: In mu.
        crops: Names of the crops it may bear; empty for all.
    """

    name: str
    area: float
    crops: frozenset[str] = frozenset()


class Crop(NamedTuple):
    """A crop that is started in a certain week.

    Attributes:
        name: Of the variety and its way of growing.
        start: The week from which it holds its block.
        weeks: For how many weeks.
        picks: Kilograms a mu by week of the year.
        cost: A mu.
        labor: Hours a mu in each week that it holds the block.
    """

    name: str
    start: int
    weeks: int
    picks: tuple[tuple[int, float], ...]
    cost: float = 0.0
    labor: float = 0.0

    def held(self) -> set[int]:
        """Give the weeks in which it holds its block."""
        return {(self.start + one) % WEEKS for one in range(self.weeks)}


class Planted(NamedTuple):
    """What a block bears."""

    block: Block
    crop: Crop


class Gap(NamedTuple):
    """A week of which something stays open.

    Attributes:
        week: Which.
        missing: Kilograms.
        reason: no_crop, labor, land, or choice where covering it costs more elsewhere.
    """

    week: int
    missing: float
    reason: str


class Plan(NamedTuple):
    """A plan of a year.

    Attributes:
        planted: What bears what.
        supply: Kilograms by week.
        covered: How many weeks' demand is covered, as a sum of shares.
        bound: How many any plan could cover at most, as far as it was proven.
        cost: Of it all.
        gaps: The weeks of which something stays open.
    """

    planted: tuple[Planted, ...]
    supply: tuple[float, ...]
    covered: float
    bound: float
    cost: float
    gaps: tuple[Gap, ...]

    def gap(self) -> float:
        """Say how far from the best a plan may be, as a share of that."""
        return max(self.bound - self.covered, 0.0) / self.bound if self.bound else 0.0


class Wanted(NamedTuple):
    """What is to be planned.

    Attributes:
        blocks: The land.
        crops: What may be started when.
        demand: Kilograms by week; weeks without any are left out.
        labor: Hours there are in a week; weeks without a limit are left out.
    """

    blocks: Sequence[Block]
    crops: Sequence[Crop]
    demand: Mapping[int, float]
    labor: Mapping[int, float]


def picked_of(one: Planted) -> Masses:
    """Give the kilograms of one by week."""
    picked = np.zeros(WEEKS)
    for week, mass in one.crop.picks:
        picked[week] += mass * one.block.area
    return picked


def supply_of(planted: Sequence[Planted]) -> Masses:
    """Give the kilograms of a plan by week."""
    total: Masses = np.zeros(WEEKS)
    for one in planted:
        total += picked_of(one)
    return total


def covered_by(wanted: Wanted, planted: Sequence[Planted]) -> float:
    """Add up the shares of the demand of all weeks that are covered."""
    supply = supply_of(planted)
    asked = wanted.demand.items()
    return float(sum(min(supply[week] / mass, 1.0) for week, mass in asked if mass > 0))
