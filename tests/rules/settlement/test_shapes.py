"""What a sealed message may say: each part that is not as it must be is named."""

import pytest

from bayline.systems.settlement.rules.protocol.messages import canonical, sealed
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.shapes import fault_of
from bayline.systems.settlement.rules.protocol.world import START, World


class Even:
    """Chance that always gives the middle."""

    def random(self):
        """Give a number."""
        return 0.5

    def randrange(self, start, stop):
        """Give a whole number."""
        return (start + stop) // 2


@pytest.fixture
def world():
    return World(Even(), Node)


def bill(**other):
    scope = {"own": 0, "over": 0, "advance": 0, "inside": 100_000}
    return {
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
        "scope": scope,
        **other,
    }


WRONG = {
    "negative": (
        "negative:body.bill.scope.own",
        {"bill": bill(scope={"own": -1, "over": 0, "advance": 0, "inside": 1})},
    ),
    "text": (
        "not_integer:body.bill.scope.own",
        {"bill": bill(scope={"own": "1", "over": 0, "advance": 0, "inside": 1})},
    ),
    "overflowing": (
        "overflow:body.bill.scope.own",
        {"bill": bill(scope=dict.fromkeys(("own", "over"), 2**35))},
    ),
    "truth": (
        "not_integer:body.bill.scope.own",
        {"bill": bill(scope=dict.fromkeys(("own", "over", "inside"), True))},
    ),
    "no such day": ("bad_date:body.bill.on", {"bill": bill(on="2025-02-30")}),
    "another way to write a day": ("bad_date:body.bill.on", {"bill": bill(on="20250314")}),
    "no such filing": ("unknown_value:body.bill.filing", {"bill": bill(filing="perhaps")}),
    "a list for a filing": ("unknown_value:body.bill.filing", {"bill": bill(filing=["transfer"])}),
    "no such level": ("unknown_value:body.bill.level", {"bill": bill(level=4)}),
    "no bill": ("not_an_object:body.bill", {"bill": []}),
    "no person": ("not_text:body.bill.person", {"bill": bill(person="")}),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_bill_that_is_none_is_named_and_changes_nothing(world, name):
    wrong, body = WRONG[name]
    treating, insured = world.nodes["shanghai"], world.nodes["jiaxing"]
    message = treating.message("SETTLE", "shanghai-9-1", {**body, "rules": "x"}, START)
    before = canonical([row.digest for row in insured.lying])
    (note,) = insured.receive(message, START)
    assert note["body"] == {"of": "shanghai-9-1", "code": wrong}
    assert canonical([row.digest for row in insured.lying]) == before
    assert fault_of(treating.message("SETTLE", "a", {"bill": bill(), "rules": "x"}, START)) == ""


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"seen": [0, 0]}, "seen"),
        ({"seen": [0, True, ""]}, "seen"),
        ({"rows": -1}, "rows"),
        ({"at": "now"}, "at"),
        ({"boot": None}, "boot"),
        ({"id": ""}, "id"),
        ({"kind": "PAY"}, "kind"),
        ({"kind": "REPLY"}, "body.re_hash"),
        ({"kind": "TOLD"}, "body.of"),
        ({"kind": "PAIRS"}, "body.asked"),
        ({"kind": "QUERY"}, "body.of"),
        ({"kind": "TOTALS"}, "body.month"),
    ],
)
def test_a_head_or_kind_that_is_none_is_named(world, changed, wrong):
    node, other = world.nodes["shanghai"], world.nodes["jiaxing"]
    head = node.message("HELLO", "shanghai-9-1", {}, START)
    bare = {name: head[name] for name in {*head} - {"signature", "hash", "body"}}
    (note,) = other.receive(sealed({**bare, **changed}, {}, node.office.seal), START)
    assert note["body"]["code"] == f"malformed:{wrong}"
