"""Where villages stand: marks, rounds, totals, what is in conflict, what did not count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bayline.systems.villages.terms.events import Signature


class Stage(StrEnum):
    """How far a village of a campaign is."""

    OUTSIDE = "in no batch"
    PLANNED = "planned"
    UNDER_INSPECTION = "under inspection"
    INSPECTED = "inspected"
    FAILED = "failed"
    RECTIFYING = "rectifying"
    RECTIFIED = "rectified"
    RE_INSPECTED = "re-inspected"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class Held(NamedTuple):
    """A score that was kept: the event, the device, what it says."""

    event: str
    device: str
    score: Decimal
    reason: str
    photos: tuple[str, ...]


class Mark(NamedTuple):
    """What one inspector gave one item: one score, or several that differ and are all shown."""

    held: tuple[Held, ...]

    @property
    def score(self) -> Decimal | None:
        """The score; None while several differ."""
        return self.held[0].score if len(self.held) == 1 else None

    @property
    def low(self) -> Decimal:
        """The least it can be."""
        return min(one.score for one in self.held)

    @property
    def high(self) -> Decimal:
        """The most it can be."""
        return max(one.score for one in self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What one inspector found in one round; the total is the sum of the marks, None if open."""

    inspector: str
    marks: Mapping[str, Mark]
    is_submitted: bool
    total: Decimal | None
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """An inspection or re-inspection.

    Attributes:
        number: From 1 on.
        sheet: The edition it is scored by.
        asked: The items that are looked at: all, or those that had to be mended.
        inspections: By inspector.
        scores: The mean of the inspectors for each item, of those not looked at again the score
            of the round before; empty until all have submitted and nothing is in conflict.
        total: The sum of the scores; None as long as there are none.
        grade: Code of its grade.
        passes: Whether the village passes by it.
        digest: What is signed: SHA-256 of the round; empty as long as there is no total.
    """

    number: int
    sheet: str
    asked: tuple[str, ...]
    inspections: Mapping[str, Inspection]
    scores: Mapping[str, Fraction]
    total: Fraction | None
    grade: str
    passes: bool
    digest: str


class Conflict(NamedTuple):
    """Scores of one inspector for one item that differ: all are kept."""

    round: int
    inspector: str
    item: str
    held: tuple[Held, ...]


class Refused(NamedTuple):
    """An event that is kept and does not count: why, and the same in Chinese."""

    event: str
    sentence: str
    zh: str


class Order(NamedTuple):
    """What has to be mended, until when, and why."""

    items: tuple[str, ...]
    due: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a village stands.

    Attributes:
        village: Its code.
        batch: Its batch; empty where it is in none.
        stage: How far it is.
        since: The day it got there; None where it is in no batch.
        rounds: Its inspections, in their order.
        orders: What had to be mended.
        conflicts: What several devices say differently.
        accepted_on: The day of acceptance.
        signature: Who signed it.
        refused: Events that do not count.
    """

    village: str
    batch: str
    stage: Stage
    since: date | None
    rounds: tuple[Round, ...]
    orders: tuple[Order, ...]
    conflicts: tuple[Conflict, ...]
    accepted_on: date | None
    signature: Signature | None
    refused: tuple[Refused, ...]


class Clash(NamedTuple):
    """One id under which events of different content came; none of them counts."""

    id: str
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignState:
    """Where all villages of a campaign stand, with the ids that clash."""

    campaign: str
    standings: Mapping[str, Standing]
    clashes: tuple[Clash, ...]
