"""Null characters, answered alike on both databases, and more parameters than any page has."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from bayline.platform.keys.actions import create
from bayline.platform.keys.terms import Key, Scope
from bayline.platform.registers import actions, queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        *("/figures.json?attribute={}", "/documents.json?q={}", "/en/registers.json?q={}"),
        *("/findings.json?document={}", "/search.json?q={}&kind={}", "/series.json?attribute={}"),
    ],
)
def test_what_is_asked_is_asked_without_them(client: Client, address: str) -> None:
    with_nulls = client.get(address.replace("{}", "a%00b"))
    assert with_nulls.status_code == 200
    assert with_nulls.content == client.get(address.replace("{}", "ab")).content


@pytest.mark.parametrize("address", ["/projects/a%00b", "/en/registers/x/a%00b", "/keys/%00"])
def test_an_address_that_has_one_leads_nowhere(client: Client, address: str) -> None:
    assert client.get(address).status_code in {400, 404}


@pytest.mark.parametrize("address", ["/api/claims?subject=%00", "/api/claims/a%00b"])
def test_programs_are_refused_in_their_own_form(anonymous: Client, address: str) -> None:
    found = anonymous.get(address)
    assert found.status_code == 400
    assert found.json()["title"] == "Bad Request"


def test_a_program_that_sends_one_is_refused(client: Client, declared: Callable[..., str]) -> None:
    del client
    toml = declared("offices", "机构", "Offices", "lead 上级 Above organisation")
    actions.declare(toml.encode(), where="offices.toml")
    wanted = Key(
        id="", name="甲", organisation="乙", scope=Scope.WRITE, made=timezone.now(), made_by="丙"
    )
    program = Client(headers={"Authorization": f"Bearer {create(wanted).shown}"})
    for values in ({"code": "a", "lead": "a\0b"}, {"code": "a\0b"}):
        sent = json.dumps({"values": values, "reason": "\0"})
        found = program.post("/api/registers/offices/entries", sent, "application/json")
        assert found.status_code == 422


def test_what_is_typed_into_forms_is_kept_without_them(
    client: Client, declared: Callable[..., str]
) -> None:
    toml = declared("offices", "机构", "Offices", "lead 上级 Above organisation")
    actions.declare(toml.encode(), where="offices.toml")
    form = {"v.code": "a\0-1", "v.name": "甲\0", "v.lead": "\0", "reason": "\0", "do": "save"}
    assert client.post("/registers/offices/new", form).status_code == 302
    entry = queries.entry(queries.register("offices"), "a-1")
    assert entry is not None
    assert entry.values == {"code": "a-1", "name": "甲"}
    refused = client.post("/review/decide", {"claim": "a\0b", "decision": "accept"})
    assert refused.status_code == 400


@pytest.mark.parametrize("address", ["/", "/en/keys", "/login", "/nowhere", "/search.json"])
def test_more_parameters_than_any_page_has_are_refused(anonymous: Client, address: str) -> None:
    found = anonymous.get(f"{address}?{'&'.join(['a=1'] * 200)}")
    assert found.status_code == 400
    assert ("too many" if address.startswith("/en") else "参数太多") in found.content.decode()
    told = anonymous.get(f"/api/claims?{'&'.join(['a=1'] * 200)}")
    assert (told.status_code, told.json()["title"]) == (400, "Bad Request")
