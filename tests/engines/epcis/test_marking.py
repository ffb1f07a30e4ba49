"""What is written as XML says, when it is read, what was written."""

from datetime import UTC, datetime

import pytest

from bayline.engines.epcis.answers import with_links
from bayline.engines.epcis.documents import read_document
from bayline.engines.epcis.hashing import hashes_of
from bayline.engines.epcis.marking import query_markup

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def written(document, *, is_older=False):
    """Write the events of a document, and read them again."""
    events = []
    for event in document.events:
        event.pop("recordTime", None)
        spaces = [{key: held for key, held in document.namespaces.items() if key != "cbv"}]
        events.append(({**event, "@context": spaces}, 0))
    data = query_markup(events, query="all", created=NOW, is_older=is_older)
    read = read_document(data)
    assert read.faults == []
    for event in read.events:
        assert event.pop("recordTime") == "1970-01-01T00:00:00.000Z"
    return read, data


def test_official_documents_come_back_as_they_were(shared):
    files = [*(shared / "data/epcis/XML").rglob("*.xml")]
    count = 0
    for file in files:
        document = read_document(file.read_bytes())
        if document.faults or not document.events:
            continue
        for is_older in (False, True):
            read, _ = written(document, is_older=is_older)
            assert read.events == document.events, file.name
            assert hashes_of(read) == hashes_of(document), file.name
        count += len(document.events)
    assert count > 40


def test_documents_of_json_hash_alike_in_xml(shared):
    files = [*(shared / "data/epcis/JSON").rglob("*.jsonld")]
    for file in files:
        document = read_document(file.read_bytes())
        assert hashes_of(written(document)[0]) == hashes_of(document), file.name


@pytest.mark.parametrize("name", ["ns:a b", "ns:", ":a", "xml:lang", "none:x", "ns:1", "@ns:x"])
def test_names_that_xml_has_not_are_written_all_the_same(peach, name):
    document = read_document(peach.document({**peach.shipped, name: "a\x00b <&>"}))
    document.namespaces["ns"] = "https://example.org/"
    _, data = written(document)
    assert b"ab &lt;&amp;&gt;" in data


def test_keys_are_written_as_links_where_that_is_wished(peach):
    told = with_links({**peach.shipped, "readPoint": {"id": "urn:epc:id:sgln:6912345.00001.0"}})
    assert told["readPoint"] == {"id": "https://id.gs1.org/414/6912345000017"}
    assert all(one.startswith("https://id.gs1.org/") for one in told["epcList"])
