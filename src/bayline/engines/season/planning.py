"""Plans of a year of 52 weeks: a mixed-integer program, a greedy plan beside it, and why gaps stay.

The year turns: what is planted in autumn is picked in the next spring. A week counts as covered by
the share of its demand that is picked in it, and never by more than all of it. The plan covers as
much as can be covered, and of two that cover the same it takes the cheaper one.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint

WEEKS = 52
_Masses = NDArray[np.float64]
_ROUNDING = 1e-9
_CHEAPER = 1e-3  # at most so much of a week's coverage is given up for costs, over all choices


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


def planned(wanted: Wanted, *, gap: float = 0.005, seconds: float = 25.0) -> Plan:
    """Plan a year.

    Args:
        wanted: Land, crops, demand and labor.
        gap: How far from the best it may be, as a share.
        seconds: After which the best that was found is taken.

    Returns:
        A plan that is never worse than the greedy one.
    """
    choices = choices_of(wanted)
    simple = greedy(wanted, choices)
    weeks = sorted(week for week, mass in wanted.demand.items() if mass > 0)
    if not choices or not weeks:
        return made(wanted, simple, bound=_covered(wanted, simple))
    found, bound = _solved(wanted, choices, weeks, gap=gap, seconds=seconds)
    best = max((simple, found), key=lambda one: (_covered(wanted, one), -_cost(one)))
    return made(wanted, best, bound=max(bound, _covered(wanted, best)))


def choices_of(wanted: Wanted) -> list[Planted]:
    """List every crop that a block may bear and that covers some of the demand."""
    useful = [
        crop
        for crop in wanted.crops
        if any(wanted.demand.get(week, 0) > 0 for week, _ in crop.picks)
    ]
    return [
        Planted(block, crop)
        for block in wanted.blocks
        for crop in useful
        if not block.crops or crop.name in block.crops
    ]


def _solved(
    wanted: Wanted, choices: list[Planted], weeks: list[int], *, gap: float, seconds: float
) -> tuple[list[Planted], float]:
    from scipy.optimize import Bounds, milp

    number, open_ = len(choices), len(weeks)
    costs = np.array([one.crop.cost * one.block.area for one in choices])
    scale = costs.sum()
    objective = np.concatenate([costs * (_CHEAPER / scale if scale else 0), -np.ones(open_)])
    constraints = [
        _covering(wanted, choices, weeks),
        _holding(choices, number + open_),
        *_working(wanted, choices, number + open_),
    ]
    result = milp(
        objective,
        integrality=np.concatenate([np.ones(number), np.zeros(open_)]),
        bounds=Bounds(0, 1),
        constraints=constraints,
        options={"mip_rel_gap": gap, "time_limit": seconds},
    )
    if result.x is None:
        return [], float(open_)
    chosen = [choices[at] for at in np.flatnonzero(result.x[:number] > 0.5)]  # noqa: PLR2004 - of 0 and 1
    bound = -float(result.mip_dual_bound) if result.mip_dual_bound is not None else float(open_)
    return chosen, min(bound + _CHEAPER, float(open_))


def _covering(wanted: Wanted, choices: list[Planted], weeks: list[int]) -> "LinearConstraint":
    """Let a week be covered by no more than is picked in it."""
    from scipy.optimize import LinearConstraint
    from scipy.sparse import coo_matrix

    place = {week: at for at, week in enumerate(weeks)}
    rows, columns, values = [], [], []
    for at, (block, crop) in enumerate(choices):
        for week, mass in crop.picks:
            if week in place:
                rows.append(place[week])
                columns.append(at)
                values.append(-mass * block.area / wanted.demand[week])
    for at in range(len(weeks)):
        rows.append(at)
        columns.append(len(choices) + at)
        values.append(1.0)
    shape = (len(weeks), len(choices) + len(weeks))
    matrix = coo_matrix((values, (rows, columns)), shape=shape).tocsr()
    return LinearConstraint(matrix, -np.inf, 0)


def _holding(choices: list[Planted], width: int) -> "LinearConstraint":
    """Let a block bear one crop at a time."""
    from scipy.optimize import LinearConstraint
    from scipy.sparse import coo_matrix

    numbers: dict[tuple[str, int], int] = {}
    rows, columns = [], []
    for at, (block, crop) in enumerate(choices):
        for week in crop.held():
            rows.append(numbers.setdefault((block.name, week), len(numbers)))
            columns.append(at)
    matrix = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(numbers), width))
    return LinearConstraint(matrix.tocsr(), -np.inf, 1)


def _working(wanted: Wanted, choices: list[Planted], width: int) -> "list[LinearConstraint]":
    """Let no week take more hours than there are."""
    from scipy.optimize import LinearConstraint
    from scipy.sparse import coo_matrix

    weeks = sorted(wanted.labor)
    if not weeks:
        return []
    place = {week: at for at, week in enumerate(weeks)}
    rows, columns, values = [], [], []
    for at, (block, crop) in enumerate(choices):
        for week in crop.held() & place.keys():
            rows.append(place[week])
            columns.append(at)
            values.append(crop.labor * block.area)
    matrix = coo_matrix((values, (rows, columns)), shape=(len(weeks), width)).tocsr()
    return [LinearConstraint(matrix, -np.inf, [wanted.labor[week] for week in weeks])]


def greedy(wanted: Wanted, choices: Sequence[Planted]) -> list[Planted]:
    """Take what covers most at each step, as long as something is covered."""
    if not choices:
        return []
    demand = np.array([wanted.demand.get(week, 0.0) for week in range(WEEKS)])
    limits = np.array([wanted.labor.get(week, np.inf) for week in range(WEEKS)])
    shares = np.array([_picked(one) for one in choices]) / np.where(demand > 0, demand, np.inf)
    held = np.zeros((len(choices), WEEKS), dtype=bool)
    for at, one in enumerate(choices):
        held[at, list(one.crop.held())] = True
    hours = held * np.array([one.crop.labor * one.block.area for one in choices])[:, None]
    numbers = {name: at for at, name in enumerate({one.block.name for one in choices})}
    blocks = np.array([numbers[one.block.name] for one in choices])
    left = (demand > 0).astype(float)
    free = ~(hours > limits + _ROUNDING).any(axis=1)
    taken: list[Planted] = []
    while free.any():
        rows = np.flatnonzero(free)
        gains = np.minimum(shares[rows], left).sum(axis=1)
        best = rows[int(gains.argmax())]
        if gains.max() <= 0:
            break
        taken.append(choices[best])
        left = np.maximum(left - shares[best], 0)
        limits = limits - hours[best]
        clash = (blocks[rows] == blocks[best]) & (held[rows] & held[best]).any(axis=1)
        free[rows[clash | (hours[rows] > limits + _ROUNDING).any(axis=1)]] = False
    return taken


def _picked(one: Planted) -> _Masses:
    picked = np.zeros(WEEKS)
    for week, mass in one.crop.picks:
        picked[week] += mass * one.block.area
    return picked


def _fits_labor(wanted: Wanted, taken: Sequence[Planted], one: Planted) -> bool:
    for week in one.crop.held() & wanted.labor.keys():
        used = sum(
            other.crop.labor * other.block.area for other in taken if week in other.crop.held()
        )
        if used + one.crop.labor * one.block.area > wanted.labor[week] + _ROUNDING:
            return False
    return True


def _cost(planted: Sequence[Planted]) -> float:
    return sum(one.crop.cost * one.block.area for one in planted)


def _supply(planted: Sequence[Planted]) -> _Masses:
    total: _Masses = np.zeros(WEEKS)
    for one in planted:
        total += _picked(one)
    return total


def _covered(wanted: Wanted, planted: Sequence[Planted]) -> float:
    supply = _supply(planted)
    asked = wanted.demand.items()
    return float(sum(min(supply[week] / mass, 1.0) for week, mass in asked if mass > 0))


def made(wanted: Wanted, planted: Sequence[Planted], *, bound: float) -> Plan:
    """Make a plan of what is planted, with the reason of each gap."""
    supply = _supply(planted)
    gaps = [
        Gap(week, float(mass - supply[week]), reason_of(wanted, planted, week))
        for week, mass in sorted(wanted.demand.items())
        if mass - supply[week] > mass * 1e-6
    ]
    order = sorted(planted, key=lambda one: (one.block.name, one.crop.start))
    covered = _covered(wanted, planted)
    return Plan(
        tuple(order), tuple(map(float, supply)), covered, bound, _cost(planted), tuple(gaps)
    )


def reason_of(wanted: Wanted, planted: Sequence[Planted], week: int) -> str:
    """Say why a week is not covered: no crop is picked then, hands or land are short, or a choice.

    Land and labor are asked of what could be added to the plan as it is.
    """
    able = [
        Planted(block, crop)
        for block in wanted.blocks
        for crop in wanted.crops
        if any(at == week and mass > 0 for at, mass in crop.picks)
        and (not block.crops or crop.name in block.crops)
    ]
    if not able:
        return "no_crop"
    busy: dict[str, set[int]] = {}
    for block, crop in planted:
        busy.setdefault(block.name, set()).update(crop.held())
    free = [one for one in able if not one.crop.held() & busy.get(one.block.name, set())]
    if not free:
        return "land"
    return "choice" if any(_fits_labor(wanted, planted, one) for one in free) else "labor"
