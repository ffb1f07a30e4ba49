"""Which of the names found stand: full ones, and short ones that the text supports."""

import re
from collections import Counter
from itertools import pairwise

from bayline.engines.chinese.gazetteer.guards import splits_word
from bayline.engines.chinese.gazetteer.hits import Hit
from bayline.engines.chinese.gazetteer.lexicon import WIDE, Lexicon, Spelling
from bayline.kernel.places import Level

# What makes a longer place of a known one: 大阪湾, 波兰共和国, 上海港; 市 only of a foreign one.
_LONGER = re.compile(
    r"共和国|联邦(?!政府|储备)|王国|半岛|群岛|海峡|大区|山脉|盆地|湾(?!区)|湖(?!区|畔|泊|滨|面)"
    r"|港(?=[、，。；与和及—\-]|集装箱|货物|外贸|吞吐|建设|码头|全年|完成|航线|新开|成为|迈)"
)
_TOWN = re.compile(r"[市州](?!场|值|容|域|民|面|政)")
_JOINTS = "、和与及，,"
# What stands before or after a place and hardly before another noun: 落户平湖, 平湖52个项目.
_LEADS_TO = re.compile(
    r"(?:[在赴抵由从至到]|助力|落户|走进|来到|入驻|落地|前往|位于|地处|支持|投资)$"
)
_COUNTS = re.compile(r"\d+(?:个|家|项|条|座|所|镇|街道|[余多万])")


def supported(
    lexicon: Lexicon, text: str, full: list[Hit], *, short: list[Hit], named: Counter[int]
) -> list[Hit]:
    """Choose the hits that stand: full names, and short ones that something supports.

    Args:
        lexicon: Compiled spellings.
        text: The folded text.
        full: Full names.
        short: Short ones outside of them.
        named: How often each place is named in full.
    """
    often = Counter(hit.spelling.text for hit in short)
    begins = {hit.start for hit in short if hit.spelling.is_alone}
    waiting: list[Hit] = []
    chosen: list[Hit] = []
    last: Hit | None = None
    for hit in _longest(full, short):
        if last is not None and hit.start < last.end:
            continue
        spelling = hit.spelling
        if spelling.is_free and text.startswith("·", hit.end):
            continue  # 中国·某地…节: part of a title
        if spelling.is_full:
            chosen.append(last := hit)
        elif _is_supported(lexicon, hit, last, named=named) or _is_bare_city(
            lexicon, text, hit, is_repeated=often[spelling.text] > 1
        ):
            longer = _longer(text, hit)
            is_joined = hit.end in begins or (last is not None and last.end == hit.start)
            if longer is not None or is_joined or _is_whole(lexicon, text, hit):
                chosen.append(last := longer or hit)
        elif text[hit.start - 1] in _JOINTS or text[hit.end : hit.end + 1] in _JOINTS:
            waiting.append(hit)
    return _with_neighbors(lexicon, text, chosen, waiting) if waiting else chosen


def _is_whole(lexicon: Lexicon, text: str, hit: Hit) -> bool:
    is_known = _is_known(lexicon, hit.spelling)
    return not splits_word(text, hit.start, hit.end, is_known=is_known)


def _longer(text: str, hit: Hit) -> Hit | None:
    """The place whose name a short one begins; the gazetteer does not know it."""
    more = _LONGER.match(text, hit.end)
    if more is None and hit.spelling.is_free:
        more = _TOWN.match(text, hit.end)
        if more is not None and splits_word(text, hit.start, more.end()):
            return None
    return None if more is None else Hit(hit.start, more.end(), _UNKNOWN)


_UNKNOWN = Spelling("", (), is_free=True, is_alone=True)


def _longest(full: list[Hit], short: list[Hit]) -> list[Hit]:
    """Hits by start, the longer first."""
    return sorted((*full, *short), key=_by_start)


def _by_start(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _is_known(lexicon: Lexicon, spelling: Spelling) -> bool:
    """Whether longer words begin with it: a province, a region or a country."""
    if spelling.is_free:
        return True
    return any(_is_province(lexicon, place) for place in spelling.places)


def _is_supported(lexicon: Lexicon, hit: Hit, before: Hit | None, *, named: Counter[int]) -> bool:
    spelling = hit.spelling
    if spelling.is_alone:
        return True
    if before is not None and before.end == hit.start and _is_within(lexicon, hit, before):
        return True
    if spelling.is_word:
        return any(place in named and _is_wide(lexicon, place) for place in spelling.places)
    return any(_stands_alone(lexicon, place, named) for place in spelling.places)


def _is_bare_city(lexicon: Lexicon, text: str, hit: Hit, *, is_repeated: bool) -> bool:
    """Whether a city of county level is named without its 市, and what stands around says so."""
    spelling = hit.spelling
    if spelling.is_word or not any(_is_city(lexicon, place) for place in spelling.places):
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
    return lexicon.entries[place].place.level in WIDE


def _is_within(lexicon: Lexicon, hit: Hit, before: Hit) -> bool:
    above = before.spelling.places
    return any(one in lexicon.ancestors[place] for place in hit.spelling.places for one in above)


def _stands_alone(lexicon: Lexicon, place: int, named: Counter[int]) -> bool:
    entry = lexicon.entries[place]
    if entry.until is not None:
        return False
    if place in named:
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
    for one, other in pairwise(waiting):
        is_listed = one.end + 1 == other.start and text[one.end] in _JOINTS
        if is_listed and not (one.spelling.is_word and other.spelling.is_word):
            for hit, beside in ((one, other), (other, one)):
                places = _siblings(lexicon, hit, [beside])
                if places and hit.start not in starts:
                    spelling = hit.spelling._replace(places=places)
                    starts[hit.start] = ends[hit.end] = hit._replace(spelling=spelling)
    for hit in (*waiting, *reversed(waiting)):
        before = ends.get(hit.start - 1) if text[hit.start - 1] in _JOINTS else None
        after = starts.get(hit.end + 1) if text[hit.end : hit.end + 1] in _JOINTS else None
        if (before or after) and hit.start not in starts and hit.end not in ends:
            siblings = _siblings(lexicon, hit, [other for other in (before, after) if other])
            if siblings:
                spelling = hit.spelling._replace(places=siblings)
                starts[hit.start] = ends[hit.end] = hit._replace(spelling=spelling)
    return sorted(starts.values(), key=_by_start)


def _siblings(lexicon: Lexicon, hit: Hit, beside: list[Hit]) -> tuple[int, ...]:
    """The places it may mean that have the parent of one beside it."""
    return tuple(
        place
        for place in hit.spelling.places
        if any(_are_siblings(lexicon, place, other) for other in beside)
    )


def _are_siblings(lexicon: Lexicon, place: int, other: Hit) -> bool:
    chain = lexicon.ancestors[place][:1]
    if not chain:
        return False
    return any(
        number != place
        and (
            lexicon.ancestors[number][:1] == chain
            or (number == chain[0] and other.spelling.is_full)
        )
        for number in other.spelling.places
    )
