"""Owners and things measured that fixed turns of phrase name."""

import pytest

from bayline.engines.chinese.quantities import quantities
from bayline.engines.chinese.reader import read
from bayline.kernel.bounds import Bound


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    reading = read(text)
    return [
        (text[s.quantity.outer_start : s.quantity.outer_end], s.attribute, s.subject)
        for s in reading.statements
    ]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("例会每月至少召开3次", Bound.AT_LEAST),
        ("每次最多安排20人", Bound.AT_MOST),
        ("例会每月召开3次", Bound.EXACT),
    ],
)
def test_hedge_before_a_verb_bounds_the_number(text: str, bound: Bound):
    assert [found.bound for found in quantities(text)] == [bound]


def test_hedge_is_no_part_of_what_is_measured():
    assert told("例会每月至少召开3次。")[0][1] == "例会每月召开"


def test_batches_are_counted_with_a_lone_numeral():
    assert told("两批试点村合计20个。")[0][:2] == ("两批", "试点村")


def test_some_of_the_things_counted_do_what_follows():
    found = told("60个车间中，有15个利用旧厂房进行改建，占25%。")
    assert [each[1:] for each in found[1:]] == [
        ("利用旧厂房进行改建", "60个车间"),
        ("利用旧厂房进行改建", "60个车间"),
    ]


def test_things_counted_own_what_is_measured_right_behind_them():
    found = told("其中8个城市旅游收入合计超300亿元。")
    assert found[0][1] == "城市"
    assert found[1][1:] == ("旅游收入", "8个城市")


def test_land_of_a_project_owns_what_is_invested_on_it():
    found = told("清泉项目总投资50亿元；清泉项目30亩用地的计划总投资为2亿元。")
    assert found[1][1:] == ("用地", "清泉项目")
    assert found[2][1:] == ("计划总投资", "30亩用地")


def test_things_put_together_own_their_sum():
    found = told("报道把签约项目和开工项目合在一起，写作总投资70亿元。")
    assert found[0][1:] == ("总投资", "签约项目和开工项目")


def test_things_entered_belong_to_what_they_entered():
    assert told("目前纳入统一管理的有6个品种。")[0][1:] == ("品种", "统一管理")


def test_both_places_are_those_named_together():
    found = told("金山区和嘉兴市正在合作。两地合计签订协议12份。")
    assert found[0][2] == "金山区和嘉兴市"


def test_firms_above_size_are_counted_whole():
    assert told("共有90家规模以上工业企业。")[0][1] == "规模以上工业企业"


def test_count_said_again_has_the_owner_it_had():
    text = "某清单列有项目60个，其中甲类项目40个、乙类项目20个。60个项目都在建。"
    assert told(text)[3][1:] == ("项目", "某清单")


def test_place_acting_in_a_sentence_is_nearer_than_the_title():
    text = "浙江省产业情况\n\n浙江省有园区。\n\n今年3月平湖市举行集中签约，落户项目5个。\n"
    assert told(text)[-1][2] == "平湖市"


def test_share_of_a_share_keeps_the_owner_of_the_amount():
    found = told("电子产业集群产值60亿元，占全区产值的30%，占比与“十三五”末相比提高2个百分点。")
    assert found[2][1:] == ("占比", "电子产业集群")


def test_way_between_two_places_owns_its_time():
    found = told("从东河镇到西河镇的车程由40分钟缩短到10分钟。")
    assert found[0][1:] == ("车程", "东河镇到西河镇")


def test_works_all_over_a_place_own_their_projects():
    assert told("上海市重大工程正式项目90个，另有预备项目20个。")[0][2] == "上海市重大工程"


def test_batches_are_counted_without_what_is_measured_of_them():
    assert told("以上三批项目的投资都已公布。")[0][1] == "项目"


def test_sentence_names_its_own_thing_before_it_goes_on():
    text = "3项减排任务已经完成；单位产值能耗扣减绿电之后，预计仍上升2%左右。"
    assert told(text)[1][1] == "单位产值能耗"


def test_beginning_of_a_quoted_name_is_no_owner():
    assert told("“平湖味道”品牌有5个主打品种。")[0][2] != "平湖"
