"""Where projects stand is written beside the registers that say so."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bayline.kernel.errors import BaylineError
from bayline.platform import making
from bayline.platform.registers import actions, queries
from bayline.platform.registers.actions import Upsert
from bayline.platform.registers.terms import Edit
from bayline.systems.projects.actions import fill_missing
from bayline.systems.projects.models import NEVER, PlannedRow, StandingRow, StandingThen
from bayline.systems.projects.queries import choices, lines_at, listed, standings
from bayline.systems.projects.queries.rating import counted, tally
from bayline.systems.projects.queries.registering import started_codes
from bayline.systems.projects.rules.listing import Wish, line_of
from bayline.systems.projects.rules.rates import RateKind
from bayline.systems.projects.terms import Stage

pytestmark = pytest.mark.django_db
EDIT = Edit(by="甲", at=datetime(2021, 11, 5, 12, tzinfo=UTC))


def save(register: str, key: str, **values: str) -> None:
    actions.save(queries.register(register), {"code": key, **values}, edit=EDIT)


def reached(project: str, stage: str, day: str, nature: str = "actual") -> None:
    given = {"project": project, "stage": stage, "date": day, "nature": nature}
    save("project_stages", f"{project}/{stage}/{nature}", document="a.md", **given)


@pytest.fixture
def park() -> str:
    save("projects", "park", name="飞天园", place="310116102", form="construction")
    reached("park", "started", "2021-03-03")
    reached("park", "operating", "2026-03-02", "planned")
    amount = {"project": "park", "kind": "investment", "amount": "180亿元", "document": "a.md"}
    save("project_amounts", "park/investment", **amount)
    return "park"


def test_a_project_is_written_with_stage_amount_and_next_plan(park: str) -> None:
    row = StandingRow.objects.get(code=park)
    assert (row.stage, row.since, row.started_day) == ("started", "2021-03-03", date(2021, 3, 3))
    assert (row.kind, row.amount, row.low) == ("investment", "180亿元", Decimal(18_000_000_000))
    assert (row.next_stage, row.due_day) == ("operating", date(2026, 3, 2))
    assert making.faults() == ()


def test_it_moves_with_every_entry(park: str) -> None:
    reached(park, "completed", "2024-06")
    assert StandingRow.objects.get(code=park).stage == "completed"
    stages = queries.register("project_stages")
    actions.remove(stages, "park/completed/actual", version=1, edit=EDIT)
    assert StandingRow.objects.get(code=park).stage == "started"
    actions.remove(queries.register("projects"), park, version=1, edit=EDIT)
    assert not StandingRow.objects.exists()


def test_it_stands_elsewhere_as_of_an_earlier_day(park: str) -> None:
    later = Edit(by="甲", at=datetime(2024, 7, 1, tzinfo=UTC))
    given = {"code": "c", "project": park, "stage": "completed", "date": "2024-06"}
    register = queries.register("project_stages")
    actions.save(register, {**given, "nature": "actual", "document": "a.md"}, edit=later)
    (then,) = standings(at=datetime(2022, 1, 1, tzinfo=UTC))
    (now,) = standings()
    assert (then.stage, now.stage) == (Stage.STARTED, Stage.COMPLETED)


def test_what_disagrees_is_told_and_what_is_missing_is_made(park: str) -> None:
    StandingRow.objects.filter(code=park).update(stage="signed")
    (told,) = making.faults()
    assert told.startswith("projects_standing park: is not what the registers say")
    fill_missing()
    assert making.faults() == ()
    StandingRow.objects.all().delete()
    fill_missing()
    assert making.faults() == ()


def test_a_stage_that_goes_to_another_project_moves_both(park: str) -> None:
    save("projects", "bridge", name="朝丽泾桥", form="construction")
    given = {"code": "park/started/actual", "project": "bridge", "stage": "started"}
    given |= {"date": "2021-03-03", "nature": "actual", "document": "a.md"}
    stages = queries.register("project_stages")
    actions.save(stages, given, key="park/started/actual", version=1, edit=EDIT)
    assert StandingRow.objects.get(code=park).stage == ""
    assert StandingRow.objects.get(code="bridge").stage == "started"
    assert making.faults() == ()


def test_an_illegal_step_leaves_everything_as_it_was(park: str) -> None:
    with pytest.raises(BaylineError, match="started cannot become operating"):
        reached(park, "operating", "2022-01-01")
    assert StandingRow.objects.get(code=park).stage == "started"


def test_a_list_is_filtered_sorted_and_counted_by_stage(park: str) -> None:
    del park
    rows = [Upsert({"code": f"p{n}", "name": f"项目{n}"}, 0, EDIT) for n in range(60)]
    actions.take_over(queries.register("projects"), rows)
    found = listed(Wish(order="amount"), lines_at(None))
    assert (len(found.rows), found.total, found.rows[0].code) == (50, 61, "park")
    assert found.stages == {"": 60, "started": 1}
    assert listed(Wish(page=2), lines_at(None)).rows[-1].code == "p9"
    assert [row.code for row in listed(Wish(equal={"stage": "started"}), lines_at(None)).rows] == [
        "park"
    ]
    assert listed(Wish(equal={"stage": "none"}, text="项目5"), lines_at(None)).total == 11
    assert listed(Wish(overdue_on=date(2026, 3, 3)), lines_at(None)).total == 1
    assert listed(Wish(overdue_on=date(2026, 3, 2)), lines_at(None)).total == 0
    save("projects", "oled", name="第6代AMOLED_產線100%")
    for words, total in (
        ("amoled", 1),
        ("OLED", 1),
        ("%", 1),
        ("_", 1),
        ("第6代 100%", 1),
        ("x", 0),
    ):
        assert listed(Wish(text=words), lines_at(None)).total == total, words


def at(day: int) -> datetime:
    return datetime(2024, 1, day, tzinfo=UTC)


def moved(register: str, day: int, version: int = 0, **values: str) -> None:
    edit, key = Edit(by="甲", at=at(day)), values["code"] if version else None
    given = {"document": "a.md", **values}
    actions.save(queries.register(register), given, edit=edit, key=key, version=version)


@pytest.fixture
def bridge() -> str:
    """A project that is named, starts, costs something, and loses its start to another."""
    moved("projects", 1, code="bridge", name="桥")
    step = {"project": "bridge", "stage": "started", "date": "2024-01", "nature": "actual"}
    moved("project_stages", 3, code="s", **step)
    amount = {"project": "bridge", "kind": "investment", "amount": "2亿元"}
    moved("project_amounts", 5, code="m", **amount)
    moved("projects", 7, code="road", name="路")
    moved("project_stages", 9, version=1, code="s", **{**step, "project": "road"})
    return "bridge"


def stood(day: int) -> list[tuple[str, str, str]]:
    rows = listed(Wish(order="name", is_descending=False), lines_at(at(day))).rows
    return [(row.code, row.stage, row.amount) for row in rows]


@pytest.mark.usefixtures("bridge")
def test_where_projects_stood_is_asked_of_a_table() -> None:
    by_day = {day: [*map(line_of, standings(at=at(day)))] for day in range(1, 12)}
    for day, lines in by_day.items():
        table, wish = lines_at(at(day)), Wish(order="name")
        assert listed(wish, table) == listed(wish, lines)
        assert choices(table) == choices(lines)
    assert stood(2) == [("bridge", "", "")]
    assert stood(6) == [("bridge", "started", "2亿元")]
    assert stood(10) == [("bridge", "", "2亿元"), ("road", "started", "")]
    assert StandingThen.objects.filter(ends=NEVER).count() == len(by_day[11])
    assert making.faults() == ()


@pytest.mark.usefixtures("bridge")
def test_what_is_recorded_as_of_an_earlier_moment_moves_what_followed() -> None:
    moved(
        "project_amounts",
        2,
        code="n",
        project="bridge",
        kind="annual_plan",
        period="2024",
        amount="1亿元",
    )
    moved(
        "project_amounts",
        4,
        version=1,
        code="m",
        project="bridge",
        kind="investment",
        amount="3亿元",
    )
    assert [row[2] for row in stood(6)] == [one.total[2] for one in standings(at=at(6))]
    assert making.faults() == ()


@pytest.mark.usefixtures("bridge")
def test_a_home_kept_before_is_told_where_its_projects_stood() -> None:
    expected = {*StandingThen.objects.values_list("code", "begins", "ends", "course", "low")}
    StandingThen.objects.filter(code="road").delete()
    StandingThen.objects.filter(code="bridge").update(stage="signed")
    assert len(making.faults()) == 2
    fill_missing()
    assert {
        *StandingThen.objects.values_list("code", "begins", "ends", "course", "low")
    } == expected


def test_what_was_planned_for_a_year_is_counted_now_and_as_of_a_day(park: str) -> None:
    for number, (planned, done) in enumerate(
        (("2026-03", ""), ("2026-05", "2026-04-30"), ("2026", "2026-06"), ("2027", ""))
    ):
        save("projects", f"s{number}", name="泵站")
        reached(f"s{number}", "completed", planned, "planned")
        if done:
            reached(f"s{number}", "started", "2025")
            moved("project_stages", 9, code=f"s{number}/c", project=f"s{number}", stage="completed",
                  nature="actual", date=done)  # fmt: skip
    day, kind = date(2026, 6, 10), RateKind.COMPLETION
    for moment, expected in ((None, (3, 1, 1)), (at(8), (3, 0, 0)), (at(10), (3, 1, 1))):
        lines = lines_at(moment)
        plain = [line_of(one) for one in standings(at=moment)]
        assert tally(kind, year=2026, day=day, lines=lines) == expected
        assert tally(kind, year=2026, day=day, lines=plain) == expected
        told = counted(kind, year=2026, day=day, lines=lines)
        assert [*told] == [*counted(kind, year=2026, day=day, lines=plain)]
    for number, (entered, begun) in enumerate(
        (("2025", "2026-06-01"), ("2026-05", "2026-06"), ("2024", "2025-12-31"), ("2026-07", ""))
    ):
        save("projects", f"r{number}", name="水闸")
        reached(f"r{number}", "reserved", entered)
        if begun:
            reached(f"r{number}", "started", begun)
    lines, plain = lines_at(None), [line_of(one) for one in standings()]
    asked = {"year": 2026, "day": day}
    assert tally(RateKind.CONVERSION, **asked, lines=lines) == (2, 1, 1)
    for cut in (slice(None), slice(1, 2)):
        told = counted(RateKind.CONVERSION, **asked, lines=lines, is_part=True, cut=cut)
        assert [*told] == counted(RateKind.CONVERSION, **asked, lines=plain, is_part=True, cut=cut)
    assert {park, "s1", "s2"} < {*started_codes(day, None)}
    assert making.faults() == ()
    PlannedRow.objects.filter(code="s1").delete()
    assert [fault.split()[1] for fault in making.faults()] == ["s1:"]
