"""The annex of a report as a workbook: its figures with what they rest on, and its tables."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bayline.platform.reporting.wordfiles import snapshot_line

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_BAD = re.compile(r"[\[\]:*?/\\']")
# No more digits than a workbook keeps.
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.\d{1,3})?")
_LONGEST_NAME, _WIDEST, _MOST_CELL = 31, 48, 32_000
_FIGURES = {
    "zh": ("数字", "所说的事", "印作", "下限", "上限", "单位", "出处", "原句", "审定", "编号"),
    "en": (
        *("Figure", "About", "As printed", "Low", "High", "Unit"),
        *("Source", "Sentence", "Accepted", "Claim"),
    ),
}


def annex_of(facts: Mapping[str, Any]) -> bytes:
    """Write the figures and the tables of a report as a workbook.

    Every cell is text or a plain number: nothing that a document says becomes a formula or a link.
    """
    from xlsxwriter import Workbook

    written = BytesIO()
    wishes = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(written, wishes) as book:
        at = datetime.fromisoformat(str(facts["moment"])).replace(tzinfo=None)
        told = {"title": facts["title"], "author": facts["region"], "created": at}
        book.set_properties({**told, "comments": snapshot_line(facts)})
        _figures(book, facts)
        taken = {"figures"}
        for block in facts["blocks"]:
            if block["kind"] in {"table", "chart"}:
                _table(book, block, facts, taken)
    return written.getvalue()


def _figures(book: "Workbook", facts: Mapping[str, Any]) -> None:
    heads = _FIGURES[facts["language"]]
    sheet = book.add_worksheet(_sheet_name(heads[0], {""}))
    _head(book, sheet, facts, heads)
    notes = {one["n"]: one["parts"] for one in facts["notes"]}
    row = 3
    for figure in facts["figures"]:
        parts = notes.get(figure["note"]) or [{}]
        for part in parts:
            said = (figure["asked"], figure["about"], figure["printed"])
            ends = (figure["low"] or "", figure["high"] or "", figure["unit"])
            rests = (_of(part, name) for name in ("document", "sentence", "accepted", "claim"))
            _write(sheet, row, (*said, *ends, *rests))
            row += 1


def _of(part: Mapping[str, Any], name: str) -> str:
    """Give what a part says: all its sentences or else its entries, all its claims."""
    listed = {"sentence": ("sentences", "entries"), "claim": ("claims",)}.get(name, ())
    found = [words for one in listed if (words := "\n".join(part.get(one, ())))]
    return found[0] if found else str(part.get(name, ""))


def _table(
    book: "Workbook", block: Mapping[str, Any], facts: Mapping[str, Any], taken: set[str]
) -> None:
    sheet = book.add_worksheet(_sheet_name(block["title"], taken))
    is_english = facts["language"] == "en"
    heads = [*(one["title"] for one in block["columns"]), "Source" if is_english else "出处"]
    _head(book, sheet, facts, heads)
    names = [one["document"] for one in block["sources"]]
    numeric = [n for n, one in enumerate(block["columns"]) if one["numeric"]]
    for number, row in enumerate(block["rows"], start=3):
        _write(sheet, number, (*row["cells"], names[row["source"] - 1]), numeric)
    sheet.autofilter(2, 0, 2 + len(block["rows"]), len(heads) - 1)


def _head(
    book: "Workbook",
    sheet: "Worksheet",
    facts: Mapping[str, Any],
    heads: tuple[str, ...] | list[str],
) -> None:
    bold = book.add_format({"bold": True})
    sheet.write_string(0, 0, f"{facts['title']} {facts['called']}", bold)
    sheet.write_string(1, 0, snapshot_line(facts))
    for column, words in enumerate(heads):
        sheet.write_string(2, column, words, bold)
        sheet.set_column(column, column, min(_WIDEST, 12 + 2 * len(words)))
    sheet.freeze_panes(3, 1)
    sheet.set_footer(f"&L{snapshot_line(facts).replace('&', '&&')}&R&P / &N")


def _write(
    sheet: "Worksheet", row: int, cells: tuple[Any, ...], numeric: Sequence[int] = ()
) -> None:
    for column, words in enumerate(cells):
        text = str(words)[:_MOST_CELL]
        if column in numeric and _NUMBER.fullmatch(text):
            sheet.write_number(row, column, float(text.replace(",", "")))
        else:
            sheet.write_string(row, column, text)


def _sheet_name(title: str, taken: set[str]) -> str:
    """Name a sheet: short, without signs that Excel refuses, and as no other."""
    plain = _BAD.sub(" ", title).strip()[:_LONGEST_NAME] or "table"
    name, number = plain, 2
    while name.casefold() in taken:
        tail = f" {number}"
        name, number = f"{plain[: _LONGEST_NAME - len(tail)]}{tail}", number + 1
    taken.add(name.casefold())
    return name
