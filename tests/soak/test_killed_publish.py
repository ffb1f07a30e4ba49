"""Killed at any moment, publishing leaves what was published before, and nothing half."""

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = 25
LONGEST_S = 3.0

pytestmark = [pytest.mark.soak]

PUBLICATIONS = """
import django
django.setup()
from bayline.platform.publishing.queries import publications
for one in publications():
    print(one.id)
"""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of a home with a record in it."""
    environment = {**os.environ, "BAYLINE_HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8"}
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


def test_a_killed_publish_leaves_what_was_published_before(home: dict[str, str]) -> None:
    random, program = Random(7), Path(sys.executable).with_name("bayline")
    place = Path(home["BAYLINE_HOME"]) / "snapshots"
    known: set[str] = set()
    for number in range(KILLS):
        command = [program, "publish", "--title", f"第{number}期", "--by", "soak"]
        process = subprocess.Popen(
            command, env=home, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(random.uniform(0.2, LONGEST_S))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        now = noted(home)
        assert known <= now
        known = now
        for folder in place.iterdir() if place.is_dir() else ():
            if not folder.name.startswith("."):
                assert_whole(folder)
        assert all((place / one).is_dir() for one in known)
    assert bayline("verify", home=home).returncode == 0
    assert bayline("publish", "--title", "末期", "--by", "soak", home=home).returncode == 0
    assert not [one for one in place.iterdir() if one.name.startswith(".")]
    last = next(iter(noted(home) - known))
    assert bayline("republish", last, home=home).returncode == 0
