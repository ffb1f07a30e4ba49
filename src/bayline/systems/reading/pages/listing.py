"""Heads of tables that sort by their column."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A head of a table.

    Attributes:
        name: The order it sorts by.
        word: What it says.
        address: Where its link leads.
        sorted: ascending or descending where the table is sorted by it; empty otherwise.
        is_number: Whether numbers stand in it.
    """

    name: str
    word: str
    address: str
    sorted: str
    is_number: bool = False


def column_of(
    name: str,
    word: str,
    *,
    now: tuple[str, bool],
    address: Callable[[str], str],
    is_number: bool = False,
    is_descending: bool = False,
) -> Column:
    """Give the head of a column.

    Args:
        name: The order it sorts by.
        word: What it says.
        now: The present order, and whether it descends.
        address: Gives the address for a value of the parameter `sort`.
        is_number: Whether numbers stand in it.
        is_descending: Whether its first click shows the last one first.
    """
    is_here = name == now[0]
    descends = not now[1] if is_here else is_descending
    return Column(
        name=name,
        word=word,
        address=address(f"-{name}" if descends else name),
        sorted=("descending" if now[1] else "ascending") if is_here else "",
        is_number=is_number,
    )
