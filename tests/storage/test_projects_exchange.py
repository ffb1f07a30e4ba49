"""Packages of projects into the registers and out again, equal field by field."""

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bayline.kernel.errors import BaylineError
from bayline.platform import making
from bayline.platform.reaching import NOTHING, Reach, within
from bayline.platform.record.models import Source
from bayline.platform.record.queries import latest_text, living_by_name
from bayline.platform.registers import actions, queries
from bayline.platform.registers.actions import Upsert
from bayline.platform.registers.models import Change
from bayline.platform.registers.terms import Edit
from bayline.systems.projects.actions.exchanging import take_package
from bayline.systems.projects.models import StandingRow
from bayline.systems.projects.queries.incoming import Incoming, incoming
from bayline.systems.projects.queries.packages import package as written
from bayline.systems.projects.rules.oc4ids.schema import own_standard
from bayline.systems.projects.rules.oc4ids.validating import errors_of
from bayline.systems.reading.actions.recording import reread_document

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
EDIT = Edit(by="甲", at=NOON)
BRIDGE = {
    "id": "oc4ids-abc123-1",
    "title": "跨江大桥",
    "description": "双向六车道",
    "nickname": {"kept": ["as", 1.5, None]},
    "status": "implementation",
    "budget": {"amount": {"amount": 1200.5, "currency": "USD"}, "description": "批复"},
    "publicAuthority": {"id": "CN-1", "name": "交通局", "extra": True},
    "milestones": [
        {"id": "m1", "code": "commencement", "dateMet": "2025-04-02T08:00:00Z", "status": "met"},
        {"id": "m2", "code": "completion", "dueDate": "2027-06-30T00:00:00Z"},
    ],
}


def package(*projects: dict[str, Any], **head: str) -> dict[str, Any]:
    known = {
        "uri": "https://example.org/packages/1",
        "publishedDate": "2026-03-01T00:00:00Z",
        "version": "0.9",
        "publisher": {"name": "计划办公室"},
    }
    return {**known, **head, "projects": deepcopy([*projects] or [BRIDGE])}


def data_of(found: object) -> bytes:
    return json.dumps(found, ensure_ascii=False).encode()


def take(found: object, name: str = "bridge.json") -> Incoming:
    return take_package(name, data_of(found), edit=EDIT)


def refused(found: object) -> list[tuple[str, str, str]]:
    """Give what is wrong with a package, of which nothing is stored then."""
    before = Change.objects.count(), Source.objects.count()
    faults = incoming("bridge.json", data_of(found)).faults
    assert faults
    with pytest.raises(BaylineError, match="nothing was stored"):
        take(found)
    assert (Change.objects.count(), Source.objects.count()) == before
    return [(one.path, one.rule, one.message) for one in faults]


def entry(register: str, key: str) -> dict[str, str]:
    found = queries.entry(queries.register(register), key)
    assert found is not None
    return {**found.values, **({"gone": "yes"} if found.is_deleted else {})}


def exported(prefix: str = "") -> Any:
    found = written(prefix=prefix, at=NOON).package
    assert errors_of(found, own_standard()) == []
    return found


def changed(**fields: Any) -> dict[str, Any]:
    return {**deepcopy(BRIDGE), **fields}


def test_a_package_becomes_entries_that_rest_on_it_and_comes_out_as_it_was() -> None:
    found = take(package())
    assert (found.new, found.changed, len(found.rows)) == (("oc4ids-abc123-1",), (), 5)
    project = entry("projects", "oc4ids-abc123-1")
    assert (project["name"], project["lead"]) == ("跨江大桥", "交通局")
    started = entry("project_stages", "oc4ids-abc123-1/m1")
    assert (started["stage"], started["nature"], started["date"]) == (
        ("started", "actual", "2025-04-02")
    )
    planned = entry("project_stages", "oc4ids-abc123-1/m2/planned")
    assert (planned["date"], planned["stated"]) == ("2027-06-30", "2026-03-01")
    money = entry("project_amounts", "oc4ids-abc123-1/planned_investment")
    assert money["amount"] == "1200.5美元"
    assert {project["document"], started["document"], money["document"]} == {"bridge.json"}
    assert [one.publisher for one in living_by_name("bridge.json")] == ["计划办公室"]
    assert StandingRow.objects.get().stage == "started"
    assert making.faults() == ()
    assert exported() == package()


def test_a_package_is_kept_and_no_sentence_of_it_is_read() -> None:
    take(package())
    (kept,) = living_by_name("bridge.json")
    assert kept.media_type == "application/json"
    assert reread_document(kept, at=NOON).proposed == ()
    assert latest_text(kept) is None


def test_the_official_example_comes_out_as_it_was(shared: Path) -> None:
    data = (shared / "data" / "projects" / "oc4ids" / "example.json").read_bytes()
    take_package("example.json", data, edit=EDIT)
    assert exported() == json.loads(data)


