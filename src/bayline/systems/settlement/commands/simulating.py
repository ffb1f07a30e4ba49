"""`bayline settlement simulate`: days of two offices full of faults, one line a seed."""

import random

import orjson

from bayline.platform.languages import either
from bayline.platform.terminal import complain, write
from bayline.systems.settlement.rules.protocol.simulating import Outcome, simulated


def show(*, seed: int, runs: int, steps: int, form: str) -> int:
    """Run days, and print what came of each.

    Args:
        seed: The first seed; the others follow it.
        runs: How many.
        steps: How many things happen in each before all is healed.
        form: table or jsonl.

    Returns:
        1 if something that must hold did not, else 0.
    """
    broken = 0
    for one in range(seed, seed + runs):
        # Not to keep a secret: the same seed gives the same day.
        found = simulated(random.Random(one), steps=steps)  # noqa: S311 - a seed repeats it
        broken += bool(found.invariant)
        write(_line(one, found) if form == "jsonl" else _row(one, found))
    if broken:
        complain(either(f"{runs}次中{broken}次有错", f"of {runs} runs {broken} are broken"))
    return int(bool(broken))


def _line(seed: int, found: Outcome) -> str:
    status = "broken" if found.invariant else "ok"
    record = {"seed": seed, "status": status, **found._asdict()}
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE).decode()


def _row(seed: int, found: Outcome) -> str:
    faults = sum(found.faults.values())
    return f"{seed}\t{found.invariant or 'ok'}\t{found.settled}\t{found.messages}\t{faults}\n"
