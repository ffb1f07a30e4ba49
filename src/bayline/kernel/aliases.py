"""Names that a place or an organisation bore for a time."""

from dataclasses import dataclass
from datetime import date

from bayline.kernel.errors import BaylineError


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name in use from `since` up to, not including, `until`; None is open.

    Attributes:
        name: The name as written.
        since: First day of its use.
        until: First day after its use.
    """

    name: str
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.since >= self.until:
            raise BaylineError(
                f"alias {self.name} from {self.since} until {self.until}",
                why="a name is borne for at least one day",
                do="give the earlier day first",
            )

    def holds_on(self, day: date) -> bool:
        """Tell whether the name was in use on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )
