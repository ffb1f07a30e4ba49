"""Places found in a text: full names first, short ones where the text supports them.

A full name with its suffix is nearly always the place; a short one (金山) is a place only beside
its province, in a list of its neighbors, or where the text has named it in full. Which of several
districts of one name is meant follows from the places named around it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bayline.engines.chinese.gazetteer.guards import splits_word
from bayline.engines.chinese.gazetteer.hits import Hit, is_village
from bayline.engines.chinese.gazetteer.letters import LETTERS, lettered
from bayline.engines.chinese.gazetteer.lexicon import Lexicon
from bayline.engines.chinese.gazetteer.resolving import Resolver
from bayline.engines.chinese.gazetteer.supporting import supported
from bayline.engines.chinese.terms import Name

_GOES_ON = re.compile(
    r"市(?:场|值|容|域|郊|面|价|斤|两|尺|集|民(?!政|主|营|宗|委|用|间)|政(?!府|协|法委|务))"
    r"|区(?:域|间(?!.{0,3}合作)|别|分|块|位)|县(?:域|志)|镇(?:域|定|静|压)|村(?:域|级|民|集体|民居)|道(?:路|理)"
)
_SEAT = re.compile(r"委(?!托|派|任|培)|政府|政协|人大(?!力|量|幅)|人民|纪委|监委|法院|检察院")
_SHORTEST = 2  # characters of 通县


class _Matches(NamedTuple):
    """What the automaton found, sorted out by what it is; pairs of positions beside patterns."""

    full: list[tuple[int, int, int]]  # start, end made negative, pattern
    short: list[tuple[int, int, int]]  # start, end, pattern
    stops: list[tuple[int, int]]
    letters: list[tuple[int, int]]  # start, pattern


def find(lexicon: Lexicon, text: str, *, on: date | None) -> list[Name]:
    """Find the places of a lexicon in a text.

    Args:
        lexicon: Compiled spellings.
        text: The text in simplified, half-width script.
        on: The day the text speaks of, if known.

    Returns:
        Names in text order without overlap.
    """
    matches = _matches(lexicon, text)
    full = list(_full_hits(lexicon, text, matches.full))
    named = _named(lexicon, full)
    short = _short_hits(lexicon, matches, full, length=len(text))
    chosen = supported(lexicon, text, full, short=short, named=named)
    found = Resolver(lexicon, named, on).names(chosen)
    return _with_letters(text, found, matches.letters)


def _matches(lexicon: Lexicon, text: str) -> _Matches:
    _, automaton, spellings, shorts_from, stops_from, _ = lexicon
    matches = _Matches([], [], [], [])
    letters_from = len(spellings)
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if index < shorts_from:
            matches.full.append((start, -end, index))
        elif index < stops_from:
            matches.short.append((start, end, index))
        elif index < letters_from:
            matches.stops.append((start, end))
        else:
            matches.letters.append((start, index - letters_from))
    return matches


def _with_letters(text: str, found: list[Name], places: list[tuple[int, int]]) -> list[Name]:
    """Add places written by their letters where nothing longer stands."""
    letters = {
        name.start: name
        for start, pattern in places
        for name in lettered(text, LETTERS[pattern], start)
    }
    if not letters:
        return found
    for name in found:
        for position in range(name.start, name.end):
            letters.pop(position, None)
    return sorted((*found, *letters.values()))


def _named(lexicon: Lexicon, full: list[Hit]) -> Counter[int]:
    """How often each place is named in full, itself or by a place within it.

    Villages do not count: their names are too common to vouch for a town.
    """
    named: Counter[int] = Counter()
    for hit in full:
        places = hit.spelling.places
        if len(places) == 1 and not is_village(lexicon, places[0]):
            named.update((places[0], *lexicon.ancestors[places[0]]))
    return named


def _full_hits(lexicon: Lexicon, text: str, matches: list[tuple[int, int, int]]) -> Iterator[Hit]:
    """The longest full names from the left, without those that words go on from or hold."""
    position = 0
    last = -1
    for start, negative, index in sorted(matches):
        end = -negative
        if start < position:
            continue
        position = end
        is_joined = start == last
        if _GOES_ON.match(text, end - 1) is None and (
            is_joined or not _is_doubtful(text, start, end)
        ):
            last = end
            yield Hit(start, end, lexicon.spellings[index])


def _is_doubtful(text: str, start: int, end: int) -> bool:
    """Whether two or three characters may have been cut out of other words: 山区, 新县."""
    if _SEAT.match(text, end):
        return False
    if end - start == _SHORTEST:
        before = text[start - 1] if start else "\n"
        return before not in "省市州、，。；\n 和与及（(" or splits_word(text, start, end)
    return (
        end - start == _SHORTEST + 1 and text[end - 1] in "区市村" and splits_word(text, start, end)
    )


def _short_hits(lexicon: Lexicon, matches: _Matches, full: list[Hit], *, length: int) -> list[Hit]:
    """Short names outside full ones and outside words that merely hold them."""
    taken = bytearray(length)
    for start, end in (*(hit[:2] for hit in full), *matches.stops):
        taken[start:end] = b"\1" * (end - start)
    spellings = lexicon.spellings
    return [
        Hit(start, end, spellings[index])
        for start, end, index in sorted(matches.short)
        if taken.find(1, start, end) < 0
    ]
