"""Captures documents of made-up events, and delivers events, in processes that are killed.

For each line `capture|deliver FIRST SECONDS` that it is told, it starts a process, kills it so many
seconds after its first acknowledgment, and says in a line which documents were acknowledged. It
loads everything once, so that a hundred kills take no hundred loads.
"""

import os
import signal
import sys
import time
from datetime import UTC, datetime

import django

EVENTS = 60  # in a document, of which every seventh is faulty with `proceed`


def document_of(number: int, *, is_broken: bool) -> bytes:
    """Make a document; all of its events can be told from its number."""
    import orjson

    events = [
        {
            "type": "ObjectEvent",
            "eventID": f"urn:uuid:{number}-{place}",
            "eventTime": "2025-07-18T06:00:00+08:00",
            "eventTimeZoneOffset": "+08:00",
            "epcList": [f"urn:epc:id:sgtin:6912345.012345.{number * EVENTS + place}"],
            "action": "SEE" if is_broken and place % 7 == 3 else "OBSERVE",
            "bizStep": "shipping",
        }
        for place in range(EVENTS)
    ]
    head = {
        "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2025-07-19T00:00:00Z",
    }
    return orjson.dumps({**head, "epcisBody": {"eventList": events}})


def captured(number: int) -> None:
    """Capture a document: one of three with `proceed`, one of three wrong with `rollback`."""
    from bayline.engines.epcis.documents import read_document
    from bayline.systems.produce.actions.keeping import capture_document, stream_of

    is_whole = number % 3 != 0
    data = document_of(number, is_broken=number % 3 != 1)
    stream = stream_of(read_document(data))
    job = capture_document(stream, now=datetime.now(UTC), whole=is_whole, by="soak")
    assert bool(job.faults) == (number % 3 != 1), job.faults[:1]


def work(number: int, told: int, *, delivers: bool) -> None:
    """Work until killed; the number of each document is written when it is acknowledged."""
    from bayline.systems.produce.actions import capturing
    from bayline.systems.produce.actions.delivering import deliver_due

    capturing.AT_ONCE = 20  # several transactions for each document
    while True:
        captured(number)
        os.write(told, f"{number}\n".encode())
        number += 1
        if delivers:
            deliver_due(datetime.now(UTC))


def killed(what: str, first: int, seconds: float) -> bytes:
    """Start a process, kill it, and give what it had acknowledged by then."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        work(first, told, delivers=what == "deliver")
    os.close(told)
    said = os.read(heard, 65536)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(heard, 65536):
        said += more
    os.close(heard)
    return said


def main() -> None:
    """Do as told."""
    import bayline.systems.produce.actions.delivering
    import bayline.systems.produce.actions.keeping  # noqa: F401 - loaded once, before any process

    for line in sys.stdin:
        what, first, seconds = line.split()
        said = killed(what, int(first), float(seconds)).decode().split()
        sys.stdout.write(f"{' '.join(said)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    main()
