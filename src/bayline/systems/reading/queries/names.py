"""Names and pages of places and documents, for lists of other floors."""

from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from bayline.kernel.claims import ClaimKind
from bayline.platform.naming import Evidence, Named
from bayline.platform.record import models
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
        rows = models.Source.objects.filter(name__in=part).order_by("pk")
        for name, title, sha256 in rows.values_list("name", "title", "sha256"):
            found[name] = Named(title, f"/documents/{sha256[:12]}")
    return found


def figures_quoted(quotes: Collection[Evidence]) -> Mapping[Evidence, str]:
    """Find the figures that documents print so; of several in one document the first."""
    found: dict[Evidence, str] = {}
    for part in _parts(quotes):
        files, printed = {file for file, _ in part}, {quote for _, quote in part}
        rows = models.Claim.objects.filter(
            source__name__in=files, quote__in=printed, kind=ClaimKind.FIGURE
        ).order_by("-pk")
        for file, quote, identifier in rows.values_list("source__name", "quote", "identifier"):
            found[file, quote] = f"/figures/{identifier}"
    return found


def _parts(asked: Collection[_Asked]) -> Iterator[list[_Asked]]:
    """Give what is asked for in parts; a database takes a bounded number of values at once."""
    waiting = [*asked]
    return (waiting[at : at + _AT_ONCE] for at in range(0, len(waiting), _AT_ONCE))
