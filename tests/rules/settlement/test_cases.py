"""What is listed is what the journal says, and each settlement is worked out again to the fen."""

import json
import random

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.settlement.rules.cases import INSURED, SETTLE, SETTLED, TREATING, Case, changed
from bayline.systems.settlement.rules.examples import examples_in
from bayline.systems.settlement.rules.explaining import explained
from bayline.systems.settlement.rules.measuring import quantile
from bayline.systems.settlement.rules.protocol.books import due_of
from bayline.systems.settlement.rules.protocol.invariants import owed
from bayline.systems.settlement.rules.protocol.journal import rows_of
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.simulating import Day


def folded(node):
    made: dict[str, Case] = {}
    for number, row in enumerate(rows_of(node.lying), 1):
        made |= {one.id: one for one in changed(row, number, made.get)}
    return made


def counted(made, side):
    found: dict[str, dict[str, int]] = {}
    for name, one in made.items():
        if one.counted and one.side == side:
            found.setdefault(one.counted, {})[name] = one.fund + one.account
    return found


@pytest.mark.parametrize("seed", range(2, 6))
def test_after_a_day_full_of_faults_the_list_stands_as_the_nodes_do(seed):
    day = Day(random.Random(seed), Node)  # noqa: S311 - a seed repeats it
    for day.step in range(1, 120):
        day.now += 1 + day.to(12)
        day.happen()
        day.deliver()
        for name in ("shanghai", "jiaxing"):
            day.do(name, lambda node, now: node.tick(now))
    day.heal()
    total = 0
    for node in day.nodes.values():
        made = folded(node)
        for name, asked in node.state.asked.items():
            if asked.kind in ("SETTLE", "CANCEL", "REVERSE"):
                assert made[name].standing == asked.standing, name
        live = {
            name
            for name, one in made.items()
            if (one.kind, one.side, one.standing) == (SETTLE, INSURED, SETTLED)
        }
        assert live == {*node.state.live}
        for name in live:
            assert made[name].due == owed(node)[name] == due_of(node.state.live[name]["split"])
            held = explained(made[name])
            assert held.is_explained is (not made[name].rules.endswith("-other"))
        assert counted(made, TREATING) == node.state.items["claimed"].days
        assert counted(made, INSURED) == node.state.items["owed"].days
        total += len(made)
    assert total > 5


CLAIM = {
    "id": "a",
    "visit": "inpatient",
    "on": "2025-06-16",
    "enrollment_area": "jiaxing",
    "treatment_area": "shanghai",
    "level": 3,
    "status": "retired",
    "filing": {"kind": "long_term", "from": "2025-01-01"},
    "items": [{"code": "S0007", "fee": 900_000}],
}
EXAMPLE = {
    "claim": CLAIM,
    "side": "treating",
    "hospital": "甲",
    "person": "乙",
    "standing": "settled",
    "asked": "2025-06-16T09:00:00.120+08:00",
    "answered": "2025-06-16T09:00:00.400+08:00",
}


def line(**other):
    return json.dumps({**EXAMPLE, **other}, ensure_ascii=False).encode()


def test_an_example_is_worked_out_by_the_rules_of_its_day_and_the_partner_agrees():
    one, wrong = examples_in(line() + b"\n\n" + line(partner_due=5), where="x")
    assert one.id == "example-001"
    assert one.total == 900_000 == one.fund + one.account + one.cash
    assert (one.latency_ms, one.difference, one.is_example) == (280, 0, True)
    assert wrong.difference == one.due - 5
    assert one.counted == "2025-06-16"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"[1]", "x:1"),
        (b"{", "x:1"),
        (line(standing="paid"), "side or standing"),
        (line(color="red"), "asked for are"),
        (line(asked="yesterday"), "yesterday"),
        (line() + b"\n" + line(claim={**CLAIM, "items": [{"code": "Q9", "fee": 1}]}), "x:2"),
        (line(claim={**CLAIM, "on": "1999-01-01"}), "no "),
    ],
)
def test_a_line_that_is_no_example_is_named(data, why):
    with pytest.raises(BaylineError, match=why):
        list(examples_in(data, where="x"))


def test_the_shanghai_receipt_is_unexplained_with_its_difference(shared):
    found = json.loads((shared / "data/settlement/receipt_shanghai_2021.json").read_text("utf-8"))

    def fen(name):
        return int(found[name].replace(".", ""))

    own, advance, pool = fen("own_expense"), fen("classified_self_pay"), fen("pool_fund")
    inside = fen("total") - own - advance
    stated = {"medfee_sumamt": fen("total"), "hifp_pay": pool, "psn_cash_pay": fen("cash")}
    scope = {"fulamt_ownpay_amt": own, "overlmt_selfpay": 0, "preselfpay_amt": advance}
    claim = {**CLAIM, "on": "2021-04-14", "enrollment_area": "shanghai", "stated": stated}
    claim |= {"scope": {**scope, "inscp_scp_amt": inside}, "filing": {"kind": "local"}}
    del claim["items"], claim["status"]
    held = explained(Case(id="r", told={"claim": claim}))
    assert not held.is_explained
    assert held.receipt is not None
    assert not held.receipt.in_force
    assert held.differences["hifp_pay"] == -held.differences["psn_cash_pay"] != 0
    assert held.stated["medfee_sumamt"] == 27_602_066
    # With 92 % of what lies above it, the deductible would have to be 1,745.50.
    assert 174_550 in {one.implied_deductible for one in held.receipt.trials}


def test_a_quantile_is_a_value_that_was_measured():
    assert [quantile([1, 2, 3, 4], percent) for percent in (1, 50, 51, 95)] == [1, 2, 3, 4]
    assert quantile([7], 50) == 7
