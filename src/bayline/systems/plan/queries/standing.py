"""Where targets stand, from the registers and from the table of verdicts."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from bayline.kernel.errors import BaylineError
from bayline.platform.reaching import Reach, present_reach, seen_at, within
from bayline.platform.registers.queries import every_value, register, values_where
from bayline.platform.registers.terms import Values
from bayline.platform.remembering import present_state
from bayline.systems.plan.models import VerdictRow
from bayline.systems.plan.queries.tolerances import tolerance_on
from bayline.systems.plan.rules.entries import RESULTS, TARGETS
from bayline.systems.plan.rules.listing import Head, Line, Told, line_of, read_back
from bayline.systems.plan.rules.standing import Standing, standings_of
from bayline.systems.reading.queries import gazetteer

_HELD_DAYS = 16  # days and publications whose lines are held


def entries_of(
    name: str,
    *,
    field: str = "code",
    keys: Collection[str] | None = None,
    at: datetime | None = None,
) -> dict[str, Values]:
    """Give entries of a register of the plan by key; none where it is not within reach.

    Args:
        name: Of the register.
        field: The field that is asked by.
        keys: The values of that field; None for all entries.
        at: As they stood then; None for now.
    """
    try:
        declaration = register(name)
    except BaylineError:
        return {}
    if keys is None:
        return every_value(declaration, at=at)
    return values_where(declaration, field, keys, at=at)


def standings(
    *,
    targets: Mapping[str, Values] | None = None,
    only: frozenset[str] | None = None,
    at: datetime | None = None,
) -> Iterator[Standing]:
    """Judge targets by the registers.

    Args:
        targets: All targets, where they are at hand.
        only: Which are asked for; None for all.
        at: As the registers stood then; None for now.
    """
    known = entries_of(TARGETS, at=at) if targets is None else targets
    results = entries_of(RESULTS, at=at)
    return standings_of(known, results, tolerance_on, only=only, gazetteer=gazetteer(at))


def standings_of_target(key: str, *, at: datetime | None) -> list[Standing]:
    """Judge one target for every period it was reported on, the first one first."""
    return [*standings(only=frozenset({key}), at=at)]


def heads_at(at: datetime | None) -> Sequence[Head]:
    """Give the lines of the scoreboard, short.

    Args:
        at: As of when; None for now, of which the public is shown its publication.
    """
    if seen_at(at) is not None:
        return [line.head for line in _lines(present_reach(), at)]
    return _present_heads(present_state())


@lru_cache(maxsize=2)  # until something changes
def _present_heads(_state: Hashable) -> tuple[Head, ...]:
    rows = VerdictRow.objects.order_by("plan", "number", "target", "id")
    return tuple(Head(*row) for row in rows.values_list(*Head._fields))


def told_of(heads: Collection[Head], *, at: datetime | None) -> dict[tuple[str, str], Told]:
    """Give what lines show besides, by target and period."""
    wanted = {(head.target, head.period) for head in heads}
    if seen_at(at) is not None:
        lines = _lines(present_reach(), at)
        return {
            (line.head.target, line.head.period): line.told
            for line in lines
            if (line.head.target, line.head.period) in wanted
        }
    rows = VerdictRow.objects.filter(target__in={head.target for head in heads})
    return {
        (target, period): read_back(told)
        for target, period, told in rows.values_list("target", "period", "told")
        if (target, period) in wanted
    }


@lru_cache(maxsize=_HELD_DAYS)  # the past and publications never change
def _lines(reach: Reach, at: datetime | None) -> tuple[Line, ...]:
    with within(reach):
        return tuple(map(line_of, standings(at=at)))
