"""What may be said of a target for a period, with the arithmetic and the traps behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bayline.kernel.periods import Period
from bayline.systems.plan.terms.results import Result


class State(StrEnum):
    """The verdict; its words are those of the program's output too."""

    MET = "met"
    ON_TRACK = "on track"
    BEHIND = "behind"
    MISSED = "missed"
    CANNOT_TELL = "cannot tell"


class Trap(StrEnum):
    """What makes a figure look like an answer that it is not, or not quite."""

    PERIOD = "period"  # months that do not match those of the table
    PLACE = "place"  # another place
    BASIS = "basis"  # another basis
    SCOPES = "scopes"  # several scopes in one text
    ECHO = "echo"  # the target told again
    FORECAST = "forecast"  # expected, not reached
    RANK = "rank"  # a place among others is no figure of the indicator
    DEDUCTION = "deduction"  # something was taken off first
    MIXED = "mixed"  # several targets in one row
    NO_FIGURE = "no_figure"  # words only
    ASPIRATION = "aspiration"  # 力争 beside the target
    TOLERANCE = "tolerance"  # 左右 by the tolerance in force
    REFERENCE = "reference"  # the other indicator's figure is missing
    FROM_ABOVE = "from_above"  # the number stands in another document
    OTHER_INDICATOR = "other_indicator"
    OTHER_YEAR = "other_year"
    OPEN_ENDED = "open_ended"  # 5%以上 reaches no upper end
    CONTRADICTION = "contradiction"  # the report says another thing than the measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far about (左右) reaches: a policy, for no text says it.

    Attributes:
        points: Of a rate, in points of percent.
        share: Of an amount or a level.
        since: From when on it holds.
        source: Who decided so.
        source_en: The same in English.
    """

    points: Decimal
    share: Decimal
    since: date
    source: str
    source_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the arithmetic: what it is, and how much, as printed."""

    label: Words
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What may be said of a target for a period.

    Attributes:
        state: The verdict.
        reason: Why, in one or two sentences.
        traps: What had to be minded, in the order of the enumeration.
        steps: The arithmetic.
        figures: The figures that it rests on.
        distance: How far the result is from the bar: in points for rates and shares, else as a
            share of the bar in percent; negative where it falls short. None where unknown.
        share: How much of the whole target is reached, in percent; None where unknown.
        elapsed: How much of the time is gone, in percent; None where it plays no part.
    """

    state: State
    reason: Words
    traps: tuple[Trap, ...] = ()
    steps: tuple[Step, ...] = ()
    figures: tuple[Result, ...] = ()
    distance: Decimal | None = None
    share: Decimal | None = None
    elapsed: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a verdict is given for.

    Attributes:
        table: The period of the table of progress.
        whole: The period of the target.
        tolerance: How far about reaches.
        reference: Gives the results of another indicator of the same period and place.
        places: Names of the place that the table is of, where they are known.
    """

    table: Period
    whole: Period
    tolerance: Tolerance
    reference: Callable[[str], tuple[Result, ...]]
    places: frozenset[str] = frozenset()

    @property
    def is_final(self) -> bool:
        """Whether the table reaches the end of the target's period."""
        last, end = self.table.last, self.whole.last
        return last is not None and end is not None and last >= end
