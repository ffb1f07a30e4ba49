"""What looks like a contradiction and is none: other extents, standings, places and divisions.

Every case has a twin that differs in the one thing the check is about.
"""

from datetime import date

import pytest

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.engines.chinese.reader import read
from bayline.kernel.findings import Finding, Severity, Verdict, state_of
from bayline.systems.reading.checks import check
from bayline.systems.reading.terms import ReadDocument

PLACES = """code,name,level,parent,aliases,from,to,lon,lat
330212,鄞州区,county,330200,,,,,
330212100,瞻岐镇,town,330212,,,,,
330212101,咸祥镇,town,330212,,,,,
330200,宁波市,prefecture,330000,,,,,
"""
GAZETTEER = Gazetteer.load(PLACES, where="places.csv")
PUBLISHED = date(2024, 3, 5)


def found_in(*texts: str, published: date = PUBLISHED) -> list[Finding]:
    documents = [
        ReadDocument(
            name=f"文稿{number}", reading=read(text, published=published, gazetteer=GAZETTEER)
        )
        for number, text in enumerate(texts, 1)
    ]
    return check(documents)


def of_check(findings: list[Finding], name: str) -> list[Finding]:
    return [each for each in findings if each.check == name]


def accusing(findings: list[Finding]) -> list[str]:
    return [each.sentence for each in findings if each.severity is Severity.CONTRADICTION]


# One whole, divided twice ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texts",
    [
        (
            "2024年全市重点工程120个，其中在建90个、计划新开工20个、计划建成10个。",
            "2024年全市重点工程120个，其中在建100个、计划新开工20个。",
        ),
        (
            "2024年交通类项目50项，其中年内建成6项，新开工9项，在建35项。",
            "2024年交通类项目50个，包括在建项目41个、新开工项目9个。",
        ),
    ],
)
def test_a_part_that_may_hold_another_needs_its_basis(texts: tuple[str, str]) -> None:
    found = found_in(*texts)
    (told,) = of_check(found, "divisions_of_whole")
    assert told.verdict is Verdict.NEEDS_BASIS
    assert "如果在建包含" in told.sentence
    assert not accusing(found)
    assert not of_check(found, "mixed_stages")


def test_two_divisions_that_agree_or_are_of_two_years_say_nothing() -> None:
    one = "2024年全市重点工程120个，其中在建90个、计划新开工20个、计划建成10个。"
    alike = "2024年全市重点工程120个，其中在建90个、计划新开工30个。"
    earlier = "2023年全市重点工程120个，其中在建100个、计划新开工20个。"
    assert not of_check(found_in(one, one), "divisions_of_whole")
    assert not of_check(found_in(one, earlier), "divisions_of_whole")
    (told,) = of_check(found_in(one, alike), "divisions_of_whole")
    assert "新开工包含建成" in told.sentence


def test_sizes_that_no_other_part_explains_ask_for_range_and_date() -> None:
    one = "2024年引进项目80个，其中内资50个、外资30个。"
    other = "2024年引进项目80个，其中内资55个、外资25个。"
    found = of_check(found_in(one, other), "divisions_of_whole")
    assert {each.verdict for each in found} == {Verdict.NEEDS_BASIS}
    assert all("范围和日期" in each.sentence for each in found)


def test_what_was_signed_and_started_is_still_a_mixture() -> None:
    found = found_in("大会推进项目16个，其中签约9个、开工7个。")
    assert of_check(found, "mixed_stages")


# A work and a piece of it ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "东海智造园项目总投资86亿元。项目用地42亩，计划总投资3.1亿元。",
        "东海智造园项目总投资86亿元，该项目一期计划总投资9.5亿元。",
        "东海智造园总建筑面积60万平方米，首期总建筑面积8万平方米。",
        "一期总投资9.5亿元，东海智造园项目总投资86亿元。",
    ],
)
def test_a_piece_of_a_work_is_of_another_extent(text: str) -> None:
    found = found_in(text)
    (told,) = of_check(found, "totals_of_extent")
    assert told.verdict is Verdict.NOT_COMPARABLE
    assert not accusing(found)


