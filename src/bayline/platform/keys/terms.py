"""Nouns of keys."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bayline.kernel.errors import BaylineError


class Scope(StrEnum):
    """What a key is for: reading all that is kept, sending in entries as well, or one's own feeds.

    The key of feeds stands in an address, where other programs see it; so it opens nothing else.
    """

    READ = "read"
    WRITE = "write"
    FEED = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key as others see it; what it consists of is shown once and never again.

    Attributes:
        id: Its public part, which names it in lists and logs.
        name: What it is for.
        organisation: Whose program it is; a code or a name.
        scope: What it may do.
        made: When it was made.
        made_by: By whom.
        expires: The first day on which it no longer works; None if it does not end.
        revoked: When it was taken back; None if it was not.
        used: The last day on which it was shown; None if never.
    """

    id: str
    name: str
    organisation: str
    scope: Scope
    made: datetime
    made_by: str
    expires: date | None = None
    revoked: datetime | None = None
    used: date | None = None

    def works(self, on: date) -> bool:
        """Tell whether it is taken on a day."""
        return self.revoked is None and (self.expires is None or on < self.expires)


class KeyRefusedError(BaylineError):
    """A key was shown that does not work."""
