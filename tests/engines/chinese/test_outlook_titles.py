"""What a title that looks ahead says of the figures below it."""

from datetime import date

import pytest

from bayline.engines.chinese.reader import read

PUBLISHED = date(2024, 5, 1)


def statuses(text: str) -> dict[str, str]:
    reading = read(text, published=PUBLISHED)
    return {
        text[said.quantity.start : said.quantity.end]: said.status.value
        for said in reading.statements
    }


@pytest.mark.parametrize(
    "title", ["滨海大道将于明年通车", "市域铁路三年內將動工", "拟于年底前投产的药厂"]
)
def test_figures_below_a_title_that_looks_ahead_are_planned(title: str) -> None:
    found = statuses(f"{title}\n\n工程全长12.6公里，设桥梁4座，总投资18.2亿元，预计明年6月完工。")
    assert (found["12.6公里"], found["4座"], found["18.2亿元"]) == ("planned",) * 3


def test_what_is_done_so_far_stays_done_under_it() -> None:
    found = statuses(
        "滨海大道将于明年通车\n\n大道全长12.6公里。目前已完成投资7.3亿元，完成桩基320根，明年再完成110根。"
    )
    assert found["12.6公里"] == "planned"
    assert (found["7.3亿元"], found["320根"]) == ("actual", "actual")
    assert found["110根"] == "planned"


def test_a_text_that_looks_back_under_it_is_no_plan() -> None:
    found = statuses(
        "两地将合建轨道线 年内开工\n\n一年来，两地共建园区3个，引进了项目12个，获评省级示范，"
        "成功举办招商会6场。"
    )
    assert (found["3个"], found["12个"], found["6场"]) == ("actual",) * 3


def test_an_aspect_particle_is_no_part_of_what_is_counted() -> None:
    said = read("引进了项目12个，了解诉求9件。", published=None).statements
    assert [each.attribute for each in said] == ["项目", "了解诉求"]
