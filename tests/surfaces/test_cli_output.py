"""Where results go: closed outputs, pipes, files that are there, terminals of any width."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bayline.platform.languages import reason_in_chinese
from bayline.platform.terminal import escaped
from bayline.systems.reading.commands import drawing

DRAFT = "2021年10月18日\n全区开工项目由27个产业项目、4个人才项目和22个文化项目组成，合计57个。\n"
NOBODY = 65534
PROGRAM = (
    "from bayline.surfaces.cli import root, run\n"
    "from bayline.site.commands import COMMANDS\n"
    "run(root(COMMANDS, version='0'))"
)


def ran(arguments: list[str], closing: str) -> subprocess.CompletedProcess[str]:
    """Run the program from a shell that closes its output one way or the other."""
    words = " ".join(f"'{word}'" for word in arguments)
    line = f'set -o pipefail; "{sys.executable}" -c "$PROGRAM" {words} {closing}'
    env = {**os.environ, "PROGRAM": PROGRAM, "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=False, env=env
    )


@pytest.mark.parametrize("command", ["read", "check", "audit"])
def test_a_closed_output_is_told_in_a_sentence(written, command):
    left = ran([command, written("a.txt", DRAFT)], ">&-")
    assert left.returncode == 2
    assert "Traceback" not in left.stderr
    assert "see whether disk and terminal take the output" in left.stderr


@pytest.mark.parametrize("arguments", [["read"], ["check"], ["audit"], ["--help"]])
def test_a_reader_who_leaves_at_once_is_no_failure(written, arguments):
    name = [written("a.txt", DRAFT * 40)] if arguments != ["--help"] else []
    left = ran([*arguments, *name], "| true")
    assert left.returncode == 0
    assert "Traceback" not in left.stderr


def test_strict_alone_says_one(bayline, written):
    assert bayline("check", written("a.txt", DRAFT), "--strict")[0] == 1


def test_a_file_is_replaced_only_on_demand(bayline, refusal, written):
    name, out = written("a.txt", DRAFT), written("out.html", "mine")
    assert "--force" in refusal("audit", name, "-o", out)
    assert Path(out).read_text("utf-8") == "mine"
    assert bayline("audit", name, "-o", out, "--force") == (0, "", "")
    assert "57个" in Path(out).read_text("utf-8")


def test_an_ending_that_is_not_the_format_is_refused(refusal, written):
    complaint = refusal("audit", written("a.txt", DRAFT), "-o", "out.html", "--format", "docx")
    assert ".html" in complaint
    assert not Path("out.html").exists()


def test_a_folder_is_no_output(refusal, written):
    Path("folder.d").mkdir()
    assert "is a folder" in refusal("audit", written("a.txt", DRAFT), "-o", "folder.d")


def test_a_draft_comes_back_as_bare_text(bayline, written):
    assert bayline("audit", written("a.txt", DRAFT), "-o", "out.txt") == (0, "", "")
    assert Path("out.txt").read_text("utf-8") == DRAFT


@pytest.fixture
def without_rights(folder: Path) -> Iterator[None]:
    """Run as somebody to whom the system denies what it never denies root."""
    folder.chmod(0o755)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    yield
    if is_root:
        os.seteuid(0)


def test_a_folder_that_may_not_be_read_says_so(bayline, request, monkeypatch):
    Path("open").mkdir()
    Path("open/a.txt").write_text("总投资35亿元。", "utf-8")
    assert bayline("read", "open")[0] == 0  # what the program loads late is loaded
    Path("locked").mkdir(mode=0)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    request.getfixturevalue("without_rights")
    status, _, complaint = bayline("read", "locked")
    assert status == 2
    assert "没有权限" in complaint


@pytest.mark.parametrize("code", [errno.ELOOP, errno.EEXIST, errno.EIO, errno.EMFILE, 9999])
def test_reasons_of_the_system_are_in_chinese(code):
    said = reason_in_chinese(OSError(code, "Some English words"))
    assert "English" not in said
    assert not said.isascii()


def test_control_characters_are_written_out(bayline, written):
    assert escaped("a\x1b[31mb\x07") == "a\\x1b[31mb\\x07"
    status, said, _ = bayline("read", written("a\x1b[31m.txt", "总投资35亿元。"))
    assert status == 0
    assert "\x1b" not in said
    assert "\\x1b[31m" in said


def drawn(width: int, language: str, monkeypatch, capsys) -> list[str]:
    """Draw findings and figures as on a terminal of a width and a language."""
    from bayline.engines.documents import document_of
    from bayline.systems.reading.actions.auditing import audit
    from bayline.systems.reading.rules.records import records

    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("LC_ALL", language)
    found = audit(document_of("a.txt", DRAFT), published=None)
    drawing.draw_findings(found.findings)
    drawing.draw_records("a.txt", records("a.txt", found.reading, kinds={"quantity", "time"}))
    lines: list[str] = capsys.readouterr().out.splitlines()
    return lines


@pytest.mark.parametrize("width", [80, 140])
def test_a_table_fits_its_terminal_and_speaks_its_language(monkeypatch, capsys, width):
    lines = drawn(width, "zh_CN.UTF-8", monkeypatch, capsys)
    shown = "\n".join(lines)
    assert all(len(line.rstrip()) <= width for line in lines)
    assert {"状态", "结论", "原文", "读作"} <= set(shown.split())
    assert "contradiction" not in shown
    assert "period" not in shown
    assert ("出处" in shown) == (width > 100)


def test_an_english_terminal_gets_english_tables(monkeypatch, capsys):
    shown = "\n".join(drawn(80, "C.UTF-8", monkeypatch, capsys))
    assert "Does not agree" in shown
    assert "The 3 parts in a.txt sum to 53" in " ".join(shown.split())
