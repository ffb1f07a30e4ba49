"""Killed at any moment, publishing leaves what was published before, and nothing half."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = 12
LONGEST_S = 0.6  # after it has begun to write; whole it takes about so long

pytestmark = [pytest.mark.soak]

PUBLICATIONS = """
import django
django.setup()
from bayline.platform.publishing.queries import publications
for one in publications():
    print(one.id)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a home with a record in it, on each kind of database."""
    environment = {**os.environ, "BAYLINE_HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8"}
    if request.param == "postgresql":
        server: str = request.getfixturevalue("postgresql")
        name = f"soak_{uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        environment["BAYLINE_DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"
    environment["DJANGO_SETTINGS_MODULE"] = "bayline.site.settings"
    assert bayline("build", "regions/jinshan", home=environment).returncode == 0
    return environment


def bayline(*words: str, home: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("bayline")
    return subprocess.run(
        [program, *words], env=home, cwd=ROOT, capture_output=True, text=True, check=False
    )


def noted(home: dict[str, str]) -> set[str]:
    """List the publications that the record knows."""
    command = [sys.executable, "-c", PUBLICATIONS]
    run = subprocess.run(command, env=home, capture_output=True, text=True, check=True)
    return {*run.stdout.split()}


def assert_whole(folder: Path) -> None:
    """Look at every file of a snapshot: each is there as its manifest names it."""
    manifest = (folder / "manifest.json").read_bytes()
    assert folder.name == sha256(manifest).hexdigest()[:16]
    for one in json.loads(manifest)["files"]:
        assert sha256((folder / one["path"]).read_bytes()).hexdigest() == one["sha256"]


def has_begun(place: Path, before: set[Path]) -> bool:
    """Tell whether a publication is being written that was not there before."""
    return not {*place.glob(".waiting-*")} <= before


def test_a_killed_publish_leaves_what_was_published_before(
    home: dict[str, str], until: Callable[[Callable[[], bool]], None]
) -> None:
    random, program = Random(7), Path(sys.executable).with_name("bayline")
    place = Path(home["BAYLINE_HOME"]) / "snapshots"
    known: set[str] = set()
    struck = 0
    for number in range(KILLS):
        command = [program, "publish", "--title", f"第{number}期", "--by", "soak"]
        process = subprocess.Popen(
            command, env=home, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
        )
        before = {*place.glob("*")}
        until(partial(has_begun, place, before))
        time.sleep(random.uniform(0, LONGEST_S))
        os.killpg(process.pid, signal.SIGKILL)
        struck += process.wait() == -signal.SIGKILL
        now = noted(home)
        assert known <= now
        known = now
        for folder in place.iterdir() if place.is_dir() else ():
            if not folder.name.startswith("."):
                assert_whole(folder)
        assert all((place / one).is_dir() for one in known)
    assert struck > KILLS // 3  # in the middle of its work, and not after
    assert bayline("verify", home=home).returncode == 0
    assert bayline("publish", "--title", "末期", "--by", "soak", home=home).returncode == 0
    assert not [one for one in place.iterdir() if one.name.startswith(".")]
    last = next(iter(noted(home) - known))
    assert bayline("republish", last, home=home).returncode == 0
