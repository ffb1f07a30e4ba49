"""The places of the region by code and by name."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from bayline.engines.chinese.gazetteer import Gazetteer, national
from bayline.platform.packs.places import PLACES, gazetteer_of
from bayline.platform.packs.queries import file as pack_file


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


def gazetteer(as_of: datetime | None = None) -> Gazetteer:
    """Give the places of the region over those of the country."""
    data = pack_file(PLACES, as_of)
    return national() if data is None else _compiled(data)


@lru_cache(maxsize=2)
def _compiled(data: bytes) -> Gazetteer:
    return gazetteer_of(data)