@pytest.mark.parametrize(
    "text",
    [
        "东海智造园项目总投资86亿元，其中一期总投资9.5亿元。",
        "东海智造园项目总投资86亿元。海港物流园项目一期总投资9.5亿元。",
        "东海智造园项目总投资86亿元。海港物流园项目总投资9.5亿元。",
        "东海智造园项目占地42亩，总投资86亿元。",
    ],
)
def test_parts_and_other_works_are_no_pieces(text: str) -> None:
    assert not of_check(found_in(text), "totals_of_extent")


# Goals -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("official", "hoped"),
    [
        (
            "“十四五”期间，重点产业集群产值年均增长7%左右。",
            "“十四五”期间，三大产业集群产值年均增长力争15%。",
        ),
        (
            "“十四五”时期，全区重点产业集群产值年均增长7%左右。",
            "“十四五”时期，力争五大产业集群产值年均增长15%。",
        ),
    ],
)
def test_a_hope_stands_beside_a_goal(official: str, hoped: str) -> None:
    found = found_in(official, hoped)
    (told,) = of_check(found, "goals_of_indicator")
    assert told.verdict is Verdict.NOT_COMPARABLE
    assert "地位" in told.sentence
    assert not of_check(found_in(official, official), "goals_of_indicator")


def test_two_levels_of_one_goal_are_one_goal() -> None:
    text = "2024年，鄞州区一般公共预算收入确保增长5%，力争增长7%。"
    assert not of_check(found_in(text), "goals_of_indicator")


def test_a_town_meets_no_goal_of_its_district() -> None:
    goal = "到2025年，鄞州区森林覆盖率达到41%。"
    found = found_in(goal, "瞻岐镇森林覆盖率为52.3%。")
    (told,) = of_check(found, "goals_of_indicator")
    assert told.verdict is Verdict.NOT_COMPARABLE
    assert "地域范围" in told.sentence
    own = found_in(goal, "瞻岐镇森林覆盖率为52.3%。鄞州区森林覆盖率为39.8%。")
    assert not of_check(own, "goals_of_indicator")
    assert not of_check(found_in(goal, "森林覆盖率为52.3%。"), "goals_of_indicator")


# Regions and their parts -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texts",
    [
        ("2023年，全国旅游收入4.9万亿元。12个省份公布的旅游收入合计超5.6万亿元。",),
        ("2023年全市旅游收入320亿元。", "2023年，部分县旅游收入合计366亿元。"),
    ],
)
def test_parts_of_a_region_beyond_the_region_contradict(texts: tuple[str, ...]) -> None:
    (told,) = of_check(found_in(*texts), "parts_of_region")
    assert told.verdict is Verdict.CONTRADICTION


@pytest.mark.parametrize(
    "text",
    [
        "2023年，全国旅游收入4.9万亿元。12个省份公布的旅游收入合计超3.6万亿元。",
        "2022年，全国旅游收入2.0万亿元。2023年，12个省份旅游收入合计3.6万亿元。",
        "2023年，全国旅游收入增长5%。12个省份旅游收入合计增长9%。",
        "2023年，全市旅游收入320亿元。12个省份旅游收入合计366亿元。",
    ],
)
def test_parts_within_their_region_and_other_times_are_left_alone(text: str) -> None:
    assert not of_check(found_in(text), "parts_of_region")


def test_parts_of_another_region_are_not_held_against_this_one() -> None:
    here = "瞻岐镇发布，瞻岐镇报道。2023年，全市旅游收入320亿元。"
    there = "咸祥镇发布，咸祥镇报道。2023年，部分县旅游收入合计366亿元。"
    assert not of_check(found_in(here, there), "parts_of_region")
    assert of_check(found_in(here, there.replace("咸祥镇", "瞻岐镇")), "parts_of_region")


