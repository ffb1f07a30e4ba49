"""What the pages of land renewals show, as HTML and as JSON."""

from dataclasses import dataclass, field

from bayline.platform.listing import Pager
from bayline.systems.projects.pages.answers import Checked
from bayline.systems.projects.pages.grounds import Linked, Number

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """How much land has reached a stage, in mu."""

    stage: str
    word: str
    mu: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Land and firms of a renewal at the end of a day.

    Attributes:
        land: What has reached each stage, whatever it reached since.
        waiting: Freed and not cleared, in mu.
        to_let: Cleared and not let again, in mu.
        left: Firms that left and did not come back.
        came: Firms that came from elsewhere.
        moved_within: Firms that did both.
        counted_out: Firms out that entries only count.
        counted_in: Firms in that entries only count.
        unread: Entries without an area that can be read.
        has_land: Whether any area is on record; without one nothing is known, which is not zero.
        has_firms: The same of firms.
    """

    land: tuple[Land, ...]
    waiting: str
    to_let: str
    left: tuple[Linked, ...]
    came: tuple[Linked, ...]
    moved_within: tuple[Linked, ...]
    counted_out: int
    counted_in: int
    unread: int
    has_land: bool
    has_firms: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalRow:
    """A renewal of the list, settled at the end of the day; refused where its land is ahead."""

    renewal: Linked
    place: Linked | None
    settled: Settled | None
    check: Checked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalsPage:
    """All land renewals at the end of a day."""

    day: str
    total: int
    stages: tuple[str, ...] = field(metadata=_PAGE)
    rows: tuple[RenewalRow, ...]
    sums: tuple[Land, ...]
    pager: Pager
    as_of: str
    list_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageOf:
    """When a parcel reached a stage, with how much land; empty where it did not."""

    stage: str
    dates: tuple[str, ...]
    mu: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelRow:
    """A parcel with its stages."""

    name: str
    stage_word: str
    stages: tuple[StageOf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LandStepRow:
    """An entry of the register of parcels."""

    entry: Linked
    word: str
    parcel: str
    date: str
    area: Number | None
    firms_out: Number | None
    firms_in: Number | None
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """A firm that left or came."""

    firm: Linked
    direction: str
    word: str
    date: str
    document: Linked


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalPage:
    """One land renewal, settled at the end of a day."""

    code: str
    name: str
    day: str
    place: Linked | None
    project: Linked
    settled: Settled | None
    check: Checked | None
    stages: tuple[str, ...] = field(metadata=_PAGE)
    parcels: tuple[ParcelRow, ...]
    steps: tuple[LandStepRow, ...]
    moves: tuple[MoveRow, ...]
    as_of: str
    list_address: str = field(metadata=_PAGE)
    step_address: str = field(metadata=_PAGE)
    firm_address: str = field(metadata=_PAGE)
