"""A document that is read piece by piece says what it says when it is read at once."""

import io
import json

import pytest

from bayline.engines.epcis import splitting
from bayline.engines.epcis.documents import read_document
from bayline.engines.epcis.faults import UnreadableError
from bayline.engines.epcis.streaming import read_stream


def streamed(data):
    """Read a document by pieces; give what read_document gives of it."""
    document, events = read_stream(io.BytesIO(data))
    return list(events), document


def assert_same(data):
    events, document = streamed(data)
    whole = read_document(data)
    assert events == whole.events
    assert document.faults == whole.faults
    for name in ("kind", "form", "head", "ignored", "is_simple", "places"):
        assert getattr(document, name) == getattr(whole, name), name
    assert dict(document.namespaces) == whole.namespaces


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch):
    monkeypatch.setattr(splitting, "_PIECE", 97)
    monkeypatch.setattr(splitting, "_TOGETHER", 3)


def test_official_documents_are_read_alike(shared):
    folder = shared / "data/epcis"
    listed = [one for one in folder.rglob("*") if one.suffix in {".jsonld", ".json", ".xml"}]
    read = 0
    for one in listed:
        data = one.read_bytes()
        try:
            read_document(data)
        except UnreadableError:
            with pytest.raises(UnreadableError):
                streamed(data)
            continue
        assert_same(data)
        read += 1
    assert read > 100


def test_a_document_is_read_alike_wherever_its_head_stands(peach):
    document = json.loads(peach.document(*[peach.picked, peach.shipped] * 4))
    body = document.pop("epcisBody")
    body["eventList"][3]["jinshan:note"] = 'a "quoted" ]}, 桃 \\ and \n \ud83c\udf51'.encode(
        "utf-16", "surrogatepass"
    ).decode("utf-16")
    for parts in ({**document, "epcisBody": body}, {"epcisBody": body, **document}):
        for indent in (None, 2):
            assert_same(json.dumps(parts, indent=indent, ensure_ascii=indent is None).encode())
    marked = b"\xef\xbb\xbf \n" + json.dumps({**document, "epcisBody": body}).encode()
    assert_same(marked)
    assert_same(json.dumps({**document, "epcisBody": {"eventList": []}}).encode())
    assert_same(json.dumps({**document, "epcisBody": {"eventList": [1, {}, []]}}).encode())
    assert_same(json.dumps({**document, "epcisBody": {"events": [1]}}).encode())
    assert_same(json.dumps(peach.picked).encode())
    assert_same(peach.markup(*[peach.picked_markup, peach.shipped_markup] * 3))
    assert_same(peach.markup())


@pytest.mark.parametrize(
    ("swap", "is_marked"),
    [
        ((b"}", b""), False),
        ((b'"type"', b"type"), False),
        ((b"OBSERVE", b"\xff"), False),
        ((b'"OBSERVE"', b"NaN"), False),
        ((b"</eventTime>", b""), True),
        ((b"<EPCISBody>", b"<EPCISBody>&b;"), True),
    ],
)
def test_what_breaks_anywhere_is_refused_before_an_event_is_given(peach, swap, is_marked):
    whole = (
        peach.markup(*[peach.picked_markup] * 20)
        if is_marked
        else peach.document(*[peach.picked, peach.shipped] * 20)
    )
    at = whole.rfind(swap[0])
    with pytest.raises(UnreadableError):
        read_stream(io.BytesIO(whole[:at] + swap[1] + whole[at + len(swap[0]) :]))


@pytest.mark.parametrize(
    "data",
    [
        b'{"epcisBody": {"eventList": [{}]}} {}',
        b'{"epcisBody": {"eventList": [{},]}}',
        b'{"epcisBody": {"eventList": [{}',
        b'{"epcisBody": {"eventList": [' + b"[" * 100_000,
        b'[{"epcisBody": {}}]',
        b"",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    ],
)
def test_what_is_no_document_is_refused(data):
    with pytest.raises(UnreadableError):
        read_stream(io.BytesIO(data))
