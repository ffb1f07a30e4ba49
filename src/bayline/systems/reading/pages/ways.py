"""Addresses of the record's pages in the language of the page, with the day it is asked for."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language


class Ways:
    """Gives the addresses that one page links to; each keeps `as_of` where it is set."""

    def __init__(self, request: HttpRequest) -> None:
        self._as_of = request.GET.get("as_of", "").strip()

    def to(self, name: str, *parts: str, **asked: object) -> str:
        """Give the address of a page by its name.

        Args:
            name: Name of the address.
            parts: What the address names, such as an identifier.
            asked: Query parameters; empty ones are left out.
        """
        return self._with(reverse(name, args=parts), asked)

    def figure(self, identifier: str) -> str:
        """Give the address of a claim's page."""
        return self.to("figure", identifier)

    def document(self, sha256: str) -> str:
        """Give the address of a document's page by its hash."""
        return self.to("document", sha256[:12])

    def passage(self, sha256: str, *, claim: str) -> str:
        """Give the address of a document with a claim chosen in it."""
        return f"{self.to('document', sha256[:12], figure=claim)}#c-{claim}"

    def record(self, **asked: object) -> str:
        """Give the address of the record's first page."""
        return self._plain("/record", **asked)

    def figures(self, **asked: object) -> str:
        """Give the address of the list of figures."""
        return self._plain("/figures", **asked)

    def documents(self, **asked: object) -> str:
        """Give the address of the list of documents."""
        return self._plain("/documents", **asked)

    def review(self, **asked: object) -> str:
        """Give the address of the bench where claims are decided on."""
        return self._plain("/review", **asked)

    def finding(self, key: str) -> str:
        """Give the address of a finding's page."""
        return self._plain(f"/findings/{key}")

    def findings(self, **asked: object) -> str:
        """Give the address of the list of findings."""
        return self._plain("/findings", **asked)

    def plain(self, path: str) -> str:
        """Give the address of a page of another floor by its path, in the page's language."""
        return self._plain(path)

    def _plain(self, path: str, **asked: object) -> str:
        # Addresses that others give are written here and nowhere else.
        return self._with(f"/en{path}" if get_language() == "en" else path, asked)

    def _with(self, path: str, asked: dict[str, object]) -> str:
        kept = {name: value for name, value in asked.items() if value not in {"", None, 0}}
        if self._as_of:
            kept["as_of"] = self._as_of
        return f"{path}?{urlencode(kept)}" if kept else path
