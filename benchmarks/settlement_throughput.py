"""Measures how many bills two offices settle a second, durable, with rules and signatures.

Usage: python benchmarks/settlement_throughput.py [--seconds 5]

The load generator runs on the same cores. Three ways: one node in process, which is handed signed
requests by many at once (group commit), as a partner sends them under load, signed by dozens, and
signed one by one; batches of them; and a pair of nodes, each a process of its own with its own
home, over a plain socket and over HTTPS with certificates on both sides. Beside them stands how
often the disk takes 4 kB with fdatasync, as everything durable rests on it, and what plain
functions of PostgreSQL make of the same postings on it. Processor time tells more than the clock
where others use the machine.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import settlement_postgres  # type: ignore[import-not-found]  # a script beside this one

from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.node import Node

if TYPE_CHECKING:
    from bayline.systems.settlement.node.gathering import Drives

GOALS = {"in process": 8_000, "batch": 15_000, "HTTPS": 1_500, "plain": 3_000}
PERSONS = 500
IN_FLIGHT = 48
MOST_RATE = 12_000  # settlements a second that requests are made for
TOGETHER = 64  # requests that are signed at once
BATCH, BATCHES = 1_000, 3  # requests that are handed in together, and how many of these at once
_MS = 1_000
_PROGRAM = (sys.executable, "-c", "from bayline.site.commands import main; main()")


def fdatasync_rate(folder: Path, seconds: float) -> float:
    """Give how often a second 4 kB are appended and synced."""
    with (folder / "probe").open("wb", buffering=0) as probe:
        end, count = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            probe.write(b"x" * 4096)
            os.fdatasync(probe.fileno())
            count += 1
    return count / seconds


def bill(at: int) -> dict[str, Any]:
    """Make a bill up."""
    return {
        "visit_id": f"v{at}",
        "person": f"p{at % PERSONS}",
        "hospital": "H31011600001",
        "visit": ("inpatient", "outpatient")[at % 2],
        "on": "2025-05-20",
        "enrollment_area": "jiaxing",
        "treatment_area": "shanghai",
        "level": at % 3 + 1,
        "status": "active",
        "filing": "long_term",
        "scope": {"own": 1_000, "over": 0, "advance": 500, "inside": 20_000 + at % 9_000},
    }


def bayline(home: Path, *words: str) -> str:
    """Run the program in a home."""
    done = subprocess.run(
        [*_PROGRAM, "--home", str(home), *words], stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def prepared(folder: Path) -> dict[str, Path]:
    """Make two homes that know each other, with certificates and persons."""
    cards = {}
    for name in ("shanghai", "jiaxing"):
        bayline(folder / name, "transport", "start", name, "--name", name)
        card = bayline(folder / name, "transport", "card")
        (folder / f"{name}.card").write_text(card)
        line = next(one for one in card.splitlines() if one.startswith("fingerprint"))
        cards[name] = line.partition(":")[2].strip()
        bayline(folder, "settlement", "certificate", name, "--folder", str(folder))
    for name, other in (("shanghai", "jiaxing"), ("jiaxing", "shanghai")):
        told = ("--fingerprint", cards[other], "--by", "benchmark")
        bayline(folder / name, "transport", "accept", str(folder / f"{other}.card"), *told)
    filed = [{"kind": "long_term", "area": "shanghai", "from": "2025-01-01"}]
    rows = (json.dumps({"person": f"p{at}", "filed": filed}) for at in range(PERSONS))
    (folder / "persons.jsonl").write_text("\n".join(rows) + "\n")
    return {name: folder / name for name in cards}


def written(folder: Path, name: str, *, ports: dict[str, int], is_plain: bool) -> Path:
    """Write the file of a node."""
    other = {"shanghai": "jiaxing", "jiaxing": "shanghai"}[name]
    scheme, port = ("tcp", ports[f"{other} plain"]) if is_plain else ("https", ports[other])
    lines = [
        f'partner = "{other}"\nrules = "{name}"\nhost = "127.0.0.1"\nport = {ports[name]}',
        f'address = "{scheme}://127.0.0.1:{port}"\nplain_port = {ports[f"{name} plain"]}',
        f'certificate = "{name}.pem"\nkey = "{name}.key"\npartner_certificate = "{other}.pem"',
        'persons = "persons.jsonl"' if name == "jiaxing" else "",
    ]
    file = folder / f"{name}.toml"
    file.write_text("\n".join(lines) + "\n")
    return file


def free_ports() -> dict[str, int]:
    """Give ports that nobody uses."""
    import socket

    found = {}
    for name in ("shanghai", "jiaxing", "shanghai plain", "jiaxing plain"):
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            found[name] = one.getsockname()[1]
    return found


def opened(home: Path) -> None:
    """Open a home in this process."""
    os.environ["BAYLINE_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bayline.site.settings")
    from bayline.platform.homes import open_home

    open_home()


# In process: the node of Jiaxing, and requests that Shanghai has signed before.


def in_process(homes: dict[str, Path], seconds: float) -> dict[str, tuple[float, float]]:
    """Give the rates of one node that is handed requests: by the clock, and by processor time."""
    opened(homes["jiaxing"])
    from bayline.systems.settlement.actions.driving import Driven, side_towards
    from bayline.systems.settlement.node.gathering import MOST

    driven = Driven(side_towards("shanghai", rules="jiaxing"), now=datetime.now(UTC))
    driven.node.is_ready = True
    driven.together([admit], now=datetime.now(UTC))
    found = {}
    for way, size, askers, together in (
        ("batch", BATCH, BATCHES, TOGETHER),
        ("in process", 1, MOST, TOGETHER),
        ("in process, signed one by one", 1, MOST, 1),
    ):
        made = requests(homes, int(seconds * MOST_RATE), together)
        some = [made[first : first + size] for first in range(0, len(made), size)]
        found[way] = timed(partial(handed, driven, some, askers, seconds))
    return found


def handed(driven: "Drives", some: list[Messages], askers: int, seconds: float) -> int:
    """Hand requests in, for so many that wait for one answer each, and give how many settled."""
    from bayline.systems.settlement.node.gathering import Gathering
    from bayline.systems.settlement.node.serving import received_all

    async def day() -> int:
        gathering = Gathering(lambda: driven)
        running = asyncio.ensure_future(gathering.run())
        waiting, start = iter(some), time.monotonic()

        async def asker() -> int:
            count = 0
            for messages in waiting:
                said = await gathering.do(partial(received_all, messages))
                count += sum(one["body"]["result"] == "ok" for one in said)
                if time.monotonic() - start > seconds:
                    break
            return count

        found = sum(await asyncio.gather(*(asker() for _ in range(askers))))
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        return found

    return asyncio.run(day())


def timed(work: Callable[[], int]) -> tuple[float, float]:
    """Give how many a second something does, by the clock and by processor time."""
    start, used = time.monotonic(), time.process_time()
    count = work()
    return count / (time.monotonic() - start), count / (time.process_time() - used)


def admit(node: Node, _now: int) -> Messages:
    """Enter persons."""
    filed = [{"kind": "long_term", "area": "shanghai", "from": "2025-01-01"}]
    used = dict.fromkeys(("borne", "major", "assistance", "stays", "account"), 0)
    for at in range(PERSONS):
        node.admit(f"p{at}", used, filed)
    return []


def requests(homes: dict[str, Path], count: int, together: int) -> list[dict[str, Any]]:
    """Have Shanghai sign requests, in a process of its own as its keys lie in its home."""
    words = ("--sign", str(homes["shanghai"]), "--count", str(count), "--together", str(together))
    done = subprocess.run(
        [sys.executable, __file__, *words], stdout=subprocess.PIPE, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def sign(home: Path, count: int, together: int) -> None:
    """Print requests that are signed."""
    opened(home)
    from bayline.systems.settlement.queries.sealing import seal_with
    from bayline.systems.settlement.rules.packs import editions
    from bayline.systems.settlement.rules.protocol.core import Office
    from bayline.systems.settlement.rules.protocol.messages import canonical
    from bayline.systems.settlement.rules.protocol.node import Node

    now = datetime.now(UTC)
    seal = seal_with("jiaxing", now=now)
    office = Office("shanghai", "jiaxing", seal, lambda _row: None, editions("shanghai"), 1)
    node, seconds = Node(office, []), int(now.timestamp())
    rules = editions("jiaxing").packs[-1].id
    base = time.time_ns() // _MS
    for first in range(base, base + count, together):
        with node.sealing_together():
            made = [
                node.message(
                    "SETTLE", f"shanghai-1-{at}", {"bill": bill(at), "rules": rules}, seconds
                )
                for at in range(first, min(first + together, base + count))
            ]
        for message in made:
            sys.stdout.write(canonical(message).decode() + "\n")


# A pair: Jiaxing in a process of its own, Shanghai and the load in this one.


def pair(homes: dict[str, Path], seconds: float, *, is_plain: bool) -> list[float]:
    """Let two nodes settle.

    Returns:
        Settlements a second; median and 99th percentile in milliseconds; microseconds of processor
        time for each, of the side of the load and of the other.
    """
    folder, ports = homes["shanghai"].parent, free_ports()
    files = {name: written(folder, name, ports=ports, is_plain=is_plain) for name in homes}
    words = ("--home", str(homes["jiaxing"]), "settlement", "node", "--config")
    other = subprocess.Popen([*_PROGRAM, *words, str(files["jiaxing"])], stderr=subprocess.DEVNULL)
    try:
        own = ("--pair", str(files["shanghai"]), "--home", str(homes["shanghai"]))
        more = ("--seconds", str(seconds), "--flight", str(IN_FLIGHT), "--other", str(other.pid))
        done = subprocess.run(
            [sys.executable, __file__, *own, *more], stdout=subprocess.PIPE, text=True, check=True
        )
    finally:
        other.terminate()
        other.wait()
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


def used_by(process: int) -> float:
    """Give the seconds of processor time that another process has used."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def speak(file: Path, home: Path, seconds: float, flight: int, other: int) -> None:
    """Settle as long as is asked, and print rate and percentiles."""
    opened(home)
    from bayline.systems.settlement.node.configuring import configured
    from bayline.systems.settlement.node.running import Running, driven_by
    from bayline.systems.settlement.node.speaking import NoAnswerError
    from bayline.systems.settlement.rules.packs import editions

    told = configured(file)
    running, rules = Running(told, partial(driven_by, told)), editions("jiaxing").packs[-1].id
    base, spent = time.time_ns() // _MS, [0.0, 0.0]

    async def day() -> list[float]:
        going = asyncio.ensure_future(running.run())
        found: list[Any] = [None]
        while found[-1] is None:  # the other node answers only after it was greeted itself
            with suppress(NoAnswerError):
                await running.ask(lambda node, now: node.tick(now))
                await running.ask(partial(_inquired, found))
            await running.gathering.do(partial(_heard, found))
            await asyncio.sleep(0.2)
        start, took, numbers = time.monotonic(), [], iter(range(base, base + 10**9))

        async def desk() -> None:
            while time.monotonic() - start < seconds:
                one, began = bill(next(numbers)), time.monotonic()
                await running.ask(partial(_settled, one, rules))
                took.append(time.monotonic() - began)

        spent[:] = time.process_time(), used_by(other)
        await asyncio.gather(*(desk() for _ in range(flight)))
        spent[:] = time.process_time() - spent[0], used_by(other) - spent[1]
        live: list[int] = []
        await running.gathering.do(_counted(live))
        if live[0] < len(took):
            raise SystemExit(f"{len(took)} asked, {live[0]} settled")
        running.stop()
        await going
        return took

    took = asyncio.run(day())
    cuts = statistics.quantiles(took, n=100)
    each = [one / len(took) * _MS**2 for one in spent]
    print(json.dumps([len(took) / seconds, cuts[49] * _MS, cuts[98] * _MS, *each]))


