"""What claims are about in words, with how many: small enough to look through at once."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F

from bayline.platform.record import models
from bayline.platform.record.queries.prepared import Values, ask, doubled, marks_of
from bayline.platform.standstill import once

MOST_WORDS = 100  # that are merged, or asked for by name
_GONE = (
    "SELECT 1 FROM record_standing n WHERE n.claim_id = c.id AND n.until IS NULL"
    " AND n.state = 'superseded'"
)
_LIVING = F("figures") - F("superseded")

_LAST = (
    "SELECT * FROM (SELECT c.id, c.recorded FROM record_claim c WHERE {wanted}"
    " c.kind = 'figure' AND NOT EXISTS ({gone})"
    " ORDER BY c.recorded DESC, c.id DESC LIMIT {limit:d}) AS w"
)


class Mentioned(NamedTuple):
    """How many claims are about a word.

    Attributes:
        figures: Figures that no other claim superseded.
        events: Events, where it is a place.
    """

    figures: int
    events: int = 0


def mentioned(aspect: str, words: Collection[str] | None = None) -> Mapping[str, Mentioned]:
    """Tell how many claims are about some words.

    Args:
        aspect: attribute, subject, place or kind.
        words: The words; None for all.
    """
    asked = None if words is None else (*words,)
    found = () if asked == () else _mentioned_once(aspect, asked)
    return {name: Mentioned(*counts) for name, *counts in found}


@once
def _mentioned_once(aspect: str, words: tuple[str, ...] | None) -> list[tuple[Any, ...]]:
    values = {"aspect": aspect, **doubled("words", words or ())}
    return ask(("mentioned", words is None, len(values)), values, _mentioned)


def _mentioned(marks: Values) -> Any:  # noqa: ANN401 - a query
    rows = models.Mention.objects.filter(aspect=marks["aspect"])
    named = marks_of("words", marks)
    wanted = rows.filter(words__in=named) if named else rows
    return wanted.annotate(living=_LIVING).values_list("words", "living", "events")


@once
def words_with(aspect: str, part: str) -> Mapping[str, int]:
    """List the words of figures that a part stands in, whatever its case, each with how many.

    Also of figures out of reach: whoever narrows a question by the words still asks within it.
    """
    rows = models.Mention.everything.filter(aspect=aspect, words__icontains=part, figures__gt=0)
    return dict(rows.annotate(living=_LIVING).values_list("words", "living"))


@once
def figures_stated() -> int:
    """Tell how many figures stand, whether reviewed or not."""
    return sum(int(n) for (n,) in ask(("figures stated",), {}, _by_kind))


def _by_kind(_marks: Values) -> Any:  # noqa: ANN401 - a query
    rows = models.Mention.objects.filter(aspect="kind").order_by()
    return rows.annotate(living=_LIVING).values_list("living")


def last_figures(
    aspect: str = "", words: Sequence[str] = (), *, first: int, size: int
) -> list[int]:
    """Give the numbers of figures that stand, those recorded last first.

    The last ones of each word are at hand in an index; they are merged.

    Args:
        aspect: attribute, subject or place; empty for all figures.
        words: The words they must have, at most `MOST_WORDS`.
        first: How many come before those that are asked for.
        size: At most so many.
    """
    if aspect and not words:
        return []
    one = _LAST.format(
        wanted=f"c.{aspect} = %s AND" if aspect else "", gone=_GONE, limit=first + size
    )
    merged = " UNION ALL ".join([one] * max(1, len(words)))
    asked = f"{merged} ORDER BY recorded DESC, id DESC LIMIT {size:d} OFFSET {first:d}"
    with connection.cursor() as cursor:
        cursor.execute(asked, [*words])
        return [key for key, _recorded in cursor.fetchall()]
