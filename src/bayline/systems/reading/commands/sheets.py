"""Findings as one page that stands alone: no script, nothing from elsewhere, fit to be printed."""

from collections.abc import Sequence
from html import escape

from bayline.kernel.figures import Figure
from bayline.kernel.findings import Finding, Reference, Row, Severity, Verdict
from bayline.kernel.units import unit
from bayline.systems.reading.rules.figures import plain

# The sentence itself opens with the word for its state; the glyph lets the eye find it.
_GLYPHS = {
    Verdict.CONTRADICTION: "✕",
    Verdict.NOT_COMPARABLE: "≠",
    Verdict.NEEDS_BASIS: "?",
    Verdict.HOLDS: "✓",
}
_STYLE = """
body { font: 16px/1.75 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei",
  sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #17242B;
  background: #FAFBFB }
article { border-top: 1px solid #D5DDE0; padding: 1em 0 }
h1 { font-size: 24px }
h2 { font-size: 16px; margin: 0 } h2 b { font-weight: 600; margin-right: .5em }
.contradiction b { color: #9C2A14 } .warning b { color: #8A5D00 } .note b { color: #43535B }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
td { padding: .1em 1em .1em 0; vertical-align: top } td.number { text-align: right }
ul { padding-left: 1.2em } cite { font-style: normal; color: #5C6B73 }
@media print { body { margin: 0; background: none } article { break-inside: avoid } }
""".strip()


def findings_sheet(findings: Sequence[Finding]) -> str:
    """Write findings as an HTML page, in the order given."""
    counted = [sum(each.severity is severity for each in findings) for severity in Severity]
    summary = "不一致{}处，注意{}处，其余{}处。".format(*counted)
    body = "\n".join(map(_article, findings)) or "<p>没有可以复算的数字。</p>"
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>核对结果</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n"
        f"<h1>核对结果</h1>\n<p>{summary}</p>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _article(finding: Finding) -> str:
    glyph = "△" if finding.severity is Severity.WARNING else _GLYPHS[finding.verdict]
    rows = "".join(map(_row, finding.rows))
    claims = "".join(map(_claim, finding.claims))
    return (
        f'<article class="{finding.severity.value}">\n'
        f"<h2><b>{glyph}</b>{escape(finding.sentence)}</h2>\n"
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
    low, high = (None if end is None else plain(round(end, 6)) for end in (figure.low, figure.high))
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
