"""Measure the reader against its peers and its limits, all in one run, and write the table.

usage: run.py [--texts FOLDER] [--rounds N] [--write FILE]

The contestants take turns, each in a process of its own bound to one core; what is compared is the
median of characters a second of processor time, so that other load touches all alike.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from bayline.engines.compiled import is_compiled

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("BAYLINE_SHARED", ROOT.parent / "shared"))
TEXTS = SHARED / "data" / "reading" / "documents"
PEERS = ROOT / ".venv-bench" / "bin" / "python"
SLOW_PEERS = {"jionlp": 60_000, "recognizers": 6_000}  # characters of the texts they are given
DRAFT_LENGTH = 20_000
MEGABYTE = 1_000_000
COMPILED = " compiled"  # behind the name of a contestant: its modules are native ones
MARK = "<!-- measured -->"

ADVERSARIAL = {
    "digits": "1234567890",
    "亿": "亿",
    "nested hedges": "不低于约超近",
    "一": "一",
    "list marks": "、",
}


def contest(texts: Path, rounds: int) -> dict[str, list[float]]:
    """Return characters a second of every contestant, one figure a round."""
    speeds: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name in contestants():
            speed = one_pass(name, texts)
            if speed:
                speeds.setdefault(name, []).append(speed)
    return speeds


def contestants() -> list[str]:
    """Name who takes part: the compiled form of the reader where it is made of these sources."""
    names = ["bayline-full", "bayline-figures"]
    both = [*names, *(name + COMPILED for name in names)] if is_compiled() else names
    return [*both, *SLOW_PEERS]


def one_pass(name: str, texts: Path) -> float:
    """Run one contestant once; 0 when its environment is missing."""
    python = Path(sys.executable) if name.startswith("bayline") else PEERS
    if not python.exists():
        return 0.0
    reader, limit = name.removesuffix(COMPILED), str(SLOW_PEERS.get(name, 0))
    command = [python, ROOT / "benchmarks" / "peer.py", reader, texts, limit]
    form = {**os.environ, "BAYLINE_PURE": "0" if name.endswith(COMPILED) else "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=form)
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr[-2000:]}")
    result = json.loads(done.stdout.strip().splitlines()[-1])
    return float(result["characters"] / result["seconds"])


def growth_on_adversarial_input() -> dict[str, float]:
    """Time 1 MB over half of it, per kind of hostile input: 2 is linear, 4 quadratic."""
    from bayline.engines.chinese.reader import read

    def seconds(text: str) -> float:
        start = time.process_time()
        read(text)
        return time.process_time() - start

    read("预热，增长5%。")
    return {
        name: seconds(unit * (MEGABYTE // len(unit))) / seconds(unit * (MEGABYTE // len(unit) // 2))
        for name, unit in ADVERSARIAL.items()
    }


def draft(texts: Path) -> str:
    """Join texts to a draft of the length that the page must check in a second."""
    joined = "".join(path.read_text(encoding="utf-8") for path in sorted(texts.glob("*.txt")))
    return joined[:DRAFT_LENGTH]


def audit_seconds(texts: Path, rounds: int) -> float:
    """Median wall time of checking one draft through the page, form to HTML."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bayline.site.settings")
    os.environ.setdefault("BAYLINE_HOME", tempfile.mkdtemp())
    import django

    django.setup()
    from django.test import Client

    client, text = Client(SERVER_NAME="localhost"), draft(texts)

    def check() -> None:
        answer = client.post("/audit", {"text": text, "published": "2025-01-20"})
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"the page answered {answer.status_code}")

    check()
    return statistics.median(timed(check) for _ in range(rounds))


def timed(action: Callable[[], None]) -> float:
    """Return the seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def help_seconds(rounds: int) -> float:
    """Median wall time of `bayline --help`."""
    program = Path(sys.executable).with_name("bayline")

    def ask() -> None:
        subprocess.run([program, "--help"], capture_output=True, check=True)

    ask()
    return statistics.median(timed(ask) for _ in range(rounds))


def speed_table(speeds: dict[str, list[float]]) -> list[str]:
    """Render the contest, fastest read-out per contestant with ratios to full reading."""
    medians = {name: statistics.median(figures) for name, figures in speeds.items()}
    full = [name for name in medians if name.startswith("bayline-full")]
    heads = [
        "contestant",
        "characters/s (median)",
        *(f"{name} is … times as fast" for name in full),
    ]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name, speed in medians.items():
        ratios = [f"{medians[base] / speed:.2f}" for base in full]
        lines.append(f"| {' | '.join([name, f'{speed:,.0f}', *ratios])} |")
    return lines


def limits_table(texts: Path, rounds: int) -> list[str]:
    """Render what must hold besides: linear growth, the page, the help text."""
    os.environ["BAYLINE_PURE"] = "1"  # the limits must hold without the compiled form
    lines = ["", "| hostile input of 1 MB | time against half of it (2 = linear) |", "|---|---|"]
    lines += [f"| {name} | {ratio:.2f} |" for name, ratio in growth_on_adversarial_input().items()]
    lines += ["", "| limit | measured |", "|---|---|"]
    seconds = audit_seconds(texts, rounds)
    lines.append(f"| a draft of 20,000 characters through the page | {seconds:.2f} s |")
    lines.append(f"| `bayline --help` | {help_seconds(rounds):.2f} s |")
    return lines


def main() -> None:
    """Measure and print; with --write also put the table behind the mark in a page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", type=Path)
    chosen = parser.parse_args()
    if not any(chosen.texts.glob("*.txt")):
        sys.exit(f"{chosen.texts}: no .txt files to read; name a folder of texts with --texts")
    lines = speed_table(contest(chosen.texts, chosen.rounds))
    lines += limits_table(chosen.texts, chosen.rounds)
    print("\n".join(lines))
    if chosen.write:
        page = chosen.write.read_text(encoding="utf-8").split(MARK)[0]
        chosen.write.write_text(f"{page}{MARK}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
