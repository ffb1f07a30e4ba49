"""Messages and journals by themselves: what is taken, what is cut off, what is refused."""

import pytest

from bayline.platform.record.chain import GENESIS
from bayline.systems.settlement.rules.packs import editions
from bayline.systems.settlement.rules.protocol.core import Office
from bayline.systems.settlement.rules.protocol.journal import (
    JournalError,
    Stored,
    stored,
    whole_part,
)
from bayline.systems.settlement.rules.protocol.messages import is_sealed, refusal, sealed
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.world import Stamp

SECRETS = {"shanghai": b"s", "jiaxing": b"j"}
SEAL = Stamp("shanghai", SECRETS)
HEAD = {"from": "shanghai", "to": "jiaxing", "id": "a", "kind": "QUERY", "at": 1000}


def test_a_message_holds_until_anything_of_it_is_changed():
    made = sealed(HEAD, {"of": "x", "fen": [1, None, True]}, SEAL)
    assert is_sealed(made, SEAL)
    for name, value in (("body", {"of": "y"}), ("id", "b"), ("to", "shanghai"), ("at", 1001)):
        assert not is_sealed({**made, name: value}, SEAL)
    assert not is_sealed({name: one for name, one in made.items() if name != "signature"}, SEAL)
    assert not is_sealed(sealed(HEAD, {"fen": 1.5}, SEAL), SEAL)


@pytest.mark.parametrize(
    ("code", "changed", "now"),
    [
        ("", {}, 1000),
        ("", {}, 2800),
        ("clock", {}, 2801),
        ("clock", {}, -801),
        ("wrong_version", {"version": 1}, 1000),
        ("unknown_partner", {"from": "hangzhou"}, 1000),
        ("wrong_node", {"to": "shanghai"}, 1000),
    ],
)
def test_a_message_for_somebody_else_or_another_time_is_refused_by_its_code(code, changed, now):
    made = {**sealed(HEAD, {}, SEAL), **changed}
    assert refusal(made, to="jiaxing", partner="shanghai", now=now) == code


def journal(count):
    rows: list[Stored] = []
    for at in range(count):
        rows.append(stored({"row": at}, rows[-1].digest if rows else GENESIS))
    return rows


def test_a_torn_last_row_is_cut_off_and_a_changed_one_before_it_is_refused():
    rows = journal(4)
    assert whole_part(rows) == rows
    torn = [*rows[:3], Stored(rows[3].written[:3], rows[3].digest)]
    assert whole_part(torn) == rows[:3]
    with pytest.raises(JournalError, match="row 2 of 4 does not fit"):
        whole_part([rows[0], Stored(b"{}", rows[1].digest), *rows[2:]])
    with pytest.raises(JournalError, match="row 2 of 3"):
        whole_part([rows[0], *rows[2:]])


class Pair:
    """Two offices in one place, with a line that can be looked at."""

    def __init__(self):
        self.nodes = {}
        for boot, (name, partner) in enumerate((("shanghai", "jiaxing"), ("jiaxing", "shanghai"))):
            seal = Stamp(name, SECRETS)
            office = Office(name, partner, seal, lambda _row: None, editions(name), boot + 1)
            self.nodes[name] = Node(office, [])
        for name in self.nodes:
            self.carry(self.nodes[name].tick(1000))

    def carry(self, messages):
        """Carry messages to and fro until nobody answers; gives all that were sent."""
        waiting, sent = [*messages], []
        while waiting:
            message = waiting.pop(0)
            sent.append(message)
            waiting += self.nodes[message["to"]].receive(message, 1000)
        return sent


FILED = {"kind": "long_term", "area": "shanghai", "from": "2025-01-01"}
BILL = {
    "visit_id": "v",
    "person": "p",
    "hospital": "h",
    "visit": "inpatient",
    "on": "2025-03-14",
    "enrollment_area": "jiaxing",
    "treatment_area": "shanghai",
    "level": 3,
    "status": "active",
    "filing": "long_term",
    "scope": {"own": 100, "over": 0, "advance": 200, "inside": 1_080_000},
}


