"""The home of a settlement office, made ready by a process of its own that is told what to do."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bayline.site.settings")
from bayline.platform.homes import open_home

open_home()
from bayline.platform.transport.actions import keys, partners
from bayline.systems.settlement.actions.keys import keep_keys, make_keys
from bayline.systems.settlement.rules import handing


def now() -> datetime:
    return datetime.now(UTC)


def start(name: str) -> str:
    keys.start(name, name=name, address="", at=now())
    return keys.card(at=now())


def accept(card: str) -> None:
    told = card.partition("fingerprint:")[2].partition("\n")[0]
    partners.accept(card, told=told, by="小林", at=now())


def make(partner: str, years: list[int], file: str) -> None:
    made = tuple(one for year in years for one in make_keys(partner, year=year, at=now()))
    Path(file).write_bytes(handing.written(made))


def take(partner: str, file: str) -> None:
    keep_keys(partner, handing.read(Path(file).read_bytes(), where=file), at=now())


COMMANDS = {each.__name__: each for each in (start, accept, make, take)}

if __name__ == "__main__":
    for line in sys.stdin:
        name, words = json.loads(line)
        print(json.dumps(COMMANDS[name](**words)), flush=True)  # noqa: T201 - to whoever started it
