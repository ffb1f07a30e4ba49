"""Cells that were typed anew while a table was looked at, in place of those of the file."""

from collections.abc import Iterable, Iterator, Mapping

from bayline.systems.ecology.rules.intake.coding import Row

Mends = Iterable[tuple[int, int, str]]  # row, number of the column from 0, what was typed


def with_mends(rows: Iterable[Row], mends: Mends) -> Iterator[Row]:
    """Give rows with what was typed in place of their cells."""
    by_row = _by_row(mends)
    for line, cells in rows:
        own = by_row.get(line)
        yield line, [own.get(place, cell) for place, cell in enumerate(cells)] if own else cells


def changed_by(rows: Iterable[Row], mends: Mends) -> Iterator[dict[str, object]]:
    """Give the cells in whose place something else was typed, and what stood in each.

    A cell that was only confirmed is typed as it stands, and is not changed.
    """
    by_row = _by_row(mends)
    for line, cells in rows:
        for place, text in sorted(by_row.get(line, {}).items()):
            if place < len(cells) and cells[place].strip() != text.strip():
                yield {"line": line, "place": place, "text": text, "was": cells[place].strip()}


def _by_row(mends: Mends) -> Mapping[int, Mapping[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for row, place, text in mends:
        found.setdefault(row, {})[place] = text
    return found
