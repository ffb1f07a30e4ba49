"""The plan as a mixed-integer program.

With much land it is first solved as if blocks could be shared out in parts. Only few blocks are,
and for those alone it is chosen again. What comes of it is held against what parts could cover at
most; the whole program is solved only where that is not near enough.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bayline.engines.season.terms import Masses, Planted, Wanted, covered_by

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint, OptimizeResult

_MANY = 4_000  # choices; fewer are chosen among at once
_PART = 1e-6
_IN_PARTS, _ROUNDING, _WHOLE = 0.5, 0.2, 0.3  # of the time there is
_CHEAPER = 1e-3  # at most so much of a week's coverage is given up for costs, over all choices


class _Program(NamedTuple):
    """What the solver is asked: choices first, then the share of each week that is covered.

    Attributes:
        choices: What each of the first variables stands for.
        objective: What is made small.
        constraints: Of land, labor and picking.
    """

    choices: list[Planted]
    objective: Masses
    constraints: "list[LinearConstraint]"

    def solved(
        self, seconds: float, gap: float, bounds: tuple[Masses, Masses] | None = None
    ) -> "OptimizeResult":
        """Choose; where no gap is asked for, choices may be taken in part."""
        from scipy.optimize import Bounds, milp

        number = len(self.choices)
        whole = np.zeros(len(self.objective))
        whole[:number] = gap > 0
        return milp(
            self.objective,
            integrality=whole,
            bounds=Bounds(*bounds) if bounds else Bounds(0, 1),
            constraints=self.constraints,
            options={"mip_rel_gap": gap, "time_limit": seconds},
        )

    def chosen(self, result: "OptimizeResult") -> list[Planted]:
        """Give what was chosen; nothing where nothing was found."""
        if result.x is None:
            return []
        taken = np.flatnonzero(result.x[: len(self.choices)] > 0.5)  # noqa: PLR2004 - of 0 and 1
        return [self.choices[at] for at in taken]


def solved(
    wanted: Wanted, choices: list[Planted], weeks: list[int], *, gap: float, seconds: float
) -> tuple[list[Planted], float]:
    """Choose what covers most.

    Args:
        wanted: Land, crops, demand and labor.
        choices: What may be planted.
        weeks: Those that something is asked for.
        gap: How far from the best it may be, as a share.
        seconds: After which the best that was found is taken.

    Returns:
        What was chosen, and how many weeks any plan covers at most.
    """
    program = _program(wanted, choices, weeks)
    most = float(len(weeks))
    first: list[Planted] = []
    is_much = len(choices) > _MANY
    if is_much:
        first, most = _rounded(program, gap, seconds, most)
        if covered_by(wanted, first) >= (1 - gap) * most:
            return first, most
    result = program.solved(seconds * (_WHOLE if first else 1 - _IN_PARTS if is_much else 1), gap)
    if result.mip_dual_bound is not None:
        most = min(most, _CHEAPER - float(result.mip_dual_bound))
    return max(first, program.chosen(result), key=lambda one: covered_by(wanted, one)), most


def _program(wanted: Wanted, choices: list[Planted], weeks: list[int]) -> _Program:
    width = len(choices) + len(weeks)
    costs = np.array([one.crop.cost * one.block.area for one in choices])
    scale = costs.sum()
    objective = np.concatenate([costs * (_CHEAPER / scale if scale else 0), -np.ones(len(weeks))])
    constraints = [
        _covering(wanted, choices, weeks),
        _holding(choices, width),
        *_working(wanted, choices, width),
    ]
    return _Program(choices, objective, constraints)


def _rounded(
    program: _Program, gap: float, seconds: float, most: float
) -> tuple[list[Planted], float]:
    """Choose anew only on blocks of which parts are taken where parts may be.

    There are no more such blocks than weeks and limits of labor, however much land there is.

    Returns:
        What was chosen, and how many weeks any plan covers at most.
    """
    parts = program.solved(seconds * _IN_PARTS, 0.0)
    if parts.x is None or parts.status:
        return [], most
    taken = parts.x[: len(program.choices)]
    is_split = (taken > _PART) & (taken < 1 - _PART)
    open_ = {program.choices[at].block.name for at in np.flatnonzero(is_split)}
    low, high = np.zeros(len(program.objective)), np.ones(len(program.objective))
    for at, one in enumerate(program.choices):
        if one.block.name not in open_:
            low[at] = high[at] = round(taken[at])
    result = program.solved(seconds * _ROUNDING, gap / 2, (low, high))
    return program.chosen(result), min(most, _CHEAPER - float(parts.fun))


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
