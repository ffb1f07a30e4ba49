"""How many claims there are, told by the tallies: a few rows, however large the record is.

They tell of the whole record as it stands now. Of an earlier day, and for whoever sees only what
is published, claims are counted one by one.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import BooleanField, F, OuterRef, Q, Subquery, Sum
from django.db.models.expressions import RawSQL

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import models
from bayline.platform.record.queries.prepared import Values, ask, marks_of, several
from bayline.platform.record.tallies import KindTally, SourceTally

_ALL_KINDS = ""


class OfSource(NamedTuple):
    """How many claims of a document stand in some state.

    Attributes:
        key: Number of the document.
        sha256: Its hash.
        title: Its title.
        claims: How many.
    """

    key: int
    sha256: str
    title: str
    claims: int


def tallied(*, kind: ClaimKind | None = None) -> dict[Review, int]:
    """Count claims by where they stand.

    Args:
        kind: Of one kind; None for all.
    """
    rows = KindTally.objects.filter(**({"kind": kind} if kind else {}))
    found = dict.fromkeys(Review, 0)
    for state, n in rows.values_list("state", "n"):
        found[Review(state)] += n
    return found


def tallied_in(
    state: Review,
    *,
    kind: ClaimKind | None = None,
    sources: Collection[int] | None = None,
    below: int | None = None,
) -> int:
    """Count claims that stand so, by their documents.

    Args:
        state: Where they stand.
        kind: Of one kind; None for all.
        sources: Numbers of the documents; None for all.
        below: Only of documents with smaller numbers, claims without a document among them.
    """
    rows = SourceTally.objects.filter(kind=kind or _ALL_KINDS, state=state)
    if sources is not None:
        rows = rows.filter(ground__in=sources)
    if below is not None:
        rows = rows.filter(ground__lt=below)
    return rows.aggregate(n=Sum("n"))["n"] or 0


def sources_standing(
    state: Review, *, limit: int | None = None, also: Collection[int] = ()
) -> tuple[int, list[OfSource]]:
    """List the documents with claims that stand so, those with most first.

    Args:
        state: Where claims stand.
        limit: At most so many.
        also: Numbers of documents that are listed besides, behind the others, if they have any.

    Returns:
        How many there are, and those that are listed.
    """
    source = models.Source.objects.filter(pk=OuterRef("ground"))
    rows: Any = SourceTally.objects.filter(kind=_ALL_KINDS, state=state, ground__gt=0, n__gt=0)
    told = rows.annotate(
        sha256=Subquery(source.values("sha256")), title=Subquery(source.values("title"))
    )
    most = told.order_by("-n", "ground").values_list("ground", "sha256", "title", "n")
    found = [OfSource(*row) for row in (most if limit is None else most[:limit])]
    total = len(found) if limit is None or len(found) < limit else rows.count()
    if missing := {*also} - {one.key for one in found}:
        found += [OfSource(*row) for row in most.filter(ground__in=missing)]
    return total, found


def waiting_in(source: Any) -> Any:  # noqa: ANN401 - a reference, and a query
    """Ask how many claims of a document are proposed: one row with `n`, or none."""
    rows = SourceTally.objects.filter(ground=source, kind=_ALL_KINDS, state=Review.PROPOSED)
    return rows.filter(n__gt=0)


def living_in(source: Any) -> Any:  # noqa: ANN401 - as above
    """Ask how many figures of a document are not superseded: rows with `n`, to be added."""
    states = [state for state in Review if state is not Review.SUPERSEDED]
    return SourceTally.objects.filter(ground=source, kind=ClaimKind.FIGURE, state__in=states)


def standing_in(sources: Collection[int]) -> list[tuple[int, str, int]]:
    """Tell of documents how many figures are not superseded, and how many claims are proposed.

    Args:
        sources: Numbers of the documents.

    Returns:
        Number of the document, kind, count; an empty kind of the claims that are proposed.
    """
    rows = ask(("standing in", len(sources)), several("ground", sources), _standing_in)
    return [(ground, kind, n) for ground, kind, n in rows]


def _standing_in(marks: Values) -> Any:  # noqa: ANN401 - a query
    rows = SourceTally.objects.filter(ground__in=marks_of("ground", marks))
    living = Q(kind=ClaimKind.FIGURE) & ~Q(state=Review.SUPERSEDED)
    waiting = Q(kind=_ALL_KINDS, state=Review.PROPOSED)
    return rows.filter(living | waiting).values_list("ground", "kind", "n")


def figures_by_source(sources: Collection[int]) -> dict[int, int]:
    """Count the figures of documents, wherever they stand, by the numbers of the documents."""
    # All states are named, so that the index that begins with the document is taken.
    rows = SourceTally.objects.filter(
        ground__in=sources, kind=ClaimKind.FIGURE, state__in=[*Review]
    )
    counted = rows.values_list("ground").annotate(figures=Sum("n")).order_by()
    return dict(counted) if sources else {}


def places_tallied(*, limit: int) -> list[tuple[str, int]]:
    """List the places that most figures are about, superseded ones aside, and how many."""
    rows = _places().order_by("n", "words")
    return [(words, -n) for words, n in rows.values_list("words", "n")[:limit]]


def count_places() -> int:
    """Count the places that figures are about, superseded ones aside."""
    return int(_places().count())


def _places() -> Any:  # noqa: ANN401 - a query
    # The words of the condition of the index that holds places by how many figures they have.
    is_place = RawSQL('"record_mention"."aspect" = \'place\'', (), output_field=BooleanField())
    fewer = F("superseded") - F("figures")  # as the index has it, so that most come first
    return models.Mention.objects.filter(is_place).annotate(n=fewer).filter(n__lt=0)
