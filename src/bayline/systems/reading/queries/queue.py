"""The claims that wait now, by the list of what is proposed: a few rows, however many there are.

What waited on an earlier day, and what stands otherwise, is asked of the claims themselves; see
`bayline.systems.reading.queries.bench`.
"""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db.models import BooleanField, Count, F, Max, OuterRef, Q, Subquery, Sum
from django.db.models.expressions import RawSQL

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import models, queries

ORDER = ("rank", "ground", "spot", "pk")
_TAKES, _STANDS = 0, 1  # ranks: of what would take the place of another, of all others
_PLACE = ", ".join(
    f'"record_undecided"."{name}"' for name in ("rank", "ground", "spot", "claim_id")
)
_NO_FIGURE = 'NOT ("record_undecided"."kind" = \'figure\')'  # as the index of those few says


class Spot(NamedTuple):
    """A place in the order of review."""

    rank: int
    ground: int
    spot: int
    key: int


class Queue:
    """Claims that wait: all, or those of some documents, of one kind.

    Attributes:
        rows: The query for them.
    """

    def __init__(self, *, sources: Collection[int] | None, kind: ClaimKind | None) -> None:
        """Ask for claims.

        Args:
            sources: Numbers of their documents; None for all.
            kind: Their kind; None for all.
        """
        self._sources, self._kind = sources, kind
        rows: Any = models.Undecided.objects.all()
        if sources is not None:
            # Both ranks are named, so that an index that begins with them leads to a document.
            rows = rows.filter(rank__in=(_TAKES, _STANDS), ground__in=sources)
        if kind is not None:
            rows = rows.filter(kind=kind)
        if kind not in {None, ClaimKind.FIGURE}:
            rows = rows.filter(_plainly(_NO_FIGURE))
        self.rows = rows

    @property
    def total(self) -> int:
        """How many they are."""
        if self._sources is None:
            return queries.tallied(kind=self._kind)[Review.PROPOSED]
        return queries.tallied_in(Review.PROPOSED, kind=self._kind, sources=self._sources)

    def before(self, at: Spot) -> int:
        """Count those before a place: by documents, and one by one within its own."""
        first = self.rows.filter(rank=_TAKES)
        within = Q(ground=at.ground) & (Q(spot__lt=at.spot) | Q(spot=at.spot, pk__lt=at.key))
        if at.rank == _TAKES:
            return int(first.filter(Q(ground__lt=at.ground) | within).count())
        own = Q(rank=_STANDS, ground=at.ground) & within
        earlier = queries.tallied_in(
            Review.PROPOSED, kind=self._kind, sources=self._sources, below=at.ground
        )
        # The tallies count those that come first too, of earlier documents.
        behind = first.filter(ground__gte=at.ground).count()
        return earlier + int(behind) + int(self.rows.filter(own).count())

    def following(self, at: Spot) -> str:
        """Give the claim after a place; empty where there is none."""
        return _name(self.rows.filter(_plainly(f"({_PLACE}) > (%s, %s, %s, %s)", at)), ORDER)

    def previous(self, at: Spot) -> str:
        """Give the claim before a place; empty where there is none."""
        down = tuple(f"-{name}" for name in ORDER)
        return _name(self.rows.filter(_plainly(f"({_PLACE}) < (%s, %s, %s, %s)", at)), down)

    def first(self) -> str:
        """Give the first of them; empty where there is none."""
        return _name(self.rows, ORDER)

    def identifiers(self) -> list[str]:
        """List all of them."""
        return [*self.rows.order_by(*ORDER).values_list(_called(), flat=True)]

    def page(self, first: int, count: int) -> list[int]:
        """List the numbers of some of them."""
        return [*self.rows.order_by(*ORDER).values_list("pk", flat=True)[first : first + count]]

    def sums(self, prime: int) -> dict[str, Any]:
        """Give what tells these from any others; see `bench_stamp`."""
        spread = F("pk") * F("pk") % prime
        told = self.rows.aggregate(n=Count("pk"), keys=Sum("pk"), spread=Sum(spread))
        again = models.Standing.objects.filter(until__isnull=True, state=Review.PROPOSED)
        if self._sources is not None:
            again = again.filter(claim__source__in=self._sources)
        if self._kind is not None:
            again = again.filter(claim__kind=self._kind)
        return {**told, **again.aggregate(since=Max("since"))}


def _plainly(words: str, values: Sequence[int] = ()) -> Any:  # noqa: ANN401 - an expression
    return RawSQL(words, tuple(values), output_field=BooleanField())  # noqa: S611 - no words of others


def _called() -> Any:  # noqa: ANN401 - an expression
    """Give the identifier of a claim by its number, not by a join that might begin with claims."""
    return Subquery(models.Claim.objects.filter(pk=OuterRef("pk")).values("identifier"))


def _name(rows: Any, order: Sequence[str]) -> str:  # noqa: ANN401 - a query
    found = rows.order_by(*order).values_list(_called(), flat=True).first()
    return found or ""
