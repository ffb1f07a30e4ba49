"""What a board shows of a day: as it is told now by the database, or as it was known then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from bayline.systems.villages.queries.standing import (
    heaped,
    heaps,
    lines_on,
    lines_then,
    timings,
)
from bayline.systems.villages.rules.deadlines import Timing, timing_of
from bayline.systems.villages.rules.limits import own_limits
from bayline.systems.villages.rules.past import Line
from bayline.systems.villages.terms.campaigns import Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The villages of a campaign on a day.

    Attributes:
        campaign: The campaign.
        day: The day.
        heaps: How many villages stand alike.
        timings: How each heap stands against its day.
        past: All villages, where they are told as they were known at another moment; else None.
    """

    campaign: Campaign
    day: date
    heaps: Mapping[Line, int]
    timings: Mapping[Line, Timing]
    past: tuple[Line, ...] | None

    def chosen(self, timing: str) -> tuple[Line, ...]:
        """Give the heaps that stand so against their day; all where nothing is asked for."""
        return tuple(one for one in self.heaps if timing in ("", self.timings[one].value))

    def lines(self, timing: str, *, first: int, most: int) -> tuple[Line, ...]:
        """List villages that stand so against their day, by batch and code."""
        if self.past is None:
            among = self.chosen(timing) if timing else None
            code = self.campaign.code
            return lines_on(code, self.day, among=among, first=first, most=most)
        limits = own_limits()
        found = (
            one
            for one in self.past
            if timing in ("", timing_of(one, self.campaign, limits, day=self.day).value)
        )
        return tuple(islice(found, first, first + most))


def board_on(campaign: Campaign, day: date, *, known: datetime | None = None) -> Board:
    """Give the board of a day.

    Args:
        campaign: The campaign.
        day: The day.
        known: As it was known then; None for now.
    """
    if known is None:
        told, against = heaps(campaign.code, day), timings(campaign, day)
        return Board(campaign=campaign, day=day, heaps=told, timings=against, past=None)
    past, limits = lines_then(campaign.code, day, known), own_limits()
    told = heaped(past)
    against = {one: timing_of(one, campaign, limits, day=day) for one in told}
    return Board(campaign=campaign, day=day, heaps=told, timings=against, past=past)
