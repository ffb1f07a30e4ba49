"""Tasks in the tables: kept in a chain, and listed as their events say."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bayline.kernel.errors import BaylineError
from bayline.platform.append_only import removals
from bayline.platform.standstill import drop
from bayline.systems.cooperation.actions import act, keep, propose, rewrite
from bayline.systems.cooperation.actions.packing import check_tasks, take_tasks
from bayline.systems.cooperation.actions.tasks import Doing
from bayline.systems.cooperation.models import EventRow, TaskRow, WaitRow
from bayline.systems.cooperation.queries import (
    due_tasks,
    events_of,
    faults,
    life_of,
    lines,
)
from bayline.systems.cooperation.queries.tasks import packed_tasks
from bayline.systems.cooperation.rules.packing import PATH
from bayline.systems.cooperation.terms import Act, Evidence, Side, Stage, Terms

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
SIDES_OF = ("east", "east-roads", "west", "west-roads")
NOW = datetime(2026, 3, 6, 1, tzinfo=UTC)
KNOWN = {code: {"place": "310116" if code < "w" else "330482"} for code in SIDES_OF}
ASKED = Terms(
    title="合修界河桥",
    sides=(Side(code="east", lead="east-roads"), Side(code="west", lead="west-roads")),
    due=date(2026, 9, 30),
    owing=("east",),
)


def doing(side="east", hours=0, **said):
    person = {"east": "ann", "west": "bob"}[side]
    at = NOW + timedelta(hours=hours)
    told = {"unit": f"{side}-roads", "person": person, "by": person, "words": "照实写"} | said
    return Doing(side=side, at=at, **told)


def proposed(hours=0, **terms):
    wanted = doing(hours=hours, terms=replace(ASKED, **terms))
    return propose(wanted, start="310116-2026", known=KNOWN).task


def test_a_task_is_kept_and_listed_where_it_waits():
    task = proposed()
    assert (task, proposed(hours=1)) == ("310116-2026-0001", "310116-2026-0002")
    act(task, Act.ACCEPTED, doing("east", 2))
    assert [line.task for line in due_tasks(sides=["east"])] == ["310116-2026-0002"]
    act(task, Act.ACCEPTED, doing("west", 3))
    (line,) = due_tasks(units=["east-roads"], until=date(2026, 12, 31))[:1]
    assert (line.task, line.stage, line.waits[0].act) == (task, Stage.IN_HAND, Act.REPORTED)
    assert not due_tasks(units=["east-roads"], until=date(2026, 9, 29))
    assert [one.stage for one in lines(stages=[Stage.PROPOSED])] == [Stage.PROPOSED]


def test_what_is_refused_leaves_no_trace():
    task = proposed()
    before = [*EventRow.objects.values_list("event", flat=True)]
    with pytest.raises(BaylineError, match="not all sides have accepted"):
        act(task, Act.REPORTED, doing(hours=1, evidence=(Evidence(title="图", document="a.md"),)))
    with pytest.raises(BaylineError, match="“west-roads” stands on the side of “west”"):
        propose(
            doing(terms=ASKED),
            start="310116-2026",
            known={**KNOWN, "west-roads": {"parent": "east"}},
        )
    with pytest.raises(BaylineError, match="there is no task “none”"):
        act("none", Act.ACCEPTED, doing())
    assert [*EventRow.objects.values_list("event", flat=True)] == before


def test_events_from_elsewhere_are_kept_once_and_count_in_their_order():
    task = proposed()
    events = [*events_of(task)]
    accepted = replace(events[0], id="far", act=Act.ACCEPTED, side="west", unit="west-roads")
    accepted = replace(accepted, person="bob@far", at=NOW + timedelta(hours=1), terms=None)
    assert keep([accepted, events[0]], at=NOW + timedelta(days=1)) == 1
    assert keep([accepted], at=NOW + timedelta(days=2)) == 0
    assert {*life_of(task).accepted} == {"west"}
    with pytest.raises(BaylineError, match="“far” says something else than what is kept"):
        keep([replace(accepted, words="改过")], at=NOW)
    early = replace(accepted, id="early", act=Act.CLOSED)
    keep([early], at=NOW)
    assert TaskRow.objects.get(task=task, until=None).refused == 1
    orphan = replace(accepted, id="lone", task="310115-2026-0001")
    assert keep([orphan], at=NOW) == 1
    assert not [*faults()]


def test_what_is_made_of_events_is_compared_and_made_again():
    task = proposed()
    TaskRow.objects.update(stage="closed")
    WaitRow.objects.all().delete()
    assert [*faults()] == [
        f"cooperation_task {task}: is not what its events say; run bayline upgrade"
    ]
    rewrite()
    assert not [*faults()]


def test_an_event_is_never_changed():
    proposed()
    with transaction.atomic(), pytest.raises(DatabaseError, match="never changed or deleted"):
        EventRow.objects.update(told="{}")


def test_a_changed_event_breaks_the_chain():
    proposed()
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor, ["cooperation_event"]):
            cursor.execute(statement)
        cursor.execute("UPDATE cooperation_event SET at = at + 1")
    assert "does not fit the chain" in next(iter(faults()))


def board_of_many() -> None:
    """Keep tasks that stand in different places, due on different days, one with a slip."""
    for number, days in enumerate((-40, -1, 0, 2, 60, 61)):
        due = timezone.localdate() + timedelta(days=days)
        task = propose(
            doing(hours=number, terms=replace(ASKED, due=max(due, date(2026, 3, 7)))),
            start="310116-2026",
            known=KNOWN,
        ).task
        for step, (what, side) in enumerate(STEPS[:number]):
            proof = (Evidence(title="图", document="a.md"),) if what is Act.REPORTED else ()
            more = {"about": "east", "deadline": date(2026, 3, 9)} if what is Act.REMINDED else {}
            act(task, what, doing(side, number + step + 1, evidence=proof, **more))


STEPS = (
    (Act.ACCEPTED, "east"),
    (Act.ACCEPTED, "west"),
    (Act.REMINDED, "west"),
    (Act.REPORTED, "east"),
    (Act.REVIEWED, "west"),
)


def test_the_board_counts_what_it_lists_whatever_is_chosen(client: Client) -> None:
    board_of_many()
    page = client.get("/cooperation/tasks.json").json()
    assert page["total"] == 6
    tabs = [tab for name in ("sides", "colors", "stages") for tab in page[name]]
    assert {tab["value"] for tab in page["colors"]} >= {"", "-", "orange"}  # an unmet slip grew
    for tab in tabs:
        address = tab["address"].replace("/tasks", "/tasks.json", 1)
        shown = client.get(address).json()
        assert shown["total"] == len(shown["rows"]) == tab["count"], tab
    both = client.get("/cooperation/tasks.json?side=other&stage=open").json()
    assert both["total"] == len(both["rows"])
    book = client.get("/cooperation/tasks/export.csv").getvalue().decode("utf-8-sig")
    assert len(book.splitlines()) > 6


PAGES = (
    "/cooperation/tasks",
    "/cooperation/tasks?side=own",
    "/cooperation/calendar",
    "/cooperation",
)


def test_pages_ask_as_often_for_many_tasks_as_for_few(client: Client) -> None:
    asked: dict[str, list[int]] = {page: [] for page in PAGES}
    for _times in range(2):
        board_of_many()
        for page in PAGES:
            client.get(page)
            drop()
            cache.clear()
            with CaptureQueriesContext(connection) as found:
                client.get(page)
            asked[page].append(len(found))
    assert all(first == second > 0 for first, second in asked.values()), asked


def test_the_calendar_shows_one_month_and_counts_the_others(client: Client) -> None:
    board_of_many()
    page = client.get("/cooperation/calendar.json").json()
    assert page["total"] == sum(tab["count"] for tab in page["years"]) > 0
    for tab in page["months"]:
        month = client.get(f"/cooperation/calendar.json?month={tab['value']}").json()
        assert month["count"] == len(month["rows"]) == tab["count"]
        assert {row["date"][:7] for row in month["rows"]} <= {tab["value"]}
    refused = client.get("/cooperation/calendar?month=2026-13")
    assert refused.status_code == 400
    assert "“2026-13”不是月份" in refused.content.decode()


def test_the_board_of_a_day_shows_what_was_known_then(client: Client) -> None:
    task = proposed()
    act(task, Act.ACCEPTED, doing("east", 1))
    act(task, Act.ACCEPTED, doing("west", 30))
    then = client.get("/cooperation/tasks.json?as_of=2026-03-06").json()
    assert [one["state"]["code"] for one in then["rows"]] == ["proposed"]
    assert client.get("/cooperation/tasks.json?as_of=2026-03-05").json()["total"] == 0
    before = [*TaskRow.objects.order_by("pk").values_list("recorded", "until", "stage")]
    rewrite()
    assert [*TaskRow.objects.order_by("pk").values_list("recorded", "until", "stage")] == before


def test_as_of_a_day_a_task_stands_as_it_was_known_then():
    task = proposed()
    act(task, Act.ACCEPTED, doing("west", 30))
    assert not life_of(task, until=NOW + timedelta(hours=29)).accepted
    assert life_of(task, until=NOW + timedelta(hours=31)).accepted


def test_a_pack_takes_tasks_in_as_they_were_kept_and_gives_them_back(client: Client) -> None:
    data = (ROOT / "regions" / "jinshan" / PATH).read_bytes()
    take_tasks(data, PATH, timezone.now())
    assert packed_tasks() == data
    assert not [*faults()]
    take_tasks(data, PATH, timezone.now())  # what is known is not kept again
    assert packed_tasks() == data
    then = client.get("/cooperation/tasks.json?as_of=2026-04-15").json()
    assert [one["color"]["code"] for one in then["rows"] if one["color"]] == ["blue"]
    grown = client.get("/cooperation/tasks.json?as_of=2026-04-16").json()
    assert [one["color"]["code"] for one in grown["rows"] if one["color"]] == ["orange"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{}", "this is no event of a task"),
        (b'{"recorded":"2026-03-05","event":{}}', "a moment with its zone"),
        (b'{"recorded":"2026-03-05T09:00:00+08:00","event":{"id":"x"}}', "this is no event"),
        (b'{"recorded":"2999-03-05T09:00:00+08:00","event":EVENT}', "later than now"),
    ],
)
def test_a_line_of_a_pack_that_is_no_event_is_named(line: bytes, told: str) -> None:
    good = (ROOT / "regions" / "jinshan" / PATH).read_bytes().splitlines()[0]
    event = good[good.index(b'"event":') + 8 : -1]
    data = good + b"\n" + line.replace(b"EVENT", event)
    with pytest.raises(BaylineError, match=f"tasks.jsonl:2.*{told}"):
        check_tasks(data, PATH, timezone.now())
