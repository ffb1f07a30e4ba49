"""Amounts by kind, and what is expected of a project."""

from datetime import date
from decimal import Decimal

import pytest

from bayline.kernel.errors import BaylineError
from bayline.kernel.findings import Verdict
from bayline.kernel.periods import parse
from bayline.kernel.promises import PromiseState, reviewed
from bayline.systems.projects.rules.amounts import amount_of, compared, figure_in, total_of
from bayline.systems.projects.rules.effects import Effect, EffectKind, due_in, promise_of
from bayline.systems.projects.terms import AmountKind, Plan, Stage

TOTAL, PLANNED = AmountKind.INVESTMENT, AmountKind.PLANNED_INVESTMENT
ANNUAL, DONE = AmountKind.ANNUAL_PLAN, AmountKind.COMPLETED
DAY = date(2021, 3, 3)


def amount(words, kind=TOTAL, period=None):
    return amount_of(kind, words, evidence="doc-1", period=parse(period) if period else None)


def test_an_amount_keeps_its_bound():
    stated = amount("超82亿元").figure
    assert (stated.low, stated.high, stated.low_open) == (Decimal(8_200_000_000), None, True)


def test_foreign_currency_is_kept_as_it_is():
    assert amount("15亿美元").figure.unit == "USD"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("15亿", "row 3, 总投资: “15亿” states no currency"),
        ("很多", "“很多” is no amount"),
        ("-5亿元", "row 3, 总投资: total investment of -500000000 CNY: no project costs less"),
        ("50个", "total investment in 个: an amount names its currency"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_place(words, sentence):
    with pytest.raises(BaylineError) as refused:
        amount_of(TOTAL, words, evidence="doc-1", where="row 3, 总投资")
    assert sentence in refused.value.sentence()
    assert refused.value.zh is not None


@pytest.mark.parametrize("kind", [kind for kind in AmountKind if kind.is_of_a_period])
def test_an_amount_of_a_year_names_the_year(kind):
    with pytest.raises(BaylineError, match="without the period"):
        amount("5亿元", kind)
    assert amount("5亿元", kind, "2021").period == parse("2021")


def test_amounts_of_one_kind_add_up_with_their_bounds():
    total = total_of([amount(words) for words in ("206亿元", "260亿元", "111亿元", "超82亿元")])
    assert (total.low, total.low_open, total.high) == (Decimal(65_900_000_000), True, None)


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        (
            (amount("4.7亿元", PLANNED), amount("120亿元")),
            "planned total investment and total investment cannot be added",
        ),
        (
            (amount("5亿元", DONE, "2021"), amount("2亿元", DONE, "2021-01/2021-05")),
            "amounts for 2021, 2021-01/2021-05 cannot be added",
        ),
        ((amount("5亿元"), amount("1亿美元")), "figures in the units CNY, USD"),
    ],
)
def test_what_must_not_be_added_is_refused(amounts, sentence):
    with pytest.raises(BaylineError, match=sentence):
        total_of(amounts)


def test_months_without_a_common_day_add_up():
    total = total_of([amount("5亿元", DONE, "2021-01"), amount("2亿元", DONE, "2021-02")])
    assert total.low == Decimal(700_000_000)


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (amount("120亿元"), amount("4.7亿元", PLANNED), Verdict.NOT_COMPARABLE),
        (amount("120亿元"), amount("120亿美元"), Verdict.NOT_COMPARABLE),
        (
            amount("5亿元", ANNUAL, "2021"),
            amount("5亿元", ANNUAL, "2022"),
            Verdict.NOT_COMPARABLE,
        ),
        (amount("约120亿元"), amount("118亿元"), Verdict.HOLDS),
        (amount("120亿元"), amount("超130亿元"), Verdict.CONTRADICTION),
    ],
)
def test_amounts_are_compared_kind_with_kind(a, b, verdict):
    found, chinese, english = compared(a, b)
    assert found is verdict
    assert chinese
    assert "亿" not in english


def effect(text, **fields):
    known = {"kind": EffectKind.REVENUE, "figure": figure_in("约41亿元"), **fields}
    return Effect(text=text, evidence="claim-41", announced=DAY, **known)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("项目将在5年内建成", date(2026, 3, 3)),
        ("18个月内竣工", date(2022, 9, 3)),
        ("2025年底前达产", date(2025, 12, 31)),
        ("明年上半年投产", date(2022, 6, 30)),
        ("达产后年营收约41亿元", None),
        ("2020年已签约", None),
    ],
)
def test_words_give_the_last_day(words, due):
    assert due_in(words, announced=DAY) == due


def test_an_expected_effect_is_a_promise_with_its_due_date():
    promise = promise_of(effect("5年内达产，年营收约41亿元"))
    assert (promise.claim, promise.due) == ("claim-41", date(2026, 3, 3))
    assert reviewed(promise, today=date(2026, 3, 4)).state is PromiseState.LATE


@pytest.mark.parametrize(
    ("kind", "words"),
    [(EffectKind.REVENUE, "-4亿元"), (EffectKind.REVENUE, "300人"), (EffectKind.JOBS, "4亿元")],
)
def test_an_effect_is_neither_below_zero_nor_in_a_wrong_unit(kind, words):
    with pytest.raises(BaylineError, match=r"of -400000000 CNY|in 人|in CNY"):
        effect("5年内达产", kind=kind, figure=figure_in(words)).refuse_unsound()


def test_without_a_day_of_its_own_an_effect_is_due_by_the_last_plan():
    plans = [
        Plan(stage=Stage.AT_CAPACITY, due=parse(due), evidence="doc", stated=date(stated, 1, 1))
        for due, stated in (("2024", 2020), ("2025-06", 2022))
    ]
    words = effect("达产后年营收约41亿元")
    assert promise_of(words, plans).due == date(2025, 6, 30)
    assert promise_of(words).due is None


def test_nothing_is_expected_of_a_project_before_it_operates():
    with pytest.raises(BaylineError, match="earns nothing before it operates"):
        effect("年营收约41亿元", stage=Stage.SIGNED)
