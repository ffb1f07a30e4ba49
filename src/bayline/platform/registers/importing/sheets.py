"""Look into a workbook before it is parsed: how far it unpacks, where it is merged, what it hides.

The parser believes what a file says of its size and shows a failed formula as an empty cell. So
each part is unpacked in bounded memory first, and the cells that would be misread are found.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bayline.engines.documents.office.archive import Archive
from bayline.engines.documents.office.sheets import format_codes, sheet_parts
from bayline.engines.documents.refusals import DocumentError, Reason
from bayline.engines.documents.terms import Limits, Note

LIMITS = Limits(part_bytes=128 * 2**20, total_bytes=256 * 2**20)
_CELLS_MOST = 6_000_000  # cells of the rectangle that holds all of a sheet
_READ = re.compile(
    r"xl/(?:worksheets/|sharedStrings|styles|workbook)|_rels/|\[Content", re.IGNORECASE
)
# Of any length: the parser takes ZZZZZZ2 for a column and makes room for all before it.
_REFERENCE = re.compile(rb"""\br\s*=\s*["'][^A-Za-z0-9"'&]*([A-Za-z]+)\$?(\d+)""")
_SPELLED = re.compile(rb"""\br\s*=\s*(?:"[^"<]*&|'[^'<]*&)""")  # &#88;FD2 is XFD2
_ENCODING = re.compile(rb"""^[^<]*<\?xml[^>]*?\bencoding\s*=\s*["']\s*([\w-]+)""")
_PLAIN = frozenset({b"utf-8", b"us-ascii", b"ascii"})
_F = rb"""<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"""
_FAILED = re.compile(
    rb"""(<(?:\w+:)?c\s[^>]*?\bt\s*=\s*["']e["'][^>]*>)(?:\s*%s)?\s*(?:<(?:\w+:)?v>([^<]{1,16})<)?"""
    % _F
)
_NO_V = rb"""(?:<(?:\w+:)?v\s*(?:/>|>\s*</(?:\w+:)?v>)\s*)?"""  # some writers leave it empty
_UNCOMPUTED = re.compile(rb"""<(?:\w+:)?c\s([^>]*)>\s*%s\s*%s</(?:\w+:)?c>""" % (_F, _NO_V))
_FORMULA = re.compile(rb"""<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f[\s/>]""")
_PERCENT = re.compile(r"%(?![^\"]*\"(?:[^\"]*\"[^\"]*\")*[^\"]*$)")
_STYLED = rb"""<(?:\w+:)?c\s[^>]*?\bs\s*=\s*["'](?:%s)["'][^>]*>"""


class Place(NamedTuple):
    """A cell by row and column, both from 1."""

    row: int
    column: int


class Look(NamedTuple):
    """What was seen of one sheet.

    Attributes:
        name: Its name.
        failed: Cells whose formula failed, and what they show of it.
        uncomputed: Cells whose formula has no stored result.
        percents: Cells whose number is shown as a percentage.
        formulas: Cells that hold a formula, where they were asked for.
    """

    name: str
    failed: Mapping[Place, str]
    uncomputed: frozenset[Place]
    percents: frozenset[Place]
    formulas: frozenset[Place] = frozenset()


def looked_into(data: bytes, *, formulas: bool = False) -> list[Look]:
    """Unpack every part that the parser will read, and look at the visible sheets.

    Args:
        data: The file, a zip archive.
        formulas: Whether to find the cells that hold formulas.

    Returns:
        The visible sheets in the order of the workbook.

    Raises:
        DocumentError: The archive is broken, too large, or no workbook.
    """
    archive = Archive(data, LIMITS)
    main = archive.main_part("xl/workbook")
    if not main:
        raise _no_workbook(archive)
    percents = _percent_styles(archive)
    notes: list[Note] = []
    parts = {part: name for name, part in sheet_parts(archive, archive.tree(main), main, notes)}
    looks = {}
    for name in filter(_READ.search, archive.names):
        content = _content(archive, name)
        if name in parts:
            look = _look(parts[name], content, percents)
            looks[name] = look._replace(formulas=_formulas(content)) if formulas else look
    return [looks[part] for part in parts if part in looks]


def _no_workbook(archive: Archive) -> DocumentError:
    others = {
        "word/document.xml": ("docx", "xlsx"),
        "ppt/presentation.xml": ("pptx", "xlsx"),
        "xl/workbook.bin": ("xlsb", "xlsx"),
        "content.xml": ("ods", "xlsx"),
    }
    for part, (name, better) in others.items():
        if part in archive.names:
            return DocumentError(Reason.NO_TABLE, name=name, better=better)
    return DocumentError(Reason.PACKED, name="zip")


def _content(archive: Archive, name: str) -> bytes:
    content = b"".join(archive.chunks(name))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise DocumentError(Reason.DECLARES_ENTITIES)
    if _is_in_another_encoding(content):
        raise DocumentError(Reason.BROKEN_PART, name=name)  # the parser would see other cells
    return content


def _is_in_another_encoding(content: bytes) -> bool:
    told = _ENCODING.match(content[:400])
    return b"\0" in content[:400] or bool(told and told[1].lower() not in _PLAIN)


def _percent_styles(archive: Archive) -> list[bytes]:
    """Number the cell styles that show a number as a percentage."""
    codes = enumerate(format_codes(archive))
    return [str(at).encode() for at, code in codes if _PERCENT.search(code)]


def _look(name: str, content: bytes, percents: list[bytes]) -> Look:
    if _SPELLED.search(content):
        raise DocumentError(Reason.BROKEN_PART, name=name)
    _refuse_wide(content)
    return Look(
        name=name,
        failed={
            place: (match[2] or b"").decode("ascii", "replace") or "?"
            for match in _FAILED.finditer(content)
            for place in _places(iter((match[1],)))
        },
        uncomputed=frozenset(_places(match[1] for match in _UNCOMPUTED.finditer(content))),
        percents=frozenset(_places(_styled(content, percents))) if percents else frozenset(),
    )


def _formulas(content: bytes) -> frozenset[Place]:
    return frozenset(_places(match[1] for match in _FORMULA.finditer(content)))


def _styled(content: bytes, styles: list[bytes]) -> Iterator[bytes]:
    pattern = re.compile(_STYLED % b"|".join(styles))
    return (match.group() for match in pattern.finditer(content))


def _refuse_wide(content: bytes) -> None:
    """Refuse a sheet whose cells lie so far apart that the space between would fill the memory."""
    found = _REFERENCE.findall(content)
    if not found:
        return
    rows = [int(row) for row in {row for _, row in found}]
    columns = [_column(letters) for letters in {letters for letters, _ in found}]
    area = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    if area > _CELLS_MOST:
        raise DocumentError(Reason.TOO_MANY_CELLS, limit=f"{_CELLS_MOST:,}")


def _places(cells: Iterator[bytes]) -> Iterator[Place]:
    for cell in cells:
        match = _REFERENCE.search(cell)
        if match:
            yield Place(int(match[2]), _column(match[1]))


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column


def letters_of(column: int) -> str:
    """Name a column as spreadsheets do: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
