import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "2021年，青禾镇完成工业投资35亿元，比上年增长5.2%。\n到2025年，计划建成示范村约30个。\n"
FIELDS = [
    "document", "kind", "start", "end", "text", "value", "high", "unit", "bound", "attribute",
    "subject", "status", "change", "rank", "place", "sentence", "time", "time_assumed",
]  # fmt: skip


def objects(output):
    return [json.loads(line) for line in output.splitlines()]


def test_every_quantity_is_an_object_with_all_its_fields(bayline, written):
    status, said, complaint = bayline(
        "read", written("a.txt", TEXT), "--kinds", "quantity", "--format", "jsonl"
    )
    assert (status, complaint) == (0, "")
    found = objects(said)
    assert [each["text"] for each in found] == ["35亿元", "5.2%", "30个"]
    for each in found:
        assert list(each)[: len(FIELDS)] == FIELDS
        assert TEXT[each["start"] : each["end"]] == each["text"]
    assert [each["value"] for each in found] == [3500000000, 0.052, 30]
    assert [each["status"] for each in found] == ["actual", "actual", "planned"]
    assert [each["bound"] for each in found] == ["exact", "exact", "about"]


def test_whole_values_are_printed_as_whole_numbers(bayline, written):
    said = bayline("read", written("a.txt", TEXT), "--kinds", "quantity", "--format", "jsonl")[1]
    assert '"value": 3500000000,' in said
    assert '"value": 0.052,' in said


def test_objects_of_all_kinds_stand_in_text_order(bayline, written):
    kinds = "promise,event,name,place,time,number,quantity"
    said = bayline("read", written("a.txt", TEXT), "--kinds", kinds, "--format", "jsonl")[1]
    found = objects(said)
    starts = [each["start"] for each in found]
    assert starts == sorted(starts)
    assert {"quantity", "number", "time"} <= {each["kind"] for each in found}


def test_numbers_are_all_printed_whatever_they_count(bayline, written):
    said = bayline("read", written("a.txt", TEXT), "--kinds", "number", "--format", "jsonl")[1]
    assert {2021, 35 * 10**8, 30} <= {each["value"] for each in objects(said)}


def test_a_time_is_an_object_of_days(bayline, written):
    said = bayline("read", written("a.txt", TEXT), "--kinds", "time", "--format", "jsonl")[1]
    first = objects(said)[0]
    assert first["time"] == {"start": "2021-01-01", "end": "2021-12-31"}
    assert first["text"] == "2021年"


def test_the_publication_date_moves_what_is_relative_to_it(bayline, written):
    name = written("b.txt", "去年完成投资35亿元。")
    said = bayline(
        "read", name, "--published", "2021-11", "--kinds", "time", "--format", "jsonl"
    )[1]  # fmt: skip
    assert objects(said)[0]["time"] == {"start": "2020-01-01", "end": "2020-12-31"}


@pytest.mark.parametrize("day", ["2021-13-01", "soon", "2021-02-30", "", " "])
def test_a_publication_date_that_is_none_is_refused(day, written, refusal):
    complaint = refusal("read", written("a.txt", TEXT), "--published", day)
    assert "2021-11-05" in complaint


def test_a_kind_that_is_none_is_refused(written, refusal):
    complaint = refusal("read", written("a.txt", TEXT), "--kinds", "quantity,figures")
    assert "figures" in complaint
    assert "promise" in complaint


def test_a_gazetteer_names_the_places_of_the_region(bayline, written):
    places = written("places.csv", "code,name,level\n310116999,青禾镇,town\n")
    found = bayline(
        "read",
        written("a.txt", TEXT),
        "--gazetteer",
        places,
        "--kinds",
        "place",
        "--format",
        "jsonl",
    )[1]
    assert ("青禾镇", "310116999") in {(each["text"], each["code"]) for each in objects(found)}


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("", "row 1"),
        ("名称\n青禾镇\n", "row 1"),
        ("code,name\n310116,金山区\n,青禾镇\n", "row 3"),
        ("code,name,level,parent\nA1,青禾镇,town,B1\n", "row 2"),
        ("code,name\n310116999,青禾镇\n310116999,青禾镇\n", "row 3"),
        ('code,name\n310116999,"青禾\n', "line 2"),
        (bytes(range(256)) * 9, "is no text"),
        (b"PK\x03\x04" + bytes(99), "is no text"),
    ],
)
def test_a_bad_gazetteer_is_named_with_its_row_before_anything_is_read(
    content, row, written, refusal
):
    places = written("places.csv", content)
    complaint = refusal("read", written("a.txt", TEXT), "--gazetteer", places)
    assert complaint.startswith("bayline: places.csv: ")
    assert row in complaint


