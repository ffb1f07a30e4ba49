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

from bayline.engines.chinese.gazetteer.guards import guards, splits_word
from bayline.engines.chinese.gazetteer.letters import lettered
from bayline.engines.chinese.gazetteer.lexicon import Lexicon
from bayline.engines.chinese.terms import Name, NameKind
from bayline.kernel.places import Level

_GOES_ON = re.compile(
    r"市(?:场|值|容|域|郊|面|价|斤|两|尺|集|民(?!政|主|营|宗|委|用|间)|政(?!府|协|法委|务))"
    r"|区(?:域|间(?!.{0,3}合作)|别|分|块|位)|县(?:域|志)|镇(?:域|定|静|压)|村(?:域|级|民|集体|民居)|道(?:路|理)"
)
_ZONE = re.compile(r"(?:工业区|开发区|园区|度假区|加工区|试验区|示范区|管理区|产业园)$")
_SEAT = re.compile(r"委(?!托|派|任|培)|政府|政协|人大(?!力|量|幅)|人民|纪委|监委|法院|检察院")
_JOINTS = "、和与及，,"
_SHORTEST = 2  # characters of 通县
_UNNAMED = (-1, 0)  # weight of a place of whose town and county the text says nothing
_WIDE = frozenset({Level.PROVINCE, Level.PREFECTURE})
# What stands before or after a place and hardly before another noun: 落户平湖, 平湖52个项目.
_LEADS_TO = re.compile(
    r"(?:[在赴抵由从至到]|助力|落户|走进|来到|入驻|落地|前往|位于|地处|支持|投资)$"
)
_COUNTS = re.compile(r"\d+(?:个|家|项|条|座|所|镇|街道|[余多万])")


class Hit(NamedTuple):
    """A spelling found in the text, with the places it may mean."""

    start: int
    end: int
    places: tuple[int, ...]
    is_full: bool
    text: str


def find(lexicon: Lexicon, text: str, *, on: date | None) -> list[Name]:
    """Find the places of a lexicon in a text.

    Args:
        lexicon: Compiled spellings.
        text: The text in simplified, half-width script.
        on: The day the text speaks of, if known.

    Returns:
        Names in text order without overlap.
    """
    full = list(_full_hits(lexicon, text))
    named = _named(lexicon, full)
    short = list(_short_hits(lexicon, text, full))
    chosen = _supported(lexicon, text, full, short=short, named=named)
    found = _Resolver(lexicon, named, on).names(chosen)
    return _with_letters(text, found)


def _with_letters(text: str, found: list[Name]) -> list[Name]:
    """Add places written by their letters where nothing longer stands."""
    letters = list(lettered(text))
    if not letters:
        return found
    taken = {position for name in found for position in range(name.start, name.end)}
    return sorted((*found, *(name for name in letters if name.start not in taken)))


def _named(lexicon: Lexicon, full: list[Hit]) -> Counter[int]:
    """How often each place is named in full, itself or by a place within it.

    Villages do not count: their names are too common to vouch for a town.
    """
    named: Counter[int] = Counter()
    for hit in full:
        if len(hit.places) == 1 and not _is_village(lexicon, hit.places[0]):
            named.update((hit.places[0], *lexicon.ancestors[hit.places[0]]))
    return named


def _is_village(lexicon: Lexicon, place: int) -> bool:
    return lexicon.entries[place].place.level is Level.VILLAGE


def _full_hits(lexicon: Lexicon, text: str) -> Iterator[Hit]:
    last = -1
    for index, start, end in lexicon.full.find_matches_as_indexes(text):
        spelling = lexicon.full_spellings[index]
        is_joined = start == last
        goes_on = _GOES_ON.match(text, end - 1)
        if goes_on is None and (is_joined or not _is_doubtful(text, start, end)):
            last = end
            yield Hit(start, end, spelling.places, is_full=True, text=spelling.text)


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


