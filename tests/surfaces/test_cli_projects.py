"""`bayline projects validate` as its users meet it."""

import json

import pytest

from bayline.systems.projects.commands import packages

VALID = {
    "uri": "https://example.org/packages/1",
    "publishedDate": "2026-03-01T00:00:00Z",
    "version": "0.9",
    "publisher": {"name": "计划办公室"},
    "projects": [{"id": "oc4ids-abc123-1", "title": "跨江大桥"}],
}


def package(**fields):
    return json.dumps({**VALID, **fields}, ensure_ascii=False)


def test_a_valid_package_gives_nothing_and_status_0(bayline, written):
    name = written("package.json", package())
    assert bayline("projects", "validate", name, "--format", "jsonl") == (
        0,
        "",
        "bayline: package.json: valid OC4IDS\n",
    )


@pytest.mark.parametrize("large", [0, 1_000])
def test_every_error_is_an_object_with_path_rule_and_message(bayline, written, monkeypatch, large):
    """So they are for a file that is read piece by piece."""
    monkeypatch.setattr(packages, "_LARGE", large)
    name = written("package.json", package(version="draft", projects=[{"id": ""}]))
    status, said, complaint = bayline("projects", "validate", name, "--format", "jsonl")
    assert (status, complaint) == (1, "bayline: package.json: 2 errors\n")
    found = [json.loads(line) for line in said.splitlines()]
    assert [(each["path"], each["rule"]) for each in found] == [
        ("/projects/0/id", "minLength"),
        ("/version", "pattern"),
    ]
    assert all(each["message"] and each["message_en"] for each in found)
    assert {each["severity"] for each in found} == {"error"}


def test_a_table_has_a_head_and_a_line_an_error(bayline, written):
    name = written("package.json", package(projects=[{"title": "a\tb"}]))
    status, said, _ = bayline("projects", "validate", name)
    assert status == 1
    assert said.splitlines() == [
        "severity\tpath\trule\tmessage",
        "error\t/projects/0\trequired\tthe field “id” is missing",
    ]


