"""What the file of a village shows."""

from dataclasses import dataclass
from datetime import date, datetime

from bayline.platform.grounds import Linked
from bayline.platform.listing import Option
from bayline.systems.villages.pages.words import State


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoView:
    """A photo: its address, when, how far from the village, and where else it is used."""

    address: str
    taken_at: datetime
    away: str
    also: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """A score that was kept: who, on which device, what, why."""

    event: str
    inspector: str
    device: str
    score: str
    reason: str
    photos: tuple[PhotoView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """An item in a round: its score, and what each inspector gave."""

    title: str
    most: str
    score: str
    given: tuple[ScoreView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """An inspection or re-inspection."""

    number: int
    sheet: str
    is_sample: bool
    inspectors: tuple[str, ...]
    total: str
    most: str
    grade: str
    passes: bool
    digest: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """Scores of one inspector for one item that differ: all of them are shown."""

    round: int
    inspector: str
    item: str
    held: tuple[ScoreView, ...]
    ids: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """What somebody did."""

    at: datetime
    word: str
    by: str
    words: str
    photos: tuple[PhotoView, ...]
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredItem:
    """An item as the form at a desk asks for it, with what was typed before."""

    code: str
    title: str
    most: str
    is_weighted: bool
    zeros: tuple[Option, ...]
    visits: str
    typed: str
    visited: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A form of one act that would not be refused now."""

    act: str
    word: str
    needs_reason: bool = False
    has_due: bool = False
    has_photo: bool = False
    has_signature: bool = False
    items: tuple[Option, ...] = ()
    inspectors: tuple[Option, ...] = ()
    batches: tuple[Option, ...] = ()
    offices: tuple[str, ...] = ()
    scorers: tuple[Option, ...] = ()
    scored: tuple[ScoredItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFile:
    """Where a village stands in a campaign."""

    code: str
    title: str
    batch: str
    stage: State
    timing: State
    why: str
    accepted_on: date | None
    signed_by: str
    certificate_address: str
    rounds: tuple[RoundView, ...]
    conflicts: tuple[ConflictView, ...]
    history: tuple[EventView, ...]
    deeds: tuple[Deed, ...]
    act_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An entry of a register about the village."""

    to: Linked
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one register says of the village."""

    title: str
    address: str
    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagePage:
    """The file of a village."""

    code: str
    name: str
    town: Linked
    note: str
    problem: str
    campaigns: tuple[CampaignFile, ...]
    facts: tuple[Facts, ...]
    place: Linked | None
