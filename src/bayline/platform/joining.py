"""Parts that a system adds to the pages of what another one keeps: the classes of a project.

The page asks for the parts of an entry without knowing who gives them; a system offers what it
knows of the entries of a register when the program starts.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl

from bayline.platform.addresses import Addresses
from bayline.platform.grounds import Grounds, Quoted, asked_by
from bayline.platform.offering import all_offered
from bayline.platform.registers.terms import Values

_PAGE = {"twin": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that a system knows of an entry.

    Attributes:
        label: What it is called.
        path: The path of its page, without language and day; it may ask something behind `?` and
            name a place behind `#`.
        notes: What else is told of it, in the language of the page.
        values: The entry that says so, whose document and words are shown.
        register: The register of that entry.
    """

    label: str
    path: str
    notes: tuple[str, ...]
    values: Values
    register: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a system adds to the page of an entry.

    Attributes:
        name: Of the part, as addresses name it.
        title: In the language of the page.
        rows: What is known; a part without rows is shown to those who may fill it.
        add: Path of the form that adds to it; what it asks stands behind the question mark.
        add_word: What that form does.
    """

    name: str
    title: str
    rows: tuple[Row, ...]
    add: str = ""
    add_word: str = ""


Teller = Callable[[str, datetime | None], Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    teller: Teller
    covers: frozenset[str]


_OFFERS: dict[str, list[_Offer]] = {}


def offer_part(register: str, teller: Teller, *, covers: Collection[str]) -> None:
    """Let a system add a part to the pages of the entries of a register.

    Args:
        register: Its name.
        teller: Gives the part for the key of an entry, as of a moment; None for now.
        covers: The registers whose entries it shows, which the page need not list again.
    """
    offers = _OFFERS.setdefault(register, [])
    if teller not in [one.teller for one in offers]:
        offers.append(_Offer(teller=teller, covers=frozenset(covers)))


def covered(register: str) -> frozenset[str]:
    """Name the registers whose entries the parts of a page show."""
    all_offered()
    return frozenset().union(*(one.covers for one in _OFFERS.get(register, ())))


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One thing that a system knows of an entry, as the page shows it."""

    label: str
    address: str
    notes: tuple[str, ...]
    quoted: Quoted
    entry_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """What a system adds to a page, as it is shown."""

    name: str
    title: str
    rows: tuple[RowView, ...]
    add_word: str = field(metadata=_PAGE)
    add_address: str = field(metadata=_PAGE)


def part_views(
    register: str, key: str, *, at: datetime | None, ways: Addresses
) -> tuple[PartView, ...]:
    """Give the parts of the page of an entry.

    Args:
        register: The register of the entry.
        key: Its key.
        at: As of when; None for now.
        ways: How pages are named.
    """
    all_offered()
    parts = [one.teller(key, at) for one in _OFFERS.get(register, ())]
    grounds = Grounds(asked_by(row.values for part in parts for row in part.rows), ways)
    return tuple(_view(part, grounds) for part in parts)


def _view(part: Part, grounds: Grounds) -> PartView:
    bare, _mark, asked = part.add.partition("?")
    address = Addresses(prefix=grounds.ways.prefix).to(bare) if part.add else ""
    return PartView(
        name=part.name,
        title=part.title,
        rows=tuple(_row(row, grounds) for row in part.rows),
        add_word=part.add_word,
        add_address=f"{address}?{asked}" if asked else address,
    )


def _row(row: Row, grounds: Grounds) -> RowView:
    path, mark, place = row.path.partition("#")
    bare, _mark, asked = path.partition("?")
    where = grounds.ways.to(bare, **dict(parse_qsl(asked)))
    return RowView(
        label=row.label,
        address=f"{where}{mark}{place}" if row.path else "",
        notes=row.notes,
        quoted=grounds.quoted(row.values),
        entry_address=grounds.entry(row.register, row.values["code"]),
    )
