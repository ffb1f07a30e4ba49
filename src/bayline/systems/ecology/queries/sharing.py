"""Shares of good water over a place and a period, and the shares that documents publish."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from bayline.kernel.periods import Period
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.terms import KeptClaim
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
    found = queries.claims(
        as_of=at,
        states=(Review.ACCEPTED, Review.PROPOSED),
        order=("-pk",),
        attribute__contains="类",
        unit="1",
        change="",
    )
    meant = [one for one in found if SAID_OF.search(one.claim.attribute)]
    return [_published(one, at) for one in meant[:_MOST]]


def _published(one: KeptClaim, at: datetime | None) -> PublishedShare:
    claim = one.claim
    figure = claim.figure
    percent = Decimal(str(figure.low)) * _HUNDRED if figure else Decimal(0)
    printed = one.quote.strip().rstrip("%％")
    percent = Decimal(printed) if printed.replace(".", "", 1).isdigit() else percent
    period = named_over(claim.period) if isinstance(claim.period, Period) else ""
    tallies = boards.tallies(stood_in(period, at, place=claim.place)) if period else ()
    held = held_against(percent, unit_said(claim.attribute), tallies)
    return PublishedShare(one, percent, period, tallies, held)
