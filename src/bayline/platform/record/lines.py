"""The line of a statement: all its readings, each of which supersedes one before or begins it.

Whatever reader, edition or correction a reading comes from, of one line at most one is accepted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from bayline.kernel.reviews import Review


class Reading(Protocol):
    """One reading of a statement."""

    @property
    def id(self) -> str:
        """Identifier of the claim."""

    @property
    def state(self) -> Review:
        """Where it stands."""

    @property
    def supersedes(self) -> str:
        """Identifier of the reading it would take the place of; empty of the first."""


_Kind = TypeVar("_Kind", bound=Reading)


@dataclass(frozen=True, slots=True)
class Line(Generic[_Kind]):
    """The readings of one statement.

    Attributes:
        key: Number of the first of them, which never changes.
        readings: All of them, in the order they were recorded.
    """

    key: int
    readings: tuple[_Kind, ...]

    @property
    def accepted(self) -> _Kind | None:
        """The reading that counts; None where none was accepted."""
        return next((one for one in self.readings if one.state is Review.ACCEPTED), None)

    @property
    def present(self) -> _Kind:
        """The reading that a new one would supersede: accepted, else proposed last, else last."""
        proposed = (one for one in reversed(self.readings) if one.state is Review.PROPOSED)
        return self.accepted or next(proposed, self.readings[-1])

    def behind(self, reading: _Kind) -> Iterator[_Kind]:
        """Give the readings that one follows upon, the nearest first."""
        by_name = {one.id: one for one in self.readings}
        while reading.supersedes:
            reading = by_name[reading.supersedes]
            yield reading

    def follows(self, later: _Kind, earlier: _Kind) -> bool:
        """Tell whether one reading follows upon another."""
        return any(one.id == earlier.id for one in self.behind(later))
