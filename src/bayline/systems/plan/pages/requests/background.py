"""A large answer is accepted as a job: read and placed first, then kept, all of it or nothing."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from bayline.platform.jobs.actions import ask_for
from bayline.platform.jobs.terms import Effect, Outcome, Task
from bayline.platform.people.terms import Grant, Role, Visitor
from bayline.platform.people.visiting import visitor_of
from bayline.systems.plan.actions.requests.asking import Hand
from bayline.systems.plan.actions.requests.deciding import accept, cells_of, prepared
from bayline.systems.plan.pages.requests.tables import path_of
from bayline.systems.plan.queries.requests import asked_row
from bayline.systems.plan.queries.requests.rows import standing_of
from bayline.systems.plan.rules.requests.moving import (
    SYSTEM,
    Sides,
    named,
    refuse_act,
    refuse_overtaken,
)
from bayline.systems.plan.rules.requests.terms import Act

CELLS_AT_ONCE = 10_000  # what a page accepts while somebody waits, about two seconds


def is_large(code: str, unit: str) -> bool:
    """Tell whether an answer is too large to be accepted while somebody waits."""
    return cells_of(code, unit) > CELLS_AT_ONCE


def ask_to_accept(request: HttpRequest, code: str, unit: str, *, seen: int, reason: str) -> int:
    """Let a large answer be accepted as a job; what may not be accepted is refused at once.

    Returns:
        The number of the job.

    Raises:
        OvertakenError: Somebody else did something meanwhile.
        BaylineError: They may not, or not now.
    """
    visitor, row = visitor_of(request), asked_row(code, unit)
    standing = standing_of(row)
    refuse_overtaken(standing, seen)
    refuse_act(Act.ACCEPTED, visitor, Sides(asker=row.asker, unit=row.unit), standing)
    arguments = {
        "code": code,
        "unit": unit,
        "seen": str(seen),
        "reason": reason,
        "account": named(visitor),
        "asker": row.asker,
    }
    return ask_for("accept", owner=visitor.name, at=timezone.now(), arguments=arguments)


def accepted(task: Task) -> Effect:
    """Read a large answer and find its cells; then accept it, unless somebody was faster."""
    said = task.arguments
    code, unit = said["code"], said["unit"]
    task.progress(0, 2)
    ready = prepared(code, unit)
    task.progress(1, 2)
    # They were allowed to when they asked for it, which is looked at no later than that.
    grants = (Grant(role=Role.REVIEWER, organisation=said["asker"], system=SYSTEM),)
    visitor = Visitor(name=task.owner, account=said["account"], grants=grants)

    @transaction.atomic
    def effect() -> Outcome:
        hand = Hand(visitor=visitor, at=task.at)
        accept(code, unit, seen=int(said["seen"]), reason=said["reason"], hand=hand, ready=ready)
        count = len(ready.stating)
        return Outcome(
            chinese=f"已受理{code}（{unit}），{count}个数进了资料。",
            english=f"{code} of {unit} is accepted; {count} figures came into the record",
            address=path_of(code, unit),
        )

    return effect