def _short_hits(lexicon: Lexicon, text: str, full: list[Hit]) -> Iterator[Hit]:
    """Short names outside full ones and outside words that merely hold them."""
    taken = bytearray(len(text) + 1)
    for hit in full:
        taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
    found = lexicon.short.find_matches_as_indexes(text, overlapping=True)
    for index, start, end in found:
        spelling = lexicon.short_spellings[index]
        if not spelling.places and not spelling.is_free:
            taken[start:end] = b"\1" * (end - start)
    for index, start, end in found:
        spelling = lexicon.short_spellings[index]
        if (spelling.places or spelling.is_free) and not taken.find(1, start, end) >= 0:
            yield Hit(start, end, spelling.places, is_full=False, text=spelling.text)


def _supported(
    lexicon: Lexicon, text: str, full: list[Hit], *, short: list[Hit], named: Counter[int]
) -> list[Hit]:
    """The hits that stand: full names, and short ones that something supports."""
    hits = sorted((*full, *short), key=lambda hit: (hit.start, -hit.end))
    chosen: list[Hit] = []
    waiting: list[Hit] = []
    often = Counter(hit.text for hit in short)
    for hit in hits:
        if chosen and hit.start < chosen[-1].end:
            continue
        if not hit.places and text.startswith("·", hit.end):
            continue  # 中国·某地…节: part of a title
        is_said = hit.is_full or _is_supported(
            lexicon, hit, chosen[-1] if chosen else None, named=named
        )
        if is_said or _is_bare_city(lexicon, text, hit, is_repeated=often[hit.text] > 1):
            is_known = not hit.places or any(_is_province(lexicon, place) for place in hit.places)
            if hit.is_full or not splits_word(text, hit.start, hit.end, is_known=is_known):
                chosen.append(hit)
        else:
            waiting.append(hit)
    return _with_neighbors(lexicon, text, chosen, waiting)


def _is_supported(lexicon: Lexicon, hit: Hit, before: Hit | None, *, named: Counter[int]) -> bool:
    if not hit.places:
        return True
    if before is not None and before.end == hit.start and _is_within(lexicon, hit, before):
        return True
    if hit.text in guards().words:
        return any(place in named and _is_wide(lexicon, place) for place in hit.places)
    return any(_stands_alone(lexicon, place, named) for place in hit.places)


def _is_bare_city(lexicon: Lexicon, text: str, hit: Hit, *, is_repeated: bool) -> bool:
    """Whether a city of county level is named without its 市, and what stands around says so."""
    if hit.text in guards().words or not any(_is_city(lexicon, place) for place in hit.places):
        return False
    left = max(0, hit.start - 2)
    return (
        is_repeated
        or _LEADS_TO.search(text, left, hit.start) is not None
        or _COUNTS.match(text, hit.end) is not None
    )


def _is_city(lexicon: Lexicon, place: int) -> bool:
    entry = lexicon.entries[place]
    is_county = entry.place.level is Level.COUNTY and entry.until is None
    return is_county and entry.place.name.endswith("市")


def _is_province(lexicon: Lexicon, place: int) -> bool:
    return lexicon.entries[place].place.level is Level.PROVINCE


def _is_wide(lexicon: Lexicon, place: int) -> bool:
    return lexicon.entries[place].place.level in _WIDE


def _is_within(lexicon: Lexicon, hit: Hit, before: Hit) -> bool:
    return any(above in lexicon.ancestors[place] for place in hit.places for above in before.places)


def _stands_alone(lexicon: Lexicon, place: int, named: Counter[int]) -> bool:
    entry = lexicon.entries[place]
    if entry.until is not None:
        return False
    if entry.place.level in _WIDE or place in named:
        return True
    if _is_city(lexicon, place):
        return any(above in named for above in lexicon.ancestors[place][:1])
    return entry.place.level is Level.TOWN and any(
        above in named
        for above in lexicon.ancestors[place]
        if lexicon.entries[above].place.level is Level.COUNTY
    )


