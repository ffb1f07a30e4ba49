"""One line of a table as the reader sees it: its figures with the words around them."""

import re
from datetime import date

from bayline.engines.chinese.reader import read
from bayline.engines.chinese.script import fold
from bayline.systems.reading.rules.passages import View, views_of
from bayline.systems.reading.terms import ReadDocument

_NUMBERED = re.compile(
    r"^\s*(?:[（(]?\d{1,3}[）)、．]|\d{1,3}\.(?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}、)\s*"
)
_BREAKS = re.compile(r"[，。；;！？\n（）()]")


def view_of(text: str, *, on: date) -> View:
    """Read one line of a table.

    Args:
        text: The words; a number of the line in front plays no part.
        on: The day by which times are understood.
    """
    words = "".join(" " * len(found[0]) if found else "" for found in [_NUMBERED.match(text)])
    plain = words + text[len(words) :]
    reading = read(plain, published=on)
    return views_of([ReadDocument(name="line", reading=reading)])[0]


def clause_before(view: View, start: int) -> str:
    """Give the words of a figure's clause before it, back to the last mark of punctuation."""
    return _BREAKS.split(view.folded[max(0, start - 80) : start])[-1]


def clause_behind(view: View, end: int) -> str:
    """Give the words of a figure's clause behind it, up to the next mark of punctuation."""
    return _BREAKS.split(view.folded[end : end + 60], maxsplit=1)[0]


def folded(text: str) -> str:
    """Give a text in simplified, half-width script without spaces."""
    return re.sub(r"\s+", "", fold(text))