def test_the_same_package_again_changes_nothing() -> None:
    take(package())
    before = Change.objects.count(), Source.objects.count()
    for found in (take(package()), take(package(), "under another name.json")):
        assert (found.same, found.rows) == (1, ())
    assert (Change.objects.count(), Source.objects.count()) == before


def test_an_amended_package_supersedes_and_leaves_what_hands_changed() -> None:
    take(package())
    register = queries.register("projects")
    mine = {**entry("projects", "oc4ids-abc123-1"), "place": "310116102"}
    actions.save(register, mine, edit=EDIT, key=mine["code"], version=1)
    amended = changed(title="海湾大桥", milestones=BRIDGE["milestones"][:1])
    found = take(package(amended))
    assert [(row.register, row.is_gone) for row in found.rows] == [
        ("projects", False),
        ("project_stages", True),
        ("project_packages", False),
    ]
    now = entry("projects", "oc4ids-abc123-1")
    assert (now["name"], now["place"]) == ("海湾大桥", "310116102")
    assert entry("project_stages", "oc4ids-abc123-1/m2/planned")["gone"]
    (edition,) = living_by_name("bridge.json")
    assert edition.replaces
    (back,) = exported()["projects"]
    assert back.pop("x_bayline")["fields"]["place"] == "310116102"
    assert back == amended


def test_what_is_changed_here_is_all_that_differs() -> None:
    take(package())
    key = "oc4ids-abc123-1/planned_investment"
    money = {**entry("project_amounts", key), "amount": "1300美元"}
    register = queries.register("project_amounts")
    actions.save(register, money, edit=EDIT, key=key, version=1)
    (back,) = exported()["projects"]
    assert back.pop("x_bayline").keys() == {"amounts"}
    assert back.pop("budget") == {
        "amount": {"amount": 1300, "currency": "USD"},
        "description": "批复",
    }
    assert back == {key: one for key, one in BRIDGE.items() if key != "budget"}


def own_project() -> None:
    rows: dict[str, list[dict[str, str]]] = {
        "projects": [{"name": "飞天园", "place": "310116102", "lead": "fengjing", "point": "1,2"}],
        "project_stages": [
            {"code": "park/s", "stage": "started", "nature": "actual", "date": "2021-03-03"},
            {"code": "park/o", "stage": "operating", "nature": "planned", "date": "2026-03-02"},
        ],
        "project_amounts": [
            {"code": "park/i", "kind": "investment", "amount": "约180亿元"},
            {"code": "park/d", "kind": "completed", "amount": "30亿元", "period": "2021"},
        ],
    }
    for name, entries in rows.items():
        filled = [{"code": "park", "document": "a.md", **one} for one in entries]
        more = {} if name == "projects" else {"project": "park"}
        upserts = [Upsert({**one, **more}, 0, EDIT) for one in filled]
        actions.take_over(queries.register(name), upserts)


def test_a_project_of_the_home_is_told_in_the_fields_of_the_standard() -> None:
    own_project()
    (found,) = exported("oc4ids-abc123")["projects"]
    assert found["id"] == "oc4ids-abc123-park"
    assert found["identifiers"] == [{"id": "park", "scheme": "bayline"}]
    assert found["publicAuthority"] == {"id": "fengjing", "name": "fengjing"}
    assert found["parties"][0]["roles"] == ["publicAuthority"]
    assert found["period"] == {
        "startDate": "2021-03-03T00:00:00Z",
        "endDate": "2026-03-02T00:00:00Z",
    }
    assert [(one["id"], one["status"]) for one in found["milestones"]] == [
        ("started", "met"),
        ("operating", "scheduled"),
    ]
    (observed,) = found["metrics"][0]["observations"]
    assert observed["value"] == {"amount": 3_000_000_000, "currency": "CNY"}
    assert "budget" not in found  # 约 is no exact amount
    assert [one["title"] for one in found["documents"]] == ["a.md"]


def test_another_home_takes_it_as_it_was_and_gives_the_same_back() -> None:
    own_project()
    sent = exported("oc4ids-abc123")
    found = take_package("own.json", data_of(sent), edit=EDIT, prefix="oc4ids-abc123")
    assert (found.same, found.rows) == (1, ())
    for name, key in (("projects", "park"), ("project_amounts", "park/d")):
        actions.remove(queries.register(name), key, version=1, edit=EDIT)
    take(sent)
    assert entry("project_amounts", "park/d")["amount"] == "30亿元"
    assert entry("projects", "park")["point"] == "1,2"
    assert exported("oc4ids-abc123") == sent


def test_a_field_of_the_standard_that_belies_what_is_kept_beside_it_is_refused() -> None:
    own_project()
    sent = exported("oc4ids-abc123")
    sent["projects"][0]["milestones"][1]["dueDate"] = "2030-01-01T00:00:00Z"
    ((path, rule, _),) = refused(sent)
    assert (path, rule) == ("/projects/0/milestones", "extension-differs")


