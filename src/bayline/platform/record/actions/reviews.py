"""Decide where claims stand: accept, send back, undo, correct; decisions are never changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from bayline.kernel.claims import Claim
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.reviews import Review, decided
from bayline.platform.instants import microseconds
from bayline.platform.record import models, queries
from bayline.platform.record.actions.claims import append
from bayline.platform.record.actions.turns import last_digest, take_turn
from bayline.platform.record.chain import content_hash, linked
from bayline.platform.record.terms import Draft

_CHUNK = 500


class _Move(NamedTuple):
    """A claim that goes from one state to another."""

    claim: int
    identifier: str
    to: Review
    reason: str
    cause: str = ""


@transaction.atomic
def decide(
    identifiers: Sequence[str], to: Review, *, by: str, at: datetime, reason: str = ""
) -> int:
    """Decide where claims stand; all of them, or none if one of them may not.

    Accepting a claim supersedes the one it takes the place of; taking the acceptance back gives
    that one its place again.

    Args:
        identifiers: The claims.
        to: Where they shall stand.
        by: Who decides.
        at: When; a decision that would come before an earlier one of its claim is put right after.
        reason: Why; needed to send back.

    Returns:
        How many claims changed their state, superseded ones included.

    Raises:
        BaylineError: A claim is not there, or may not go where it shall.
    """
    take_turn()
    if not by.strip():
        raise _nameless()
    moves: list[_Move] = []
    for first in range(0, len(identifiers), _CHUNK):
        moves += _moves(dict.fromkeys(identifiers[first : first + _CHUNK]), to, reason=reason)
    _record({move.claim: move for move in moves}, by=by, at=at)
    return len(moves)


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


def _moves(identifiers: Iterable[str], to: Review, *, reason: str) -> Iterator[_Move]:
    wanted = [*identifiers]
    found = queries.states_of(wanted)
    missing = [identifier for identifier in wanted if identifier not in found]
    if missing:
        raise BaylineError(
            f"no claim “{missing[0]}” is in the record",
            do="look for it in the list",
            zh=Words(f"资料里没有“{missing[0]}”这一条", do="请到列表里找"),
        )
    successors = queries.successors_of([found[one].key for one in wanted])
    for identifier in wanted:
        stands = found[identifier]
        successor = successors.get(stands.key, "")
        decided(stands.state, to, claim=identifier, successor=successor, reason=reason)
        yield _Move(stands.key, identifier, to, reason)
        if stands.supersedes:
            yield from _displaced(stands.supersedes, stands.state, to=to, by=identifier)


def _displaced(earlier: str, before: Review, *, to: Review, by: str) -> Iterator[_Move]:
    """Give the move of the claim that an accepted one takes the place of, or gives it back to."""
    stands = queries.states_of([earlier])[earlier]
    other = queries.successors_of([stands.key]).get(stands.key, by)
    if to is Review.ACCEPTED and other != by:
        raise BaylineError(
            f"claim {other} has taken the place of {earlier} already",
            why="of one statement only one reading is accepted",
            do=f"send back {other} first",
            zh=Words(f"{earlier}已由{other}更替", "同一句话只能采用一种读法", f"请先退回{other}"),
        )
    if to is Review.ACCEPTED and stands.state is not Review.SUPERSEDED:
        yield _Move(stands.key, earlier, Review.SUPERSEDED, "", by)
    elif before is Review.ACCEPTED and stands.state is Review.SUPERSEDED:
        yield _Move(stands.key, earlier, stands.before, "", by)


def _record(moves: Mapping[int, _Move], *, by: str, at: datetime) -> None:
    digest = last_digest(models.Decision)
    present = models.Standing.objects.filter(claim__in=moves, until__isnull=True)
    since = dict(present.values_list("claim_id", "since"))
    decisions = []
    for move in moves.values():
        moment = max(at, since.get(move.claim, at))
        content = content_hash((move.identifier, move.to.value, move.reason, move.cause))
        digest = linked(digest, content, how=(by, microseconds(moment)))
        decisions.append(
            models.Decision(
                claim_id=move.claim,
                state=move.to.value,
                reason=move.reason,
                cause=move.cause,
                by=by,
                recorded=moment,
                digest=digest,
            )
        )
    made = models.Decision.objects.bulk_create(decisions, batch_size=_CHUNK)
    _stand(made, closing=since.keys())


def _stand(decisions: Sequence[models.Decision], *, closing: Iterable[int]) -> None:
    """Fold decisions into the standings: the present one ends, a new one begins."""
    closed = set(closing)
    for decision in decisions:
        if decision.claim_id in closed:
            models.Standing.objects.filter(claim_id=decision.claim_id, until__isnull=True).update(
                until=decision.recorded
            )
    models.Standing.objects.bulk_create(
        [
            models.Standing(
                claim_id=decision.claim_id,
                state=decision.state,
                since=decision.recorded,
                decision=decision,
            )
            for decision in decisions
        ],
        batch_size=_CHUNK,
    )
