"""The registers of produce as pages use them: read once until something changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bayline.platform.packs import queries as packs
from bayline.platform.registers.queries import entries_in
from bayline.platform.registers.terms import Values
from bayline.platform.standstill import once
from bayline.systems.produce.rules import registers as names
from bayline.systems.produce.rules.bases import brand_of, brands_above
from bayline.systems.produce.rules.branding import Brand
from bayline.systems.produce.rules.packing import LIMITS
from bayline.systems.produce.rules.residues import Limits, read_limits
from bayline.systems.produce.rules.testing import Test, by_lot, known_of

Entries = Mapping[str, Values]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What registers say as of a moment, by the codes of their entries.

    Attributes:
        brands: Brands and sub-brands.
        growers: Cooperatives.
        bases: Bases.
        blocks: Blocks.
        products: Products.
        practices: What brands demand.
        proofs: What bases keep.
        inspections: What lots are tested for.
        buyers: Who buys.
        by_place: Blocks by how events name them.
        base_by_place: Bases by how events name them.
        by_gtin: Products by their number.
        tests: Results by the one name of their lot.
        limits: Editions of limits.
    """

    brands: Entries
    growers: Entries
    bases: Entries
    blocks: Entries
    products: Entries
    practices: Entries
    proofs: Entries
    inspections: Entries
    buyers: Entries
    by_place: Mapping[str, Values]
    base_by_place: Mapping[str, Values]
    by_gtin: Mapping[str, Values]
    tests: Mapping[str, Sequence[Values]]
    limits: Sequence[Limits]

    def brand_for(self, base: str) -> Brand:
        """Give the brand that a base is under, with all that it demands."""
        above = brands_above(self.bases.get(base, {}).get("brand", ""), self.brands)
        practices = [one for one in self.practices.values() if one["brand"] in above]
        name = self.brands[above[-1]]["name"] if above else ""
        return brand_of(name, practices, self.proofs.values())

    def wanted(self, product: str) -> dict[str, int]:
        """Give what a product is tested for, with the days within which."""
        return {
            one["pesticide"]: int(one["days"])
            for one in self.inspections.values()
            if one["product"] == product
        }

    def tests_of(self, things: Sequence[str], product: str, days: tuple[date, date]) -> list[Test]:
        """List what is known of the residues of a lot, and what should be."""
        results = [one for thing in things for one in self.tests.get(thing, ())]
        food = self.products.get(product, {}).get("food", "")
        return known_of(results, self.wanted(product), food, self.limits, days)


@once
def book(at: datetime | None = None) -> Book:
    """Read the registers.

    Raises:
        BaylineError: The limits of the pack cannot be used.
    """
    read = {name: entries_in(name, at=at) for name in names.EVERY}
    blocks, bases, products = read[names.BLOCKS], read[names.BASES], read[names.PRODUCTS]
    return Book(
        brands=read[names.BRANDS],
        growers=read[names.GROWERS],
        bases=bases,
        blocks=blocks,
        products=products,
        practices=read[names.PRACTICES],
        proofs=read[names.PROOFS],
        inspections=read[names.INSPECTIONS],
        buyers=read[names.BUYERS],
        by_place={one["place"]: one for one in blocks.values() if one.get("place")},
        base_by_place={
            f"https://id.gs1.org/414/{one['gln']}": one for one in bases.values() if one.get("gln")
        },
        by_gtin={one["gtin"]: one for one in products.values() if one.get("gtin")},
        tests=by_lot(read[names.TESTS].values()),
        limits=_limits(at),
    )


def _limits(at: datetime | None) -> Sequence[Limits]:
    data = packs.file(LIMITS, at)
    return () if data is None else read_limits(data.decode("utf-8", "replace"), where=LIMITS)
