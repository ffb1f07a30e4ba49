"""Shares, growth, one figure told twice, lists, dates: what fits and what does not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bayline.kernel.findings import Finding, Severity, Verdict
from bayline.systems.reading.checks import CHECKS, check
from bayline.systems.reading.terms import ReadDocument

Make = Callable[..., ReadDocument]


def verdicts(findings: list[Finding], name: str) -> list[Verdict]:
    return [each.verdict for each in findings if each.check == name]


def accused(findings: list[Finding]) -> list[str]:
    return [each.check for each in findings if each.severity is Severity.CONTRADICTION]


@given(whole=st.integers(100, 5000), part=st.integers(1, 5000))
def test_a_share_of_a_stated_whole_holds(document: Make, whole: int, part: int) -> None:
    assume(part <= whole)
    share = round(Decimal(part) * 100 / whole, 1)
    text = f"排查隐患{whole}处，其中重大隐患{part}处，占{share}%。".replace("处", "件")
    assert not accused(check([document(text)]))


@given(whole=st.integers(100, 5000), part=st.integers(1, 5000), miss=st.integers(1, 40))
def test_a_share_that_is_off_contradicts(document: Make, whole: int, part: int, miss: int) -> None:
    assume(part < whole)
    share = round(Decimal(part) * 100 / whole, 1) + Decimal(miss) / 5
    text = f"排查隐患{whole}件，其中重大隐患{part}件，占{share}%。"
    assert accused(check([document(text)])) == ["share_of_amounts"]


def test_a_share_of_a_whole_that_is_not_told_is_left_alone(document: Make) -> None:
    assert not check([document("全年产煤12亿吨，占全国的34.5%。")])


def test_no_whole_of_the_passage_gives_the_printed_share(document: Make) -> None:
    text = "主会场项目投资12.1亿元，其余11个项目投资91亿元。装备类投资40.7亿元，占比42%。"
    found = check([document(text)])
    assert accused(found) == ["share_on_page"]
    assert "44.7%" in found[0].sentence
    assert "39.5%" in found[0].sentence


@pytest.mark.parametrize(("last", "verdict"), [(40, Verdict.HOLDS), (45, Verdict.CONTRADICTION)])
def test_shares_with_a_rest_make_everything(document: Make, last: int, verdict: Verdict) -> None:
    found = check([document(f"收益中农户占30%，企业占30%，其余占{last}%。")])
    assert verdicts(found, "shares_of_one_whole") == [verdict]


def test_three_industries_share_everything(document: Make) -> None:
    right = check([document("三次产业比重为3.0：64.4：32.6。")])
    wrong = check([document("三次产业结构由5：45：50调整为4：43：55。")])
    assert verdicts(right, "shares_of_one_whole") == [Verdict.HOLDS]
    assert verdicts(wrong, "shares_of_one_whole") == [Verdict.CONTRADICTION, Verdict.HOLDS]


@given(before=st.integers(50, 900), after=st.integers(50, 2000))
def test_growth_from_level_to_level_holds(document: Make, before: int, after: int) -> None:
    assume(after > before)
    rate = round((Decimal(after) / before - 1) * 100, 1)
    found = check([document(f"税收收入由{before}亿元增加到{after}亿元，增长{rate}%。")])
    assert verdicts(found, "growth_of_levels") == [Verdict.HOLDS]


@given(before=st.integers(400, 900), more=st.integers(5, 400), miss=st.integers(3, 30))
def test_growth_that_its_levels_do_not_give_contradicts(
    document: Make, before: int, more: int, miss: int
) -> None:
    rate = round(Decimal(more) / before * 100, 1) + miss
    text = f"税收收入由{before}亿元增加到{before + more}亿元，增长{rate}%。"
    assert accused(check([document(text)])) == ["growth_of_levels"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("旅游收入220亿元，比上年增加20亿元，增长10%。", Verdict.HOLDS),
        ("旅游收入220亿元，比上年增加20亿元，增长15%。", Verdict.CONTRADICTION),
        ("覆盖率由18%提高到23%，提高5个百分点。", Verdict.HOLDS),
        ("覆盖率由18%提高到23%，提高8个百分点。", Verdict.CONTRADICTION),
        ("产值由100亿元增加到161亿元，五年年均增长10%。", Verdict.HOLDS),
        ("地区生产总值由498亿元增加到779亿元，五年年均增长7.3%。", Verdict.NOT_COMPARABLE),
        ("规模以上工业利润由100亿元增加到150亿元，增长40%。", Verdict.NOT_COMPARABLE),
        ("产量由100吨增加到250吨，增长2.5倍。", Verdict.NEEDS_BASIS),
        ("游客由100万人增加到210万人，翻了一番。", Verdict.HOLDS),
        ("游客由100万人增加到150万人，翻了一番。", Verdict.CONTRADICTION),
    ],
)
def test_movements(document: Make, text: str, verdict: Verdict) -> None:
    assert verdicts(check([document(text)]), "growth_of_levels") == [verdict]


def test_growth_between_two_years_of_one_document(document: Make) -> None:
    text = "2020年，税收总收入200亿元。2021年，税收总收入220亿元，增长{}%。"
    assert verdicts(check([document(text.format(10))]), "growth_of_years") == [Verdict.HOLDS]
    assert accused(check([document(text.format(15))])) == ["growth_of_years"]


def test_one_figure_with_two_values_contradicts_across_documents(document: Make) -> None:
    one = document("2021年，地区生产总值1100亿元。", name="甲报告")
    other = document("2021年，地区生产总值1180亿元。", name="乙报告")
    found = check([one, other])
    assert accused(found) == ["same_figure"]
    assert "甲报告写1100亿元" in found[0].sentence
    assert "差80亿元" in found[0].sentence


@pytest.mark.parametrize(
    "other",
    [
        "2022年，地区生产总值1180亿元。",
        "2021年，地区生产总值超1000亿元。",
        "2021年，地区生产总值预计1180亿元。",
        "2021年，工业总产值1180亿元。",
    ],
)
def test_other_years_hedges_plans_and_indicators_do_not_contradict(
    document: Make, other: str
) -> None:
    one = document("2021年，地区生产总值1100亿元。", name="甲")
    assert not accused(check([one, document(other, name="乙")]))


def test_what_leaves_the_port_out_is_not_comparable(document: Make) -> None:
    text = "2022年，地区生产总值907.5亿元；不含港区，地区生产总值698.5亿元。"
    found = check([document(text)])
    assert verdicts(found, "same_figure") == [Verdict.NOT_COMPARABLE]
    assert "统计范围" in next(f for f in found if f.check == "same_figure").sentence


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("是指甲材料、乙材料、丙装备、丁信息4大集群。", Verdict.HOLDS),
        ("是指甲材料、乙材料、丙装备4大集群。", Verdict.CONTRADICTION),
        ("甲、乙、丙、丁、戊等4个产业列为重点。", Verdict.CONTRADICTION),
        ("建设三大园区：甲园、乙园和丙园。", Verdict.HOLDS),
        ("建设四大园区：甲园、乙园、丙园。", Verdict.CONTRADICTION),
    ],
)
def test_lists_are_counted(document: Make, text: str, verdict: Verdict) -> None:
    assert verdicts(check([document(text)]), "members_of_list") == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "甲、乙、丙等5个产业列为重点。",
        "低保、儿童福利、残疾人两项补贴提标。",
        "汽车、手机、摩托车出口保持两位数增长。",
        "小学、初中、高中30所。",
    ],
)
def test_open_lists_and_other_counts_are_left_alone(document: Make, text: str) -> None:
    assert not check([document(text)])


def test_a_slogan_is_explained_never_added(document: Make) -> None:
    text = "构建“1+4+4”体系，第一个“4”是指四大集群，第二个“4”是指四个产业。"
    found = check([document(text)])
    assert [each.check for each in found] == ["terms_of_slogan"]
    assert found[0].severity is Severity.WARNING
    assert "未解释“1”" in found[0].sentence


def test_a_ratio_says_what_it_is_counted_by(document: Make) -> None:
    bare = check([document("地表水质达到或优于Ⅲ类的比例99.9%。")])
    named = check([document("全区20个断面水质达到或优于Ⅲ类的比例99.9%。")])
    assert verdicts(bare, "ratio_without_count") == [Verdict.NEEDS_BASIS]
    assert not verdicts(named, "ratio_without_count")


def test_forest_land_is_not_forest(document: Make) -> None:
    found = check([document("林地面积1080.11公顷，森林覆盖率19.96%。")])
    assert verdicts(found, "implied_whole") == [Verdict.NEEDS_BASIS]
    assert "54平方公里" in found[0].sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工程于2021年2月30日完工。", ["possible_dates"]),
        ("工程于2021年2月29日完工。", ["possible_dates"]),
        ("工程于2020年2月29日完工，三月三十一日验收。", []),
        ("2023年至2021年建设。", ["possible_dates"]),
        ("自来水覆盖率104%。", ["limited_share"]),
        ("完成计划的104%，毛入学率105%。", []),
    ],
)
def test_what_cannot_be(document: Make, text: str, expected: list[str]) -> None:
    assert accused(check([document(text)])) == expected


def test_a_plan_that_was_due_before_publication_is_noted(document: Make) -> None:
    text = "2020年预计投资20亿元。"
    assert verdicts(check([document(text, published=date(2021, 11, 2))]), "timely_status")
    assert not verdicts(check([document(text, published=date(2020, 3, 1))]), "timely_status")


@given(
    text=st.text(
        alphabet="其中合计占由到至增长、，。；（）1234567890亿元个%万年月日第一二三", max_size=80
    )
)
def test_any_text_is_checked_without_a_crash(document: Make, text: str) -> None:
    made = document(text)
    for found in check([made, made]):
        for claim in found.claims:
            assert made.reading.text[claim.start : claim.end] == claim.quote


def test_every_finding_belongs_to_a_listed_check(document: Make) -> None:
    assert len({each.id for each in CHECKS}) == len(CHECKS)
    for each in CHECKS:
        assert each.title_zh
        assert each.title_en
        assert each.about.endswith("。")
        if each.id != "mixed_stages":
            assert each.title_zh in (each.run.__doc__ or "")
    assert not check([document("没有数字的一句话。")])
