"""What changed from one report to the next, figure by figure, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure that is not what it was.

    Attributes:
        about: What it states.
        old: As it was printed; empty where it is new.
        new: As it is printed; empty where it is gone.
        kind: changed, added or gone.
        why: What the new one rests on, or the old one did: title of the document.
        is_same_source: Whether both rest on the same document, so that only its reading changed.
        claims: Identifiers of the claims behind the new one.
        old_claims: Those behind the old one.
    """

    about: str
    old: str
    new: str
    kind: str
    why: str
    is_same_source: bool = False
    claims: tuple[str, ...] = ()
    old_claims: tuple[str, ...] = ()


def changes_between(old: Facts, new: Facts) -> tuple[Change, ...]:
    """Compare the figures of two reports by the expressions that name them."""
    before, after = _figures(old), _figures(new)
    sources = {id(old): _documents(old), id(new): _documents(new)}
    found = []
    for asked in dict.fromkeys((*after, *before)):
        a, b = before.get(asked), after.get(asked)
        if a and b and a["printed"] == b["printed"] and a["claims"] == b["claims"]:
            continue
        if a and b and a["printed"] == b["printed"] and a["unit"] == b["unit"]:
            continue  # said again by another document: the figure is what it was
        title = (
            sources[id(new)].get(b["note"], "")
            if b
            else sources[id(old)].get(a["note"], "")
            if a
            else ""
        )
        earlier = sources[id(old)].get(a["note"], "") if a else ""
        found.append(
            Change(
                about=(b or a or {}).get("about", ""),
                old=a["printed"] if a else "",
                new=b["printed"] if b else "",
                kind="changed" if a and b else "added" if b else "gone",
                why=title,
                is_same_source=bool(a and b and title == earlier),
                claims=tuple(b["claims"]) if b else (),
                old_claims=tuple(a["claims"]) if a else (),
            )
        )
    return tuple(found)


def is_same(old: Facts, new: Facts) -> bool:
    """Tell whether two reports read alike: their words, figures, tables and what these rest on."""
    return _read(old) == _read(new)


def _read(facts: Facts) -> bytes:
    read = [facts.get(part) for part in ("title", "called", "blocks", "notes")]
    return orjson.dumps(read, option=orjson.OPT_SORT_KEYS)


def _figures(facts: Facts) -> dict[str, Any]:
    return {one["asked"]: one for one in facts["figures"]}


def _documents(facts: Facts) -> dict[int, str]:
    return {one["n"]: one["parts"][0]["document"] for one in facts["notes"] if one["parts"]}
