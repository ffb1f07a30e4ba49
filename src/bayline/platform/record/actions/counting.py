"""Keep what follows from claims and standings: the tallies, and the list of what is proposed.

Whoever writes has the turn, so no two transactions add to one row at a time.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from bayline.kernel.reviews import Review
from bayline.platform.record import models
from bayline.platform.record.queries.lines import Alone

_AT_ONCE = 500
ALL_KINDS = ""


class Counted(NamedTuple):
    """What tallies know of a claim: kind, number of its source or 0, where it stands."""

    kind: str
    ground: int
    state: str


def count(changes: Mapping[Counted, int]) -> None:
    """Add to the tallies.

    Args:
        changes: How many more claims are such; fewer below zero.
    """
    kinds: Counter[tuple[object, ...]] = Counter()
    sources: Counter[tuple[object, ...]] = Counter()
    for (kind, ground, state), n in changes.items():
        kinds[kind, state] += n
        sources[ground, kind, state] += n
        sources[ground, ALL_KINDS, state] += n
    _grow("record_kindtally", ("kind", "state"), kinds)
    _grow("record_sourcetally", ("ground", "kind", "state"), sources)


def _grow(table: str, keys: Sequence[str], grown: Mapping[tuple[object, ...], int]) -> None:
    rows: list[Any] = sorted((*key, n) for key, n in grown.items() if n)
    names, marks = ", ".join(keys), ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}, n) VALUES ({marks}, %s)"  # noqa: S608 - our own names
            f" ON CONFLICT ({names}) DO UPDATE SET n = {table}.n + excluded.n",
            rows,
        )


_LIST = (
    "INSERT INTO record_undecided (claim_id, kind, spot, rank, ground, recorded)"
    " SELECT id, kind, COALESCE(start, -1), CASE WHEN supersedes_id IS NULL THEN 1 ELSE 0 END,"
)
_AGAIN = f"{_LIST} COALESCE(source_id, 0), recorded FROM record_claim WHERE id IN "


def list_added(last: int, *, ground: int, recorded: int) -> None:
    """List as proposed the claims that were just added.

    Args:
        last: Number of the last claim before them.
        ground: Number of their source; 0 where there is none.
        recorded: When they were added, in microseconds.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_LIST} {ground:d}, {recorded:d} FROM record_claim WHERE id > %s",
            [last],
        )


def count_moves(moves: Mapping[int, Review], before: Mapping[int, Review]) -> None:
    """Count claims that are decided on, and keep the list of those that are proposed.

    Args:
        moves: Where claims stand now, by their numbers.
        before: Where they stood.
    """
    changes: Counter[Counted] = Counter()
    keys = [*moves]
    for first in range(0, len(keys), _AT_ONCE):
        part = keys[first : first + _AT_ONCE]
        rows = models.Claim.objects.filter(pk__in=part)
        for key, kind, ground in rows.values_list("pk", "kind", "source_id"):
            changes[Counted(kind, ground or 0, before[key].value)] -= 1
            changes[Counted(kind, ground or 0, moves[key].value)] += 1
        models.Undecided.objects.filter(claim__in=part).delete()
        _list_again([key for key in part if moves[key] is Review.PROPOSED])
    count(changes)


def count_accepted(alone: Sequence[Alone], *, after: int) -> None:
    """Count claims that were added and accepted; all that were added since are decided by now.

    Args:
        alone: Those that the tallies still hold as proposed.
        after: Number of the last claim before them.
    """
    changes: Counter[Counted] = Counter()
    for (kind, ground), n in Counter((one.kind, one.ground) for one in alone).items():
        changes[Counted(kind, ground, Review.PROPOSED.value)] -= n
        changes[Counted(kind, ground, Review.ACCEPTED.value)] += n
    models.Undecided.objects.filter(claim__gt=after).delete()
    count(changes)


def _list_again(keys: Sequence[int]) -> None:
    if keys:
        marks = ", ".join(["%s"] * len(keys))
        with connection.cursor() as cursor:
            cursor.execute(f"{_AGAIN} ({marks})", keys)
