"""Totals, growth and shares inside a table."""

from datetime import date

from bayline.engines.chinese.reader import read
from bayline.engines.documents import open_document
from bayline.kernel.findings import Finding, Severity, Verdict
from bayline.systems.reading.checks import check
from bayline.systems.reading.terms import ReadDocument

_TABLE = """# 年度指标
固定资产投资（单位：亿元）

| 行业 | 2021年 | 2020年 | 增长（%） | 占比（%） |
|---|---|---|---|---|
| 工业 | 134.8 | 120.0 | 12.3 | 37.6 |
| 其中：制造业 | 100.0 | 90.0 | 11.1 | 27.9 |
| 房地产 | 150.2 | 140.5 | 6.9 | 41.9 |
| 基础设施 | 73.6 | 70.1 | 5.0 | 20.5 |
| 合计 | 358.6 | 330.6 | 8.5 | 100 |
"""


def found_in(table: str) -> list[Finding]:
    opened = open_document("指标.md", table.encode())
    reading = read(opened.text, published=date(2022, 3, 1))
    return check([ReadDocument(name=opened.name, reading=reading, tables=opened.tables)])


def contradictions(table: str) -> list[str]:
    found = found_in(table)
    return [each.sentence for each in found if each.verdict is Verdict.CONTRADICTION]


def test_a_sound_table_is_confirmed_line_by_line() -> None:
    checks = {each.check for each in found_in(_TABLE) if each.verdict is Verdict.HOLDS}
    assert {"totals_of_table", "growth_in_table", "shares_in_table"} <= checks
    assert not contradictions(_TABLE)


def test_a_total_that_its_rows_do_not_make_contradicts() -> None:
    assert "差1" in contradictions(_TABLE.replace("| 330.6 |", "| 331.6 |"))[0]


def test_a_growth_that_two_years_do_not_give_contradicts() -> None:
    told = contradictions(_TABLE.replace("| 6.9 |", "| 9.6 |"))
    assert told == ["不一致：指标.md表中“房地产”算得增长6.9%，表中写9.6，差2.7个百分点。"]


def test_a_share_that_the_total_does_not_give_contradicts() -> None:
    told = contradictions(_TABLE.replace("| 20.5 |", "| 21.5 |"))
    assert len(told) == 1
    assert "基础设施" in told[0]


def test_growth_of_value_added_in_a_table_is_not_comparable() -> None:
    table = _TABLE.replace("房地产", "房地产业增加值").replace("| 6.9 |", "| 5.2 |")
    assert not contradictions(table)


def test_a_total_column_is_added_along_its_row() -> None:
    table = (
        "单位：个\n\n| 镇 | 示范村 | 实施村 | 合计 |\n|---|---|---|---|\n"
        "| 甲镇 | 3 | 4 | 7 |\n| 乙镇 | 2 | 5 | 8 |\n"
    )
    assert len(contradictions(table)) == 1


def test_a_row_without_a_number_leaves_the_total_open() -> None:
    table = "单位：个\n\n| 镇 | 村 |\n|---|---|\n| 甲 | 3 |\n| 乙 | 4 |\n| 丙 | … |\n| 合计 | 9 |\n"
    assert not contradictions(table)


_PRODUCT = """# 主要指标

| 指标 | 2021年（亿元） | 增长（%） |
|---|---|---|
| 第一产业 | 52.0 | 2.1 |
| 第二产业 | 431.0 | 6.3 |
| 其中：工业 | 380.0 | 6.9 |
| 第三产业 | 412.0 | 5.8 |
| 地区生产总值 | 895.0 | 5.9 |
"""


def test_industries_make_up_the_product_of_their_table() -> None:
    held = [each for each in found_in(_PRODUCT) if each.check == "totals_of_table"]
    assert [each.verdict for each in held] == [Verdict.HOLDS]
    assert "差90" in contradictions(_PRODUCT.replace("895.0", "985.0"))[0]
    assert not contradictions(_PRODUCT.replace("| 第三产业 | 412.0", "| 服务业 | 412.0"))
    lines = _PRODUCT.splitlines()
    first = "\n".join([*lines[:4], lines[8], *lines[4:8]])
    assert not contradictions(first)
    assert "差90" in contradictions(first.replace("895.0", "985.0"))[0]


def test_what_only_coarse_cells_save_is_a_warning() -> None:
    table = _TABLE.replace("134.8 | 120.0 | 12.3", "5 | 4 | 30").replace("100.0 | 90.0", "3 | 2")
    (found,) = [each for each in found_in(table) if "算得增长25%" in each.sentence]
    assert found.verdict is Verdict.HOLDS
    assert found.severity is Severity.WARNING
    assert "可在0%到57.1%之间" in found.sentence


_MEDALS = """| 名次 | 代表团 | 金牌 | 银牌 | 铜牌 | 总数 |
|---|---|---|---|---|---|
| 1 | 甲镇 | 21 | 14 | 17 | 52 |
| 2 | 乙镇 | 16 | 18 | 11 | 45 |
"""


def test_ranks_and_names_are_no_parts_of_a_row() -> None:
    assert not contradictions(_MEDALS)
    assert [each.verdict for each in found_in(_MEDALS)] == [Verdict.HOLDS] * 2
    (told,) = contradictions(_MEDALS.replace("| 45 |", "| 47 |"))
    assert "差2" in told


_WITHHELD = """| 名称 | 甲类 | 乙类 | 丙类 | 总数 |
|---|---|---|---|---|
| 东镇 | 21 | 保密 | 14 | 52 |
| 西镇 | 16 | 保密 | 18 | 45 |
"""
_BATCHES = """| 批次 | 项目数 |
|---|---|
| 第一批次 | 21 |
| 第二批次 | 14 |
| 合计 | 45 |
"""


def test_a_column_kept_secret_explains_a_gap_and_batches_are_parts() -> None:
    assert not contradictions(_WITHHELD)
    (told,) = contradictions(_BATCHES)
    assert "差10" in told
