"""All names of one text: the gazetteer's, then those the endings give."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from bayline.engines.chinese.gazetteer import Gazetteer, national
from bayline.engines.chinese.names.arranging import arranged
from bayline.engines.chinese.names.bodies import authority, known, organisation, seat
from bayline.engines.chinese.names.context import Context
from bayline.engines.chinese.names.grammar import Ending, endings, grammar
from bayline.engines.chinese.names.heads import is_counted, proper_head
from bayline.engines.chinese.names.listed import listed
from bayline.engines.chinese.names.projects import project, works, zone
from bayline.engines.chinese.names.repeating import repeated
from bayline.engines.chinese.names.roads import line, road
from bayline.engines.chinese.names.settlements import settlement, village, waters
from bayline.engines.chinese.names.sharing import shared
from bayline.engines.chinese.terms import Name, NameKind

_DOCUMENT = re.compile(r"《[^《》\n]{1,60}》")
_ORDINAL = re.compile(r"(?:第[\d一二三四五六七八九十百]{1,5}|首)[届次]$")


def names(folded: str, gazetteer: Gazetteer | None = None, *, on: date | None = None) -> list[Name]:
    """Find the names in a text.

    Args:
        folded: The text in simplified, half-width script, aligned with the original.
        gazetteer: Places known beside those of the country.
        on: The day the text speaks of, for places whose names changed hands.

    Returns:
        Names by start, the longer first; a place may stand within a longer name.
    """
    places = (gazetteer or national()).find(folded, on=on)
    found = [*_by_endings(folded, places), *_documents(folded), *listed(folded)]
    return arranged(places, [*found, *repeated(folded, places, found)])


def _documents(text: str) -> Iterator[Name]:
    for match in _DOCUMENT.finditer(text):
        yield Name(match.start(), match.end(), NameKind.DOCUMENT)


def _by_endings(text: str, places: list[Name]) -> Iterator[Name]:
    """Names that their endings give away."""
    context = Context(text, places)
    for ending in _thinned(endings(text)):
        if ending.start < context.last.end:
            continue
        if ending.family == "shared":
            yield from shared(context, ending)
            continue
        name = _READERS[ending.family](context, ending)
        if name is None:
            continue
        yield name
        if ending.family not in _WITHIN:
            context.last = name
            longer = works(context, name)
            if longer is not None:
                context.last = longer
                yield longer


def _site(context: Context, ending: Ending) -> Name | None:
    """浦东国际机场, 丹江口水库."""
    text = context.text
    if text.startswith(("镇", "乡", "路", "街道"), ending.end):
        return None
    if text.startswith("村", ending.end):  # 水库村 is a village, not a reservoir
        return village(context, Ending(ending.end, ending.end + 1, "village"))
    words = context.words(ending, 12)
    head = proper_head(words)
    if head is None or is_counted(words, head):
        return None
    return Name(head.start, ending.end, NameKind.PLACE)


def _known_meeting(context: Context, ending: Ending) -> Name:
    return Name(_ordinal_start(context, ending.start), ending.end, NameKind.MEETING)


def _ordinal_start(context: Context, start: int) -> int:
    """Take in 第八届 before a meeting."""
    ordinal = _ORDINAL.search(context.text, max(context.last.end, start - 8), start)
    return start if ordinal is None else ordinal.start()


def _meeting(context: Context, ending: Ending) -> Name | None:
    words = context.words(ending)
    head = proper_head(words)
    if head is None or is_counted(words, head):
        return None
    is_forum = context.text.startswith(("论坛", "峰会"), ending.start)
    first = head.words[0]
    is_body = first.tag in {"nt", "ns"} or first.text in grammar().known
    is_body = is_body or (first.tag == "j" and first.text[-1] in "委办部党")
    if not (first.is_place or is_body or is_forum):
        return None
    start = _ordinal_start(context, context.partner_start(head.start))
    return Name(start, ending.end, NameKind.MEETING)


_READERS: dict[str, Callable[[Context, Ending], Name | None]] = {
    "known organisation": known,
    "known meeting": _known_meeting,
    "village": village,
    "town": settlement,
    "county": settlement,
    "authority": authority,
    "seat": seat,
    "organisation": organisation,
    "zone": zone,
    "project": project,
    "road": road,
    "site": _site,
    "meeting": _meeting,
    "line": line,
    "waters": waters,
}
# A longer name may begin with one of these.
_WITHIN = frozenset({"known organisation", "known meeting", "waters"})
_MOST_JOINED = 3  # endings in a row without a word between them that may still be a name


def _thinned(found: list[Ending]) -> Iterator[Ending]:
    """Leave out endings piled upon endings: no name is made of 公司公司公司公司."""
    joined = 0
    end = -1
    for ending in found:
        joined = joined + 1 if ending.start == end else 0
        end = ending.end
        if joined <= _MOST_JOINED:
            yield ending
