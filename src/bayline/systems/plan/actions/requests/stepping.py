"""Note what was done with the table of a unit, in the chain, and where it stands after it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from bayline.platform.instants import microseconds
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked
from bayline.systems.plan import models
from bayline.systems.plan.actions.requests.asking import Hand
from bayline.systems.plan.queries.requests import asked_row
from bayline.systems.plan.queries.requests.rows import standing_of
from bayline.systems.plan.rules.requests.moving import (
    Sides,
    after_step,
    refuse_act,
    refuse_overtaken,
    refuse_words,
)
from bayline.systems.plan.rules.requests.terms import Act, Standing, Step

_LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What somebody wants to do with a table.

    Attributes:
        act: What.
        seen: Number of the last step that they saw; nothing is done if there is a later one.
        reason: Why.
        due: The new day, or the day asked for.
    """

    act: Act
    seen: int
    reason: str = ""
    due: date | None = None


@transaction.atomic
def move(code: str, unit: str, wanted: Move, *, hand: Hand) -> Standing:
    """Do what needs no answer: take back, send back, cancel, ask for time, give or refuse it.

    Args:
        code: Of the request.
        unit: Code of the unit.
        wanted: What is to be done.
        hand: Who does it, and when.

    Raises:
        OvertakenError: Somebody else did something meanwhile.
        BaylineError: They may not, or not now, or the reason or the day is missing.
    """
    row, standing = begun(code, unit, wanted, hand=hand)
    return noted(row, standing, wanted, hand=hand, version=standing.version)


def begun(code: str, unit: str, wanted: Move, *, hand: Hand) -> tuple[models.AskedRow, Standing]:
    """Take the turn and look whether something may be done; called inside a transaction.

    Raises:
        OvertakenError: Somebody else did something meanwhile.
        BaylineError: They may not, or not now, or the reason or the day is missing.
    """
    take_turn()
    row = asked_row(code, unit)
    standing = standing_of(row)
    sides = Sides(asker=row.asker, unit=row.unit)
    refuse_overtaken(standing, wanted.seen)
    refuse_act(wanted.act, hand.visitor, sides, standing)
    refuse_words(wanted.act, reason=wanted.reason, due=wanted.due, standing=standing)
    return row, standing


def noted(
    row: models.AskedRow,
    standing: Standing,
    wanted: Move,
    *,
    hand: Hand,
    version: int,
    content: str = "",
) -> Standing:
    """Note what was done.

    Args:
        row: Of the table.
        standing: Where it stood.
        wanted: What was done.
        hand: Who did it, and when.
        version: Which version of the answer it is about.
        content: What goes with it.

    Returns:
        Where the table stands now.
    """
    step = Step(
        number=standing.step + 1,
        act=wanted.act,
        by=hand.name,
        account=hand.account,
        at=hand.at,
        reason=wanted.reason.strip()[:_LONGEST_REASON],
        due=wanted.due,
        version=version,
    )
    _store(row, step, content)
    after = after_step(standing, step)
    _place(row, after)
    return after


def _store(row: models.AskedRow, step: Step, content: str) -> None:
    said = (row.pk, step.number, step.act.value, step.reason, step.due, step.version, content)
    hashed = content_hash((*said, step.by, step.account))
    digest = linked(last_digest(models.StepRow), hashed, how=(microseconds(step.at),))
    models.StepRow.objects.create(
        asked=row,
        number=step.number,
        act=step.act.value,
        reason=step.reason,
        due=step.due,
        version=step.version,
        content=content,
        by=step.by,
        account=step.account,
        recorded=step.at,
        digest=digest,
    )
    move_head(models.StepRow, rows=1, digest=digest)


def _place(row: models.AskedRow, standing: Standing) -> None:
    row.state, row.due, row.step = standing.state.value, standing.due, standing.step
    row.version, row.accepted = standing.version, standing.accepted
    row.before, row.reason = standing.before.value, standing.reason
    row.sent_by = standing.sent_by
    row.sent_on = standing.sent_on
    row.wished, row.wish = standing.wished, standing.wish
    row.save()