@pytest.mark.parametrize("name", ["none.csv", ".", ""])
def test_a_gazetteer_that_is_no_file_is_refused(name, written, refusal):
    complaint = refusal("read", written("a.txt", TEXT), "--gazetteer", name)
    assert complaint.startswith(f"bayline: {name}")
    assert "a.txt" not in complaint


def test_a_gazetteer_over_the_size_limit_is_refused(written, refusal):
    with Path("huge.csv").open("wb") as opened:
        opened.truncate(60 * 2**20)
    complaint = refusal("read", written("a.txt", TEXT), "--gazetteer", "huge.csv")
    assert "larger than 50 MB" in complaint


def test_control_characters_of_a_name_do_not_reach_the_terminal(written, refusal):
    complaint = refusal("read", written("a\x1b[31m\x07\n.txt", b""))
    assert complaint.startswith("bayline: a\\x1b[31m\\x07 .txt: the file is empty")


def test_an_empty_name_is_no_document(refusal):
    assert "empty name" in refusal("read", "")


def test_many_documents_come_in_the_order_they_were_given(bayline, written):
    names = [written(f"{i}.txt", f"全年新增就业{i}00人。") for i in (5, 3, 9, 1, 7)]
    said = bayline("read", *names, "--kinds", "quantity", "--format", "jsonl")[1]
    assert [each["document"] for each in objects(said)] == names
    assert [each["value"] for each in objects(said)] == [500, 300, 900, 100, 700]


def test_a_folder_stands_for_the_documents_in_it(bayline, written):
    for name in ("in/b.txt", "in/a.md", "in/sub/c.html", "in/notes.doc", "in/.hidden.txt"):
        written(name, "投资35亿元。")
    said = bayline("read", "in", "--kinds", "quantity", "--format", "jsonl")[1]
    assert [each["document"] for each in objects(said)] == ["in/a.md", "in/b.txt", "in/sub/c.html"]


def test_an_empty_folder_is_refused(refusal):
    Path("empty").mkdir()
    assert "no document lies in this folder" in refusal("read", "empty")


def test_a_document_named_twice_is_read_once(bayline, written):
    written("in/a.txt", "投资35亿元。")
    said = bayline("read", "in/a.txt", "in", "--kinds", "quantity", "--format", "jsonl")[1]
    assert len(objects(said)) == 1


def test_standard_input_is_a_document(folder):
    del folder
    command = [sys.executable, "-c", "from bayline.site.commands import main; main()"]
    arguments = ["read", "-", "--kinds", "quantity", "--format", "jsonl"]
    done = subprocess.run(
        [*command, *arguments], input=TEXT.encode(), capture_output=True, check=True
    )
    assert {each["document"] for each in objects(done.stdout.decode())} == {"-"}


def test_a_table_for_people_has_a_line_for_each_thing(bayline, written):
    status, said, _ = bayline("read", written("a.txt", TEXT), "--kinds", "quantity")
    head, *rows = said.splitlines()
    assert status == 0
    assert head.split("\t")[0] == "document"
    assert len(rows) == 3
    assert rows[0].split("\t")[3:5] == ["35亿元", "3500000000 CNY"]


