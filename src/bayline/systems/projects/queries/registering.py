"""Which projects are under way and stand in no statistics.

Most projects have no entry there: the table of standings tells which of them may belong in it. Only
those with an entry, and those that a page shows, are put together from the registers.
"""

from collections.abc import Collection, Hashable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.terms import Values
from bayline.platform.remembering import present_state
from bayline.systems.projects.queries import lines_at, standings
from bayline.systems.projects.queries.tables import Kept, rows_of
from bayline.systems.projects.rules.registering.candidates import candidate_of
from bayline.systems.projects.rules.registering.lists import (
    UNDER_WAY,
    Listed,
    may_belong,
    smallest_cents,
    started_not_registered,
)
from bayline.systems.projects.terms import Stage


class Unregistered(NamedTuple):
    """A project that is under way and not in the statistics.

    Attributes:
        project: Its code.
        stage: Where it stands.
        listed: Its form and what it lacks; None where that cannot be told.
        error: Why it cannot be told; None where it can.
    """

    project: str
    stage: Stage | None
    listed: Listed | None
    error: BaylineError | None


def unregistered(
    codes: Collection[str] | None, entered: Mapping[str, Values], *, day: date, at: datetime | None
) -> tuple[Unregistered, ...]:
    """Judge some projects: those that are under way and not in the statistics, by code.

    Args:
        codes: Which; None for all.
        entered: Entries into the statistics, by project.
        day: By the rules of this day.
        at: As the registers stood then; None for now.
    """
    found = []
    for standing in standings(codes=codes, at=at) if codes is None or codes else ():
        code = standing.project["code"]
        candidate = candidate_of(standing, entered.get(code))
        try:
            listed = started_not_registered([candidate], day=day)
            found += [Unregistered(code, standing.stage, one, None) for one in listed]
        except BaylineError as error:  # in a foreign currency: no form can be told
            found.append(Unregistered(code, standing.stage, None, error))
    return tuple(sorted(found, key=lambda one: one.project))


def started_codes(day: date, at: datetime | None) -> tuple[str, ...]:
    """Give the projects under way that may belong in the statistics, entered or not, by code.

    Args:
        day: By the rules of this day.
        at: As the registers stood then; None for now.
    """
    return _started_codes(day, at, present_state())


@lru_cache(maxsize=2)  # four lists and their pages ask for the same
def _started_codes(day: date, at: datetime | None, _state: Hashable) -> tuple[str, ...]:
    lines, least = lines_at(at), smallest_cents(day)
    if not isinstance(lines, Kept):
        return tuple(sorted(one.code for one in lines if may_belong(one, least)))
    rows = rows_of(lines).filter(stage__in=[stage.value for stage in UNDER_WAY])
    if least is not None:
        is_less = Q(planned_most__lt=least) | Q(planned_most=least, is_planned_under=True)
        rows = rows.exclude(is_less, planned_unit="CNY", planned_most__isnull=False)
    return tuple(sorted(rows.values_list("code", flat=True)))
