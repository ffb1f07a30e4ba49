"""Parts of a whole named by stage or batch, and figures that are relative to the one before."""

import pytest

from bayline.engines.chinese.reader import read


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    reading = read(text)
    return [
        (text[s.quantity.outer_start : s.quantity.outer_end], s.attribute, s.subject)
        for s in reading.statements
    ]


def test_stages_are_parts_of_the_things_counted():
    found = told("今年水利工程类项目30个，其中计划建成12个、在建18个。")
    assert found[1:] == [
        ("12个", "计划建成", "水利工程类项目"),
        ("18个", "在建", "水利工程类项目"),
    ]


def test_batches_are_parts_of_the_things_counted():
    found = told("到年底，青禾县有示范社区7个，其中第一批3个，第二批4个。")
    assert found[1:] == [("3个", "第一批", "示范社区"), ("4个", "第二批", "示范社区")]


def test_amounts_of_stages_belong_to_the_projects_of_that_stage():
    text = "签约项目和开工项目总投资50亿元，其中签约30亿元、开工20亿元。"
    assert [each[1:] for each in told(text)[1:]] == [
        ("总投资", "签约项目"),
        ("总投资", "开工项目"),
    ]


@pytest.mark.parametrize("words", ["同比增长12%", "占比40%", "完成年度计划的95%"])
def test_ratio_behind_an_amount_has_its_owner(words: str):
    found = told(f"新签项目8个，总投资约20亿元，{words}。")
    assert found[2][2] == found[1][2] is not None


def test_stage_without_a_whole_stays_what_it_was():
    assert told("青禾县新开工项目9个。")[0][1] != "新开工"
