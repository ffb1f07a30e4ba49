"""Reads a large document out of a file: first what is around its events, then they, one by one."""

from collections import ChainMap
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

from lxml import etree

from bayline.engines.epcis.documents import (
    KNOWN_SPACES,
    Document,
    document_of,
    elements_of,
    ignored_in,
    read_document,
    refuse_entities,
)
from bayline.engines.epcis.faults import Fault, UnreadableError
from bayline.engines.epcis.markup import Reader
from bayline.engines.epcis.places import places_marked
from bayline.engines.epcis.simple import settle
from bayline.engines.epcis.splitting import events_in, frame_of
from bayline.engines.epcis.vocabulary import EVENT_TYPES
from bayline.engines.epcis.words import Event, shorten

_MARK = b"\xef\xbb\xbf"
_WRAPPER = "extension"
_HOLDERS = (["EPCISBody"], ["resultsBody"])


class Stream(NamedTuple):
    """A document whose events are read when they are wanted.

    Attributes:
        document: What is around them; its list of events is empty, its faults grow while they are
            read.
        events: They.
    """

    document: Document
    events: Iterable[Event]


def read_stream(file: BinaryIO) -> Stream:
    """Read a document of any form; the whole file is looked through before an event is given.

    Args:
        file: It can be read again from its beginning.

    Raises:
        UnreadableError: It is neither JSON nor XML, at whatever place, or declares entities.
    """
    file.seek(0)
    start = file.read(1024).removeprefix(_MARK).lstrip()
    if start.startswith(b"<"):
        return _of_markup(file)
    return _of_json(file)


def _of_json(file: BinaryIO) -> Stream:
    frame = frame_of(file)
    kind = frame.head.get("type", frame.head.get("@type"))
    if frame.spans is None or kind in EVENT_TYPES:
        file.seek(0)
        whole = read_document(file.read())
        events, whole.events = whole.events, []
        return Stream(whole, events)
    document = document_of(frame.head)
    return Stream(document, _events(file, document, frame.spans))


def _events(file: BinaryIO, document: Document, spans: list[Any]) -> Iterator[Event]:
    for at, event in enumerate(events_in(file, spans)):
        if not isinstance(event, dict):
            document.faults.append(Fault(at, "", "type", "the event is no object", "事件不是对象"))
            yield {}
            continue
        if document.is_simple:
            settle(event)
        shorten(event)
        yield event


def _of_markup(file: BinaryIO) -> Stream:
    """Walk through a document of XML once, then read its events in a second walk."""
    root = None
    for element in _walked(file):
        root = element.getroottree().getroot() if root is None else root
    if root is None:
        root = _root_of(file)
    reader = Reader()
    name = etree.QName(root)
    document = Document(name.localname, "xml", head={str(k): v for k, v in root.attrib.items()})
    document.faults = reader.faults
    found = elements_of(root, document)
    document.ignored = ignored_in(root, reader)
    document.places = places_marked(root)
    document.namespaces = ChainMap(reader.namespaces, dict(KNOWN_SPACES))
    if name.localname in EVENT_TYPES:
        return Stream(document, [_short(reader.event(one, 0)) for one in found])
    return Stream(document, _marked_events(file, reader))


def _short(event: Event) -> Event:
    shorten(event)
    return event


def _root_of(file: BinaryIO) -> Any:  # noqa: ANN401 - an element of lxml
    file.seek(0)
    parsing = _parsing(file)
    for _ in parsing:
        pass
    return parsing.root


def _marked_events(file: BinaryIO, reader: Reader) -> Iterator[Event]:
    for at, element in enumerate(_walked(file)):
        yield _short(reader.event(element, at))


def _parsing(file: BinaryIO) -> Any:  # noqa: ANN401 - an iterparse of lxml
    return etree.iterparse(
        _Past(file),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


class _Past:
    """A file without the mark and the spaces at its beginning, before which no declaration is."""

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        self._file = file
        self._first = file.read(4096).removeprefix(_MARK).lstrip()

    def read(self, size: int) -> bytes:
        """Read on."""
        first, self._first = self._first, b""
        return first or self._file.read(size)


def _walked(file: BinaryIO) -> Iterator[Any]:
    """Give the elements of events as they end; each is emptied when the next one is asked for.

    Raises:
        UnreadableError: It is no XML, or declares entities.
    """
    above: list[str] = []
    is_declared = False
    lists = 0
    try:
        for what, element in _parsing(file):
            if what == "start":
                if not is_declared:
                    refuse_entities(element)
                    is_declared = True
                above.append(str(element.tag))
                lists += above[-1] == "EventList" and above[-2:-1] in _HOLDERS
                continue
            above.pop()
            if lists == 1 and element.tag != _WRAPPER and _is_event(above):
                yield element
                _empty(element)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"it is no XML: {error}", f"不是XML：{error}") from error


def _is_event(above: list[str]) -> bool:
    """Say whether what ended lies in the list of events, wrappers of older editions between."""
    inside = len(above)
    while inside and above[inside - 1] == _WRAPPER:
        inside -= 1
    return above[max(inside - 1, 0) : inside] == ["EventList"] and (
        above[max(inside - 2, 0) : inside - 1] in _HOLDERS
    )


def _empty(element: Any) -> None:  # noqa: ANN401 - an element of lxml
    """Let go of an element and of those before it; the list itself stays."""
    element.clear()
    holder = element.getparent()
    with suppress(AttributeError):
        while element.getprevious() is not None:
            del holder[0]
