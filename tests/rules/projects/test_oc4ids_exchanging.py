"""Projects out of packages and back, equal field by field."""

import copy
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bayline.kernel.bounds import Bound
from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure
from bayline.kernel.periods import parse
from bayline.systems.projects.rules.amounts import amount_of
from bayline.systems.projects.rules.oc4ids.exchanging import Package, exported, imported
from bayline.systems.projects.rules.oc4ids.schema import own_standard
from bayline.systems.projects.rules.oc4ids.validating import errors_of
from bayline.systems.projects.terms import Amount, AmountKind, Lead, Plan, Project, Stage, Step

HEAD = {
    "uri": "https://example.org/packages/1",
    "publishedDate": "2026-03-01T00:00:00Z",
    "version": "0.9",
    "publisher": {"name": "计划办公室"},
}
FOREIGN = {
    "id": "oc4ids-abc123-1",
    "title": "跨江大桥",
    "status": "implementation",
    "nickname": {"kept": ["as", 1.50, None]},
    "budget": {"amount": {"amount": 1200.5, "currency": "CNY"}, "description": "批复"},
    "publicAuthority": {"id": "CN-1", "name": "交通局", "extra": True},
    "milestones": [
        {
            "id": "m1",
            "code": "commencement",
            "dueDate": "2025-03-31T00:00:00Z",
            "dateMet": "2025-04-02T08:00:00+08:00",
            "status": "met",
        },
        {"id": "m2", "code": "completion", "dueDate": "2027-06-30T00:00:00Z"},
        {"id": "m3", "code": "financialClose", "dateMet": "2024-01-01T00:00:00Z"},
    ],
}


def package(*projects):
    return {**copy.deepcopy(HEAD), "projects": [*projects]}


def taken(project):
    return imported(package(project)).projects[0]


def given_back(project):
    return exported(Package(HEAD, (project,)))["projects"][0]


def test_what_the_standard_says_becomes_a_record():
    project = taken(FOREIGN)
    assert (project.code, project.name) == ("oc4ids-abc123-1", "跨江大桥")
    assert project.lead == Lead(name="交通局", code="CN-1")
    (step,) = project.history
    assert (step.stage, step.on) == (Stage.STARTED, parse("2025-04-02"))
    assert step.evidence == "oc4ids-abc123-1/milestones/m1"
    assert [(plan.stage, plan.due.edtf) for plan in project.plans] == [
        (Stage.STARTED, "2025-03-31"),
        (Stage.COMPLETED, "2027-06-30"),
    ]
    assert {plan.stated for plan in project.plans} == {date(2026, 3, 1)}
    (amount,) = project.amounts
    assert amount.kind is AmountKind.PLANNED_INVESTMENT
    assert amount.figure == Figure.exactly(Decimal("1200.5"), "CNY")


def test_what_was_not_changed_comes_out_as_it_came_in():
    assert exported(imported(package(FOREIGN))) == package(FOREIGN)


def test_what_was_changed_is_all_that_differs():
    renamed = given_back(replace(taken(FOREIGN), name="海湾大桥"))
    assert renamed == {**FOREIGN, "title": "海湾大桥"}


def test_a_step_moves_status_and_milestone_and_keeps_the_rest():
    project = taken(FOREIGN)
    step = Step(key="c", stage=Stage.COMPLETED, on=parse("2027-05-01"), evidence="doc-9")
    found = given_back(replace(project, history=(*project.history, step)))
    assert found["status"] == "completion"
    assert found["milestones"][1] == {
        **FOREIGN["milestones"][1],
        "dateMet": "2027-05-01T00:00:00Z",
        "status": "met",
    }
    assert found["milestones"][2] == FOREIGN["milestones"][2]
    assert found["nickname"] == FOREIGN["nickname"]
    assert errors_of(package(found), own_standard()) == []


def test_a_hedged_amount_is_not_stated_as_exact():
    over = amount_of(AmountKind.PLANNED_INVESTMENT, "超82亿元", evidence="doc-1")
    project = Project(code="oc4ids-abc123-2", amounts=(over,))
    found = given_back(project)
    assert "budget" not in found
    assert taken(found) == project


def test_stages_map_to_the_status_that_comes_nearest():
    def status(*stages):
        history = tuple(
            Step(key=stage, stage=stage, on=parse(f"202{at}"), evidence="doc-1")
            for at, stage in enumerate(stages)
        )
        return given_back(Project(code="x", history=history)).get("status")

    assert status(Stage.RESERVED) == "identification"
    assert status(Stage.SIGNED) == "preparation"
    assert status(Stage.STARTED, Stage.SUSPENDED) == "implementation"
    assert status(Stage.STARTED, Stage.TERMINATED) == "cancelled"
    assert status(Stage.AT_CAPACITY) == "maintenance"
    assert status() is None


def test_a_currency_without_a_unit_stays_where_it_is():
    strange = {"id": "x", "budget": {"amount": {"amount": 5, "currency": "ZWL"}}}
    assert taken(strange).amounts == ()
    assert given_back(taken(strange)) == strange


def observation(number, first, last, amount, **more):
    value = {"amount": amount, "currency": "CNY"}
    period = {"startDate": f"{first}T00:00:00Z", "endDate": f"{last}T00:00:00Z"}
    return {"id": str(number), "period": period, "value": value, **more}


