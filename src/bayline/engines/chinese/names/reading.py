"""All names of one text: the gazetteer's, then those the endings give."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from bayline.engines.chinese.gazetteer import Gazetteer, national
from bayline.engines.chinese.names.grammar import Ending, endings, grammar
from bayline.engines.chinese.names.heads import Head, Heads, Word, proper_head, says_something
from bayline.engines.chinese.terms import Name, NameKind

_DOCUMENT = re.compile(r"《[^《》\n]{1,60}》")
_NUMBERED_ROAD = re.compile(
    r"(?:轨道交通|地铁|市域铁路|机场联络线)?\d{1,3}号线|[GS]\d{1,4}(?:[\u4e00-\u9fff]{2,3}(?=高速))?"
    r"(?:高速公路|高速|国道|省道)|\d{3}(?:国道|省道)"
)
_SECTION = re.compile(r"[(（][\u4e00-\u9fff\w]{2,12}(?:—|-|－|~|至|到){1,2}[\u4e00-\u9fff\w]{2,12}[)）]")
_WORKS = re.compile(r"(?:新建|改建|扩建|改扩建|大修|拓宽|快速化改造|提升改造)工程")
_REACH = 26


def names(
    folded: str, gazetteer: Gazetteer | None = None, *, on: date | None = None
) -> list[Name]:
    """Find the names in a text.

    Args:
        folded: The text in simplified, half-width script, aligned with the original.
        gazetteer: Places known beside those of the country.
        on: The day the text speaks of, for places whose names changed hands.

    Returns:
        Names by start, the longer first; a place may stand within a longer name.
    """
    places = (gazetteer or national()).find(folded, on=on)
    found = [*_Endings(folded, places).names(), *_plain(folded)]
    return _arranged(places, found)


def _plain(text: str) -> Iterator[Name]:
    for match in _DOCUMENT.finditer(text):
        yield Name(match.start(), match.end(), NameKind.DOCUMENT)
    for match in _NUMBERED_ROAD.finditer(text):
        yield Name(match.start(), match.end(), NameKind.ROAD)


def _arranged(places: list[Name], found: list[Name]) -> list[Name]:
    """Sort names; drop what crosses or repeats a longer one, and short places within others."""
    coded = {(place.start, place.end): place for place in places if place.code}
    found = [_with_code(name, coded.get((name.start, name.end))) for name in found]
    ordered = sorted((*found, *places), key=lambda name: (name.start, -name.end))
    kept: list[Name] = []
    outer: Name | None = None
    for name in ordered:
        if outer is None or name.start >= outer.end:
            kept.append(name)
            outer = name
        elif name.end <= outer.end and _stands_within(name, outer):
            kept.append(name)
    return kept


def _with_code(name: Name, place: Name | None) -> Name:
    return name if place is None else name._replace(code=place.code, name=place.name)


def _stands_within(name: Name, outer: Name) -> bool:
    if (name.start, name.end) == (outer.start, outer.end) or outer.kind is NameKind.DOCUMENT:
        return False
    if name.kind is NameKind.PLACE:
        return name.end - name.start > 2 and name.code != ""
    return name.kind is NameKind.ROAD and outer.kind is NameKind.PROJECT


class _Endings:
    """Names of one text that their endings give away."""

    def __init__(self, text: str, places: list[Name]) -> None:
        self._text = text
        self._heads = Heads(text, places)
        self._place_ends = {place.end: place for place in places}
        self._last = Name(0, 0, NameKind.PLACE)
        self._readers: dict[str, Callable[[Ending], Name | None]] = {
            "known organisation": lambda ending: self._known(ending, NameKind.ORGANISATION),
            "known meeting": lambda ending: self._known(ending, NameKind.MEETING),
            "village": self._village,
            "town": self._settlement,
            "county": self._settlement,
            "authority": self._authority,
            "organisation": self._organisation,
            "zone": self._zone,
            "project": self._project,
            "road": self._road,
            "site": self._site,
            "meeting": self._meeting,
        }

    def names(self) -> Iterator[Name]:
        for ending in endings(self._text):
            if ending.start < self._last.end:
                continue
            name = self._readers[ending.family](ending)
            if name is not None:
                self._last = name
                yield name

    def _head(self, ending: Ending, reach: int = _REACH) -> Head | None:
        return proper_head(self._words(ending, reach))

    def _words(self, ending: Ending, reach: int) -> list[Word]:
        floor = self._last.end
        return self._heads.words(floor, ending.start, end=ending.end, reach=reach)

    def _known(self, ending: Ending, kind: NameKind) -> Name:
        return Name(ending.start, ending.end, kind)

    def _authority(self, ending: Ending) -> Name | None:
        """浙江省委, 金山区人民政府: a place and the body that governs it."""
        if self._text.startswith(("托", "员", "派", "任", "培", "属", "以"), ending.end):
            return None
        head = self._head(ending)
        if head is None or not head.has_place:
            return None
        is_short = ending.end - ending.start <= 2
        return None if is_short and head.body else self._name(head, ending, NameKind.ORGANISATION)

    def _organisation(self, ending: Ending) -> Name | None:
        head = self._head(ending)
        if head is None:
            return None
        if not head.body:
            is_enough = self._text[ending.start : ending.end] in _PLACE_IS_ENOUGH
            return self._name(head, ending, NameKind.ORGANISATION) if is_enough else None
        is_public = head.has_place and self._text[ending.end - 1] in "局厅委会室署队组"
        if not is_public and not says_something(head.body):
            return None
        return self._name(head, ending, NameKind.ORGANISATION)

    def _zone(self, ending: Ending) -> Name | None:
        head = self._head(ending)
        return None if head is None else self._name(head, ending, NameKind.ZONE)

    def _project(self, ending: Ending) -> Name | None:
        quoted = self._quoted(ending)
        if quoted is not None:
            return quoted
        head = self._head(ending)
        if head is None or not says_something(head.body):
            return None
        return self._name(head, ending, NameKind.PROJECT)

    def _quoted(self, ending: Ending) -> Name | None:
        """“东数西算”工程: the quoted words are the name."""
        if not self._text.startswith("”", ending.start - 1):
            return None
        opening = self._text.rfind("“", max(0, ending.start - 16), ending.start - 1)
        if opening < 0 or opening < self._last.end:
            return None
        return Name(opening, ending.end, NameKind.PROJECT)

    def _road(self, ending: Ending) -> Name | None:
        head = self._head(ending, 12)
        if head is None or ending.start - head.start < 2 or len(head.words) > 5:
            return None
        end = ending.end
        if section := _SECTION.match(self._text, end):
            end = section.end()
        name = Name(head.start, end, NameKind.ROAD)
        return name

    def _site(self, ending: Ending) -> Name | None:
        head = self._head(ending, 12)
        return None if head is None else self._name(head, ending, NameKind.PLACE)

    def _meeting(self, ending: Ending) -> Name | None:
        head = self._head(ending)
        return None if head is None else self._name(head, ending, NameKind.MEETING)

    def _village(self, ending: Ending) -> Name | None:
        return self._named_settlement(ending, NameKind.VILLAGE)

    def _settlement(self, ending: Ending) -> Name | None:
        return self._named_settlement(ending, NameKind.PLACE)

    def _named_settlement(self, ending: Ending, kind: NameKind) -> Name | None:
        if ending.end in self._place_ends:
            return None
        words = self._words(ending, 8)
        if not words:
            return None
        head = proper_head(words)
        if head is None or not 1 <= sum(len(word.text) for word in head.body) <= 4:
            return None
        start = head.body[0].start
        return Name(start, ending.end, kind)

    def _name(self, head: Head, ending: Ending, kind: NameKind) -> Name:
        return Name(head.start, ending.end, kind)


_PLACE_IS_ENOUGH = frozenset(
    "大学 医院 学院 银行 图书馆 博物馆 大剧院 日报社 总工会 科协 工商联 法院 检察院".split()
)
