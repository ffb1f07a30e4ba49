"""Findings as one page: each with its sentence, its arithmetic and the places it rests on."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from bayline.engines.documents.writers.wording import amount_of, glyph_of, look_of, state_word
from bayline.kernel.findings import Finding, Reference, Row
from bayline.systems.reading.commands.sheets import TAIL, head


def findings_sheet(findings: Sequence[Finding], *, note: str) -> str:
    """Write findings as an HTML page, in the order given.

    Args:
        findings: What was found, worst first.
        note: A paragraph to stand before them, as HTML; empty for none.
    """
    counted = Counter(state_word(each, "zh") for each in findings)  # findings come worst first
    numbers = "，".join(f"{word}{count}处" for word, count in counted.items())
    summary = f"<p>{numbers}。</p>\n" if numbers else ""
    body = "\n".join(map(_article, findings)) or "<p>没有可以复算的数字。</p>"
    return f"{head('核对结果')}{summary}{note}{body}{TAIL}"


def _article(finding: Finding) -> str:
    # The sentence opens with the word for its state; the sign lets the eye find it.
    rows = "".join(_row(row, finding.rows) for row in finding.rows)
    claims = "".join(map(_claim, finding.claims))
    return (
        f'<article class="{look_of(finding)}">\n'
        f"<h2><b>{glyph_of(finding)}</b>{escape(finding.sentence)}</h2>\n"
        + (f"<table>{rows}</table>\n" if rows else "")
        + (f"<ul>{claims}</ul>\n" if claims else "")
        + "</article>"
    )


def _row(row: Row, rows: Sequence[Row]) -> str:
    printed = row.reference.quote if row.reference else ""
    amount = escape(amount_of(row, rows, "zh"))
    cells = (row.operation.replace("-", "−"), row.label)
    shown = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    meant = f"<td>{amount}</td>" if printed else ""
    return f'<tr>{shown}<td class="number">{escape(printed) or amount}</td>{meant}</tr>'


def _claim(claim: Reference) -> str:
    place = f"{claim.document}，第{claim.start + 1}字"
    return f"<li><q>{escape(claim.quote)}</q> <cite>{escape(place)}</cite></li>"
