"""What yearly lists say: words for stages, plans and steps."""

from datetime import date
from types import SimpleNamespace

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.projects import urls
from bayline.systems.projects.rules import recording
from bayline.systems.projects.rules.listings import Row, stage_of, told
from bayline.systems.projects.rules.schedules import Punctuality, slippages
from bayline.systems.projects.rules.stages import History, recorded
from bayline.systems.projects.terms import Stage


def row(number, status, published=None):
    day = date.fromisoformat(published) if published else date(number, 2, 7)
    return Row(year=number, published=day, status=status, evidence=f"list-{number}")


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("新开工", Stage.STARTED),
        ("新開工", Stage.STARTED),
        (" 續 建 ", Stage.BUILDING),
        ("建成", Stage.COMPLETED),
        ("竣工投产", Stage.OPERATING),
        ("前期工作", Stage.RESERVED),
        ("缓建", Stage.SUSPENDED),
        ("取消", Stage.TERMINATED),
    ],
)
def test_words_of_lists_name_a_stage(words, stage):
    assert stage_of(words) is stage


@pytest.mark.parametrize("words", ["", "很快", "框架协议"])
def test_a_word_that_is_not_known_is_refused_with_its_place(words):
    with pytest.raises(BaylineError, match=r"row 4, 状态: “.*” is no stage") as refused:
        stage_of(words, where="row 4, 状态")
    assert refused.value.zh is not None


def test_a_list_of_the_year_announces_and_what_lasts_is_one_step():
    found = told([row(2023, "建成"), row(2021, "新开工"), row(2022, "在建")])
    assert [(plan.stage, plan.due.edtf) for plan in found.plans] == [
        (Stage.STARTED, "2021"),
        (Stage.COMPLETED, "2023"),
    ]
    (step,) = found.steps
    assert (step.stage, step.on.edtf) == (Stage.BUILDING, "2022-02-07")
    again = told([row(2021, "在建"), row(2022, "在建"), row(2023, "在建")])
    assert len(again.steps) == 1


def test_a_report_of_the_next_year_is_a_step():
    found = told([row(2021, "建成"), row(2021, "建成", "2022-01-20")])
    (step,) = found.steps
    assert (step.stage, step.on.edtf) == (Stage.COMPLETED, "2021")
    assert len(found.plans) == 1


def test_what_lists_tell_can_be_recorded_and_held_against_their_plans():
    found = told([row(2021, "新开工"), row(2022, "在建"), row(2022, "建成")])
    history: History = ()
    for step in found.steps:
        history = recorded(history, step, today=date(2023, 6, 30))
    states = {
        each.stage: each.state for each in slippages(history, found.plans, today=date(2023, 6, 30))
    }
    assert states[Stage.COMPLETED] is Punctuality.OVERDUE


def test_a_list_says_a_stage_that_is_known():
    listed = {key: {"code": key, "status": key} for key in ("新开工", "續建", "停缓建", "随便")}
    found = [*recording.statuses_known({**listed, "-": {"code": "-"}}, None)]
    assert [(one.key, one.field) for one in found] == [("随便", "status")]


def test_no_project_takes_the_address_of_a_page():
    before = SimpleNamespace(before=lambda: {"rates": {"code": "rates"}})
    codes = ("batches", "libraries/x", "rates", "rates-1", "park")
    taken = recording.codes_of_no_page({code: {"code": code} for code in codes}, before)
    assert [one.key for one in taken] == ["batches", "libraries/x"]
    routes = (str(one.pattern) for one in urls.urlpatterns)
    first = {route.split("/")[1] for route in routes if route.startswith("projects/")}
    words = {one.split(".")[0] for one in first if "<" not in one}
    assert words - {"export"} == recording.PAGES
