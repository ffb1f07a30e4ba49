"""The places of the region by code and by name."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from bayline.engines.chinese.gazetteer import Gazetteer, national
from bayline.engines.chinese.gazetteer.entries import entries
from bayline.engines.chinese.script import fold
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.places import Place
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


@lru_cache(maxsize=2)
def _listed(data: bytes) -> tuple[Place, ...]:
    return tuple(entry.place for entry in entries(data.decode("utf-8-sig"), where=PLACES))


@lru_cache(maxsize=2)
def _compiled(data: bytes) -> Gazetteer:
    return gazetteer_of(data)
