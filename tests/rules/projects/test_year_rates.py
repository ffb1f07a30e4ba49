"""Who counts in a rate of a year, and what of the money does."""

from datetime import date

from bayline.kernel.periods import parse
from bayline.systems.projects.rules.amounts import amount_of
from bayline.systems.projects.rules.courses import Stone
from bayline.systems.projects.rules.year_rates import (
    Lack,
    common_day,
    converted,
    invested,
    planned_in_years,
    started,
)
from bayline.systems.projects.terms import AmountKind, Stage

DAY = date(2021, 9, 30)


def stone(stage, on, *, planned=False):
    return Stone(stage=stage, on=parse(on), is_planned=planned)


def money(kind, words, period):
    return amount_of(AmountKind(kind), words, evidence="a", period=parse(period))


def test_a_plan_that_moved_counts_in_every_year_that_it_named():
    course = (
        stone(Stage.STARTED, "2022-03-01"),
        stone(Stage.STARTED, "2021", planned=True),
        stone(Stage.STARTED, "2022", planned=True),
    )
    for year, day, is_in in ((2021, date(2021, 12, 31), False), (2022, date(2022, 12, 31), True)):
        (one,) = started({"a": course}, year=year, day=day)
        assert one.is_in is is_in
    assert (
        started({"a": (stone(Stage.STARTED, "2021/2022", planned=True),)}, year=2021, day=DAY) == []
    )


def test_what_started_before_the_year_is_no_longer_in_reserve():
    reserve = stone(Stage.RESERVED, "2019")
    courses = {
        "waits": (reserve,),
        "gone": (reserve, stone(Stage.STARTED, "2020-05")),
        "goes": (reserve, stone(Stage.STARTED, "2021-05")),
        "later": (stone(Stage.RESERVED, "2021-11"),),
    }
    found = converted(courses, year=2021, day=DAY)
    assert [(one.project, one.is_in) for one in found] == [("goes", True), ("waits", False)]


def test_reports_are_chained_from_the_first_day_of_the_year():
    plan = money("annual_plan", "10亿元", "2021")
    amounts = [
        *(("a", one) for one in (plan, money("completed", "2亿元", "2021-01/2021-03"))),
        ("a", money("completed", "5亿元", "2021-01/2021-06")),
        ("a", money("completed", "1亿元", "2021-07")),
        ("a", money("completed", "9亿元", "2021-10")),  # after the day
        ("b", plan),
        ("b", money("completed", "1亿元", "2021-05")),  # what was done before is not known
        ("c", plan),
        ("c", money("annual_plan", "90亿元", "2021-01/2021-12")),
        ("d", money("annual_plan", "1亿美元", "2021")),
        ("e", money("completed", "1亿元", "2020")),
    ]
    a, b, c, d = invested(amounts, year=2021, day=DAY)
    assert (a.done.low, a.through, a.lack) == (6 * 10**8, date(2021, 7, 31), None)
    assert [one.lack for one in (b, c, d)] == [Lack.DONE, Lack.DIFFERS, Lack.CURRENCY]
    assert common_day([a, b]) == date(2021, 7, 31)


def test_a_plan_of_nothing_is_left_out():
    amounts = [
        ("a", money("annual_plan", "0元", "2021")),
        ("a", money("completed", "3亿元", "2021-01/2021-08")),
    ]
    (found,) = invested(amounts, year=2021, day=DAY)
    assert found.lack is Lack.NOTHING


def test_what_was_planned_for_years_is_kept_by_year_with_the_last_plan_of_each():
    course = (
        stone(Stage.STARTED, "2021-05"),
        stone(Stage.STARTED, "2021-02", planned=True),
        stone(Stage.STARTED, "2021-04", planned=True),
        stone(Stage.COMPLETED, "2022", planned=True),
        stone(Stage.OPERATING, "2022", planned=True),
    )
    found = [(one.stage, one.year, one.planned.edtf) for one in planned_in_years(course)]
    assert found == [(Stage.STARTED, 2021, "2021-04"), (Stage.COMPLETED, 2022, "2022")]
