"""One act of one person, for one side: asked of the rules, and kept if they allow it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from bayline.platform.record.actions.turns import take_turn
from bayline.systems.cooperation.actions.exchanging import note_conflict, tell
from bayline.systems.cooperation.actions.keeping import keep
from bayline.systems.cooperation.queries.tasks import is_crossed, life_of, next_code
from bayline.systems.cooperation.rules.belonging import Register
from bayline.systems.cooperation.rules.replaying import after, begun
from bayline.systems.cooperation.rules.terming import check_terms
from bayline.systems.cooperation.terms import Act, Event, Evidence, Life, Terms

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What a person does, for whom.

    Attributes:
        side: Code of the government.
        unit: Code of the unit.
        person: The account.
        by: The name.
        at: When.
        words: What is said.
        evidence: What shows it.
        about: The side that it is about.
        deadline: Of a slip, its own day.
        successor: Of a replacement, the code of the new task.
        terms: Of a proposal, its terms.
    """

    side: str
    unit: str
    person: str
    by: str
    at: datetime
    words: str = ""
    evidence: tuple[Evidence, ...] = ()
    about: str = ""
    deadline: date | None = None
    successor: str = ""
    terms: Terms | None = None


@transaction.atomic
def propose(doing: Doing, *, start: str, known: Register) -> Life:
    """Put a new task forward.

    Args:
        doing: Who does, with the terms.
        start: What its code begins with, such as the code of the region and the year.
        known: The organisations there are, by code.

    Raises:
        BaylineError: The terms cannot be, or whoever proposes is of no side.
    """
    take_turn()
    task = next_code(start)
    event = _event(task, Act.PROPOSED, doing)
    if event.terms is not None:
        check_terms(event.terms, task=task, known=known)
    life = begun(event)
    keep([event], at=doing.at)
    tell(life, at=doing.at)
    return life


@transaction.atomic
def act(task: str, what: Act, doing: Doing, *, known: Register | None = None) -> Life:
    """Do something to a task.

    Args:
        task: Its code.
        what: What is done.
        doing: Who does it, and how.
        known: Of a proposal made anew, the organisations there are, by code.

    Raises:
        BaylineError: There is no such task, or that cannot be done to it now by them.
    """
    take_turn()
    life = life_of(task)
    event = _after(life, _event(task, what, doing))
    if what is Act.ACCEPTED:  # these terms and no others, whatever is on its way
        event = replace(event, about=life.proposal.id)
    if event.terms is not None:
        check_terms(event.terms, task=task, known=known)
    found = after(life, event)
    keep([event], at=doing.at)
    tell(found, at=doing.at)
    if is_crossed(task):  # who acts here knows all that is here: it can only be settled
        note_conflict(found)
    return found


def _after(life: Life, event: Event) -> Event:
    """Date an act behind all that is known here: the clock of another side may be before ours."""
    known = (*life.events, *(one.event for one in life.refused))
    return replace(event, at=max(event.at, max(one.at for one in known) + _TICK))


def _event(task: str, what: Act, doing: Doing) -> Event:
    return Event(
        id=uuid4().hex,
        task=task,
        act=what,
        side=doing.side,
        unit=doing.unit,
        person=doing.person,
        by=doing.by,
        at=doing.at,
        day=timezone.localdate(doing.at),
        words=doing.words.strip(),
        evidence=doing.evidence,
        terms=doing.terms,
        about=doing.about,
        deadline=doing.deadline,
        successor=doing.successor.strip(),
    )
