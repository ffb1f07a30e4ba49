"""The commands of backups, in processes of their own as people run them, on both engines."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
OLD = ROOT / "tests/cases/homes"
Run = Callable[..., subprocess.CompletedProcess[str]]
Told = tuple[int, str, str]

pytestmark = pytest.mark.storage


@pytest.fixture
def settings(request: pytest.FixtureRequest) -> Callable[[], dict[str, str]]:
    """Gives the settings of another empty database each time, of the kind that is asked for."""

    def settings() -> dict[str, str]:
        said = {**os.environ, "LC_ALL": "C.UTF-8"}
        if request.param == "sqlite":
            return said
        server: str = request.getfixturevalue("postgresql")
        name = f"commands_{uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return {**said, "BAYLINE_DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}

    return settings


def run(*words: str | Path, said: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env=said, cwd=ROOT, capture_output=True, text=True, check=False
    )


def bayline(*words: str | Path, home: Path, said: dict[str, str]) -> Told:
    program = "from bayline.site.commands import main; main()"
    done = run("-c", program, "--home", home, *words, said=said)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


# One process for commands that follow each other on one home: what a command takes is its start.
ONE_BY_ONE = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from bayline.site.commands import main
home, *lines = sys.argv[1:]
for line in lines:
    out, err, status = io.StringIO(), io.StringIO(), 0
    sys.argv = ["bayline", "--home", home, *line.split()]
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as left:
            status = int(left.code or 0)
    print(json.dumps((status, out.getvalue(), err.getvalue())))
"""


def one_by_one(*lines: str, home: Path, said: dict[str, str]) -> list[Told]:
    """Run commands one after the other in one process; give what each told."""
    done = run("-c", ONE_BY_ONE, home, *lines, said=said)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def old_home(archive: str, home: Path, *, said: dict[str, str]) -> None:
    made = run(ROOT / "scripts/make-old-home", OLD / archive, home, said=said)
    assert made.returncode == 0, made.stderr


def forged(kept: Path, folder: Path) -> Path:
    """Alter a row of a backup, with a manifest that fits it."""
    name, file = "tables/record_decision.jsonl", folder / "forged.zip"
    with ZipFile(kept) as whole, ZipFile(file, "w", ZIP_DEFLATED) as made:
        rows = whole.read(name)
        altered = rows.replace(b'"accepted"', b'"returned"', 1)
        assert altered != rows
        for one in whole.namelist():
            data = altered if one == name else whole.read(one)
            if one == "manifest.json":
                data = data.replace(
                    sha256(rows).hexdigest().encode(), sha256(altered).hexdigest().encode()
                )
                data = data.replace(b'"size": %d' % len(rows), b'"size": %d' % len(altered))
            made.writestr(one, data)
    return file


# Each earlier version on one engine: a command takes seconds, and both engines are upgraded,
# backed up and restored in one process by the tests beside.
OLDEST, *LATER = sorted(file.name for file in OLD.iterdir())


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_a_home_of_the_earliest_version_is_refused_until_it_is_upgraded(
    settings: Callable[[], dict[str, str]], tmp_path: Path
) -> None:
    said, home = settings(), tmp_path / "home"
    old_home(OLDEST, home, said=said)
    status, heads, complaint = bayline("verify", "--heads", home=home, said=said)
    assert (status, heads) == (2, "")
    assert "run `bayline upgrade`" in complaint
    status, _, told = bayline("upgrade", home=home, said=said)
    assert (status, "steps done" in told) == (0, True), told
    checked, again = one_by_one("verify", "upgrade", home=home, said=said)
    assert (checked[0], "every link holds" in checked[1]) == (0, True), checked
    assert again[2] == "the home is up to date\n"
    (kept,) = (home / "backups").iterdir()
    other, elsewhere = tmp_path / "other", settings()
    status, _, told = bayline("restore", forged(kept, tmp_path), home=other, said=elsewhere)
    assert (status, "record_decision 1: " in told) == (1, True), told
    assert "nothing was restored" in told
    assert {path.name for path in other.iterdir()} <= {"secret.key"}
    status, _, told = bayline("restore", kept, home=other, said=elsewhere)
    assert (status, "every link holds" in told) == (0, True), told


@pytest.mark.parametrize("archive", LATER)
def test_a_home_of_every_later_version_is_refused_until_it_is_upgraded(
    tmp_path: Path, archive: str
) -> None:
    said, home = {**os.environ, "LC_ALL": "C.UTF-8"}, tmp_path / "home"
    old_home(archive, home, said=said)
    lines = ("verify --heads", "upgrade", "verify")
    before, upgraded, after = one_by_one(*lines, home=home, said=said)
    assert (after[0], "every link holds" in after[1]) == (0, True), after
    if before[0] == 0:  # the tables have not changed since
        return
    assert before[:2] == (2, "")
    assert "run `bayline upgrade`" in before[2]
    assert (upgraded[0], "steps done" in upgraded[2]) == (0, True), upgraded


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_backup_says_where_the_chains_end_and_so_does_the_restored_home(
    settings: Callable[[], dict[str, str]], tmp_path: Path
) -> None:
    said, home, other = settings(), tmp_path / "home", tmp_path / "other"
    old_home("2026-11.zip", home, said=said)
    kept, keys = tmp_path / "kept.zip", tmp_path / "keys.csv"
    backup = f"backup {kept} --keys {keys}"
    lines = ("build regions/jinshan --keep", "upgrade", backup, backup)
    built, _, (status, ends, _), again = one_by_one(*lines, home=home, said=said)
    assert (built[0], status) == (2, 0)
    assert again[2].count("\n") == 1  # the file is there already
    noted = tmp_path / "heads.txt"
    noted.write_text(ends)
    there = settings()
    status, ended, told = bayline("restore", kept, "--keys", keys, home=other, said=there)
    assert status == 0, told
    assert {*ends.splitlines()} <= {*ended.splitlines()}
    assert not (other / ".restoring").exists()
    after = (f"verify --against {noted}", f"restore {kept}")
    verified, again = one_by_one(*after, home=other, said=there)
    assert (verified[0], again[0]) == (0, 2), (verified, again)


def test_a_home_that_is_not_empty_and_a_file_that_is_none_are_refused(tmp_path: Path) -> None:
    said = {**os.environ, "LC_ALL": "C.UTF-8"}
    home = tmp_path / "home"
    home.mkdir()
    (home / "mine.txt").write_text("mine")
    status, _, told = bayline("restore", OLD / "2026-11.zip", home=home, said=said)
    assert (status, "the home is not empty" in told) == (2, True)
    broken = tmp_path / "broken.zip"
    broken.write_bytes((OLD / "2026-11.zip").read_bytes()[:-9])
    for file in (broken, tmp_path / "none.zip"):
        status, _, told = bayline("restore", file, home=tmp_path / "new", said=said)
        assert (status, told.count("\n")) == (2, 1), told
        assert not [*tmp_path.glob("new/*")]
    assert [path.name for path in home.iterdir()] == ["mine.txt"]
