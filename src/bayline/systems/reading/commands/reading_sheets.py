"""What was read as one page: each text with its marks in place, and the same as a table."""

from collections.abc import Sequence
from html import escape

from bayline.systems.reading.rules.columns import READ_COLUMNS, read_row
from bayline.systems.reading.rules.records import Record

TITLE = "读数结果"
_HEADS = ("字", "类别", "原文", "读作", "指标", "对象", "时间", "状态")


def section(name: str, text: str, records: Sequence[Record], *, note: str) -> str:
    """Write one document with its marks.

    Args:
        name: The name of the document.
        text: Its text.
        records: What was read in it, in text order, what starts together longest first.
        note: A paragraph to stand before the text, as HTML; empty for none.
    """
    rows = "".join(map(_row, records))
    heads = "".join(f"<th>{head}</th>" for head in _HEADS)
    shown = marked(text, records)
    return (
        f'<section>\n<h2>{escape(name)}</h2>\n{note}<div class="text">{shown}</div>\n'
        f"<details><summary>共{len(records)}处</summary>\n"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>\n</details>\n</section>\n"
    )


def marked(text: str, records: Sequence[Record]) -> str:
    """Write a text with a mark around each thing that was read.

    Marks nest; one that would cross the end of another is left to the table.
    """
    parts: list[str] = []
    ends: list[int] = []
    at = 0

    def go_to(place: int) -> None:
        nonlocal at
        parts.append(escape(text[at:place]))
        at = place

    for record in records:
        while ends and ends[-1] <= record["start"]:
            go_to(ends.pop())
            parts.append("</mark>")
        if not ends or record["end"] <= ends[-1]:
            go_to(record["start"])
            parts.append(f'<mark class="{record["kind"]}" title="{escape(_note(record))}">')
            ends.append(record["end"])
    for end in reversed(ends):
        go_to(end)
        parts.append("</mark>")
    go_to(len(text))
    return "".join(parts)


def _note(record: Record) -> str:
    cells = dict(zip(READ_COLUMNS, read_row(record), strict=True))
    told = ("kind", "read as", "attribute", "subject", "time", "status")
    return " · ".join(cells[name] for name in told if cells[name])


def _row(record: Record) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in read_row(record))}</tr>"
