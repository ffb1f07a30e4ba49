"""Whose a figure is in the record, as a reader of the whole document knows it.

全镇 is the town that the document is on, and a figure that nobody is said to own is that of the
place or thing which the title names.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.subjects import PLACES
from bayline.engines.chinese.terms import Name, QuantityKind, Reading, Span, Statement
from bayline.engines.chinese.titles import home_words

# 全市（含港区）
_WHOLE = re.compile(
    r"[全我本](?P<level>[省市区县镇乡村州盟旗])(?P<scope>[（(][^（()）]{1,24}[)）])?"
)
_WORKS = re.compile(r".{2,8}工程(?:项目)?")
_NEW_LINE = "\n"


class Whose:
    """Gives the subjects of the claims of one document.

    Args:
        reading: What was read in it.
    """

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self._places = [name for name in reading.names if name.kind in PLACES]
        self._codes: dict[str, str] = {}  # of what is written and of full names, the first of each
        self._endings: dict[str, str] = {}  # of full names
        for place in (one for one in self._places if one.code):
            for name in filter(None, (reading.text[place.start : place.end], place.name)):
                self._codes.setdefault(name, place.code)
            if place.name:
                self._endings.setdefault(place.name, place.code)
        self._home = reading.home
        self._levels: dict[str, _Level] = {}
        self._title = home_words(reading.text, self._home, reading.times) if self._home else ""

    def subject(self, statement: Statement) -> str:
        """Return whose a figure is: as printed, or what the printed words stand for."""
        printed = statement.subject
        if not printed:
            return self._title
        whole = _WHOLE.fullmatch(fold(printed))
        if whole is None:
            return self._title if self._is_of_works(printed, statement) else printed
        place = self._meant(whole["level"], statement.quantity.start)
        return printed if place is None else f"{place}{printed[whole.end('level') :]}"

    def place(self, subject: str) -> str:
        """Give the code of the place that a subject is, or ends with (金山区漕泾镇); else empty."""
        if subject in self._codes:
            return self._codes[subject]
        return next((code for name, code in self._endings.items() if subject.endswith(name)), "")

    def _is_of_works(self, printed: str, statement: Statement) -> bool:
        """Whether a count of projects of the title's place is of the works that it names too."""
        works = self._title.removeprefix(printed)
        measured = statement.attribute or ""
        is_count = measured.endswith("项目") and statement.quantity.kind is QuantityKind.COUNT
        return is_count and works != self._title and bool(_WORKS.fullmatch(works))

    def _meant(self, level: str, position: int) -> str | None:
        """The place of a level of which a passage speaks, the document's own before others."""
        known = self._of_level(level)
        if known.own is not None:
            return known.own
        index = bisect_left(known.starts, position) - 1
        if index < 0:
            return None
        line = self.text.rfind(_NEW_LINE, 0, position)
        if known.starts[index] > line or position <= known.one_until:
            return known.names[index]
        return None  # of several places none is meant for certain

    def _of_level(self, level: str) -> "_Level":
        if level not in self._levels:
            places = [place for place in self._places if self._name(place).endswith(level)]
            names = [self._name(place) for place in places]
            starts = [place.start for place in places]
            other = (at for at, name in zip(starts, names, strict=True) if name != names[0])
            home = self._home or Span(0, 0)
            own = [self._name(place) for place in places if home.start <= place.start < home.end]
            self._levels[level] = _Level(
                starts, names, next(other, len(self.text)), own[-1] if own else None
            )
        return self._levels[level]

    def _name(self, place: Name) -> str:
        return place.name or self.text[place.start : place.end]


class _Level(NamedTuple):
    """The places of one level in a document."""

    starts: list[int]
    names: list[str]
    one_until: int  # up to there all are the same
    own: str | None  # the one in the title
