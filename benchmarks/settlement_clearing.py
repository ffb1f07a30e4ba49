"""Measures how long a month of settlements takes to compare and to clear, by real messages.

Usage: python benchmarks/settlement_clearing.py [--settlements 1000000]

Two nodes hold the same items of a month, but for one amount. The days are compared, the difference
is found by bisection and named in the statement, and both sign. Every message is sealed, written
as JSON and read again. What counts is processor time of both sides together, and messages.
"""

import argparse
import time
from collections import Counter
from hashlib import sha256

import orjson

from bayline.systems.settlement.rules.packs import editions
from bayline.systems.settlement.rules.protocol import state
from bayline.systems.settlement.rules.protocol.core import Messages, Office
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.world import Stamp

MOST_SECONDS, MOST_MESSAGES = 10, 50
DAYS = 28
APRIL = 1_743_600_000  # 2 April 2025
SECRETS = {"shanghai": b"s", "jiaxing": b"j"}


def made(name: str, partner: str, side: str, items: dict[str, dict[str, int]]) -> Node:
    """Make a node that holds items of February."""
    stamp = Stamp(name, SECRETS)
    node = Node(Office(name, partner, stamp, lambda _row: None, editions(name), 1, 0), [])
    for day, some in items.items():
        node.state.items[side].days[day] = some
    return node


def carried(nodes: dict[str, Node], messages: Messages, sent: Counter[str]) -> None:
    """Carry messages as a wire would until nobody says any more."""
    waiting = [*messages]
    while waiting:
        message = waiting.pop(0)
        sent[message["kind"]] += 1
        heard = orjson.loads(orjson.dumps(message))
        waiting += nodes[message["to"]].receive(heard, APRIL)


def main() -> None:
    """Measure and print; fail if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--settlements", type=int, default=1_000_000)
    count = parser.parse_args().settlements
    days: dict[str, dict[str, int]] = {f"2025-03-{day:02}": {} for day in range(1, DAYS + 1)}
    for at in range(count):
        amount = int.from_bytes(sha256(b"%d" % at).digest()[:3], "big")
        days[f"2025-03-{at % DAYS + 1:02}"][f"shanghai-1740000000000-{at}"] = amount
    other = {day: dict(items) for day, items in days.items()}
    other["2025-03-18"][f"shanghai-1740000000000-{17}"] += 1
    nodes = {
        "shanghai": made("shanghai", "jiaxing", state.CLAIMED, days),
        "jiaxing": made("jiaxing", "shanghai", state.OWED, other),
    }
    shanghai, sent = nodes["shanghai"], Counter[str]()
    start = time.process_time()
    for one in nodes.values():
        carried(nodes, one.greet(APRIL), sent)
    sent.clear()
    carried(nodes, [*shanghai.compare(APRIL)], sent)
    found, asked = shanghai.apart_in("2025-03"), sum(sent.values())
    compared = time.process_time() - start
    carried(nodes, shanghai.clear("2025-03", APRIL, left_out=found), sent)
    took = time.process_time() - start
    cleared = shanghai.state.cleared[state.CLAIMED].months["2025-03"]
    if len(found) != 1 or cleared["size"] != count - 1:
        raise SystemExit(f"found {found}, cleared {cleared}")
    print(f"{count:,} settlements: the difference found in {asked} messages, {compared:.1f} s")
    print(f"compared and cleared in {took:.1f} s of both sides: {dict(sent)}")
    if took > MOST_SECONDS or asked > MOST_MESSAGES:
        raise SystemExit(f"at most {MOST_SECONDS} s and {MOST_MESSAGES} messages are asked for")


if __name__ == "__main__":
    main()
