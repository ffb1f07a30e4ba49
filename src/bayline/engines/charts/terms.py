"""Nouns of charts: a reading is one statement; a strand is what may be joined by a line."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One statement of a value over a period.

    Attributes:
        key: What identifies it.
        printed: How it is written where it stands.
        first: First day of its period; None where the beginning is open.
        after: The day after its last; None where the end is open.
        low: Lower end of the values it leaves possible, in base units; None where that is open.
        high: Upper end; None where that is open.
        strand: What it can be compared with: readings of one strand are joined by a line.
        is_hedged: Whether it was stated as about a number, or as a range.
        is_planned: Whether it speaks of what shall be.
        is_own: Whether it is the one that the page is about.
    """

    key: str
    printed: str
    first: date | None
    after: date | None
    low: Decimal | None
    high: Decimal | None
    strand: str = ""
    is_hedged: bool = False
    is_planned: bool = False
    is_own: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it can be drawn: it has a period and a value."""
        is_dated = self.first is not None or self.after is not None
        return is_dated and (self.low is not None or self.high is not None)

    @property
    def middle(self) -> Decimal:
        """The value that a line runs through: the middle, or the end that is known.

        Raises:
            ValueError: Neither end is known.
        """
        known = [end for end in (self.low, self.high) if end is not None]
        if not known:
            raise ValueError(self.key)
        return sum(known, Decimal(0)) / len(known)
