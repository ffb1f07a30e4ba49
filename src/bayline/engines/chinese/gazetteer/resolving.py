"""Which of several places of one name is meant."""

import re
from collections import Counter
from datetime import date

from bayline.engines.chinese.gazetteer.hits import Hit, is_village
from bayline.engines.chinese.gazetteer.lexicon import Lexicon
from bayline.engines.chinese.terms import Name, NameKind
from bayline.kernel.places import Level

_ZONE = re.compile(r"(?:工业区|开发区|园区|度假区|加工区|试验区|示范区|管理区|产业园)$")
_UNNAMED = (-1, 0)  # weight of a place of whose town and county the text says nothing


class Resolver:
    """Decides which of several places of one name is meant.

    Args:
        lexicon: Compiled spellings.
        named: How often each place is named in full.
        on: The day the text speaks of, if known.
    """

    def __init__(self, lexicon: Lexicon, named: Counter[int], on: date | None) -> None:
        self._lexicon = lexicon
        self._named = named
        self._on = on
        self._recent: dict[int, int] = {}  # where a place or one within it was last named
        self._ended: dict[int, int] = {}  # places by where they end

    def names(self, hits: list[Hit]) -> list[Name]:
        """Name the places of the hits that stand, in text order; without a code where unsure."""
        found = []
        end = -1
        last: int | None = None
        for hit in hits:
            if end != hit.start:
                last = None
            place = self._choose(hit, last)
            if place is not None:
                self._ended[hit.end] = place
                found.append(self._name(hit, place))
                for number in (place, *self._lexicon.ancestors[place]):
                    self._recent[number] = hit.start
            elif not self._must_be_known(hit):
                found.append(Name(hit.start, hit.end, NameKind.PLACE))
            end, last = hit.end, place
        return found

    def _must_be_known(self, hit: Hit) -> bool:
        """Whether all it may be are villages, whose names the suffix grammar reads as well."""
        places = hit.spelling.places
        return bool(places) and all(is_village(self._lexicon, place) for place in places)

    def _name(self, hit: Hit, number: int) -> Name:
        place = self._lexicon.entries[number].place
        kind = NameKind.VILLAGE if place.level is Level.VILLAGE else NameKind.PLACE
        kind = NameKind.ZONE if _ZONE.search(place.name) else kind
        return Name(hit.start, hit.end, kind, place.code, place.name)

    def _choose(self, hit: Hit, last: int | None) -> int | None:
        places = hit.spelling.places
        if not places:
            return None
        if len(places) == 1 and not is_village(self._lexicon, places[0]):
            return places[0]
        in_force = self._in_force(places)
        if not hit.spelling.is_full:
            in_force = self._outermost(in_force, hit)
        if last is not None:
            within = [place for place in in_force if last in self._lexicon.ancestors[place]]
            in_force = within or in_force
        if len(in_force) == 1 and not self._must_be_known(hit):
            return in_force[0]
        return self._by_context(in_force, hit)

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

    def _outermost(self, places: list[int], hit: Hit) -> list[int]:
        """Drop those within another of the name: 乌鲁木齐 is the city, not the county in it.

        In a list it is of the kind of the one before: 长春、吉林 are cities.
        """
        ancestors = self._lexicon.ancestors
        before = self._ended.get(hit.start - 1)
        parent = ancestors[before][:1] if before is not None else ()
        listed = [place for place in places if parent and ancestors[place][:1] == parent]
        return listed or [
            place for place in places if not any(above in places for above in ancestors[place])
        ]

    def _by_context(self, places: list[int], hit: Hit) -> int | None:
        """The one whose ancestors the text names nearest before, else most often, else highest."""
        if not places:
            return None
        scored = sorted(((self._weight(place), -place) for place in places), reverse=True)
        best = scored[0][0]
        if best[:2] == _UNNAMED and self._must_be_known(hit):
            return None
        if len(scored) > 1 and scored[1][0] == best:
            return self._highest(places) if not hit.spelling.is_full else None
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
