"""`bayline ecology` as its users see it."""

import csv
import io
import json

HEADS = "sample,section,time,water_body,ph,do,codmn,nh3n,tp,note\n"
TABLE = HEADS + "b,甲,2021-04-05,river,7,8,1,1.5,0.1,x\n" + "a,乙,2021-04-05,lake,7,8,1,,0.05,\n"


def test_samples_are_classified_in_their_order_as_lines_and_as_a_table(bayline, written):
    name = written("samples.csv", TABLE)
    status, said, complaint = bayline("ecology", "classify", name, "--format", "jsonl")
    assert status == 0
    assert "columns that are not read: note" in complaint
    found = [json.loads(line) for line in said.splitlines()]
    assert [(one["sample"], one["class"]) for one in found] == [("b", "IV"), ("a", "III")]
    assert found[0]["items_used"] == ["ph", "do", "codmn", "nh3n", "tp"]
    _, said, _ = bayline("ecology", "classify", name, "--format", "csv")
    rows = [*csv.DictReader(io.StringIO(said))]
    assert rows[0]["deciding_item"] == "nh3n"
    assert rows[0]["exceedance"] == "0.5"
    assert rows[1]["complete"] == "false"
    assert rows[1]["flags"] == "missing"


def test_a_bad_cell_is_refused_in_one_sentence_and_nothing_is_printed(bayline, written):
    name = written("samples.csv", TABLE + "c,丙,2021-04-05,river,17,8,1,,0.05,\n")
    status, said, complaint = bayline("ecology", "classify", name)
    assert (status, said) == (2, "")
    assert complaint.endswith(
        "samples.csv: row 4, column ph, value “17”: pH lies from 0 to 14; correct the value\n"
    )


def test_a_table_in_the_encoding_of_spreadsheets_is_read(bayline, tmp_path):
    path = tmp_path / "样品.csv"
    path.write_bytes(
        "断面,时间,水体类型,溶解氧,高锰酸盐指数\n红旗塘,2021-04-05,河流,4.5,6\n".encode("gb18030")
    )
    status, said, _ = bayline("ecology", "classify", str(path), "--format", "jsonl")
    assert status == 0
    assert json.loads(said)["class"] == "IV"
