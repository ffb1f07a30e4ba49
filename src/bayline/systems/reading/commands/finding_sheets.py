"""Findings as one page: each with its sentence, its arithmetic and the places it rests on."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from bayline.engines.documents.writers.wording import glyph_of, look_of, state_word
from bayline.kernel.figures import Figure, to_places
from bayline.kernel.findings import Finding, Reference, Row
from bayline.kernel.units import unit
from bayline.systems.reading.commands.sheets import TAIL, head
from bayline.systems.reading.rules.figures import plain


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
    rows = "".join(map(_row, finding.rows))
    claims = "".join(map(_claim, finding.claims))
    return (
        f'<article class="{look_of(finding)}">\n'
        f"<h2><b>{glyph_of(finding)}</b>{escape(finding.sentence)}</h2>\n"
        + (f"<table>{rows}</table>\n" if rows else "")
        + (f"<ul>{claims}</ul>\n" if claims else "")
        + "</article>"
    )


def _row(row: Row) -> str:
    printed = row.reference.quote if row.reference else ""
    cells = (escape(row.operation), escape(row.label), escape(printed))
    shown = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr>{shown}<td class="number">{escape(_exact(row.figure))}</td></tr>'


def _exact(figure: Figure) -> str:
    ends = (figure.low, figure.high)
    low, high = (None if end is None else plain(to_places(end, 6)) for end in ends)
    name = unit(figure.unit).zh if figure.unit != "1" else ""
    if low is None or high is None:
        sign = ("< " if figure.high_open else "≤ ") if low is None else _above(figure)
        return f"{sign}{high if low is None else low} {name}".rstrip()
    return f"{low if low == high else f'{low} – {high}'} {name}".rstrip()


def _above(figure: Figure) -> str:
    return "> " if figure.low_open else "≥ "


def _claim(claim: Reference) -> str:
    place = f"{claim.document}，第{claim.start + 1}字"
    return f"<li><q>{escape(claim.quote)}</q> <cite>{escape(place)}</cite></li>"
