"""The page of packages: download, choose, see what is wrong or what would change, confirm."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bayline.platform.jobs.working import do_next
from bayline.platform.registers import actions, queries
from bayline.platform.registers.actions import Upsert
from bayline.platform.registers.models import Change
from bayline.platform.registers.terms import Edit
from bayline.systems.projects.pages import background

pytestmark = pytest.mark.django_db
EDIT = Edit(by="甲", at=datetime(2021, 11, 5, 4, tzinfo=UTC))
TAKE = "/projects/exchange/take"
BRIDGE = {"id": "oc4ids-abc123-1", "title": "跨江大桥", "nickname": [1.5, None]}


def package(**project: Any) -> dict[str, Any]:
    return {
        "uri": "https://example.org/packages/1",
        "publishedDate": "2026-03-01T00:00:00Z",
        "version": "0.9",
        "publisher": {"name": "计划办公室"},
        "projects": [{**BRIDGE, **project}],
    }


def chosen(client: Client, found: object, **more: str) -> Any:
    data = json.dumps(found, ensure_ascii=False).encode()
    return client.post(TAKE, {"file": SimpleUploadedFile("bridge.json", data), **more})


def confirmed(client: Client, page: str) -> Any:
    fields = re.findall(r'name="(name|document|basis)" value="([^"]*)"', page)
    return client.post(TAKE, {**dict(fields), "do": "confirm"})


def test_a_package_is_shown_then_stored_and_downloaded_as_it_was(client: Client) -> None:
    shown = chosen(client, package())
    page = shown.content.decode()
    assert (shown.status_code, "跨江大桥" in page, "计划办公室" in page) == (200, True, True)
    assert not Change.objects.exists()
    stored = confirmed(client, page)
    assert stored.headers["Location"] == "/projects/exchange?stored=2"
    assert "已写入2条" in client.get(stored.headers["Location"]).content.decode()
    back = client.get("/projects/exchange/package.json")
    assert json.loads(back.content) == package()
    again = chosen(client, package()).content.decode()
    assert "没有要写入的条目" in again
    then = client.get("/projects/exchange/package.json?as_of=2021-11-05")
    assert (then.status_code, "项目包只有现在的样子" in then.content.decode()) == (400, True)


def test_an_amended_package_shows_what_changes(client: Client) -> None:
    confirmed(client, chosen(client, package()).content.decode())
    page = chosen(client, package(title="海湾大桥")).content.decode()
    assert "<del" in page
    assert "海湾大桥" in page
    assert "取代先前收存的同名项目包" in page


def test_errors_are_listed_with_place_rule_and_sentence(client: Client) -> None:
    bad = package(budget={"amount": {"amount": -1, "currency": "CNY"}}, status="done")
    shown = chosen(client, bad)
    page = shown.content.decode()
    assert (shown.status_code, "/projects/0/status" in page, "· enum<" in page) == (422, True, True)
    assert 'value="confirm"' not in page
    assert client.post(TAKE, {"do": "preview"}).status_code == 422
    assert not Change.objects.exists()


def test_what_changed_since_the_preview_is_not_stored(client: Client) -> None:
    page = chosen(client, package()).content.decode()
    rows = [Upsert({"code": "x", "name": "y", "identifier": "oc4ids-abc123-1"}, 0, EDIT)]
    actions.take_over(queries.register("projects"), rows)
    answer = confirmed(client, page)
    assert (answer.status_code, "预览之后名册有变动" in answer.content.decode()) == (409, True)


def test_the_public_takes_nothing_in_and_sees_nothing_unpublished(
    client: Client, anonymous: Client
) -> None:
    confirmed(client, chosen(client, package()).content.decode())
    page = anonymous.get("/projects/exchange").content.decode()
    assert 'type="file"' not in page
    assert anonymous.get("/projects/exchange/package.json").status_code == 404
    assert chosen(anonymous, package()).status_code == 401
    told = client.get("/projects/exchange.json").json()
    assert (told["total"], told["prefix"]) == (1, "")
    assert told["download"] == "/projects/exchange/package.json"


def test_a_package_asks_as_much_of_many_projects_as_of_few(client: Client) -> None:
    def asked(address: str) -> int:
        client.get(address)  # what is looked up once for all pages
        with CaptureQueriesContext(connection) as queries_asked:
            assert client.get(address).status_code == 200
        return len(queries_asked)

    addresses = ("/projects/exchange", "/projects/exchange/package.json", "/projects/export.csv")
    counts = []
    for number in (1, 30):
        rows = [Upsert({"code": f"{number}-{n}", "name": "甲"}, 0, EDIT) for n in range(number)]
        actions.take_over(queries.register("projects"), rows)
        counts.append([asked(address) for address in addresses])
    assert counts[0] == counts[1]


def test_a_large_package_is_stored_by_a_job_that_says_how_much(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "ROWS_AT_ONCE", 1)
    stored = confirmed(client, chosen(client, package()).content.decode())
    assert stored.headers["Location"].startswith("/jobs/")
    assert not Change.objects.exists()
    assert do_next()
    assert "写入2条" in client.get(stored.headers["Location"]).content.decode()
    back = client.get("/projects/exchange/package.json")
    assert json.loads(back.content) == package()
