"""Bills worked out by hand, receipts beside the rules, and what is refused with its code."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.settlement.rules.adjudicating import adjudicated, compared
from bayline.systems.settlement.rules.packs import named_packs, read_pack
from bayline.systems.settlement.rules.refusals import CODES, SettlementError
from bayline.systems.settlement.rules.taking import MOST_FEN, claim_in, claim_of
from bayline.systems.settlement.rules.telling import RULES, record_of, record_of_receipt
from bayline.systems.settlement.terms import Split


def judged(given, packs="jiaxing"):
    return adjudicated(claim_of(given), named_packs(packs))


def test_a_second_stay_after_a_transfer_is_worked_out_line_by_line(bill):
    found = judged(
        bill(
            status="retired",
            stay=2,
            filing={"kind": "transfer", "from": "2025-03-01", "until": "2025-06-30"},
            items=[
                {"code": "D0005", "quantity": 4, "fee": 260_000},  # 200 above the limit, then 30 %
                {"code": "S0002", "quantity": 10, "fee": 80_000},  # 300 above the limit
                {"code": "S0006", "fee": 100_000},  # not payable
            ],
            account=5_000,
        )
    )
    assert found.scope == (100_000, 50_000, 72_000, 218_000)
    # Half of 800 yuan; then (86 + 4) % × 90 % of 1,780 yuan.
    assert found.split == Split(40_000, 144_180, 0, 0, 0, 5_000, 290_820)
    assert [one.rule for one in found.steps][-7:] == [
        *("deductible", "deductible_of_stay", "deductible_borne"),
        *("remote", "share", "account", "cash"),
    ]
    assert all(one.source for one in found.steps if one.value is not None and one.rule != "account")


def test_beyond_the_ceiling_the_add_on_fund_pays_and_nothing_is_paid_twice(bill):
    sums = dict.fromkeys(("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt"), 0)
    given = bill(
        enrollment_area="shanghai",
        filing=None,
        items=None,
        scope={**sums, "inscp_scp_amt": 1_000_000},
        used={"deductible": 150_000, "pool": 64_915_000},
    )
    found = judged(given, "shanghai").split
    # 850 yuan are left of 650,000: they are 85 % of 1,000; of the other 9,000, 80 %.
    assert found[:3] == (0, 85_000, 720_000)
    assert found.cash == 195_000


def test_what_was_borne_in_the_year_moves_into_catastrophic_insurance(bill):
    given = bill(
        filing={"kind": "unfiled"},
        items=[{"code": "D0001", "fee": 10_080_000}],
        used={"borne": 1_900_000},
    )
    found = judged(given).split
    # 86 % × 70 % of 100,000; of 40,600 borne on top of 19,000: 30,000 at 60 %, 9,600 at 70 %.
    assert (found.deductible, found.pool) == (80_000, 6_020_000)
    assert found.major == 1_800_000 + 672_000


def test_assistance_pays_of_the_rest_up_to_its_ceiling(bill, banded):
    given = bill(enrollment_area="banded", filing={"kind": "transfer", "from": "2025-01-01"})
    claim = replace(claim_of(given), assistance="low_income")
    split = adjudicated(claim, [banded]).split
    rest = 100_000 - split.pool - split.major
    assert split.assistance == (rest * 7_000 + 5_000) // 10_000
    poor = replace(claim, used=claim.used._replace(assistance=100_000 - 7))
    assert adjudicated(poor, [banded]).split.assistance == 7


def receipt(bill, **other):
    return (
        bill(
            on="2021-04-14",
            enrollment_area="shanghai",
            filing=None,
            items=None,
            status=None,
            scope={
                "fulamt_ownpay_amt": 2_671_520,
                "overlmt_selfpay": 0,
                "preselfpay_amt": 1_102_747,
                "inscp_scp_amt": 23_827_799,
            },
            stated={"medfee_sumamt": 27_602_066, "hifp_pay": 21_760_989, "psn_cash_pay": 5_841_077},
        )
        | other
    )


def test_a_receipt_that_no_rule_gives_is_unexplained_with_the_difference(bill):
    found = compared(claim_of(receipt(bill)), named_packs("shanghai"))
    assert not found.is_explained
    assert not found.in_force
    record = record_of_receipt(found, is_chinese=False)
    assert record["state"] == "unexplained"
    assert record["differences"] == {"hifp_pay": -50_186, "psn_cash_pay": 50_186}
    assert [one["implied_deductible"] for one in record["trials"]] == [None, 174_550]
    assert record["text"].endswith("the pool differs by -501.86 yuan")


def test_a_receipt_that_the_rules_give_is_explained_and_one_fen_off_is_not(bill):
    given = receipt(bill, on="2025-04-14", status="retired")
    given["stated"] = {"hifp_pay": 21_811_175, "fund_pay_sumamt": 21_811_175}
    assert compared(claim_of(given), named_packs("shanghai")).is_explained
    given["stated"] = {"hifp_pay": 21_811_176}
    found = compared(claim_of(given), named_packs("shanghai"))
    assert (found.is_explained, found.in_force) == (False, True)
    assert found.trials[0].differences == {"hifp_pay": 1}


@pytest.mark.parametrize(
    ("code", "other"),
    [
        ("wrong_schema", {"schema": 2}),
        ("wrong_schema", {"schema": True}),
        ("missing", {"visit": None}),
        ("missing", {"items": None}),
        ("missing", {"items": [{"code": "D0001"}]}),
        ("unknown_field", {"fee": 3}),
        ("unknown_field", {"items": [{"code": "D0001", "fee": 1, "prise": 2}]}),
        ("unknown_field", {"scope": {}}),
        ("not_text", {"id": 7}),
        ("not_text", {"id": " "}),
        ("not_integer", {"items": [{"code": "D0001", "fee": 12.0}]}),
        ("not_integer", {"items": [{"code": "D0001", "fee": "12"}]}),
        ("not_integer", {"account": True}),
        ("not_integer", {"used": {"pool": 1e3}}),
        ("negative", {"items": [{"code": "D0001", "fee": -1}]}),
        ("negative", {"used": {"borne": -5}}),
        ("overflow", {"items": [{"code": "D0001", "fee": MOST_FEN + 1}]}),
        ("overflow", {"items": [{"code": "D0001", "fee": MOST_FEN}] * 2}),
        ("overflow", {"account": 10**30}),
        ("bad_date", {"on": "2025-02-30"}),
        ("unknown_value", {"visit": "dental"}),
        ("unknown_value", {"level": 4}),
        ("unknown_value", {"stay": 0}),
        ("unknown_value", {"filing": {"kind": "local"}}),
        ("not_an_object", {"items": {}}),
        ("not_an_object", {"used": [1]}),
        ("sum_mismatch", {"total": 99_999}),
        ("unknown_code", {"items": [{"code": "Z9", "fee": 1}, {"code": "Z8", "fee": 1}]}),
        ("no_catalog", {"treatment_area": "hangzhou"}),
        ("not_insured_here", {"enrollment_area": "shanghai"}),
        ("filing_missing", {"filing": None}),
        ("filing_not_covering", {"filing": {"kind": "transfer"}}),
        ("filing_not_covering", {"filing": {"kind": "long_term", "from": "2025-03-15"}}),
        (
            "filing_not_covering",
            {"filing": {"kind": "transfer", "from": "2025-01-01", "until": "2025-03-13"}},
        ),
        ("no_parameter", {"assistance": "low_income"}),
        ("above_ceiling", {"used": {"pool": 40_000_001}}),
        ("above_ceiling", {"used": {"major": 50_000_001}}),
    ],
)
def test_each_fault_is_refused_by_its_code_in_a_sentence(bill, code, other):
    given = json.dumps(bill(**other))
    with pytest.raises(SettlementError) as refused:
        adjudicated(claim_in(given), named_packs("jiaxing"))
    assert refused.value.code == code
    assert refused.value.in_chinese() != refused.value.sentence()
    assert code in CODES
    if code == "unknown_code":
        assert "Z9, Z8" in refused.value.sentence()


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("not_json", "{"),
        ("not_json", "[" * 100_000),
        ("not_json", '{"id": 1' + "0" * 5_000 + "}"),
        ("not_an_object", "[]"),
        ("unknown_field", '{"id": "a", "id": "b"}'),
    ],
)
def test_a_line_that_is_no_bill_is_refused(code, line):
    with pytest.raises(SettlementError) as refused:
        claim_in(line)
    assert refused.value.code == code


def test_a_bill_outside_of_any_rules_and_a_receipt_that_contradicts_itself_are_refused(bill):
    early = bill(on="2022-06-01", filing={"kind": "unfiled"})
    with pytest.raises(SettlementError, match="no rules hold on 2022-06-01") as refused:
        judged(early)
    assert refused.value.code == "no_rules_on_day"
    broken = receipt(bill, on="2025-04-14")
    broken["stated"] = {"psn_part_amt": 5, "acct_pay": 2, "psn_cash_pay": 2}
    with pytest.raises(SettlementError, match="psn_part_amt 5 is not") as refused:
        compared(claim_of(broken), named_packs("shanghai"))
    assert refused.value.code == "identity_broken"


def test_every_step_has_its_words_in_both_languages(bill):
    found = judged(bill(account=5))
    for is_chinese in (True, False):
        record = record_of(found, is_chinese=is_chinese)
        assert all(step["text"] for step in record["steps"])
        assert not record["verified"]
        assert record["note"]
    assert all(len(words) == 2 for words in RULES.values())


@pytest.mark.parametrize(
    ("said", "old", "new"),
    [
        ("“documents” is missing", "[documents]", "[papers]"),
        ("“b” is missing", 'fen = 30_001\nsource = "a"', 'fen = 30_001\nsource = "b"'),
        ("gap or overlap", "from_fen = 1_000_000", "from_fen = 1_000_001"),
        ("bp = 10001", "bp = 8_765", "bp = 10_001"),
        ("fen = 1.5", "fen = 30_001", "fen = 1.5"),
    ],
)
def test_rules_without_a_document_or_with_a_gap_are_refused(banded_text, said, old, new):
    with pytest.raises(BaylineError, match="the rules cannot be read") as refused:
        read_pack(banded_text.replace(old, new), where="b.toml")
    assert said in refused.value.sentence()


def test_every_number_of_the_packs_names_a_document():
    for pack in (*named_packs("jiaxing"), *named_packs("shanghai")):
        numbers = [*pack.deductibles.values(), *pack.stays, *pack.ceilings.values()]
        numbers += [*pack.bonuses.values(), *pack.remote.values()]
        bands = [one for some in pack.shares.values() for one in some] + [*pack.major]
        sources = {one.source for one in numbers} | {one.source for one in bands}
        assert all("未核对原文" in one for one in sources)
        assert not pack.verified
    assert [one.id for one in named_packs("shanghai-employee-2024")] == ["shanghai-employee-2024"]
    with pytest.raises(BaylineError, match="no rules are called “hangzhou”"):
        named_packs("hangzhou")


def test_every_code_of_a_refusal_is_in_the_guide():
    guide = Path(__file__).parents[3] / "docs/guide/settlement.md"
    text = guide.read_text("utf-8")
    assert not [code for code in CODES if f"`{code}`" not in text]
