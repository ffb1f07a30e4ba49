"""Rows within reach: what every query of the record begins with.

Whoever may read sees all rows. The public sees what its publication holds: the documents it opens
and the claims that were accepted at its cut. What people think, find and decide between
publications is not part of any.
"""

from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Exists, Manager, Model, OuterRef, Q, QuerySet

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.reaching import Reach, present_reach

_Row = TypeVar("_Row", bound=Model)


def opens(reach: Reach, column: str) -> Q:
    """Give the condition that a publication opens the document that a column names."""
    opened: Any = apps.get_model("record", "Opened")
    rows = opened.objects.filter(publication=reach.publication, source=OuterRef(column))
    hidden = Q(**{f"{column}__in": reach.removed_sources}) if reach.removed_sources else Q()
    return Q(Exists(rows)) & ~hidden if hidden else Q(Exists(rows))


def holds(reach: Reach) -> Q:
    """Give the condition that a publication holds a claim, but for whether it is accepted."""
    held = Q(recorded__lte=reach.until) & (Q(source__isnull=True) | opens(reach, "source_id"))
    held &= ~Q(kind=ClaimKind.WITHDRAWAL)  # it prints again what nobody states any more
    return held & ~Q(pk__in=reach.removed_claims) if reach.removed_claims else held


def at_cut(reach: Reach, prefix: str = "") -> Q:
    """Give the condition that a standing held when a publication was cut."""
    ended = Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": reach.until})
    return Q(**{f"{prefix}since__lte": reach.until}) & ended


class _Reached(Manager[_Row]):
    """Gives all rows to whoever may read, and those of a publication to the public."""

    def get_queryset(self) -> QuerySet[_Row, _Row]:
        """Give the rows within reach."""
        rows, reach = super().get_queryset(), present_reach()
        if reach.is_whole:
            return rows
        return rows.none() if reach.is_nothing else self._published(rows, reach)

    def _published(self, rows: QuerySet[_Row, _Row], reach: Reach) -> QuerySet[_Row, _Row]:
        del reach
        return rows.none()


class Inside(_Reached[_Row]):
    """Rows that no publication holds."""


class OpenedSources(_Reached[_Row]):
    """Documents."""

    def _published(self, rows: QuerySet[_Row, _Row], reach: Reach) -> QuerySet[_Row, _Row]:
        return rows.filter(opens(reach, "pk"))


class OfOpenedSources(_Reached[_Row]):
    """Bytes of documents."""

    def _published(self, rows: QuerySet[_Row, _Row], reach: Reach) -> QuerySet[_Row, _Row]:
        return rows.filter(opens(reach, "source_id"))


class OpenedTexts(_Reached[_Row]):
    """Texts of documents that were known at the cut."""

    def _published(self, rows: QuerySet[_Row, _Row], reach: Reach) -> QuerySet[_Row, _Row]:
        return rows.filter(opens(reach, "source_id"), recorded__lte=reach.until)


class HeldClaims(_Reached[_Row]):
    """Claims that were accepted at the cut."""

    def _published(self, rows: QuerySet[_Row, _Row], reach: Reach) -> QuerySet[_Row, _Row]:
        standings: Any = apps.get_model("record", "Standing")
        accepted = standings.everything.filter(
            at_cut(reach), claim=OuterRef("pk"), state=Review.ACCEPTED
        )
        return rows.filter(holds(reach), Exists(accepted))
