"""Cells of a table that are sentences: lists of works with what came of them."""

from datetime import date

from bayline.engines.chinese.reader import read
from bayline.engines.documents import open_document

WORKS = """# 2024年民生实事进展情况

| 序号 | 项目内容 | 进展情况 | 责任单位 |
|---|---|---|---|
| 1 | 新建成托育园7所 | 已建成托育园5所，其余12月底前完成 | 教育局 |
| 2 | 大中修农村公路100公里 | 完成农村公路大中修53.5公里 | 交通局 |
"""
FIGURES = """单位：万元

| 单位 | 2022年 | 2023年 |
|---|---|---|
| 甲镇 | 1200 | 1350万元 |
| 乙镇 | 900 | 因区划调整后减少两个村，收入840万元 |
"""


def read_in(words: str) -> dict[str, tuple[str | None, str | None, str, str]]:
    document = open_document("a.md", words.encode())
    reading = read(document.text, published=date(2024, 10, 8), tables=document.tables)
    return {
        document.text[said.quantity.start : said.quantity.end]: (
            said.attribute,
            said.subject,
            said.status.value,
            str(said.time.first) if said.time else "",
        )
        for said in reading.statements
    }


def test_a_sentence_in_a_cell_says_what_it_counts() -> None:
    found = read_in(WORKS)
    assert found["7所"][0] == found["5所"][0] == "托育园"
    assert "农村公路" in str(found["100公里"][0])


def test_what_is_to_do_is_planned_beside_what_came_of_it() -> None:
    found = read_in(WORKS)
    assert (found["7所"][2], found["5所"][2]) == ("planned", "actual")
    assert (found["100公里"][2], found["53.5公里"][2]) == ("planned", "actual")
    without = read_in(WORKS.replace("进展情况 |", "做法 |").replace("民生实事进展情况", "实绩"))
    assert without["7所"][2] == "actual"


def test_its_time_and_owner_are_those_of_the_heads() -> None:
    found = read_in(FIGURES)
    assert found["1350万元"][2:] == ("actual", "2023-01-01")
    assert found["840万元"] == ("收入", "乙镇", "actual", "2023-01-01")
