"""Measures events of produce: capture in process and over HTTP, traces, growth, memory, the hash.

Usage: python benchmarks/produce.py [EVENTS] [LARGEST]
EVENTS is how many the store for traces holds (1,000,000); LARGEST is up to how many it grows on
(the same). Rates are of processor time and of the clock. Where epcis-event-hash-generator is
installed, the hash is compared with it in one run.
"""

import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import orjson

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PROGRAM = Path(sys.executable).with_name("bayline")
LARGE = 200_000_000
AT_ONCE, LEVELS, TRACES = 1_000, 10, 400
OF_ONE_RUN = 100_000
HEAD = {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
    "type": "EPCISDocument",
    "schemaVersion": "2.0",
    "creationDate": "2025-12-31T00:00:00Z",
}


def main(events: int, largest: int) -> None:
    """Measure all, each in a home of its own."""
    print(f"hash: {_hash()}", flush=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(BAYLINE_HOME=home, DJANGO_SETTINGS_MODULE="bayline.site.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _captures()
        _over_http(Path(home))
        _traces(events, largest)
    _memory()


def _shipped(number: int) -> dict[str, Any]:
    """Two boxes are commissioned, packed or shipped."""
    minute, hour = number // 60 % 60, number // 3600 % 24
    event = {
        "eventID": f"urn:uuid:00000000-0000-4000-8000-{number:012x}",
        "eventTime": f"2025-07-18T{hour:02d}:{minute:02d}:{number % 60:02d}.000+08:00",
        "eventTimeZoneOffset": "+08:00",
        "disposition": "active",
        "readPoint": {"id": "urn:epc:id:sgln:6912345.00001.B7"},
        "bizLocation": {"id": "urn:epc:id:sgln:6912345.00001.0"},
    }
    boxes = [f"urn:epc:id:sgtin:6912345.012345.{2 * number + one}" for one in (0, 1)]
    if number % 5 == 0:
        parent = f"urn:epc:id:sscc:6912345.{number % 10**10:010d}"
        return event | {"type": "AggregationEvent", "action": "ADD", "parentID": parent,
                        "childEPCs": boxes, "bizStep": "packing"}  # fmt: skip
    is_new = number % 5 < 3  # noqa: PLR2004 - three of five
    step = {"action": "ADD", "bizStep": "commissioning"} if is_new else {
        "action": "OBSERVE", "bizStep": "shipping"}  # fmt: skip
    return event | {"type": "ObjectEvent", "epcList": boxes} | step


def _document(events: list[dict[str, Any]]) -> bytes:
    return orjson.dumps({**HEAD, "epcisBody": {"eventList": events}})


def _captured(data: bytes) -> None:
    from bayline.engines.epcis.documents import read_document
    from bayline.platform.bulk import without_collecting
    from bayline.systems.produce.actions.keeping import capture_stream, stream_of

    with without_collecting():
        done = capture_stream(stream_of(read_document(data)), now=NOW, whole=True)
    if done.faults:
        raise SystemExit(done.faults[0].sentence)


def _timed(work: Callable[[], None], count: int) -> str:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    processor, clock = time.process_time() - processor, time.perf_counter() - clock
    return f"{count / processor:,.0f}/s of the processor, {count / clock:,.0f}/s by the clock"


def _documents(first: int, count: int) -> list[bytes]:
    return [
        _document([_shipped(number) for number in range(at, at + AT_ONCE)])
        for at in range(first, first + count, AT_ONCE)
    ]


def _captures() -> None:
    _captured(_document([_shipped(10**9)]))
    for round_ in range(3):
        documents = _documents(round_ * OF_ONE_RUN, OF_ONE_RUN)
        told = _timed(partial(_each, _captured, documents), OF_ONE_RUN)
        print(f"capture in process, {OF_ONE_RUN:,} events: {told}", flush=True)


def _over_http(home: Path) -> None:
    from bayline.platform.keys.actions import create
    from bayline.platform.keys.terms import Key, Scope

    wanted = Key(id="", name="bench", organisation="bench", scope=Scope.WRITE, made=NOW,
                 made_by="bench")  # fmt: skip
    key = create(wanted).shown
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([PROGRAM, "--home", home, "serve", "--port", str(port)],
                              cwd=ROOT, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        _wait_for(port)
        documents = _documents(10 * OF_ONE_RUN, OF_ONE_RUN)
        line = HTTPConnection("127.0.0.1", port)
        spent, began = _processor_of(server.pid), time.perf_counter()
        for one in documents:
            _posted(line, one, key)
        clock, spent = time.perf_counter() - began, _processor_of(server.pid) - spent
        print(f"capture over HTTP, {OF_ONE_RUN:,} events: {OF_ONE_RUN / spent:,.0f}/s of the "
              f"server's processor, {OF_ONE_RUN / clock:,.0f}/s by the clock, "
              f"{_memory_of(server.pid)} MB at most", flush=True)  # fmt: skip
    finally:
        server.terminate()
        server.wait(20)


def _each(work: Callable[[bytes], None], documents: list[bytes]) -> None:
    for one in documents:
        work(one)


def _family(pid: int) -> list[int]:
    """List a process and those it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _processor_of(pid: int) -> float:
    """Give the seconds of the processor that a process and those it started took."""
    ticks = 0
    for one in _family(pid):
        fields = Path(f"/proc/{one}/stat").read_text("ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return float(ticks / os.sysconf("SC_CLK_TCK"))


def _memory_of(pid: int) -> int:
    """Give the megabytes that the largest of them held at most."""
    said = [Path(f"/proc/{one}/status").read_text("ascii") for one in _family(pid)]
    told = [one.partition("VmHWM:")[2].split() for one in said]  # none where it has just ended
    return max((int(one[0]) for one in told if one), default=0) // 1024


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def _posted(line: HTTPConnection, data: bytes, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    line.request("POST", "/api/epcis/capture", data, headers)
    answer = line.getresponse()
    answer.read()
    if answer.status != 202:  # noqa: PLR2004 - taken
        raise SystemExit(f"HTTP {answer.status}")
    if answer.getheader("Location") is None:
        raise SystemExit("no job")


def _thing(way: int, level: int) -> str:
    return f"urn:epc:id:sgtin:6912345.{100_000 + level:06d}.{way}"


def _ways(first: int, count: int) -> Iterator[dict[str, Any]]:
    """Make ways of ten levels: things are made of two each, and put into others, in turn."""
    for number in range(first, first + count):
        way, level = divmod(number, LEVELS)
        event: dict[str, Any] = {
            "eventID": f"urn:uuid:00000000-0000-4000-9000-{number:012x}",
            "eventTime": f"2025-07-18T06:{level:02d}:00+08:00",
            "eventTimeZoneOffset": "+08:00",
        }
        before, after = _thing(way, level), _thing(way, level + 1)
        beside = _thing(way, level + 50)
        if level % 2:
            yield event | {"type": "AggregationEvent", "action": "ADD", "parentID": after,
                           "childEPCs": [before, beside], "bizStep": "packing"}  # fmt: skip
        else:
            yield event | {"type": "TransformationEvent", "inputEPCList": [before, beside],
                           "outputEPCList": [after], "bizStep": "commissioning"}  # fmt: skip


def _traces(events: int, largest: int) -> None:
    held = 0
    step = events
    while held < largest:
        documents = (
            _document(list(_ways(at, AT_ONCE))) for at in range(held, held + step, AT_ONCE)
        )
        began, spent = time.perf_counter(), time.process_time()
        for one in documents:
            _captured(one)
        began, spent = time.perf_counter() - began, time.process_time() - spent
        held += step
        print(f"{held:,} events more: the last {step:,} took {spent:.0f} s of the processor with "
              f"their making, {began:.0f} s by the clock", flush=True)  # fmt: skip
        _traced(held)


def _traced(held: int) -> None:
    from bayline.systems.produce.queries.events import facts_of
    from bayline.systems.produce.rules.facts import name_of
    from bayline.systems.produce.rules.tracing import traced

    chance = random.Random(10)  # noqa: S311 - made up, the same in every run
    for word, level, forward, reached in (("back", LEVELS, False, 2 * LEVELS + 1),
                                          ("forward", 0, True, LEVELS + 1)):  # fmt: skip
        times = []
        for _ in range(TRACES):
            start = name_of(_thing(chance.randrange(held // LEVELS), level))
            began = time.perf_counter()
            found = traced(start, facts_of, forward=forward)
            times.append((time.perf_counter() - began) * 1000)
            if len(found) != reached:
                raise SystemExit(f"{len(found)} things reached, not {reached}")
        last = statistics.quantiles(times, n=100)[98]
        print(f"  trace {word} over {LEVELS} levels: median {statistics.median(times):.1f} ms, "
              f"p99 {last:.1f} ms", flush=True)  # fmt: skip


def _memory() -> None:
    """Capture 200 MB by the command, and tell what memory it takes at most."""
    with tempfile.TemporaryDirectory() as folder:
        file, number = Path(folder) / "large.jsonld", 0
        head, _, tail = _document([]).partition(b"[]}")
        with file.open("wb") as target:
            target.write(head + b"[")
            while target.tell() < LARGE:
                comma = b"," if number else b""
                target.write(comma + orjson.dumps(_shipped(number)))
                number += 1
            target.write(b"]}" + tail)
        began = time.perf_counter()
        words = [str(PROGRAM), "--home", f"{folder}/home", "produce", "capture", str(file)]
        child = subprocess.Popen(words, cwd=ROOT)
        most = 0
        while child.poll() is None:  # what the system tells at the end counts this process in
            most = max(most, _memory_of(child.pid))
            time.sleep(0.1)
        if child.returncode:
            raise SystemExit("the large document was not captured")
        took = time.perf_counter() - began
        print(f"200 MB, {number:,} events: {took:.0f} s, {most} MB at most")


def _hash() -> str:
    from bayline.engines.epcis.documents import read_document
    from bayline.engines.epcis.hashing import hashes_of

    documents = _documents(0, 20_000)

    def own() -> None:
        for one in documents:
            hashes_of(read_document(one))

    rate = _timed(own, 20_000)
    beside = Path(__file__).parent  # where a script has the name of a package that theirs needs
    sys.path[:] = [one for one in sys.path if Path(one).resolve() != beside]
    try:
        from epcis_event_hash_generator.hash_generator import epcis_hashes_from_events
        from epcis_event_hash_generator.json_to_py import event_list_from_epcis_document_str
    except ImportError:
        return rate
    sample = documents[0].decode()

    def reference() -> None:
        epcis_hashes_from_events(event_list_from_epcis_document_str(sample), "sha256")

    theirs = _timed(reference, AT_ONCE)
    ours, other = (float(re.sub(r"/s.*|,", "", one)) for one in (rate, theirs))
    return f"{rate}; the reference tool {theirs}: {ours / other:.0f} times"


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    many = given[0] if given else 1_000_000
    main(many, given[1] if given[1:] else many)
