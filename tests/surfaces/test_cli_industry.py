"""`bayline industry` as its users see it."""

import json

import pytest

TABLE = "region,industry,value\nA,x,1\nA,y,3\nB,x,3\nB,y,1\n"


LONG = "".join(f"B,{'z' * 100}{n},1\n" for n in range(11_000))  # more than is looked at beforehand


def objects(output):
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def lq(bayline, written):
    """Measure location quotients of a file with some content."""

    def lq(content, *options):
        name = written("t.csv", content)
        return bayline("industry", "measures", name, "--measure", "lq", *options)

    return lq


@pytest.fixture
def refused(refusal, written):
    """Measure a file with some content, which must be refused; gives the sentence."""

    def refused(content, measure="lq"):
        return refusal("industry", "measures", written("t.csv", content), "--measure", measure)

    return refused


def test_each_result_is_an_object_on_its_line(lq):
    status, said, complaint = lq(TABLE, "--format", "jsonl")
    assert (status, complaint) == (0, "")
    assert objects(said)[0] == {
        "measure": "lq",
        "region": "A",
        "industry": "x",
        "result": 0.5,
        "definition": "lq.total",
    }
    assert len(objects(said)) == 4


def test_people_are_shown_a_table(lq):
    _, said, _ = lq(TABLE)
    assert said.splitlines()[:2] == [
        "measure\tregion\tindustry\tresult\tdefinition",
        "lq\tA\tx\t0.5\tlq.total",
    ]


def test_nothing_that_cannot_be_told_is_shown_as_zero(bayline, written):
    name = written("t.csv", TABLE)
    _, said, _ = bayline("industry", "measures", name, "--measure", "density")
    assert "no related industry" in said
    _, said, _ = bayline("industry", "measures", name, "--measure", "density", "--format", "jsonl")
    assert {one["result"] for one in objects(said)} == {None}


def test_years_are_numbers_and_can_be_chosen(lq):
    rows = "".join(
        f"{r},{i},{y},{1 + (r == i)}\n" for r in "ab" for i in "ab" for y in (2014, 2008)
    )
    table = f"region,industry,year,value\n{rows}"
    _, said, _ = lq(table, "--format", "jsonl")
    assert [one["year"] for one in objects(said)] == [2008] * 4 + [2014] * 4
    _, said, _ = lq(table, "--format", "jsonl", "--years", "2014")
    assert {one["year"] for one in objects(said)} == {2014}


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode("utf-8-sig"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("region,industry,value", "地区,行业,数值").encode(),
        TABLE.replace("region,industry,value", "地区,行业,数值").encode("gb18030"),
        TABLE.replace("A,", '"A",').replace("\nB", "\n\nB").encode(),
        TABLE.replace(",3", ", 3 ").replace("A,", " A ,").encode(),
    ],
    ids=["mark", "windows", "chinese", "gb18030", "quotes and blank lines", "spaces"],
)
def test_the_same_table_is_written_in_many_ways(lq, content):
    _, said, complaint = lq(content, "--format", "jsonl")
    assert complaint == ""
    assert [(one["region"], one["result"]) for one in objects(said)] == [
        *(("A", 0.5), ("A", 1.5)),
        *(("B", 1.5), ("B", 0.5)),
    ]


@pytest.mark.parametrize("name", ["t[1].csv", "t*.csv", "it's.csv", "表 格.csv", "t.csv.gz"])
def test_a_name_is_a_name_whatever_stands_in_it(bayline, written, name):
    written("t1.csv", "region\n")
    asked = ("industry", "measures", written(name, TABLE), "--measure", "lq", "--format", "jsonl")
    status, said, complaint = bayline(*asked)
    assert (status, complaint) == (0, "")
    assert len(objects(said)) == 4


def test_a_pipe_is_read_too(bayline, monkeypatch, tmp_path):
    path = tmp_path / "piped.csv"
    path.write_text(TABLE, "utf-8")
    with path.open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        _, said, _ = bayline("industry", "measures", "-", "--measure", "lq", "--format", "jsonl")
    assert len(objects(said)) == 4


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "the file is empty"),
        ("region,industry,value\n", "the table has no rows"),
        ("region,industry\nA,x\n", "row 1, column value: the column is missing"),
        ("region,industry,value,tint\n", "row 1, column tint: no such column is known"),
        ("region,industry,value,value\n", "row 1, column value: the column stands twice"),
        (f"{TABLE}C,x\n", "row 6: the row has 2 cells under 3 heads"),
        (f"{TABLE}C,x,1,2\n", "row 6: the row has 4 cells under 3 heads"),
        (f'{TABLE}"C,x,1\n', "row 6: a quoted value does not end"),
        (f"{TABLE}C,x,-1\n", "row 6, column value, value “-1”: it is negative"),
        (f'\n{TABLE}\n\n"C",x,"1,750"\n'.lstrip("\n"), "row 8, column value, value “1,750”"),
        (f'{TABLE}"C\nD",x,1_000\n', "row 7, column value, value “1_000”: it is no number"),
        (f"{TABLE}C,x,１２\n", "row 6, column value, value “１２”: it is no number"),
        (f"{TABLE}C,x,\n", "row 6, column value, value “”: it is empty"),
        (f"{TABLE}A,y,4\n", "row 6, column region, value “A”: row 3 is of the same region"),
        (b"\x00\x01\x02\xff" * 40, "the file cannot be read"),
        (f"{TABLE}{LONG}".encode() + b"C,\xff\xfe,1\n", "it is not UTF-8 there"),
    ],
)
def test_what_is_wrong_is_said_with_its_row_and_column(refused, content, told):
    assert told in refused(content)


def test_a_file_that_is_not_there_is_refused(refusal):
    said = refusal("industry", "measures", "none.csv", "--measure", "lq")
    assert "none.csv" in said
    assert "No such file" in said


def test_two_wholes_are_one_too_many(refusal, written):
    name = written("t.csv", TABLE)
    asked = ("industry", "measures", name, "--measure", "lq", "--rest", "--reference", "A")
    assert "not both" in refusal(*asked)


def test_a_refusal_speaks_chinese_to_those_who_do(bayline, written, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    name = written("t.csv", f"{TABLE}C,x,-1\n")
    _, _, complaint = bayline("industry", "measures", name, "--measure", "lq")
    assert "第6行value栏的值“-1”（是负数" in complaint
