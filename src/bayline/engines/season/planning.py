"""Plans of a year of 52 weeks: a mixed-integer program, a greedy plan beside it, and why gaps stay.

The year turns: what is planted in autumn is picked in the next spring. A week counts as covered by
the share of its demand that is picked in it, and never by more than all of it. The plan covers as
much as can be covered, and of two that cover the same it takes the cheaper one.
"""

from collections.abc import Sequence

import numpy as np

from bayline.engines.season.solving import solved
from bayline.engines.season.terms import (
    WEEKS,
    Block,
    Crop,
    Gap,
    Plan,
    Planted,
    Wanted,
    covered_by,
    picked_of,
    supply_of,
)

_ROUNDING = 1e-9


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
        return made(wanted, simple, bound=covered_by(wanted, simple))
    found, bound = solved(wanted, choices, weeks, gap=gap, seconds=seconds)
    best = max((simple, found), key=lambda one: (covered_by(wanted, one), -_cost(one)))
    return made(wanted, best, bound=max(bound, covered_by(wanted, best)))


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


def greedy(wanted: Wanted, choices: Sequence[Planted]) -> list[Planted]:
    """Take what covers most at each step, as long as something is covered."""
    if not choices:
        return []
    demand = np.array([wanted.demand.get(week, 0.0) for week in range(WEEKS)])
    limits = np.array([wanted.labor.get(week, np.inf) for week in range(WEEKS)])
    shares = np.array([picked_of(one) for one in choices]) / np.where(demand > 0, demand, np.inf)
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


def _cost(planted: Sequence[Planted]) -> float:
    return sum(one.crop.cost * one.block.area for one in planted)


def made(wanted: Wanted, planted: Sequence[Planted], *, bound: float) -> Plan:
    """Make a plan of what is planted, with the reason of each gap."""
    supply, taken = supply_of(planted), _Taken(planted)
    gaps = [
        Gap(week, float(mass - supply[week]), _reason(wanted, taken, week))
        for week, mass in sorted(wanted.demand.items())
        if mass - supply[week] > mass * 1e-6
    ]
    order = sorted(planted, key=lambda one: (one.block.name, one.crop.start))
    covered = covered_by(wanted, planted)
    return Plan(
        tuple(order), tuple(map(float, supply)), covered, bound, _cost(planted), tuple(gaps)
    )


class _Taken:
    """What a plan takes: of each block the weeks, of each week the hours."""

    def __init__(self, planted: Sequence[Planted]) -> None:
        self.busy: dict[str, set[int]] = {}
        self.hours: dict[int, float] = dict.fromkeys(range(WEEKS), 0.0)
        for block, crop in planted:
            held = crop.held()
            self.busy.setdefault(block.name, set()).update(held)
            for week in held:
                self.hours[week] += crop.labor * block.area

    def has_hands(self, wanted: Wanted, block: Block, crop: Crop, held: set[int]) -> bool:
        """Say whether there are hours enough for one crop more."""
        more = crop.labor * block.area
        limits = wanted.labor
        return all(
            self.hours[week] + more <= limits[week] + _ROUNDING for week in held & limits.keys()
        )


def _reason(wanted: Wanted, taken: _Taken, week: int) -> str:
    """Say why a week is not covered: no crop is picked then, hands or land are short, or a choice.

    Land and labor are asked of what could be added to the plan as it is.
    """
    picked = [
        (crop, crop.held())
        for crop in wanted.crops
        if any(at == week and mass > 0 for at, mass in crop.picks)
    ]
    able = [
        (block, crop, held)
        for block in wanted.blocks
        for crop, held in picked
        if not block.crops or crop.name in block.crops
    ]
    if not able:
        return "no_crop"
    none: set[int] = set()
    free = [one for one in able if one[2].isdisjoint(taken.busy.get(one[0].name, none))]
    if not free:
        return "land"
    return "choice" if any(taken.has_hands(wanted, *one) for one in free) else "labor"
