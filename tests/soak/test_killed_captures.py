"""Killed at any moment, captures lose no acknowledged event, and deliveries repeat none."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Thread

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("bayline")
WORKER = Path(__file__).with_name("produce_worker.py")
KILLS = int(os.environ.get("BAYLINE_SOAK_KILLS", "100"))
EVENTS = 60
Home = dict[str, str]

pytestmark = pytest.mark.soak


MAKE = """
import django
django.setup()
from bayline.platform.homes import open_home
open_home()
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The environment of an empty home."""
    said = {
        **os.environ,
        "BAYLINE_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "bayline.site.settings",
        "BAYLINE_EPCIS_NETWORKS": "127.0.0.1",
        "LC_ALL": "C.UTF-8",
    }
    python(MAKE, home=said)
    return said


class Worker:
    """What starts processes and kills them; see `produce_worker.py`."""

    def __init__(self, home: Home) -> None:
        self._process = subprocess.Popen(
            [sys.executable, WORKER],
            env=home,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def killed(self, what: str, first: int, after_s: float) -> list[int]:
        """Let a process work, and kill it; gives which documents it had acknowledged."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{what} {first} {after_s}\n")
        return [int(one) for one in self._process.stdout.readline().split()]

    def end(self) -> None:
        """Let it go."""
        self._process.communicate()


ASK = """
import django, sys
django.setup()
import orjson
from bayline.systems.produce.models import EventRow
names = [orjson.loads(body)["eventID"] for body in EventRow.objects.values_list("body", flat=True)]
print(*names, sep="\\n")
"""


def python(program: str, *, home: Home) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], env=home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def kept(home: Home) -> dict[int, set[int]]:
    """Give which events of which documents are kept; each is there once."""
    names = [one.removeprefix("urn:uuid:").split("-") for one in python(ASK, home=home).split()]
    pairs = Counter((int(document), int(place)) for document, place in names)
    assert set(pairs.values()) <= {1}
    found: dict[int, set[int]] = {}
    for document, place in pairs:
        found.setdefault(document, set()).add(place)
    return found


def assert_whole(acknowledged: list[int], *, home: Home) -> None:
    """Nothing of what was acknowledged is missing, and what is kept whole is whole."""
    found = kept(home)
    good = {place for place in range(EVENTS) if place % 7 != 3}
    for number in acknowledged:
        wanted = {0: good, 1: set(range(EVENTS)), 2: set()}[number % 3]
        assert found.get(number, set()) == wanted, number
    for number, places in found.items():
        assert number % 3 == 0 or places == set(range(EVENTS)), number
    checked = subprocess.run(
        [PROGRAM, "verify"], env=home, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_no_acknowledged_event_is_lost(home: Home) -> None:
    chance, number = Random(10), 0
    acknowledged: list[int] = []
    worker = Worker(home)
    for _ in range(KILLS):
        acknowledged += worker.killed("capture", number, chance.uniform(0, 0.15))
        number = acknowledged[-1] + 1  # the one that was under way is sent again
    worker.end()
    assert len(acknowledged) >= KILLS
    assert_whole(acknowledged, home=home)


class Receiver(ThreadingHTTPServer):
    """A subscriber that notes what it acknowledged, by the key of each delivery."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.keys: dict[str, list[str]] = {}
        self.repeated: list[str] = []


class _Answering(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        results = body["epcisBody"]["queryResults"]["resultsBody"]
        names = [one["eventID"] for one in results["eventList"]]
        key = self.headers["Idempotency-Key"]
        if key in self.server.keys:
            assert self.server.keys[key] == names
            self.server.repeated.append(key)
        self.server.keys[key] = names
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver for a while."""
    server = Receiver()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


SUBSCRIBE = """
import django, sys
django.setup()
from datetime import UTC, datetime
from bayline.systems.produce.actions.keeping import name_query
from bayline.systems.produce.actions.subscribing import subscribe
from bayline.systems.produce.rules.subscribing import read_wish
now = datetime.now(UTC)
name_query("all", {"EQ_bizStep": ["shipping"]}, now=now, by="soak")
told = {"dest": "DEST", "stream": True}
subscribe("all", read_wish(told), told=told, now=now, by="soak")
"""
FINISH = """
import django
django.setup()
from datetime import UTC, datetime
from bayline.systems.produce.actions.delivering import deliver
from bayline.systems.produce.queries.subscribing import last_event, subscriptions
for _ in range(100):
    (one,) = subscriptions()
    if one.position >= last_event():
        break
    assert deliver(one.name, clock=lambda: datetime.now(UTC)) == ""
"""


def test_no_event_is_delivered_again_once_it_was_acknowledged(home: Home) -> None:
    chance, number = Random(11), 0
    acknowledged: list[int] = []
    with receiving() as receiver:
        address = f"http://127.0.0.1:{receiver.server_port}/"
        python(SUBSCRIBE.replace("DEST", address), home=home)
        worker = Worker(home)
        for _ in range(KILLS):
            acknowledged += worker.killed("deliver", number, chance.uniform(0, 0.15))
            number = acknowledged[-1] + 1
        worker.end()
        python(FINISH, home=home)
        delivered = Counter(name for names in receiver.keys.values() for name in names)
    found = {f"urn:uuid:{a}-{b}" for a, places in kept(home).items() for b in places}
    assert delivered.keys() == found
    assert set(delivered.values()) == {1}  # under one key only
    # What comes again was on its way when the program was killed, at most once for each kill.
    assert len(receiver.repeated) <= KILLS
    assert_whole(acknowledged, home=home)
