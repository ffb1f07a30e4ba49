"""What the pages of recalls show; the same as their twins."""

from dataclasses import dataclass, field
from datetime import datetime

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class StateView:
    """How far a recall has come."""

    code: str
    word: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallLine:
    """A recall in the list."""

    number: str
    lot: str
    product: str
    state: StateView
    is_drill: bool
    opened: datetime
    buyers: int
    told: int
    shipped_kg: str
    open_kg: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningForm:
    """What was typed into the form that opens a recall."""

    lot: str = ""
    sample: str = ""
    scope: str = "harvest"
    reason: str = ""
    is_drill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallsPage:
    """All recalls."""

    lines: tuple[RecallLine, ...]
    open: int
    form: OpeningForm
    problem: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowView:
    """What a buyer got."""

    day: datetime
    seller: str
    things: tuple[str, ...]
    kg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """A buyer in a recall."""

    buyer: str
    gln: str
    name: str
    contact: str
    received_kg: str
    passed_kg: str
    recovered_kg: str
    lost_kg: str
    open_kg: str
    is_whole: bool
    notified: datetime | None
    flows: tuple[FlowView, ...]
    letter: str
    letter_word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginLine:
    """Where what failed comes from."""

    day: str
    lot: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """Something that was done."""

    at: datetime
    by: str
    word: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceView:
    """Where the mass went, in kilograms as they are printed."""

    made: str
    spoiled: str
    in_store: str
    shipped: str
    recovered: str
    lost: str
    open: str
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPage:
    """A recall as it stands, and what can be done in it."""

    number: str
    lot: str
    product: str
    sample: str
    sample_says: str
    reason: str
    scope: str
    is_drill: bool
    by: str
    opened: datetime
    state: StateView
    listed_ms: int
    took: str
    closed: datetime | None
    closing: str
    things: int
    balance: BalanceView
    sides: tuple[SideView, ...]
    origins: tuple[OriginLine, ...]
    acts: tuple[ActView, ...]
    problem: str
    address: str
    list_address: str
    label_address: str
    buyers: tuple[tuple[str, str], ...] = field(default=(), metadata=_PAGE)
