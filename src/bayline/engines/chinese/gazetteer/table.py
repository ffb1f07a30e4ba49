"""The gazetteer: an unchangeable table of places that finds them in texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Self

from bayline.engines.chinese.gazetteer.entries import Entry, entries, line_of
from bayline.engines.chinese.gazetteer.finding import find
from bayline.engines.chinese.gazetteer.lexicon import Lexicon, compile_lexicon
from bayline.engines.chinese.terms import Name
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.places import Place


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Places by code and by name; unchangeable, safe to share.

    Attributes:
        entries: The places, with the days between which each existed.
    """

    entries: tuple[Entry, ...]
    _by_code: Mapping[str, Entry] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_code = {entry.place.code: entry for entry in self.entries}
        object.__setattr__(self, "_by_code", by_code)

    @classmethod
    def load(cls, text: str, *, where: str) -> Self:
        """Read a gazetteer from CSV and lay it over the divisions of the country.

        Args:
            text: Columns code, name, level, parent, aliases, from, to, lon, lat.
            where: Name of the file, for refusals.

        Returns:
            The country's divisions with the rows added; a row with a known code replaces it.

        Raises:
            BaylineError: A bad row, with its number, column, value, and what to do.
        """
        own = entries(text, where=where)
        merged = {entry.place.code: entry for entry in (*national().entries, *own)}
        for entry in own:
            parent = entry.place.parent
            if parent and parent not in merged and not parent.endswith("00"):
                line = line_of(text, entry.place.code)
                raise _lost_parent(entry, where=where, line=line)
        return cls(tuple(merged.values()))

    def place(self, code: str) -> Place | None:
        """Return the place with a code, or None."""
        entry = self._by_code.get(code)
        return None if entry is None else entry.place

    def find(self, folded: str, *, on: date | None = None) -> list[Name]:
        """Find the places named in a text.

        Args:
            folded: The text in simplified, half-width script, aligned with the original.
            on: The day the text speaks of, which decides between namesakes of different times.

        Returns:
            Names in text order that do not overlap: 上海市金山区 gives two. The code is empty where
            the text does not tell which of several places is meant.
        """
        return find(_lexicon(self), folded, on=on)


def _lost_parent(entry: Entry, *, where: str, line: int) -> BaylineError:
    name, code, parent = entry.place.name, entry.place.code, entry.place.parent
    return BaylineError(
        f"row {line}, {name} ({code}), column parent, value “{parent}”",
        where=where,
        why="no place has this code",
        do="add the parent's row or correct the code",
        zh=Words(
            f"第{line}行{name}（{code}）parent栏的值“{parent}”",
            "没有哪个地方有这个代码",
            "请补上它的上级，或改正代码",
        ),
    )


@lru_cache(maxsize=4)
def _lexicon(gazetteer: Gazetteer) -> Lexicon:
    return compile_lexicon(gazetteer.entries)


@lru_cache(maxsize=1)
def national() -> Gazetteer:
    """Return the provinces, prefectures and counties of the country.

    Source: GB/T 2260 codes as in force at the end of 2025, with the names in use since 1988.
    """
    where = "divisions.csv"
    text = files("bayline.engines.chinese.gazetteer").joinpath(where).read_text("utf-8")
    return Gazetteer(entries(text, where=where))