def _with_neighbors(
    lexicon: Lexicon, text: str, chosen: list[Hit], waiting: list[Hit]
) -> list[Hit]:
    """Add short names that stand in a list beside places of the same parent: 吕巷、廊下、张堰镇."""
    starts = {hit.start: hit for hit in chosen}
    ends = {hit.end: hit for hit in chosen}
    for hit in (*waiting, *reversed(waiting)):
        before = ends.get(hit.start - 1) if text[hit.start - 1 : hit.start] in _JOINTS else None
        after = starts.get(hit.end + 1) if text[hit.end : hit.end + 1] in _JOINTS else None
        places = tuple(
            place
            for place in hit.places
            if any(_are_siblings(lexicon, place, other) for other in (before, after) if other)
        )
        if places and hit.start not in starts and hit.end not in ends:
            starts[hit.start] = ends[hit.end] = hit._replace(places=places)
    return sorted(starts.values(), key=lambda hit: hit.start)


def _are_siblings(lexicon: Lexicon, place: int, other: Hit) -> bool:
    chain = lexicon.ancestors[place][:1]
    if not chain:
        return False
    return any(
        number != place
        and (lexicon.ancestors[number][:1] == chain or (number == chain[0] and other.is_full))
        for number in other.places
    )


class _Resolver:
    """Decides which of several places of one name is meant."""

    def __init__(self, lexicon: Lexicon, named: Counter[int], on: date | None) -> None:
        self._lexicon = lexicon
        self._named = named
        self._on = on
        self._recent: dict[int, int] = {}  # where a place or one within it was last named

    def names(self, hits: list[Hit]) -> list[Name]:
        found = []
        before: Hit | None = None
        last: int | None = None
        for hit in hits:
            if before is None or before.end != hit.start:
                last = None
            place = self._choose(hit, last)
            if place is not None or not self._must_be_known(hit):
                found.append(self._name(hit, place))
            if place is not None:
                for number in (place, *self._lexicon.ancestors[place]):
                    self._recent[number] = hit.start
            before, last = hit, place
        return found

    def _must_be_known(self, hit: Hit) -> bool:
        """Whether all it may be are villages, whose names the suffix grammar reads as well."""
        levels = {self._lexicon.entries[place].place.level for place in hit.places}
        return levels == {Level.VILLAGE}

    def _name(self, hit: Hit, number: int | None) -> Name:
        if number is None:
            return Name(hit.start, hit.end, NameKind.PLACE)
        place = self._lexicon.entries[number].place
        kind = NameKind.VILLAGE if place.level is Level.VILLAGE else NameKind.PLACE
        kind = NameKind.ZONE if _ZONE.search(place.name) else kind
        return Name(hit.start, hit.end, kind, place.code, place.name)

    def _choose(self, hit: Hit, last: int | None) -> int | None:
        places = self._in_force(hit.places)
        if last is not None:
            within = [place for place in places if last in self._lexicon.ancestors[place]]
            places = within or places
        if len(places) == 1 and not self._must_be_known(hit):
            return places[0]
        return self._by_context(places, hit)

    def _in_force(self, places: tuple[int, ...]) -> list[int]:
        """Drop places that are no more where another of the name exists."""
        entries = self._lexicon.entries
        if self._on is None:
            current = [place for place in places if entries[place].until is None]
        else:
            current = [
                place
                for place in places
                if (entries[place].until or date.max) > self._on
                and (entries[place].since or date.min) <= self._on
            ]
        return current or list(places)

    def _by_context(self, places: list[int], hit: Hit) -> int | None:
        """The one whose ancestors the text names nearest before, else most often, else highest."""
        if not places:
            return None
        scored = sorted(((self._weight(place), -place) for place in places), reverse=True)
        best = scored[0][0]
        if best[:2] == _UNNAMED and self._must_be_known(hit):
            return None
        if len(scored) > 1 and scored[1][0] == best:
            return self._highest(places) if not hit.is_full else None
        return -scored[0][1]

    def _weight(self, place: int) -> tuple[int, int, int]:
        chain = self._lexicon.ancestors[place]
        recent = max((self._recent.get(above, -1) for above in chain[:2]), default=-1)
        count = sum(self._named[above] for above in chain[:2])
        return (recent, count, self._named[chain[-1]] if chain else 0)

    def _highest(self, places: list[int]) -> int | None:
        ranks = {Level.PROVINCE: 0, Level.PREFECTURE: 1}
        levels = [ranks.get(self._lexicon.entries[place].place.level, 2) for place in places]
        top = min(levels)
        return places[levels.index(top)] if levels.count(top) == 1 else None
