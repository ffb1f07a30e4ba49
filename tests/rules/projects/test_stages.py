"""Which stage may follow which, and what stands after corrections."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import parse
from bayline.systems.projects.rules.stages import (
    FORWARD,
    in_force,
    may_follow,
    recorded,
    stage_on,
    walked,
)
from bayline.systems.projects.terms import Stage, Step

TODAY = date(2026, 3, 1)


def step(stage, on, key="", **fields):
    return Step(key=key or f"{stage}-{on}", stage=stage, on=parse(on), evidence="doc-1", **fields)


def history(*steps):
    written: tuple[Step, ...] = ()
    for each in steps:
        written = recorded(written, each, today=TODAY)
    return written


def test_a_project_goes_from_reserve_to_full_capacity():
    every = history(*(step(stage, f"20{10 + at}") for at, stage in enumerate(FORWARD)))
    assert [each.stage for each in in_force(every)] == [*FORWARD]


def test_signed_cannot_become_operating():
    signed = history(step(Stage.SIGNED, "2021-03"))
    with pytest.raises(BaylineError) as refused:
        recorded(signed, step(Stage.OPERATING, "2022-05"), today=TODAY)
    assert refused.value.sentence() == (
        "signed cannot become operating; record the construction start first"
    )
    assert refused.value.in_chinese() == "签约不能直接变为投产。请先记录开工。"


def test_what_was_missing_may_be_recorded_afterwards_with_its_own_date():
    every = history(step(Stage.SIGNED, "2021-03"), step(Stage.STARTED, "2021-09-29"))
    every = recorded(every, step(Stage.RESERVED, "2020"), today=TODAY)
    assert [each.stage for each in in_force(every)] == [
        Stage.RESERVED,
        Stage.SIGNED,
        Stage.STARTED,
    ]


def test_days_that_leave_the_order_open_are_ordered_by_the_stages():
    every = history(step(Stage.SIGNED, "2021-05"), step(Stage.STARTED, "2021"))
    assert walked(in_force(every)) is Stage.STARTED


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        (
            ((Stage.STARTED, "2021"), (Stage.OPERATING, "2023")),
            "started cannot become operating; record the completion first",
        ),
        (
            ((Stage.RESERVED, "2020"), (Stage.COMPLETED, "2023")),
            "reserved cannot become completed; record the construction start first",
        ),
        (
            ((Stage.COMPLETED, "2021"), (Stage.SIGNED, "2023")),
            "the signing (2023) is dated after the completion (2021)",
        ),
        (
            ((Stage.STARTED, "2021"), (Stage.STARTED, "2023")),
            "started cannot become started; correct the construction start if it was",
        ),
        (
            ((Stage.BUILDING, "2021"), (Stage.SUSPENDED, "2022"), (Stage.COMPLETED, "2023")),
            "suspended cannot become completed; record that it resumed as under construction first",
        ),
        (
            ((Stage.SIGNED, "2021"), (Stage.TERMINATED, "2022"), (Stage.STARTED, "2023")),
            "terminated cannot become started; correct the termination",
        ),
        (((Stage.SUSPENDED, "2022"),), "a project cannot begin as suspended"),
        (((Stage.STARTED, "2027"),), "the construction start of 2027 is still to come"),
    ],
)
def test_what_cannot_follow_is_refused_in_a_sentence(steps, sentence):
    with pytest.raises(BaylineError) as refused:
        history(*(step(*each) for each in steps))
    assert sentence in refused.value.sentence()
    assert refused.value.zh is not None


def test_a_completion_before_its_start_is_refused_even_when_recorded_first():
    completed = history(step(Stage.COMPLETED, "2021-05-01"))
    with pytest.raises(BaylineError, match=r"start \(2022-01-01\) is dated after the completion"):
        recorded(completed, step(Stage.STARTED, "2022-01-01"), today=TODAY)


def test_a_suspended_project_goes_on_where_it_stopped():
    every = history(
        step(Stage.STARTED, "2021-01"),
        step(Stage.BUILDING, "2021-04"),
        step(Stage.SUSPENDED, "2021-10"),
        step(Stage.BUILDING, "2022-03"),
        step(Stage.COMPLETED, "2023-06"),
    )
    assert walked(in_force(every)) is Stage.COMPLETED
    assert stage_on(every, date(2021, 12, 31)) is Stage.SUSPENDED
    assert stage_on(every, date(2022, 4, 1)) is Stage.BUILDING


def test_a_stage_of_a_month_counts_from_its_last_day():
    every = history(step(Stage.STARTED, "2021-03"))
    assert stage_on(every, date(2021, 3, 30)) is None
    assert stage_on(every, date(2021, 3, 31)) is Stage.STARTED


def test_a_correction_replaces_an_entry_and_both_are_kept():
    every = history(step(Stage.SIGNED, "2021-03"), step(Stage.STARTED, "2021-09", "start"))
    fixed = step(Stage.STARTED, "2021-06", "better", corrects="start", reason="公报更正")
    after = recorded(every, fixed, today=TODAY)
    assert len(after) == 3
    assert [each.key for each in in_force(after)] == ["signed-2021-03", "better"]


def test_a_correction_may_take_an_entry_back():
    every = history(step(Stage.SIGNED, "2021-03", "a"), step(Stage.STARTED, "2021-09", "b"))
    back = step(
        Stage.STARTED, "2021-09", "c", corrects="b", is_withdrawn=True, reason="只是奠基仪式"
    )
    assert walked(in_force(recorded(every, back, today=TODAY))) is Stage.SIGNED


def test_a_correction_that_breaks_the_order_is_refused():
    every = history(
        step(Stage.STARTED, "2021-01", "a"),
        step(Stage.COMPLETED, "2022-01", "b"),
        step(Stage.OPERATING, "2023-01", "c"),
    )
    back = step(Stage.COMPLETED, "2022-01", "d", corrects="b", is_withdrawn=True, reason="记错项目")
    with pytest.raises(BaylineError, match="started cannot become operating"):
        recorded(every, back, today=TODAY)


def test_an_entry_is_corrected_once():
    every = history(step(Stage.STARTED, "2021-09", "a"))
    every = recorded(
        every, step(Stage.STARTED, "2021-06", "b", corrects="a", reason="更正"), today=TODAY
    )
    again = step(Stage.STARTED, "2021-05", "c", corrects="a", reason="更正")
    with pytest.raises(BaylineError, match="no entry “a” stands"):
        recorded(every, again, today=TODAY)


def test_a_key_stands_once():
    with pytest.raises(BaylineError, match="there already"):
        history(step(Stage.SIGNED, "2021", "a"), step(Stage.STARTED, "2022", "a"))


def test_a_step_without_evidence_is_refused():
    with pytest.raises(BaylineError, match="shown by nothing"):
        Step(key="a", stage=Stage.SIGNED, on=parse("2021"), evidence="")


@pytest.mark.parametrize("fields", [{"corrects": "a"}, {"reason": "x"}, {"is_withdrawn": True}])
def test_a_correction_says_what_and_why(fields):
    with pytest.raises(BaylineError, match="names the entry it corrects"):
        step(Stage.SIGNED, "2021", **fields)


@given(st.lists(st.tuples(st.sampled_from(Stage), st.integers(2010, 2025)), max_size=8))
def test_whatever_is_recorded_in_whatever_order_stays_a_walk(steps):
    written: tuple[Step, ...] = ()
    for at, (stage, number) in enumerate(steps):
        try:
            written = recorded(written, step(stage, str(number), str(at)), today=TODAY)
        except BaylineError as refused:
            assert refused.zh is not None  # noqa: PT017 - a refusal is one of two right answers
    stages = [each.stage for each in in_force(written)]
    assert walked(in_force(written)) == (stages[-1] if stages else None)
    for before, after in pairwise(stages):
        assert before is Stage.SUSPENDED or may_follow(before, after)
