"""Killed at any moment, a backup is whole or not there, and an upgrade or a restore begins anew."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from uuid import uuid4

import psycopg
import pytest

from bayline.platform.backups.reading import Archive

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("bayline")
OLD = ROOT / "tests/cases/homes/2026-10.zip"
KILLS = 40
HOMES = 8

pytestmark = [pytest.mark.soak]


Home = dict[str, str]


@pytest.fixture(params=["sqlite", "postgresql"])
def new_home(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Home]:
    """Gives the environment of another empty home each time, on each kind of database."""

    def new_home() -> Home:
        name = f"soak_{uuid4().hex}"
        environment = {**os.environ, "BAYLINE_HOME": str(tmp_path / name), "LC_ALL": "C.UTF-8"}
        if request.param == "postgresql":
            server: str = request.getfixturevalue("postgresql")
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            environment["BAYLINE_DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"
        return environment

    return new_home


def bayline(*words: str | Path, home: Home) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, *words], env=home, cwd=ROOT, capture_output=True, text=True, check=False
    )


def killed(*words: str | Path, after_s: float, home: Home) -> bool:
    """Start a command and kill it after a while; tells whether it was done before."""
    process = subprocess.Popen(
        [PROGRAM, *words],
        env=home,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after_s)
    is_done = process.poll() is not None
    if not is_done:
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait() == 0 and is_done


def took_s(*words: str | Path, home: Home) -> float:
    begun = time.monotonic()
    done = bayline(*words, home=home)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - begun


def test_a_killed_backup_leaves_a_whole_archive_or_none(
    new_home: Callable[[], Home], tmp_path: Path
) -> None:
    home = new_home()
    assert bayline("build", "regions/jinshan", home=home).returncode == 0
    folder, random, cut = tmp_path / "kept", Random(20211101), 0
    folder.mkdir()
    longest = 1.2 * took_s("backup", tmp_path / "first.zip", home=home)
    for number in range(KILLS):
        file = folder / f"{number}.zip"
        killed("backup", file, after_s=random.random() * longest, home=home)
        assert {path.name for path in folder.iterdir()} <= {file.name}
        if not file.exists():
            cut += 1
            continue
        with file.open("rb") as opened, Archive(opened, where=file.name) as archive:
            archive.check()
        file.unlink()
    assert cut > KILLS / 4
    there = {**new_home(), "BAYLINE_HOME": str(tmp_path / "other")}
    restored = bayline("restore", tmp_path / "first.zip", home=there)
    assert restored.returncode == 0, restored.stderr


def old_home(home: Home) -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "scripts/make-old-home", OLD, home["BAYLINE_HOME"]],
        env=home,
        check=False,
    )
    assert made.returncode == 0


def is_remedied(line: str) -> bool:
    """Tell whether a fault says which command mends it."""
    return "run bayline " in line


def test_a_killed_upgrade_leaves_a_home_that_can_be_upgraded(
    new_home: Callable[[], Home],
) -> None:
    random, home = Random(20211101), new_home()
    old_home(home)
    longest = took_s("upgrade", home=home)
    for _ in range(HOMES):
        home = new_home()
        old_home(home)
        for _ in range(3):
            killed("upgrade", after_s=(0.4 + 0.6 * random.random()) * longest, home=home)
            verified = bayline("verify", home=home)
            # It stands as one of the versions on the way and is told as such, or has arrived, or
            # lacks what is made of the rows after the last step, and is told how to make it.
            is_on_the_way = "run `bayline upgrade`" in verified.stderr
            lacking = verified.stdout.splitlines()
            assert verified.returncode == 0 or is_on_the_way or all(map(is_remedied, lacking))
        upgraded = bayline("upgrade", home=home)
        assert upgraded.returncode == 0, upgraded.stdout + upgraded.stderr
        assert bayline("verify", home=home).returncode == 0


def test_a_killed_restore_leaves_a_home_that_can_be_restored_into(
    new_home: Callable[[], Home],
) -> None:
    random = Random(20211101)
    longest = took_s("restore", OLD, home=new_home())
    for _ in range(HOMES):
        home = new_home()
        for _ in range(3):
            killed("restore", OLD, after_s=(0.3 + 0.7 * random.random()) * longest, home=home)
        done = bayline("restore", OLD, home=home)
        # The last step of one that was killed may have been taken.
        is_full = "holds something already" in done.stderr or "is not empty" in done.stderr
        assert done.returncode == 0 or is_full, done.stderr
        assert bayline("upgrade", home=home).returncode == 0
        verified = bayline("verify", home=home)
        assert verified.returncode == 0, verified.stdout + verified.stderr
        assert verified.stdout.split()[0] != "0"
