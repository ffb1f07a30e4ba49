"""Answers as tables keep them: JSON that reads back as the same."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from bayline.systems.plan.rules.requests.terms import Filled, Trouble, Warned


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An answer as it was sent, with the warnings that whoever sent it was told."""

    filled: Filled
    warned: tuple[Warned, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of an accepted answer.

    Attributes:
        claims: Identifiers of the claims of its cells, by row and column.
        source: SHA-256 of the form as a document; empty where it states nothing.
    """

    claims: Mapping[tuple[str, str], str] = field(default_factory=dict)
    source: str = ""


def kept_filled(filled: Filled) -> str:
    """Write what is filled in."""
    return orjson.dumps(_filled(filled)).decode()


def _filled(filled: Filled) -> dict[str, object]:
    rows = {code: dict(row) for code, row in filled.rows.items()}
    return {"rows": rows, "same": sorted(filled.same), "notes": dict(filled.notes)}


def filled_kept(text: str) -> Filled:
    """Read what was filled in."""
    return _filled_of(orjson.loads(text))


def _filled_of(found: dict[str, Any]) -> Filled:
    return Filled(rows=found["rows"], same=frozenset(found["same"]), notes=found["notes"])


def kept_sent(sent: Sent) -> str:
    """Write an answer that is sent."""
    warned = [asdict(each) for each in sent.warned]
    return orjson.dumps({**_filled(sent.filled), "warned": warned}).decode()


def sent_kept(text: str) -> Sent:
    """Read an answer that was sent."""
    found = orjson.loads(text)
    warned = (Warned(**{**each, "trouble": Trouble(each["trouble"])}) for each in found["warned"])
    return Sent(filled=_filled_of(found), warned=tuple(warned))


def kept_taken(taken: Taken) -> str:
    """Write what became of an accepted answer."""
    claims: dict[str, dict[str, str]] = {}
    for (row, column), identifier in taken.claims.items():
        claims.setdefault(row, {})[column] = identifier
    return orjson.dumps({"claims": claims, "source": taken.source}).decode()


def taken_kept(text: str) -> Taken:
    """Read what became of an accepted answer."""
    found = orjson.loads(text)
    claims = {
        (row, column): identifier
        for row, columns in found["claims"].items()
        for column, identifier in columns.items()
    }
    return Taken(claims=claims, source=found["source"])
