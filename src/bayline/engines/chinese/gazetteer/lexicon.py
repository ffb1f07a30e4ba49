"""All spellings of the places of a gazetteer, compiled for one pass over a text.

One automaton finds full names, short ones, the words that only look like names, and the letters
that stand for provinces; the position of a pattern tells which it is.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from bayline.engines.chinese.gazetteer.entries import Entry
from bayline.engines.chinese.gazetteer.guards import guards
from bayline.engines.chinese.gazetteer.letters import LETTERS
from bayline.engines.chinese.script import fold
from bayline.kernel.places import Level, Place

_SUFFIX = re.compile(r"(?<=..)(?:特别行政区|新区|地区|街道|[省市区县旗盟镇乡])$")
_FULL = re.compile(r".+[省市区县旗盟州镇乡村道港]$|.{4,}")
_LEAST_FULL = 3
WIDE = frozenset({Level.PROVINCE, Level.PREFECTURE})


class Spelling(NamedTuple):
    """One way to write a name; places are numbers of entries, none for a stop word."""

    text: str
    places: tuple[int, ...]
    is_full: bool = False
    is_free: bool = False  # a region or country, which has no code
    is_word: bool = False  # an ordinary word as well
    is_alone: bool = False  # needs no support: provinces, prefectures, regions


class Lexicon(NamedTuple):
    """Spellings with the automaton that finds them, and each place's ancestors, nearest first."""

    entries: tuple[Entry, ...]
    automaton: AhoCorasick
    spellings: tuple[Spelling, ...]  # by pattern: full, short, stop words; then come LETTERS
    shorts_from: int  # position of the first spelling that is not full
    stops_from: int  # position of the first stop word
    ancestors: tuple[tuple[int, ...], ...]


def compile_lexicon(entries: Sequence[Entry]) -> Lexicon:
    """Compile the spellings of places: full names, aliases, and short forms."""
    full: dict[str, list[int]] = {}
    short: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for name in _names(entry.place):
            table = full if _is_full(name) else short
            table.setdefault(fold(name), []).append(number)
        for name in _short_forms(entry):
            short.setdefault(fold(name), []).append(number)
    places = (*_full_spellings(full), *_short_spellings(short, entries), *_free(short))
    spellings = (*places, *_stops(full, short))
    return Lexicon(
        tuple(entries),
        AhoCorasick([*(spelling.text for spelling in spellings), *LETTERS]),
        spellings,
        len(full),
        len(places),
        _ancestors(entries),
    )


def _names(place: Place) -> Iterable[str]:
    return dict.fromkeys((place.name, *(alias.name for alias in place.aliases)))


def _is_full(name: str) -> bool:
    if len(name) >= _LEAST_FULL:
        return _FULL.match(name) is not None
    return name[-1] in "县市区"


def _short_forms(entry: Entry) -> Iterable[str]:
    """金山 of 金山区; places that are no more and villages have none."""
    place = entry.place
    if place.level is Level.VILLAGE or entry.until is not None or "自治" in place.name:
        return ()
    short = _SUFFIX.sub("", place.name)
    return () if short == place.name else (short,)


def _full_spellings(table: dict[str, list[int]]) -> Iterable[Spelling]:
    return (
        Spelling(text, tuple(dict.fromkeys(found)), is_full=True) for text, found in table.items()
    )


def _short_spellings(table: dict[str, list[int]], entries: Sequence[Entry]) -> Iterable[Spelling]:
    """Short names; of one that is an ordinary word as well, only wide places vouch for it."""
    words = guards().words
    wide = {n for n, entry in enumerate(entries) if entry.place.level in WIDE}
    for text, found in table.items():
        places = tuple(dict.fromkeys(found))
        is_word = text in words
        is_alone = not is_word and any(n in wide and entries[n].until is None for n in places)
        yield Spelling(text, places, is_word=is_word, is_alone=is_alone)


def _free(short: dict[str, list[int]]) -> Iterable[Spelling]:
    names = (*guards().regions, *guards().world)
    return (
        Spelling(name, (), is_free=True, is_alone=True)
        for name in dict.fromkeys(names)
        if name not in short
    )


def _stops(full: dict[str, list[int]], short: dict[str, list[int]]) -> Iterable[Spelling]:
    known = {*full, *short, *guards().regions, *guards().world}
    return (Spelling(text, ()) for text in guards().stops if text not in known)


def _ancestors(entries: Sequence[Entry]) -> tuple[tuple[int, ...], ...]:
    numbers = {entry.place.code: number for number, entry in enumerate(entries)}
    found = []
    for entry in entries:
        chain: list[int] = []
        parent = numbers.get(_above(entry.place.parent, numbers))
        while parent is not None and parent not in chain:
            chain.append(parent)
            parent = numbers.get(_above(entries[parent].place.parent, numbers))
        found.append(tuple(chain))
    return tuple(found)


def _above(code: str, numbers: dict[str, int]) -> str:
    """The parent's code; municipalities have no prefectures, so their province stands instead."""
    return code if code in numbers or not code.isdigit() else code[:2] + "0000"
