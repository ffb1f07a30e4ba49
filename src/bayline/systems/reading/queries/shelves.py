"""The documents as a list: filtered, sorted, with what stands in each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from bayline.kernel.claims import ClaimKind
from bayline.kernel.findings import State
from bayline.kernel.reviews import Review
from bayline.platform.instants import moment
from bayline.platform.reaching import present_reach
from bayline.platform.record import models, queries
from bayline.platform.record.queries import tallies
from bayline.platform.record.queries.prepared import Values, ask, day_of, marks_of, several
from bayline.platform.standstill import once
from bayline.systems.reading.queries.touching import touches

SHELF_ORDERS = ("title", "publisher", "published", "recorded", "figures", "waiting")
_ALWAYS = frozenset({"title", "publisher", "recorded"})  # columns that no document lacks
SHELF_STATES = ("waiting", "contradiction", "reviewed")
_MOST_CHOICES = 300


class ShelfAsked(NamedTuple):
    """Which documents are listed, and in which order.

    Attributes:
        words: Words of title, file name or publisher.
        publisher: Published by exactly this one.
        state: waiting for review, with an open contradiction, or reviewed; empty for all.
        order: One of `SHELF_ORDERS`.
        is_descending: Whether the last of that order comes first.
    """

    words: str = ""
    publisher: str = ""
    state: str = ""
    order: str = "recorded"
    is_descending: bool = True


class Neighbor(NamedTuple):
    """Another edition of a document: hash, title, and whether it came later."""

    sha256: str
    title: str
    is_later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfRow:
    """A document in the list."""

    key: int
    sha256: str
    title: str
    name: str
    publisher: str
    published: date | None
    recorded: datetime
    figures: int
    waiting: int
    findings: Mapping[State, int]  # open ones
    editions: tuple[Neighbor, ...]


def shelf(
    asked: ShelfAsked, *, as_of: datetime | None, page: int, size: int
) -> tuple[tuple[ShelfRow, ...], int, int]:
    """List documents.

    Args:
        asked: Which, and in which order.
        as_of: As they stood then; None for now.
        page: Which page, from 1; the last one where there are fewer.
        size: How many stand on a page.

    Returns:
        The documents of the page, how many there are in all, and which page it is.
    """
    total = _total(asked, as_of)
    shown = min(page, max(1, -(-total // size)))
    found = _page(asked, as_of, ((shown - 1) * size, size))
    return _filled(found, as_of), total, shown


class _Listed(NamedTuple):
    """A document as the database gives it for a list."""

    pk: int
    sha256: str
    title: str
    name: str
    publisher: str
    published: date | None
    recorded: datetime
    replaces_id: int | None


@once
def _total(asked: ShelfAsked, as_of: datetime | None) -> int:
    return _filtered(asked, as_of).count()


def _page(asked: ShelfAsked, as_of: datetime | None, page: tuple[int, int]) -> list[_Listed]:
    """Give the documents of a page, by a question that is written once for all of its kind."""

    def written(marks: Values) -> Any:  # noqa: ANN401 - as `_waiting`
        chosen = asked._replace(publisher=str(marks.get("publisher", "")))
        rows = _ordered(_filtered(chosen, _moment(marks)), asked, _moment(marks))
        return rows.values_list(*_Listed._fields)

    values: dict[str, object] = {"publisher": asked.publisher} if asked.publisher else {}
    values |= _then(as_of)
    if asked.words or asked.state == "contradiction":  # patterns, and what was looked up for them
        first, size = page
        return [_listed(row) for row in written(values)[first : first + size]]
    form = ("shelf", asked.state, asked.order, asked.is_descending, *values)
    return [_listed(row) for row in ask(form, values, written, page=page)]


def _listed(row: tuple[Any, ...]) -> _Listed:
    """Read a row as the database gave it: days may be text, moments are numbers."""
    *_, told, replaces = row
    recorded = told if isinstance(told, datetime) else moment(told)
    return _Listed._make((*row[:5], day_of(row[5]), recorded, replaces))


def _known(as_of: datetime | None) -> QuerySet[models.Source]:
    rows = models.Source.objects.all()
    return rows if as_of is None else rows.filter(recorded__lte=as_of)


def _filtered(asked: ShelfAsked, as_of: datetime | None) -> QuerySet[models.Source]:
    rows = _known(as_of)
    if asked.words:
        fields = ("title", "name", "publisher")
        wanted = Q()
        for name in fields:
            wanted |= Q(**{f"{name}__icontains": asked.words})
        rows = rows.filter(wanted)
    if asked.publisher:
        rows = rows.filter(publisher=asked.publisher)
    if asked.state == "contradiction":
        rows = rows.filter(pk__in=_contradicted(as_of))
    elif asked.state in SHELF_STATES:
        waits = Exists(_waiting(as_of))
        rows = rows.filter(waits if asked.state == "waiting" else ~waits)
    return rows


@once
def _contradicted(as_of: datetime | None) -> frozenset[int]:
    """Give the numbers of the documents that an open contradiction speaks of."""
    found = touches(state=State.CONTRADICTION, as_of=as_of)
    return frozenset(one.source for one in found if one.is_open)


def _is_counted(as_of: datetime | None) -> bool:
    """Tell whether what is kept of each source says how much is in it."""
    return as_of is None and present_reach().is_whole


def _waiting(as_of: datetime | None) -> Any:  # noqa: ANN401 - a query with a relation of its own
    if _is_counted(as_of):
        return tallies.waiting_in(OuterRef("pk"))
    rows = queries.standing(as_of).filter(text__source=OuterRef("pk"))
    return rows.filter(queries.stands([Review.PROPOSED]))


def _ordered(
    rows: QuerySet[models.Source], asked: ShelfAsked, as_of: datetime | None
) -> QuerySet[models.Source]:
    order = asked.order if asked.order in SHELF_ORDERS else "recorded"
    if order in {"figures", "waiting"}:
        rows = rows.annotate(**{order: Subquery(_number_of(order, as_of))})
    column = F(order)
    # Where every document has a value, the order is said as the indexes have it.
    last = None if order in _ALWAYS else True
    first = column.desc(nulls_last=last) if asked.is_descending else column.asc(nulls_last=last)
    return rows.order_by(first, "-pk" if asked.is_descending else "pk")


def _number_of(what: str, as_of: datetime | None) -> Any:  # noqa: ANN401 - as above
    """Ask how many figures, or claims that wait, a source has; nothing where it has none."""
    if _is_counted(as_of):
        asked = tallies.living_in if what == "figures" else tallies.waiting_in
        rows = asked(OuterRef("pk")).order_by().values("ground").annotate(found=Sum("n"))
        return rows.filter(found__gt=0).values("found")
    inner = _waiting(as_of) if what == "waiting" else _figures(as_of)
    return inner.order_by().values("text__source").annotate(n=Count("pk")).values("n")


def _figures(as_of: datetime | None) -> Any:  # noqa: ANN401 - as above
    rows = queries.standing(as_of).filter(text__source=OuterRef("pk"), kind=ClaimKind.FIGURE)
    return rows.exclude(now__state=Review.SUPERSEDED)


def _filled(found: Sequence[_Listed], as_of: datetime | None) -> tuple[ShelfRow, ...]:
    keys = [row.pk for row in found]
    figures, waiting = _kept_counts(keys) if _is_counted(as_of) else _counts(keys, as_of)
    findings = _findings(keys, as_of)
    editions = _editions(found, as_of)
    return tuple(
        ShelfRow(
            key=row.pk,
            sha256=row.sha256,
            title=row.title,
            name=row.name,
            publisher=row.publisher,
            published=row.published,
            recorded=row.recorded,
            figures=figures[row.pk],
            waiting=waiting[row.pk],
            findings=findings.get(row.pk, Counter()),
            editions=tuple(editions.get(row.pk, ())),
        )
        for row in found
    )


def _kept_counts(keys: Sequence[int]) -> tuple[Counter[int], Counter[int]]:
    figures, waiting = Counter[int](), Counter[int]()
    for ground, kind, n in tallies.standing_in(keys):
        (figures if kind else waiting)[ground] += n
    return figures, waiting


def _counts(keys: Sequence[int], as_of: datetime | None) -> tuple[Counter[int], Counter[int]]:
    """Count by source the figures that are not superseded, and the claims that wait."""
    rows = queries.standing(as_of).filter(text__source__in=keys)
    grouped = rows.order_by().values_list("text__source", "kind", "now__state")
    figures: Counter[int] = Counter()
    waiting: Counter[int] = Counter()
    for source, kind, state, count in grouped.annotate(n=Count("pk")):
        if kind == ClaimKind.FIGURE and state != Review.SUPERSEDED:
            figures[source] += count
        if state in {None, Review.PROPOSED}:
            waiting[source] += count
    return figures, waiting


def _findings(keys: Sequence[int], as_of: datetime | None) -> dict[int, Counter[State]]:
    seen: dict[tuple[int, str], State] = {}
    for one in touches(sources=keys, as_of=as_of):
        if one.is_open:
            seen[one.source, one.key] = one.state
    found: dict[int, Counter[State]] = {}
    for (source, _), state in seen.items():
        found.setdefault(source, Counter())[state] += 1
    return found


def _editions(found: Sequence[_Listed], as_of: datetime | None) -> dict[int, list[Neighbor]]:
    keys = [row.pk for row in found]
    earlier = {row.replaces_id for row in found if row.replaces_id}
    values = several("key", keys) | several("earlier", sorted(earlier)) | _then(as_of)
    form = ("editions", len(keys), len(earlier), as_of is None)
    rows = sorted(ask(form, values, _beside))
    by_key = {key: (sha256, title) for key, sha256, title, _ in rows}
    beside: dict[int, list[Neighbor]] = {}
    for row in found:
        if row.replaces_id in by_key:
            sha256, title = by_key[row.replaces_id]
            beside.setdefault(row.pk, []).append(Neighbor(sha256, title, is_later=False))
    for _, sha256, title, replaces in rows:
        if replaces in keys:
            beside.setdefault(replaces, []).append(Neighbor(sha256, title, is_later=True))
    return beside


def _beside(marks: Values) -> Any:  # noqa: ANN401 - as above
    wanted = Q(replaces__in=marks_of("key", marks)) | Q(pk__in=marks_of("earlier", marks))
    rows = _known(_moment(marks)).filter(wanted).order_by()
    return rows.values_list("pk", "sha256", "title", "replaces_id")


@once
def publishers(*, as_of: datetime | None = None) -> Sequence[str]:
    """List who has published documents, by name."""
    rows = ask(("publishers", as_of is None), _then(as_of), _publishers)
    return tuple(name for (name,) in rows)


def _then(as_of: datetime | None) -> dict[str, object]:
    return {} if as_of is None else {"as_of": as_of}


def _moment(marks: Values) -> Any:  # noqa: ANN401 - the moment that stands for a day
    return marks.get("as_of")


def _publishers(marks: Values) -> Any:  # noqa: ANN401 - as above
    rows = _known(_moment(marks)).exclude(publisher="")
    return rows.order_by("publisher").values_list("publisher").distinct()[:_MOST_CHOICES]


def titles(
    *, as_of: datetime | None = None, chosen: str = "", limit: int = 100
) -> list[tuple[str, str, date | None]]:
    """List the last documents that no later edition replaces: hash, title, day of publication.

    Args:
        as_of: As they were then; None for now.
        chosen: First digits of the hash of one that is listed too, behind them.
        limit: At most so many besides.
    """
    found = [*_last_titles(as_of, limit)]
    if chosen and not any(sha256.startswith(chosen) for sha256, _, _ in found):
        more = _known(as_of).filter(sha256__startswith=chosen)
        found += more.values_list("sha256", "title", "published")[:1]
    return found


@once
def _last_titles(as_of: datetime | None, limit: int) -> list[tuple[str, str, date | None]]:
    form = ("titles", as_of is None, limit)
    rows = ask(form, _then(as_of), lambda marks: _titles(marks, limit))
    return [(sha256, title, day_of(published)) for sha256, title, published in rows]


def _titles(marks: Values, limit: int) -> Any:  # noqa: ANN401 - as above
    known = _known(_moment(marks))
    replaced = known.exclude(replaces=None).values("replaces")
    rows = known.exclude(pk__in=replaced).order_by("-recorded", "-pk")
    return rows.values_list("sha256", "title", "published")[:limit]


def namesakes(name: str) -> list[tuple[str, str, date | None]]:
    """List the documents whose file has this name and that none replaces, the last one first."""
    replaced = models.Source.objects.exclude(replaces=None).values("replaces")
    named = models.Source.objects.filter(name=name).exclude(pk__in=replaced)
    rows = named.order_by("-recorded", "-pk")
    return [*rows.values_list("sha256", "title", "published")[:_MOST_CHOICES]]
