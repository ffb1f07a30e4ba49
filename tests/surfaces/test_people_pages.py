"""People as administrators see them: accounts made, given roles, reset, closed."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from bayline.platform.people import queries
from bayline.platform.people.models import Deed
from bayline.platform.people.terms import Grant, Role

pytestmark = pytest.mark.django_db
NEW = {"account": "XiaoWang", "name": "小王", "organisation": "nyw", "role": "clerk"}
SHOWN = re.compile(r'<code class="quoted" lang="en">([\w-]{16})</code>')


def password_in(page: str) -> str:
    found = SHOWN.search(page)
    assert found
    return found[1]


def test_an_account_is_made_and_its_password_shown_once(client: Client) -> None:
    made = client.post("/people", NEW).content.decode()
    password = password_in(made)
    assert "已建账号" in made
    assert not SHOWN.search(client.get("/people").content.decode())
    found = queries.person("xiaowang")
    assert (found.name, found.organisation, found.grants) == (
        "小王",
        "nyw",
        (Grant(role=Role.CLERK),),
    )
    entering = Client()
    sent = {"account": "xiaowang", "password": password}
    assert entering.post("/login", sent).status_code == 303
    assert Deed.objects.filter(address="people", about="xiaowang").count() == 1
    again = client.post("/people", NEW)
    assert again.status_code == 400
    assert "已有人用" in again.content.decode()
    assert 'value="小王"' in again.content.decode()


def test_roles_are_given_and_taken(client: Client) -> None:
    client.post("/people", NEW)
    sent = {"do": "roles", "role-0": "reviewer", "system-0": "reading", "role-1": "clerk"}
    sent |= {"organisation-1": "nyw", "role-2": "king", "system-1": "nowhere"}
    response = client.post("/people/xiaowang", sent)
    assert response.headers["Location"] == "/people/xiaowang?done=1"
    assert {*queries.person("xiaowang").grants} == {
        Grant(role=Role.REVIEWER, system="reading"),
        Grant(role=Role.CLERK, organisation="nyw"),
    }
    page = client.get("/en/people/xiaowang?done=1").content.decode()
    assert "Changed." in page
    assert "reviewer" in page
    client.post("/people/xiaowang", {"do": "roles"})
    assert queries.person("xiaowang").grants == ()


def test_a_reset_ends_sessions_and_shows_the_new_password_once(client: Client) -> None:
    first = password_in(client.post("/people", NEW).content.decode())
    entering = Client()
    entering.post("/login", {"account": "xiaowang", "password": first})
    assert entering.get("/audit").status_code == 200
    second = password_in(client.post("/people/xiaowang", {"do": "reset"}).content.decode())
    assert entering.get("/audit").status_code == 303
    assert entering.post("/login", {"account": "xiaowang", "password": first}).status_code == 403
    assert entering.post("/login", {"account": "xiaowang", "password": second}).status_code == 303
    client.post("/people/xiaowang", {"do": "close"})
    assert entering.get("/audit").status_code == 303
    assert "已停用" in client.get("/people").content.decode()
    client.post("/people/xiaowang", {"do": "open"})
    assert queries.person("xiaowang").is_active


def test_nobody_locks_all_administrators_out(client: Client) -> None:
    address = queries.people()[0].account
    for sent in ({"do": "roles"}, {"do": "close"}):
        refused = client.post(f"/people/{address}", sent)
        assert refused.status_code == 400
        assert "就没有管理员了" in refused.content.decode()
    assert "没有说要做什么" in client.post(f"/people/{address}", {}).content.decode()
    assert client.get("/people/nobody").status_code == 404


def test_forms_that_are_too_old_do_nothing(logged_in: Callable[..., Client]) -> None:
    strict = logged_in(is_strict=True)
    page = strict.post("/people", NEW)
    assert page.status_code == 403
    assert 'value="小王"' in page.content.decode()
    address = queries.people()[0].account
    assert strict.post(f"/people/{address}", {"do": "close"}).status_code == 403
    assert len(queries.people()) == 1


def test_twins_tell_who_there_is_and_no_password(client: Client) -> None:
    client.post("/people", NEW)
    told = client.get("/people.json").json()
    assert [one["account"] for one in told["people"]] == ["xiaowang", "小林"]
    assert "scrypt" not in client.get("/people.json").content.decode()
    assert client.get("/people/xiaowang.json").status_code == 200
