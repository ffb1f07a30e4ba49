"""Word files: styles that an office knows, footnotes that Word numbers itself, the same bytes.

The letterhead is a Word file of the pack or a plain one; `{{ title }}` and the other words, and
figures that the template declares, may stand in it, and `{{ text }}` where the report goes.
Typefaces are named and supplied by the office program: 仿宋, 黑体, 楷体, 方正小标宋.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.reporting.texts import Tag, pieces_of

_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_STAMP = (1980, 1, 1, 0, 0, 0)
_FACES = {
    "Normal": ("仿宋", 16, 28),
    "Title": ("方正小标宋简体", 22, 34),
    "Heading 1": ("黑体", 16, 28),
    "Heading 2": ("楷体", 16, 28),
    "Heading 3": ("仿宋", 16, 28),
}
_TEXT = "text"
_BARE = str.maketrans({chr(code): None for code in range(32) if chr(code) not in "\t\n"})


def word_of(facts: Mapping[str, Any], letterhead: bytes | None) -> bytes:
    """Write a report as a Word file.

    Args:
        facts: The resolved report.
        letterhead: The Word file whose letterhead and styles are used; None for plain ones.

    Raises:
        BaylineError: The letterhead is no Word file.
    """
    document = _begun(letterhead)
    writer = _Writer(document, facts, _Footnotes())
    place = _filled(document, facts)
    if letterhead is None:
        writer.head()
    writer.body()
    if place is not None:
        _move_behind(place, writer.written)
    if writer.notes.listed:
        _attach(document, writer.notes)
    _dated(document, facts)
    return _settled(document)


def named_in(letterhead: bytes | None, *, where: str) -> list[tuple[str, str]]:
    """Give the expressions that stand in a letterhead, each with its paragraph.

    Raises:
        BaylineError: One of them is none, or the file is no Word file.
    """
    if letterhead is None:
        return []
    found: list[tuple[str, str]] = []
    for number, paragraph in enumerate(_paragraphs(_begun(letterhead)), start=1):
        pieces = pieces_of(paragraph.text, where=f"{where}, paragraph {number}")
        tags = (one for one in pieces if isinstance(one, Tag) and one.asked != _TEXT)
        found.extend((one.asked, one.where) for one in tags)
    return found


def _begun(letterhead: bytes | None) -> Document:
    if letterhead is not None:
        try:
            return docx.Document(BytesIO(letterhead))
        except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
            raise BaylineError(
                "the letterhead is no Word file",
                where="reports/*.docx",
                do="save it as .docx",
                zh=Words("信头文件不是Word文件", do="请另存为.docx"),
            ) from None
    document = docx.Document()
    section = document.sections[0]
    section.page_height, section.page_width = Mm(297), Mm(210)
    section.top_margin, section.right_margin = Mm(37), Mm(26)
    section.bottom_margin, section.left_margin = Mm(35), Mm(28)
    for name, (face, size, line) in _FACES.items():
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - all of them are
        _faced(style, face, size, line)
    return document


def _faced(style: ParagraphStyle, face: str, size: int, line: int) -> None:
    style.font.name, style.font.size, style.font.bold = "Times New Roman", Pt(size), False
    style.font.color.rgb = None
    style.paragraph_format.line_spacing = Pt(line)
    style.paragraph_format.space_after = Pt(0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), face)


@dataclass(slots=True)
class _Footnotes:
    """The footnotes of one file: their words, by the number of the report's note."""

    listed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Writer:
    """Writes blocks at the end of a document."""

    document: Document
    facts: Mapping[str, Any]
    notes: _Footnotes
    written: list[Any] = field(default_factory=list)

    def head(self) -> None:
        """Write the title, and the snapshot into the foot of every page."""
        facts = self.facts
        title = self._paragraph("Title", WD_ALIGN_PARAGRAPH.CENTER)
        title.add_run(facts["title"])
        self._paragraph("Normal", WD_ALIGN_PARAGRAPH.CENTER).add_run(facts["called"])
        foot = self.document.sections[0].footer.paragraphs[0]
        foot.add_run(snapshot_line(facts)).font.size = Pt(9)

    def body(self) -> None:
        """Write all blocks."""
        for block in self.facts["blocks"]:
            if block["kind"] in {"table", "chart"}:
                self._table(block)
            else:
                self._words(block)

    def _words(self, block: Mapping[str, Any]) -> None:
        styles = {"item": "List Bullet", "heading": f"Heading {block.get('level', 1)}"}
        paragraph = self._paragraph(styles.get(block["kind"], "Normal"))
        if block["kind"] == "paragraph" and self.facts["language"] == "zh":
            paragraph.paragraph_format.first_line_indent = Pt(32)
        for piece in block["pieces"]:
            paragraph.add_run(_plain(piece["t"] or f"〔{piece.get('gap', '')}〕"))
            if "n" in piece:
                self._reference(paragraph, piece["n"])

    def _reference(self, paragraph: Paragraph, number: int) -> None:
        self.notes.listed.append(_note_words(self.facts, number))
        mark = parse_xml(
            f"<w:r {nsdecls('w')}><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
            f"<w:footnoteReference w:id='{len(self.notes.listed)}'/></w:r>"
        )
        paragraph._p.append(mark)  # noqa: SLF001 - the library has no footnotes

    def _table(self, block: Mapping[str, Any]) -> None:
        is_english = self.facts["language"] == "en"
        self._paragraph("Normal").add_run(block["title"]).font.size = Pt(12)
        if block.get("annex"):
            return
        heads = [*(one["title"] for one in block["columns"]), "Source" if is_english else "出处"]
        rows = [heads, *([*row["cells"], str(row["source"])] for row in block["rows"])]
        table = self.document.add_table(rows=len(rows), cols=len(heads))
        table.style = "Table Grid" if "Table Grid" in self.document.styles else None
        words = [cell for row in rows for cell in row]
        # Asked for once: a table finds its cells anew each time.
        for number, (cell, said) in enumerate(zip(table._cells, words, strict=True)):  # noqa: SLF001 - see above
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(_plain(said))
            run.font.size, run.font.bold = Pt(10.5), number < len(heads)
            paragraph.paragraph_format.line_spacing = 1.0
        self.written.append(table._tbl)  # noqa: SLF001 - it is moved to its place
        listed = "；".join(
            f"{n} {_source_name(one, english=is_english)}"
            for n, one in enumerate(block["sources"], start=1)
        )
        label = "Sources: " if is_english else "出处："
        if listed:
            self._paragraph("Normal").add_run(f"{label}{_plain(listed)}").font.size = Pt(9)

    def _paragraph(self, style: str, side: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
        known = style if style in self.document.styles else None
        paragraph = self.document.add_paragraph(style=known)
        if side is not None:
            paragraph.alignment = side
        self.written.append(paragraph._p)  # noqa: SLF001 - it is moved to its place
        return paragraph


def _plain(words: str) -> str:
    """Leave out what XML cannot hold."""
    return words.translate(_BARE)


def snapshot_line(facts: Mapping[str, Any]) -> str:
    """Say which snapshot a report is of, and as of when."""
    day = str(facts["moment"])[:10]
    if facts["language"] == "en":
        return f"Snapshot {facts['snapshot'] or '(draft, not issued)'}, as of {day}"
    return f"快照{facts['snapshot'] or '（草稿，未签发）'}，截至{day}"


def _note_words(facts: Mapping[str, Any], number: int) -> str:
    is_english = facts["language"] == "en"
    return " ".join(told(part, english=is_english) for part in facts["notes"][number - 1]["parts"])


def told(part: Mapping[str, Any], *, english: bool) -> str:
    """Say what a figure rests on, in one line.

    A part without lists is of a report that was issued before there were any; it is written as it
    was then, so that its file is made again with the same bytes.
    """
    is_old = "claims" not in part
    now = _as_before(part) if is_old else part
    where = (", " if english else "，").join(filter(None, (part["publisher"], part["published"])))
    by = (f" by {part['by']}" if english else f"，{part['by']}") if part["by"] else ""
    title = f"{titled(now, english=english)}{_in_brackets(where, english=english)}"
    said, day = _said(now, english=english), part["accepted"][:10]
    claims = part["claim"] if is_old else ", ".join(now["claims"])
    if english:
        accepted = f" Accepted {day}{by}." if day else ""
        figures = claims if is_old or not claims else f"Figure {claims}."
        return f"{title}{said}.{accepted} {figures}".strip()
    accepted = f"审定于{day}{by}。" if day else ""
    end = "" if not is_old and said.endswith("。”") else "。"
    return (
        f"{title}{said}{end}{accepted}{claims if is_old or not claims else f'数字编号{claims}。'}"
    )


def _as_before(part: Mapping[str, Any]) -> dict[str, Any]:
    sentences = [part["sentence"]] if part["sentence"] else []
    return {**part, "source": "-", "sentences": sentences, "entries": []}


def titled(part: Mapping[str, Any], *, english: bool) -> str:
    """Name what something rests on: a document in its marks, a register as one."""
    name = part["document"]
    if not part["source"]:
        return f"Register “{name}”" if english else f"名册“{name}”"
    return f"“{name}”" if english else f"《{name}》"


def _source_name(one: Mapping[str, Any], *, english: bool) -> str:
    """Name a source of a table; as it was named where the report is of the time before entries."""
    return titled(one, english=english) if "entry" in one else str(one["document"])


def _in_brackets(words: str, *, english: bool) -> str:
    if not words:
        return ""
    return f" ({words})" if english else f"（{words}）"


def _said(part: Mapping[str, Any], *, english: bool) -> str:
    """Quote the sentences of a document; name the entries of a register, which are no quotation."""
    colon = ": " if english else "："
    if part.get("see"):
        return f"{colon}see note {part['see']}" if english else f"{colon}见注{part['see']}"
    entries = ("; " if english else "；").join(part["entries"])
    quoted = ("” “" if english else "”“").join(part["sentences"])
    said = f"{colon}“{quoted}”" if quoted else ""
    if entries and part["source"]:
        named = f"register “{entries}”" if english else f"名册“{entries}”"
        return f"{said}{_in_brackets(named, english=english)}"
    return f"{said}{colon}{entries}" if entries else said


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Give all paragraphs: of the text, of tables, of heads and feet."""
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]  # noqa: SLF001 - no public name
    for part in parts:
        for element in part.iter(qn("w:p")):
            yield Paragraph(element, document._body)  # noqa: SLF001 - no public name


def _filled(document: Document, facts: Mapping[str, Any]) -> Paragraph | None:
    """Put words and figures where a letterhead names them; give where the text goes."""
    place = None
    for paragraph in [*_paragraphs(document)]:
        if "{{" not in paragraph.text:
            continue
        pieces = pieces_of(paragraph.text, where="letterhead")
        if any(isinstance(one, Tag) and one.asked == _TEXT for one in pieces):
            place = paragraph
            continue
        words = "".join(one if isinstance(one, str) else _named(one, facts) for one in pieces)
        first, *rest = paragraph.runs
        first.text = words
        for run in rest:
            _drop(run._r)  # noqa: SLF001 - the library removes no runs
    return place


def _named(tag: Tag, facts: Mapping[str, Any]) -> str:
    return _plain(str(facts["named"][tag.asked]["t"]))


def _move_behind(place: Paragraph, written: list[Any]) -> None:
    behind = place._p  # noqa: SLF001 - elements are moved
    for element in written:
        behind.addnext(element)
        behind = element
    _drop(place._p)  # noqa: SLF001 - it only said where


def _drop(element: Any) -> None:  # noqa: ANN401 - an element of lxml
    element.getparent().remove(element)


def _attach(document: Document, notes: _Footnotes) -> None:
    """Give the document a part with its footnotes, beside those it has."""
    separators = "".join(
        f"<w:footnote w:type='{kind}' w:id='{number}'><w:p><w:r><w:{mark}/></w:r></w:p>"
        "</w:footnote>"
        for kind, number, mark in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    root = parse_xml(f"<w:footnotes {nsdecls('w')}>{separators}</w:footnotes>")
    for number, words in enumerate(notes.listed, start=1):
        note = parse_xml(
            f"<w:footnote {nsdecls('w')} w:id='{number}'><w:p><w:pPr><w:spacing w:line='240'/>"
            "</w:pPr><w:r><w:rPr><w:vertAlign w:val='superscript'/><w:sz w:val='18'/></w:rPr>"
            "<w:footnoteRef/></w:r><w:r><w:rPr><w:sz w:val='18'/></w:rPr><w:t/></w:r></w:p>"
            "</w:footnote>"
        )
        text = next(note.iter(qn("w:t")))
        text.text = f" {_plain(words)}"
        text.set(qn("xml:space"), "preserve")
        root.append(note)
    for known in [*document.part.rels.values()]:
        if known.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            del document.part.rels[known.rId]
    name = PackURI("/word/footnotes.xml")
    part = Part(name, _NOTES, _serialized(root), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _serialized(root: Any) -> bytes:  # noqa: ANN401 - an element of lxml
    from lxml import etree

    made: bytes = etree.tostring(
        deepcopy(root), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return made


def _dated(document: Document, facts: Mapping[str, Any]) -> None:
    at = datetime.fromisoformat(str(facts["moment"])).replace(tzinfo=None)
    kept = document.core_properties
    kept.created = kept.modified = at
    kept.title, kept.author, kept.last_modified_by = facts["title"], facts["region"], ""
    kept.comments, kept.revision = snapshot_line(facts), 1


def _settled(document: Document) -> bytes:
    """Write the file with times that never change."""
    written, settled = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as made, ZipFile(settled, "w", ZIP_DEFLATED) as kept:
        for name in made.namelist():
            info = ZipInfo(name, _STAMP)
            info.compress_type = ZIP_DEFLATED
            kept.writestr(info, made.read(name))
    return settled.getvalue()
