"""Entries sent in by programs: checked as in the form, merged or refused, under the key's name."""

import json

import pytest
from django.test import Client

from bayline.platform.people.queries import DeedsAsked, deeds
from bayline.platform.registers import queries
from bayline.platform.registers.models import Declaration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]
ENTRIES = "/api/registers/projects/entries"
NEW = {"values": {"code": "N1", "name": "新项目", "about": "三万平方米厂房"}, "reason": "接口报送"}


def post(program: Client, body: object, **more: str) -> tuple[int, dict]:
    answer = program.post(ENTRIES, json.dumps(body), content_type="application/json", **more)
    return answer.status_code, json.loads(answer.content)


def put(program: Client, key: str, body: object) -> tuple[int, dict]:
    address = f"{ENTRIES}/{key}"
    answer = program.put(address, json.dumps(body), content_type="application/json")
    return answer.status_code, json.loads(answer.content)


def test_an_entry_is_added_under_the_name_of_the_key(writer: Client) -> None:
    status, told = post(writer, NEW)
    assert (status, told["version"], told["values"]) == (201, 1, NEW["values"])
    (step,) = queries.history(queries.register("projects"), "N1")
    assert (step.edit.by, step.edit.reason) == ("统计局（测试）", "接口报送")
    assert json.loads(writer.get(f"{ENTRIES}/N1").content) == told


def test_every_write_is_noted_with_its_outcome(writer: Client, reader: Client) -> None:
    post(writer, NEW)
    post(writer, NEW)
    post(reader, NEW)
    put(writer, "N1", {"values": {}, "version": 1})
    _, noted = deeds(DeedsAsked(), first=0, count=10)
    told = {(deed.method, deed.address, deed.about, deed.status) for _, deed in noted}
    assert told == {
        ("POST", "api-entries", "projects", 201),
        ("POST", "api-entries", "projects", 409),
        ("POST", "api-entries", "projects", 403),
        ("PUT", "api-entry", "projects/N1", 200),
    }
    assert {deed.who for _, deed in noted} == {"统计局（测试）"}


def test_what_is_not_named_stays_and_an_empty_text_clears(writer: Client) -> None:
    post(writer, NEW)
    body = {"values": {"name": "改名", "about": ""}, "version": 1}
    status, told = put(writer, "N1", body)
    assert (status, told["version"]) == (200, 2)
    assert told["values"] == {"code": "N1", "name": "改名"}


def test_what_others_changed_elsewhere_is_merged_and_the_same_field_refused(
    writer: Client,
) -> None:
    post(writer, NEW)
    assert put(writer, "N1", {"values": {"name": "甲"}, "version": 1})[0] == 200
    status, told = put(writer, "N1", {"values": {"category": "工业"}, "version": 1})
    assert (status, told["values"]["name"], told["values"]["category"]) == (200, "甲", "工业")
    status, told = put(writer, "N1", {"values": {"name": "乙"}, "version": 1})
    assert (status, told["fields"], told["version"]) == (409, ["name"], 3)


def test_a_value_that_cannot_be_kept_is_named(writer: Client) -> None:
    bad = {"values": {"code": "N2", "name": "新", "point": "明天"}}
    status, told = post(writer, bad)
    assert (status, [*told["faults"]]) == (422, ["point"])
    assert told["faults"]["point"]["value"] == "明天"
    assert queries.entry(queries.register("projects"), "N2") is None


def test_a_key_that_reads_sends_nothing_in(reader: Client, everybody: Client) -> None:
    assert post(reader, NEW)[0] == 403
    assert post(everybody, NEW)[0] == 401
    assert put(reader, "P000001", {"values": {}, "version": 1})[0] == 403
    assert queries.entry(queries.register("projects"), "N1") is None


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ([], "it is no object"),
        ({}, "“values” is missing"),
        ({"values": {"code": 1}}, "“values” is of another kind"),
        ({"values": {}, "more": 1}, "“more” is not expected"),
        ({"values": {"color": "red"}}, "has no field “color”"),
        ({"values": {"name": "无编号"}}, ""),
    ],
)
def test_what_is_not_of_the_declared_shape_is_refused(
    writer: Client, body: object, sentence: str
) -> None:
    status, told = post(writer, body)
    assert status == 422
    assert sentence in told["detail"]


def test_no_json_is_refused(writer: Client) -> None:
    answer = writer.post(ENTRIES, "{", content_type="application/json")
    assert answer.status_code == 422
    answer = writer.post(ENTRIES, {"values": "a"})
    assert answer.status_code == 415


def test_an_entry_that_is_there_is_not_added_again(writer: Client) -> None:
    assert post(writer, NEW)[0] == 201
    assert post(writer, NEW)[0] == 409
    assert put(writer, "N1", {"values": {}, "version": 9})[0] == 409
    assert put(writer, "NONE", {"values": {}, "version": 1})[0] == 404
    assert put(writer, "N1", {"values": {"code": "N3"}, "version": 1})[0] in {400, 422}


def test_an_entry_of_another_organisation_is_not_written(writer: Client) -> None:
    stored = Declaration.objects.get(name="projects")
    stored.toml = stored.toml.replace('label = "name"', 'label = "name"\nowner = "category"')
    stored.save()
    own = {"values": {"code": "N1", "name": "自己的", "category": "统计局"}}
    assert post(writer, own)[0] == 201
    assert post(writer, NEW)[0] == 403
    assert put(writer, "N1", {"values": {"category": "科技局"}, "version": 1})[0] == 403
