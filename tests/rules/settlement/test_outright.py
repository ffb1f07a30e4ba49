"""What a node does thousands of times a second gives what the plain path gives."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.systems.settlement.rules import outright, packs
from bayline.systems.settlement.rules.benefits import divided
from bayline.systems.settlement.rules.protocol.books import claim_of_bill, quoted
from bayline.systems.settlement.rules.protocol.messages import is_whole
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.shapes import fault_of
from bayline.systems.settlement.rules.protocol.usual import is_usual
from bayline.systems.settlement.rules.protocol.world import START, World
from bayline.systems.settlement.rules.refusals import SettlementError
from bayline.systems.settlement.terms import Filing, Scope, Split, Status, Visit

FEN = st.integers(0, 2**35 - 1) | st.integers(0, 3_000_000) | st.integers(0, 300)
YEAR = ("borne", "major", "account")


@st.composite
def bills(draw, pack):
    """A bill of any case, one that the pack has no number for among them, near its ceilings too."""
    visit, level = draw(st.sampled_from(Visit)), draw(st.integers(0, 3))
    used = {name: draw(FEN) for name in YEAR} | {"stays": draw(st.integers(0, 5))}
    for one in Visit:
        ceiling = pack.ceilings.get(one)
        near = FEN if ceiling is None else st.integers(0, 500).map(lambda by: ceiling.value - by)  # noqa: B023 - drawn at once
        used |= {f"pool_{one.value}": draw(FEN | near), f"deductible_{one.value}": draw(FEN)}
    bill = {
        "visit_id": "v",
        "visit": visit.value,
        "on": "2025-03-14",
        "enrollment_area": pack.area,
        "treatment_area": "elsewhere",
        "level": level,
        "status": draw(st.sampled_from(Status)).value,
        "filing": draw(st.sampled_from(Filing)).value,
        "scope": {name: draw(FEN) for name in Scope._fields},
    }
    return bill, used


@pytest.mark.parametrize("name", ["jiaxing-employee-2023", "shanghai-employee-2025", "banded"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_without_steps_and_in_plain_steps_give_the_same(name, banded, data):
    pack = banded if name == "banded" else packs.named_packs(name)[0]
    bill, used = data.draw(bills(pack))
    scope = Scope(*bill["scope"].values())
    known = (Visit(bill["visit"]), bill["level"], Status(bill["status"])) in pack.shares
    if not known or Filing(bill["filing"]) not in pack.remote:
        with pytest.raises(SettlementError, match="has no number for"):
            divided(claim_of_bill(bill, used), scope, pack, [])
        with pytest.raises(SettlementError, match="has no number for"):
            quoted(bill, used, pack)
        return
    expected = divided(claim_of_bill(bill, used), scope, pack, [])
    found = quoted(bill, used, pack)
    assert found["split"] == expected._asdict()
    borne = scope.inside - expected.pool - expected.addon
    counted = {f"{one}_{bill['visit']}": getattr(expected, one) for one in ("deductible", "pool")}
    stays = int(bill["visit"] == "inpatient")
    changes = {**counted, "borne": borne, "major": expected.major, "stays": stays}
    changes |= {"assistance": expected.assistance, "account": -expected.account}
    assert found["delta"] == {one: by for one, by in changes.items() if by}


def test_packs_that_come_and_go_are_not_kept_for_ever_nor_taken_for_another(banded):
    for at in range(200):
        other = packs.named_packs("shanghai")[0] if at % 2 else deepcopy(banded)
        assert {*outright.laid_out(other)} == {*outright.laid_out(deepcopy(other))}
    assert len(outright._LAID) <= 64  # noqa: SLF001 - what is bounded


class Even:
    """Chance that always gives the middle."""

    def random(self):
        """Give a number."""
        return 0.5

    def randrange(self, start, stop):
        """Give a whole number."""
        return (start + stop) // 2


WORLD = World(Even(), Node)
BILL = {
    "visit_id": "v",
    "person": "jiaxing-person-0",
    "hospital": "h",
    "visit": "inpatient",
    "on": "2025-03-14",
    "enrollment_area": "jiaxing",
    "treatment_area": "shanghai",
    "level": 3,
    "status": "active",
    "filing": "long_term",
    "scope": {"own": 0, "over": 0, "advance": 0, "inside": 100_000},
}
DIVIDED = {
    "re_hash": "x",
    "day": "2025-03-14",
    "result": "ok",
    "rules": "r",
    "used": {"borne": 1},
    "delta": {"borne": -1},
    "split": dict.fromkeys(Split._fields, 5),
}
ODD: list[object] = [
    None,
    True,
    False,
    -1,
    0,
    1,
    5,
    2**35,
    2**53,
    1.5,
    "",
    "x",
    "2025-02-30",
    "20250314",
]
ODD += ["x" * 201, [], {}, [0, 0, ""], [0, True, ""], {"own": 1}, ["transfer"], {"a": 1.5}]


def made(kind):
    node = WORLD.nodes["shanghai"]
    body = {"bill": BILL, "rules": "x"} if kind == "SETTLE" else DIVIDED
    return deepcopy(node.message(kind, "shanghai-9-1", body, START))


@pytest.mark.parametrize("kind", ["SETTLE", "REPLY"])
@settings(max_examples=600, deadline=None)
@given(data=st.data())
def test_what_is_usual_has_no_fault_and_what_was_changed_is_looked_at(kind, data):
    message = made(kind)
    assert is_usual(message)
    places = [(message, name) for name in message]
    waiting = [message["body"]]
    while waiting:
        one = waiting.pop()
        places += [(one, name) for name in one]
        waiting += [value for value in one.values() if isinstance(value, dict)]
    for _ in range(data.draw(st.integers(1, 2))):
        where, name = data.draw(st.sampled_from(places))
        how = data.draw(st.sampled_from(["other", "gone", "more"]))
        if how == "gone":
            where.pop(name, None)
        else:
            added = name if how == "other" else data.draw(st.sampled_from(["more", "desk"]))
            where[added] = data.draw(st.sampled_from(ODD))
    if is_usual(message):
        assert fault_of(message) == ""
        assert is_whole(message)


@pytest.mark.parametrize("more", [{"desk": "H310"}, {"desk": "H310", "sealed": "kid.x"}])
def test_a_bill_of_a_desk_is_usual_too(more):
    message = made("SETTLE")
    message["body"]["bill"] |= more
    assert is_usual(message)
    assert fault_of(message) == ""
