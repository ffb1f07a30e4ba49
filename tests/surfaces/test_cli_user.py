"""Accounts from the command line, in a home of their own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("bayline")
ROOT = Path(__file__).resolve().parents[2]
WORD = "潮来潮去-72 words\n"
Done = subprocess.CompletedProcess[str]
Outcome = tuple[int, str, str]


@pytest.fixture
def said(bayline: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Runs the program in this process, on the database of the test; gives what it said."""

    def said(*words: str, typed: str = "", language: str = "C.UTF-8") -> Done:
        monkeypatch.setenv("LC_ALL", language)
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        return Done(words, *bayline(*words))

    return said


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Done]:
    """Runs the program on one home; gives what it said."""

    def run(*words: str, typed: str = "", language: str = "C.UTF-8") -> Done:
        return subprocess.run(
            [PROGRAM, "--home", str(tmp_path / "home"), *words],
            input=typed,
            env={**os.environ, "LC_ALL": language},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.django_db
def test_accounts_are_made_changed_and_closed(said: Callable[..., Done]) -> None:
    first = said("user", "create", "xiaolin", "--password-stdin", typed=WORD)
    assert (first.returncode, first.stdout) == (2, "")
    assert "the first account must be that of an administrator" in first.stderr
    made = ("user", "create", "xiaolin", "--name", "小林", "--password-stdin")
    weak = said(*made, "--role", "administrator", typed="1234567890\n")
    assert "the password is common" in weak.stderr
    assert (
        said(*made, "--role", "administrator", typed=WORD).stdout
        == "xiaolin\t小林\tadministrator\n"
    )
    second = ("user", "create", "xiaowang", "--role", "clerk:reading", "--organisation", "nyw")
    assert said(*second, "--password-stdin", typed=WORD).returncode == 0
    assert (
        "reviewer[nyw]"
        in said("user", "role", "xiaowang", "reviewer", "--organisation", "nyw").stdout
    )
    office = said("user", "role", "xiaowang", "reviewer:nyw")
    assert (office.returncode, "there is no system “nyw”" in office.stderr) == (2, True)
    closed = said("user", "deactivate", "XiaoWang", language="zh_CN.UTF-8")
    assert "（已停用）" in closed.stdout + closed.stderr
    refused = said("user", "deactivate", "xiaolin")
    assert "nobody would be left who gives roles" in refused.stderr
    listed = json.loads(said("user", "list", "--format", "json").stdout)
    assert [(one["account"], one["is_active"]) for one in listed] == [
        ("xiaolin", True),
        ("xiaowang", False),
    ]
    assert said("user", "password", "xiaowang", "--password-stdin", typed=WORD).returncode == 0
    assert "no role" in said("user", "role", "xiaolin", "king").stderr
    assert "there is no account" in said("user", "role", "nobody", "clerk").stderr


def test_no_password_is_ever_an_argument() -> None:
    told = subprocess.run(
        [PROGRAM, "user", "create", "--help"], capture_output=True, text=True, check=True
    )
    assert "--password-stdin" in told.stdout
    assert "--password " not in told.stdout


def test_only_a_demonstration_has_accounts_that_everybody_knows(
    run: Callable[..., Done], tmp_path: Path
) -> None:
    pack = tmp_path / "bay"
    (pack / "geography").mkdir(parents=True)
    (pack / "documents").mkdir()
    (pack / "documents/a.md").write_text("全区有30个村。\n", "utf-8")
    (pack / "geography/places.csv").write_text("code,name\n310116,金山区\n", "utf-8")
    region = 'name = "湾区"\ncode = "310116"\n'
    (pack / "region.toml").write_text(region, "utf-8")
    refused = run("build", str(pack), "--demo-accounts")
    assert refused.returncode == 2
    assert "only a demonstration has accounts that everybody knows" in refused.stderr
    (pack / "region.toml").write_text(f"{region}demonstration = true\n", "utf-8")
    assert "5 accounts of the demonstration" in run("build", str(pack), "--demo-accounts").stderr
    kept = run("build", str(pack), "--demo-accounts", "--keep")
    assert (kept.returncode, "accounts" in kept.stderr) == (0, False)
    listed = json.loads(run("user", "list", "--format", "json").stdout)
    assert [one["account"] for one in listed][-1] == "demo-viewer"
    assert len(listed) == 5
