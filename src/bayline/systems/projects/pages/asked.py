"""What is asked of the pages of projects, and the addresses that ask something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of, page_number
from bayline.systems.projects.rules.listing import CHOSEN, NONE, ORDERS, Wish
from bayline.systems.projects.terms import Stage

VIEWS = ("table", "board", "gantt")
STAGES = (*(stage.value for stage in Stage), "")  # in the order of the board; last those without
_LONGEST = 100
_FIELDS = ("text", "stage", *CHOSEN, "overdue", "sort")
_DESCENDING_FIRST = frozenset({"since", "amount"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a page of projects.

    Attributes:
        typed: What stands in the filters, by name.
        view: table, board or gantt.
        wish: The same as a wish.
        at: As of when; None for now.
        today: The day that counts as today.
        ways: How addresses are written on the page.
    """

    typed: Mapping[str, str]
    view: str
    wish: Wish
    at: datetime | None
    today: date
    ways: Addresses

    @property
    def is_filtered(self) -> bool:
        """Whether fewer than all are asked for."""
        return any(value for name, value in self.typed.items() if name != "sort")

    def to(self, **changed: object) -> str:
        """Give the address with something else asked, on the first page."""
        view = "" if self.view == VIEWS[0] else self.view
        return self.ways.to("/projects", **{"view": view, **self.typed, **changed})

    def sorted_by(self, name: str) -> str:
        """Give the address that sorts by a column, or turns it round."""
        wish = self.wish
        descends = not wish.is_descending if wish.order == name else name in _DESCENDING_FIRST
        return self.to(sort=f"-{name}" if descends else name)


def asked_of(request: HttpRequest) -> Asked:
    """Read what is asked of a page.

    Raises:
        BaylineError: The moment is none.
    """
    at = as_of(request)
    today = timezone.localdate(at) if at else timezone.localdate()
    typed = {name: _typed(request, name) for name in _FIELDS}
    view = request.GET.get("view", "")
    return Asked(
        typed=typed,
        view=view if view in VIEWS else VIEWS[0],
        wish=_wish(typed, today, page_number(request)),
        at=at,
        today=today,
        ways=addresses(request),
    )


def _typed(request: HttpRequest, name: str) -> str:
    value = " ".join(request.GET.get(name, "").replace("\0", "").split())[:_LONGEST]
    is_stage = name != "stage" or value in {*STAGES, NONE}
    return value if is_stage else ""


def _wish(typed: Mapping[str, str], today: date, page: int) -> Wish:
    order, is_descending = typed["sort"].removeprefix("-"), typed["sort"].startswith("-")
    is_known = order in ORDERS
    return Wish(
        equal={name: typed[name] for name in ("stage", *CHOSEN)},
        text=typed["text"],
        overdue_on=today if typed["overdue"] else None,
        order=order if is_known else "since",
        is_descending=is_descending if is_known else True,
        page=page,
    )
