"""What the record says of one place or one organisation, and of honors won."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import F, Q, QuerySet

from bayline.engines.chinese.terms import EventKind
from bayline.kernel.claims import ClaimKind
from bayline.kernel.places import Place
from bayline.kernel.reviews import Review
from bayline.platform.naming import Named
from bayline.platform.record import models, queries
from bayline.platform.record.terms import KeptClaim
from bayline.platform.registers import queries as register_queries
from bayline.platform.registers.queries import registers
from bayline.platform.registers.terms import Kind, Register
from bayline.systems.reading.queries.places import gazetteer

_LIVING = (Review.ACCEPTED, Review.PROPOSED)
_MOST_FIGURES = 60
_MOST_OTHERS = 30
_MOST_ENTRIES = 30
_NEWEST = (
    F("period_end").desc(nulls_last=True),
    F("source__published").desc(nulls_last=True),
    "-pk",
)


class Crossing(NamedTuple):
    """What the record says of one place or organisation."""

    figures: list[KeptClaim]
    events: list[KeptClaim]
    promises: list[KeptClaim]
    kept: frozenset[str]  # of the promises, those that were kept


class NamingEntry(NamedTuple):
    """An entry of a register that names a place or an organisation."""

    register: Register
    named: Named


def place_by_code(code: str, *, as_of: datetime | None = None) -> Place | None:
    """Find a place by its code, among those of the region and of the country."""
    return gazetteer(as_of).place(code)


def said_of_place(code: str, *, as_of: datetime | None = None) -> Crossing:
    """List what the record says of a place, the newest first."""
    return _said(Q(place=code), as_of=as_of)


def said_of(names: Sequence[str], *, as_of: datetime | None = None) -> Crossing:
    """List what the record says of an organisation, by its names, the newest first."""
    return _said(Q(subject__in=[*names]), as_of=as_of)


def _said(about: Q, *, as_of: datetime | None) -> Crossing:
    def listed(kind: ClaimKind, limit: int) -> list[KeptClaim]:
        return queries.claims(
            as_of=as_of,
            states=_LIVING,
            order=_NEWEST,
            limit=limit,
            pk__in=_about(about, kind),
        )

    shown = queries.fulfilments(Q(pk__in=_about(about, ClaimKind.FULFILMENT)), as_of=as_of)
    kept = queries.claims(as_of=as_of, order=_NEWEST, limit=_MOST_OTHERS, identifier__in=[*shown])
    return Crossing(
        figures=listed(ClaimKind.FIGURE, _MOST_FIGURES),
        events=listed(ClaimKind.EVENT, _MOST_OTHERS),
        promises=[*listed(ClaimKind.PROMISE, _MOST_OTHERS), *kept],
        kept=frozenset(shown),
    )


def _about(about: Q, kind: ClaimKind) -> QuerySet[models.Claim, Any]:
    return models.Claim.objects.filter(about, kind=kind).values("pk")


def entries_naming(kind: Kind, code: str, *, as_of: datetime | None = None) -> list[NamingEntry]:
    """List the entries of registers that name a place or an organisation by its code."""
    every = registers()
    fields = {
        each: [one.name for one in each.fields if one.kind is kind and not one.personal]
        for each in every
    }
    naming = register_queries.entries_naming(fields, code, at=as_of)
    found = [
        NamingEntry(each, Named(label, f"/registers/{each.name}/{quote(key)}"))
        for each in every
        for key, values in naming.get(each.name, {}).items()
        for label in [values.get(each.label) or key]
    ]
    return found[:_MOST_ENTRIES]


def designations(*, as_of: datetime | None = None, limit: int = 300) -> list[KeptClaim]:
    """List who was designated what, the newest first."""
    return queries.claims(
        as_of=as_of,
        states=_LIVING,
        order=_NEWEST,
        limit=limit,
        kind=ClaimKind.EVENT,
        attribute=EventKind.DESIGNATED.value,
    )
