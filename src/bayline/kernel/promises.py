"""Promises: statements about the future, followed until they are kept, broken or replaced."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bayline.kernel.errors import BaylineError


class PromiseState(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    LATE = "late"  # its day has passed and it is not kept yet
    KEPT = "kept"
    BROKEN = "broken"
    REPLACED = "replaced"  # another promise took its place


ALLOWED = {
    PromiseState.OPEN: frozenset(PromiseState) - {PromiseState.OPEN},
    PromiseState.LATE: frozenset({PromiseState.KEPT, PromiseState.BROKEN, PromiseState.REPLACED}),
    PromiseState.KEPT: frozenset[PromiseState](),
    PromiseState.BROKEN: frozenset[PromiseState](),
    PromiseState.REPLACED: frozenset[PromiseState](),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A claim about the future.

    Attributes:
        claim: Identifier of the claim that makes it.
        text: Its words.
        due: The last day on which it is kept in time; None if no day is said.
        state: Where it stands.
        settled_by: Identifier of the claim that kept, broke or replaced it; empty while open.
    """

    claim: str
    text: str
    due: date | None = None
    state: PromiseState = PromiseState.OPEN
    settled_by: str = ""

    def __post_init__(self) -> None:
        if self.state is PromiseState.LATE and self.due is None:
            raise BaylineError(
                f"promise {self.claim} is late",
                why="a promise without a due date cannot be late",
                do="give the date that it was due",
            )
        if not ALLOWED[self.state] and not self.settled_by:
            raise BaylineError(
                f"promise {self.claim} is {self.state}",
                why="an end state rests on a claim that shows it",
                do="name the claim that settled it",
            )


def settled(promise: Promise, state: PromiseState, *, by: str) -> Promise:
    """Return the promise in an end state.

    Args:
        promise: An open or late promise.
        state: Kept, broken or replaced.
        by: Identifier of the claim that shows it.

    Raises:
        BaylineError: If the promise was settled before or the state is no end state.
    """
    if state not in ALLOWED[promise.state] or ALLOWED[state]:
        raise BaylineError(
            f"promise {promise.claim}: {promise.state} cannot become {state}",
            why="an open or late promise is kept, broken or replaced, once",
            do="record a new promise instead",
        )
    return replace(promise, state=state, settled_by=by)


def reviewed(promise: Promise, *, today: date) -> Promise:
    """Return the promise as it stands on a day: open turns late after its due date."""
    overdue = promise.due is not None and promise.due < today
    if promise.state is PromiseState.OPEN and overdue:
        return replace(promise, state=PromiseState.LATE)
    return promise
