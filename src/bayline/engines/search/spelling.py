"""One spelling for what is searched and what is searched for.

Traditional and simplified characters, full and half width, capitals, blanks inside Chinese,
thousands commas and names of units are made alike. Characters may go or be replaced, so each one
of the result says where in the original it comes from.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from bayline.engines.chinese.script import fold

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
# İ alone would become two characters in small letters; pinyin is typed without tones, ü as v.
_TONES = {"a": "āáǎà", "o": "ōóǒò", "e": "ēéěè", "i": "īíǐìİ", "u": "ūúǔù", "v": "üǖǘǚǜÜ"}
_SINGLES = {ord(odd): plain for plain, group in _TONES.items() for odd in group}
_SINGLES |= dict.fromkeys((*range(32), 127), " ")
_SINGLE = re.compile(f"[{''.join(map(chr, _SINGLES))}]")
# Units that are written in several ways behind a number: as read on the left, as kept on the right.
_UNITS = {
    "平方千米": "平方公里",
    "km2": "平方公里",
    "km²": "平方公里",
    "㎢": "平方公里",
    "千米": "公里",
    "km": "公里",
    "平米": "平方米",
    "㎡": "平方米",
    "m²": "平方米",
    "m2": "平方米",
    "立方": "立方米",
    "m³": "立方米",
    "m3": "立方米",
    "千克": "公斤",
    "kg": "公斤",
    "㎏": "公斤",
    "kwh": "千瓦时",
    "°c": "℃",
    "摄氏度": "℃",
}
_UNIT = "|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))
_ODD = re.compile(
    rf"(?<=\d)\s*(?P<unit>{_UNIT})(?![a-z0-9米])"
    rf"|[\u00ad\u200b-\u200f\u2060\ufe0f\ufeff]+"
    rf"|(?<=\d),(?=\d{{3}}(?!\d))"
    rf"|(?<=[{HAN}])\s+|\s+(?=[{HAN}])"
)
# A quick look at what few sentences have.
_BLANKS = r"\s\u00ad\u200b-\u200f\u2060\ufe0f\ufeff"
_WITH_UNIT = re.compile(rf"\d[{''.join(sorted({re.escape(unit[0]) for unit in _UNITS}))}]")
_THOUSANDS = re.compile(r",\d{3}")
_PERHAPS = re.compile(rf"[{_BLANKS}]|{_THOUSANDS.pattern}|{_WITH_UNIT.pattern}")
# One set of characters is looked for many times as fast as several things.
# İ becomes an i with a dot above it in small letters; the dot tells it from any other i.
_SMALL = "".join(map(chr, _SINGLES)).lower().replace("i", "")
_STRANGE = re.compile(f"[{_BLANKS}{_SMALL}]")
_PARTING = "|"  # is none of them, nor a part of one
_ODDITIES = (_STRANGE, _WITH_UNIT, _THOUSANDS)
_APART = re.compile(rf"(?<=\d)\s+(?=(?:{_UNIT})(?![a-zA-Z0-9]))", re.IGNORECASE)


class Spelled(NamedTuple):
    """A text in the one spelling.

    Attributes:
        text: The characters.
        origins: For each of them, and for the end, its position in the original; None where both
            have the same characters at the same positions.
    """

    text: str
    origins: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch of the original that a stretch of the spelled text comes from."""
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end - 1] + 1 if end > start else self.origins[end]


def spelled(text: str) -> Spelled:
    """Bring a text into the one spelling.

    Args:
        text: Any text, half characters and control characters too.
    """
    alike = text.translate(_SINGLES) if _SINGLE.search(text) else text
    alike = fold(alike).lower()
    is_odd = _PERHAPS.search(alike) and _ODD.search(alike)
    return _without_oddities(alike) if is_odd else Spelled(alike)


def spelled_pieces(text: str, pieces: Iterable[tuple[int, int]], *, folded: str) -> Iterator[str]:
    """Bring pieces of a text into the one spelling, each as `spelled` does alone.

    Few pieces have anything odd, so the whole is looked through once, and only these again.

    Args:
        text: Any text.
        pieces: Where they start and end.
        folded: The text as `fold` gives it.
    """
    alike = folded.lower()
    is_aligned = len(alike) == len(text) and "Σ" not in text  # small by what follows upon it
    odd = sorted(place for one in _ODDITIES for place in _found_in(one, alike))
    odd.append(len(text))
    for start, end in pieces:
        here = text[start:end]
        is_plain = is_aligned and odd[bisect_left(odd, start)] >= end
        yield alike[start:end] if is_plain and here == folded[start:end] else spelled(here).text


def are_spelled(folded: Sequence[str]) -> list[bool]:
    """Tell of each of some texts whether its lines have nothing that is spelled otherwise.

    As most have not, and one look at all together takes a third of the time.

    Args:
        folded: The texts as `fold` gives them, in small letters; of one line or several.
    """
    whole = _PARTING.join(folded).replace("\n", _PARTING)
    odd = {place for one in _ODDITIES for place in _found_in(one, whole)}
    if not odd:
        return [True] * len(folded)
    ends = [*accumulate(len(text) + 1 for text in folded)]
    found = {bisect_right(ends, place) for place in odd}
    return [at not in found for at in range(len(folded))]


def _found_in(pattern: re.Pattern[str], text: str) -> list[int]:
    return [found.start() for found in pattern.finditer(text)]


def with_units(typed: str) -> str:
    """Put units that were typed behind a blank to their numbers: 1.6 km is one thing."""
    return _APART.sub("", typed)


def _without_oddities(text: str) -> Spelled:
    parts: list[str] = []
    origins: list[int] = []
    last = 0
    for found in _ODD.finditer(text):
        parts.append(text[last : found.start()])
        origins += range(last, found.start())
        if found["unit"]:
            unit = _UNITS[found["unit"]]
            parts.append(unit)
            origins += _stretched(found.start(), found.end(), len(unit))
        last = found.end()
    parts.append(text[last:])
    origins += range(last, len(text) + 1)
    return Spelled("".join(parts), (*origins,))


def _stretched(start: int, end: int, count: int) -> list[int]:
    """Spread the characters of a unit over those it was written with."""
    return [min(start + at, end - 1) for at in range(count - 1)] + [end - 1]
