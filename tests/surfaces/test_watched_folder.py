"""A watched folder: what is put into it enters the record once it is whole; nothing stops it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from bayline.platform.record import queries
from bayline.platform.record.terms import Handed
from bayline.systems.reading.actions.receiving import receive
from bayline.systems.reading.commands.watching import Watcher, Wish
from bayline.systems.reading.rules.origins import origin_of

WATCHING = "bayline.systems.reading.commands.watching"
NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
WRONG = "2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。"
SHORT = "2021年，全区总投资35亿元。"
PAGE = """<!DOCTYPE html><!-- saved from url=(0031)https://www.example.cn/a?b=1&c=2 -->
<html><head><meta charset="utf-8"><title>开工情况</title></head>
<body><p>总投资35亿元。</p></body></html>
"""


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def watcher(tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch) -> Watcher:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    return Watcher(Wish(folder=tmp_path, by="收文夹"), clock=lambda: NOON, say=said.append)


def put(folder: Path, name: str, words: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(words if isinstance(words, bytes) else words.encode())
    return file


def twice(watcher: Watcher) -> None:
    watcher.look()
    watcher.look()


@pytest.mark.django_db
def test_a_file_is_taken_once_two_looks_agree(
    watcher: Watcher, tmp_path: Path, said: list[str]
) -> None:
    file = put(tmp_path, "a.md", "2021年，全区")
    assert watcher.look() == 1
    file.write_text(SHORT, "utf-8")
    assert watcher.look() == 1
    assert queries.sources() == []
    assert watcher.look() == 0
    (source,) = queries.sources()
    assert (source.name, source.by, source.recorded) == ("a.md", "收文夹", NOON)
    assert said == ["a.md：已收存，1条待审"]
    assert queries.content_of(source) == SHORT.encode()
    twice(watcher)
    assert len(said) == 1


@pytest.mark.django_db
def test_what_is_taken_is_checked_too(watcher: Watcher, tmp_path: Path) -> None:
    put(tmp_path, "下属/五镇.md", WRONG)
    twice(watcher)
    assert [one.check for one in queries.standing_findings()] == ["sum_of_parts"]


@pytest.mark.django_db
def test_what_is_known_of_a_file_stands_at_its_head_or_in_the_table(
    watcher: Watcher, tmp_path: Path
) -> None:
    put(tmp_path, "a.md", f"---\ntitle: 公报\npublished: 2021-11-01\n---\n{SHORT}")
    put(tmp_path, "b.txt", WRONG)
    put(
        tmp_path,
        "documents.csv",
        "file,title,publisher,published,url\nb.txt,五镇,甲委,2021-11-02,https://example.cn/b\n",
    )
    twice(watcher)
    found = {one.name: one for one in queries.sources()}
    assert set(found) == {"a.md", "b.txt"}
    assert (found["a.md"].title, found["a.md"].published) == ("公报", date(2021, 11, 1))
    b = found["b.txt"]
    assert (b.title, b.publisher, b.published) == ("五镇", "甲委", date(2021, 11, 2))
    assert b.url == "https://example.cn/b"


@pytest.mark.django_db
def test_the_table_overrules_the_head_also_to_say_that_there_is_none(
    watcher: Watcher, tmp_path: Path
) -> None:
    head = "title: 公报\nurl: https://a.cn/\npublished: gestern\nreplaces: nirgends.md"
    put(tmp_path, "a.md", f"---\n{head}\n---\n{SHORT}")
    put(tmp_path, "documents.csv", "file,title,url,published,replaces\na.md,,-,-,-\n")
    twice(watcher)
    (source,) = queries.sources()
    assert (source.title, source.url, source.published, source.replaces) == ("公报", "", None, "")


@pytest.mark.django_db
def test_a_table_that_cannot_be_read_holds_all_back_until_it_is_mended(
    watcher: Watcher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "a.md", SHORT)
    table = put(tmp_path, "documents.csv", "file,published\na.md,gestern\n")
    twice(watcher)
    watcher.look()
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    assert "documents.csv" in complaint
    assert "改好之前不收存任何文件" in complaint
    assert queries.sources() == []
    table.write_text("file,published\na.md,2021-11-01\n", "utf-8")
    twice(watcher)
    assert [one.published for one in queries.sources()] == [date(2021, 11, 1)]


@pytest.mark.django_db
def test_a_bad_file_is_told_in_a_sentence_and_tried_again_only_when_it_changes(
    watcher: Watcher, tmp_path: Path, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    bad = put(tmp_path, "a.pdf", b"%PDF-1.4 broken")
    put(tmp_path, "b.md", SHORT)
    twice(watcher)
    twice(watcher)
    complaint = capsys.readouterr().err
    assert (complaint.count("\n"), "a.pdf" in complaint) == (1, True)
    assert said == ["b.md：已收存，1条待审"]
    bad.write_bytes(b"%PDF-1.4 broken as well")
    twice(watcher)
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.django_db
def test_what_is_not_foreseen_stops_one_file_only(
    watcher: Watcher,
    tmp_path: Path,
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing(handed: Handed, **more: Any) -> object:
        if handed.name == "a.md":
            raise RuntimeError("no such thing")
        return receive(handed, **more)

    monkeypatch.setattr(f"{WATCHING}.receive", failing)
    put(tmp_path, "a.md", SHORT)
    put(tmp_path, "b.md", WRONG)
    twice(watcher)
    assert "a.md: RuntimeError: no such thing" in capsys.readouterr().err
    assert [line.split("：")[0] for line in said] == ["b.md"]


@pytest.mark.django_db
def test_a_database_that_takes_nothing_is_told_once_and_asked_again(
    watcher: Watcher,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refusing(*_words: object, **_more: object) -> object:
        raise DatabaseError("database is locked")

    put(tmp_path, "a.md", SHORT)
    with monkeypatch.context() as patched:
        patched.setattr(f"{WATCHING}.receive", refusing)
        twice(watcher)
        watcher.look()
    assert capsys.readouterr().err.count("\n") == 1
    watcher.look()
    assert len(queries.sources()) == 1


@pytest.mark.django_db
def test_a_file_that_changed_corrects_what_it_was(
    watcher: Watcher, tmp_path: Path, said: list[str]
) -> None:
    file = put(tmp_path, "a.md", SHORT)
    twice(watcher)
    file.write_text(SHORT.replace("35", "36"), "utf-8")
    twice(watcher)
    later, earlier = queries.sources()
    assert later.replaces == earlier.sha256
    assert said[1].startswith("a.md：已收存（更正版）")


@pytest.mark.django_db
def test_another_watch_knows_what_is_there_and_goes_on_where_it_stood(
    watcher: Watcher, tmp_path: Path, said: list[str]
) -> None:
    file = put(tmp_path, "a.md", SHORT)
    twice(watcher)
    again = Watcher(Wish(folder=tmp_path, by="收文夹"), clock=lambda: NOON, say=said.append)
    twice(again)
    assert (len(said), again.taken) == (1, 0)
    file.write_text(WRONG, "utf-8")
    third = Watcher(Wish(folder=tmp_path, by="收文夹"), clock=lambda: NOON, say=said.append)
    twice(third)
    assert queries.sources()[0].replaces


@pytest.mark.django_db
def test_a_changed_file_may_be_wanted_as_another_document(tmp_path: Path) -> None:
    wish = Wish(folder=tmp_path, by="收文夹", is_apart=True)
    watcher = Watcher(wish, clock=lambda: NOON, say=lambda _: None)
    file = put(tmp_path, "周报.md", SHORT)
    twice(watcher)
    file.write_text(WRONG, "utf-8")
    twice(watcher)
    assert [one.replaces for one in queries.sources()] == ["", ""]


@pytest.mark.django_db
def test_an_edition_waits_for_what_it_corrects(
    watcher: Watcher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, "a-更正.md", f"---\nreplaces: b.md\n---\n{SHORT}")
    put(tmp_path, "b.md", SHORT.replace("35", "36"))
    put(tmp_path, "c.md", f"---\nreplaces: none.md\n---\n{WRONG}")
    twice(watcher)
    found = {one.name: one for one in queries.sources()}
    assert found["a-更正.md"].replaces == found["b.md"].sha256
    assert "none.md" in capsys.readouterr().err
    assert "c.md" not in found


@pytest.mark.django_db
def test_hidden_unfinished_and_linked_files_are_left_alone(
    watcher: Watcher, tmp_path: Path
) -> None:
    for name in (".a.md", "~$b.docx", "c.md.part", "d.crdownload", ".git/e.md", "f.md~"):
        put(tmp_path, name, SHORT)
    outside = put(tmp_path.parent, "outside.md", SHORT)
    (tmp_path / "link.md").symlink_to(outside)
    assert watcher.look() == 0
    twice(watcher)
    assert queries.sources() == []


@pytest.mark.django_db
def test_a_folder_that_goes_away_is_told_once_and_may_come_back(
    watcher: Watcher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = tmp_path.with_name("moved")
    put(tmp_path, "a.md", SHORT)
    tmp_path.rename(moved)
    twice(watcher)
    assert capsys.readouterr().err.count("\n") == 1
    moved.rename(tmp_path)
    twice(watcher)
    assert len(queries.sources()) == 1


@pytest.mark.django_db
def test_a_saved_page_keeps_its_address_and_its_title(watcher: Watcher, tmp_path: Path) -> None:
    put(tmp_path, "页.html", PAGE)
    twice(watcher)
    (source,) = queries.sources()
    assert (source.title, source.url) == ("开工情况", "https://www.example.cn/a?b=1&c=2")


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (b'<link rel="canonical" href="https://a.cn/x?y=1&amp;z=2">', "https://a.cn/x?y=1&z=2"),
        (b"<LINK href='http://a.cn/x' REL=canonical>", "http://a.cn/x"),
        (b"<!-- saved from url=(0014)about:internet -->", ""),
        (b"<!-- saved from url=(0012)http://a.cn/ -->", "http://a.cn/"),
        (b'<link rel="canonical" href="javascript:alert(1)">', ""),
        (b'<link rel="stylesheet" href="https://a.cn/x.css">', ""),
        (
            b'<link rel="canonical" href="/x"><!-- saved from url=(1)https://a.cn/x -->',
            "https://a.cn/x",
        ),
        (b"", ""),
    ],
)
def test_where_a_page_was_saved_from_is_what_it_says(page: bytes, address: str) -> None:
    assert origin_of(page) == address


@pytest.mark.django_db
def test_a_name_is_kept_as_it_can_be_shown(watcher: Watcher, tmp_path: Path) -> None:
    put(tmp_path, "new\nline\u202e.txt", SHORT)
    twice(watcher)
    assert [source.name for source in queries.sources()] == ["newline.txt"]


@pytest.mark.django_db
def test_a_name_that_cannot_be_shown_is_one_sentence(
    watcher: Watcher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, os.fsdecode(b"bad\xff.txt"), SHORT)
    twice(watcher)
    twice(watcher)
    assert capsys.readouterr().err.splitlines() == [
        "bayline: bad\ufffd.txt：文件名不是UTF-8编码（页面上显示不出来）。请给文件改名。",
    ]
    assert queries.sources() == []


@pytest.mark.django_db
def test_rows_of_the_table_that_are_of_no_file_are_told_once(
    watcher: Watcher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = put(tmp_path, "documents.csv", "file,title\na.md,甲\nb.md,乙\n")
    twice(watcher)
    assert capsys.readouterr().err == ""  # its files come after it
    put(tmp_path, "a.md", SHORT)
    twice(watcher)
    twice(watcher)
    (complaint,) = capsys.readouterr().err.splitlines()
    assert "documents.csv" in complaint
    assert "第3行file栏的值“b.md”（文件夹里没有这个文件）" in complaint
    assert (watcher.taken, watcher.unfound) == (1, 1)
    table.write_text("file,title\na.md,甲\n", "utf-8")
    twice(watcher)
    assert (capsys.readouterr().err, watcher.unfound) == ("", 0)


def command(home: Path, *words: str) -> list[str]:
    return [str(Path(sys.executable).with_name("bayline")), "--home", str(home), "watch", *words]


def test_once_takes_what_lies_there_and_leaves(tmp_path: Path) -> None:
    put(tmp_path, "in/a.md", SHORT)
    put(tmp_path, "in/b.pdf", b"%PDF-1.4 broken")
    words = (str(tmp_path / "in"), "--once", "--every", "0.05")
    run = subprocess.run(
        command(tmp_path / "home", *words),
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stdout == "a.md: recorded, 1 to review\n"
    assert "b.pdf" in run.stderr
    assert run.stderr.endswith("1 recorded, 1 refused\n")
    assert "Traceback" not in run.stderr


def test_a_folder_that_is_not_there_is_refused_in_one_sentence(
    refusal: Callable[..., str],
) -> None:
    assert "there is no such folder" in refusal("watch", "nowhere")


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """Let programs that are started be interrupted, also where whatever runs the tests is not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
def test_the_interrupt_stops_it_cleanly(
    tmp_path: Path, until: Callable[[Callable[[], bool]], None]
) -> None:
    put(tmp_path, "in/a.md", SHORT)
    output = tmp_path / "out"
    with (
        output.open("wb") as opened,
        subprocess.Popen(
            command(tmp_path / "home", str(tmp_path / "in"), "--every", "0.05"),
            env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"},
            stdout=opened,
            stderr=subprocess.STDOUT,
        ) as run,
    ):
        try:
            until(lambda: b"a.md" in output.read_bytes())
            run.send_signal(signal.SIGINT)
            until(lambda: run.poll() is not None)
        finally:
            run.kill()  # where it did not stop; nothing that still runs is left to another test
    status = run.returncode
    said = output.read_text("utf-8")
    assert status == 0, said
    assert said.endswith("1 recorded, 0 refused\n")
    assert "Traceback" not in said