def test_financial_progress_becomes_amounts_of_its_periods():
    told = [
        observation(1, "2020-01-01", "2020-06-30", 1000),
        observation(2, "2020-01-01", "2020-12-31", 2500.5),
        observation(3, "2020-01-01", "2020-12-31", 9e15),  # more than the whole
        observation(4, "2029-01-01", "2029-12-31", 5),  # after the publication
        observation(5, "2020-02-01", "2020-02-01", 5),  # of one day: up to it, or on it
        {"id": "6", "measure": "50"},
    ]
    planned = [
        observation(1, "2029-01-01", "2029-12-31", 7),
        observation(2, "2029-01-01", "2030-12-31", 9),
    ]
    sent = copy.deepcopy(FOREIGN)
    sent["budget"] = {"amount": {"amount": 90000, "currency": "CNY"}}
    for name, observations in (("metrics", told), ("forecasts", planned)):
        one = {"id": "financialProgress", "title": "Money", "observations": observations}
        sent[name] = [{"id": "physicalProgress", "observations": told[:1]}, one]
    project = taken(sent)
    found = {
        (one.kind.name, one.period.edtf, one.figure.low) for one in project.amounts if one.period
    }
    assert found == {
        ("ANNUAL_PLAN", "2029", Decimal(7)),
        ("COMPLETED", "2020-01/2020-06", Decimal(1000)),
        ("COMPLETED", "2020", Decimal("2500.5")),
    }
    assert given_back(project) == sent


def test_a_package_with_errors_is_not_taken():
    with pytest.raises(BaylineError, match="/projects/0: the package has 1 errors"):
        imported(package({"title": "无编号"}))


@pytest.mark.parametrize(
    "kept",
    [
        {"history": [{}]},
        {"history": 3},
        {"amounts": [{"kind": "gift"}]},
        {"plans": [{"stage": "started", "due": "soon", "evidence": "x", "stated": "x"}]},
        {"otherNames": 5},
    ],
)
def test_an_extension_that_somebody_broke_is_refused(kept):
    with pytest.raises(BaylineError):
        taken({"id": "x", "x_bayline": kept})


def test_a_project_without_identifier_is_refused():
    with pytest.raises(BaylineError, match="has no identifier"):
        Project(code="", name="跨江大桥")


def test_the_official_examples_come_out_as_they_came_in(shared):
    for name in ("oc4ids/example.json", "oc4ids_tests/example-data.json"):
        example = json.loads((shared / "data/projects" / name).read_text("utf-8"))
        assert exported(imported(example)) == example


def test_a_renamed_project_of_the_official_example_differs_in_its_title_only(shared):
    example = json.loads((shared / "data/projects/oc4ids/example.json").read_text("utf-8"))
    took = imported(example)
    again = took._replace(projects=tuple(replace(each, name="x") for each in took.projects))
    expected = copy.deepcopy(example)
    for project in expected["projects"]:
        project["title"] = "x"
    assert exported(again) == expected
    assert errors_of(exported(again), own_standard()) == []


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8
)
PERIODS = st.sampled_from(["2021", "2021-03", "2021-33", "2021-40", "2021-03-03", "2021/2025"]).map(
    parse
)
FIGURES = st.builds(
    Figure.stated_as,
    st.decimals(0, 10**12, places=2),
    st.sampled_from(["CNY", "USD"]),
    bound=st.sampled_from([bound for bound in Bound if bound is not Bound.RANGE]),
    resolution=st.sampled_from([Decimal(0), Decimal("1e8")]),
)
STEPS = st.builds(Step, key=WORDS, stage=st.sampled_from(Stage), on=PERIODS, evidence=WORDS)
PLANS = st.builds(
    Plan, stage=st.sampled_from(Stage), due=PERIODS, evidence=WORDS, stated=st.dates()
)
AMOUNTS = st.builds(
    Amount, kind=st.sampled_from(AmountKind), figure=FIGURES, evidence=WORDS, period=PERIODS
)
PROJECTS = st.builds(
    Project,
    code=WORDS,
    name=st.just("") | WORDS,
    other_names=st.lists(WORDS, max_size=2).map(tuple),
    description=st.just("") | WORDS,
    sectors=st.lists(WORDS, max_size=2, unique=True).map(tuple),
    lead=st.none() | st.builds(Lead, name=WORDS, code=st.just("") | WORDS),
    history=st.lists(STEPS, max_size=3).map(tuple),
    plans=st.lists(PLANS, max_size=3).map(tuple),
    amounts=st.lists(AMOUNTS, max_size=3).map(tuple),
    original=st.just({}),
)


@given(PROJECTS)
def test_a_record_that_is_exported_is_imported_as_it_was(project):
    found = exported(Package(HEAD, (project,)))
    assert errors_of(found, own_standard()) == []
    assert imported(found).projects == (project,)
    assert exported(imported(found)) == found


@given(PROJECTS, PROJECTS)
def test_whatever_is_changed_after_an_import_is_there_after_the_next(first, second):
    assume(first.code and second.code)
    took = imported(exported(Package(HEAD, (first,)))).projects[0]
    changed = replace(second, original=took.original)
    assert imported(exported(Package(HEAD, (changed,)))).projects == (second,)
