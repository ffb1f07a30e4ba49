"""Names and pages of places and documents, for lists of other floors."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

from django.db.models import Q

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.naming import Evidence, Named, Saying
from bayline.platform.record import models, queries
from bayline.platform.record.queries.passages import occurrences
from bayline.platform.record.queries.prepared import Values, ask, doubled, marks_of
from bayline.systems.reading.queries.places import place_names

_AT_ONCE = 500
_Asked = TypeVar("_Asked")


def named_places(codes: Collection[str]) -> Mapping[str, Named]:
    """Name places by their codes."""
    found = place_names(codes)
    return {code: Named(name, f"/places/{code}") for code, name in found.items() if name != code}


def named_documents(files: Collection[str]) -> Mapping[str, Named]:
    """Name documents by the names of their files; of several the one that came in last."""
    found: dict[str, Named] = {}
    for part in _parts(files):
        values = doubled("name", part)
        rows = sorted(ask(("documents named", len(values)), values, _documents))
        for _, name, title, sha256 in rows:
            found[name] = Named(title, f"/documents/{sha256[:12]}")
    return found


def _documents(marks: Values) -> Any:  # noqa: ANN401 - a query
    rows = models.Source.objects.filter(name__in=marks_of("name", marks)).order_by()
    return rows.values_list("pk", "name", "title", "sha256")


def figures_quoted(quotes: Collection[Evidence]) -> Mapping[Evidence, str]:
    """Find the figures that documents print so; of several in one document the first."""
    found: dict[Evidence, str] = {}
    for part in _parts(quotes):
        files = doubled("file", {file for file, _ in part})
        printed = doubled("quote", {quote for _, quote in part})
        form = ("figures quoted", len(files), len(printed))
        for file, quote, identifier, _ in ask(form, {**files, **printed}, _figures):
            found[file, quote] = f"/figures/{identifier}"
    return found


def _figures(marks: Values) -> Any:  # noqa: ANN401 - a query
    files, printed = marks_of("file", marks), marks_of("quote", marks)
    rows = models.Claim.objects.filter(source__name__in=files, quote__in=printed)
    known = rows.filter(kind=ClaimKind.FIGURE).order_by("-pk")
    return known.values_list("source__name", "quote", "identifier", "pk")


def statements_quoted(quotes: Collection[Evidence]) -> Mapping[Evidence, tuple[Saying, ...]]:
    """Find what documents state within words that are quoted from them, in the order of the text.

    What was replaced is left out, but for promises: those that were kept are told.
    """
    found: dict[Evidence, tuple[Saying, ...]] = {}
    for part in _parts(quotes):
        spots = dict(zip(part, occurrences([(*one, 1) for one in part]), strict=True))
        claims = _within([spot for spot in spots.values() if spot])
        kept = queries.fulfilments(
            Q(supersedes__identifier__in=[claim.identifier for claim in claims])
        )
        for quoted, spot in spots.items():
            found[quoted] = tuple(
                Saying(
                    claim.quote, f"/figures/{claim.identifier}", is_kept=claim.identifier in kept
                )
                for claim in claims
                if spot and _is_in(claim, spot)
            )
    return found


_Spot = tuple[int, int, int]  # a text, the first character and the one behind the last


def _within(spots: Collection[_Spot]) -> list[models.Claim]:
    asked = Q(pk__in=())
    for text, start, end in spots:
        asked |= Q(text=text, start__gte=start, end__lte=end)
    rows = queries.standing(None).filter(asked)
    is_over = Q(now__state=Review.SUPERSEDED) & ~Q(kind=ClaimKind.PROMISE)
    return [*rows.exclude(is_over).order_by("start", "pk")]


def _is_in(claim: models.Claim, spot: _Spot) -> bool:
    text, start, end = spot
    if claim.text_id != text or claim.start is None or claim.end is None:
        return False
    return start <= claim.start and claim.end <= end


def _parts(asked: Collection[_Asked]) -> Iterator[list[_Asked]]:
    """Give what is asked for in parts; a database takes a bounded number of values at once."""
    waiting = [*asked]
    return (waiting[at : at + _AT_ONCE] for at in range(0, len(waiting), _AT_ONCE))
