"""What registers know of the keys that events name: products, places, growers, practices, tests."""

import tomllib
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from bayline.engines.epcis.keys import canonical, key_of
from bayline.kernel.errors import BaylineError
from bayline.kernel.places import Place as Gazetted
from bayline.platform.packs import queries as packs
from bayline.platform.packs.geography import places_of
from bayline.platform.packs.places import PLACES
from bayline.platform.reaching import WHOLE, within
from bayline.platform.registers.queries import every_value, register, values_where
from bayline.platform.registers.terms import Values
from bayline.platform.standstill import once
from bayline.systems.produce.rules.branding import Brand, Held
from bayline.systems.produce.rules.residues import Limits, read_limits

LIMITS = "produce/limits.toml"


class Place(NamedTuple):
    """A place of ours that events name.

    Attributes:
        block: Values of the block; empty where only the base is known.
        base: Values of the base.
        grower: Values of the grower.
    """

    block: Values
    base: Values
    grower: Values


@once
def _every(name: str, at: datetime | None) -> dict[str, Values]:
    """Give the entries of a register by key; none where it is not declared or not public."""
    try:
        return dict(every_value(register(name), at=at))
    except BaylineError:
        return {}


def named(written: str) -> str:
    """Give the one name of a thing, however a register writes it."""
    return canonical(written) or written


def entry(name: str, key: str, at: datetime | None = None) -> Values:
    """Give the values of an entry; none where there is none."""
    return _every(name, at).get(key, {})


def product_of(gtin: str, at: datetime | None = None) -> Values:
    """Give the product of a GTIN; none where no product has it."""
    if not gtin:
        return {}
    rows = _every("brand_products", at).values()
    return next((one for one in rows if one.get("gtin", "").zfill(14) == gtin), {})


def place_of(place: str, at: datetime | None = None) -> Place | None:
    """Find the block, or else the base, that events mean by a place.

    Args:
        place: Its digital link.
        at: As registers stood then; None for now.
    """
    blocks = _every("growing_blocks", at).values()
    block: Values = next((one for one in blocks if _is_place(one.get("place", ""), place)), {})
    if block:
        base = entry("growing_bases", block["base"], at)
    else:
        base = next(
            (one for one in _every("growing_bases", at).values() if _is_gln(one, "gln", place)), {}
        )
    if not base:
        return None
    return Place(block, base, entry("growers", base.get("grower", ""), at))


def _is_place(written: str, place: str) -> bool:
    return bool(written) and (canonical(written) or written) == place


def _is_gln(values: Values, field: str, place: str) -> bool:
    key = key_of(place)
    return key is not None and bool(values.get(field)) and key.value == values[field]


def blocks_of(base: str, at: datetime | None = None) -> list[Values]:
    """Give the blocks of a base."""
    return [one for one in _every("growing_blocks", at).values() if one["base"] == base]


def place_name(code: str) -> str:
    """Call a place of the region; the code itself where nobody knows it."""
    found = _places().get(code) if code else None
    return code if found is None else found.name


@once
def _places() -> dict[str, Gazetted]:
    data = packs.file(PLACES)
    return {} if data is None else places_of(data)


def party_named(register_name: str, party: str, at: datetime | None = None) -> Values:
    """Find a grower or a buyer by the link of the party that events name."""
    rows = _every(register_name, at).values()
    return next((one for one in rows if _is_gln(one, "party", party)), {})


def brands_above(code: str, at: datetime | None = None) -> list[str]:
    """Give a brand and those above it by code, the nearest first."""
    brands, above = _every("brands", at), [code]
    while (parent := brands.get(above[-1], {}).get("parent", "")) and parent not in above:
        above.append(parent)
    return above


def brand_of(code: str, at: datetime | None = None) -> Brand:
    """Give a brand with the practices of it and of those above it, and what bases keep of them."""
    brands, above = _every("brands", at), brands_above(code, at)
    rows = [one for one in _every("brand_practices", at).values() if one["brand"] in above]
    rows.sort(key=lambda one: int(one.get("number", "0")))
    practices = {one["code"]: one["name"] for one in rows}
    held = tuple(
        _held(one) for one in _every("practice_proofs", at).values() if one["practice"] in practices
    )
    return Brand(brands.get(code, {}).get("name", code), practices, held)


def _held(row: Values) -> Held:
    until = row.get("until", "")
    return Held(
        row["base"],
        row["practice"],
        row.get("evidence", "").strip(),
        date.fromisoformat(row["since"]),
        date.fromisoformat(until) if until else None,
    )


def residues_of(lots: Collection[str], at: datetime | None = None) -> list[Values]:
    """Give the tests of lots, by day.

    Args:
        lots: Their one names.
        at: As the register stood then; None for now.
    """
    rows = _every("residue_tests", at).values()
    found = [one for one in rows if named(one["lot"]) in lots]
    return sorted(found, key=lambda one: (one["day"], one["code"]))


def residue_named(code: str) -> Values:
    """Give one test by its code; none where there is none."""
    try:
        return values_where(register("residue_tests"), "code", [code]).get(code, {})
    except BaylineError:
        return {}


def limits(at: datetime | None = None) -> list[Limits]:
    """Give the editions of limits of the pack; none where it has none.

    Limits are law, so whoever sees a verdict is judged by the same ones as the office.

    Raises:
        BaylineError: The file of the pack is not as it should be.
    """
    with within(WHOLE):
        data = packs.file(LIMITS, at)
    return [] if data is None else _read(data)


def _read(data: bytes) -> list[Limits]:
    return read_limits(data.decode("utf-8", "replace"), where=LIMITS)


def region_name(at: datetime | None = None) -> str:
    """Give the name of the region; empty where the pack does not say it."""
    with within(WHOLE):
        data = packs.file("region.toml", at)
    return "" if data is None else str(tomllib.loads(data.decode()).get("name", ""))


def gtins_with_certificate() -> dict[str, str]:
    """Name the products that need a certificate, by GTIN."""
    rows = _every("brand_products", None).values()
    return {
        one["gtin"].zfill(14): one["name"]
        for one in rows
        if one.get("certificate") == "yes" and one.get("gtin")
    }
