"""Persons insured here, from a file that the office keeps, which is looked at with each start.

Who is new is entered; registrations that are others than those known are entered in their place.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.settlement.actions.keys import Protecting
from bayline.systems.settlement.rules.identities import checked, holds_number
from bayline.systems.settlement.rules.protocol.core import Messages
from bayline.systems.settlement.rules.protocol.node import Node
from bayline.systems.settlement.rules.protocol.shapes import is_fen
from bayline.systems.settlement.rules.protocol.usual import is_day
from bayline.systems.settlement.terms import Filing

_AMOUNTS = ("borne", "major", "assistance", "stays", "account")
_KINDS = ("pool_inpatient", "pool_outpatient", "deductible_inpatient", "deductible_outpatient")
_USED = frozenset((*_AMOUNTS, *_KINDS))
_ROW = frozenset(("certno", "person", "used", "filed"))
_FILED = (Filing.LONG_TERM.value, Filing.TRANSFER.value)
_Row = Mapping[str, Any]


def entering(file: Path, partner: str, *, on: date) -> Callable[[Node, int], Messages]:
    """Give the work that enters what of a file is not known yet.

    Args:
        file: A person a line: `certno` or `person`, `used` and `filed`.
        partner: With whom the key of their pseudonyms is shared.
        on: The present day.
    """

    def work(node: Node, _now: int) -> Messages:
        # All of the file is looked at first: of one that is wrong anywhere nothing is entered.
        for person, row in [*_persons(file, partner, on)]:
            filed = row.get("filed")
            if person not in node.state.used:
                used = {**dict.fromkeys((*_AMOUNTS, *_KINDS), 0), **row.get("used", {})}
                node.admit(person, used, filed or ())
            elif filed is not None and filed != node.filings(person):
                node.register(person, filed)
        return []

    return work


def _persons(file: Path, partner: str, on: date) -> Iterator[tuple[str, _Row]]:
    for at, line in enumerate(file.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        where = f"{file}, line {at}"
        try:
            row = orjson.loads(line)
        except ValueError:
            raise _unreadable(where, "it is no JSON", "不是JSON") from None
        wrong = _fault(row)
        if wrong:
            raise _unreadable(where, f"{wrong} is not as it must be", f"{wrong}不对")
        yield _name(row, partner, on, where), row


def _name(row: _Row, partner: str, on: date, where: str) -> str:
    if "person" in row:
        return str(row["person"])
    try:
        return Protecting(partner, on=on).person(checked(row["certno"], on=on))
    except BaylineError as error:  # which never repeats the number
        raise _unreadable(where, error.sentence(), error.in_chinese()) from None


def _fault(row: object) -> str:
    """Name what of a row is not as it must be; empty if all is."""
    if not isinstance(row, dict) or {*row} - _ROW:
        return "the line"
    name = "person" if "person" in row else "certno"
    if not isinstance(row.get(name), str) or not row[name] or {"person", "certno"} <= {*row}:
        return name
    if name == "person" and holds_number(row[name]):
        return name
    used, filed = row.get("used", {}), row.get("filed", [])
    if not isinstance(used, dict) or {*used} - _USED or not all(map(is_fen, used.values())):
        return "used"
    return "" if isinstance(filed, list) and all(map(_is_filed, filed)) else "filed"


def _is_filed(one: object) -> bool:
    if not isinstance(one, dict) or {*one} - {"kind", "area", "from", "until"}:
        return False
    first = one.get("from")
    last = one.get("until", first)
    is_named = isinstance(one.get("area"), str) and bool(one["area"])
    are_days = is_day(first) and is_day(last)
    return one.get("kind") in _FILED and is_named and are_days and str(first) <= str(last)


def _unreadable(where: str, why: str, why_zh: str) -> BaylineError:
    return BaylineError(
        "the file of persons cannot be read",
        where=where,
        why=why,
        do="write a person a line, as the guide to settlement shows",
        zh=Words("参保人文件读不了", why_zh, "一行写一个人，写法见结算指南"),
    )
