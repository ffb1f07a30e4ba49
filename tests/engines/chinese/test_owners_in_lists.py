"""Whose figures are in numbered lists, lists of parts, plans, and sections of roads."""

import pytest

from bayline.engines.chinese.reader import read


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    reading = read(text)
    return [
        (text[s.quantity.outer_start : s.quantity.outer_end], s.attribute, s.subject)
        for s in reading.statements
    ]


def test_number_of_a_list_is_no_part_of_what_is_measured():
    assert told("3. 每万人口医师数达到32人。")[0][1] == "每万人口医师数"


def test_new_section_of_a_road_is_named_whole():
    found = told("工程全长9公里，其中新建段长5公里、改建段长4公里。")
    assert [each[2] for each in found[1:]] == ["新建段", "改建段"]


def test_share_against_the_end_of_a_plan_keeps_its_name():
    found = told("占比与“十三五”末相比提高2个百分点。")
    assert found[0][1] == "占比"


def test_cluster_has_the_firms_and_the_output():
    found = told("新材料产业集群有规模以上企业60家，产值80亿元。")
    assert [each[1:] for each in found] == [
        ("规模以上企业", "新材料产业集群"),
        ("产值", "新材料产业集群"),
    ]


def test_kinds_of_projects_share_the_amount_measured_of_all():
    found = told("40个项目总投资90亿元，其中甲类项目60亿元、乙类项目30亿元。")
    assert [each[1:] for each in found[1:]] == [
        ("总投资", "40个项目"),
        ("总投资", "甲类项目"),
        ("总投资", "乙类项目"),
    ]


def test_plan_that_a_share_is_of_is_measured_itself():
    found = told("水利工程完成投资45亿元，占年度计划90亿元的50%。")
    assert [each[1] for each in found] == ["完成投资", "年度计划", "占年度计划"]


def test_goal_is_measured_itself():
    assert told("上半年目标为80亿元，实际完成90亿元。")[0][1] == "目标"


def test_amount_of_the_whole_year_is_not_that_of_the_last_count():
    found = told("某市水利工程正式项目60个，另有预备项目9个，全年计划投资300亿元。")
    assert found[2][2] != "预备项目"


def test_some_of_the_projects_belong_to_them():
    found = told("开工项目7个，总投资30亿元，其中2个项目在园区开工。")
    assert found[2][1:] == ("项目", "开工项目")


def test_projects_from_elsewhere_are_counted_for_the_place_that_invites_them():
    found = told("平湖市计划引进上海项目30个。")
    assert found[0][1:] == ("上海项目", "平湖市")


def test_firms_in_the_scope_are_counted():
    assert told("上述增速的统计范围是120家重点企业。")[0][1] == "重点企业"


@pytest.mark.parametrize("place", ["平湖市", "金山区"])
def test_gross_product_keeps_its_name_behind_a_place(place: str):
    assert told(f"{place}地区生产总值900亿元。")[0][1] == "地区生产总值"


def test_bridge_within_works_owns_its_cost():
    assert told("工程中的清水河大桥投资约3亿元。")[0][2] == "清水河大桥"
