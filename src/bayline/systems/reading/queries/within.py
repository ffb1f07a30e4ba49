"""What a document holds: its text as it was known, the claims that stand in it, its editions."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import models, queries
from bayline.platform.record.layout import document_from
from bayline.platform.record.terms import KeptSource, KeptText


class MarkRow(NamedTuple):
    """A claim in its document, with no more than a mark or a line of a list needs."""

    identifier: str
    kind: ClaimKind
    text: int
    start: int
    end: int
    quote: str
    subject: str
    attribute: str
    what: str
    period: str
    status: str
    supersedes: str
    state: Review


_COLUMNS = (
    "identifier",
    "kind",
    "text_id",
    "start",
    "end",
    "quote",
    "subject",
    "attribute",
    "what",
    "period",
    "status",
    "supersedes__identifier",
    "now__state",
)


def marks_in(
    source: KeptSource, *, as_of: datetime | None = None, kept: Collection[str] = ()
) -> list[MarkRow]:
    """List what stands in the texts of a document, in text order, but what has been superseded.

    Args:
        source: The document.
        as_of: As it stood then; None for now.
        kept: Identifiers of promises that were kept; these are listed though they are superseded.
    """
    rows = queries.standing(as_of).filter(text__source=source.key)
    present = ~Q(now__state=Review.SUPERSEDED) | Q(identifier__in=[*kept])
    rows = rows.filter(present).order_by("start", "pk")
    return [_mark(row) for row in rows.values_list(*_COLUMNS)]


def kept_promises_in(source: KeptSource, *, as_of: datetime | None = None) -> frozenset[str]:
    """Name the promises of a document that were kept."""
    return frozenset(queries.fulfilments(Q(supersedes__source=source.key), as_of=as_of))


def marks_over(text: int, start: int, *, end: int, as_of: datetime | None = None) -> list[MarkRow]:
    """List what stands on some characters of a text or around them, but what was superseded."""
    rows = queries.standing(as_of).filter(text=text, start__lt=end, end__gt=start)
    rows = rows.exclude(now__state=Review.SUPERSEDED).order_by("start", "pk")
    return [_mark(row) for row in rows.values_list(*_COLUMNS)]


def _mark(row: tuple[Any, ...]) -> MarkRow:
    identifier, kind, *known, supersedes, state = row
    decided = Review(state) if state else Review.PROPOSED
    return MarkRow._make((identifier, ClaimKind(kind), *known, supersedes or "", decided))


def text_as_of(source: KeptSource, *, as_of: datetime | None = None) -> KeptText | None:
    """Give the text that was taken from a source last, of those that were known then."""
    rows = models.Text.objects.filter(source_id=source.key).order_by("-pk")
    row = (rows if as_of is None else rows.filter(recorded__lte=as_of)).first()
    if row is None:
        return None
    document = document_from(row.layout, name=source.name, text=row.text)
    return KeptText(key=row.pk, sha256=row.sha256, source=source, document=document)


def editions_of(
    source: KeptSource, *, as_of: datetime | None = None
) -> tuple[tuple[str, str, bool], ...]:
    """List the editions beside a document: hash, title, and whether it came later."""
    wanted = Q(replaces=source.key)
    if source.replaces:
        wanted |= Q(sha256=source.replaces)
    rows = models.Source.objects.filter(wanted).order_by("pk")
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    found = known.values_list("sha256", "title")
    return tuple((sha256, title, sha256 != source.replaces) for sha256, title in found)
