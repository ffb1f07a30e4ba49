"""What the pages of chains show, as HTML and as JSON."""

from dataclasses import dataclass, field

from bayline.platform.grounds import Linked, Number, Quoted
from bayline.platform.listing import Pager

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """What is published of a chain, what is listed, and what is left.

    Attributes:
        covers: A role, or all.
        word: The same in a word.
        date: The period it was published for.
        count: How many, as published.
        investment: For how much, as published.
        listed: How many are listed.
        listed_amount: What these come to, in words; empty where none says.
        silent: How many of those listed say no amount.
        left: How many are not listed, in words; empty where that cannot be told.
        left_amount: For how much; empty where that cannot be told.
        state: Open, whole, over: of the number where one is published, else of the amount.
        look: How that looks.
        state_word: The same in a word.
        quoted: The words that publish it.
    """

    covers: str
    word: str
    date: str
    count: Number | None
    investment: Number | None
    listed: int
    listed_amount: str
    silent: int
    left: str
    left_amount: str
    state: str
    look: str
    state_word: str
    quoted: Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRow:
    """A chain of the list."""

    chain: Linked
    scheme_class: Linked | None
    anchors: tuple[Linked, ...]
    more: int  # anchors that are not named here
    members: int
    links: int
    empty: tuple[str, ...]
    gaps: tuple[str, ...]
    accounts: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainsPage:
    """The chains, those with most empty segments first."""

    total: int
    empty: int
    links: int
    pager: Pager
    rows: tuple[ChainRow, ...]
    as_of: str
    new_address: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A member in a picture."""

    text: str
    name: str
    address: str
    is_anchor: bool
    x: int
    y: int
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxView:
    """A segment in a picture."""

    title: str
    name: str
    is_stray: bool
    is_empty: bool
    is_gap: bool
    word: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A chain as it is drawn; numbers are units of the picture."""

    width: int
    height: int
    heads: tuple[tuple[str, int, int], ...]
    boxes: tuple[BoxView, ...]
    arrows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """A firm, a project, or a group that is only counted."""

    label: Linked
    subject: Linked | None
    role: str
    role_word: str
    count: Number | None
    amount: str
    quoted: Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A segment with who stands in it; of those without a segment, its code is empty."""

    code: str
    name: str
    position_word: str
    supplies: tuple[str, ...]
    is_empty: bool
    is_gap: bool
    look: str
    word: str
    quoted: Quoted | None
    members: tuple[MemberView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainPage:
    """One chain: drawn, told segment by segment, and set against what is published."""

    code: str
    name: str
    scheme_class: Linked | None
    place: Linked | None
    lead: Linked | None
    about: str
    quoted: Quoted
    anchors: int
    members: int
    links_total: int
    links_empty: int
    accounts: tuple[AccountView, ...]
    links: tuple[LinkView, ...]
    pictures: tuple[PictureView, ...] = field(metadata=_PAGE)  # wide and narrow
    sources: tuple[Linked, ...]
    as_of: str
    list_address: str = field(metadata=_PAGE)
    entry_address: str = field(metadata=_PAGE)
    link_address: str = field(metadata=_PAGE)
    member_address: str = field(metadata=_PAGE)
    statement_address: str = field(metadata=_PAGE)
