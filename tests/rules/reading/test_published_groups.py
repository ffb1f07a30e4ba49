"""The published groups of works started in one district, told in sentences and recomputed."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from bayline.engines.chinese.reader import read
from bayline.kernel.findings import Finding, Verdict
from bayline.systems.reading.checks import check
from bayline.systems.reading.terms import ReadDocument

QUARTERS = {"2021Q1": "一季度", "2021Q2": "二季度", "2021Q3": "三季度", "2021Q4": "四季度"}
Row = Mapping[str, object]


@pytest.fixture
def rows(shared: Path) -> dict[str, Row]:
    listed = shared / "data" / "projects" / "jinshan_starts_reconciliation.jsonl"
    return {row["id"]: row for row in map(json.loads, listed.read_text("utf-8").splitlines())}


def told(name: str, text: str, published: date) -> ReadDocument:
    return ReadDocument(name=name, reading=read(text, published=published))


def year(rows: dict[str, Row], *, invested: object) -> list[Finding]:
    documents = []
    for number, (key, quarter) in enumerate(QUARTERS.items(), 1):
        row = rows[key]
        over = "超" if row["qualifier"] == "超" else ""
        text = f"全区2021年{quarter}集中开工项目{row['projects']}个，"
        text += f"总投资{over}{row['invest_yi']}亿元。"
        documents.append(told(key, text, date(2021 + number // 4, 3 * number % 12 + 1, 9)))
    text = f"2021年，全区全年集中开工项目{rows['2021FY']['projects']}个，总投资{invested}亿元。"
    documents.append(told("全年", text, date(2022, 1, 20)))
    return [found for found in check(documents) if found.check == "batches_of_year"]


def test_the_batches_of_a_year_make_its_total(rows: dict[str, Row]) -> None:
    found = year(rows, invested=rows["2021FY"]["invest_yi"])
    assert [each.verdict for each in found] == [Verdict.HOLDS, Verdict.HOLDS]


def test_a_year_below_its_batches_is_found(rows: dict[str, Row]) -> None:
    found = year(rows, invested=655)
    assert Verdict.CONTRADICTION in {each.verdict for each in found}


def test_signed_and_started_add_up_but_are_two_stages(rows: dict[str, Row]) -> None:
    row = rows["2022-06-16"]
    text = (
        f"大会现场签约项目{row['signed']}个、开工项目{row['started']}个，总投资{row['headline_yi']}亿元，"
        f"其中签约项目总投资{row['signed_yi']}亿元，开工项目总投资{row['started_yi']}亿元。"
    )
    found = {each.check: each for each in check([told("大会", text, date(2022, 6, 16))])}
    assert found["sum_of_parts"].verdict is Verdict.HOLDS
    assert "mixed_stages" in found


def test_a_share_that_fits_no_whole_on_its_page_is_found(rows: dict[str, Row]) -> None:
    row = rows["2023-01-03"]
    text = (
        f"{row['projects']}个重大产业项目集中开工。其中主会场项目总投资{row['main_yi']}亿元，"
        f"其余{row['others']}个项目总投资{row['others_yi']}亿元；装备项目{row['equipment']}个，"
        f"总投资{row['equipment_yi']}亿元，占总投资的{row['equipment_share_pct']}%。"
    )
    found = check([told("开工", text, date(2023, 1, 4))])
    assert [each.check for each in found if each.verdict is Verdict.CONTRADICTION] == [
        "share_on_page"
    ]
