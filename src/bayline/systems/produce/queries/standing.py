"""Lots beside the registers: which block, base and product a lot is of, what is known of it."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from bayline.platform.registers.terms import Values
from bayline.systems.produce.queries.books import Book, book
from bayline.systems.produce.queries.lots import Lots, lots
from bayline.systems.produce.rules.branding import Brand, Missing, missing
from bayline.systems.produce.rules.lots import Harvest, with_parts
from bayline.systems.produce.rules.testing import Test


class Standing:
    """Registers and lots as of a moment.

    Attributes:
        book: The registers.
        lots: The lots.
        today: The day of that moment.
    """

    def __init__(self, at: datetime | None = None, *, today: date | None = None) -> None:
        self.at = at
        self.book: Book = book(at)
        self.lots: Lots = lots(at)
        self.today: date = today or timezone.localdate(at)
        self._brands: dict[str, Brand] = {}
        self._missing: dict[tuple[str, date], list[Missing]] = {}

    @cached_property
    def by_block(self) -> Mapping[str, list[Harvest]]:
        """Lots by the code of their block."""
        found: dict[str, list[Harvest]] = {}
        for one in self.lots.harvests:
            block = self.block_of(one)
            if block is not None:
                found.setdefault(block["code"], []).append(one)
        return found

    def block_of(self, lot: Harvest) -> Values | None:
        """Find the block of a lot."""
        return next(filter(None, map(self.book.by_place.get, lot.places)), None)

    def base_of(self, lot: Harvest) -> str:
        """Find the code of the base of a lot; empty where it is not registered."""
        block = self.block_of(lot)
        if block is not None:
            return block["base"]
        base = next(filter(None, map(self.book.base_by_place.get, lot.places)), None)
        return base["code"] if base else ""

    def product_of(self, lot: Harvest) -> str:
        """Find the code of the product of a lot; empty where it is not registered."""
        found = self.book.by_gtin.get(lot.gtin)
        block = self.block_of(lot) if found is None else None
        return found["code"] if found else block["product"] if block else ""

    def is_in(self, base: str, place: str) -> bool:
        """Say whether a base lies in a place; one whose place is unknown lies in the region."""
        town = self.book.bases.get(base, {}).get("town", "")
        return not place or not town or town.startswith(place)

    def missing_of(self, lot: Harvest) -> list[Missing]:
        """List the practices that keep a lot from carrying the brand."""
        base = self.base_of(lot)
        return self.missing_at(base, lot.day) if base else []

    def missing_at(self, base: str, day: date) -> list[Missing]:
        """List the practices that are not in force at a base on a day."""
        if (base, day) not in self._missing:
            if base not in self._brands:
                self._brands[base] = self.book.brand_for(base)
            self._missing[base, day] = missing(self._brands[base], base, day)
        return self._missing[base, day]

    def tests_of(self, lot: Harvest) -> list[Test]:
        """List what is known of the residues of a lot, and what should be."""
        things = with_parts(lot.thing, self.lots.made)
        return self.book.tests_of(things, self.product_of(lot), (lot.day, self.today))
