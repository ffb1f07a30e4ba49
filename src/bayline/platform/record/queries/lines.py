"""Ask for the lines of claims: each with all that it follows upon and that follows upon it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import models
from bayline.platform.record.lines import Line
from bayline.platform.record.queries.claims import Stands, claims, numbers_of, standings_of
from bayline.platform.record.terms import KeptClaim

_MOST_ASKED = 300  # SQLite takes a bounded number of values in one question
# Up to the first reading of every line, then down again to all that follow upon it.
_LINES = """
WITH RECURSIVE up(id, earlier) AS (
    SELECT id, supersedes_id FROM record_claim WHERE id IN ({asked})
    UNION SELECT c.id, c.supersedes_id FROM up CROSS JOIN {earlier}
), down(line, id) AS (
    SELECT id, id FROM up WHERE earlier IS NULL
    UNION SELECT down.line, c.id FROM down CROSS JOIN {later}
)
SELECT id, line FROM down ORDER BY id
"""
# PostgreSQL guesses ten times as many rows in each round as there were before, and would rather
# read the whole record; bound row by row it looks up each.
_STEP = {
    "postgresql": "LATERAL (SELECT id, supersedes_id FROM record_claim WHERE {to} OFFSET 0) c",
    "sqlite": "record_claim c ON c.{to}",
}


class Alone(NamedTuple):
    """A claim that is the only reading of its statement.

    Attributes:
        key: Its number.
        id: Its identifier.
        kind: Its kind.
        ground: Number of the source it stands on; 0 where there is none.
    """

    key: int
    id: str
    kind: str
    ground: int


def alone_since(after: int) -> list[Alone]:
    """Give the claims after a number that follow upon none and that none follows upon.

    Args:
        after: Number of the last claim before them.
    """
    added = models.Claim.objects.filter(pk__gt=after, supersedes=None, successors=None)
    rows = added.order_by("pk").values_list("pk", "identifier", "kind", "source_id")
    return [Alone(key, identifier, kind, ground or 0) for key, identifier, kind, ground in rows]


def lines_of(identifiers: Sequence[str]) -> dict[str, Line[Stands]]:
    """Give the lines that claims belong to, by identifier, with where each reading stands.

    Claims that are not there are left out.
    """
    asked = numbers_of(identifiers)
    line_of = _line_of([*asked.values()])
    found = standings_of(pk__in=[*line_of])
    grouped: dict[int, list[Stands]] = defaultdict(list)
    for one in found:
        grouped[line_of[one.key]].append(one)
    lines = {key: Line(key, (*readings,)) for key, readings in grouped.items()}
    return {name: lines[line_of[key]] for name, key in asked.items()}


def lines_on(texts: Collection[int]) -> list[Line[KeptClaim]]:
    """Give the lines that have a reading on some texts, with all that their readings say.

    Args:
        texts: Numbers of texts.
    """
    rows = models.Claim.objects.filter(text__in=texts).order_by("pk")
    line_of = _line_of([*rows.values_list("pk", flat=True)] if texts else [])
    grouped: dict[int, list[KeptClaim]] = defaultdict(list)
    for one in _claims(sorted(line_of)):
        grouped[line_of[one.key]].append(one)
    return [Line(key, (*grouped[key],)) for key in sorted(grouped)]


def accepted_for(keys: Sequence[int], *, as_of: datetime | None = None) -> dict[int, KeptClaim]:
    """Give what counts of the statements that claims are readings of; nothing if withdrawn.

    Args:
        keys: Numbers of claims.
        as_of: As it stood then; None for now.

    Returns:
        The reading that counts, by the number of each claim; none where none was accepted.
    """
    line_of = _line_of(keys)
    states, stated = [Review.ACCEPTED], ~Q(kind=ClaimKind.WITHDRAWAL)
    found = claims(stated, pk__in=[*line_of], states=states, as_of=as_of) if line_of else []
    accepted = {line_of[one.key]: one for one in found}
    return {key: accepted[line_of[key]] for key in keys if line_of[key] in accepted}


def _claims(keys: Sequence[int]) -> list[KeptClaim]:
    found: list[KeptClaim] = []
    for first in range(0, len(keys), _MOST_ASKED):
        found += claims(pk__in=keys[first : first + _MOST_ASKED])
    return found


def _line_of(keys: Sequence[int]) -> dict[int, int]:
    """Give every reading of the lines of some claims, with the first reading of its line."""
    found: dict[int, int] = {}
    step = _STEP[connection.vendor]
    steps = {
        "earlier": step.format(to="id = up.earlier"),
        "later": step.format(to="supersedes_id = down.id"),
    }
    with connection.cursor() as cursor:
        for first in range(0, len(keys), _MOST_ASKED):
            part = [*keys[first : first + _MOST_ASKED]]
            cursor.execute(_LINES.format(asked=", ".join(["%s"] * len(part)), **steps), part)
            found.update(cursor.fetchall())
    return found
