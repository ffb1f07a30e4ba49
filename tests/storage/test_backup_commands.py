"""The commands of backups, in processes of their own as people run them, on both engines."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
OLD = ROOT / "tests/cases/homes"
Run = Callable[..., subprocess.CompletedProcess[str]]

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


def bayline(*words: str | Path, home: Path, said: dict[str, str]) -> tuple[int, str, str]:
    program = "from bayline.site.commands import main; main()"
    done = run("-c", program, "--home", home, *words, said=said)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def old_home(archive: str, home: Path, *, said: dict[str, str]) -> None:
    made = run(ROOT / "scripts/make-old-home", OLD / archive, home, said=said)
    assert made.returncode == 0, made.stderr


# Each earlier version on one engine: a command takes seconds, and both engines are upgraded,
# backed up and restored in one process by the tests beside.
OLDEST, *LATER = sorted(file.name for file in OLD.iterdir())


@pytest.mark.parametrize(
    ("settings", "archive"),
    [("postgresql", OLDEST), *(("sqlite", name) for name in LATER)],
    indirect=["settings"],
)
def test_a_home_of_every_earlier_version_is_refused_until_it_is_upgraded(
    settings: Callable[[], dict[str, str]], tmp_path: Path, archive: str
) -> None:
    said, home = settings(), tmp_path / "home"
    old_home(archive, home, said=said)
    status, heads, complaint = bayline("verify", "--heads", home=home, said=said)
    if status == 0:  # the tables have not changed since
        return
    assert (status, heads) == (2, "")
    assert "run `bayline upgrade`" in complaint
    status, _, told = bayline("upgrade", home=home, said=said)
    assert (status, "steps done" in told) == (0, True), told
    status, rows, told = bayline("verify", home=home, said=said)
    assert (status, "every link holds" in rows) == (0, True), told
    if archive != OLDEST:  # what follows is alike for all
        return
    assert bayline("upgrade", home=home, said=said)[2] == "the home is up to date\n"
    (kept,) = (home / "backups").iterdir()
    status, _, told = bayline("restore", kept, home=tmp_path / "other", said=settings())
    assert (status, "every link holds" in told) == (0, True), told


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_backup_says_where_the_chains_end_and_so_does_the_restored_home(
    settings: Callable[[], dict[str, str]], tmp_path: Path
) -> None:
    said, home, other = settings(), tmp_path / "home", tmp_path / "other"
    old_home("2026-11.zip", home, said=said)
    assert bayline("build", "regions/jinshan", "--keep", home=home, said=said)[0] == 2
    bayline("upgrade", home=home, said=said)
    kept, keys = tmp_path / "kept.zip", tmp_path / "keys.csv"
    status, ends, _ = bayline("backup", kept, "--keys", keys, home=home, said=said)
    assert status == 0
    noted = tmp_path / "heads.txt"
    noted.write_text(ends)
    there = settings()
    status, ended, told = bayline("restore", kept, "--keys", keys, home=other, said=there)
    assert status == 0, told
    assert {*ends.splitlines()} <= {*ended.splitlines()}
    assert bayline("verify", "--against", noted, home=other, said=there)[0] == 0
    assert not (other / ".restoring").exists()
    assert bayline("restore", kept, home=other, said=there)[0] == 2
    assert (
        bayline("backup", kept, home=home, said=said)[2].count("\n") == 1
    )  # the file is there already


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
