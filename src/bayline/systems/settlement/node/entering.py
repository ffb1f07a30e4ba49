"""Persons insured here, from a file that the office keeps: who is new is entered at the start."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.settlement.actions.keys import Protecting
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.node import Node

_AMOUNTS = ("borne", "major", "assistance", "stays", "account")
_KINDS = ("pool_inpatient", "pool_outpatient", "deductible_inpatient", "deductible_outpatient")


def entering(file: Path, partner: str, *, on: date) -> Callable[[Node, int], Messages]:
    """Give the work that enters whoever of a file is not known yet.

    Args:
        file: A person a line: `certno` or `person`, `used` and `filed`.
        partner: With whom the key of their pseudonyms is shared.
        on: The present day.
    """

    def work(node: Node, _now: int) -> Messages:
        for person, row in _persons(file, partner, on):
            if person not in node.state.used:
                used = {**dict.fromkeys((*_AMOUNTS, *_KINDS), 0), **row.get("used", {})}
                node.admit(person, used, row.get("filed", ()))
        return []

    return work


def _persons(file: Path, partner: str, on: date) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for at, line in enumerate(file.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
            named = row.get("person") or Protecting(partner, on=on).person(row["certno"])
        except (ValueError, KeyError, AttributeError) as error:
            raise BaylineError(
                "the file of persons cannot be read",
                where=f"{file}, line {at}",
                why=type(error).__name__,
                do="write a person a line, as the guide to settlement shows",
                zh=Words("参保人文件读不了", type(error).__name__, "一行写一个人，写法见结算指南"),
            ) from None
        yield named, row
