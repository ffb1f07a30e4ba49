"""Names and pages of places and documents, for lists of other floors."""

from collections.abc import Collection, Mapping

from bayline.platform.naming import Named
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
