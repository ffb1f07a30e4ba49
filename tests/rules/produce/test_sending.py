"""What a recall says went to whom, held against histories that are replayed step by step."""

import random
from decimal import Decimal
from typing import Any

import pytest

from bayline.systems.produce.rules.recalling import concerned
from bayline.systems.produce.rules.sending import flows
from bayline.systems.produce.rules.tracing import traced
from bayline.systems.produce.terms import Fact

LOTS = [f"lot{number}" for number in range(3)]
CRATES = [f"crate{number}" for number in range(4)]
PALLETS = ["pallet0", "pallet1"]
BUYERS = ("shop", "market", "canteen")


def fact(number, kind, **told):
    """Make what an event says; whatever it does not say is empty."""
    empty: dict[str, Any] = dict.fromkeys(("children", "inputs", "outputs", "buyers"), ())
    whole = empty | {"step": "", "is_in": None, "parent": "", "masses": {}, "place": ""} | told
    named = (*whole.pop("things", ()), *whole["children"], *filter(None, [whole["parent"]]))
    return Fact(event=number, name=f"e{number}", kind=kind, time=number * 10,
                things=tuple(dict.fromkeys(named)), **whole)  # fmt: skip


def put(number, parent, *children, **masses):
    weights = {one: Decimal(kilograms) for one, kilograms in masses.items()}
    return fact(number, "AggregationEvent", is_in=True, parent=parent, children=children,
                masses=weights)  # fmt: skip


def sale(number, thing, buyer):
    return fact(number, "ObjectEvent", things=(thing,), step="shipping", buyers=(buyer,))


class _Replay:
    """Fills crates by weight, stacks them, sends them and empties them, and keeps the truth."""

    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311 - histories, no secrets
        self.facts = []
        self.inside: dict[str, dict[str, int]] = {one: {} for one in CRATES}
        self.stacked: dict[str, list[str]] = {one: [] for one in PALLETS}
        self.sent: list[tuple[int, str, dict[str, int]]] = []
        for self.number in range(1, 70):
            self.chance.choice((self._fill, self._fill, self._stack, self._send, self._empty))()

    def _on_ground(self):
        stacked = [one for listed in self.stacked.values() for one in listed]
        return [one for one in CRATES if one not in stacked]

    def _fill(self):
        free = self._on_ground()
        if free:
            crate, lot = self.chance.choice(free), self.chance.choice(LOTS)
            mass = self.chance.randint(1, 30)
            held = self.inside[crate]
            if lot not in held:  # the same lot twice in a crate is one lot of it
                held[lot] = mass
                self.facts.append(put(self.number, crate, lot, **{lot: mass}))

    def _stack(self):
        full = [one for one in self._on_ground() if self.inside[one]]
        if full:
            pallet, crate = self.chance.choice(PALLETS), self.chance.choice(full)
            self.stacked[pallet].append(crate)
            self.facts.append(put(self.number, pallet, crate))

    def _send(self):
        thing = self.chance.choice([*PALLETS, *self._on_ground()])
        crates = self.stacked.get(thing, [thing])
        total: dict[str, int] = {}
        for crate in crates:
            for lot, mass in self.inside[crate].items():
                total[lot] = total.get(lot, 0) + mass
        buyer = self.chance.choice(BUYERS)
        self.sent.append((self.number, buyer, total))
        self.facts.append(sale(self.number, thing, buyer))

    def _empty(self):
        thing = self.chance.choice([*PALLETS, *self._on_ground()])
        if thing in self.stacked:
            self.stacked[thing] = []
        else:
            self.inside[thing] = {}
        self.facts.append(fact(self.number, "AggregationEvent", is_in=False, parent=thing))


def fetching(facts):
    """Give the events that name things, as the store does; what empties a crate names no lot."""

    def fetch(things):
        return {thing: [one for one in facts if thing in one.things] for thing in things}

    return fetch


@pytest.mark.parametrize("seed", range(40))
def test_every_sale_of_a_lot_is_listed_with_what_went_of_it_and_no_other_is(seed):
    told = _Replay(seed)
    fetch = fetching(told.facts)
    for lot in LOTS:
        listed = traced(lot, fetch, forward=True)
        reached = {one.thing: one for one in listed}
        wanted = [(number, buyer, Decimal(total[lot]))
                  for number, buyer, total in told.sent if lot in total]  # fmt: skip
        found = flows(reached, fetch([*reached]), {})
        assert [(one.event, one.buyer, one.mass) for one in found] == wanted
        sales = [each for one in concerned(listed, fetch([*reached])) for each in one.sales]
        assert sorted((one.event, one.buyer, one.mass) for one in sales) == wanted


def test_who_sends_a_crate_on_had_it_and_who_gets_it_filled_anew_had_not():
    facts = [
        put(1, "crate0", "lot0", lot0=30),
        sale(2, "crate0", "shop"),
        sale(3, "crate0", "market"),
        fact(4, "AggregationEvent", is_in=False, parent="crate0"),
        put(5, "crate0", "lot0", lot0=20),
        sale(6, "crate0", "canteen"),
        fact(7, "ObjectEvent", things=("lot0",), step="shipping", buyers=("shop",),
             masses={"lot0": Decimal(5)}),
    ]  # fmt: skip
    fetch = fetching(facts)
    reached = {one.thing: one for one in traced("lot0", fetch, forward=True)}
    found = [(one.seller, one.buyer, one.mass) for one in flows(reached, fetch([*reached]), {})]
    wanted = (("", "shop", 30), ("shop", "market", 30), ("", "canteen", 20), ("", "shop", 5))
    assert found == [(seller, buyer, Decimal(mass)) for seller, buyer, mass in wanted]
