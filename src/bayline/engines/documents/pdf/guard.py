"""Weigh a PDF before it is opened: how much it unpacks to, and how often its pages draw it.

The library that reads PDFs unpacks whatever it meets, and draws forms inside forms as often as a
page asks. A few kilobytes can so ask for gigabytes, or for hours. This reads the bare file,
unpacks every stream piece by piece without keeping it, and refuses what grows beyond the limits.
Pictures are not weighed, because reading text never unpacks them.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bayline.engines.documents.refusals import DocumentError, Reason, megabytes
from bayline.engines.documents.terms import Limits

_OBJECT = re.compile(rb"(\d{1,10})\s{1,8}\d{1,5}\s{1,8}obj\b")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_LZW = re.compile(rb"/(?:LZWDecode|LZW)\b")
_RUNS = re.compile(rb"/(?:RunLengthDecode|RL)\b")
_DO = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s+Do\b")
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s{0,8}(\d{1,10})\s{1,8}\d{1,5}\s{1,8}R\b")
_REFERENCE = re.compile(rb"(\d{1,10})\s{1,8}\d{1,5}\s{1,8}R\b")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|" + _REFERENCE.pattern + rb")")
_SCOPE = re.compile(rb"/(?:Resources|XObject|Parent)\s*(\d{1,10})\s{1,8}\d{1,5}\s{1,8}R\b")
_HEADER = 8192
_CHUNK = 1 << 16
_MOST_FILTERS = 3
_MOST_LZW = 512 * 1024
_MOST_RUNS = 64  # two bytes of a run become 128
_PER_DRAWING = 30  # what one drawing costs beside its content, in words of content
_DIVIDERS = (b" ", b"\n", b"\r", b"\t", b"\f", b"\0", b"(", b"<")
_MOST_HOPS = 6
_DEEPEST = 30
_STEEPEST = 1032  # what deflate can make of one byte
_LEEWAY = 4
_STREAMS_A_PAGE = 50
_PAGES = 6  # a single page may use this part of what all pages may draw


class _Stream(NamedTuple):
    """A stream that is no picture: number, dictionary, words in it, and what it draws by name."""

    number: int
    header: bytes
    words: int
    draws: Counter[bytes]


def weigh(data: bytes, limits: Limits) -> None:
    """Refuse a PDF that would unpack or draw beyond the limits.

    Args:
        data: The file.
        limits: How much may be unpacked and drawn.

    Raises:
        DocumentError: A stream, all streams together, or what the pages draw is too large.
    """
    scale = _Scale(data, limits)
    streams = list(scale.streams())
    costs = [stream.words for stream in streams]
    if any(stream.draws for stream in streams):
        costs += _Drawing(streams, scale.objects, beyond=limits.drawn_words + 1).costs()
    if sum(costs) > limits.drawn_words or max(costs, default=0) > limits.drawn_words // _PAGES:
        raise DocumentError(Reason.TOO_MANY_DRAWINGS, limit=f"{limits.drawn_words:,}")


def weigh_directories(data: bytes, limits: Limits) -> None:
    """Refuse an encrypted PDF whose packed objects may unpack beyond the limits.

    What is encrypted cannot be weighed, and packed objects are unpacked as soon as a file is
    opened; so their packed size is held to what can grow to little more than the allowed size.

    Args:
        data: The file.
        limits: How much may be unpacked.

    Raises:
        DocumentError: A stream of packed objects is too large.
    """
    for number, (_, start) in enumerate(marks_of(data)):
        header = data[max(0, start - _HEADER) : start].rpartition(b"obj")[2]
        stop = data.find(b"endstream", start)
        packed = (stop if stop >= 0 else len(data)) - start
        if number > limits.pages * _STREAMS_A_PAGE or (
            b"/ObjStm" in header and packed * _STEEPEST > _LEEWAY * limits.part_bytes
        ):
            raise DocumentError(Reason.UNPACKS_TOO_LARGE, limit=megabytes(limits.part_bytes))


def marks_of(data: bytes) -> Iterator[tuple[int, int]]:
    """Give where the words that open streams stand."""
    at = data.find(b"stream")
    while at >= 0:
        if found := _STREAM.match(data, at):
            yield found.span()
        at = data.find(b"stream", at + 6)


class _Scale:
    """Unpacks the streams of a file one after the other, counting bytes."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._total = 0
        self.objects: dict[int, bytes] = {}

    def streams(self) -> Iterator[_Stream]:
        """Weigh each stream; plain objects met on the way are kept by number."""
        self._note_objects()
        for start, end in marks_of(self._data):
            header = self._data[max(0, start - _HEADER) : start]
            opened = list(_OBJECT.finditer(header))
            number = int(opened[-1].group(1)) if opened else -1
            header = header[opened[-1].end() :] if opened else header
            if not _PICTURE.search(header):
                stop = self._data.find(b"endstream", end)
                yield self._weighed(number, header, self._data[end : stop if stop > 0 else None])

    def _note_objects(self) -> None:
        opened = list(_OBJECT.finditer(self._data))
        for match in opened:
            stop = self._data.find(b"endobj", match.end(), match.end() + _HEADER)
            body = self._data[match.end() : stop if stop > 0 else match.end() + _HEADER]
            self.objects[int(match.group(1))] = body.partition(b"stream")[0]

    def _weighed(self, number: int, header: bytes, packed: bytes) -> _Stream:
        size = words = 0
        draws: Counter[bytes] = Counter()
        tail = b""
        keeps = b"/ObjStm" in header
        kept: list[bytes] = []
        for chunk in self._unpacked(header, packed):
            size += len(chunk)
            self._count(size, len(chunk))
            words += sum(map(chunk.count, _DIVIDERS))
            if keeps:
                kept.append(chunk)
            window = tail + chunk
            draws.update(match.group(1) for match in _DO.finditer(window))
            tail = _unfinished(window)
        if keeps:
            self._note_packed_objects(b"".join(kept))
        return _Stream(number, header, words, draws)

    def _count(self, size: int, more: int) -> None:
        self._total += more
        limits = self._limits
        for count, limit in ((size, limits.part_bytes), (self._total, limits.total_bytes)):
            if count > limit:
                raise DocumentError(Reason.UNPACKS_TOO_LARGE, limit=megabytes(limit))

    def _unpacked(self, header: bytes, packed: bytes) -> Iterator[bytes]:
        """Unpack a stream in pieces; filters that cannot grow much are left alone."""
        filters = len(_FLATE.findall(header))
        worst = len(packed) * _MOST_RUNS if _RUNS.search(header) else 0
        is_risky = worst > self._limits.part_bytes
        is_risky = is_risky or (bool(_LZW.search(header)) and len(packed) > _MOST_LZW)
        if filters > _MOST_FILTERS or is_risky:
            limit = megabytes(self._limits.part_bytes)
            raise DocumentError(Reason.UNPACKS_TOO_LARGE, limit=limit)
        pieces: Iterator[bytes] = (packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK))
        for _ in range(filters):
            pieces = _inflated(pieces)
        return pieces

    def _note_packed_objects(self, body: bytes) -> None:
        """Find the plain objects inside an object stream: pairs of number and offset come first."""
        pairs = re.match(rb"[\s\d]*", body)
        numbers = [int(digits[:10]) for digits in (pairs.group() if pairs else b"").split()]
        first = pairs.end() if pairs else 0
        offsets = [*numbers[1::2], len(body)]
        for number, start, stop in zip(numbers[::2], offsets, offsets[1:], strict=False):
            self.objects[number] = body[first + start : first + min(stop, start + _HEADER)]


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Inflate pieces; broken data ends the stream, as it does for every reader."""
    machine = zlib.decompressobj()
    for piece in pieces:
        waiting = piece
        while waiting and not machine.eof:
            try:
                yield machine.decompress(waiting, _CHUNK)
            except zlib.error:
                return
            waiting = machine.unconsumed_tail


def _unfinished(window: bytes) -> bytes:
    """Keep the end of a chunk where a drawing may have begun."""
    at = window.rfind(b"/", max(0, len(window) - 140))
    if at < 0 or _DO.match(window, at):
        return b""
    return window[at:]


class _Drawing:
    """What drawing each stream costs, forms inside forms counted as often as they are drawn."""

    def __init__(self, streams: list[_Stream], objects: dict[int, bytes], *, beyond: int) -> None:
        self._beyond = beyond
        self._streams = {stream.number: stream for stream in streams}
        self._objects = objects
        self._costs: dict[int, int] = {}
        self._pages = self._pages_by_content()

    def costs(self) -> list[int]:
        """Return the cost of each stream that stands on a page, or of all if no page is found."""
        roots = [number for number in self._streams if number in self._pages]
        drawn = [number for number in self._streams if self._streams[number].draws]
        return [self._cost(number, frozenset()) for number in roots or drawn]

    def _pages_by_content(self) -> dict[int, list[bytes]]:
        pages: dict[int, list[bytes]] = {}
        for body in self._objects.values():
            if found := _CONTENTS.search(body):
                listed = found.group(1) or b""
                single = [found.group(2)] if found.group(2) else []
                for digits in [*_REFERENCE.findall(listed), *single]:
                    pages.setdefault(int(digits), []).append(body)
        return pages

    def _cost(self, number: int, above: frozenset[int]) -> int:
        """Cost of one drawing; a form that draws itself, or nests too deep, is beyond any limit."""
        if number in self._costs:
            return self._costs[number]
        if number in above or len(above) > _DEEPEST:
            return self._beyond
        stream = self._streams[number]
        cost = stream.words + _PER_DRAWING
        if stream.draws:
            named = self._names(stream)
            inside = above | {number}
            for name, times in stream.draws.items():
                drawn = (self._cost(target, inside) for target in named.get(name, ()))
                cost += times * max(drawn, default=0)
        self._costs[number] = cost
        return cost

    def _names(self, stream: _Stream) -> dict[bytes, set[int]]:
        """Resolve names to streams through the resources the stream can see."""
        named: dict[bytes, set[int]] = {}
        waiting = [stream.header, *self._pages.get(stream.number, [])[:_MOST_FILTERS]]
        seen: set[int] = set()
        for hop in range(_MOST_HOPS):
            follow: list[bytes] = []
            for text in waiting:
                for name, digits in _NAMED.findall(text):
                    if int(digits) in self._streams:
                        named.setdefault(name, set()).add(int(digits))
                for digits in _SCOPE.findall(text):
                    if int(digits) not in seen and (hop < _MOST_HOPS):
                        seen.add(int(digits))
                        follow.append(self._objects.get(int(digits), b""))
            waiting = follow
        return named
