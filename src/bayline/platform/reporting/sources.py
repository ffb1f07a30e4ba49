"""What the rows of a table or a picture rest on, each document once, with its number."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bayline.platform.reporting.terms import Note


def together(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Put what a figure rests on together: each document once, with all that it says.

    Args:
        notes: In the order of what they rest on.

    Returns:
        A part for each document, each with its sentences, entries and claims.
    """
    parts: dict[tuple[str, ...], dict[str, Any]] = {}
    for one in dict.fromkeys(notes):
        key = (one.document, one.publisher, one.published, one.source, one.accepted[:10], one.by)
        part = parts.setdefault(key, {**asdict(one), **{name: [] for name in _LISTS.values()}})
        for name, listed in _LISTS.items():
            said = getattr(one, name)
            if said and said not in part[listed]:
                part[listed].append(said)
    return [*parts.values()]


def seen_before(
    parts: Iterable[Mapping[str, Any]], notes: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Have parts whose sentences an earlier note quotes point to that note.

    Args:
        parts: What a figure rests on.
        notes: The notes before.
    """
    earlier = [
        (note["n"], one["source"], {*one["sentences"]})
        for note in notes
        for one in note["parts"]
        if not one.get("see")
    ]
    return [{**part, "see": _seen(part, earlier)} for part in parts]


def _seen(part: Mapping[str, Any], earlier: Iterable[tuple[int, str, set[str]]]) -> int:
    said = {*part["sentences"]}
    same = (n for n, source, quoted in earlier if source == part["source"] and said <= quoted)
    return next(same, 0) if said else 0


def as_first(parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give parts without where they point, as they are before that is looked for."""
    return [{name: one for name, one in part.items() if name != "see"} for part in parts]


_LISTS = {"sentence": "sentences", "entry": "entries", "claim": "claims"}


class Sources:
    """Numbers what rows rest on, each document once."""

    def __init__(self) -> None:
        self.listed: list[dict[str, Any]] = []
        self._known: dict[tuple[str, str], int] = {}

    def number(self, note: Note) -> int:
        """Give the number of what a row rests on."""
        key = (note.source, "" if note.source else note.document)
        if key not in self._known:
            self._known[key] = len(self.listed) + 1
            kept = {
                **asdict(note),
                "sentence": "",
                "entry": "",
                "quote": "",
                "claim": "",
                "accepted": "",
                "by": "",
            }
            self.listed.append(kept)
        return self._known[key]
