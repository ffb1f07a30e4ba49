"""Write findings as a table, for people who work in a spreadsheet.

A cell that begins like a formula is text: documents are quoted, and a quote must never compute.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal
from xml.sax.saxutils import escape

from bayline.engines.documents.writers.parts import clean, packed
from bayline.engines.documents.writers.wording import (
    is_english,
    row_words,
    sentence_of,
    state_word,
)
from bayline.kernel.findings import Finding, Reference

_HEADS = {
    False: ("序号", "状态", "检查", "结论", "算式", "依据", "检查编号"),
    True: ("No.", "State", "Check", "Finding", "Arithmetic", "Evidence", "Check id"),
}
_WIDTHS = (6, 10, 20, 60, 50, 60, 20)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONGEST_CELL = 32_000


def findings_table(
    findings: Sequence[Finding],
    *,
    kind: Literal["xlsx", "csv"] = "xlsx",
    lang: str = "zh",
    titles: Mapping[str, str] | None = None,
) -> bytes:
    """Write findings as a table, one row each.

    Args:
        findings: What the checks found.
        kind: xlsx, or csv in UTF-8 with a byte order mark, as spreadsheets expect it.
        lang: zh or en.
        titles: What the checks are called, by their ids; without them the id stands twice.

    Returns:
        The file.
    """
    rows = [_HEADS[is_english(lang)], *_rows(findings, lang, titles=titles or {})]
    return _csv(rows) if kind == "csv" else _xlsx(rows)


def _rows(
    findings: Sequence[Finding], lang: str, *, titles: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    for number, finding in enumerate(findings, 1):
        yield (
            str(number),
            state_word(finding, lang),
            titles.get(finding.check, finding.check),
            sentence_of(finding, lang),
            "\n".join(row_words(row, finding.rows, lang) for row in finding.rows),
            "\n".join(_evidence(claim, lang) for claim in finding.claims),
            finding.check,
        )


def _evidence(claim: Reference, lang: str) -> str:
    place = f"character {claim.start + 1}" if is_english(lang) else f"第{claim.start + 1}字"
    return f"{claim.document} · {place} · “{claim.quote}”"


def _csv(rows: Sequence[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[_guarded(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", errors="replace")


def _guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA) else cell


def _xlsx(rows: Sequence[tuple[str, ...]]) -> bytes:
    return packed(
        {
            "[Content_Types].xml": _types(),
            "_rels/.rels": _relations("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
            '<sheet name="核对" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" '
            'Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
            "</Relationships>",
            "xl/styles.xml": _styles(),
            "xl/worksheets/sheet1.xml": _sheet(rows),
        }
    )


def _types() -> str:
    override = '<Override PartName="/{}" ContentType="' + _OFFICE + '.{}+xml"/>'
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + override.format("xl/workbook.xml", "sheet.main")
        + override.format("xl/worksheets/sheet1.xml", "worksheet")
        + override.format("xl/styles.xml", "styles")
        + "</Types>"
    )


def _relations(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    )


def _styles() -> str:
    """Write two styles: heads in bold, and text that wraps and is never a formula."""
    return (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/></font>'
        '<font><b/><sz val="11"/></font></fonts>'
        '<fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/>'
        '<xf quotePrefix="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
        "</cellXfs></styleSheet>"
    )


def _sheet(rows: Sequence[tuple[str, ...]]) -> str:
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(_WIDTHS, 1)
    )
    body = "".join(
        f'<row r="{at}">{"".join(_cell(at, col, words) for col, words in enumerate(row))}</row>'
        for at, row in enumerate(rows, 1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        f"</sheetViews><cols>{columns}</cols><sheetData>{body}</sheetData></worksheet>"
    )


def _cell(row: int, col: int, words: str) -> str:
    style = 1 if row == 1 else 2
    text = escape(clean(words)[:_LONGEST_CELL])
    return (
        f'<c r="{chr(65 + col)}{row}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{text}</t></is></c>'
    )
