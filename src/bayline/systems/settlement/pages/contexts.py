"""What the lists and statements of settlement show."""

from dataclasses import dataclass

from bayline.systems.settlement.pages import words


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A settlement in the list; amounts as they are written."""

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
    """What one office owes the other."""

    side: str
    word: str
    count: int
    total: str
    fund: str
    account: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """What a statement shows."""

    month: str
    flows: tuple[FlowLine, ...]
    differing: tuple[CaseLine, ...]
    unknown: tuple[CaseLine, ...]
    is_ready: bool
    is_example: bool
    signatures: tuple[str, ...]
    pdf_address: str
    desk_address: str
