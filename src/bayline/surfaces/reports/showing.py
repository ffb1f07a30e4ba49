"""A resolved report as a page shows it: blocks with links, pictures, notes."""

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bayline.platform.addresses import Addresses
from bayline.platform.reporting.drawing import FONT


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceView:
    """Words, a figure that leads to its sentence, or a gap with the reason."""

    words: str
    note: int
    address: str
    gap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row of a table: its cells, where it leads, the number of its source."""

    cells: tuple[str, ...]
    address: str
    source: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """What a note, or rows of a table, rest on."""

    number: int
    document: str
    document_address: str
    publisher: str
    published: str
    is_register: bool
    sentences: tuple[str, ...]
    entries: tuple[str, ...]
    see: int  # the note that quotes the sentences already; 0 for none
    accepted: str
    by: str
    claims: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """A part of the report."""

    kind: str
    level: int
    pieces: tuple[PieceView, ...]
    title: str
    label: str  # the title, with a number where others have the same
    heads: tuple[str, ...]
    rows: tuple[RowView, ...]
    rest: int
    sources: tuple[SourceView, ...]
    picture: str  # an address that holds the picture itself


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """What one figure rests on."""

    number: int
    printed: str
    parts: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report for reading."""

    title: str
    called: str
    region: str
    language: str  # as HTML names it
    snapshot: str
    moment: str
    blocks: tuple[BlockView, ...]
    notes: tuple[NoteView, ...]


def report_view(facts: Mapping[str, Any], to: Addresses) -> ReportView:
    """Show a resolved report; figures lead to what was known at its moment.

    Args:
        facts: The report.
        to: How the page names others.
    """
    at = Addresses(prefix=to.prefix, as_of=str(facts["moment"]) if facts["snapshot"] else "")
    notes = {one["n"]: one for one in facts["notes"]}
    return ReportView(
        title=facts["title"],
        called=facts["called"],
        region=facts["region"],
        language="en" if facts["language"] == "en" else "zh-Hans",
        snapshot=facts["snapshot"],
        moment=str(facts["moment"])[:16].replace("T", " "),
        blocks=_blocks(facts["blocks"], notes, at),
        notes=tuple(_note(one, at) for one in facts["notes"]),
    )


def _blocks(
    blocks: Sequence[Mapping[str, Any]], notes: Mapping[int, Mapping[str, Any]], at: Addresses
) -> tuple[BlockView, ...]:
    titles: Counter[str] = Counter()
    found = []
    for one in blocks:
        title = one.get("title", "")
        titles[title] += 1
        label = f"{title} {titles[title]}" if titles[title] > 1 else title
        found.append(_block(one, notes, at, label))
    return tuple(found)


def _block(
    block: Mapping[str, Any], notes: Mapping[int, Mapping[str, Any]], at: Addresses, label: str
) -> BlockView:
    sources = block.get("sources", ())
    return BlockView(
        kind=block["kind"],
        level=block.get("level", 0) + 1,
        pieces=tuple(_piece(one, notes, at) for one in block.get("pieces", ())),
        title=block.get("title", ""),
        label=label,
        heads=tuple(one["title"] for one in block.get("columns", ())),
        rows=tuple(_row(one, at) for one in block.get("rows", ())),
        rest=block.get("rest", 0),
        sources=tuple(_source(one, n, at) for n, one in enumerate(sources, start=1)),
        picture=_picture(str(block.get("svg", ""))),
    )


def _piece(
    piece: Mapping[str, Any], notes: Mapping[int, Mapping[str, Any]], at: Addresses
) -> PieceView:
    number = piece.get("n", 0)
    parts = notes[number]["parts"] if number else ()
    address = at.to(parts[0]["path"]) if parts else ""
    gap = piece.get("gap", "")
    return PieceView(words=piece["t"], note=number, address=address, gap=gap)


def _row(row: Mapping[str, Any], at: Addresses) -> RowView:
    return RowView(cells=tuple(row["cells"]), address=at.to(row["path"]), source=row["source"])


def _note(note: Mapping[str, Any], at: Addresses) -> NoteView:
    parts = tuple(_source(one, n, at) for n, one in enumerate(note["parts"], start=1))
    return NoteView(number=note["n"], printed=note["printed"], parts=parts)


def _source(one: Mapping[str, Any], number: int, at: Addresses) -> SourceView:
    return SourceView(
        number=number,
        document=one["document"],
        document_address=at.document(one["source"]) if one["source"] else "",
        publisher=one["publisher"],
        published=one["published"],
        is_register=not one["source"] and "entry" in one,
        sentences=_several(one, "sentences", "sentence"),
        entries=_several(one, "entries", "entry"),
        see=one.get("see", 0),
        accepted=one["accepted"][:10],
        by=one["by"],
        claims=_several(one, "claims", "claim"),
        address=at.to(one["path"]) if one["path"] else "",
    )


def _several(one: Mapping[str, Any], name: str, single: str) -> tuple[str, ...]:
    """Give what a source says; of a report from before there were lists, the one thing it says."""
    found = one.get(name, [one.get(single, "")])
    return tuple(filter(None, found))


def _picture(svg: str) -> str:
    if not svg:
        return ""
    drawn = svg.replace(FONT, "sans-serif").encode()
    return f"data:image/svg+xml;base64,{b64encode(drawn).decode()}"
