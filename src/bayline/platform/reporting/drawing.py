"""Charts of reports as vectors: the pictures of the pages, with their looks written into them.

On a page a stylesheet gives the looks; in a PDF each shape carries its own.
"""

from html import escape

from bayline.platform.charts.terms import Chart, PlotView

FONT = "report-font"  # put in when it is set, since it differs from machine to machine
_COLORS = ("#0B5C73", "#AD8F6F", "#5D86CD", "#846615", "#5F0804", "#152A60")
_AXIS, _GRID, _WORD = "#7C8A91", "#D5DDE0", "#43535B"


def picture_of(chart: Chart) -> str:
    """Write the wide picture of a chart as SVG."""
    picture = next((one for one in chart.pictures if one.name == "wide"), None)
    return "" if picture is None else _svg(picture, chart.title)


def _svg(picture: PlotView, title: str) -> str:
    size = f'width="{picture.width}" height="{picture.height}"'
    box = f'viewBox="0 0 {picture.width} {picture.height}" {size}'
    said = f'role="img" aria-label="{escape(title)}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {box} {said}>']
    for tick in picture.values:
        parts.append(_path(f"M{picture.left} {tick.y}H{picture.right}", _GRID))
        parts.append(_words(tick.word, tick.x, f"{float(tick.y) + 4:.1f}", "end"))
    parts.append(_path(f"M{picture.left} {picture.base}H{picture.right}", _AXIS))
    parts.extend(_words(tick.word, tick.x, tick.y, tick.anchor) for tick in picture.days)
    for line in picture.lines:
        dashes = ' stroke-dasharray="5 4"' if line.is_planned else ""
        parts.append(_path(line.path, _color(str(line.strand)), f' stroke-width="1.75"{dashes}'))
    for bar in picture.bars:
        color = _color(bar.look.split()[0].removeprefix("strand-"))
        shape = f'x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}"'
        parts.append(f'<rect {shape} fill="{color}" fill-opacity="0.18" stroke="{color}"/>')
        parts.extend(_path(arrow, color) for arrow in bar.arrows)
        parts.append(f'<path d="{bar.dot}" fill="{color}"/>')
    parts.extend(
        _words(one.words, f"{one.x:.1f}", f"{one.y:.1f}", one.anchor) for one in picture.labels
    )
    return "".join((*parts, "</svg>"))


def _color(strand: str) -> str:
    return _COLORS[int(strand) % len(_COLORS)] if strand.isdecimal() else _COLORS[0]


def _path(drawn: str, color: str, more: str = "") -> str:
    return f'<path d="{drawn}" fill="none" stroke="{color}"{more}/>'


def _words(words: str, x: str, y: str, anchor: str) -> str:
    place = f'x="{x}" y="{y}" text-anchor="{anchor}"'
    return (
        f'<text {place} font-family="{FONT}" font-size="12" fill="{_WORD}">{escape(words)}</text>'
    )
