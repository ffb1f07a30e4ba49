"""Addresses of what the record holds, in the language of the page and as of the day it is asked.

Pages of different floors link to each other by these, so that each path is written down once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import get_language

AS_OF = "as_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """How a page names other pages.

    Attributes:
        prefix: What stands before every path: `/en` on an English page.
        as_of: The day that is asked for, as it was written; empty for now.
    """

    prefix: str = ""
    as_of: str = ""

    def to(self, path: str, **asked: object) -> str:
        """Give the address of a page.

        Args:
            path: Its path in Chinese, from the first slash on.
            asked: What is asked of it; empty values are left out, and so is the day if it is.
        """
        if not asked and not self.as_of:  # as in most rows of a list
            return f"{self.prefix}{path}"
        return asking(f"{self.prefix}{path}", {AS_OF: self.as_of, **asked})

    def figure(self, claim: str) -> str:
        """Give the address of a claim by its identifier."""
        return self.to(f"/figures/{claim}")

    def document(self, source: str) -> str:
        """Give the address of a document by its hash, or the first twelve digits of it."""
        return self.to(f"/documents/{source[:12]}")

    def finding(self, key: str) -> str:
        """Give the address of a finding by its key."""
        return self.to(f"/findings/{key}")

    def findings(self, **asked: object) -> str:
        """Give the address of the list of findings."""
        return self.to("/findings", **asked)

    def review(self, **asked: object) -> str:
        """Give the address of the bench where claims are decided on."""
        return self.to("/review", **asked)


def asking(path: str, asked: Mapping[str, object]) -> str:
    """Write what is asked of a page behind its path; nothing and zero ask nothing."""
    named = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(named)}" if named else path


def addresses_of_now() -> Addresses:
    """Tell how pages are named in the language of this one, with all that is known now."""
    return Addresses(prefix="/en" if get_language() == "en" else "")


def addresses(request: HttpRequest) -> Addresses:
    """Tell how the page of a request names others."""
    return replace(addresses_of_now(), as_of=request.GET.get(AS_OF, "").strip())
