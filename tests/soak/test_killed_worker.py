"""A job whose worker is killed is done again by the next one, wholly and once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("bayline")
KILLS = 12
ROWS = 3_000
Home = dict[str, str]
Until = Callable[[Callable[[], bool]], None]

ASK = """
import django, sys
django.setup()
from datetime import UTC, datetime
from bayline.platform.jobs import actions, queries
from bayline.platform.registers import queries as registers
if sys.argv[1] == "ask":
    from bayline.platform.packs.actions import keep_files
    from bayline.platform.registers.pages.background import ask_for_import
    from bayline.platform.registers.terms import Edit
    register, number = registers.register("villages"), int(sys.argv[2])
    key, *others = (field for field in register.fields if not field.personal)
    needed = [key, *(field for field in others if field.required)]
    good = {"period": "2021", "date": "2021-01-01", "integer": "1", "decimal": "1", "flag": "yes"}
    def value(field):
        return field.choices[0].code if field.choices else good.get(field.kind.value, "x")
    rows = "\\n".join(
        ",".join(f"k{number}x{row}" if field is key else value(field) for field in needed)
        for row in range(ROWS)
    )
    data = (",".join(field.name for field in needed) + "\\n" + rows).encode()
    preview = registers.preview(register, "a.csv", data)
    assert len(preview.new) == ROWS, preview.spots[:3]
    edit = Edit(by="soak", at=datetime.now(UTC), reason="soak")
    ask_for_import(register, edit, file=("a.csv", data), mends={}, preview=preview)
else:
    print(*(job.state.value for job in queries.jobs(limit=200)))
""".replace("ROWS", str(ROWS))

pytestmark = [pytest.mark.soak]


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """The environment of a home with the record of the example, on each kind of database."""
    said = {**os.environ, "BAYLINE_HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8"}
    if request.param == "postgresql":
        server: str = request.getfixturevalue("postgresql")
        name = f"soak_{uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        said["BAYLINE_DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"
    subprocess.run([PROGRAM, "build", "regions/jinshan"], env=said, cwd=ROOT, check=True)
    return said


def asked(*words: str, home: Home) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", ASK, *words],
        env={**home, "DJANGO_SETTINGS_MODULE": "bayline.site.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def started(*words: str, home: Home) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [PROGRAM, *words], env=home, stderr=subprocess.DEVNULL, start_new_session=True
    )


def test_a_killed_worker_leaves_a_job_that_is_done_wholly_and_once(home: Home) -> None:
    random = Random(20211101)
    for number in range(KILLS):
        asked("ask", str(number), home=home)
        worker = started("work", "--once", home=home)
        time.sleep(0.5 + random.random() * 2.5)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    assert subprocess.run([PROGRAM, "work", "--once"], env=home, check=False).returncode == 0
    states = asked("tell", home=home)
    assert len(states) == KILLS
    # An import that was overtaken by another says so; one that was stopped three times as well.
    assert {*states} <= {"done", "failed"}
    assert "done" in states
    verified = subprocess.run(
        [PROGRAM, "verify", "--heads"], env=home, capture_output=True, text=True, check=False
    )
    assert verified.returncode == 0, verified.stdout
    (length,) = (
        int(line.split()[1])
        for line in verified.stdout.splitlines()
        if line.startswith("registers_change/villages ")
    )
    assert length % ROWS == 9 % ROWS  # the nine of the example, and imports wholly or not at all
    assert (length - 9) // ROWS == states.count("done")


@pytest.fixture
def served(home: Home, free_port: Callable[[], int]) -> Iterator[subprocess.Popen[bytes]]:
    server = started("serve", "--port", str(free_port()), home=home)
    yield server
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


@pytest.mark.usefixtures("served")
def test_what_is_asked_for_is_done_beside_the_pages(home: Home, until: Until) -> None:
    asked("ask", "0", home=home)
    until(lambda: asked("tell", home=home) == ["done"])