def _settled(one: dict[str, Any], rules: str, node: Node, now: int) -> Messages:
    return node.settle(one, rules, now)


def _inquired(found: list[Any], node: Node, now: int) -> Messages:
    asked = {"person": "p0", "on": "2025-05-20", "enrollment_area": "jiaxing"}
    said = node.inquire("ELIGIBILITY", {**asked, "treatment_area": "shanghai"}, now)
    found[:] = [said[0]["id"]]
    return said


def _heard(found: list[Any], node: Node, _now: int) -> Messages:
    found.append(node.heard(found[-1]) if found[-1] and node.is_ready else None)
    return []


def _counted(live: list[int]) -> Callable[[Node, int], Messages]:
    def work(node: Node, _now: int) -> Messages:
        live.append(sum(one.standing == "settled" for one in node.state.asked.values()))
        return []

    return work


def told(seconds: float) -> Iterator[str]:
    """Measure everything, and say a line for each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        homes = prepared(folder)
        disk = fdatasync_rate(folder, min(seconds, 2))
        yield f"the disk syncs 4 kB {disk:,.0f} times a second"
        peers = settlement_postgres.measured(min(seconds, 3))
        for way, rate in peers.items():
            yield f"PostgreSQL, {way}: {rate:,.0f} settlements/s, without rules and signatures"
        for is_plain in (True, False):
            way = "plain" if is_plain else "HTTPS"
            rate, median, late, own, other = pair(homes, seconds, is_plain=is_plain)
            yield (
                f"pair, {way}: {rate:,.0f} settlements/s ({rate / disk:.2f} a sync), "
                f"p50 {median:.0f} ms, p99 {late:.0f} ms; {own:.0f} + {other:.0f} µs of processor "
                f"time each; asked for {GOALS[way]:,}"
            )
        one_by_one, batch = max([*peers.values()][:2]), [*peers.values()][2]
        for way, (rate, by_processor) in in_process(homes, seconds).items():
            peer = batch if way == "batch" else one_by_one
            yield (
                f"{way}: {rate:,.0f} settlements/s ({rate / disk:.2f} a sync, {rate / peer:.2f} of "
                f"PostgreSQL), {1e6 / by_processor:.0f} µs of processor time each; "
                f"asked for {GOALS.get(way, GOALS['in process']):,}"
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--sign", type=Path)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--together", type=int, default=TOGETHER)
    parser.add_argument("--pair", type=Path)
    parser.add_argument("--other", type=int)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--flight", type=int, default=48)
    wish = parser.parse_args()
    if wish.sign:
        sign(wish.sign, wish.count, wish.together)
    elif wish.pair:
        speak(wish.pair, wish.home, wish.seconds, wish.flight, wish.other)
    else:
        for line in told(wish.seconds):
            print(line, flush=True)


if __name__ == "__main__":
    main()