def test_parts_on_another_basis_are_not_held_against_the_region() -> None:
    text = "2023年，全市旅游收入320亿元（不含住宿）。2023年，部分县旅游收入合计366亿元。"
    assert not of_check(found_in(text), "parts_of_region")


# Roads, slogans, plans, tables, days --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("海岸路全长6.4公里，其中新建段长2.6公里、改建段长4.9公里。", Verdict.CONTRADICTION),
        ("海岸路全长6.4公里，其中新建段长2.6公里、改建段长3.8公里。", Verdict.HOLDS),
        ("海岸路全长6.40公里，其中江苏段3.30公里、浙江段4.20公里。", Verdict.CONTRADICTION),
        ("海岸路全长6.40公里，其中高架段3.30公里、地面段4.20公里。", Verdict.CONTRADICTION),
    ],
)
def test_stretches_of_one_kind_lie_end_to_end(text: str, verdict: Verdict) -> None:
    assert [each.verdict for each in of_check(found_in(text), "sum_of_parts")] == [verdict]


def test_stretches_of_two_kinds_may_overlap() -> None:
    assert not accusing(found_in("海岸路全长6.40公里，其中桥梁段3.30公里、改建段4.20公里。"))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (
            "我市建设“1+3+3”体系。其中，3个产业集群是化工、汽车和软件；3个特色产业是海鲜、盆景和陶瓷。",
            "未解释“1”",
        ),
        (
            "我市建设“2+3”体系，包括2个主导产业（化工、汽车），3个特色产业（海鲜、盆景、陶瓷）。",
            "都有解释",
        ),
    ],
)
def test_terms_told_as_counts_explain_a_slogan(text: str, missing: str) -> None:
    (told,) = of_check(found_in(text), "terms_of_slogan")
    assert missing in told.sentence


def test_another_count_behind_a_slogan_explains_nothing() -> None:
    assert not of_check(found_in("推进“1+3+5”工程。全区3个镇为试点。"), "terms_of_slogan")


def test_yearly_growth_over_a_plan_in_constant_prices_is_not_nominal_growth() -> None:
    text = "“十三五”期间，全市地区生产总值由610亿元增加到960亿元，按可比价格计算年均增长{}。"
    verdicts = {
        rate: [each.verdict for each in of_check(found_in(text.format(rate)), "growth_of_levels")]
        for rate in ("7.1%", "9.5%")
    }
    assert verdicts == {"7.1%": [Verdict.NOT_COMPARABLE], "9.5%": [Verdict.HOLDS]}


@pytest.mark.parametrize(
    "text",
    [
        "1—9月，全市一般公共预算收入88.6亿元，增长4.1%；不含开发区为70.2亿元，增长3.5%。",
        "全市一季度一般公共预算收入完成88.6亿元，增长4.1%（不含开发区70.2亿元，增长3.5%）。",
    ],
)
def test_what_is_left_out_goes_on_about_the_same_indicator(text: str) -> None:
    found = found_in(text)
    told = of_check(found, "same_figure")
    assert [each.verdict for each in told] == [Verdict.NOT_COMPARABLE] * 2
    assert all("（不含开发区）" in each.sentence for each in told)
    assert not accusing(found)


def test_results_before_their_quarter_ended_quote_the_figures() -> None:
    text = "2024年前三季度，全区42个重大项目完成投资超过计划，复垦土地910亩。"
    (told,) = of_check(found_in(text, published=date(2024, 9, 10)), "timely_status")
    assert [each.quote for each in told.claims] == ["2024年前三季度", "42个", "910亩"]
    assert not of_check(found_in(text, published=date(2024, 10, 10)), "timely_status")


def test_what_one_batch_expects_is_not_said_of_the_next() -> None:
    text = "2023年10月启动整治。第一批12个村，预计年底前验收；第二批15个村，两批合计27个村。"
    assert {str(state_of(each)) for each in found_in(text)} == {"holds"}
