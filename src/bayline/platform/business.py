"""What each system says of itself on the page 业务: one line of state, counts that lead to lists.

A system offers its line when the program starts; the page asks all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bayline.platform.offering import all_offered


class Group(StrEnum):
    """The three parts of the page."""

    DEVELOPMENT = "development"
    NATURE = "nature"
    BORDERS = "borders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of a system's things are in a state.

    Attributes:
        word: The state, in the language of the page.
        count: How many.
        path: Path of the list of them, without language and day.
        is_due: Whether somebody has to see to it.
    """

    word: str
    count: int
    path: str
    is_due: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a system says of itself.

    Attributes:
        system: Its name.
        group: The part of the page it stands in.
        title: In the language of the page.
        sentence: What is found there.
        path: Path of its first page, without language and day.
        counts: Its things by state.
    """

    system: str
    group: Group
    title: str
    sentence: str
    path: str
    counts: tuple[Count, ...] = ()


Teller = Callable[[datetime | None], Line]
_TELLERS: list[Teller] = []


def offer_line(teller: Teller) -> None:
    """Have a system stand on the page.

    Args:
        teller: Gives its line as of a moment; None for now.
    """
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def lines(at: datetime | None) -> tuple[Line, ...]:
    """Give the lines of all systems, in the order in which they were offered."""
    all_offered()
    return tuple(teller(at) for teller in _TELLERS)