def test_warnings_are_listed_when_asked_and_change_no_status(bayline, written):
    name = written(
        "package.json", package(projects=[{"id": "1", "budget": {"amount": {"amount": 1}}}])
    )
    status, said, _ = bayline("projects", "validate", name, "--warnings", "--format", "jsonl")
    assert status == 0
    found = [json.loads(line) for line in said.splitlines()]
    assert [each["rule"] for each in found] == ["missing-currency", "invalid-project-ids"]
    assert {each["severity"] for each in found} == {"warning"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "line 1, column 2"),
        ('{"a": NaN}', "NaN is no number of JSON"),
        ("[" * 200_000, "nested too deeply"),
        (b"\xff\xfe\xff", "holds no JSON"),
        (b"", "line 1, column 1"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line_with_status_2(
    bayline, written, content, reason
):
    name = written("package.json", content)
    status, said, complaint = bayline("projects", "validate", name)
    assert (status, said) == (2, "")
    assert reason in complaint
    assert complaint.count("\n") == 1


def test_a_file_that_is_not_there_is_refused(bayline):
    status, said, complaint = bayline("projects", "validate", "none.json")
    assert (status, said) == (2, "")
    assert complaint.startswith("bayline: none.json: the file cannot be read: ")


def test_a_schema_that_is_none_is_refused_by_its_name(bayline, written):
    name, schema = written("package.json", package()), written("schema.json", "[]")
    status, _, complaint = bayline("projects", "validate", name, "--schema", schema)
    assert status == 2
    assert complaint.startswith("bayline: schema.json: this is no schema")


def test_the_official_schema_may_be_given_as_folder_or_as_either_file(bayline, written, shared):
    folder = shared / "data/projects/oc4ids"
    name = written("package.json", package(projects=[{"id": ""}]))
    said = {
        bayline("projects", "validate", name, "--format", "jsonl", *schema)[:2]
        for schema in (
            (),
            ("--schema", str(folder)),
            ("--schema", str(folder / "project-package-schema.json")),
            ("--schema", str(folder / "project-schema.json")),
        )
    }
    assert len(said) == 1
    assert said.pop()[0] == 1


def test_refusals_are_in_chinese_where_the_terminal_is(bayline, written, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    name = written("package.json", package(projects=[{}]))
    status, said, complaint = bayline("projects", "validate", name)
    assert status == 1
    assert "缺少“id”这一项" in said
    assert complaint == "bayline: package.json：2处错误\n"


def listed(*names, head="项目名称"):
    return "\n".join(["序号," + head, *(f"{at},{name}" for at, name in enumerate(names, 1))]) + "\n"


def test_rows_of_two_lists_are_matched_with_reasons(bayline, written):
    first = written("2022.csv", listed("海湾光源二期", "临港会展中心", "海湾光电生产线建设"))
    second = written("2023.csv", listed("臨港會展中心項目", "海湾光电生产线产能扩充项目"))
    status, said, complaint = bayline("projects", "match", first, second, "--format", "jsonl")
    assert (status, complaint) == (0, "bayline: 1 the same, 1 another part, 0 unsure\n")
    same, part = (json.loads(line) for line in said.splitlines())
    assert (same["relation"], same["left_row"], same["right_row"]) == ("same", 3, 2)
    assert same["right"] == "臨港會展中心項目"
    assert part["relation"] == "part"
    assert part["reason"]
    assert part["reason_en"]


def test_the_column_of_the_names_may_be_told(bayline, written):
    first = written("a.csv", listed("海湾光源", head="所列的"))
    second = written("b.csv", listed("上海海湾光源", head="所列的").encode("gb18030"))
    words = ("projects", "match", first, second)
    for column in ((), ("--column", "zzz")):
        status, _, complaint = bayline(*words, *column)
        assert (status, complaint.startswith("bayline: a.csv: ")) == (2, True)
        assert "its columns are 序号, 所列的" in complaint
    usual = written("c.csv", listed("上海海湾光源", head="name_as_published"))
    assert bayline("projects", "match", usual, usual)[0] == 0
    status, said, _ = bayline(*words, "--column", "所列的", "--region", "上海")
    assert status == 0
    assert said.splitlines()[1].startswith("same\t1.0\t2\t海湾光源\t2\t上海海湾光源\t")


def test_a_list_without_rows_or_without_a_file_is_refused(bayline, written):
    first, second = written("a.csv", listed("海湾光源")), written("b.csv", listed())
    for name, reason in ((second, "names no project"), ("none.csv", "cannot be read")):
        status, said, complaint = bayline("projects", "match", first, name)
        assert (status, said) == (2, "")
        assert reason in complaint


@pytest.mark.django_db
def test_a_package_is_shown_then_stored_and_written_back(bayline, written):
    whole = json.loads(package())
    name = written("package.json", package())
    status, said, complaint = bayline("projects", "import-oc4ids", name, "--preview")
    assert (status, complaint) == (
        0,
        "bayline: 1 projects new, 0 changed, 0 the same; 2 entries; nothing was stored\n",
    )
    assert said.splitlines()[1].startswith("new\tprojects\toc4ids-abc123-1\toc4ids-abc123-1\t")
    status, said, complaint = bayline("projects", "import-oc4ids", name, "--format", "jsonl")
    assert (status, complaint.rpartition("; ")[2]) == (0, "2 entries stored\n")
    assert json.loads(said.splitlines()[0])["values"]["name"] == "跨江大桥"
    status, said, complaint = bayline("projects", "export-oc4ids")
    assert (status, json.loads(said), complaint) == (0, whole, "bayline: 1 projects written\n")
    assert bayline("projects", "export-oc4ids", "--out", "out.json")[0] == 0
    assert bayline("projects", "validate", "out.json")[0] == 0


@pytest.mark.django_db
def test_what_is_refused_is_listed_with_its_place_and_nothing_is_stored(bayline, refusal, written):
    amount = {"amount": {"amount": -1, "currency": "CNY"}}
    bad = package(projects=[{"id": "oc4ids-abc123-1", "budget": amount}])
    status, said, complaint = bayline("projects", "import-oc4ids", written("bad.json", bad))
    assert (status, complaint) == (1, "bayline: bad.json: 1 error\n")
    assert "/projects/0/budget/amount/amount\tnegative-amount\t" in said
    assert "the home holds no project" in refusal("projects", "export-oc4ids")
    assert "no project is public" in refusal("projects", "export-oc4ids", "--public")
    assert "is no prefix" in refusal("projects", "export-oc4ids", "--prefix", "abc")
