"""Read text that is printed as it stands: plain text, Markdown and comma-separated values.

Plain text and Markdown stay character for character, so a span in the text is a span in the file;
their tables are found in place. Comma-separated values are laid out anew, because a comma between
two cells would read like one between thousands.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import NamedTuple

from bayline.engines.documents.encodings import decode
from bayline.engines.documents.front_matter import stated_in
from bayline.engines.documents.grids import is_figure, table_of
from bayline.engines.documents.layout import Box, Layout
from bayline.engines.documents.refusals import DocumentError, Reason
from bayline.engines.documents.terms import Cell, Document, Format, Limits, Note, Table

_RULE_SIGNS = frozenset("|-: \t")
_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})")
_PROSE = re.compile("[。；！？，、：“”]")
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_LONGEST_CELL = 20


class _Line(NamedTuple):
    start: int
    words: str


def read_plain(data: bytes, limits: Limits, *, kind: Format = Format.TEXT) -> Document:
    """Read plain text or Markdown.

    Args:
        data: The file.
        limits: How much is read before it is refused.
        kind: TEXT or MARKDOWN; only Markdown has front matter and headings.

    Returns:
        The document, its name still empty.

    Raises:
        DocumentError: The file is no text, too long, or in an unknown encoding.
    """
    decoded = decode(data)
    document = document_in(decoded.text, limits, kind=kind)
    return replace(document, encoding=decoded.encoding, notes=(*decoded.notes, *document.notes))


def document_in(text: str, limits: Limits, *, kind: Format = Format.TEXT) -> Document:
    """Take a text as a document, with the tables it prints.

    Args:
        text: The text.
        limits: How long it may be.
        kind: TEXT or MARKDOWN.

    Returns:
        The document, its name still empty.

    Raises:
        DocumentError: The text is too long, or its tables too large.
    """
    if len(text) > limits.characters:
        raise DocumentError(Reason.TOO_LONG, limit=f"{limits.characters:,}")
    front = stated_in(text) if kind is Format.MARKDOWN else {}
    heading = _HEADING.search(text) if kind is Format.MARKDOWN else None
    return Document(
        name="",
        format=kind,
        text=text,
        tables=tuple(_tables(text, limits)),
        notes=tuple(_notes(text)),
        title=front.get("title", "") or (heading.group(1) if heading else ""),
        published=stated_date(front.get("published", "") or front.get("date", "")),
    )


def stated_date(words: str) -> date | None:
    """Read a date that a file states about itself, such as 2021-11-05 or 2021年11月5日."""
    found = _DATE.search(words)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield _Line(start, line.rstrip("\r\n"))
        start += len(line)


def _style(line: _Line) -> str:
    """Say how a line divides its cells, if it does."""
    if line.words.count("|") > line.words.count("\\|"):
        return "|"
    if "\t" in line.words.lstrip():
        return "\t"
    return "," if _is_listed(line.words) else ""


def _is_listed(words: str) -> bool:
    """Tell a line of short cells between commas from prose."""
    if "," not in words or _PROSE.search(words):
        return False
    return all(len(cell) <= _LONGEST_CELL for cell in words.split(","))


def _tables(text: str, limits: Limits) -> Iterator[Table]:
    floor = cells = 0
    if not any(sign in text for sign in "|\t,"):
        return
    for style, group in groupby(_lines(text), key=_style):
        rows = list(group) if style else []
        cells += sum(line.words.count(style) for line in rows)
        if cells > 2 * limits.cells:
            raise DocumentError(Reason.TOO_MANY_CELLS, limit=f"{limits.cells:,}")
        table = _table(text, rows, style=style, floor=floor)
        if table:
            floor = table.end
            yield table


def _table(text: str, lines: list[_Line], *, style: str, floor: int) -> Table | None:
    if style == "|":
        return _bar_table(text, lines, floor)
    if style == ",":
        return _comma_table(text, lines, floor)
    return _tab_table(text, lines, floor)


def _comma_table(text: str, lines: list[_Line], floor: int) -> Table | None:
    """Read lines of one number of commas, if figures stand between them."""
    widths = {line.words.count(",") for line in lines}
    cells = [cell for line in lines for cell in line.words.split(",")]
    if len(widths) > 1 or not any(map(is_figure, cells)) or _is_ambiguous(lines):
        return None
    return _tab_table(text, lines, floor, sign=",")


def _is_ambiguous(lines: list[_Line]) -> bool:
    """Tell whether some comma may stand in a number, as in 1,750."""
    return len(lines) > 1 and any(_THOUSANDS.search(line.words) for line in lines)


def _notes(text: str) -> Iterator[Note]:
    """Say which lines look like a table that cannot be taken apart."""
    if not _THOUSANDS.search(text):
        return
    for style, group in groupby(_lines(text), key=_style):
        lines = list(group) if style == "," else []
        if _is_ambiguous(lines):
            first = text.count("\n", 0, lines[0].start) + 1
            last = first + len(lines) - 1
            yield Note(
                f"第{first}—{last}行像是用逗号分隔的表，数字里又有逗号，没有当作表读；"
                "请用制表符分隔，或另存为加引号的csv",
                f"lines {first} to {last} look like a table between commas, but numbers hold "
                "commas as well, so it was not read as one; divide it by tabs, or save it as "
                "quoted csv",
            )


def _bar_table(text: str, lines: list[_Line], floor: int) -> Table | None:
    """Read a table of bars: its second line is a rule, and everything above the rule is head."""
    rule = next((at for at, line in enumerate(lines) if _is_rule(line)), 0)
    if not rule:
        return None
    rows = lines[rule - 1 : rule] + lines[rule + 1 :]
    cells = [cell for row, line in enumerate(rows) for cell in _bar_cells(line, row)]
    return table_of(text, cells, floor=floor, stated_heads=1) if cells else None


def _is_rule(line: _Line) -> bool:
    return "-" in line.words and _RULE_SIGNS.issuperset(line.words)


def _bar_cells(line: _Line, row: int) -> list[Cell]:
    cuts = [match.start() for match in _BAR.finditer(line.words)]
    starts = [0, *(cut + 1 for cut in cuts)]
    ends = [*cuts, len(line.words)]
    spans = [_trimmed(line, start, end) for start, end in zip(starts, ends, strict=True)]
    if spans[0][0] == spans[0][1] and len(spans) > 1:
        spans = spans[1:]
    if spans[-1][0] == spans[-1][1] and len(spans) > 1:
        spans = spans[:-1]
    return [Cell(row, col, 1, 1, start, end) for col, (start, end) in enumerate(spans)]


def _tab_table(text: str, lines: list[_Line], floor: int, *, sign: str = "\t") -> Table | None:
    """Read lines divided by tabs, as pasted from a spreadsheet, or by another sign."""
    counts = [line.words.count(sign) for line in lines]
    if len(lines) < 2 or max(counts) > 2 * min(counts) + 1:  # noqa: PLR2004 - two lines make a table
        return None
    cells = []
    for row, line in enumerate(lines):
        start = 0
        for col, words in enumerate(line.words.split(sign)):
            cells.append(Cell(row, col, 1, 1, *_trimmed(line, start, start + len(words))))
            start += len(words) + 1
    return table_of(text, cells, floor=floor)


def _trimmed(line: _Line, start: int, end: int) -> tuple[int, int]:
    words = line.words[start:end]
    left = len(words) - len(words.lstrip())
    kept = words.strip()
    return line.start + start + left, line.start + start + left + len(kept)


def read_csv(data: bytes, limits: Limits) -> Document:
    """Read comma-separated values as one table.

    Args:
        data: The file.
        limits: How much is read before it is refused.

    Returns:
        The document, its name still empty.

    Raises:
        DocumentError: The file is no text, too long, or in an unknown encoding.
    """
    decoded = decode(data)
    layout = Layout(limits)
    if len(decoded.text) > 2 * limits.characters:
        raise DocumentError(Reason.TOO_LONG, limit=f"{limits.characters:,}")
    layout.table(_boxes(decoded.text, layout))
    text, tables = layout.finish()
    return Document(
        name="",
        format=Format.CSV,
        text=text,
        encoding=decoded.encoding,
        tables=tables,
        notes=decoded.notes,
    )


def _boxes(text: str, layout: Layout) -> Iterator[Box]:
    divider = _divider(text)
    value = re.compile(rf'[ \t]*"((?:[^"]|"")*)"[ ]*|[^{divider}\r\n]*'.replace("\\t]", "\\t]"))
    at = row = col = 0
    while at < len(text):
        found = value.match(text, at)
        quoted = found.group(1) if found else None
        plain = found.group() if found else ""
        words = quoted.replace('""', '"') if quoted is not None else plain
        layout.count_cells(1)
        yield Box(row, col, " ".join(words.split()))
        at = found.end() if found else at
        if at < len(text) and text[at] == divider:
            col += 1
        elif at < len(text):
            row, col = row + 1, 0
            at += text.startswith("\r\n", at)
        at += 1


def _divider(text: str) -> str:
    """Choose the divider that occurs most often in the first lines."""
    head = "\n".join(text.split("\n", 20)[:20])
    return max(",\t;", key=head.count)
