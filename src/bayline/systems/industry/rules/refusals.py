"""How a table is refused: the file, the row and the column, why, and what to do."""

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.industry.terms import Grid, Table

_SHOWN = 80  # characters of a cell that a refusal prints


def bad_cell(
    table: Table, record: int, role: str, *, why: str, do: str, zh: tuple[str, str]
) -> BaylineError:
    """Refuse one cell.

    Args:
        table: Where it stands.
        record: The number of its record.
        role: What its column holds.
        why: What is wrong with it.
        do: What to do about it.
        zh: Both in Chinese.
    """
    row, text = table.look(record, role)
    head = table.heads.get(role, role)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return BaylineError(
        f"row {row}, column {head}, value “{shown}”",
        where=table.name,
        why=why,
        do=do,
        zh=Words(f"第{row}行{head}栏的值“{shown}”", *zh),
    )


def no_measure(table: Table, what: str, *, why: str, do: str, zh: Words) -> BaylineError:
    """Refuse to measure a table as a whole."""
    return BaylineError(what, where=table.name, why=why, do=do, zh=zh)


def of_year(grid: Grid) -> str:
    """Say which year is meant, if there are any."""
    return "" if grid.year is None else f" in {grid.year}"


def of_year_zh(grid: Grid) -> str:
    """Say the same in Chinese."""
    return "" if grid.year is None else f"{grid.year}年"
