"""`bayline plan verdicts` as a program starts it."""

import csv
import io
import json
from pathlib import Path

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.plan.commands.judging import Wish, show

ROWS = (
    "序号,任务,进展\n"
    "1,居民收入增长与经济增长基本同步,前三季度居民人均可支配收入增长5.4%\n"
    "2,地区生产总值增长6%左右,前三季度地区生产总值增长5.6%\n"
    "3,,完成3家\n"
    "4,新建公路30公里,\n"
)
WISH = Wish(target="任务", progress="进展", period="2024-01/2024-09", whole="", form="jsonl")


def wished(**other: str) -> Wish:
    return Wish(
        **{name: other.get(name, getattr(WISH, name)) for name in Wish.__dataclass_fields__}
    )


@pytest.fixture
def table(tmp_path: Path) -> str:
    file = tmp_path / "表.csv"
    file.write_text(ROWS, "gb18030")
    return str(file)


def test_rows_come_in_their_order_and_refer_to_one_another(
    table: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert show(table, WISH, output=None) == 0
    out, err = capfdbinary.readouterr()
    found = [json.loads(line) for line in out.decode().splitlines()]
    assert [one["row"] for one in found] == [2, 3, 4, 5]
    states = [one["verdict"] for one in found]
    assert states == ["on track", "on track", "cannot tell", "cannot tell"]
    assert "5.6%" in found[0]["reason"]
    assert found[1]["figures"][0]["words"] == "5.6%"
    assert "4" in err.decode()


def test_a_spreadsheet_reads_back(table: str, tmp_path: Path) -> None:
    for form in ("xlsx", "csv"):
        made = tmp_path / f"made.{form}"
        assert show(table, wished(form=form), output=str(made)) == 0
        again = wished(target="target", progress="progress", form="csv")
        back = tmp_path / "back.csv"
        assert show(str(made), again, output=str(back)) == 0
        rows = [*csv.DictReader(io.StringIO(back.read_text("utf-8")))]
        assert [row["verdict"] for row in rows][:2] == ["on track", "on track"]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"progress": "情况"}, "没有“情况”这一栏.*序号、任务、进展"),
        ({"target": "目标"}, "没有“目标”这一栏.*进展"),
        ({"target": "甲", "progress": "乙"}, "没有“甲”这一栏.*序号、任务、进展"),
        ({"period": "2024年9月"}, "不是表的时期.*2024-01/2024-09"),
        ({"period": "2024/.."}, "不是表的时期"),
        ({"whole": "2021/2022"}, "没有一天相同"),
        ({"progress": "任务"}, "两栏"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    table: str, other: dict[str, str], said: str
) -> None:
    with pytest.raises(BaylineError) as refused:
        show(table, wished(**other), output=None)
    import re

    assert re.search(said, refused.value.in_chinese())


def test_cells_merged_down_rows_count_for_each_and_headings_may_be_spaced_out(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    from xlsxwriter import Workbook

    file = tmp_path / "表.xlsx"
    with Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        for at, rows in enumerate(
            (("分管领导", "任 务", "完成 情况"), ("", "", "已建成6所"), ("", "", "已开工6所")),
            start=1,
        ):
            sheet.write_row(at, 1, rows)
        sheet.merge_range(2, 1, 3, 1, "甲")
        sheet.merge_range(2, 2, 3, 2, "新建学校6所")
    wish = wished(target="任务", progress="完成情况")
    assert show(str(file), wish, output=None) == 0
    found = [json.loads(line) for line in capfdbinary.readouterr().out.decode().splitlines()]
    assert [one["target"] for one in found] == ["新建学校6所"] * 2
    assert [one["verdict"] for one in found] == ["met", "cannot tell"]
    with pytest.raises(BaylineError) as refused:
        show(str(file), wished(target="任务", progress="别的"), output=None)
    assert "分管领导、任 务、完成 情况" in refused.value.in_chinese()
