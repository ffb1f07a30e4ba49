"""A table as whole numbers: each distinct text of a column once, and which one each row has."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.ecology.rules.heads import found_heads
from bayline.systems.ecology.rules.intake.uneven import uneven_row
from bayline.systems.ecology.terms import Spot

_ABOVE = 10  # rows among which the heads are looked for
_AT_ONCE = 100_000  # rows held as text
_MOST = 200  # spots of one kind that are told
Codes = NDArray[np.int32]
Row = tuple[int, Sequence[str]]
Coder = Callable[[Sequence[int], int], "Coded"]  # of the columns that are read, and of all


class Coded(NamedTuple):
    """Columns of a table.

    Attributes:
        lines: The row of each sample, as a spreadsheet counts.
        codes: By the number of the column: which of its texts each row has.
        texts: By the number of the column: its distinct texts, without spaces around them.
        uneven: Rows that have more or fewer cells than the table has heads; they are left out.
    """

    lines: NDArray[np.int64]
    codes: Mapping[int, Codes]
    texts: Mapping[int, Sequence[str]]
    uneven: tuple[Spot, ...]

    def cell(self, row: int, place: int) -> str:
        """Give the text of a cell."""
        return self.texts[place][int(self.codes[place][row])]


def headed(rows: Iterable[Row], *, where: str) -> tuple[Sequence[str], Coder]:
    """Take the heads off a table, and give what codes the rest of it.

    Args:
        rows: Line and cells of each row that is not empty, the heads first.
        where: The file, for refusals.

    Raises:
        BaylineError: The table has no rows.
    """
    lines = iter(rows)
    first = [*islice(lines, _ABOVE)]
    if not first:
        raise BaylineError(
            "the table is empty",
            where=where,
            do="give a table with heads",
            zh=Words("表是空的", "", "请给有栏名的表"),
        )
    above, heads = found_heads([cells for _, cells in first])
    samples = chain(first[above:], lines)
    return heads, lambda places, width: coded(samples, places, width)


def coded(rows: Iterable[Row], places: Sequence[int], width: int) -> Coded:
    """Code the columns of a table.

    Args:
        rows: Line and cells of each row that is not empty, without the heads.
        places: The columns that are read.
        width: How many columns the table has.
    """
    known: dict[int, dict[str, int]] = {place: {} for place in places}
    parts: dict[int, list[Codes]] = {place: [] for place in places}
    lines: list[NDArray[np.int64]] = []
    uneven: list[Spot] = []
    waiting = iter(rows)
    while some := [*islice(waiting, _AT_ONCE)]:
        even = [*_even(some, width, uneven)]
        if even:
            numbers, cells = zip(*even, strict=True)
            lines.append(np.array(numbers, np.int64))
            columns = [*zip(*cells, strict=True)]
            for place in places:
                parts[place].append(_codes(columns[place], known[place]))
    return Coded(
        lines=np.concatenate(lines) if lines else np.empty(0, np.int64),
        codes={place: _joined(some) for place, some in parts.items()},
        texts={place: [text.strip() for text in texts] for place, texts in known.items()},
        uneven=tuple(uneven),
    )


def _even(rows: Sequence[Row], width: int, uneven: list[Spot]) -> Iterable[Row]:
    if {len(cells) for _, cells in rows} == {width}:
        return rows
    return _weeded(rows, width, uneven)


def _weeded(rows: Iterable[Row], width: int, uneven: list[Spot]) -> Iterator[Row]:
    for line, cells in rows:
        if len(cells) == width:
            yield line, cells
        elif len(uneven) < _MOST:
            uneven.append(uneven_row(line, cells, width))


def _codes(column: Sequence[str], known: dict[str, int]) -> Codes:
    for text in {*column} - known.keys():
        known[text] = len(known)
    return np.fromiter(map(known.__getitem__, column), np.int32, len(column))


def _joined(some: Sequence[Codes]) -> Codes:
    return np.concatenate(some) if some else np.empty(0, np.int32)
