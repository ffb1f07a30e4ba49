"""No small count can be read from a table of settlements, nor worked out from the rest of it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from bayline.systems.settlement.rules.suppressing import (
    TOTAL,
    hidden,
    shown,
    summed,
    with_totals,
)

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


@settings(max_examples=60)
@given(some.dictionaries(some.integers(0, 5), some.integers(0, 30), max_size=6), some.data())
def test_a_sum_over_months_is_told_only_of_months_that_are_shown(counts, data):
    table = shown({(f"m{month}", "persons"): n for month, n in counts.items()}, minimum=MINIMUM)
    asked = data.draw(some.sets(some.sampled_from(["m0", "m1", "m2", "m3", "m4", "m5", "m9"])))
    found = summed(table, asked, "persons")
    parts = [table.get((month, "persons"), 0) for month in asked]
    assert found == (None if None in parts else sum(parts))
    assert not [n for n in table.values() if n is not None and 0 < n < MINIMUM]
    whole = table.get((TOTAL, "persons"), 0)
    unseen = [counts[int(month[1:])] for month, n in table_rows(table) if n is None]
    if whole is not None and unseen:  # nobody can tell what is hidden by taking the rest away
        assert len(unseen) > 1
        assert sum(unseen) >= MINIMUM


def table_rows(table):
    return [(row, n) for (row, column), n in table.items() if column == "persons" and row != TOTAL]


def test_one_small_cell_takes_three_others_with_it_and_the_rest_stays():
    whole = table([[3, 40, 50], [60, 20, 80], [90, 95, 99]])
    assert hidden(whole, minimum=MINIMUM) == {
        ("r0", "c0"),
        ("r0", "c1"),
        ("r1", "c0"),
        ("r1", "c1"),
    }
    assert hidden(table([[30, 40], [50, 0]]), minimum=MINIMUM) == frozenset()
