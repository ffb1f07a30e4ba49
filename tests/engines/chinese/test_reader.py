"""The whole reading: exact spans, no crash, the same twice, tables through their heads."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.chinese.reader import read
from bayline.engines.chinese.terms import Reading
from bayline.engines.documents import open_document

Linear = Callable[[Callable[[str], object], str, int], None]
PIECES = st.sampled_from(
    [
        *(
            "全区",
            "新增",
            "公园",
            "12座",
            "增长5%",
            "、",
            "，",
            "。",
            "\n",
            "约",
            "超",
            "1.2万亿元",
            "第三",
        ),
        *(
            "由4个增至8个",
            "分别达",
            "2021年",
            "去年",
            "（",
            "）",
            "“",
            "”",
            "的",
            "项目",
            "其中",
            "十几万",
        ),
        *(
            "億元",
            "個",
            "％",
            "３５",
            "\t",
            "  ",
            "——",
            "到2025年",
            "浦泾镇",
            "有限公司",
            "开工",
            "预计",
        ),
    ]
)


def spans(reading: Reading) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for group in (reading.numbers, reading.times, reading.names, reading.events, reading.promises):
        found.extend(item[:2] for item in group)
    found.extend(part[:2] for listing in reading.listings for part in listing.parts)
    for statement in reading.statements:
        found.append((statement.quantity.start, statement.quantity.end))
        known = (statement.sentence, statement.attribute_span, statement.subject_span)
        found.extend(span[:2] for span in known if span)
    return found


@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_is_read_without_a_crash_and_every_span_lies_in_it(text: str) -> None:
    reading = read(text, published=date(2022, 3, 1))
    assert all(0 <= start < end <= len(text) for start, end in spans(reading))


@given(st.lists(PIECES, max_size=25).map("".join))
def test_the_words_of_a_statement_stand_in_the_text_where_it_says(text: str) -> None:
    for statement in read(text).statements:
        if statement.attribute_span:
            start, end = statement.attribute_span
            assert text[start:end] == statement.attribute
        if statement.subject_span:
            start, end = statement.subject_span
            assert text[start:end] == statement.subject


@pytest.mark.parametrize("day", [date.min, date(1, 12, 1), date(9999, 1, 1), date.max])
def test_the_first_and_the_last_year_are_read_as_well(day: date) -> None:
    text = "近三年新增3个，过去0.0年新增4个，去年5个，明年6个，未来五年7个，10年前8个，共9个。"
    assert len(read(text, published=day).statements) > 3


@given(st.lists(PIECES, max_size=25).map("".join))
def test_the_same_text_is_read_the_same_way_twice(text: str) -> None:
    assert read(text) == read(text)


def test_a_date_that_the_text_gives_is_said_to_be_inferred() -> None:
    reading = read("发布时间：2021-11-02\n今年新建公园3座。")
    assert reading.published == date(2021, 11, 2)
    assert reading.published_inferred
    assert not read("新建公园3座。", published=date(2021, 1, 1)).published_inferred


def test_cells_of_a_table_take_what_its_heads_say() -> None:
    data = "指标,单位,2020年,2021年\n地区生产总值,亿元,100.5,110.6\n".encode()
    document = open_document("表.csv", data)
    reading = read(document.text, tables=document.tables)
    assert [statement.attribute for statement in reading.statements] == ["地区生产总值"] * 2
    assert [statement.quantity.unit for statement in reading.statements] == ["CNY"] * 2
    years = [statement.time.first.year for statement in reading.statements if statement.time]
    assert years == [2020, 2021]


@pytest.mark.parametrize(
    "unit",
    [
        "1234567890",
        "亿",
        "不低于约超近",
        "一",
        "1,",
        "增长5%",
        "1年",
        "镇",
        "签约-宗含翌年",
        "一季度3个",
        "甲镇3个",
        "《甲》3个",
        "5年内将建成",
        "到2025年，甲3个；",
        "党的十八大以来2024年",
        "指标翌年3亿元",
        "今年工作安排如下：\n（一）甲\n",
        "甲项目建成，实现利税3万元、",
    ],
)
def test_twice_the_hostile_text_costs_about_twice_the_steps(unit: str, linear: Linear) -> None:
    linear(read, unit, 2000)


def test_the_annotated_reports_are_read_as_two_readers_read_them(shared: Path) -> None:
    """The floors are the project's own; data/reading/gold/README.md tells the fields."""
    import json

    folder = shared / "data" / "reading" / "gold"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    hits = dict.fromkeys(("unit", "bound", "status", "change"), 0)
    total = 0
    for entry in index:
        name = Path(entry["file"]).stem
        text = (folder / "texts" / entry["file"]).read_text(encoding="utf-8")
        found = read(text, published=date.fromisoformat(entry["published"])).statements
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            mine = next(
                (
                    s
                    for s in found
                    if s.quantity.start < gold["end"] and gold["start"] < s.quantity.end
                ),
                None,
            )
            if gold["optional"] or mine is None:
                continue
            total += 1
            hits["unit"] += mine.quantity.unit in gold["unit"]
            hits["bound"] += mine.quantity.bound in gold["bound"]
            hits["status"] += mine.status in gold["status"]
            hits["change"] += mine.change in gold["change"]
    assert total >= 280
    assert hits["unit"] >= 0.97 * total
    assert hits["bound"] >= 0.97 * total
    assert hits["status"] >= 0.96 * total
    assert hits["change"] >= 0.96 * total
