"""Which projects are under way and stand in no statistics, worked out once for all their lists."""

from collections.abc import Hashable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.terms import Values
from bayline.platform.remembering import present_state
from bayline.systems.projects.queries import entries_of, standings
from bayline.systems.projects.rules.entries import ENTERED
from bayline.systems.projects.rules.registering.candidates import candidate_of
from bayline.systems.projects.rules.registering.lists import Listed, started_not_registered
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


def unregistered(day: date, at: datetime | None) -> tuple[Unregistered, ...]:
    """Give the projects that are under way and not in the statistics, by code.

    Args:
        day: By the rules of this day.
        at: As the registers stood then; None for now.
    """
    return _unregistered(day, at, present_state())


@lru_cache(maxsize=2)  # four lists and their pages ask for the same
def _unregistered(day: date, at: datetime | None, _state: Hashable) -> tuple[Unregistered, ...]:
    entered = {one["project"]: one for one in entries_of(ENTERED, at=at).values()}
    return tuple(sorted(_judged(entered, day, at), key=lambda one: one.project))


def _judged(
    entered: Mapping[str, Values], day: date, at: datetime | None
) -> Iterator[Unregistered]:
    for standing in standings(at=at):
        code = standing.project["code"]
        candidate = candidate_of(standing, entered.get(code))
        try:
            for listed in started_not_registered([candidate], day=day):
                yield Unregistered(code, standing.stage, listed, None)
        except BaylineError as error:  # in a foreign currency: no form can be told
            yield Unregistered(code, standing.stage, None, error)
