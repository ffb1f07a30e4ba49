"""Ask for sources and their texts."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.reaching import present_reach
from bayline.platform.record import models
from bayline.platform.record.layout import document_from
from bayline.platform.record.queries.prepared import Values, ask
from bayline.platform.record.terms import KeptSource, KeptText
from bayline.platform.standstill import once

_MOST_ASKED = 300  # SQLite takes a bounded number of values in one question


def source_rows(as_of: datetime | None = None) -> QuerySet[Any]:
    """Ask for sources, each with the hash of the one it replaces, if that is within reach."""
    earlier = models.Source.objects.filter(pk=OuterRef("replaces")).values("sha256")
    rows = models.Source.objects.annotate(earlier=Subquery(earlier))
    return rows if as_of is None else rows.filter(recorded__lte=as_of)


def sources(*, as_of: datetime | None = None, limit: int | None = None) -> list[KeptSource]:
    """List the sources, newest first.

    Args:
        as_of: Only those that were known then; None for now.
        limit: At most so many.
    """
    ordered = source_rows(as_of).order_by("-recorded", "-pk")
    return [_kept(row) for row in (ordered if limit is None else ordered[:limit])]


def kept_sources(
    wanted: Q, *, as_of: datetime | None, order: Sequence[str], limit: int
) -> list[KeptSource]:
    """List sources.

    Args:
        wanted: What they must meet.
        as_of: Only those that were known then; None for now.
        order: Columns to sort by, `-` before one that descends.
        limit: At most so many.
    """
    return [_kept(row) for row in source_rows(as_of).filter(wanted).order_by(*order)[:limit]]


def titles_with_findings(
    *, as_of: datetime | None = None, chosen: str = "", limit: int = 100
) -> Sequence[tuple[str, str]]:
    """List the last sources that some finding speaks of: their hashes and titles.

    Args:
        as_of: Only those that were known then; None for now.
        chosen: First digits of the hash of one that is listed too, behind them.
        limit: At most so many besides: a choice of thousands can be neither read nor sent.
    """
    found = _last_with_findings(as_of, limit)
    if not chosen or any(sha256.startswith(chosen) for sha256, _ in found):
        return found
    more = source_rows(as_of).filter(sha256__startswith=chosen).values_list("sha256", "title")
    return (*found, *more[:1])


@once
def _last_with_findings(as_of: datetime | None, limit: int) -> tuple[tuple[str, str], ...]:
    values = {} if as_of is None else {"as_of": as_of}
    form = ("titles with findings", as_of is None)
    rows = ask(form, values, _with_findings, page=(0, limit))
    return tuple((sha256, title) for sha256, title in rows)


def _with_findings(marks: Values) -> Any:  # noqa: ANN401 - a query
    spoken_of = models.FindingInput.objects.values("source")
    as_of: Any = marks.get("as_of")
    rows = source_rows(as_of).filter(pk__in=spoken_of).order_by("-recorded", "-pk")
    return rows.values_list("sha256", "title")


def source(key: int) -> KeptSource:
    """Give a source by its number in this database."""
    return _kept(source_rows().get(pk=key))


def source_by_hash(sha256: str) -> KeptSource | None:
    """Find a source by the hash of its bytes."""
    row = source_rows().filter(sha256=sha256).first()
    return None if row is None else _kept(row)


def sources_by_hash(hashes: Sequence[str]) -> dict[str, KeptSource]:
    """Give sources by the hashes of their bytes; those that are not there are left out."""
    return {row.sha256: _kept(row) for row in source_rows().filter(sha256__in=hashes)}


def sources_by_key(keys: Collection[int]) -> dict[int, KeptSource]:
    """Give sources by their numbers in this database; those that are not there are left out."""
    rows = source_rows().filter(pk__in=keys) if keys else ()
    return {row.pk: _kept(row) for row in rows}


def living_by_name(name: str) -> list[KeptSource]:
    """List the sources whose file has this name and that no later edition replaced."""
    living = source_rows().filter(name=name).exclude(pk__in=_replaced())
    return [_kept(row) for row in living.order_by("pk")]


def source_by_id(name: str, *, as_of: datetime | None = None) -> KeptSource:
    """Find a source by the first digits of its hash, twelve or more.

    Raises:
        BaylineError: There is none, or it was not known then.
    """
    row = source_rows(as_of).filter(sha256__startswith=name).first() if len(name) > 7 else None  # noqa: PLR2004 - fewer digits name several
    if row is None:
        raise BaylineError(
            f"no document “{name}” is in the record",
            do="look for it in the list of documents",
            zh=Words(f"资料里没有文件“{name}”", do="请到文件列表里找"),
        )
    return _kept(row)


def related_sources(found: KeptSource, *, limit: int) -> list[KeptSource]:
    """List the documents that speak of the same things, those that share most of them first.

    Left out are the editions of the document itself and those that a later edition replaced.

    Args:
        found: A document.
        limit: At most so many.
    """
    own = models.Claim.objects.filter(source_id=found.key, kind=ClaimKind.FIGURE)
    others = models.Source.objects.exclude(pk=found.key).exclude(pk__in=_replaced())
    if found.replaces:
        others = others.exclude(sha256=found.replaces)
    shared = models.Claim.objects.filter(
        source__in=others,
        kind=ClaimKind.FIGURE,
        attribute__in=own.exclude(attribute="").values("attribute"),
        subject__in=own.exclude(subject="").values("subject"),
    )
    counted = shared.values("source").annotate(n=Count("pk")).order_by("-n", "source")
    return [source(row["source"]) for row in counted[:limit]]


def sources_about(
    attributes: Collection[str], subjects: Collection[str], *, limit: int
) -> list[KeptSource]:
    """List the documents that state such attributes of such subjects, those with most first.

    Args:
        attributes: What is stated.
        subjects: Of whom or what; documents that state the attribute of others come last.
        limit: At most so many.
    """
    present = models.Source.objects.exclude(pk__in=_replaced())
    shared = models.Claim.objects.filter(
        source__in=present, kind=ClaimKind.FIGURE, attribute__in=[*attributes][:_MOST_ASKED]
    )
    about = Q(subject__in=[*subjects][:_MOST_ASKED])
    counted = shared.values("source").annotate(same=Count("pk", filter=about), alike=Count("pk"))
    ordered = counted.order_by("-same", "-alike", "source")
    return [source(row["source"]) for row in ordered[:limit]]


def _replaced() -> QuerySet[models.Source, Any]:
    """Ask for the numbers of the sources that a later edition replaces."""
    return models.Source.objects.exclude(replaces=None).values("replaces")


def content_of(found: KeptSource) -> bytes:
    """Give the bytes of a source."""
    return bytes(models.Content.objects.get(source_id=found.key).data)


def text_of(found: KeptSource, sha256: str) -> KeptText | None:
    """Find a text of a source by the hash of the text."""
    row = models.Text.objects.filter(source_id=found.key, sha256=sha256).first()
    return None if row is None else _kept_text(row, found)


def latest_text(found: KeptSource) -> KeptText | None:
    """Give the text that was taken from a source last."""
    row = models.Text.objects.filter(source_id=found.key).order_by("-pk").first()
    return None if row is None else _kept_text(row, found)


def text(key: int) -> KeptText:
    """Give a text by its number in this database."""
    row = models.Text.objects.get(pk=key)
    return _kept_text(row, source(row.source_id))


def text_of_claim(identifier: str) -> KeptText | None:
    """Give the text that a claim stands on; None if it stands on none."""
    key = models.Claim.objects.filter(identifier=identifier).values_list("text_id", flat=True)
    found = key.first()
    return None if found is None else text(found)


def texts_of(identifiers: Sequence[str]) -> tuple[int, ...]:
    """List the numbers of the texts that claims stand on, each once, in order."""
    rows = models.Claim.objects.filter(identifier__in=identifiers, text__isnull=False)
    return tuple(rows.order_by("text_id").values_list("text_id", flat=True).distinct())


def texts_by_number(found: KeptSource, *, as_of: datetime | None = None) -> dict[int, str]:
    """Give the texts that were taken from a source, by their numbers, in the order they were.

    Args:
        found: The source.
        as_of: Only those that were known then; None for now.
    """
    rows = models.Text.objects.filter(source_id=found.key).order_by("pk")
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    return dict(known.values_list("pk", "text"))


def texts_of_sources(found: Sequence[KeptSource]) -> set[int]:
    """Give the numbers of all the texts that were taken from sources."""
    rows = models.Text.objects.filter(source__in=[one.key for one in found])
    return {*rows.values_list("pk", flat=True)}


def edition_after(found: KeptSource) -> KeptSource | None:
    """Find the edition that replaces a source, the last one if there are several."""
    rows = [*source_rows().filter(replaces=found.key).order_by("-pk")[:1]]
    return _kept(rows[0]) if rows else None


def is_replaced(found: KeptSource) -> bool:
    """Tell whether a later edition replaces a source."""
    return models.Source.objects.filter(replaces=found.key).exists()


@once
def is_empty() -> bool:
    """Tell whether the record holds nothing yet."""
    return not models.Source.objects.exists()


def opened_by(publication: str) -> list[str]:
    """List the hashes of the documents that a publication opens to the public."""
    rows = models.Opened.objects.filter(publication=publication).order_by("pk")
    return [*rows.values_list("source__sha256", flat=True)]


def readings_of(found: KeptText) -> tuple[str, ...]:
    """List the versions of the reader that read a text, in order."""
    rows = models.Reading.objects.filter(text_id=found.key).order_by("pk")
    return tuple(rows.values_list("reader", flat=True))


def _kept(row: Any) -> KeptSource:  # noqa: ANN401 - a row with a column of its own
    return KeptSource(
        key=row.pk,
        sha256=row.sha256,
        name=row.name,
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        licence=row.licence,
        url=row.url,
        media_type=row.media_type,
        size=row.size,
        replaces=row.earlier or "",
        by=row.by if present_reach().is_whole else "",
        recorded=row.recorded,
    )


def _kept_text(row: models.Text, found: KeptSource) -> KeptText:
    document = document_from(row.layout, name=found.name, text=row.text)
    return KeptText(key=row.pk, sha256=row.sha256, source=found, document=document)