MET = {"id": "m2", "code": "completion", "dateMet": "2024-01-01T00:00:00Z", "status": "met"}
BAD = {
    "a completion before its start": (
        changed(milestones=[BRIDGE["milestones"][0], MET]),
        "/projects/0/milestones/0",
        "晚于竣工（2024-01-01）",
    ),
    "an amount below zero": (
        changed(budget={"amount": {"amount": -1, "currency": "CNY"}}),
        "/projects/0/budget/amount/amount",
        "小于零",
    ),
    "no currency": (
        changed(budget={"amount": {"amount": 1}}),
        "/projects/0/budget/amount",
        "没有写币种",
    ),
    "an unknown code": (changed(status="done"), "/projects/0/status", "不在这个代码表中"),
    "an end before its beginning": (
        changed(period={"startDate": "2026-01-01T00:00:00Z", "endDate": "2025-01-01T00:00:00Z"}),
        "/projects/0/period",
        "早于开始",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_is_refused_with_its_place(case: str) -> None:
    project, path, words = BAD[case]
    ((place, _, message),) = refused(package(project))
    assert (place, words in message) == (path, True), message


def test_an_identifier_stands_once_in_a_package() -> None:
    ((path, rule, _),) = refused(package(BRIDGE, changed(title="另一座")))
    assert (path, rule) == ("/projects/1/id", "duplicate-project-ids")
    blank = {"id": f"{BRIDGE['id']} ", "title": "又一座"}
    found = refused(package({"id": BRIDGE["id"], "title": "桥"}, blank))
    assert {(path.split("/")[2], rule) for path, rule, _ in found} == {("1", "blank-in-key")}


def test_a_preview_that_no_longer_holds_is_not_stored() -> None:
    looked = incoming("bridge.json", data_of(package()))
    take(package(changed(title="先到的")), "other.json")
    with pytest.raises(BaylineError, match="changed since the preview"):
        take_package("bridge.json", data_of(package()), edit=EDIT, basis=looked.basis)


def test_the_public_is_given_no_more_than_is_published() -> None:
    own_project()
    take(package())
    with within(NOTHING):
        assert written(prefix="", at=NOON).package["projects"] == []
    public = frozenset({"projects", "project_stages"})
    seen = Reach(publication="x", until=NOON, registers=public)
    with within(seen):
        found = written(prefix="", at=NOON).package["projects"]
    assert [one["id"] for one in found] == ["oc4ids-abc123-1", "park"]
    assert not any({"budget", "metrics", "nickname"} & one.keys() for one in found)


def test_promises_and_batches_go_with_their_project_and_come_in_as_they_were() -> None:
    def put(register: str, **values: str) -> None:
        actions.save(queries.register(register), {**values, "document": "a.md"}, edit=EDIT)

    for code in ("park", "port"):
        put("projects", code=code, name=code)
    put("project_effects", code="park/revenue", project="park", kind="revenue", amount="约41亿元",
        stage="at_capacity", text="5年内达产后年营收约41亿元", announced="2021-03-03")  # fmt: skip
    put("batches", code="q1", name="一季度集中开工", stage="started", date="2021-03-03",
        projects="12个", investment="206亿元")  # fmt: skip
    put(
        "batch_members", code="q1/park", batch="q1", project="park", name="飞天园", amount="180亿元"
    )
    put("batch_members", code="q1/port", batch="q1", project="port", name="港")
    out = written(prefix="oc4ids-abc123", at=NOON).package
    first, second = (one["x_bayline"] for one in out["projects"])
    assert [one["text"] for one in first["effects"]] == ["5年内达产后年营收约41亿元"]
    assert [one["batch"]["investment"] for one in first["batches"]] == ["206亿元"]
    assert "effects" not in second
    assert errors_of(out, own_standard()) == []
    assert incoming("same.json", data_of(out)).rows == ()

    kept = {
        name: [*queries.every_value(queries.register(name)).values()]
        for name in ("project_effects", "batches", "batch_members")
    }
    for name in ("batch_members", "batches", "project_effects", "projects"):
        register = queries.register(name)
        for key, one in queries.entries(register, [*queries.every_value(register)]).items():
            actions.remove(register, key, version=one.version, edit=EDIT)
    assert take(out, "back.json").faults == ()
    for name, entries in kept.items():
        back = queries.every_value(queries.register(name)).values()
        told = [{**one, "code": ""} for one in back]
        assert sorted(told, key=str) == sorted(({**one, "code": ""} for one in entries), key=str)
    assert written(prefix="oc4ids-abc123", at=NOON).package == out
    amended = deepcopy(out)
    amended["projects"][0]["x_bayline"]["effects"] = []
    assert [row.key for row in take(amended, "back.json").rows if row.is_gone] == ["park/revenue"]
    odd = deepcopy(out)
    odd["projects"][1]["x_bayline"]["batches"][0]["batch"]["investment"] = "205亿元"
    assert [fault.rule for fault in incoming("odd.json", data_of(odd)).faults] == ["batch-differs"]
    odd["projects"][1]["x_bayline"]["batches"] = [{"batch": 3}]
    assert [fault.rule for fault in incoming("odd.json", data_of(odd)).faults] == ["extension"]
