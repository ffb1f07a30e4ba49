"""What the lists, statements and orders of settlement show; amounts as they are written."""

from dataclasses import dataclass
from datetime import datetime

from bayline.systems.settlement.pages import words


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A settlement in the list."""

    visit: str
    address: str
    person: str
    day: str
    side: str
    hospital: str
    state: words.State
    total: str
    fund: str
    account: str
    cash: str
    due: str
    why: str
    difference: str
    is_example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLine:
    """What one office owes the other: items, and how many of them take back."""

    side: str
    word: str
    count: int
    back: int
    total: str
    fund: str
    account: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """What both offices say of a day; None where one has not said it yet."""

    side: str
    day: str
    own: int
    own_due: str
    other: int | None
    other_due: str
    state: words.State


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingLine:
    """An item on which the offices differ; an amount is empty where there is no such item."""

    id: str
    address: str
    own: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftoverLine:
    """What a statement has left out, and what became of it."""

    month: str
    address: str
    item: DifferingLine
    own_now: str
    other_now: str
    state: words.State
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedView:
    """A statement that both have signed, in one direction; `claimed` is what is due to us."""

    side: str
    word: str
    count: int
    total: str
    drawn: str
    rest: str
    is_paid: bool
    root: str
    signed: str
    confirmed: str
    left_out: tuple[DifferingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """What was ordered of the node."""

    id: str
    word: str
    about: str
    address: str
    at: datetime
    by: str
    state: words.State
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """What a statement shows."""

    month: str
    state: words.State
    why: str
    flows: tuple[FlowLine, ...]
    compared: tuple[ComparedLine, ...]
    apart: tuple[DifferingLine, ...]
    differing: tuple[CaseLine, ...]
    unknown: tuple[CaseLine, ...]
    statements: tuple[SignedView, ...]
    leftovers: tuple[LeftoverLine, ...]
    orders: tuple[OrderLine, ...]
    may_clear: bool
    may_withdraw: bool
    is_example: bool
    problem: str
    pdf_address: str
    order_address: str
    orders_address: str
    desk_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestLine:
    """What of a month's statement is neither drawn nor paid."""

    side: str
    word: str
    month: str
    address: str
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersPage:
    """What was ordered of the node, what is left to be paid, and what statements left out."""

    partner: str
    advance_given: str
    advance_held: str
    rests: tuple[RestLine, ...]
    leftovers: tuple[LeftoverLine, ...]
    orders: tuple[OrderLine, ...]
    problem: str
    typed: str
    order_address: str
    desk_address: str
