"""What the rows of a table or a picture rest on, each document once, with its number."""

from dataclasses import asdict
from typing import Any

from bayline.platform.reporting.terms import Note


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
                "quote": "",
                "claim": "",
                "accepted": "",
                "by": "",
            }
            self.listed.append(kept)
        return self._known[key]
