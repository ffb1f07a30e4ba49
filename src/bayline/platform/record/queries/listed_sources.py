"""Sources, their passages and findings as programs list them, each page after the last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, Value
from django.db.models.functions import Substr

from bayline.platform.instants import moment
from bayline.platform.reaching import present_reach
from bayline.platform.record import models
from bayline.platform.record.queries.prepared import ask
from bayline.platform.record.queries.sources import source_rows
from bayline.platform.record.terms import KeptSource


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesAsked:
    """Which sources are asked for, those recorded last first.

    Attributes:
        publisher: Who published them; empty for anybody.
        begins: They were published on this day or later.
        ends: They were published on this day or earlier.
        as_of: They were known then; None for now.
        behind: Moment and number of the source before the page; None for the first page.
        size: At most so many.
    """

    publisher: str = ""
    begins: date | None = None
    ends: date | None = None
    as_of: datetime | None = None
    behind: tuple[datetime, int] | None = None
    size: int = 50


_KEPT = (
    *("pk", "sha256", "name", "title", "publisher", "published", "licence", "url"),
    *("media_type", "size", "earlier", "by", "recorded"),
)


def listed_sources(asked: SourcesAsked) -> list[KeptSource]:
    """Give a page of sources."""
    behind = asked.behind or (None, None)
    given = {
        "publisher": asked.publisher or None,
        "begins": asked.begins,
        "ends": asked.ends,
        "as_of": asked.as_of,
        "moment": behind[0],
        "key": behind[1],
    }
    values = {name: value for name, value in given.items() if value is not None}
    rows = ask(("sources", *values, asked.size), values, lambda marks: _query(marks, asked.size))
    return [_kept(dict(zip(_KEPT, row, strict=True))) for row in rows]


def _query(marks: Mapping[str, Any], size: int) -> Any:  # noqa: ANN401 - a query with a column of its own
    wanted = Q(publisher=marks["publisher"]) if "publisher" in marks else Q()
    wanted &= Q(published__gte=marks["begins"]) if "begins" in marks else Q()
    wanted &= Q(published__lte=marks["ends"]) if "ends" in marks else Q()
    if "moment" in marks:
        earlier = Q(recorded__lt=marks["moment"]) | Q(pk__lt=marks["key"])
        wanted &= Q(recorded__lte=marks["moment"]) & earlier
    rows = source_rows(marks.get("as_of")).filter(wanted).order_by("-recorded", "-pk")
    return rows.values_list(*_KEPT)[:size]


def _kept(row: dict[str, Any]) -> KeptSource:
    published, by = row.pop("published"), row.pop("by")
    return KeptSource(
        key=row.pop("pk"),
        published=date.fromisoformat(published) if isinstance(published, str) else published,
        recorded=moment(row.pop("recorded")),
        replaces=row.pop("earlier") or "",
        by=by if present_reach().is_whole else "",
        **row,
    )


class ListedPassage(NamedTuple):
    """A sentence, or a row of a table, that claims stand in."""

    start: int
    end: int
    words: str


def listed_passages(text: int, *, behind: int, size: int) -> list[ListedPassage]:
    """Give a page of the passages of a text, in reading order.

    Args:
        text: Number of the text.
        behind: Only those that begin after this character.
        size: At most so many.
    """
    rows = models.Passage.objects.filter(
        pk__in=models.Claim.objects.filter(text=text).values("passage"), start__gt=behind
    )
    words = Substr("text__text", F("start") + Value(1), F("end") - F("start"))
    told = rows.annotate(words=words).order_by("start", "end").values_list("start", "end", "words")
    return [ListedPassage(*row) for row in told[:size]]


def listed_findings(
    *,
    equal: Mapping[str, str],
    source: str = "",
    as_of: datetime | None = None,
    behind: int | None = None,
    size: int = 50,
) -> list[tuple[int, str]]:
    """Give numbers and keys of a page of findings, those found last first.

    Args:
        equal: Columns and the values they must have.
        source: Only those that speak of the source whose hash begins so.
        as_of: Only those that were found by then.
        behind: Number of the finding before the page; None for the first page.
        size: At most so many.
    """
    rows = models.Finding.objects.filter(**equal)
    if source:
        about = models.FindingInput.objects.filter(source__sha256__startswith=source)
        rows = rows.filter(pk__in=about.values("finding"))
    if as_of is not None:
        rows = rows.filter(recorded__lte=as_of)
    if behind is not None:
        rows = rows.filter(pk__lt=behind)
    return [*rows.order_by("-pk").values_list("pk", "key")[:size]]


def text_numbers(source: str) -> list[int]:
    """Give the numbers of the texts of the source whose hash begins so."""
    rows = models.Text.objects.filter(source__sha256__startswith=source)
    return [*rows.order_by("pk").values_list("pk", flat=True)]
