"""`bayline verify` prints where every chain ends, and compares with what it printed earlier."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from bayline.platform.record import queries as record
from bayline.platform.registers import actions
from bayline.platform.registers.terms import Edit
from bayline.site.commands import COMMANDS
from bayline.surfaces.cli import root, run

Run = Callable[..., subprocess.CompletedProcess[str]]
PACK = {
    "region.toml": 'name = "湾区"\ncode = "310116"\n',
    "documents/start.md": "---\ntitle: 开工\npublished: 2021-03-05\n---\n全区有30个村。\n",
    "geography/places.csv": "code,name\n310116,金山区\n",
}


def ended(status: int, said: str, complaint: str) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess((), status, said, complaint)


@pytest.fixture
def bayline(
    store: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Runs the program, here on the database that is connected, on a home of a small pack."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")
    monkeypatch.setenv("BAYLINE_DATABASE_URL", store.address)

    def bayline(*arguments: str) -> subprocess.CompletedProcess[str]:
        with pytest.raises(SystemExit) as left:
            run(root(COMMANDS, version="0"), arguments)
        return ended(int(left.value.code or 0), *capfd.readouterr())

    for name, text in PACK.items():
        file = tmp_path / "pack" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    built = bayline("build", "pack")
    assert built.returncode == 0, built.stderr
    return bayline


@pytest.fixture
def alone(bayline: Run, store: Any, tmp_path: Path) -> Run:
    """Runs the program on that home in a process of its own."""
    del bayline

    def alone(*arguments: str) -> subprocess.CompletedProcess[str]:
        said = {
            **os.environ,
            "BAYLINE_DATABASE_URL": store.address,
            "BAYLINE_HOME": str(tmp_path / "home"),
            "BAYLINE_SECRET_KEY": str(settings.SECRET_KEY),
        }
        words = [str(Path(sys.executable).with_name("bayline")), *arguments]
        return subprocess.run(
            words, env=said, cwd=tmp_path, capture_output=True, text=True, check=False
        )

    return alone


def test_what_verify_prints_of_the_chains_can_be_compared_with_later(
    bayline: Run, tmp_path: Path
) -> None:
    printed = bayline("verify", "--heads")
    assert (printed.returncode, printed.stderr) == (0, "6 rows, every link holds\n")
    lines = printed.stdout.splitlines()
    assert [line.split()[:2] for line in lines][:3] == [
        ["record_source", "1"],
        ["record_text", "1"],
        ["record_reading", "1"],
    ]
    (tmp_path / "heads.txt").write_text(printed.stdout)
    again = bayline("verify", "--against", "heads.txt")
    assert (again.returncode, again.stdout) == (0, "6 rows, every link holds\n")
    (tmp_path / "heads.txt").write_text(lines[0].replace(" 1 ", " 2 "))
    shorter = bayline("verify", "--against", "heads.txt")
    assert shorter.returncode == 1
    assert shorter.stdout.startswith("record_source 2: is not as it was noted: row 2 had")


def test_a_file_that_is_none_is_refused(bayline: Run, tmp_path: Path) -> None:
    (tmp_path / "heads.txt").write_text("6 rows, every link holds\n")
    refused = bayline("verify", "--against", "heads.txt")
    assert refused.returncode == 2
    assert "heads.txt: line 1 names no chain with its length and digest" in refused.stderr
    missing = bayline("verify", "--against", "none.txt")
    assert missing.returncode == 2
    assert "none.txt: the file cannot be read" in missing.stderr


def test_an_export_says_that_publications_stay_behind(
    bayline: Run, published: Callable[..., object]
) -> None:
    assert bayline("export", "before").stderr == ""
    published(*record.sources(), at=datetime.now(UTC))
    told = bayline("export", "after")
    assert (told.returncode, "`bayline backup` takes them along" in told.stderr) == (0, True)


def test_erasing_says_which_files_of_keys_are_to_be_destroyed(
    bayline: Run, declared: Callable[..., str], tmp_path: Path
) -> None:
    toml = declared("people", "联系人", "People", "phone 电话 Phone text personal")
    register = actions.declare(toml.encode(), where="registers/people.toml")
    given = {"code": "a", "name": "李工", "phone": "13900000000"}
    actions.save(register, given, edit=Edit(by="小林", at=datetime.now(UTC)))
    assert bayline("backup", "before.zip", "--keys", "before.csv").returncode == 0
    told = bayline("erase", "people/a", "--by", "小林", "--reason", "本人要求")
    assert (told.returncode, "destroy them" in told.stderr) == (0, True)
    assert bayline("backup", "after.zip", "--keys", "after.csv").returncode == 0
    held = [(tmp_path / name).read_text("utf-8") for name in ("before.csv", "after.csv")]
    assert ["people/a" in one for one in held] == [True, False]


def test_verify_keeps_no_writer_waiting(alone: Run, store: Any) -> None:
    if store.kind == "sqlite":
        with closing(sqlite3.connect(urlsplit(store.address).path)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert alone("verify").returncode == 0
