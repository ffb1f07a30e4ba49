"""A large package, project by project, so that never more than some of them are in memory.

Only a package that is written plainly is gone through so: one object with one list of projects.
Whatever is otherwise is handed back unread, to be read whole, which also says what is wrong.
"""

import json
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from json.decoder import WHITESPACE, scanstring  # type: ignore[attr-defined]  # not in its stubs
from json.scanner import make_scanner

from bayline.systems.projects.rules.oc4ids.parsing import STRICTLY
from bayline.systems.projects.rules.oc4ids.schema import Json

PROJECTS = "projects"
_TOGETHER = 50  # projects that are handed on together
_SCAN = make_scanner(json.JSONDecoder(**STRICTLY))  # type: ignore[arg-type]  # stubs name it wrongly


class NotPlainError(Exception):
    """The package has to be read whole."""


@dataclass(slots=True)
class Streamed:
    """A package on its way.

    Attributes:
        rest: Once all is read, what stands in it beside the projects.
        count: How many projects were read.
    """

    rest: dict[str, Json] = field(default_factory=dict)
    count: int = 0


def projects_in(pieces: Iterable[bytes], into: Streamed) -> Iterator[list[Json]]:
    """Read the projects of a package, some at a time.

    Args:
        pieces: The file, piece by piece.
        into: Takes what else stands in it.

    Raises:
        NotPlainError: It is no such package, or no JSON; nothing that was read counts.
    """
    text = _Text(pieces)
    try:
        yield from _read(text, into)
    except (ValueError, RecursionError) as error:
        raise NotPlainError from error


def _read(text: "_Text", into: Streamed) -> Iterator[list[Json]]:
    text.expect("{")
    while True:
        key = text.key()
        text.expect(":")
        if key in into.rest or (key == PROJECTS and into.count):
            raise NotPlainError
        if key == PROJECTS and text.following() == "[":
            yield from _listed(text, into)
        else:
            into.rest[key] = text.value()
        if text.taken() == "}":
            break
    if PROJECTS in into.rest or not into.count or text.following():
        raise NotPlainError


def _listed(text: "_Text", into: Streamed) -> Iterator[list[Json]]:
    text.expect("[")
    some: list[Json] = []
    while True:
        some.append(text.value())
        into.count += 1
        is_last = text.taken("]") == "]"
        if is_last or len(some) == _TOGETHER:
            yield some
            some = []
        if is_last:
            return


class _Text:
    """The characters that were not yet read, and more of them when they do not suffice."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._decode = getincrementaldecoder("utf-8")().decode
        self._held, self._at, self._is_over = "", 0, False

    def following(self) -> str:
        """Give the next character that is no blank; nothing at the end."""
        while True:
            self._at = WHITESPACE.match(self._held, self._at).end()
            if self._at < len(self._held) or self._is_over:
                return self._held[self._at : self._at + 1]
            self._more()

    def expect(self, wanted: str) -> None:
        """Go past a character that has to come."""
        if self.following() != wanted:
            raise NotPlainError
        self._at += 1

    def taken(self, end: str = "}") -> str:
        """Go past a comma, or the end of an object or a list."""
        found = self.following()
        if found not in {",", end}:
            raise NotPlainError
        self._at += 1
        return found

    def key(self) -> str:
        """Read the name of a field."""
        if self.following() != '"':
            raise NotPlainError
        key: str = self._whole(lambda: scanstring(self._held, self._at + 1))
        return key

    def value(self) -> Json:
        """Read a value."""
        self.following()
        return self._whole(lambda: _SCAN(self._held, self._at))

    def _whole(self, read: Callable[[], tuple[Json, int]]) -> Json:
        """Read what may go on behind what is held; a number at its end may too."""
        while True:
            try:
                found, end = read()
                if end < len(self._held) or self._is_over:
                    self._at = end
                    return found
            except (StopIteration, ValueError):
                if self._is_over:
                    raise NotPlainError from None
            self._more()

    def _more(self) -> None:
        """Hold as much again as is held, so that a long value is not begun too often."""
        parts = [self._held[self._at :]]
        wanted = max(1, len(parts[0]))
        while wanted > 0 and not self._is_over:
            piece = next(self._pieces, b"")
            self._is_over = not piece
            parts.append(self._decode(piece, final=self._is_over))
            wanted -= len(parts[-1])
        self._held, self._at = "".join(parts), 0
