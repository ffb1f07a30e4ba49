"""Names and pages of places and documents, for lists of other floors."""

from collections.abc import Collection, Mapping

from bayline.kernel.claims import ClaimKind
from bayline.platform.naming import Evidence, Named
from bayline.platform.record import models
from bayline.systems.reading.queries.places import place_names


def named_places(codes: Collection[str]) -> Mapping[str, Named]:
    """Name places by their codes."""
    found = place_names(codes)
    return {code: Named(name, f"/places/{code}") for code, name in found.items() if name != code}


def named_documents(files: Collection[str]) -> Mapping[str, Named]:
    """Name documents by the names of their files; of several the one that came in last."""
    rows = models.Source.objects.filter(name__in=[*files]).order_by("pk")
    return {
        name: Named(title, f"/documents/{sha256[:12]}")
        for name, title, sha256 in rows.values_list("name", "title", "sha256")
    }


def figures_quoted(quotes: Collection[Evidence]) -> Mapping[Evidence, str]:
    """Find the figures that documents print so; of several in one document the first."""
    files, printed = {file for file, _ in quotes}, {quote for _, quote in quotes}
    rows = models.Claim.objects.filter(
        source__name__in=files, quote__in=printed, kind=ClaimKind.FIGURE
    ).order_by("-pk")
    found = rows.values_list("source__name", "quote", "identifier")
    return {(file, quote): f"/figures/{identifier}" for file, quote, identifier in found}