def test_a_bill_is_quoted_settled_told_again_and_reversed_with_nothing_left():
    pair = Pair()
    shanghai, jiaxing = pair.nodes["shanghai"], pair.nodes["jiaxing"]
    names = ("pool_inpatient", "deductible_inpatient", "borne", "major", "account", "stays")
    jiaxing.admit("p", dict.fromkeys(names, 0), [FILED])
    sent = pair.carry(shanghai.presettle(BILL, 1000))
    assert [one["kind"] for one in sent] == ["PRESETTLE", "QUOTE", "SETTLE", "REPLY"]
    settle, reply = sent[2], sent[3]
    # 86 % of what lies above 800 yuan.
    assert reply["body"]["split"]["pool"] == 860_000
    assert jiaxing.state.used["p"]["deductible_inpatient"] == 80_000
    rows = len(jiaxing.lying)
    assert [one["kind"] for one in pair.carry([settle])] == ["SETTLE", "TOLD"]
    other = shanghai.message("SETTLE", settle["id"], {**settle["body"], "rules": "x"}, 1000)
    refused = pair.carry([other])
    assert refused[1]["body"] == {"of": settle["id"], "code": "other_contents"}
    stranger = shanghai.message(
        "SETTLE", "n", {**settle["body"], "bill": {**BILL, "person": "q"}}, 1000
    )
    assert pair.carry([stranger])[1]["body"]["code"] == "not_insured_here"
    assert len(jiaxing.lying) == rows + 1
    pair.carry(shanghai.cancel(settle["id"], 1000))
    assert jiaxing.state.used["p"] == dict.fromkeys(names, 0)
    assert not jiaxing.state.live


def test_a_reversal_that_overtakes_its_settlement_bars_it():
    pair = Pair()
    shanghai, jiaxing = pair.nodes["shanghai"], pair.nodes["jiaxing"]
    jiaxing.admit("p", {"stays": 0}, [FILED])
    late = shanghai.settle(BILL, "jiaxing-employee-2023", 1000)
    pair.carry(shanghai.reverse(late[0]["id"], 1000))
    assert [one["body"].get("code") for one in pair.carry(late)][1:] == ["reversed_before"]
    assert shanghai.state.asked[late[0]["id"]].standing == "reversed"
    assert shanghai.state.entries == jiaxing.state.entries == []


def settled():
    """A settlement, with its request and answer, and both offices anew without any rows."""
    pair = Pair()
    pair.nodes["jiaxing"].admit("p", {"stays": 0}, [FILED])
    settle, reply = pair.carry(pair.nodes["shanghai"].presettle(BILL, 1000))[2:]
    return settle, reply, Pair().nodes


def test_an_own_answer_brings_back_only_the_request_that_it_was_given_to():
    settle, reply, lost = settled()
    head = {name: settle[name] for name in {*settle} - {"signature", "hash", "body"}}
    never = {**BILL, "visit_id": "w", "person": "nobody"}
    body = {**settle["body"], "bill": never}
    other = sealed({**head, "id": "shanghai-1-99"}, body, Stamp("shanghai", SECRETS))
    same_name = sealed(head, body, Stamp("shanghai", SECRETS))
    jiaxing = lost["jiaxing"]
    assert [one["row"] for one in jiaxing.brought_back([[settle, reply]])] == ["answered"]
    assert not [*jiaxing.brought_back([[other, reply], [same_name, reply]])]


@pytest.mark.parametrize(
    "changed", [{"re_hash": "0" * 64}, {"split": {"pool": 1}}, {"split": {"cash": -1}}]
)
def test_an_answer_that_cannot_be_posted_is_not_brought_home(changed):
    settle, reply, lost = settled()
    told = {name: reply[name] for name in {*reply} - {"signature", "hash", "body"}}
    body = {**reply["body"], **changed}
    if "split" in changed:
        body["split"] = {**reply["body"]["split"], **changed["split"]}
    wrong = sealed(told, body, Stamp("jiaxing", SECRETS))
    shanghai = lost["shanghai"]
    assert [one["row"] for one in shanghai.brought_home([[settle, reply]])] == ["asked", "replied"]
    assert [one["row"] for one in shanghai.brought_home([[settle, wrong]])] == ["asked"]
