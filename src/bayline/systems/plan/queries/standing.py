"""Where targets stand, from the registers and from the table of verdicts."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from bayline.kernel.errors import BaylineError
from bayline.platform.reaching import Reach, present_reach, seen_at, within
from bayline.platform.registers.queries import every_value, register, values_where
from bayline.platform.registers.terms import Values
from bayline.platform.remembering import present_state
from bayline.systems.plan.models import VerdictRow
from bayline.systems.plan.queries.measuring import MEASURED_BY, day_of, gauged
from bayline.systems.plan.queries.tolerances import tolerance_on
from bayline.systems.plan.rules.entries import RESULTS, TARGETS
from bayline.systems.plan.rules.listing import Head, Told, choices_of, in_order, line_of, read_back
from bayline.systems.plan.rules.standing import Beside, Standing, standings_of
from bayline.systems.plan.rules.touching import places_related
from bayline.systems.reading.queries import gazetteer, own_places

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
    is_measured: bool = False,
) -> Iterator[Standing]:
    """Judge targets by the registers, and by what systems measure.

    Args:
        targets: All targets, where they are at hand.
        only: Which are asked for; None for all.
        at: As the registers stood then; None for now.
        is_measured: Whether systems are asked as well; else words alone are judged.
    """
    known = entries_of(TARGETS, at=at) if targets is None else targets
    measures = gauged(_asked_of(known, only), at=at) if is_measured else {}
    results = entries_of(RESULTS, at=at)
    beside = Beside(gauged=measures, gazetteer=gazetteer(at))
    return standings_of(known, results, tolerance_on, only=only, beside=beside)


def _asked_of(known: Mapping[str, Values], only: frozenset[str] | None) -> Mapping[str, Values]:
    """Give the targets that are measured for some: themselves, and what they are set against."""
    if only is None:
        return known
    related = places_related(known, only)
    return {
        key: values
        for key, values in known.items()
        if key in only or values.get("place", "") in related
    }


def standings_of_target(key: str, *, at: datetime | None) -> list[Standing]:
    """Judge one target for every period it was reported on or measured, the first one first."""
    return [*standings(only=frozenset({key}), at=at, is_measured=True)]


def own_plans(at: datetime | None) -> frozenset[str]:
    """Name the plans of the region itself, which has its neighbors' beside them."""
    return _own_plans(present_state(), at)


@lru_cache(maxsize=_HELD_DAYS)  # until something changes
def _own_plans(_state: Hashable, at: datetime | None) -> frozenset[str]:
    codes = tuple(place.code for place in own_places(at))
    return frozenset(
        values.get("plan", "")
        for values in entries_of(TARGETS, at=at).values()
        if values.get("place", "") in codes
    )


class _Present(NamedTuple):
    """The scoreboard as it is now, and what of it is not in the table: what was measured."""

    heads: tuple[Head, ...]
    choices: Mapping[str, tuple[str, ...]]
    measured: Mapping[tuple[str, str], Told]


def heads_at(at: datetime | None) -> Sequence[Head]:
    """Give the lines of the scoreboard, short.

    Args:
        at: As of when; None for now, of which the public is shown its publication.
    """
    return _scoreboard(at).heads


def choices_at(at: datetime | None) -> Mapping[str, tuple[str, ...]]:
    """Give what the lines of the scoreboard can be filtered by, by the name of the filter.

    Args:
        at: As of when; None for now.
    """
    return _scoreboard(at).choices


def _scoreboard(at: datetime | None) -> _Present:
    if seen_at(at) is not None:
        return _then(present_reach(), at)
    return _present(present_state(), day_of(None))


@lru_cache(maxsize=2)  # until something changes, or the day
def _present(_state: Hashable, _day: date) -> _Present:
    rows = VerdictRow.objects.order_by("plan", "number", "target", "id")
    heads = tuple(Head(*row) for row in rows.values_list(*Head._fields))
    known = entries_of(TARGETS)
    only = frozenset(key for key, values in known.items() if values.get(MEASURED_BY))
    if not only:
        return _made(heads, {})
    lines = [line_of(one) for one in standings(targets=known, only=only, is_measured=True)]
    others = (head for head in heads if head.target not in only)
    told = {(line.head.target, line.head.period): line.told for line in lines}
    return _made((*others, *(line.head for line in lines)), told)


def _made(heads: Iterable[Head], told: Mapping[tuple[str, str], Told]) -> _Present:
    ordered = in_order(heads)
    return _Present(ordered, choices_of(ordered), told)


def told_of(heads: Collection[Head], *, at: datetime | None) -> dict[tuple[str, str], Told]:
    """Give what lines show besides, by target and period."""
    wanted = {(head.target, head.period) for head in heads}
    measured = _scoreboard(at).measured
    left = {target for target, period in wanted if (target, period) not in measured}
    if not left:
        return {key: measured[key] for key in wanted}
    rows = VerdictRow.objects.filter(target__in=left)
    found = {
        (target, period): read_back(told)
        for target, period, told in rows.values_list("target", "period", "told")
        if (target, period) in wanted
    }
    return found | {key: told for key, told in measured.items() if key in wanted}


@lru_cache(maxsize=_HELD_DAYS)  # the past and publications never change
def _then(reach: Reach, at: datetime | None) -> _Present:
    with within(reach):
        lines = [line_of(one) for one in standings(at=at, is_measured=True)]
    told = {(line.head.target, line.head.period): line.told for line in lines}
    return _made((line.head for line in lines), told)
