"""Ways of things, held against histories that are replayed step by step."""

import random
from decimal import Decimal
from typing import Any

import pytest

from bayline.systems.produce.rules.facts import marked
from bayline.systems.produce.rules.recalling import concerned
from bayline.systems.produce.rules.tracing import traced
from bayline.systems.produce.terms import Fact

CRATES = [f"crate{number}" for number in range(4)]


def fact(number, kind, **told):
    """Make what an event says; whatever it does not say is empty."""
    empty: dict[str, Any] = dict.fromkeys(("children", "inputs", "outputs", "buyers"), ())
    empty |= {"step": "", "is_in": None, "parent": "", "masses": {}, "place": ""}
    whole = empty | told
    things = (*whole["children"], *whole["inputs"], *whole["outputs"], *whole.pop("things", ()))
    named = tuple(dict.fromkeys((*things, whole["parent"]) if whole["parent"] else things))
    return Fact(event=number, name=f"e{number}", kind=kind, time=number * 10, things=named, **whole)


def fetching(facts):
    """Give the events that things are in, as the store does."""

    def fetch(things):
        return {
            thing: [
                one
                for one in facts
                if thing in one.things or (one.is_in is False and not one.children)
            ]
            for thing in things
        }

    return fetch


def history(seed):
    """Make up lots that are mixed, split, put into crates that are used again, and taken out."""
    chance = random.Random(seed)
    facts, free = [], ["lot0", "lot1", "lot2"]
    lying: dict[str, str] = {}
    for number in range(1, 60):
        move = chance.choice(("make", "make", "put", "put", "take", "empty"))
        if move == "make" and free:
            used = chance.sample(free, min(len(free), chance.randint(1, 2)))
            made = tuple(f"t{number}.{one}" for one in range(chance.randint(1, 2)))
            facts.append(fact(number, "TransformationEvent", inputs=tuple(used), outputs=made))
            free += made
        elif move == "put":
            crate = chance.choice(CRATES)
            inside = [one for one in free if one not in lying and one != crate and one in free]
            outer = {lying.get(crate)}
            inside = [one for one in inside if one not in CRATES and one not in outer]
            some = tuple(chance.sample(inside, min(len(inside), chance.randint(1, 3))))
            if some:
                told = {"is_in": True, "parent": crate, "children": some}
                facts.append(fact(number, "AggregationEvent", **told))
                lying |= dict.fromkeys(some, crate)
        elif move in {"take", "empty"} and lying:
            crate = chance.choice(sorted(set(lying.values())))
            there = tuple(one for one in lying if lying[one] == crate)
            out = there if move == "empty" else there[:1]
            told = {"is_in": False, "parent": crate, "children": () if move == "empty" else out}
            facts.append(fact(number, "AggregationEvent", **told))
            lying = {one: at for one, at in lying.items() if one not in out}
        if chance.random() < 0.2:
            free.append(chance.choice(CRATES))
    return facts


def replayed(facts, start):
    """Say what the start gets into, by marking things while the history is replayed."""
    marked, ever = {start}, {start}
    contents: dict[str, set[str]] = {}
    for one in facts:
        if one.kind == "TransformationEvent":
            carrying = {box for box, held in contents.items() if held & marked}
            if marked & {*one.inputs} or carrying & {*one.inputs}:
                marked |= {*one.outputs}
                ever |= {*one.outputs}
        elif one.is_in:
            contents.setdefault(one.parent, set()).update(one.children)
        else:
            out = one.children or tuple(contents.get(one.parent, ()))
            contents.setdefault(one.parent, set()).difference_update(out)
        ever |= {box for box, held in contents.items() if held & marked}
    return ever


@pytest.mark.parametrize("seed", range(60))
def test_what_a_lot_got_into_is_what_a_replay_marks(seed):
    facts = history(seed)
    for start in ("lot0", "lot1"):
        forward = {one.thing for one in traced(start, fetching(facts), forward=True)}
        assert forward == replayed(facts, start)


@pytest.mark.parametrize("seed", range(20))
def test_a_way_back_is_a_way_forward_turned_round(seed):
    facts = history(seed)
    fetch = fetching(facts)
    made = {one for each in facts for one in each.outputs}
    for start in ("lot0", "lot1", "lot2"):
        forward = {one.thing for one in traced(start, fetch, forward=True)}
        for end in made:
            back = {one.thing for one in traced(end, fetch, forward=False)}
            assert (start in back) is (end in forward)


def test_a_recall_names_boxes_masses_and_buyers_while_they_mattered():
    facts = [
        fact(1, "TransformationEvent", inputs=("block",), outputs=("lot",),
             masses={"lot": Decimal(400)}),
        fact(2, "AggregationEvent", is_in=True, parent="crate", children=("lot",),
             masses={"lot": Decimal(30)}),
        fact(3, "ObjectEvent", things=("crate",), step="shipping", buyers=("shop",)),
        fact(4, "AggregationEvent", is_in=False, parent="crate"),
        fact(5, "AggregationEvent", is_in=True, parent="crate", children=("other",)),
        fact(6, "ObjectEvent", things=("crate",), step="shipping", buyers=("market",)),
    ]  # fmt: skip
    fetch = fetching(facts)
    reached = traced("block", fetch, forward=True)
    listed = concerned(reached, fetch([one.thing for one in reached]))
    assert [(one.thing, one.level, one.mass) for one in listed] == [
        ("block", 0, None),
        ("lot", 1, Decimal(400)),
        ("crate", 2, Decimal(30)),
    ]
    (sale,) = listed[2].sales
    assert (sale.buyer, sale.time, sale.mass) == ("shop", 30, Decimal(30))


def test_names_that_are_counted_up_have_numbers_beside_each_other():
    numbers = [
        marked(f"https://id.gs1.org/01/06912345123457/21/{one}") for one in range(5000, 6000)
    ]
    assert [one - numbers[0] for one in numbers] == list(range(1000))
    others = [*range(3000), "", "a", "a1", "a12", "a123", "a٣٢١", "b123"]
    found = {marked(str(one)) for one in others}
    assert len(found) == len(others)
    assert all(0 <= one < 2**63 for one in (*numbers, *found))
