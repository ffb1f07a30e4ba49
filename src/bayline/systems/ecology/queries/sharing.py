"""Shares of good water over a place and a period, and the shares that documents publish."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from bayline.kernel.bounds import Bound
from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import Period
from bayline.kernel.reviews import Review
from bayline.kernel.statuses import Status
from bayline.platform.record import queries
from bayline.platform.record.terms import KeptClaim, KeptText
from bayline.systems.ecology.queries import readings, stations
from bayline.systems.ecology.rules import boards
from bayline.systems.ecology.rules.boards import Stood, Tally
from bayline.systems.ecology.rules.periods import named_over
from bayline.systems.ecology.rules.published import SAID_OF, Held, held_against, unit_said

_MOST = 20
_HUNDRED = 100


def stood_in(period: str, at: datetime | None, *, place: str = "") -> list[Stood]:
    """Assess sections over a period.

    Args:
        period: Its name.
        at: As everything stood then; None for now.
        place: Only those that the register has in this place; empty for all.
    """
    months = boards.months_of(period)
    sums = readings.sums_between(months[0], months[-1], at=at)
    held = {(one.station, one.month): one.sums for one in sums}
    known = [one for one in stations.stations(at) if one.place.startswith(place)]
    return boards.stood(known, held, period)


class PublishedShare(NamedTuple):
    """A share that a document publishes, and how it stands against the readings.

    Attributes:
        claim: The claim of the record.
        percent: As it is printed, in percent.
        period: The period of ours that it is held against; empty where none holds its own.
        tallies: What was counted in its place over that period.
        held: How it stands.
    """

    claim: KeptClaim
    percent: Decimal
    period: str
    tallies: tuple[Tally, ...]
    held: Held


def published_shares(at: datetime | None) -> list[PublishedShare]:
    """List the shares of good water that documents publish, the newest first."""
    count = _Counting(at)
    return [_published(one, count) for one in _shares_claimed(at)[:_MOST]]


def shares_published_in(text: KeptText) -> list[PublishedShare]:
    """Give the shares of good water that a document publishes as reached, as all stands now."""
    count, claimed = _Counting(None), _shares_claimed(None, Q(text=text.key))
    return [_published(one, count) for one in claimed if one.claim.status is Status.ACTUAL]


def texts_with_shares() -> list[int]:
    """Give the numbers of the texts that publish a share of good water."""
    claimed = _shares_claimed(None)
    return [*dict.fromkeys(one.text for one in claimed if one.text is not None)]


def _shares_claimed(at: datetime | None, *conditions: Q) -> list[KeptClaim]:
    found = queries.claims(
        Q(attribute__contains="类") | Q(attribute__contains="优"),
        *conditions,
        as_of=at,
        states=(Review.ACCEPTED, Review.PROPOSED),
        order=("-pk",),
        unit="1",
        change="",
    )
    return [one for one in found if SAID_OF.search(one.claim.attribute)]


class _Counting:
    """Counts what shares are of; what was counted once of a place and a period is remembered."""

    def __init__(self, at: datetime | None) -> None:
        self._at = at
        self._counted: dict[tuple[str, str], tuple[Tally, ...]] = {}

    def over(self, period: str, place: str) -> tuple[Tally, ...]:
        """Count sections, days and samples of a place over a period."""
        if not period:
            return ()
        if (period, place) not in self._counted:
            self._counted[period, place] = self._count(period, place)
        return self._counted[period, place]

    def _count(self, period: str, place: str) -> tuple[Tally, ...]:
        try:
            return boards.tallies(stood_in(period, self._at, place=place))
        except BaylineError:
            return ()  # no standard was in force yet, so nothing of that time has a class


def _published(one: KeptClaim, count: _Counting) -> PublishedShare:
    claim = one.claim
    figure = claim.figure
    percent = Decimal(str(figure.low)) * _HUNDRED if figure else Decimal(0)
    printed = one.quote.strip().rstrip("%％")
    percent = Decimal(printed) if printed.replace(".", "", 1).isdigit() else percent
    period = named_over(claim.period) if isinstance(claim.period, Period) else ""
    tallies = count.over(period, claim.place)
    hedged = figure if figure and figure.bound is not Bound.EXACT else None
    held = held_against(percent, unit_said(claim.attribute), tallies, hedged=hedged)
    return PublishedShare(one, percent, period, tallies, held)
