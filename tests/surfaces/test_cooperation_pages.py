"""From a decision of a meeting to a task that both sides have closed, page by page."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from bayline.platform.people import actions as people
from bayline.platform.people.terms import Grant, Role
from bayline.platform.registers import actions, queries
from bayline.platform.registers.terms import Edit, Register
from bayline.systems.cooperation.models import CrossedRow
from bayline.systems.cooperation.queries import exchanging, life_of, lines
from bayline.systems.cooperation.terms import Stage

pytestmark = pytest.mark.django_db
MINUTES = "会议定下两件事。第一，合修界河桥，年内通车。第二，互通公交。"
UNITS = {
    "east": "东区政府",
    "east-roads": "东区交通委",
    "west": "西市政府",
    "west-roads": "西市交通局",
}


def saved(register: str, **values: str) -> None:
    edit = Edit(by="小林", at=timezone.now())
    actions.save(queries.register(register), values, edit=edit)


@pytest.fixture
def both_sides(declared: Callable[..., str]) -> Register:
    """Organisations of two sides, minutes of a meeting, and the meeting."""
    toml = declared("organisations", "单位", "Organisations", "place 所在地 Place text")
    found = actions.declare(toml.encode(), where="organisations.toml")
    for code, name in UNITS.items():
        place = "310116" if code.startswith("east") else "330482"
        saved("organisations", code=code, name=name, place=place)
    return found


@pytest.fixture
def meeting(both_sides: Register, recorded: Callable[..., object]) -> str:
    """A meeting held a month ago, with its minutes."""
    del both_sides
    recorded(MINUTES, name="minutes.md")
    held = timezone.localdate() - timedelta(days=30)
    saved(
        "joint_meetings",
        code="m1",
        name="联席会议",
        date=held.isoformat(),
        parties="东区政府\n西市政府",
        agenda="修桥\n公交",
        document="minutes.md",
    )
    return "m1"


@pytest.fixture
def people_of(client: Client, logged_in: Callable[..., Client]) -> dict[str, Client]:
    """Two people of one side and one of the other; an administrator besides."""
    del client
    found = {}
    for name, unit in (("甲一", "east-roads"), ("甲二", "east"), ("乙一", "west-roads")):
        found[name] = logged_in("clerk", name, account=f"p-{unit}")
        people.set_grants(f"p-{unit}", (Grant(role=Role.CLERK, organisation=unit),))
    return found


def proposal(**more: str) -> dict[str, str]:
    due = timezone.localdate() + timedelta(days=60)
    return {
        "title": "合修界河桥",
        "due": due.isoformat(),
        "side1": "东区政府",
        "lead1": "east-roads",
        "side2": "west",
        "lead2": "西市交通局",
        "owing": "east",
        **more,
    }


def done(client: Client, task: str, act: str, stand: str, **more: object) -> int:
    sent = {"act": act, "stand": stand, "words": "照实写", **more}
    return client.post(f"/cooperation/tasks/{task}/act", sent).status_code


EAST, EAST_OFFICE, WEST = "east east-roads", "east east", "west west-roads"


@pytest.mark.usefixtures("meeting")
def test_a_decision_becomes_a_task_that_both_sides_close(people_of: dict[str, Client]) -> None:
    east, office, west = people_of.values()
    saved(
        "meeting_decisions",
        code="d1",
        meeting="m1",
        name="合修界河桥",
        quote="合修界河桥，年内通车",
        document="minutes.md",
    )
    form = east.get("/cooperation/tasks/new?decision=d1").content.decode()
    assert "合修界河桥" in form
    assert east.post("/cooperation/tasks/new", proposal(decision="d1")).status_code == 303
    task = lines()[0].task
    page = f"/cooperation/tasks/{task}"
    assert "同意销号" not in west.get(page).content.decode()
    assert done(east, task, "accepted", EAST) == 303
    assert done(east, task, "accepted", WEST) == 400  # a person of one side acts for it alone
    assert done(west, task, "accepted", WEST) == 303
    bare = east.post(f"{page}/act", {"act": "reported", "stand": EAST, "words": "桥已通车"})
    assert bare.status_code == 400
    assert "没有附证明材料" in bare.content.decode()
    assert "桥已通车" in bare.content.decode()  # what was typed is not lost
    assert done(east, task, "reported", EAST, document="none.md") == 400
    assert done(east, task, "reported", EAST, document="minutes.md") == 303
    assert done(west, task, "sent_back", WEST, words="没有验收单") == 303
    assert done(east, task, "reported", EAST, file=SimpleUploadedFile("空.jpg", b"")) == 400
    for content in (b"one", b"two"):  # of one name, both are kept
        photo = SimpleUploadedFile("../照片\u202e 1.jpg", content)
        assert done(east, task, "reported", EAST, file=photo) == 303
        shown = west.get(f"{page}.json").json()["history"][0]["evidence"][0]
        assert shown["sha256"] == sha256(content).hexdigest()
        assert shown["title"].startswith(task)
        kept = west.get(shown["address"])
        assert kept.status_code == 200
    assert done(east, task, "reported", EAST, url="https://example.cn/a", title="验收单") == 303
    assert done(west, task, "reviewed", WEST) == 303
    assert done(west, task, "closed", WEST) == 303
    assert done(east, task, "closed", EAST) == 400  # they reported it themselves
    assert done(office, task, "closed", EAST_OFFICE) == 303
    assert life_of(task).stage is Stage.CLOSED
    shown = office.get(f"{page}.json").json()
    assert [one["act"] for one in shown["history"]][:2] == ["closed", "closed"]
    assert shown["origin"]["decision"]["label"] == "合修界河桥"
    meeting = office.get("/cooperation/meetings/m1.json").json()
    assert meeting["decisions"][0]["tasks"][0]["task"] == task
    assert meeting["decisions"][0]["quoted"]["words"] == "合修界河桥，年内通车"


@pytest.mark.usefixtures("both_sides")
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"lead2": ""}, "没有牵头单位"),
        ({"side2": "", "lead2": ""}, "只有一方"),
        ({"side2": "east"}, "两方都是"),
        ({"lead2": "north-roads"}, "名册里没有单位"),
        ({"due": ""}, "没有写期限"),
        ({"due": "明年"}, "不是日期"),
        ({"decision": "d9"}, "没有会议定下的事"),
    ],
)
def test_a_task_that_cannot_be_is_given_back_with_its_reason(
    people_of: dict[str, Client], wrong: dict[str, str], told: str
) -> None:
    answer = people_of["甲一"].post("/cooperation/tasks/new", proposal(**wrong))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "合修界河桥" in answer.content.decode()
    assert not lines()


@pytest.mark.usefixtures("meeting")
def test_a_task_is_not_due_before_its_meeting(people_of: dict[str, Client]) -> None:
    saved(
        "meeting_decisions",
        code="d1",
        meeting="m1",
        name="互通公交",
        quote="互通公交",
        document="minutes.md",
    )
    early = (timezone.localdate() - timedelta(days=31)).isoformat()
    answer = people_of["甲一"].post("/cooperation/tasks/new", proposal(decision="d1", due=early))
    assert "定下它的会议" in answer.content.decode()


@pytest.mark.usefixtures("both_sides")
def test_who_acts_for_no_side_is_told_so(people_of: dict[str, Client], client: Client) -> None:
    east = people_of["甲一"]
    east.post("/cooperation/tasks/new", proposal())
    task = lines()[0].task
    wide = client.post(f"/cooperation/tasks/{task}/act", {"act": "accepted", "stand": EAST})
    assert wide.status_code == 400
    assert "只有这一方的人" in wide.content.decode()


@pytest.mark.usefixtures("meeting")
def test_pages_show_who_owes_what_in_both_languages(people_of: dict[str, Client]) -> None:
    east, _office, west = people_of.values()
    east.post("/cooperation/tasks/new", proposal())
    task = lines()[0].task
    for path in ("", "/tasks", "/calendar", "/agreements", "/network", f"/tasks/{task}"):
        for before in ("", "/en"):
            answer = west.get(f"{before}/cooperation{path}")
            assert answer.status_code == 200, path
    board = west.get("/cooperation/tasks.json?side=other").json()
    assert board["rows"][0]["waits"][0]["word"] == "接受"
    assert "合修界河桥" in west.get("/").content.decode()
    assert [*exchanging.faults()] == []
    CrossedRow.objects.create(task=task)
    assert [f"cooperation_crossed {task}" in one for one in exchanging.faults()] == [True]
    for visitor in (east, west):
        assert "两边同时办的，请商定" in visitor.get("/").content.decode()
        twin = visitor.get("/cooperation/tasks.json?stage=closed").json()
        assert [one["note"] for one in twin["crossed"]] == [task]
    book = west.get("/cooperation/tasks/export.csv").getvalue().decode("utf-8-sig")
    assert "★西市交通局" in book
    assert west.get("/cooperation/tasks/export.xlsx").getvalue()[:2] == b"PK"


PAPER = """东区西市公交互通协议
甲方：东区政府
乙方：西市政府
甲方应于2031年6月底前开通跨界公交。乙方负责站点建设。
"""


def test_a_promise_that_was_read_counts_once_it_is_confirmed(
    both_sides: Register, recorded: Callable[..., object], client: Client, anonymous: Client
) -> None:
    del both_sides
    recorded(PAPER, name="paper.md")
    saved(
        "agreements",
        code="bus",
        name="公交互通协议",
        kind="agreement",
        level="county",
        parties="东区政府\n西市政府",
        date="2031-01",
        document="paper.md",
    )
    page = client.get("/cooperation/agreements/bus.json").json()
    assert [(one["text"], one["due"]) for one in page["proposed"]] == [
        ("甲方应于2031年6月底前开通跨界公交", "2031-06-30"),
        ("乙方负责站点建设", ""),
    ]
    sent = {"start": str(page["proposed"][0]["start"]), "owner": "东区政府"}
    assert client.post("/cooperation/agreements/bus/promises", sent).status_code == 303
    assert client.post("/cooperation/agreements/bus/promises", sent).status_code == 400
    page = client.get("/cooperation/agreements/bus.json").json()
    assert [(one["owner"], one["due"]) for one in page["promises"]] == [("东区政府", "2031-06-30")]
    assert len(page["proposed"]) == 1
    assert anonymous.get("/cooperation/agreements/bus").status_code == 404  # not published


MONTHLY = """title = "月报"
title_en = "Monthly report"
place = "某县"
place_en = "Some county"
date = 2024-01-01
source = "某县办法"
[monthly]
working_days = 5
"""


@pytest.mark.usefixtures("both_sides")
def test_a_region_with_its_own_rule_asks_for_monthly_reports(
    people_of: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from bayline.systems.cooperation.queries import supervision

    monkeypatch.setattr(
        supervision, "versions", lambda _where: {"schemes/supervision--m.toml": "d"}
    )
    monkeypatch.setattr(supervision, "content", lambda _digest: MONTHLY.encode())
    east, _office, west = people_of.values()
    east.post("/cooperation/tasks/new", proposal())
    task = lines()[0].task
    done(east, task, "accepted", EAST)
    done(west, task, "accepted", WEST)
    shown = west.get(f"/cooperation/tasks/{task}.json").json()
    assert shown["months_rule"].startswith("月报（某县，2024-01-01）")
    assert all(one["state"]["code"] == "not_due" for one in shown["months"])
