"""Pages that stand alone: no script, nothing from elsewhere, fit to be printed."""

from collections.abc import Iterable
from datetime import date
from html import escape

TAIL = "\n</main>\n</body>\n</html>\n"
_STYLE = """
body { font: 16px/1.75 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei",
  sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #17242B;
  background: #FAFBFB }
article, section { border-top: 1px solid #D5DDE0; padding: 1em 0 }
h1 { font-size: 24px }
h2 { font-size: 16px; margin: 0 }
h2 b { font-weight: 600; margin-right: .5em }
.bad b { color: #9C2A14 } .warn b { color: #8A5D00 } h2 b { color: #43535B }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .1em 1em .1em 0; vertical-align: top; text-align: left }
td.number { text-align: right }
ul { padding-left: 1.2em } cite { font-style: normal; color: #5C6B73 }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
mark { color: inherit; background: none; border-bottom: 1px solid #7C8A91 }
mark.quantity { background: #E1EEF1; border-bottom: 2px solid #0B5C73 }
details { overflow-x: auto }
@media print { body { margin: 0; background: none } article { break-inside: avoid } }
""".strip()


def head(title: str) -> str:
    """Write everything of a page that stands before its first paragraph; `TAIL` closes it."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n"
    )


def inferred_day(documents: Iterable[tuple[str, date | None]]) -> str:
    """Write a paragraph that says which days of publication were inferred from the texts.

    Args:
        documents: Names with the days that were inferred; a document without a day is left out.
    """
    known = [(name, day) for name, day in documents if day is not None]
    said = "；".join(f"{escape(name)}按{day}发布理解" for name, day in known)
    return f"<p>{said}（由正文推定）。</p>\n" if said else ""
