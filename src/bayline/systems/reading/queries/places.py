"""The places of the region by code and by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Q

from bayline.engines.chinese.gazetteer import Gazetteer, national
from bayline.engines.chinese.gazetteer.entries import entries
from bayline.engines.chinese.script import fold
from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.places import Level, Place
from bayline.kernel.reviews import Review
from bayline.platform.packs.places import PLACES, gazetteer_of
from bayline.platform.packs.queries import file as pack_file
from bayline.platform.reaching import Reach, present_reach, within
from bayline.platform.record.queries import standing
from bayline.platform.record.queries.mentions import mentioned


def place_names(codes: Iterable[str], *, as_of: datetime | None = None) -> dict[str, str]:
    """Name places by their codes; what has no code is its own name.

    Args:
        codes: Codes, or names where no code is known.
        as_of: With the places the region knew then; None for now.
    """
    wanted = {code for code in codes if code}
    if not any(code.isdigit() for code in wanted):
        return {code: code for code in wanted}
    known = gazetteer(as_of)
    found = {code: known.place(code) for code in wanted}
    return {code: place.name if place else code for code, place in found.items()}


def place_code(written: str, *, as_of: datetime | None = None) -> str:
    """Give the code of a place as it was typed: by its code or by its name; else what was typed."""
    if not written or written.isdigit():
        return written
    return _code_of(written, gazetteer(as_of)) or written


def known_place(written: str) -> str:
    """Give the code of a place as it was typed, by its code or by its name.

    Raises:
        BaylineError: Neither the region nor the country has such a place.
    """
    known = gazetteer()
    if not written or (written.isdigit() and known.place(written)):
        return written
    code = _code_of(written, known)
    if not code:
        raise BaylineError(
            f"“{written}” is no place",
            why="neither the region's table of places nor the country's divisions have it",
            do="write the name or the code of a division, or leave it empty",
            zh=Words(
                f"“{written}”不是地点",
                "本区地名表和全国区划里都没有",
                "请写区划的名称或代码，或留空",
            ),
        )
    return code


def _code_of(written: str, known: Gazetteer) -> str:
    """Give the code of the place whose name is all of some words, or its name if it has none."""
    whole = (
        name for name in known.find(fold(written)) if (name.start, name.end) == (0, len(written))
    )
    return next((name.code or written for name in whole), "")


def gazetteer(as_of: datetime | None = None) -> Gazetteer:
    """Give the places of the region over those of the country."""
    data = pack_file(PLACES, as_of)
    return national() if data is None else _compiled(data)


def own_places(as_of: datetime | None = None) -> tuple[Place, ...]:
    """List the places that the region's pack itself brings, in its order."""
    data = pack_file(PLACES, as_of)
    return () if data is None else _listed(data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The places that the region's pack brings, in its order, and what lies in what.

    Attributes:
        places: All of them.
        above_villages: Those of them that are no villages.
        below: The places that lie in each place, by its code.
        known: Gives places of the region and of the country by their codes.
    """

    places: tuple[Place, ...] = ()
    above_villages: tuple[Place, ...] = ()
    below: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    known: Gazetteer = field(default_factory=national)

    def parts(self, code: str) -> tuple[Place, ...]:
        """List the places of the region that lie in a place, one level below."""
        return self.below.get(code, ())

    def name(self, code: str) -> str:
        """Give the name of a place; nothing where nobody knows it."""
        place = self.known.place(code) if code else None
        return place.name if place else ""

    def named(self, words: str) -> tuple[Place, ...]:
        """List the places in whose name, alias or code some words stand."""
        return tuple(place for place in self.places if _is_named(place, words))

    def way_to(self, code: str) -> tuple[Place, ...]:
        """List a place and those of the region that it lies in, the widest first."""
        own = {place.code for place in self.places}
        found: list[Place] = []
        place = self.known.place(code) if code else None
        while place is not None:
            found.append(place)
            place = self.known.place(place.parent) if place.parent in own else None
        return (*reversed(found),)


def _is_named(place: Place, words: str) -> bool:
    names = (place.name, *(alias.name for alias in place.aliases), place.code)
    return any(words in name for name in names)


def region(as_of: datetime | None = None) -> Region:
    """Give the places that the region's pack itself brings, with what lies in what."""
    data = pack_file(PLACES, as_of)
    return Region() if data is None else _region(data)


@lru_cache(maxsize=2)
def _region(data: bytes) -> Region:
    places = _listed(data)
    below: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        below[place.parent].append(place)
    return Region(
        places=places,
        above_villages=tuple(one for one in places if one.level is not Level.VILLAGE),
        below={code: (*parts,) for code, parts in below.items() if code},
        known=_compiled(data),
    )


def said_of_places(
    codes: Sequence[str], *, as_of: datetime | None = None
) -> Mapping[str, tuple[int, int]]:
    """Tell how many figures and events are about places, by code; none are left out.

    Args:
        codes: Codes of a page of places.
        as_of: As it was then; None for now.
    """
    reach = present_reach()
    if not reach.is_whole:
        return dict(_said_in(reach, (*codes,)))
    if as_of is not None:
        return _counted(codes, as_of)
    return {code: (one.figures, one.events) for code, one in mentioned("place", codes).items()}


@lru_cache(maxsize=256)
def _said_in(reach: Reach, codes: tuple[str, ...]) -> Mapping[str, tuple[int, int]]:
    """Count in a publication, once, for it never changes."""
    with within(reach):
        return _counted(codes, None)


def _counted(codes: Sequence[str], as_of: datetime | None) -> Mapping[str, tuple[int, int]]:
    rows = standing(as_of).filter(place__in=codes).order_by().values_list("place")
    is_figure = Q(kind=ClaimKind.FIGURE)
    stands = ~Q(now__state=Review.SUPERSEDED) | Q(now__isnull=True)
    counted = rows.annotate(
        figures=Count("pk", filter=is_figure & stands),
        events=Count("pk", filter=Q(kind=ClaimKind.EVENT)),
    )
    return {code: (figures, events) for code, figures, events in counted}


@lru_cache(maxsize=2)
def _listed(data: bytes) -> tuple[Place, ...]:
    return tuple(entry.place for entry in entries(data.decode("utf-8-sig"), where=PLACES))


@lru_cache(maxsize=2)
def _compiled(data: bytes) -> Gazetteer:
    return gazetteer_of(data)
