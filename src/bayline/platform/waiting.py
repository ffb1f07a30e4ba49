"""What systems have waiting for somebody, as 今日 shows it beside findings, promises and reviews.

A system offers what waits when the program starts; the page asks all of them for the visitor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bayline.platform.offering import all_offered
from bayline.platform.people.terms import Visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that waits.

    Attributes:
        look: One of the six looks of states, such as warn or pending.
        word: The state, in the language of the page.
        words: What waits; words of people where `is_quoted`, else in the language of the page.
        path: Path of its page, without language and day.
        is_quoted: Whether the words are somebody's own and not the program's.
        owner: Who sees to it; empty where that is the visitor.
        due: Until when; None where no day is set.
        note: What else is to be known, in somebody's words, such as why it was sent back.
        is_mine: Whether the visitor has to see to it; else it is shown among what comes due only.
    """

    look: str
    word: str
    words: str
    path: str
    is_quoted: bool = True
    owner: str = ""
    due: date | None = None
    note: str = ""
    is_mine: bool = True


class Asking(NamedTuple):
    """Who asks what waits: the visitor, and the day that counts as today."""

    visitor: Visitor
    day: date


Teller = Callable[[Asking], list[Thing]]
_TELLERS: list[Teller] = []


def offer_waiting(teller: Teller) -> None:
    """Let a system say what it has waiting.

    Args:
        teller: Gives what waits for a visitor, the most pressing first, a few hundred at most.
    """
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def things_waiting(asking: Asking) -> list[Thing]:
    """Give what all systems have waiting for a visitor, in the order in which they offered it."""
    all_offered()
    return [thing for teller in _TELLERS for thing in teller(asking)]
