"""Rows of lists: bases, blocks, lots, practices, tests, varieties."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from bayline.engines.season.terms import WEEKS
from bayline.platform.addresses import Addresses
from bayline.platform.grounds import Grounds, Linked, asked_by
from bayline.platform.registers.terms import Values
from bayline.systems.produce.pages import words
from bayline.systems.produce.pages.contexts import (
    BaseLine,
    BlockLine,
    CropLine,
    LotLine,
    PracticeLine,
    TestLine,
    Told,
)
from bayline.systems.produce.queries.standing import Standing
from bayline.systems.produce.rules import registers
from bayline.systems.produce.rules.bases import hectares
from bayline.systems.produce.rules.lots import Harvest, path_of
from bayline.systems.produce.rules.testing import Test, state_of


class Lines(Standing):
    """Makes rows out of registers and lots as of a moment."""

    def __init__(self, at: datetime | None, ways: Addresses) -> None:
        super().__init__(at)
        self.ways = ways

    @cached_property
    def grounds(self) -> Grounds:
        """Where places and documents lead."""
        bases = [dict(one, place=one.get("town", "")) for one in self.book.bases.values()]
        rows = (*bases, *self.book.products.values(), *self.book.brands.values())
        return Grounds(asked_by(rows), self.ways)

    def blocks_at(self, base: str) -> list[Values]:
        """Give the blocks of a base by name."""
        found = [one for one in self.book.blocks.values() if one["base"] == base]
        return sorted(found, key=lambda one: one["code"])

    def base(self, code: str) -> BaseLine:
        """Show a base."""
        values = self.book.bases[code]
        blocks = self.blocks_at(code)
        area = sum((Decimal(one["area"]) for one in blocks), Decimal(0))
        lots_here = [lot for one in blocks for lot in self.by_block.get(one["code"], ())]
        missing = self.missing_at(code, self.today)
        town = values.get("town", "")
        return BaseLine(
            to=self.to_base(code),
            grower=self._entry(registers.GROWERS, values["grower"], self.book.growers),
            brand=self._entry(registers.BRANDS, values["brand"], self.book.brands),
            town=self.grounds.place(town) if town else None,
            blocks=len(blocks),
            mu=words.mu(area),
            hectares=words.hectares(hectares(area)),
            state=words.kept_state(missing),
            missing=words.missing_words(missing),
            lots=len(lots_here),
            kilograms=words.kilograms(total(lots_here)),
        )

    def block(self, values: Values, planned: Sequence[Told] = ()) -> BlockLine:
        """Show a block."""
        area, here = Decimal(values["area"]), self.by_block.get(values["code"], [])
        address = self.ways.to(f"/produce/blocks/{values['code']}")
        return BlockLine(
            to=Linked(label=values["name"], address=address),
            product=self.to_product(values["product"]),
            mu=words.mu(area),
            hectares=words.hectares(hectares(area)),
            planned=tuple(planned),
            lots=len(here),
            kilograms=words.kilograms(total(here)),
        )

    def lot(self, one: Harvest) -> LotLine:
        """Show a lot."""
        base, block, product = self.base_of(one), self.block_of(one), self.product_of(one)
        missing = self.missing_of(one)
        return LotLine(
            to=Linked(label=one.lot, address=self.ways.to(one.path)),
            product=self.to_product(product) if product else None,
            base=self.to_base(base) if base else None,
            block=self.block_link(block) if block else None,
            day=words.day(one.day),
            kilograms=words.kilograms(one.mass),
            tests=words.tests_state(state_of(self.tests_of(one))),
            gate=words.gate_state(missing, is_known=bool(base)),
            missing=words.missing_words(missing),
        )

    def practices_at(self, base: str, day: date) -> Iterator[PracticeLine]:
        """Show every practice at a base on a day, with what proves it."""
        brand = self.book.brand_for(base)
        lacking = {one.practice: one.reason for one in self.missing_at(base, day)}
        for code in brand.practices:
            values = self.book.practices[code]
            proof = self._proof(base, code, day)
            reason = lacking.get(code, "")
            yield PracticeLine(
                to=self._entry(registers.PRACTICES, code, self.book.practices),
                requirement=values["requirement"],
                state=words.practice_state(reason),
                detail="",
                evidence=proof.get("evidence", ""),
                since=proof.get("since", ""),
                until=proof.get("until", ""),
                proof_address=self._proof_address(proof),
            )

    def _proof(self, base: str, practice: str, day: date) -> Values:
        """Find the proof that counts on a day, else the last there is."""
        rows = [
            one
            for one in self.book.proofs.values()
            if one["base"] == base and one["practice"] == practice
        ]
        when = day.isoformat()
        rows.sort(key=lambda one: (one["since"] <= when < one.get("until", "9999"), one["since"]))
        return rows[-1] if rows else {}

    def _proof_address(self, proof: Values) -> str:
        path = f"/registers/{registers.PROOFS}/{proof['code']}" if proof else ""
        return self.ways.to(path) if path else ""

    def test(self, lot: Harvest, one: Test) -> TestLine:
        """Show a result, or one that is not there yet."""
        product = self.product_of(lot)
        verdict = one.verdict
        path = f"/registers/{registers.TESTS}/{one.code}"
        sentence = words.verdict_word(verdict) if verdict else ""
        if verdict is None:
            sentence = _("%(day)s前要有结果") % {"day": words.day(one.day)}
        return TestLine(
            lot=Linked(label=lot.lot, address=self.ways.to(lot.path)),
            product=self.to_product(product) if product else None,
            pesticide=one.pesticide,
            found=one.found,
            day=words.day(one.day),
            state=words.tests_state(one.state),
            sentence=sentence,
            edition=verdict.standard if verdict else "",
            laboratory=one.laboratory,
            report=one.report,
            address=self.ways.to(path) if one.code else "",
        )

    def crop(self, values: Values) -> CropLine:
        """Show a variety with its way of growing."""
        first, last = int(values["first_start"]) - 1, int(values["last_start"]) - 1
        after, picked = int(values["picked_after"]), int(values["picked_for"])
        path = f"/registers/{registers.CROPS}/{values['code']}"
        return CropLine(
            to=Linked(label=values["name"], address=self.ways.to(path)),
            start=words.weeks(first % WEEKS, last % WEEKS),
            picked=words.weeks((first + after) % WEEKS, (last + after + picked - 1) % WEEKS),
            per_mu=words.number(Decimal(values["yield_mu"])),
            source=values["source"],
            note=values.get("note", ""),
        )

    def to_base(self, code: str) -> Linked:
        """Lead to a base."""
        name = self.book.bases.get(code, {}).get("name", code)
        return Linked(label=name, address=self.ways.to(f"/produce/bases/{code}"))

    def block_link(self, values: Values) -> Linked:
        """Lead to a block."""
        address = self.ways.to(f"/produce/blocks/{values['code']}")
        return Linked(label=values["name"], address=address)

    def to_product(self, code: str) -> Linked:
        """Lead to a product."""
        name = self.book.products.get(code, {}).get("name", code)
        return Linked(label=name, address=self.ways.to(f"/produce/products/{code}"))

    def place(self, link: str) -> Linked:
        """Name a place or a party of an event."""
        block, base = self.book.by_place.get(link), self.book.base_by_place.get(link)
        if block is not None:
            return self.block_link(block)
        if base is not None:
            return self.to_base(base["code"])
        return Linked(label=self.party(link))

    def party(self, link: str) -> str:
        """Name a buyer or a cooperative of an event; one that is not registered by its number."""
        number = link.rstrip("/").rsplit("/", 1)[-1]
        for some in (self.book.buyers, self.book.growers):
            for one in some.values():
                if one.get("party") == number:
                    return one["name"]
        return link

    def thing(self, link: str) -> Linked:
        """Lead to a thing, called by its shortest number."""
        path = path_of(link)
        return Linked(label=link.rsplit("/", 1)[-1], address=self.ways.to(path) if path else "")

    def _entry(self, register: str, code: str, known: Mapping[str, Values]) -> Linked:
        name = known.get(code, {}).get("name", code)
        return Linked(label=name, address=self.ways.to(f"/registers/{register}/{code}"))

    def brand_link(self, code: str) -> Linked:
        """Lead to a brand."""
        return self._entry(registers.BRANDS, code, self.book.brands)

    def grower_link(self, code: str) -> Linked:
        """Lead to a cooperative."""
        return self._entry(registers.GROWERS, code, self.book.growers)

    def practice_link(self, code: str) -> Linked:
        """Lead to a practice."""
        return self._entry(registers.PRACTICES, code, self.book.practices)


def total(lots_: Iterable[Harvest]) -> Decimal:
    """Add up what is known of the masses of lots."""
    return sum((one.mass for one in lots_ if one.mass is not None), Decimal(0))


def newest(lots_: Sequence[Harvest]) -> int:
    """Give the year of the newest lot; 0 where there is none."""
    return lots_[0].year if lots_ else 0
