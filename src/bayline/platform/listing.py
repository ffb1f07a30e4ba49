"""What every list shows around its rows: heads that sort, choices of a filter, the pages beside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a field."""

    value: str
    word: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Which page of a list this is, and the pages beside it."""

    page: int
    pages: int
    previous_address: str
    next_address: str

    @classmethod
    def of(cls, asked: int, total: int, *, size: int, address: Callable[[int], str]) -> Self:
        """Give the page that is asked for, or the last one there is."""
        pages = max(1, -(-total // size))
        page = min(asked, pages)
        return cls(
            page=page,
            pages=pages,
            previous_address=address(page - 1) if page > 1 else "",
            next_address=address(page + 1) if page < pages else "",
        )

    def cut(self, rows: Sequence[_Row], *, size: int) -> Sequence[_Row]:
        """Give the rows of this page out of all of them."""
        return rows[(self.page - 1) * size : self.page * size]


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
