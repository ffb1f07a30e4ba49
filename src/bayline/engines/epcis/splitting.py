"""Finds the events of a large document of JSON in its file, without holding more than some of them.

The frame of the document is walked here; each value in it is measured by the scanner of Python's
json, which tells where a value ends, and read by orjson, which tells whether it is one. Bytes are
looked at as Latin-1, in which each is one character: what matters to the measure is ASCII.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

import orjson

from bayline.engines.epcis.faults import UnreadableError

_PIECE = 2**20
_LARGEST = 32 * 2**20  # bytes of one event, or of one field of the frame
_TOGETHER = 1_000  # events that are read at once
_SPACES = " \t\n\r"
_INTO = {"epcisBody": frozenset(("", )), "queryResults": frozenset(("epcisBody",)),
         "resultsBody": frozenset(("queryResults",))}  # fmt: skip
_MEASURE = json.JSONDecoder().raw_decode


class Span(NamedTuple):
    """Where some events stand in a file, commas between them."""

    start: int
    end: int


class Frame(NamedTuple):
    """What stands around the events of a document.

    Attributes:
        head: The fields of the document, nested as there, without the list of events.
        spans: Where its events are; None if it has no list of them.
    """

    head: dict[str, Any]
    spans: list[Span] | None


class _Text:
    """The text of a file, a window of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._window = ""
        self._base = 0  # where in the file the window begins
        self._at = 0  # where in the window we are
        self._is_whole = False
        if self.next() == "\xef" and self._window.startswith("\xef\xbb\xbf"):
            self._at = 3

    @property
    def place(self) -> int:
        """Where in the file we are."""
        return self._base + self._at

    def _more(self, size: int = _PIECE) -> None:
        self._window = self._window[self._at :]
        self._base += self._at
        self._at = 0
        read = self._file.read(size)
        self._is_whole = not read
        self._window += read.decode("latin-1")

    def next(self) -> str:
        """Pass over spaces and show the next character; "" at the end."""
        while True:
            while self._at < len(self._window) and self._window[self._at] in _SPACES:
                self._at += 1
            if self._at < len(self._window):
                return self._window[self._at]
            if self._is_whole:
                return ""
            self._more()

    def take(self, wanted: str) -> bool:
        """Pass over a character if it comes next."""
        if self.next() != wanted:
            return False
        self._at += 1
        return True

    def must_take(self, wanted: str) -> None:
        """Pass over a character.

        Raises:
            UnreadableError: Another one comes.
        """
        if not self.take(wanted):
            found = self.next() or "its end"
            raise unreadable(f"at byte {self.place} stands {found}, not {wanted}")

    def pass_value(self) -> Span:
        """Pass over a value, and say where it stood.

        Raises:
            UnreadableError: None comes, or one that is too large.
        """
        self.next()
        while True:
            try:
                _, end = _MEASURE(self._window, self._at)
            except ValueError as error:
                if self._is_whole or len(self._window) - self._at > _LARGEST:
                    raise unreadable(f"at byte {self.place} begins no value") from error
            except RecursionError as error:
                raise unreadable(f"what begins at byte {self.place} is nested too deep") from error
            else:
                if end < len(self._window) or self._is_whole:
                    span = Span(self.place, self._base + end)
                    self._at = end
                    return span
            self._more(max(_PIECE, len(self._window) - self._at))

    def value(self, span: Span) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """Read a value that was just passed over."""
        window = self._window[span.start - self._base : span.end - self._base]
        return read(window.encode("latin-1"))


def unreadable(why: str) -> UnreadableError:
    """Say that a file is no JSON."""
    return UnreadableError(f"it is no JSON: {why}", f"不是JSON：{why}")


def read(data: bytes) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Read JSON.

    Raises:
        UnreadableError: It is none.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise unreadable(str(error)) from error


def frame_of(file: BinaryIO) -> Frame:
    """Read what stands around the events, and look through them all.

    Raises:
        UnreadableError: It is no JSON, at whatever place.
    """
    file.seek(0)
    text = _Text(file)
    walk = _Walk(text)
    head = walk.object("")
    if text.next():
        raise unreadable(f"at byte {text.place} it goes on behind its end")
    return Frame(head, walk.spans)


class _Walk:
    """One walk through a document."""

    def __init__(self, text: _Text) -> None:
        self._text = text
        self.spans: list[Span] | None = None

    def object(self, name: str) -> dict[str, Any]:
        """Read an object of the frame, which is the value of a field."""
        found: dict[str, Any] = {}
        self._text.must_take("{")
        if self._text.take("}"):
            return found
        while True:
            key = self._text.value(self._text.pass_value())
            if not isinstance(key, str):
                raise unreadable(f"before byte {self._text.place} stands no name of a field")
            self._text.must_take(":")
            found[key] = self._value(key, name)
            if self._text.take("}"):
                return found
            self._text.must_take(",")

    def _value(self, key: str, holder: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
        begins = self._text.next()
        if begins == "{" and holder in _INTO.get(key, ()):
            return self.object(key)
        if begins == "[" and key == "eventList" and holder in {"epcisBody", "resultsBody"}:
            self.spans = list(self._events())
            return []
        return self._text.value(self._text.pass_value())

    def _events(self) -> Iterator[Span]:
        self._text.must_take("[")
        if self._text.take("]"):
            return
        self._text.next()
        start, count = self._text.place, 0
        while True:
            span = self._text.pass_value()
            self._text.value(span)
            count += 1
            is_last = not self._text.take(",")
            if is_last or count == _TOGETHER or span.end - start > _PIECE:
                yield Span(start, span.end)
                self._text.next()
                start, count = self._text.place, 0
            if is_last:
                self._text.must_take("]")
                return


def events_in(file: BinaryIO, spans: list[Span]) -> Iterator[Any]:
    """Read the events of a file, some at a time."""
    for span in spans:
        file.seek(span.start)
        yield from read(b"[" + file.read(span.end - span.start) + b"]")
