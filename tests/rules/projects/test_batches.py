"""Batches and libraries: what is stated, what is named, what is left; nothing counted twice."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure
from bayline.kernel.findings import Verdict
from bayline.kernel.periods import parse
from bayline.systems.projects.rules.amounts import amount_of, figure_in
from bayline.systems.projects.rules.batches import Batch, Member, added, remainder, repeated
from bayline.systems.projects.rules.libraries import (
    Library,
    amount_answer,
    count_answer,
    share_in_year,
)
from bayline.systems.projects.rules.rates import Convention, Rounding
from bayline.systems.projects.rules.reconciling import (
    StageCount,
    implied_whole,
    is_share_of,
    same_stage,
    sums_to,
    told_too_early,
)
from bayline.systems.projects.terms import AmountKind, Stage

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/project_groups.toml").read_text("utf-8"))
E8 = Decimal(10**8)


def named(group):
    return pytest.mark.parametrize("case", CASES[group], ids=lambda case: case["name"][:50])


def convention(places):
    return Convention(rounding=Rounding.HALF_UP, places=places, source="doc-1")


@named("sum")
def test_sums_get_the_verdict_that_recomputing_gives(case):
    parts = {name: figure_in(words) for name, words in case["parts"].items()}
    answer = sums_to(parts, figure_in(case["whole"]))
    assert answer.verdict is Verdict(case["verdict"])
    if "because_of" in case:
        assert answer.sentence.endswith(f"但只因为{case['because_of']}不是确数")
    else:
        assert "只因为" not in answer.sentence


@named("share")
def test_shares_are_held_against_every_whole(case):
    wholes = {name: figure_in(words) for name, words in case["wholes"].items()}
    percent = Decimal(case["percent"])
    answer = is_share_of(
        figure_in(case["part"]), percent, wholes, convention=convention(case["places"])
    )
    assert answer.verdict is Verdict(case["verdict"])
    if "implied" in case:
        least, most = (Decimal(end) * E8 for end in case["implied"])
        assert least < answer.computed.low < most
        assert "39.5%" in answer.sentence
        assert "44.7%" in answer.sentence


@named("implied")
def test_a_part_and_its_share_give_the_whole(case):
    whole = implied_whole(
        figure_in(case["part"]), Decimal(case["percent"]), convention=convention(case["places"])
    )
    least, most = (Decimal(end) * E8 for end in case["whole"])
    assert least < whole.low <= whole.high < most or whole.contains(
        Figure.exactly((least + most) / 2, "CNY")
    )


def amount(words, kind=AmountKind.INVESTMENT):
    return amount_of(kind, words, evidence="doc-1")


def batch(name, words="", count=None, *members, stage=Stage.STARTED, on="2021-03-03"):
    return Batch(
        name=name,
        stage=stage,
        on=parse(on),
        evidence="doc-1",
        count=None if count is None else Figure.exactly(count, "个"),
        amount=amount(words) if words else None,
        members=members,
    )


def member(project, words=""):
    return Member(label=project, project=project, amount=amount(words) if words else None)


def group(label, count, words=""):
    return Member(label=label, count=count, amount=amount(words) if words else None)


def test_what_a_batch_does_not_name_is_shown_as_such():
    left = remainder(batch("一季度", "206亿元", 12, member("阿里飞天园", "180亿元")))
    assert (left.named, left.count.low, left.amount.low) == (1, 11, 26 * E8)
    assert left.sentence == "公布12个、206亿元；已列出1个、180亿元；未列出11个、26亿元"
    assert left.sentence_en == (
        "stated: 12, CNY 20.6 billion; named: 1, CNY 18 billion; not named: 11, CNY 2.6 billion"
    )


def test_a_batch_that_is_only_over_a_sum_leaves_an_open_remainder():
    left = remainder(batch("四季度", "超82亿元", 12, member("a", "80亿元")))
    assert (left.amount.low, left.amount.high) == (2 * E8, None)


def test_a_batch_without_count_and_sum_leaves_nothing_to_tell():
    left = remainder(batch("某批", "", None, member("a", "80亿元")))
    assert (left.count, left.amount) == (None, None)
    assert left.sentence.endswith("未列出不详")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            batch("一季度", "206亿元", 12, member("a", "180亿元"), member("b", "30亿元")),
            "一季度: its members come to CNY 21 billion, the whole is CNY 20.6 billion",
        ),
        (
            batch("一季度", "10亿元", 3, member("a", "6亿元"), member("b", "5亿元")),
            "一季度: its members come to CNY 1.1 billion, the whole is CNY 1 billion",
        ),
        (
            batch("一季度", "10亿元", 2, member("a", "5亿元"), member("b", "4亿元")),
            "all its members are named and come to CNY 900 million, not to CNY 1 billion",
        ),
        (
            batch("一季度", "206亿元", 1, member("a"), member("b")),
            "2 projects are named of a batch of 1",
        ),
        (
            batch("一季度", "206亿元", 2, member("a", "100亿元"), member("b", "80亿元")),
            "all its members are named and come to CNY 18 billion, not to CNY 20.6 billion",
        ),
        (
            batch("一季度", "206亿元", 12, member("a"), member("a")),
            "the project “a” would be counted twice",
        ),
    ],
)
def test_members_that_exceed_the_whole_are_refused(given, sentence):
    with pytest.raises(BaylineError) as refused:
        remainder(given)
    assert sentence in refused.value.sentence()
    assert refused.value.zh is not None


def test_rounding_of_the_whole_is_no_excess():
    given = batch("一季度", "206亿元", 2, member("a", "180.4亿元"), member("b", "25.9亿元"))
    assert remainder(given).count.low == 0


def test_batches_of_a_year_add_up():
    parts = [("一季度", "206亿元", 12), ("二季度", "260亿元", 14), ("三季度", "111亿元", 12)]
    found = added([batch(*each) for each in parts])
    assert (found.count.low, found.amount.low) == (38, 577 * E8)
    assert not found.is_mixed
    assert found.label == "开工合计"


def test_a_sum_over_two_stages_says_so():
    found = added(
        [
            batch("签约", "155亿元", 9, stage=Stage.SIGNED),
            batch("开工", "90亿元", 7, stage=Stage.STARTED),
        ]
    )
    assert found.is_mixed
    assert found.amount.low == 245 * E8
    assert found.label == "混合阶段（签约155亿元、开工90亿元），不是一个投资数"
    assert found.label_en.startswith("mixed stages (signed CNY 15.5 billion, started CNY 9")


def test_a_sum_over_two_kinds_of_amount_says_so():
    planned = replace(
        batch("二季度", "", 14), amount=amount("260亿元", AmountKind.PLANNED_INVESTMENT)
    )
    found = added([batch("一季度", "206亿元", 12), planned])
    assert found.amount.low == 466 * E8
    assert found.label == "开工合计；总投资与计划总投资合在一起"
    assert found.label_en.endswith("total investment and planned total investment together")


@pytest.mark.parametrize("stage", [Stage.STARTED, Stage.SIGNED])
def test_a_project_in_two_batches_is_not_counted_twice(stage):
    batches = [
        batch("2021年开工", "5亿元", 1, member("a", "5亿元")),
        batch("2022年", "5亿元", 1, member("a", "5亿元"), stage=stage, on="2022"),
    ]
    assert repeated(batches) == {"a": ("2021年开工", "2022年")}
    with pytest.raises(BaylineError, match="“a” would be counted twice"):
        added(batches)


def test_a_sum_lacks_what_one_batch_does_not_state():
    found = added([batch("甲", "5亿元", 1), batch("乙", "", 2)])
    assert (found.count.low, found.amount) == (3, None)


def test_groups_are_counted_without_names():
    left = remainder(
        batch("2023", "103.1亿元", 12, member("主会场", "12.1亿元"), group("其他", 11, "91亿元"))
    )
    assert (left.named, left.count.low) == (12, 0)


@pytest.mark.parametrize(("project", "count"), [("a", 2), ("", 0)])
def test_a_member_stands_for_as_many_as_it_can(project, count):
    with pytest.raises(BaylineError, match="a project is one"):
        Member(label="x", project=project, count=count)


def library(**fields):
    counts = {"产业": 27, "人才": 4, "文化": 22, "生态": 12, "组织": 7}
    given = {
        "count": Figure.exactly(72, "个"),
        "counts": {name: Figure.exactly(number, "个") for name, number in counts.items()},
        "amount": amount("57.63亿元"),
        "in_year": amount_of(
            AmountKind.ANNUAL_PLAN, "17.41亿元", evidence="doc-1", period=parse("2021")
        ),
    }
    return Library(name="项目库", **{**given, **fields})


def test_a_library_is_the_sum_of_its_categories():
    answer = count_answer(library())
    assert (answer.verdict, answer.computed.low) == (Verdict.HOLDS, 72)
    assert amount_answer(library()) is None
    share = share_in_year(library())
    assert Decimal("0.3020") < share.low < Decimal("0.3022")


@pytest.mark.parametrize(
    "fields",
    [
        {"count": Figure.exactly(70, "个")},
        {"amount": amount("15亿元")},
        {"amounts": {"产业": amount("50亿元"), "文化": amount("9亿元")}},
    ],
)
def test_a_library_smaller_than_its_parts_is_refused(fields):
    with pytest.raises(BaylineError, match="cannot exceed the whole"):
        library(**fields)


def counted(number, definition="", **others):
    figures = {name: Figure.exactly(each, "个") for name, each in others.items()}
    return StageCount(Figure.exactly(number, "个"), definition, figures)


def test_two_lists_without_one_definition_need_a_basis():
    first = counted(61, 拟建成=8, 新开工=8)
    answer = same_stage(first, counted(69, 新开工=8))
    assert answer.verdict is Verdict.NEEDS_BASIS
    assert answer.sentence == "61个与69个口径不明；把拟建成算在内就相符"
    assert same_stage(counted(69), first).verdict is Verdict.NEEDS_BASIS
    assert "不能比较" in same_stage(counted(61), counted(70)).sentence


def test_two_lists_of_one_definition_may_contradict_each_other():
    assert same_stage(counted(61, "不含拟建成"), counted(69, "不含拟建成")).verdict is (
        Verdict.CONTRADICTION
    )
    assert same_stage(counted(61), counted(61)).verdict is Verdict.HOLDS


def test_a_report_of_what_was_not_over_is_an_anomaly():
    answer = told_too_early(parse("2025-01/2025-09"), date(2025, 9, 8))
    assert answer.verdict is Verdict.CONTRADICTION
    assert told_too_early(parse("2025-01/2025-06"), date(2025, 7, 1)) is None
    assert told_too_early(parse("2025/.."), date(2025, 7, 1)) is None


def test_a_batch_that_names_a_project_twice_is_not_called_two_batches():
    with pytest.raises(BaylineError) as refused:
        remainder(batch("一季度", "206亿元", 12, member("a"), member("a")))
    assert refused.value.why == "it is named twice in it"
    one, other = (batch("开工", "5亿元", 1, member("a"), on=on) for on in ("2021-03", "2021-06"))
    with pytest.raises(BaylineError) as refused:
        added([one, other])
    assert refused.value.zh.why == "它在开工（2021-03）和开工（2021-06）中"
