"""The official examples, the vectors of the hash, and captures that must be refused."""

from pathlib import Path

import pytest

from bayline.engines.epcis.documents import read_document
from bayline.engines.epcis.hashing import hashes_of


@pytest.fixture
def material(shared: Path) -> Path:
    return shared / "data/epcis"


def files(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.suffix in {".xml", ".json", ".jsonld"})


@pytest.mark.parametrize(
    ("folder", "least"), [("JSON", 47), ("JSON-simple-context", 46), ("XML", 37)]
)
def test_every_official_example_is_valid(material, faults, folder, least):
    found = files(material / folder)
    assert len(found) >= least
    wrong = {one.name: faults(one.read_bytes()) for one in found}
    assert {name: list_ for name, list_ in wrong.items() if list_} == {}


def test_every_vector_of_the_hash_is_met(material):
    found = files(material / "event-hash/tests/examples")
    assert len(found) >= 39
    for one in found:
        wanted = one.with_suffix(".hashes").read_text("utf-8").split()
        assert hashes_of(read_document(one.read_bytes())) == wanted, one.name
    for one in files(material / "event-hash/tests/expected_equal"):
        assert len(set(hashes_of(read_document(one.read_bytes())))) == 1, one.name


def test_every_capture_that_must_be_refused_is_refused_for_its_reason(material, faults):
    expected = {
        "json_EPCISDocument_without_context": {"@context"},
        "json_ObjectEvent_with_invalid_action": {"action"},
        "json_ObjectEvent_with_quantity_as_text": {"quantityList.0.quantity"},
        "json_ObjectEvent_without_action_and_eventTime": {
            "action",
            "eventTime",
            "eventTimeZoneOffset",
        },
        "xml_ObjectEvent_with_invalid_action": {"action"},
        "xml_ObjectEvent_without_eventTime": {"eventTime"},
    }
    told = {one.stem: {two[1] for two in faults(one.read_bytes()) if two[2] != "future"}
            for one in files(material / "invalid")}  # fmt: skip
    assert told == expected
