"""The places of the region as a list: down to the towns, then what lies in each; with pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from bayline.kernel.places import Level, Place
from bayline.platform.asking import page_number
from bayline.platform.listing import Pager
from bayline.platform.pages import Answer
from bayline.systems.reading.pages.refusing import asked
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries.places import Region, region, said_of_places

_PAGE_ROWS = 50
_LONGEST = 100
_LEVELS = {
    Level.PROVINCE: ("省级", "province"),
    Level.PREFECTURE: ("地级", "prefecture"),
    Level.COUNTY: ("县级", "county"),
    Level.TOWN: ("乡镇", "town"),
    Level.VILLAGE: ("村", "village"),
    Level.COUNTRY: ("国家", "country"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPlace:
    """A place of the list.

    Attributes:
        figures: How many figures are about the place itself.
        events: How many events are.
        parts: How many places of the region lie in it, one level below.
        parts_address: The list of these; empty where there are none.
    """

    code: str
    name: str
    level: str
    parent: str
    figures: int
    events: int
    parts: int
    address: str
    figures_address: str
    parts_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """The place whose parts are listed, or one that it lies in."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesPage:
    """The places of the region with how much is said of each.

    Attributes:
        words: What their name, alias or code must hold.
        within: The place whose parts are listed, behind those it lies in; empty for the region.
        total: How many are listed on all pages.
        is_short: Whether villages are left out.
    """

    words: str
    within: tuple[Within, ...]
    total: int
    rows: tuple[ListedPlace, ...]
    pager: Pager
    is_short: bool
    all_address: str
    whole_address: str
    record_address: str
    map_address: str


@asked()
def places(request: HttpRequest, moment: datetime | None) -> Answer:
    """List the places of the region down to the towns, those in one of them, or those of a name."""
    ways, known = Ways(request), region(moment)
    words = request.GET.get("q", "").strip()[:_LONGEST]
    inside = request.GET.get("in", "").strip() if not words else ""
    is_all = request.GET.get("all") == "1" and not words and not inside
    is_short = not is_all and not words and not inside
    wanted = known.named(words) if words else _wanted(known, inside, is_short=is_short)
    query = {"q": words, "in": inside, "all": "1" if is_all else ""}
    pager = Pager.of(
        page_number(request),
        len(wanted),
        size=_PAGE_ROWS,
        address=lambda page: ways.to("/places", **query, page=page),
    )
    first = (pager.page - 1) * _PAGE_ROWS
    page = PlacesPage(
        words=words,
        within=_way_to(known, inside, ways),
        total=len(wanted),
        rows=_rows(wanted[first : first + _PAGE_ROWS], known, ways, moment),
        pager=pager,
        is_short=is_short and len(wanted) < len(known.places),
        all_address=ways.to("/places", all=1),
        whole_address=ways.to("/places"),
        record_address=ways.record(),
        map_address=ways.to("/map"),
    )
    return Answer(context=page, template="reading/places.html")


def _wanted(known: Region, inside: str, *, is_short: bool) -> Sequence[Place]:
    if inside:
        return known.parts(inside)
    return known.above_villages if is_short else known.places


def _way_to(known: Region, inside: str, ways: Ways) -> tuple[Within, ...]:
    return tuple(
        Within(name=place.name, address=ways.to("/places", **{"in": place.code}))
        for place in known.way_to(inside)
    )


def _rows(
    places: Sequence[Place], known: Region, ways: Ways, moment: datetime | None
) -> tuple[ListedPlace, ...]:
    said = said_of_places([place.code for place in places], as_of=moment)
    return tuple(_listed(place, known, said.get(place.code, (0, 0)), ways) for place in places)


def _listed(place: Place, known: Region, said: tuple[int, int], ways: Ways) -> ListedPlace:
    parts = len(known.parts(place.code))
    return ListedPlace(
        code=place.code,
        name=place.name,
        level=level_word(place.level),
        parent=known.name(place.parent),
        figures=said[0],
        events=said[1],
        parts=parts,
        address=ways.place(place.code),
        figures_address=ways.figures(place=place.code),
        parts_address=ways.to("/places", **{"in": place.code}) if parts else "",
    )


def level_word(level: Level) -> str:
    """Say in a word of which level a place is."""
    return _LEVELS[level][get_language() == "en"]
