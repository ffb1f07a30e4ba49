"""The figures of a large record that state just what a draft states: same place, day and value.

They are looked for first. What is found so needs nothing else of the record beside it, and the
longer search of what a draft may mean is left for the rest of its figures.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Substr

from bayline.kernel.claims import ClaimKind
from bayline.kernel.figures import Figure
from bayline.kernel.reviews import Review
from bayline.platform.record import models, queries
from bayline.platform.record.rows import figure_columns
from bayline.platform.record.terms import KeptClaim
from bayline.systems.reading.queries.meant import Passage, all_of_few, title_of

_STANDING = (Review.ACCEPTED, Review.PROPOSED)
_TOGETHER = 100  # of them that are asked for in one question
_AT_ONCE = 300


class Stating(NamedTuple):
    """What is stated of a place for a time that ends on a day."""

    place: str
    attribute: str
    day: date
    figure: Figure


def figures_told(wanted: Sequence[Stating]) -> list[Passage]:
    """Give the sentences of a large record that state the same, each with all its figures.

    Of a record of few documents all are looked at anyway, and nothing is given here.

    Args:
        wanted: What is stated.
    """
    if not wanted or all_of_few():
        return []
    return [*_passages(sorted({*_stated(sorted({*map(_asked, wanted)}))}))]


_Asked = tuple[str, str, str, str, str, str]


def _asked(one: Stating) -> _Asked:
    low, high, code, _, _ = figure_columns(one.figure)
    day = str(connection.ops.adapt_datefield_value(one.day))
    return one.place, one.attribute, day, low, high, code


def _stated(wanted: Sequence[_Asked]) -> Iterator[tuple[int, int]]:
    """Give text and passage of the newest statement of each."""
    asked = (
        "SELECT * FROM (SELECT text_id, passage_id FROM record_claim"
        " WHERE place = %s AND attribute = %s AND kind = 'figure' AND passage_id IS NOT NULL"
        " AND period_end = %s AND low = %s AND high = %s AND unit = %s"
        " ORDER BY recorded DESC LIMIT 1) newest"
    )
    with connection.cursor() as cursor:
        for first in range(0, len(wanted), _TOGETHER):
            part = wanted[first : first + _TOGETHER]
            values = [value for one in part for value in one]
            cursor.execute(" UNION ALL ".join([asked] * len(part)), values)
            yield from cursor.fetchall()


def _passages(places: Sequence[tuple[int, int]]) -> Iterator[Passage]:
    cut = Substr("text__text", F("passage__start") + 1, F("passage__end") - F("passage__start"))
    for first in range(0, len(places), _AT_ONCE):
        texts, passages = zip(*places[first : first + _AT_ONCE], strict=True)
        where = Q(text__in={*texts}, passage__in={*passages})
        grouped: dict[tuple[int, int], list[KeptClaim]] = defaultdict(list)
        for one in queries.claims(where, kind=ClaimKind.FIGURE, states=_STANDING):
            if one.sentence is not None:
                grouped[one.text or 0, one.sentence[0]].append(one)
        leading = [claims[0].key for claims in grouped.values()]
        rows = models.Claim.objects.filter(pk__in=leading)
        words = dict(rows.values_list("pk", cut))
        for (_, start), claims in grouped.items():
            source = claims[0].source or 0
            yield Passage(source, title_of(claims), start, words[claims[0].key], (*claims,))
