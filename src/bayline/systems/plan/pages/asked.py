"""What is asked of the scoreboard, and the addresses that ask something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.systems.plan.rules.listing import STATES, YEAR, YEARS, Wish

_FIELDS = ("plan", "lead", "state", "span", "year", "period")
_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the scoreboard.

    Attributes:
        typed: What stands in the filters, by name.
        wish: The same as a wish.
        at: As of when; None for now.
        ways: How addresses are written on the page.
    """

    typed: Mapping[str, str]
    wish: Wish
    at: datetime | None
    ways: Addresses

    @property
    def is_filtered(self) -> bool:
        """Whether fewer than all are asked for."""
        return any(self.typed.values())

    def to(self, **changed: object) -> str:
        """Give the address with something else asked, on the first page."""
        return self.ways.to("/plan", **{**self.typed, **changed})


def asked_of(request: HttpRequest) -> Asked:
    """Read what is asked of the scoreboard; what cannot be asked is left out.

    Raises:
        BaylineError: The moment is none.
    """
    at = as_of(request)
    typed = {name: _typed(request, name) for name in _FIELDS}
    wish = Wish(
        plan=typed["plan"],
        lead=typed["lead"],
        state=typed["state"],
        span=typed["span"],
        year=int(typed["year"] or 0),
        period=typed["period"],
        page=page_number(request),
    )
    return Asked(typed=typed, wish=wish, at=at, ways=addresses(request))


def _typed(request: HttpRequest, name: str) -> str:
    value = " ".join(request.GET.get(name, "").replace("\0", "").split())[:_LONGEST]
    if name == "state":
        return value if value in STATES else ""
    if name == "span":
        return value if value in {YEAR, YEARS} else ""
    if name == "year":
        is_year = value.isascii() and value.isdigit() and len(value) == len("2024")
        return value if is_year else ""
    return value
