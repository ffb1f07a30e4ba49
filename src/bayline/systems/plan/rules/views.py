"""One line of a table as the reader sees it: its figures with the words around them."""

import re
from datetime import date
from typing import NamedTuple

from bayline.engines.chinese.reader import read
from bayline.engines.chinese.script import fold
from bayline.systems.reading.rules.passages import Item, View, views_of
from bayline.systems.reading.terms import ReadDocument

_NUMBERED = re.compile(
    r"^\s*(?:[（(]?\d{1,3}[）)、．]|\d{1,3}\.(?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}、)\s*"
)
_SENTENCES = re.compile(r"[。；;！？\n]")
_REACH = 200
_BREAKS = re.compile(r"[，。；;！？\n（）()]")


def view_of(text: str, *, on: date) -> View:
    """Read one line of a table.

    Args:
        text: The words; a number of the line in front plays no part.
        on: The day by which times are understood.
    """
    words = "".join(" " * len(found[0]) if found else "" for found in [_NUMBERED.match(text)])
    plain = plainer(words + text[len(words) :])
    reading = read(plain, published=on)
    return views_of([ReadDocument(name="line", reading=reading)])[0]


def clause_before(view: View, start: int) -> str:
    """Give the words of a figure's clause before it, back to the last mark of punctuation."""
    return _BREAKS.split(view.folded[max(0, start - 80) : start])[-1]


def clause_behind(view: View, end: int) -> str:
    """Give the words of a figure's clause behind it, up to the next mark of punctuation."""
    return _BREAKS.split(view.folded[end : end + 60], maxsplit=1)[0]


_QUOTED = re.compile(r"[\"“”](?=[+-]?\d)|(?<=[\d%元个家])[\"“”]")
_ZERO = re.compile(r"零增长|[比年期]持平")
_PLUS = re.compile(r"(?<=[\d元个家户人])[+＋](?=[\u4e00-\u9fff])")
_SIZED = re.compile(r"(?<=\d)个(?=亿元?(?:及)?以上)")
ZERO = "增0%"


def plainer(text: str) -> str:
    """Write what tables abbreviate so that it reads as a figure, each letter in its place.

    零增长 is a growth of 0 %, 一季度25+二季度26亿元 a list, and quotes around a number say nothing.

    Args:
        text: One line of a table.
    """
    counted = _SIZED.sub("件", text)  # 27个亿元以上项目 are 27 of them, not 2.7 billion
    return _PLUS.sub("、", _ZERO.sub(ZERO, _QUOTED.sub(" ", counted)))


class Around(NamedTuple):
    """The words around a figure that are of no other figure.

    Attributes:
        clause: Those of its clause, with # where it stands.
        context: Those before it in its sentence.
        sentence: All before it in its sentence, those of other figures too.
    """

    clause: str
    context: str
    sentence: str


def around(view: View, item: Item, *, since: int, until: int) -> Around:
    """Give the words around a figure, between the figure before it and the one behind it.

    Args:
        view: The text.
        item: The figure.
        since: Where the figure before it ends.
        until: Where the figure behind it begins.
    """
    before = view.folded[max(since, item.start - _REACH) : item.start]
    context = _SENTENCES.split(before)[-1]
    sentence = _SENTENCES.split(view.folded[max(0, item.start - _REACH) : item.start])[-1]
    behind = clause_behind(view, item.end)
    is_followed = until < item.end + len(behind.rstrip())
    return Around(f"{_BREAKS.split(before)[-1]}#{'' if is_followed else behind}", context, sentence)


def folded(text: str) -> str:
    """Give a text in simplified, half-width script without spaces."""
    return re.sub(r"\s+", "", fold(text))
