"""How far somebody sees: everything that is kept, or what is published.

The reach of a request is set once, at its beginning; queries ask for it where they begin. Outside a
request, in commands and jobs, everything is within reach.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What of the record may be seen.

    Attributes:
        is_whole: Everything that is kept; the other attributes then say nothing.
        publication: The id of the publication whose content is seen; empty where there is none
            yet, and then nothing is.
        until: The moment that publication was cut at; None where there is none.
        registers: Names of the registers it holds.
        removed_sources: Numbers of documents that were taken back from the public since.
        removed_claims: Numbers of claims that were.
    """

    is_whole: bool = False
    publication: str = ""
    until: datetime | None = None
    registers: frozenset[str] = frozenset()
    removed_sources: frozenset[int] = frozenset()
    removed_claims: frozenset[int] = frozenset()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all is seen."""
        return not self.is_whole and self.until is None


WHOLE = Reach(is_whole=True)
NOTHING = Reach()
_PRESENT: ContextVar[Reach] = ContextVar("reach", default=WHOLE)


def present_reach() -> Reach:
    """Give how far the present request sees."""
    return _PRESENT.get()


def seen_at(as_of: datetime | None) -> datetime | None:
    """Give as of when something is asked: within a publication, as of its cut."""
    reach = present_reach()
    return as_of if reach.is_whole else reach.until


@contextmanager
def within(reach: Reach) -> Iterator[None]:
    """See only so far inside the block."""
    token = _PRESENT.set(reach)
    try:
        yield
    finally:
        _PRESENT.reset(token)
