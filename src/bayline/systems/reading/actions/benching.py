"""Decisions as a reviewer took them on what was shown: refused where somebody came between."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from bayline.kernel.claims import Claim
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions.turns import take_turn
from bayline.systems.reading.actions.reviewing import put_right, review
from bayline.systems.reading.queries import (
    Before,
    Turn,
    Wanted,
    bench_identifiers,
    bench_stamp,
    decided_in,
    last_decision,
    stood_before,
    tokens_of,
)

_UNDONE = "撤销改正"


class OvertakenError(BaylineError):
    """Somebody else has decided meanwhile; nothing was changed.

    Attributes:
        claims: The claims that stand otherwise than was shown.
    """

    claims: tuple[str, ...] = ()


@transaction.atomic
def decide_as_seen(
    seen: Mapping[str, str], to: Review, *, by: str, at: datetime, reason: str = ""
) -> Turn:
    """Decide on claims that stand as the reviewer saw them.

    Args:
        seen: For each claim, by identifier, the token that the page showed.
        to: Where they shall stand.
        by: Who decides.
        at: When.
        reason: Why; needed to send back.

    Returns:
        The rows of the decision, by which it can be taken back.

    Raises:
        OvertakenError: Somebody decided on one of them meanwhile.
        BaylineError: One of them may not go where it shall.
    """
    take_turn()
    refuse_overtaken(seen)
    before = last_decision()
    review([*seen], to, by=by, at=at, reason=reason)
    return Turn(before + 1, last_decision())


@transaction.atomic
def decide_all(
    wanted: Wanted, expected: str, to: Review, *, by: str, at: datetime, reason: str = ""
) -> Turn:
    """Decide on all the claims that a reviewer goes through, if they are those that were shown.

    Args:
        wanted: Which claims.
        expected: The token of the claims that the page showed, see `bench_stamp`.
        to: Where they shall stand.
        by: Who decides.
        at: When.
        reason: Why; needed to send back.

    Raises:
        OvertakenError: They are others now.
        BaylineError: One of them may not go where it shall.
    """
    take_turn()
    count, token = bench_stamp(wanted)
    if token != expected:
        raise OvertakenError(
            f"the list is another now, of {count} claims",
            why="somebody has decided on some of them, or more were proposed",
            do="look at the list again",
            zh=Words(
                f"清单已有变动，现在有{count}条",
                "有人刚审过其中一些，或又有新的提议",
                "请看过清单再定，还没有改动",
            ),
        )
    before = last_decision()
    review(bench_identifiers(wanted), to, by=by, at=at, reason=reason)
    return Turn(before + 1, last_decision())


@transaction.atomic
def put_right_as_seen(
    identifier: str, token: str, claim: Claim, *, by: str, at: datetime, reason: str
) -> tuple[str, Turn]:
    """Correct a claim that stands as the reviewer saw it.

    Args:
        identifier: The claim that is wrong.
        token: What the page showed of where it stands.
        claim: What it should say.
        by: Who corrects.
        at: When.
        reason: What was wrong.

    Returns:
        Identifier of the corrected claim, and the rows of the decision.

    Raises:
        OvertakenError: Somebody decided on it meanwhile.
        BaylineError: Nothing is corrected.
    """
    take_turn()
    refuse_overtaken({identifier: token})
    before = last_decision()
    corrected = put_right(identifier, claim, by=by, at=at, reason=reason)
    return corrected, Turn(before + 1, last_decision())


@transaction.atomic
def take_back(turn: Turn, *, by: str, at: datetime) -> tuple[str, ...]:
    """Take back what a person decided in one go; each claim stands again as it stood before.

    A corrected claim is sent back, so that the one it took the place of counts again.

    Args:
        turn: The rows of the decision.
        by: Whose decision it was.
        at: When it is taken back.

    Returns:
        The claims that were decided on.

    Raises:
        OvertakenError: Somebody has decided on one of them since.
        BaylineError: There is no such decision.
    """
    take_turn()
    decided = decided_in(turn, by=by)
    if not decided:
        raise BaylineError(
            "there is no decision to take back",
            why="nothing was decided here, or it was taken back already",
            do="look at the history of the claim",
            zh=Words("没有可撤销的决定", "这里还没有定过，或已经撤销", "请看这一条的经过"),
        )
    names = [name for name, _, _ in decided]
    before = stood_before(names)
    since = [name for name, key, _ in decided if before[name].decision != key]
    if since:
        raise _overtaken(since)
    corrections = _corrections(decided, before)
    moves: dict[tuple[Review, str], list[str]] = defaultdict(list)
    for name in names:
        back = before[name]
        move = (Review.RETURNED, _UNDONE) if name in corrections else (back.state, back.reason)
        moves[move].append(name)
    for (to, reason), together in moves.items():
        review(together, to, by=by, at=at, reason=reason)
    return (*names,)


def _corrections(
    decided: Sequence[tuple[str, int, Review]], before: Mapping[str, Before]
) -> set[str]:
    """Find the claim that a person wrote in the place of another; corrections come one by one."""
    (name, _, to), *more = decided
    is_first = to is Review.ACCEPTED and before[name].state is Review.PROPOSED
    if more or not is_first:
        return set()
    claim = queries.claim(name).claim
    return {name} if claim.supersedes and not claim.reader else set()


def refuse_overtaken(seen: Mapping[str, str]) -> None:
    """Refuse to go on where claims stand otherwise than was shown.

    Args:
        seen: For each claim, by identifier, the token that the page showed.

    Raises:
        OvertakenError: Somebody decided on one of them meanwhile.
    """
    now = tokens_of([*seen])
    others = [name for name, token in seen.items() if name in now and now[name] != token]
    if others:
        raise _overtaken(others)


def _overtaken(names: Sequence[str]) -> OvertakenError:
    """Say what the other person decided, of the first of the claims."""
    first = queries.claim(names[0])
    name, reason = first.decided_by or "—", first.reason
    why = f"{name}: {first.state}" + (f", {reason}" if reason else "")
    zh = f"{name}定为{first.state.zh}" + (f"：{reason}" if reason else "")
    error = OvertakenError(
        f"somebody has decided on “{first.quote}” meanwhile",
        why=why,
        do="look at it as it stands now; nothing was changed",
        zh=Words(f"“{first.quote}”刚由别人审过", zh, "请按现在的样子再看，这次没有改动"),
    )
    error.claims = (*names,)
    return error
