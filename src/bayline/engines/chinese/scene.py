"""What the statement grammar looks at: one text with its scanned figures, times and names."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bayline.engines.chinese.outlook import Outlook
from bayline.engines.chinese.subjects import NameIndex
from bayline.engines.chinese.terms import Interval, Quantity, Span, Time

When = Callable[[int], tuple[Interval | None, Interval | None]]
Count = tuple[Decimal | None, str]  # a value and its unit
Member = tuple[str, Span | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One text with what the scanners found in it.

    Attributes:
        text: As published; words handed out come from here.
        folded: The same in simplified, half-width script, for the grammar.
        home: The place or thing that its title names.
        when: Gives the time that words fix for a position, and the one that is only assumed.
    """

    text: str
    folded: str
    sentences: Sequence[Span]
    paragraphs: Sequence[Span]
    quantities: Sequence[Quantity]
    times: Sequence[Time]
    names: NameIndex
    outlook: Outlook
    when: When
    home: Span | None = None

    def times_within(self, start: int, end: int) -> Sequence[Time]:
        """Return the times that begin in [start, end)."""
        return self.times[bisect_left(self.times, (start,)) : bisect_left(self.times, (end,))]


@dataclass(slots=True)
class Thread:
    """What one clause hands on to the next."""

    attribute: str | None = None
    attribute_span: Span | None = None
    attribute_owner: Span | None = None  # whose the figure was that named the attribute
    grown: tuple[str | None, Span | None] = (None, None)  # what the last rate is the growth of
    subject: Span | None = None
    topic: Span | None = None  # what the paragraph is about
    paragraph: int = -1
    counted: dict[Count, tuple[Span, str | None]] = field(default_factory=dict)  # whose, what
    whole: tuple[Quantity, Span] | None = None  # the last count of things, and the things
    members: list[Member] = field(default_factory=list)  # of the last 分别
    owners: list[Span] = field(default_factory=list)  # whose each of them is, where it differs
    to_come: int = 0  # members whose figures still follow


@dataclass(slots=True)
class Found:
    """What a figure measures and whose it is.

    Attributes:
        why: How it was found: before or behind the number, respectively, inherited, compared …
    """

    attribute: str | None
    attribute_span: Span | None
    subject: Span | None
    why: str

    def renamed(self, attribute: str, *, subject: Span | None) -> "Found":
        """Return the same with an attribute that is pieced together, and a subject if given."""
        return Found(attribute, None, subject or self.subject, self.why)

    @property
    def is_own(self) -> bool:
        """Whether the figure names its own attribute rather than taking one from before."""
        return self.why in ("before", "behind", "respectively")
