"""What entries of the registers of projects must be beside one another."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

import pytest

from bayline.platform.packs.placing import at_known_places
from bayline.platform.registers.terms import Breach, Values
from bayline.systems.projects.rules import (
    entries,
    holdings,
    membership,
    recording,
    renewing,
    spending,
)
from bayline.systems.projects.rules.registering.reporting import months_follow_entries
from bayline.systems.projects.terms import AmountKind, Stage


class Around:
    """Registers as they would be after a change, in memory."""

    def __init__(self, **registers: Mapping[str, Values]) -> None:
        self._registers = registers
        self.old: Mapping[str, Values] = {}

    def before(self) -> Mapping[str, Values]:
        """Give the entries that change as they stand now."""
        return self.old

    def entries(self, register: str) -> Mapping[str, Values]:
        """Give a register."""
        return self._registers.get(register, {})

    def related(self, register: str, field: str, values: Collection[str]) -> Mapping[str, Values]:
        """Give those of its entries that have one of some values."""
        found = self.entries(register)
        return {key: one for key, one in found.items() if one.get(field) in values}


def step(stage: str, day: str, project: str = "p", **more: str) -> dict[str, str]:
    key = f"{project}/{stage}"
    known = {"code": key, "project": project, "stage": stage, "nature": "actual", "date": day}
    return {**known, "document": "a.md", **more}


def asked(*steps: dict[str, str], new: Iterable[str]) -> list[Breach]:
    register = {one["code"]: one for one in steps}
    changed = {key: register[key] for key in new}
    return [*entries.stages_in_order(changed, Around(project_stages=register))]


def test_what_is_signed_cannot_operate_before_it_was_started() -> None:
    signed, operating = step("signed", "2021-01-05"), step("operating", "2022-03-01")
    (found,) = asked(signed, operating, new=["p/operating"])
    assert (found.key, found.field) == ("p/operating", "stage")
    assert found.fault.why == "签约不能直接变为投产"
    assert found.fault.do == "请先记录开工"
    assert found.fault.why_en == "is refused: signed cannot become operating"
    assert found.fault.do_en == "record the construction start first"


def test_a_completion_before_its_start_is_refused_whichever_comes_in_last() -> None:
    started, completed = step("started", "2021-03-03"), step("completed", "2020-12-01")
    for new in (["p/completed"], ["p/started"], ["p/started", "p/completed"]):
        found = asked(started, completed, new=new)
        assert [one.key for one in found] == [new[-1] if len(new) == 1 else "p/started"]


def test_a_whole_history_comes_in_at_once_in_any_order() -> None:
    days = {"started": "2021-03", "completed": "2022-06-30", "operating": "2022-Q9"}
    steps = [step(stage, day) for stage, day in [*days.items()][:2]]
    assert asked(*steps, new=["p/completed", "p/started"]) == []


def test_plans_and_other_projects_are_left_alone() -> None:
    plan = step("operating", "2026", nature="planned")
    other = step("operating", "2022", project="q")
    assert asked(step("signed", "2021"), plan, other, new=["p/operating", "q/operating"]) == []


def test_what_is_left_of_a_history_must_hold_too() -> None:
    started, suspended = step("started", "2021-01-01"), step("suspended", "2021-05-01")
    moved = {**started, "project": "q"}
    around = Around(project_stages={"p/started": moved, "p/suspended": suspended})
    around.old = {"p/started": started}
    (found,) = entries.stages_in_order({"p/started": moved}, around)
    assert (found.key, found.field) == ("p/started", "project")
    around = Around(project_stages={"p/suspended": suspended})
    around.old = {"p/started": started}
    (found,) = entries.stages_in_order({"p/started": None}, around)
    assert found.key == "p/started"


def amount(words: str, kind: str = "investment", period: str = "") -> list[Breach]:
    values = {"code": "a", "project": "p", "kind": kind, "amount": words, "document": "a.md"}
    changed = {"a": {**values, **({"period": period} if period else {})}}
    return [*entries.amounts_well_stated(changed, Around())]


@pytest.mark.parametrize(
    ("words", "kind", "why"),
    [
        ("180", "investment", "没有写币种"),
        ("-3亿元", "investment", "金额不会小于零"),
        ("3亿元", "completed", "没有写时期"),
    ],
)
def test_amounts_are_refused_with_the_reason(words: str, kind: str, why: str) -> None:
    (found,) = amount(words, kind)
    assert (found.field, found.key) == ("amount", "a")
    assert why in f"{found.fault.why}{found.fault.do}"


def test_good_amounts_pass() -> None:
    assert amount("超82亿元") == amount("15亿美元") == amount("3亿元", "completed", "2021") == []


BATCH = {
    "code": "b",
    "name": "一季度集中开工",
    "stage": "started",
    "date": "2021-03-03",
    "projects": "12个",
    "investment": "206亿元",
    "kind": "investment",
    "document": "a.md",
}


def member(code: str, words: str = "", count: str = "", batch: str = "b") -> dict[str, str]:
    given = {"code": code, "batch": batch, "name": code, "document": "a.md"}
    given |= {"amount": words, "count": count, "project": "" if count else f"p-{code}"}
    return {name: text for name, text in given.items() if text}


def test_members_that_cost_more_than_the_whole_are_refused_on_either_side() -> None:
    members = {"x": member("x", "180亿元"), "y": member("y", "30亿元")}
    around = Around(batches={"b": BATCH}, batch_members=members)
    (found,) = entries.members_fit_their_batch({"y": members["y"]}, around)
    assert (found.key, found.field) == ("y", "amount")
    (found,) = entries.batches_hold_their_members({"b": BATCH}, around)
    assert (found.key, found.field) == ("b", "investment")


def test_more_members_than_the_batch_counts_are_refused() -> None:
    members = {"x": member("x"), "y": member("y", count="12")}
    around = Around(batches={"b": BATCH}, batch_members=members)
    found = [*entries.members_fit_their_batch(members, around)]
    assert [(one.key, one.field) for one in found] == [("x", "count"), ("y", "count")]
    (breach,) = entries.batches_hold_their_members({"b": BATCH}, around)
    assert breach.field == "projects"


def test_a_member_that_stands_for_none_is_refused_by_itself() -> None:
    members = {"x": member("x"), "y": member("y", count="0")}
    around = Around(batches={"b": BATCH}, batch_members=members)
    (found,) = entries.members_fit_their_batch(members, around)
    assert (found.key, found.field) == ("y", "count")


def test_what_fits_passes_and_members_may_come_before_their_batch() -> None:
    members = {"x": member("x", "180亿元")}
    around = Around(batches={"b": BATCH}, batch_members=members)
    assert [*entries.members_fit_their_batch(members, around)] == []
    assert [*entries.members_fit_their_batch(members, Around(batch_members=members))] == []


def test_codes_that_no_register_holds_are_refused() -> None:
    rule: Callable[..., Iterable[Breach]] = entries.of_known("project", "projects")
    changed = {"a": {"project": "p"}, "b": {"project": "q"}, "c": {}, "d": None}
    (found,) = rule(changed, Around(projects={"p": {"code": "p"}}))
    assert (found.key, found.field, found.fault.value) == ("b", "project", "q")


def test_entries_become_nouns() -> None:
    plan = entries.plan_of(
        step("operating", "2026", nature="planned"), published={"a.md": date(2021, 3, 3)}
    )
    assert (plan.stage, plan.stated) == (Stage.OPERATING, date(2021, 3, 3))
    batch = entries.batch_of(BATCH, [member("x", "180亿元")])
    assert batch.amount.kind is AmountKind.INVESTMENT
    assert [one.project for one in batch.members] == ["p-x"]


def test_nothing_is_told_as_reached_before_its_day() -> None:
    rule = recording.reached_by(lambda: date(2022, 5, 1))
    days = {"2022-05-01": 0, "2022-05": 0, "2022": 0, "2022-05-02": 1, "2023": 1}
    for day, count in days.items():
        found = [*rule({"p/started": step("started", day)}, Around())]
        assert [one.field for one in found] == ["date"] * count, day
    planned = step("started", "2023", nature="planned")
    assert not [*rule({"p/started": planned, "gone": None}, Around())]


def test_an_entry_corrects_another_of_the_same_project() -> None:
    started, other = step("started", "2021"), step("started", "2021", project="q")
    whys = {"p/signed": "是这一条自己", "q/started": "是另一个项目的记录", "p/started": ""}
    for name, why in whys.items():
        signed = step("signed", "2021", corrects=name, reason="看错")
        register = {one["code"]: one for one in (started, other, signed)}
        around = Around(project_stages=register)
        found = [*recording.corrections_of_others({"p/signed": signed}, around)]
        assert [one.fault.why.startswith(why) for one in found] == ([True] if why else []), name


@pytest.mark.parametrize(
    ("kind", "period", "fields"),
    [
        ("completed", "2021-11", []),
        ("completed", "2022", ["period"]),
        ("annual_plan", "2022", []),
        ("investment", "", []),
    ],
)
def test_what_was_done_is_of_no_period_still_to_come(
    kind: str, period: str, fields: list[str]
) -> None:
    rule = recording.come_by(lambda: date(2021, 11, 5), "period", kinds=entries.DONE)
    told = {"code": "a", "kind": kind, "period": period}
    assert [breach.field for breach in rule({"a": told}, Around())] == fields


def test_land_is_not_cleared_before_its_day() -> None:
    rule = recording.come_by(lambda: date(2021, 11, 5), "date")
    (found,) = rule({"a": {"date": "2031"}, "b": {"date": "2021-11-05"}, "c": None}, Around())
    assert (found.key, found.field, found.fault.why) == ("a", "date", "还没有到，不能记为已经做到")


def test_a_correction_names_an_entry_that_there_is() -> None:
    made = step("started", "2021-03-03", corrects="p/begun", reason="打错")
    (found,) = recording.corrections_of_others({"p/started": made}, Around())
    assert (found.field, found.fault.why) == ("corrects", "不是已有的记录")
    there = {"p/begun": step("begun", "2021-03-01"), "p/started": made}
    around = Around(project_stages=there)
    assert [*recording.corrections_of_others({"p/started": made}, around)] == []


def test_a_project_stands_in_one_batch_of_a_stage() -> None:
    start = {**BATCH, "name": "一季度", "stage": "started"}
    signed = {**start, "code": "s", "name": "签约", "stage": "signed"}
    later = {**start, "code": "c", "name": "二季度", "date": "2021-06"}
    members = {
        key: {**member(key, batch=batch), "project": "p"}
        for key, batch in (("b/1", "b"), ("s/1", "s"), ("c/1", "c"))
    }
    around = Around(batches={"b": start, "s": signed, "c": later}, batch_members=members)
    (found,) = membership.in_one_batch({"c/1": members["c/1"]}, around)
    assert (found.field, found.fault.value) == ("project", "p")
    assert found.fault.why == "已在另一批“一季度”（2021-03-03）里，会重复计算"
    assert [*membership.in_one_batch({"s/1": members["s/1"], "gone": None}, around)] == []


def test_a_name_is_no_longer_than_lists_can_sort_by() -> None:
    changed = {"a": {"code": "a", "name": "桥" * 451}, "b": {"name": "桥" * 450}, "c": None}
    (found,) = recording.names_in_bounds(changed, Around())
    assert (found.key, found.field, found.fault.why) == ("a", "name", "有451个字，多于450个")


def sums(*told: tuple[str, str], new: str) -> list[tuple[str, str]]:
    """Judge amounts of a project, each by its kind and words; the last one of a kind in `new`."""
    register = {
        f"{kind}/{at}": {
            "code": f"{kind}/{at}",
            "project": "p",
            "kind": kind,
            "amount": words,
            "document": "a.md",
            "period": "2025",
        }
        for at, (kind, words) in enumerate(told)
    }
    changed = {key: one for key, one in register.items() if key.startswith(new)}
    found = spending.done_within_total(changed, Around(project_amounts=register))
    return [(one.key, one.fault.why_en) for one in found]


@pytest.mark.parametrize("new", ["investment", "completed"])
def test_more_than_the_whole_is_not_completed_whichever_is_told_last(new: str) -> None:
    (found,) = sums(("investment", "3亿元"), ("completed", "36000万元"), new=new)
    assert found[0].startswith(new)
    assert "36000万元 completed is more than the total of 3亿元" in found[1]


@pytest.mark.parametrize(
    ("total", "done"),
    [("3亿元", "3亿元"), ("超3亿元", "9亿元"), ("3亿美元", "9亿元"), ("约3亿元", "30001万元")],
)
def test_what_a_total_leaves_open_may_be_completed(total: str, done: str) -> None:
    assert sums(("investment", total), ("completed", done), new="completed") == []
    assert sums(("investment", "1亿元"), ("planned_investment", total), new="invest") == []


def test_a_new_code_differs_from_others_in_more_than_capitals() -> None:
    def named(*codes: str, known: tuple[str, ...] = ()) -> list[str]:
        changed = {code: {"code": code, "name": "园区"} for code in codes}
        register = {code: {"code": code} for code in (*codes, *known)}
        around = Around(projects=register)
        around.old = {code: register[code] for code in codes if code in known}
        rule = recording.codes_apart(lambda _: known)
        return [one.key for one in rule(changed, around)]

    assert named("PARK", known=("park",)) == named("PARK", known=("Park",)) == ["PARK"]
    assert named("pArK", known=("PaRK",)) == ["pArK"]
    assert named("park", "PaRk", "港-1") == ["PaRk"]
    assert named("PARK", "p-1", known=("PARK", "park")) == []  # kept before there was the rule


def test_the_code_of_a_place_is_one_unless_it_lies_in_another_county() -> None:
    known = {"310116", "310116103", "110105"}
    here = at_known_places(known.intersection, lambda: "310116")
    anywhere = at_known_places(known.intersection, lambda: "")
    codes = ("310116103", "310116999", "110105007", "999999", "31", "枫泾镇", "")
    changed = {code or "none": {"code": code, "place": code} for code in codes}
    assert [one.key for one in here(changed, Around())] == ["310116999", "999999", "31"]
    found = [*anywhere(changed, Around())]
    assert [one.key for one in found] == ["999999", "31"]
    assert (found[0].field, found[0].fault.why_en) == ("place", "is the code of no place")


def test_only_the_land_that_does_not_fit_is_refused_and_none_of_a_construction() -> None:
    rows = [
        ("r1", "east", "vacated", "2021-03-01", "50亩"),
        ("r2", "east", "cleared", "2021-06-01", "2公顷"),
        ("r3", "west", "vacated", "2021-09-01", "-5亩"),
        ("r4", "west", "cleared", "2021-10-01", "40亩"),
        ("r5", "west", "relet", "2022-01-01", "25亩"),
    ]
    named = ("code", "parcel", "step", "date", "area")
    parcels = {
        row[0]: {"project": "zone", "document": "a.md", **dict(zip(named, row, strict=True))}
        for row in rows
    }
    projects = {"zone": {"code": "zone", "form": "renewal"}, "mill": {"code": "mill"}}
    around = Around(projects=projects, renewal_parcels=parcels)
    found = {one.key: one.fault.why for one in renewing.parcels_in_order(parcels, around)}
    assert found == {
        "r3": "不是土地面积",
        "r4": "到2021-10-01清拆平整70亩，而腾退只有50亩（土地一步一步走）",
    }
    assert not [*renewing.of_renewals(parcels, around)]
    mill = {"x": {**parcels["r1"], "project": "mill"}}
    assert [one.field for one in renewing.of_renewals(mill, around)] == ["project"]
    east = [parcels["r1"], parcels["r2"]]
    (before,) = renewing.parcels_of(east, day=date(2021, 5, 1))
    assert (before.name, before.stage) == ("east", "vacated")


def test_of_monthly_reports_only_those_that_cannot_follow_are_refused() -> None:
    rows = {"m1": ("2021-06", "1000万元"), "m2": ("2021-07", "900万元"), "m3": ("2021", "3000万元")}
    rows |= {"m4": ("2021-08", "2000万美元"), "m5": ("2021-09", "2000万元")}
    months = {
        key: {"code": key, "project": "p", "month": month, "amount": amount, "document": "a.md"}
        for key, (month, amount) in rows.items()
    }
    entry = {"code": "e", "project": "p", "applied": "2021-02-01", "entered": "2021-03-01"}
    around = Around(
        projects={"p": {"code": "p", "name": "甲"}},
        statistics_entries={"e": entry},
        statistics_months=months,
    )
    found = {one.key: one.fault.why for one in months_follow_entries(months, around)}
    assert found == {
        "m2": "到2021-07累计900万元，少于到2021-06已报的数（月报填的是年初以来的累计数）",
        "m4": "2000万美元不是人民币数（报表按人民币填）",
    }


def test_a_project_enters_the_statistics_once_and_under_a_code_of_its_own() -> None:
    told = [("e1", "p", "A1"), ("e2", "p", "A2"), ("e3", "q", "A1"), ("e4", "r", "")]
    entered = {
        code: {"code": code, "project": project, "number": number} for code, project, number in told
    }
    changed = {key: entered[key] for key in ("e2", "e3", "e4")}
    found = [*recording.entered_once(changed, Around(statistics_entries=entered))]
    assert [(one.key, one.field) for one in found] == [("e2", "project"), ("e3", "number")]
    assert found[1].fault.why == "是另一个项目的统计编码（e1）"


def test_what_does_not_fit_a_library_is_laid_to_its_own_column() -> None:
    library = {"code": "l", "name": "库", "projects": "72个", "investment": "57.63亿元"}
    library |= {"in_year": "60亿元", "document": "a.md"}
    around = Around(project_libraries={"l": library})
    (found,) = holdings.libraries_hold_their_parts({"l": library}, around)
    assert (found.field, found.fault.value) == ("in_year", "60亿元")
    assert found.fault.why == "当年投资60亿元，总投资57.63亿元（当年的不能超过整体）"
    category = {"library": "l", "name": "甲", "projects": "1个", "document": "a.md"}
    two = {key: {**category, "code": key} for key in ("c1", "c2")}
    around = Around(project_libraries={"l": library | {"in_year": ""}}, library_categories=two)
    found_two = [*holdings.categories_fit_their_library(two, around)]
    assert [(one.key, one.field) for one in found_two] == [("c1", "name"), ("c2", "name")]
