"""No small count can be read from a table of settlements, nor worked out from the rest of it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from bayline.systems.settlement.rules.suppressing import TOTAL, hidden, with_totals

MINIMUM = 10


def table(counts):
    return with_totals(
        {(f"r{at}", f"c{of}"): n for at, row in enumerate(counts) for of, n in enumerate(row)}
    )


def worked_out(whole, unseen):
    """The hidden cells that follow from those shown, by solving for them."""
    cells = sorted(unseen)
    lines = []
    for axis in (0, 1):
        for name in {cell[axis] for cell in whole}:
            signs = {
                cell: -1 if cell[1 - axis] == TOTAL else 1 for cell in whole if cell[axis] == name
            }
            lines.append([signs.get(cell, 0) for cell in cells])
    if not cells:
        return []
    equations = np.array(lines)
    rank = np.linalg.matrix_rank(equations)
    return [
        cell
        for at, cell in enumerate(cells)
        if np.linalg.matrix_rank(np.vstack([equations, np.eye(len(cells))[at]])) == rank
    ]


@settings(max_examples=60)
@given(
    some.integers(1, 4).flatmap(
        lambda width: some.lists(
            some.lists(some.integers(0, 30), min_size=width, max_size=width),
            min_size=1,
            max_size=4,
        )
    )
)
def test_what_is_hidden_cannot_be_worked_out_and_what_is_small_is_hidden(counts):
    whole = table(counts)
    unseen = hidden(whole, minimum=MINIMUM)
    assert {cell for cell, n in whole.items() if 0 < n < MINIMUM} <= unseen
    revealed = [cell for cell in worked_out(whole, unseen) if 0 < whole[cell] < MINIMUM]
    assert not revealed


def test_one_small_cell_takes_three_others_with_it_and_the_rest_stays():
    whole = table([[3, 40, 50], [60, 20, 80], [90, 95, 99]])
    assert hidden(whole, minimum=MINIMUM) == {
        ("r0", "c0"),
        ("r0", "c1"),
        ("r1", "c0"),
        ("r1", "c1"),
    }
    assert hidden(table([[30, 40], [50, 0]]), minimum=MINIMUM) == frozenset()
