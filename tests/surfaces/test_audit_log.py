"""The log of writes: what is noted and what is not, how it is read, and that it stays."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from bayline.platform.people import passwords, queries
from bayline.platform.people.models import Account, Deed
from bayline.platform.people.noting import note
from bayline.platform.people.terms import Deed as Done

pytestmark = pytest.mark.django_db
PRIVATE = "不外传的句子：全区有30个村。"
NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)


def noted() -> list[tuple[str, str, str, int]]:
    return [*Deed.objects.order_by("id").values_list("who", "method", "address", "status")]


def test_every_write_is_noted_with_its_end_and_nothing_of_its_content(
    client: Client, logged_in: Callable[..., Client]
) -> None:
    sent = {"text": PRIVATE, "title": "机密标题"}
    response = client.post("/documents/new", sent, headers={"x-request-id": "walk-0001-a"})
    assert response.status_code == 302
    assert client.post("/documents/new", {"title": "x"}).status_code == 400
    viewer = logged_in("viewer", "小查", account="viewer")
    assert viewer.post("/documents/new", sent).status_code == 403
    assert noted() == [
        ("小林", "POST", "document-new", 302),
        ("小林", "POST", "document-new", 400),
        ("viewer", "POST", "document-new", 403),
    ]
    assert Deed.objects.order_by("id")[0].request == "walk-0001-a"
    row = " ".join(map(str, Deed.objects.values_list().first() or ()))
    assert "全区" not in row
    assert "机密" not in row


def test_reading_and_checking_a_draft_leave_no_line(client: Client, anonymous: Client) -> None:
    client.get("/documents")
    client.post("/audit", {"text": PRIVATE})
    client.post("/audit.json", {"text": PRIVATE})
    anonymous.post("/documents/new", {"text": PRIVATE})
    assert noted() == []


def test_coming_and_going_is_noted_and_wrong_passwords_of_strangers_are_not(
    logged_in: Callable[..., Client],
) -> None:
    logged_in()
    Account.objects.update(password=passwords.hashed("潮来潮去-72"))
    client = Client()
    assert client.post("/login", {"account": "小林", "password": "wrong"}).status_code == 403
    assert client.post("/login", {"account": "小林", "password": "潮来潮去-72"}).status_code == 303
    client.post("/logout")
    assert noted() == [("小林", "POST", "login", 303), ("小林", "POST", "logout", 303)]


def test_the_log_is_read_by_administrators_with_filters_and_pages(
    client: Client, logged_in: Callable[..., Client]
) -> None:
    for number in range(60):
        at = NOON + timedelta(days=number // 30)
        note(Done(who="甲" if number % 2 else "乙", method="POST", address="keys", recorded=at))
    first = client.get("/audit-log.json").json()
    assert (first["total"], len(first["lines"]), first["pages"]) == (60, 50, 2)
    assert first["lines"][0]["number"] > first["lines"][1]["number"]
    assert len(client.get("/audit-log.json?page=2").json()["lines"]) == 10
    assert client.get("/audit-log.json?page=99").json()["page"] == 2
    assert client.get("/audit-log.json?who=甲").json()["total"] == 30
    assert client.get("/audit-log.json?since=2021-11-06").json()["total"] == 30
    assert client.get("/audit-log.json?until=2021-11-05&who=乙").json()["total"] == 15
    assert client.get("/audit-log.json?address=x").json()["total"] == 0
    assert client.get("/audit-log?since=neverday").status_code == 400
    assert client.get("/audit-log?until=9999-12-31").status_code in {200, 400}
    page = client.get("/audit-log?who=%3Cscript%3E").content.decode()
    assert "<script>alert" not in page
    assert "没有符合条件的" in page
    assert "Log of writes" in client.get("/en/audit-log").content.decode()
    assert logged_in("publisher", "乙", account="pub").get("/audit-log").status_code == 403


@pytest.mark.parametrize("change", ["UPDATE people_deed SET who = 'x'", "DELETE FROM people_deed"])
def test_the_database_refuses_to_change_a_line(change: str) -> None:
    note(Done(who="甲", method="POST", address="x", recorded=timezone.now()))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert queries.faults() == ()


def test_a_log_that_cannot_be_written_undoes_nothing_and_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_deed: Done) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr("bayline.surfaces.people.auditing.note", full)
    monkeypatch.setattr("bayline.surfaces.people.auditing._LOG.propagate", True)
    with caplog.at_level("ERROR", logger="bayline.audit"):
        assert client.post("/documents/new", {"text": PRIVATE, "title": "a"}).status_code == 302
    assert noted() == []
