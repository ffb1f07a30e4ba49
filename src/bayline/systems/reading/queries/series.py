"""Figures of one attribute and subject over time, and which of them came in lately."""

from datetime import datetime

from django.db.models import F

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.terms import KeptClaim

MOST_READINGS = 400  # of one series; what is beyond stands in the list of figures
_LIVING = (Review.ACCEPTED, Review.PROPOSED)
_LOOKED_AT = 400  # of the latest figures, among which series are offered
_OFFERED = 60
_FEWEST = 2


def series_of(
    attribute: str, subject: str, *, place: str = "", as_of: datetime | None = None
) -> list[KeptClaim]:
    """List the figures of one attribute of one subject by period.

    Args:
        attribute: What is stated, exactly as it was read.
        subject: What it is stated of.
        place: Code of the place; empty for any.
        as_of: As they stood then; None for now.
    """
    where = {"place": place} if place else {}
    return queries.claims(
        as_of=as_of,
        states=_LIVING,
        order=(F("period_start").asc(nulls_last=True), "pk"),
        limit=MOST_READINGS,
        kind=ClaimKind.FIGURE,
        attribute=attribute,
        subject=subject,
        **where,
    )


def series_offered(*, as_of: datetime | None = None) -> list[tuple[str, str, int]]:
    """List attributes and subjects of which several figures came in lately, with how many.

    Only the latest figures are looked at, so that the answer comes as fast however many there are.
    """
    rows = queries.standing(as_of).filter(queries.stands(_LIVING), kind=ClaimKind.FIGURE)
    latest = rows.order_by("-pk").values_list("attribute", "subject", "period")[:_LOOKED_AT]
    periods: dict[tuple[str, str], set[str]] = {}
    for attribute, subject, period in latest:
        if attribute and subject and period:
            periods.setdefault((attribute, subject), set()).add(period)
    counted = [(*pair, len(found)) for pair, found in periods.items() if len(found) >= _FEWEST]
    return sorted(counted, key=lambda one: (-one[2], one[:2]))[:_OFFERED]
