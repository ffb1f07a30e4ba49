"""Events of a campaign: what somebody did to a village, on which device, and when.

They are never changed. A correction is another event that names the one it replaces.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.villages.terms.campaigns import Campaign, Inspector, Point, Village
from bayline.systems.villages.terms.sheets import ScoreSheet


class Act(StrEnum):
    """What is done to a village of a campaign."""

    ENROLLED = "enrolled"  # put into a batch
    ASSIGNED = "assigned"  # given its inspectors of a round
    SCORED = "scored"  # one item by one inspector
    SUBMITTED = "submitted"  # an inspector is done
    RESOLVED = "resolved"  # of two that differ, one is taken
    ORDERED = "ordered"  # to be mended, until a day
    RECTIFIED = "rectified"  # said to be mended
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Photo(NamedTuple):
    """A photo as evidence.

    Attributes:
        digest: SHA-256 of its content, 64 hexadecimal digits.
        taken_at: When, with the offset of the clock that said so.
        position: Where; None where the device did not say.
        accuracy_m: How far off the position may be.
    """

    digest: str
    taken_at: datetime
    position: Point | None = None
    accuracy_m: int = 0


class Signature(NamedTuple):
    """Who signs, in which office, and the digest of the result that was signed."""

    name: str
    office: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act.

    Attributes:
        id: Tells it from all others, on whichever device it was made.
        campaign: Code of the campaign.
        village: Code of the village.
        act: What was done.
        at: When, with the offset of the clock that said so; the day is that of this clock.
        by: Code of who did it; of a score, the inspector.
        device: The device it was made on.
        round: The inspection it belongs to, from 1 on.
        batch: Of an enrollment, the batch.
        inspectors: Of an assignment, the inspectors.
        sheet: Of a score, the edition it was scored by.
        item: Of a score, the item.
        score: Of a score, what is left.
        zeroed: Of a score, the zero rules that were broken.
        visited: Of a score by a sampling rule, how many were visited in each part.
        photos: What shows it.
        reason: Why.
        replaces: Of a correction, the id of the score it replaces; of a resolution, the id of the
            one taken.
        total: Of a submission, the total as the device shows it.
        items: Of an order and a rectification, the items; of a resolution, the ids of all the
            scores that were looked at.
        due: Of an order, the day until which.
        signature: Of an acceptance, who signs.
    """

    id: str
    campaign: str
    village: str
    act: Act
    at: datetime
    by: str
    device: str = ""
    round: int = 1
    batch: str = ""
    inspectors: tuple[str, ...] = ()
    sheet: str = ""
    item: str = ""
    score: Decimal | None = None
    zeroed: tuple[str, ...] = ()
    visited: tuple[tuple[str, int], ...] = ()
    photos: tuple[Photo, ...] = ()
    reason: str = ""
    replaces: str = ""
    total: Decimal | None = None
    items: tuple[str, ...] = ()
    due: date | None = None
    signature: Signature | None = None

    def __post_init__(self) -> None:
        for moment in (self.at, *(one.taken_at for one in self.photos)):
            if moment.tzinfo is None:
                raise BaylineError(
                    f"the time {moment} says no offset",
                    where=self.id,
                    why="times of several devices are put in order",
                    do="write it like 2021-12-03T09:00:00+08:00",
                    zh=Words(
                        f"时间{moment}没有时区",
                        "几台设备的时间要排先后",
                        "请写成2021-12-03T09:00:00+08:00",
                    ),
                )

    @property
    def day(self) -> date:
        """The day on the clock that said when."""
        return self.at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far a photo may be off, and how much time what is left to do takes.

    Attributes:
        photo_m: Meters by which a photo may lie outside a village, beside its own accuracy.
        point_m: Meters around the point of a village of which no outline is known.
        photo_days: Days by which a photo may be off the day of its score.
        clock_s: Seconds by which the clock of a device may be off that of the server.
        days_needed: Days that a village at a stage needs until acceptance, by stage.
        source: Where these are from.
    """

    photo_m: int
    point_m: int
    photo_days: int
    clock_s: int
    days_needed: Mapping[str, int]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What events are held against: campaign, sheets, villages, inspectors, limits."""

    campaign: Campaign
    sheets: tuple[ScoreSheet, ...]
    villages: Mapping[str, Village]
    inspectors: Mapping[str, Inspector]
    limits: Limits
