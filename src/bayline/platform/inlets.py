"""Tables that programs deliver: a system says which kinds it takes, and what becomes of a table.

The interface knows the addresses, keys and statuses; what a table means is known to the system
alone, which refuses the same as where a person hands the same file in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from bayline.kernel.errors import BaylineError
from bayline.platform.offering import all_offered

Weight = Literal["fault", "doubt", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A table that was delivered.

    Attributes:
        kind: What it is of.
        name: What the deliverer calls it.
        heads: Its columns.
        rows: Its cells as text.
        holds: Whether the deliverer says that what is doubted holds.
        corrects: Whether other values take the place of those kept.
        by: Who delivers it.
        at: When.
    """

    kind: str
    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    holds: bool = False
    corrects: bool = False
    by: str
    at: datetime


class Told(NamedTuple):
    """What is told of one cell.

    Attributes:
        weight: fault, doubt or note.
        row: Its row, the heads being row 1; the first row that was delivered is row 2.
        column: The head of its column; empty where it is of the whole row.
        value: What stands in it.
        why: Why it is told.
        do: What to do.
        zh: Both in Chinese.
    """

    weight: Weight
    row: int
    column: str
    value: str
    why: str
    do: str
    zh: tuple[str, str]


class Taken(NamedTuple):
    """What became of a table.

    Attributes:
        number: Of the delivery; None where nothing in it was new.
        kept: How many of its samples are new or corrected.
        skipped: How many were kept before with the same values.
        notes: What is told of its cells.
    """

    number: int | None
    kept: int
    skipped: int
    notes: tuple[Told, ...]


class Delivery(NamedTuple):
    """A table or file that was taken in."""

    number: int
    kind: str
    name: str
    sha256: str
    kept: int
    skipped: int
    first: str
    last: str
    by: str
    recorded: datetime


class BarredTableError(BaylineError):
    """Cells bar a table, and nothing of it was kept: the first is told, all are in `cells`."""

    cells: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inlet:
    """What a system takes.

    Attributes:
        kinds: What tables may be of.
        take: Takes one in, or refuses it.
        listed: Gives at most so many deliveries behind a number, the newest first.
    """

    kinds: tuple[str, ...]
    take: Callable[[Delivered], Taken]
    listed: Callable[[int | None, int, datetime | None], Sequence[Delivery]]


_OFFERED: list[Inlet] = []


def offer_inlet(inlet: Inlet) -> None:
    """Offer to take tables in."""
    _OFFERED.append(inlet)


def inlet() -> Inlet | None:
    """Give what takes tables of readings in; None where no system does."""
    all_offered()
    return _OFFERED[-1] if _OFFERED else None
