"""Figures are found through the passages they stand in; no row of the index is theirs."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.terms import KeptClaim
from bayline.platform.search.engines import passages_inside
from bayline.platform.search.terms import PassageHit

_LIVING = (Review.PROPOSED, Review.ACCEPTED)


def figures_in(hits: Sequence[PassageHit], *, as_of: datetime | None) -> list[tuple[int, int]]:
    """Find the figures that stand in passages and were neither sent back nor superseded.

    Args:
        hits: The passages.
        as_of: As the figures stood then; None for now.

    Returns:
        Numbers of the passage and of the claim, in the order of the passages and of the sentence.
    """
    if not hits:
        return []
    found = _standing_in([hit.key for hit in hits], kind=ClaimKind.FIGURE)
    living = queries.living_of([claim for _, claim in found], states=_LIVING, as_of=as_of)
    order = {hit.key: at for at, hit in enumerate(hits)}
    kept = (pair for pair in found if pair[1] in living)
    return sorted(kept, key=lambda pair: (order[pair[0]], pair[1]))


def figures(keys: Sequence[int], *, as_of: datetime | None) -> dict[int, KeptClaim]:
    """Give figures by their numbers, as they stood."""
    if not keys:
        return {}
    return {one.key: one for one in queries.claims(as_of=as_of, pk__in=[*keys])}


def claims_in(hits: Sequence[PassageHit]) -> frozenset[int]:
    """Give the numbers of all claims that stand in passages, whatever became of them."""
    if not hits:
        return frozenset()
    return frozenset(claim for _, claim in _standing_in([hit.key for hit in hits]))


def _standing_in(
    passages: Sequence[int], *, kind: ClaimKind | None = None
) -> list[tuple[int, int]]:
    is_kind, values = ("c.kind = %s AND ", [kind.value]) if kind else ("", [])
    asked = (
        f"SELECT p.id, c.id FROM {passages_inside('p', 'q')} JOIN record_claim c"  # noqa: S608 - our own names
        " ON c.text_id = p.text AND c.passage_id = q.id"
        f" WHERE {is_kind}p.id IN ({', '.join(['%s'] * len(passages))})"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [*values, *passages])
        rows: list[tuple[int, int]] = cursor.fetchall()
        return rows