def test_a_missing_file_is_refused(refusal):
    assert "none.txt" in refusal("read", "none.txt")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
        ("broken.docx", b"PK\x03\x04" + b"\0" * 60),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("old.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(name, content, written, refusal):
    assert name in refusal("read", written(name, content))


def test_a_file_over_the_size_limit_is_refused_without_reading_it_whole(refusal):
    with Path("huge.txt").open("wb") as opened:
        opened.truncate(60 * 2**20)
    assert "huge.txt" in refusal("read", "huge.txt")


def test_one_bad_file_among_many_does_not_stop_the_others(bayline, written):
    good, bad, better = (
        written("a.txt", TEXT),
        written("b.pdf", b"%PDF-1.7"),
        written("c.txt", TEXT),
    )
    status, said, complaint = bayline(
        "read", good, bad, "none.txt", better, "--kinds", "quantity", "--format", "jsonl"
    )
    assert status == 2
    assert [each["document"] for each in objects(said)] == [good] * 3 + [better] * 3
    assert [line.split(": ")[1] for line in complaint.splitlines()] == ["b.pdf", "none.txt"]


@pytest.mark.parametrize(
    ("arguments", "chinese"),
    [
        (("read", "empty.txt"), "文件是空的"),
        (("read", "none.txt"), "没有这个文件"),
        (("read", "."), "没有能读的文件"),
        (("read", ""), "文件名是空的"),
        (("read", "empty.txt", "--published", ""), "不是日期"),
        (("read", "empty.txt", "--published", "2021-02-30"), "没有这一天"),
        (("read", "empty.txt", "--kinds", "x"), "没有“x”这个类别"),
        (("read", "empty.txt", "--gazetteer", "empty.txt"), "缺这一栏"),
        (("audit", "empty.txt", "-o", "out.pdf"), "没有说明要做成什么"),
        (("audit", "empty.txt", "--format", "html", "-o", "empty.txt"), "输出就是文稿本身"),
        (("audit", "in"), "文件夹不是文稿"),
        (("serve", "--host", "192.0.2.1"), "不是本机的地址"),
        (("--home", "", "serve"), "文件夹名是空的"),
        (("reed",), "没有命令"),
        (("read",), "缺少参数"),
        (("read", "empty.txt", "--fromat", "x"), "没有选项"),
        (("read", "empty.txt", "--format", "x"), "之一"),
        (("serve", "--port", "0"), "不在"),
    ],
)
def test_refusals_are_in_chinese_where_the_terminal_is(
    arguments, chinese, monkeypatch, folder, written, refusal
):
    if arguments[-1] != ".":
        written("empty.txt", b"")
        written("in/a.txt", TEXT)
    monkeypatch.setenv("BAYLINE_HOME", str(folder / "home"))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert chinese in refusal(*arguments)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert not re.search("[\u4e00-\u9fff]", refusal(*arguments).replace("金山区", ""))


def test_remarks_are_in_the_language_of_the_terminal(monkeypatch, bayline, written):
    name = written("a.txt", f"发布日期：2021年11月5日\n{TEXT * 20}".encode() + b"\xff")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    said = bayline("read", name)[2]
    assert "a.txt：按2021-11-05发布理解" in said
    assert "1处字符读不出" in said
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert not re.search("[\u4e00-\u9fff]", bayline("read", name)[2])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_texts_in_other_encodings_are_read(bayline, encoding, written):
    name = written("a.txt", TEXT.encode(encoding))
    said = bayline("read", name, "--kinds", "quantity", "--format", "jsonl")[1]
    assert [each["text"] for each in objects(said)] == ["35亿元", "5.2%", "30个"]


def test_the_output_is_the_same_every_time(bayline, written):
    names = [written(f"{i}.txt", TEXT) for i in range(4)]
    assert bayline("read", *names, "--format", "jsonl") == bayline(
        "read", *names, "--format", "jsonl"
    )


def test_a_page_shows_every_text_with_its_marks(bayline, written):
    names = written("a<b>.txt", TEXT), written("b.txt", "全年新增就业500人。")
    status, said, _ = bayline("read", *names, "--kinds", "quantity,number", "--format", "html")
    assert status == 0
    assert said.startswith("<!DOCTYPE html>")
    assert said.count("<section>") == said.count("</section>") == 2
    assert said.count("<mark") == said.count("</mark>")
    assert said.rstrip().endswith("</html>")
    assert "a&lt;b&gt;.txt" in said
    assert "a<b>" not in said
    plain = re.sub(r"<[^>]+>", "", said)
    assert all(html.unescape(line) in html.unescape(plain) for line in TEXT.splitlines())


def test_no_page_is_begun_where_nothing_could_be_read(refusal):
    assert "none.txt" in refusal("read", "none.txt", "--format", "html")


def test_an_inferred_day_of_publication_is_said(bayline, written):
    name = written("a.txt", f"发布日期：2021年11月5日\n{TEXT}")
    assert "2021-11-05, inferred" in bayline("read", name)[2]
    assert "按2021-11-05发布理解" in bayline("read", name, "--format", "html")[1]
    assert bayline("read", name, "--format", "jsonl")[2] == ""


def test_text_without_figures_is_read_and_said_to_have_none(bayline, written):
    name = written("a.txt", "大家都来了。")
    status, said, remark = bayline("read", name, "--kinds", "quantity")
    assert (status, said.count("\n")) == (0, 1)
    assert "a.txt: nothing of the kinds asked for" in remark
    assert bayline("read", name, "--kinds", "quantity", "--format", "jsonl") == (0, "", "")


def test_what_could_not_be_read_in_a_document_is_said_once(bayline, written):
    name = written("a.txt", (TEXT * 20).encode() + b"\xff")
    status, said, remark = bayline("read", name, "--format", "jsonl")
    assert status == 0
    assert objects(said)
    assert remark.count("\n") == remark.count("a.txt: ") == 1
