"""Documents with what the reader found in them, and what is made of what was found."""

from dataclasses import dataclass
from typing import NamedTuple

from bayline.engines.chinese.terms import Reading
from bayline.engines.documents.terms import Table
from bayline.kernel.errors import BaylineError
from bayline.kernel.findings import Life


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """One document as the checks see it.

    Attributes:
        name: What its user calls it: a file name, a title, "文稿".
        reading: What the reader found in it.
        tables: Its tables, whose cells count characters of the reading's text.
    """

    name: str
    reading: Reading
    tables: tuple[Table, ...] = ()

    def __post_init__(self) -> None:
        if not self.name:
            raise BaylineError(
                "a document without a name",
                why="every finding names the document it speaks of",
                do="give the file name or a title",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Other words for a figure of a draft.

    Attributes:
        start: First character in the draft.
        end: One past the last.
        old: The characters there.
        new: What would stand there instead.
        is_recorded: Whether the record gives it; else it was recomputed.
    """

    start: int
    end: int
    old: str
    new: str
    is_recorded: bool

    def disturbs(self, other: "Change") -> bool:
        """Tell whether both cannot be made in one text."""
        meets = self.start < other.end and other.start < self.end
        alike = (self.start, self.end, self.new) == (other.start, other.end, other.new)
        return meets and not alike


class Choice(NamedTuple):
    """What the writer of a draft makes of one finding."""

    key: str
    life: Life
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """A finding of a draft as its writer deals with it.

    Attributes:
        key: Its name as long as the words around it stay.
        asks: Whether it asks anything of the writer.
        change: The value that could be used instead, if it gives one.
        choice: What was chosen; None while it is open.
    """

    key: str
    asks: bool
    change: Change | None = None
    choice: Choice | None = None

    @property
    def life(self) -> Life:
        """What has become of it."""
        return self.choice.life if self.choice else Life.OPEN

    @property
    def used(self) -> Change | None:
        """The change that was chosen."""
        return self.change if self.life is Life.CORRECTED else None
