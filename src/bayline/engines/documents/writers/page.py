"""Write a checked document as one page that needs nothing else: no scripts, no files, no network.

The text stands character for character; marks are tags around it, and the numbers of findings are
drawn by the style, so that copying the text carries nothing along.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from bayline.engines.documents.terms import Document
from bayline.engines.documents.writers.style import STYLE
from bayline.engines.documents.writers.wording import (
    amount_of,
    glyph_of,
    is_english,
    label_of,
    look_of,
    remark_of,
    state_word,
)
from bayline.kernel.findings import Finding, Reference, Row

_LOOKS = ("bad", "warn", "differ", "unknown", "good")
_SHORT = 12  # a figure of so many characters never breaks over two lines
_WORDS = {
    False: ("核对结果", "正文", "没有可以复算的数字。", "第{}字"),
    True: ("Findings", "Text", "No figure could be recomputed.", "character {}"),
}
_CONTROLS = {code: "\ufffd" for code in range(32) if chr(code) not in "\t\n\r"}
_CONTROLS.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))


class Mark(NamedTuple):
    """A figure to mark in the text.

    Attributes:
        start: First character.
        end: One past the last.
        note: What it was read as, shown on hover; "" for nothing.
    """

    start: int
    end: int
    note: str = ""


class _Paint(NamedTuple):
    """A mark with its look and the numbers of the findings that rest on it."""

    start: int
    end: int
    look: str
    note: str
    numbers: tuple[int, ...]


def annotate_html(
    document: Document | str,
    marks: Sequence[Mark],
    findings: Sequence[Finding],
    *,
    lang: str = "zh",
    note: str = "",
) -> str:
    """Write the text with its marks and the findings with their arithmetic.

    Args:
        document: A document, or a bare text.
        marks: Every figure that was read, in any order; they may overlap.
        findings: What the checks found, in the order of the list.
        lang: zh or en.
        note: A sentence to stand under the title, such as the day that times rest on.

    Returns:
        A self-contained page that prints.
    """
    text = document if isinstance(document, str) else document.text
    name = "" if isinstance(document, str) else document.name
    head, body, none, _ = _WORDS[is_english(lang)]
    title = f"{head} · {name}" if name else head
    marked = "".join(_marked(text, _paints(marks, findings, name)))
    listed = "".join(_entry(number, each, name, lang) for number, each in enumerate(findings, 1))
    said = f"<p>{_safe(note)}</p>\n" if note else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{"en" if is_english(lang) else "zh-Hans"}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_safe(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{_safe(title)}</h1>\n{said}<main>\n<section>\n<h2>{body}</h2>\n"
        f'<div class="text" lang="zh-Hans">{marked}</div>\n'
        f"</section>\n<section>\n<h2>{head}</h2>\n"
        f"{f'<ol>{listed}</ol>' if listed else f'<p>{none}</p>'}\n"
        "</section>\n</main>\n</body>\n</html>\n"
    )


def _safe(words: str) -> str:
    """Escape words for HTML; characters that no page may hold become replacement characters."""
    return escape(words.translate(_CONTROLS), quote=True)


def _is_here(claim: Reference, name: str) -> bool:
    return not name or claim.document == name


def _paints(marks: Sequence[Mark], findings: Sequence[Finding], name: str) -> list[_Paint]:
    """Merge figures and claims: one paint for each stretch, in the worst look of its findings."""
    looks: dict[tuple[int, int], list[str]] = {(mark.start, mark.end): [] for mark in marks}
    numbers: dict[tuple[int, int], list[int]] = {}
    for number, finding in enumerate(findings, 1):
        for claim in finding.claims:
            if _is_here(claim, name):
                place = (claim.start, claim.end)
                looks.setdefault(place, []).append(look_of(finding))
                numbers.setdefault(place, []).append(number)
    notes = {(mark.start, mark.end): mark.note for mark in marks}
    return [
        _Paint(
            *place,
            look=min(found, key=_LOOKS.index) if found else "read",
            note=notes.get(place, ""),
            numbers=tuple(dict.fromkeys(numbers.get(place, ()))),
        )
        for place, found in sorted(looks.items())
    ]


def _marked(text: str, paints: Sequence[_Paint]) -> Iterator[str]:
    """Write the text in stretches; where marks overlap, the shortest shows."""
    edges = sorted({edge for p in paints for edge in (p.start, p.end) if 0 <= edge <= len(text)})
    waiting = list(reversed(paints))
    active: list[_Paint] = []
    at = 0
    for edge in edges:
        yield _run(text, at, edge, active)
        active = [paint for paint in active if paint.end > edge]
        while waiting and waiting[-1].start <= edge:
            active.append(waiting.pop())
        at = edge
    yield _safe(text[at:])


def _run(text: str, start: int, end: int, active: Sequence[_Paint]) -> str:
    words = _safe(text[start:end])
    paint = min(active, key=lambda each: each.end - each.start, default=None)
    if paint is None or not words:
        return words
    classes = f"{paint.look} short" if end - start <= _SHORT else paint.look
    title = f' title="{_safe(paint.note)}"' if paint.note else ""
    place = f' id="m{paint.start}-{paint.end}"' if start == paint.start else ""
    refers = " ".join(map(str, paint.numbers)) if end == paint.end else ""
    mark = f'<mark class="{classes}"{place}{title}{f" data-n={refers!r}" if refers else ""}>'
    link = f'<a href="#f{paint.numbers[0]}">{words}</a>' if paint.numbers else words
    return f"{mark}{link}</mark>"


def _entry(number: int, finding: Finding, name: str, lang: str) -> str:
    rows = "".join(_row(row, finding.rows, lang) for row in finding.rows)
    claims = "".join(_claim(claim, name, lang) for claim in finding.claims)
    return (
        f'<li id="f{number}" class="{look_of(finding)}">'
        f"<p><b>{glyph_of(finding)} {state_word(finding, lang)}</b> "
        f"{_safe(remark_of(finding, lang))}</p>"
        + (f"<table>{rows}</table>" if rows else "")
        + (f"<ul>{claims}</ul>" if claims else "")
        + "</li>\n"
    )


def _row(row: Row, rows: Sequence[Row], lang: str) -> str:
    printed = row.reference.quote if row.reference else ""
    cells = (row.operation.replace("-", "−"), label_of(row, lang))
    shown = "".join(f"<td>{_safe(cell)}</td>" for cell in cells)
    amount = _safe(amount_of(row, rows, lang))
    # What is printed needs no second number; what is computed stands in the same column.
    meant = f'<td class="meant">{amount}</td>' if printed else ""
    return f'<tr>{shown}<td class="number">{_safe(printed) or amount}</td>{meant}</tr>'


def _claim(claim: Reference, name: str, lang: str) -> str:
    place = _WORDS[is_english(lang)][3].format(claim.start + 1)
    quote = f'<q lang="zh-Hans">{_safe(claim.quote)}</q>'
    if _is_here(claim, name):
        quote = f'<a href="#m{claim.start}-{claim.end}">{quote}</a>'
    return f"<li>{quote} <cite>{_safe(claim.document)} · {place}</cite></li>"
