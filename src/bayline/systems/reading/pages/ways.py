"""Addresses of the record's pages in the language of the page, with the day it is asked for."""

from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse

from bayline.platform.addresses import AS_OF, Addresses, addresses, asking


class Ways(Addresses):
    """Adds to what every floor names the addresses that only pages of the record lead to."""

    def __init__(self, request: HttpRequest) -> None:
        here = addresses(request)
        super().__init__(prefix=here.prefix, as_of=here.as_of)

    def named(self, name: str, *parts: str, **asked: object) -> str:
        """Give the address of a page by its name, where a part needs to be written for addresses.

        Args:
            name: Name of the address.
            parts: What the address names, such as a code.
            asked: What is asked of it, as of other pages.
        """
        return asking(reverse(name, args=parts), {AS_OF: self.as_of, **asked})

    def passage(self, sha256: str, *, claim: str) -> str:
        """Give the address of a document with a claim chosen in it."""
        return f"{self.to(f'/documents/{sha256[:12]}', figure=claim)}#c-{claim}"

    def place(self, code: str) -> str:
        """Give the address of a place by its code."""
        return self.to(f"/places/{quote(code)}")

    def record(self) -> str:
        """Give the address of the record's first page."""
        return self.to("/record")

    def figures(self, **asked: object) -> str:
        """Give the address of the list of figures."""
        return self.to("/figures", **asked)

    def documents(self, **asked: object) -> str:
        """Give the address of the list of documents."""
        return self.to("/documents", **asked)
