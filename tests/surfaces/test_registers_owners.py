"""Entries that belong to an organisation are written by those who have a role for it."""

from collections.abc import Callable

import pytest
from django.test import Client

from bayline.kernel.errors import BaylineError
from bayline.platform.people import actions as people
from bayline.platform.people.terms import PUBLIC, Grant, Role, Visitor
from bayline.platform.registers import actions, queries
from bayline.platform.registers.declaring import declared as read
from bayline.platform.registers.terms import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks(declared: Callable[..., str]) -> Register:
    """A register whose entries belong to the unit in a field."""
    toml = declared("tasks", "任务", "Tasks", "unit 单位 Unit text")
    toml = toml.replace('label = "name"', 'label = "name"\nowner = "unit"')
    return actions.declare(toml.encode(), where="tasks.toml")


@pytest.fixture
def clerk(logged_in: Callable[..., Client]) -> Client:
    """A clerk of the unit nyw; somebody else is administrator."""
    logged_in(name="小李")
    client = logged_in("clerk", "小王", account="xiaowang")
    people.set_grants("xiaowang", (Grant(role=Role.CLERK, organisation="nyw"),))
    return client


def form(key: str, unit: str, **more: str) -> dict[str, str]:
    return {"v.code": key, "v.name": "某事", "v.unit": unit, "do": "save", **more}


def test_a_clerk_writes_the_entries_of_the_own_unit_only(
    clerk: Client, client: Client, tasks: Register
) -> None:
    assert clerk.post("/registers/tasks/new", form("a", "nyw")).status_code == 302
    for unit in ("jtw", ""):
        refused = clerk.post("/registers/tasks/new", form("b", unit))
        assert refused.status_code == 422
        assert "有这个单位的角色才能写" in refused.content.decode()
    assert client.post("/registers/tasks/new", form("b", "jtw")).status_code == 302
    given_away = form("a", "jtw", version="1")
    assert clerk.post("/registers/tasks/a/edit", given_away).status_code == 422
    taken = form("b", "nyw", version="1")
    assert clerk.post("/registers/tasks/b/edit", taken).status_code == 422
    removed = {"do": "remove", "version": "1"}
    assert clerk.post("/registers/tasks/b/edit", removed).status_code == 422
    assert clerk.post("/registers/tasks/a/edit", removed).status_code == 302
    assert queries.entry(tasks, "b").values["unit"] == "jtw"


@pytest.mark.usefixtures("tasks")
def test_an_import_with_one_foreign_row_stores_none(clerk: Client) -> None:
    from base64 import b64encode

    table = b64encode("编号,名称,单位\na,甲,nyw\nb,乙,jtw\n".encode()).decode()
    sent = {"name": "t.csv", "document": table}
    basis = clerk.post("/registers/tasks/import.json", sent).status_code
    assert basis == 405  # the twin stores nothing
    page = clerk.post("/registers/tasks/import", {**sent, "do": "preview"}).content.decode()
    shown = page.partition('name="basis" value="')[2].partition('"')[0]
    refused = clerk.post("/registers/tasks/import", {**sent, "do": "confirm", "basis": shown})
    assert refused.status_code == 422
    assert "这一条归“jtw”" in refused.content.decode()
    assert queries.entry(queries.register("tasks"), "a") is None


def test_a_role_of_one_system_or_none_writes_for_nobody() -> None:
    assert not PUBLIC.writes_for("nyw")
    limited = Visitor(name="甲", grants=(Grant(role=Role.CLERK, system="reading"),))
    assert not limited.writes_for("nyw")
    viewer = Visitor(name="乙", grants=(Grant(role=Role.VIEWER, organisation="nyw"),))
    assert not viewer.writes_for("nyw")
    both = Visitor(name="丙", grants=(Grant(role=Role.REVIEWER, organisation="nyw"),))
    assert both.writes_for("nyw")
    assert not both.writes_for("")


@pytest.mark.parametrize(
    ("owner", "kind", "why"),
    [("nobody", "text", "没有这个字段"), ("unit", "date", "类型date写不了单位")],
)
def test_an_owner_is_a_field_that_can_hold_an_organisation(
    declared: Callable[..., str], owner: str, kind: str, why: str
) -> None:
    toml = declared("tasks", "任务", "Tasks", f"unit 单位 Unit {kind}")
    toml = toml.replace('label = "name"', f'label = "name"\nowner = "{owner}"')
    with pytest.raises(BaylineError) as refused:
        read(toml.encode(), where="tasks.toml")
    assert why in refused.value.in_chinese()


def test_a_role_of_one_system_writes_the_registers_it_brings_and_no_others(
    logged_in: Callable[..., Client],
) -> None:
    logged_in(name="小李")
    client = logged_in("clerk", "小王", account="xiaowang", system="projects")
    assert client.get("/registers/projects/new").status_code == 200
    assert "/registers/projects/new" in client.get("/registers/projects").content.decode()
    elsewhere = client.get("/registers/water_sections").content.decode()
    assert "/registers/water_sections/new" not in elsewhere
    refused = client.post("/registers/water_sections/new", {})
    assert refused.status_code == 403
    told = refused.content.decode()
    assert "这里要有在ecology系统经办以上的角色（现有角色：projects系统的经办）" in told
    limited = Visitor(name="甲", grants=(Grant(role=Role.CLERK, system="projects"),))
    assert limited.writes_for("nyw", system="projects")
    assert not limited.writes_for("nyw", system="ecology")
