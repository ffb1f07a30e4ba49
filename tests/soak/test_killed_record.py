"""Killed at any moment, the record verifies, and nothing that was acknowledged is missing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKER = Path(__file__).with_name("record_worker.py")
KILLS = 50
BUILD_S_MAX = 2.5

pytestmark = [pytest.mark.soak]


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of an empty home, on each kind of database."""
    environment = {**os.environ, "BAYLINE_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    if request.param == "postgresql":
        server: str = request.getfixturevalue("postgresql")
        name = f"soak_{uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        environment["BAYLINE_DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"
    return environment


def bayline(*words: str, home: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("bayline")
    return subprocess.run(
        [program, *words], env=home, cwd=ROOT, capture_output=True, text=True, check=False
    )


def killed(
    command: list[str | Path], after_s: float, *, home: dict[str, str], lines: int = 0
) -> list[str]:
    """Start a program, kill it after a while, and give what it had acknowledged by then.

    Args:
        command: The program.
        after_s: Seconds until it is killed.
        home: Its environment.
        lines: They count from when it has said so many, however slow the machine is.
    """
    process = subprocess.Popen(
        command,
        env=home,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        bufsize=0,  # so that reading a line takes no more than that line
    )
    assert process.stdout is not None
    first = b"".join(process.stdout.readline() for _ in range(lines))
    time.sleep(after_s)
    os.killpg(process.pid, signal.SIGKILL)
    said, _ = process.communicate()
    # The last line may have been cut off; then it was not acknowledged.
    return (first + said).decode(errors="replace").split("\n")[:-1]


ASK = """
import django, sys
django.setup()
from bayline.platform.record import queries
from bayline.platform.registers import queries as registers
for line in sys.stdin.read().splitlines():
    word, *names = line.split()
    if word == "entry":
        register = registers.register("works")
        assert set(names) <= registers.entries(register, names).keys(), line
    elif word == "source":
        assert queries.source_by_hash(names[0]) is not None, line
    else:
        for name in names:
            assert word in [state.value for _, state, _, _ in queries.history(name)], line
"""


def assert_nothing_is_missing(acknowledged: list[str], *, home: dict[str, str]) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**home, "DJANGO_SETTINGS_MODULE": "bayline.site.settings"},
        input="\n".join(line for line in acknowledged if line != "ready"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr


def test_killed_while_working_nothing_acknowledged_is_missing(home: dict[str, str]) -> None:
    assert bayline("verify", home=home).returncode == 0
    random, acknowledged = Random(20211101), []
    for number in range(KILLS):
        command: list[str | Path] = [sys.executable, WORKER, str(number)]
        steps = 1 + random.randrange(10)  # the first line only says that it is ready
        acknowledged += killed(command, random.random() / 2, home=home, lines=steps)
        if number % 10 == 9:
            verified = bayline("verify", home=home)
            assert verified.returncode == 0, verified.stdout + verified.stderr
    assert sum(line != "ready" for line in acknowledged) > 3 * KILLS
    assert_nothing_is_missing(acknowledged, home=home)


def test_a_killed_build_leaves_a_home_that_can_be_built(home: dict[str, str]) -> None:
    random = Random(20211101)
    program = Path(sys.executable).with_name("bayline")
    for _ in range(KILLS):
        killed([program, "build", "regions/jinshan"], random.random() * BUILD_S_MAX, home=home)
        kept = bayline("verify", home=home)
        assert kept.returncode == 0, kept.stdout + kept.stderr
    built = bayline("build", "regions/jinshan", "--keep", home=home)
    assert built.returncode == 0, built.stderr
    once = bayline("verify", home=home).stdout
    assert once.split()[0] != "0"
