"""Decide where claims stand: accept, send back, undo, correct; decisions are never changed.

Of the readings of one statement at most one is accepted. All that decides comes through `decide`,
which looks at whole lines of readings and has its turn alone; the database holds the same as an
index, so that nothing can get around it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from bayline.kernel.claims import Claim
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.reviews import Review, decided
from bayline.kernel.visible import shows
from bayline.platform.bulk import write_rows
from bayline.platform.instants import microseconds
from bayline.platform.record import models, queries
from bayline.platform.record.actions.claims import append
from bayline.platform.record.actions.counting import count_accepted, count_moves
from bayline.platform.record.actions.mentions import note_superseded
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked
from bayline.platform.record.lines import Line
from bayline.platform.record.queries.claims import Stands
from bayline.platform.record.terms import Appended, Draft

_CHUNK = 500


class _Move(NamedTuple):
    """A claim that goes from one state to another."""

    claim: int
    identifier: str
    line: int
    to: Review
    reason: str = ""
    cause: str = ""


class RivalError(BaylineError):
    """Another reading of the same statement is accepted, or shall be at the same time.

    Attributes:
        claim: The reading that cannot be accepted beside it.
    """

    claim: str = ""


@transaction.atomic
def decide(
    identifiers: Sequence[str], to: Review, *, by: str, at: datetime, reason: str = ""
) -> int:
    """Decide where claims stand; all of them, or none if one of them may not.

    Accepting a claim supersedes those it follows upon; taking the acceptance back gives these
    their places again.

    Args:
        identifiers: The claims.
        to: Where they shall stand.
        by: Who decides.
        at: When; a decision that would come before an earlier one of its claim is put right after.
        reason: Why; needed to send back.

    Returns:
        How many claims changed their state, superseded ones included.

    Raises:
        RivalError: Another reading of its statement is accepted.
        BaylineError: A claim is not there, or may not go where it shall.
    """
    return _decided(identifiers, to, by=by, at=at, reason=reason)


def _decided(
    identifiers: Sequence[str], to: Review, *, by: str, at: datetime, reason: str = ""
) -> int:
    take_turn()
    if not shows(by):
        raise _nameless()
    moves: list[_Move] = []
    wanted = [*dict.fromkeys(identifiers)]
    for first in range(0, len(wanted), _CHUNK):
        moves += _moves(wanted[first : first + _CHUNK], to, reason=reason)
    if to is Review.ACCEPTED:
        _refuse_rivals(moves)
    _record({move.claim: move for move in moves}, by=by, at=at)
    return len(moves)


@transaction.atomic(savepoint=False)
def accept_added(added: Appended, *, by: str, at: datetime) -> int:
    """Accept claims in the transaction that added them; both fail together.

    It opens no savepoint: SQLite would walk over all that it keeps for one at each statement. What
    was new and follows upon nothing is the whole line of its statement and cannot have a
    rival, so nothing is looked up for it and however many there are take the same few queries.

    Args:
        added: What `append` gave.
        by: Who decides.
        at: When.

    Returns:
        How many claims changed their state.

    Raises:
        RivalError: Another reading of a statement is accepted.
        BaylineError: A claim may not be accepted.
    """
    take_turn()
    if not shows(by):
        raise _nameless()
    alone = queries.alone_since(added.after)
    known = {one.id for one in alone}
    rest = [identifier for identifier in added.identifiers if identifier not in known]
    decided_too = _decided(rest, Review.ACCEPTED, by=by, at=at) if rest else 0
    moves = [_Move(one.key, one.id, one.key, Review.ACCEPTED) for one in alone]
    _begin(moves, {move.claim: at for move in moves}, by=by)
    count_accepted(alone, after=added.after)
    return len(moves) + decided_too


@transaction.atomic
def correct(identifier: str, new: Claim, *, by: str, at: datetime, reason: str) -> str:
    """Put a corrected claim in the place of one, and accept it.

    Args:
        identifier: The claim that is wrong.
        new: What it should say; the place it stands at remains.
        by: Who corrects.
        at: When.
        reason: What was wrong.

    Returns:
        Identifier of the corrected claim.

    Raises:
        BaylineError: The claim is not there or superseded already, or nothing is corrected.
    """
    old = queries.claim(identifier)
    same = replace(
        new,
        identifier=old.id,
        evidence=old.claim.evidence,
        reader=old.claim.reader,
        recorded=old.claim.recorded,
        supersedes=old.claim.supersedes,
    )
    if same == old.claim:
        raise BaylineError(
            f"the correction of {identifier} says what it said before",
            do="change what is wrong, or accept it as it is",
            zh=Words("改正后与原来一样", do="请改动不对的地方，或按原样采用"),
        )
    ground = queries.text(old.text) if old.text else old.source and queries.source(old.source)
    draft = Draft(
        claim=replace(same, identifier="-", supersedes=old.id, reader=""),
        quote=old.quote,
        sentence=old.sentence,
    )
    appended = append([draft], ground=ground or None, by=by, at=at)
    decide(appended.identifiers, Review.ACCEPTED, by=by, at=at, reason=reason)
    return appended.identifiers[0]


def _nameless() -> BaylineError:
    return BaylineError(
        "a decision without a name",
        why="the record says who decided",
        do="give the name of whoever decides",
        zh=Words("没有写经办人", "资料要写明是谁定的", "请填经办人"),
    )


def _moves(wanted: Sequence[str], to: Review, *, reason: str) -> Iterator[_Move]:
    lines = queries.lines_of(wanted)
    for identifier in wanted:
        if identifier not in lines:
            raise BaylineError(
                f"no claim “{identifier}” is in the record",
                do="look for it in the list",
                zh=Words(f"资料里没有“{identifier}”这一条", do="请到列表里找"),
            )
        line = lines[identifier]
        reading = next(one for one in line.readings if one.id == identifier)
        yield from _moves_in(line, reading, to, reason=reason)


def _moves_in(line: Line[Stands], reading: Stands, to: Review, *, reason: str) -> Iterator[_Move]:
    """Give the move of a reading, and those of the others of its line that follow from it."""
    accepted = line.accepted
    successor = accepted.id if accepted and line.follows(accepted, reading) else ""
    decided(reading.state, to, claim=reading.id, successor=successor, reason=reason)
    yield _Move(reading.key, reading.id, line.key, to, reason)
    if to is Review.ACCEPTED:
        if accepted and not line.follows(reading, accepted):
            raise _rival(reading.id, accepted.id)
        for one in line.behind(reading):
            if one.state is not Review.SUPERSEDED:
                yield _Move(one.key, one.id, line.key, Review.SUPERSEDED, cause=reading.id)
    elif reading.state is Review.ACCEPTED:
        for one in line.readings:
            if one.state is Review.SUPERSEDED and one.cause == reading.id:
                yield _Move(one.key, one.id, line.key, one.before, cause=reading.id)


def _refuse_rivals(moves: Iterable[_Move]) -> None:
    """Refuse to accept two readings of one statement at once."""
    taken: dict[int, str] = {}
    for move in moves:
        if not move.cause and taken.setdefault(move.line, move.identifier) != move.identifier:
            raise _rival(move.identifier, taken[move.line])


def _rival(claim: str, other: str) -> RivalError:
    error = RivalError(
        f"claims {other} and {claim} are two readings of one statement",
        why="of one statement only one reading is accepted",
        do=f"choose one; to accept {claim}, send back {other} first",
        zh=Words(
            f"{other}与{claim}是同一句话的两种读法",
            "同一句话只能采用一种读法",
            f"请只选一条；要采用{claim}，请先退回{other}",
        ),
    )
    error.claim = claim
    return error


def _record(moves: Mapping[int, _Move], *, by: str, at: datetime) -> None:
    """Write decisions, and fold them into the standings: the present ones end, new ones begin."""
    present = models.Standing.objects.filter(claim__in=moves, until__isnull=True)
    rows_of = [*present.values_list("claim_id", "since", "state")]
    since = {claim: moment for claim, moment, _state in rows_of}
    stood = {claim: Review(state) for claim, _moment, state in rows_of}
    moments = {key: max(at, since.get(key, at)) for key in moves}
    _end(since, moments)
    _begin([*moves.values()], moments, by=by)
    before = {key: stood.get(key, Review.PROPOSED) for key in moves}
    now = {key: move.to for key, move in moves.items()}
    note_superseded(now, before)
    count_moves(now, before)


def _end(claims: Iterable[int], moments: Mapping[int, datetime]) -> None:
    """End present standings, many of one moment at once."""
    ending: dict[datetime, list[int]] = defaultdict(list)
    for claim in claims:
        ending[moments[claim]].append(claim)
    for moment, ended in ending.items():
        for first in range(0, len(ended), _CHUNK):
            part = ended[first : first + _CHUNK]
            standing = models.Standing.objects.filter(claim_id__in=part, until__isnull=True)
            standing.update(until=moment)


def _begin(moves: Sequence[_Move], moments: Mapping[int, datetime], *, by: str) -> None:
    """Write decisions, and the standings that begin with them."""
    numbers = _write_decisions(moves, moments, by=by)
    rows = (
        (move.claim, move.line, move.to.value, microseconds(moments[move.claim]), number)
        for move, number in zip(moves, numbers, strict=True)
    )
    write_rows("record_standing", _OF_STANDING, rows, same={"until": None})


_OF_DECISION = ("claim_id", "state", "reason", "cause", "by", "recorded", "digest")
_OF_STANDING = ("claim_id", "line_id", "state", "since", "decision_id")


def _write_decisions(
    moves: Sequence[_Move], moments: Mapping[int, datetime], *, by: str
) -> list[int]:
    """Write decisions, each linked to the one before it; give their numbers, in order."""
    rows, digest = [], last_digest(models.Decision)
    for move in moves:
        recorded = microseconds(moments[move.claim])
        content = content_hash((move.identifier, move.to.value, move.reason, move.cause))
        digest = linked(digest, content, how=(by, recorded))
        said = (move.claim, move.to.value, move.reason, move.cause)
        rows.append((*said, by, recorded, digest))
    before = models.Decision.objects.aggregate(last=Max("pk"))["last"] or 0
    write_rows("record_decision", _OF_DECISION, rows)
    move_head(models.Decision, rows=len(rows), digest=digest)
    # Whoever writes has the turn, so nobody else's come between.
    made = models.Decision.objects.filter(pk__gt=before).order_by("pk")
    return [*made.values_list("pk", flat=True)]
