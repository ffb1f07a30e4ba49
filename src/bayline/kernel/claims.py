"""Claims: what a document states, kept with its evidence and never changed, only superseded."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bayline.kernel.basis import Basis
from bayline.kernel.errors import BaylineError
from bayline.kernel.evidence import Evidence
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period
from bayline.kernel.statuses import Change, Status

_UNSTATED = Basis()


class ClaimKind(StrEnum):
    """What sort of statement it is."""

    FIGURE = "figure"
    EVENT = "event"
    PROMISE = "promise"
    WITHDRAWAL = "withdrawal"  # the statement it supersedes is no longer made
    FULFILMENT = "fulfilment"  # the promise it supersedes has been kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement about one subject.

    Attributes:
        identifier: Name of the claim that others refer to.
        subject: What or whom it is about.
        attribute: What is stated of it: an indicator, or the kind of an event.
        kind: Whether it states a figure, an event, a promise, takes one back, or says that a
            promise was kept.
        what: Of an event what was signed, opened, awarded; of a promise its words; of a kept one
            how it was kept.
        figure: The figure; None for an event.
        basis: What the figure covers.
        period: The days it holds for (valid time); of a promise the days it may take, of a kept one
            when it was; None if the text does not say.
        period_assumed: Whether only the document's date suggests the period.
        place: Code or name of the place; empty if unknown.
        status: Reported or announced.
        change: What a figure says of a movement; None for a level.
        evidence: Where it stands.
        reader: Version of the reader that made it.
        recorded: When it was recorded, with its time zone; None before it is stored.
        supersedes: Identifier of the claim that it corrects; empty if none.
    """

    identifier: str
    subject: str
    attribute: str
    evidence: Evidence
    kind: ClaimKind = ClaimKind.FIGURE
    what: str = ""
    figure: Figure | None = None
    basis: Basis = _UNSTATED
    period: Period | None = None
    period_assumed: bool = False
    place: str = ""
    status: Status = Status.ACTUAL
    change: Change | None = None
    reader: str = ""
    recorded: datetime | None = None
    supersedes: str = ""

    def __post_init__(self) -> None:
        if not self.identifier or self.identifier == self.supersedes:
            raise BaylineError(
                f"claim {self.identifier!r} that supersedes {self.supersedes!r}",
                why="a claim has a name of its own and cannot correct itself",
                do="give the correction a new identifier",
            )
        if self.recorded is not None and self.recorded.tzinfo is None:
            raise BaylineError(
                f"claim {self.identifier} recorded at {self.recorded}",
                why="a time without its zone cannot be ordered",
                do="give the time with its zone",
            )


def corrected(claim: Claim, *, identifier: str, figure: Figure) -> Claim:
    """Return the new claim that supersedes one whose figure was read or printed wrong."""
    return replace(
        claim, identifier=identifier, figure=figure, supersedes=claim.identifier, recorded=None
    )
