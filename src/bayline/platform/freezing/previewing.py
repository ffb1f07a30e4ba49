"""What would be published now, beside what is: counts, and the first claims of each kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.freezing.queries import cut_at
from bayline.platform.publishing.queries import latest, reach_into
from bayline.platform.publishing.terms import Published
from bayline.platform.reaching import NOTHING, Reach, within
from bayline.platform.record import queries as record
from bayline.platform.record.terms import KeptSource
from bayline.platform.record.walking import START
from bayline.platform.registers.queries import heads
from bayline.platform.registers.terms import Register

_FEW = 20
_COLUMNS = ("identifier", "quote", "subject", "attribute", "what")


class Waiting(NamedTuple):
    """A claim that would be new, or gone: what it prints, and what it is about."""

    id: str
    quote: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a publication would hold and change.

    Attributes:
        documents: The documents that it would open.
        kept_back: The first documents that are not named as public.
        kept_back_rest: How many more there are.
        claims: How many claims it would hold.
        added: How many of them the one before does not hold.
        gone: How many of the one before it would not hold.
        added_first: The first of those that are new.
        gone_first: The first of those that would be gone.
        registers: The registers it would hold.
        altered: How often entries of each were written since the one before, by its name.
    """

    documents: tuple[KeptSource, ...]
    kept_back: tuple[KeptSource, ...]
    kept_back_rest: int
    claims: int
    added: int
    gone: int
    added_first: tuple[Waiting, ...]
    gone_first: tuple[Waiting, ...]
    registers: tuple[Register, ...]
    altered: Mapping[str, int]


def preview(now: datetime) -> Preview:
    """Tell what would be published now."""
    cut, before = cut_at(now, is_past=False), latest()
    reach = NOTHING if before is None else reach_into(before)
    opened = {one.key for one in cut.sources}
    apart = [one for one in record.sources() if one.key not in opened]
    held = _held(opened, cut.removed)
    shown = _shown(reach)
    added = held.exclude(pk__in=shown.values("pk"))
    gone = shown.exclude(pk__in=held.values("pk"))
    return Preview(
        documents=cut.sources,
        kept_back=(*apart[:_FEW],),
        kept_back_rest=max(0, len(apart) - _FEW),
        claims=held.count(),
        added=added.count(),
        gone=gone.count(),
        added_first=_first(added),
        gone_first=_first(gone),
        registers=cut.registers,
        altered=_altered(cut.registers, before),
    )


def _altered(registers: tuple[Register, ...], before: Published | None) -> dict[str, int]:
    """Count what the chains of registers have grown by since a publication."""
    then = {} if before is None else before.facts.heads
    now = heads()
    chains = ((one.name, f"registers_change/{one.name}") for one in registers)
    return {
        name: now.get(chain, START).length - then.get(chain, START).length for name, chain in chains
    }


def _held(opened: set[int], removed: frozenset[str]) -> Any:  # noqa: ANN401 - a query with a relation of its own
    wanted = Q(source__isnull=True) | Q(source__in=opened)
    stated = ~Q(kind=ClaimKind.WITHDRAWAL) & ~Q(identifier__in=removed)
    return record.standing(None).filter(wanted, stated, now__state=Review.ACCEPTED)


def _shown(reach: Reach) -> Any:  # noqa: ANN401 - as above
    with within(reach):
        return record.standing(None)


def _first(rows: Any) -> tuple[Waiting, ...]:  # noqa: ANN401 - as above
    found = rows.order_by("pk").values_list(*_COLUMNS)[:_FEW]
    return tuple(
        Waiting(name, quote, " ".join(filter(None, (subject, attribute or what))))
        for name, quote, subject, attribute, what in found
    )
