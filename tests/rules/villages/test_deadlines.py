"""Late and at risk on any day; quotas; demonstration villages step by step."""

from dataclasses import replace
from datetime import date

import pytest

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.systems.villages.rules.deadlines import Timing, counted, timed
from bayline.systems.villages.rules.demonstrating import advanced, named
from bayline.systems.villages.terms.campaigns import (
    DemonstrationStage,
    DemonstrationVillage,
    Shown,
    Step,
)
from bayline.systems.villages.terms.events import Act


def timing(world, day, village="v1"):
    standing = world.standing(village, on=day)
    return timed(standing, world.grounds, day=date.fromisoformat(day))


def test_a_village_is_in_time_at_risk_late_and_accepted_late_on_its_days(world):
    world.add(Act.ENROLLED, "2021-10-08T09:00", batch="first")
    needed = world.grounds.limits.days_needed["planned"]
    assert needed == 45
    assert timing(world, "2021-11-16")[2:5] == (Timing.IN_TIME, date(2021, 12, 31), 45)
    found = timing(world, "2021-11-17")
    assert (found.timing, found.days_left) == (Timing.AT_RISK, 44)
    assert "44 days left, “planned” needs 45" in found.sentence
    assert timing(world, "2021-12-31").timing is Timing.AT_RISK
    late = timing(world, "2022-01-02")
    assert (late.timing, late.sentence, late.zh) == (Timing.LATE, "2 days late", "超期2天")
    world.add(Act.ASSIGNED, "2021-12-02T09:00", inspectors=("a", "b"))
    world.inspected()
    assert timing(world, "2021-12-24").timing is Timing.IN_TIME
    assert timing(world, "2021-12-25").timing is Timing.AT_RISK
    world.accepted(at="2022-01-01T09:00")
    assert timing(world, "2021-12-31").timing is Timing.AT_RISK
    assert timing(world, "2022-01-01").timing is Timing.ACCEPTED_LATE


def test_who_is_accepted_on_the_last_day_is_on_time(world):
    world.begun()
    world.inspected()
    world.accepted(at="2021-12-31T23:00")
    assert timing(world, "2022-06-01").timing is Timing.ON_TIME


def test_an_order_that_runs_out_or_beyond_the_last_day_is_a_risk(world):
    world.begun()
    world.inspected({"waste": "20"})
    days = {**world.grounds.limits.days_needed, "rectifying": 0}
    world.grounds = replace(world.grounds, limits=replace(world.grounds.limits, days_needed=days))
    told = {"items": ("waste",), "reason": "垃圾"}
    world.add(Act.ORDERED, "2021-12-05T09:00", due=date(2021, 12, 20), **told)
    assert timing(world, "2021-12-20").timing is Timing.IN_TIME
    overdue = timing(world, "2021-12-21")
    assert (overdue.timing, overdue.sentence) == (Timing.AT_RISK, "mending was due 2021-12-20")
    world.add(Act.ORDERED, "2021-12-06T09:00", due=date(2022, 1, 5), **told)
    beyond = timing(world, "2021-12-06")
    assert beyond.timing is Timing.AT_RISK
    assert beyond.sentence == "mending is due 2022-01-05, acceptance 2021-12-31"


def test_nobody_is_late_for_a_day_that_nobody_stated(world):
    world.begun("v2", batch="second", inspectors=("a", "b"))
    assert timing(world, "2030-01-01", "v2").timing is Timing.NO_DAY


def test_batches_are_counted_against_their_quotas(world):
    world.begun("v1")
    world.inspected()
    world.accepted()
    world.begun("v2", batch="second", inspectors=("b", "c"))
    world.begun("v3", inspectors=("a", "d"))
    world.add(Act.WITHDRAWN, village="v3", reason="并村")
    first, second = counted(world.state(), world.grounds, day=date(2022, 1, 1))
    assert (first.quota, first.enrolled, first.missing, first.accepted) == (30, 1, 29, 1)
    assert first.timings == {"accepted on time": 1, "withdrawn": 1}
    assert (second.quota, second.enrolled, second.missing) == (38, 1, 37)
    assert second.timings == {"no day stated": 1}
    open_ = replace(world.grounds.campaign.batches[1], quota=None)
    campaign = replace(world.grounds.campaign, batches=(world.grounds.campaign.batches[0], open_))
    grounds = replace(world.grounds, campaign=campaign)
    assert counted(world.state(), grounds, day=date(2022, 1, 1))[1].missing is None


SHOWN = (Shown("plan.md", "列入第二批"),)


def step(stage, on, shown=SHOWN):
    return Step(DemonstrationStage(stage), periods.parse(on), shown)


def stepped(*steps, village="新村"):
    found = DemonstrationVillage(village=village, town="t", batch="2")
    for stage, on in steps:
        found = advanced(found, step(stage, on))
    return found


BEFORE = (("applied", "2019"), ("reviewed", "2019-03"), ("listed", "2019-04-10"))


def test_a_demonstration_village_goes_step_by_step_with_days_and_evidence():
    found = stepped(*BEFORE, ("built", "2020-09"), ("accepted", "2020-09-30"))
    assert found.stage is DemonstrationStage.ACCEPTED
    assert found.steps[2].shown_by == SHOWN
    designed = stepped(*BEFORE, ("designed", "2022-08"), ("built", "2023-05"))
    assert designed.stage is DemonstrationStage.BUILT


@pytest.mark.parametrize(
    ("steps", "last", "sentence"),
    [
        ((), step("listed", "2019"), r"新村: nothing yet cannot become listed: next is applied"),
        (BEFORE[:1], step("listed", "2019"), r"applied cannot become listed: next is reviewed"),
        (BEFORE, step("applied", "2020"), r"listed cannot become applied: next is designed"),
        (BEFORE, step("accepted", "2020"), r"listed cannot become accepted"),
        (BEFORE, step("built", "2019-04-09"), r"built 2019-04-09 is before listed 2019-04-10"),
        (BEFORE, step("built", "2022-08-08"), r"built without a design: since 2022-08-08 nothing"),
        (BEFORE, step("built", "2020", ()), r"nothing shows that it was built"),
        (BEFORE, step("built", "2020", (Shown("a.md", " "),)), r"nothing shows that it was built"),
    ],
)
def test_a_step_out_of_turn_out_of_order_or_unshown_is_refused(steps, last, sentence):
    with pytest.raises(BaylineError, match=sentence) as caught:
        advanced(stepped(*steps), last)
    assert caught.value.zh is not None


def test_nine_of_a_district_are_not_the_nine_of_the_city():
    some = [
        DemonstrationVillage(village=f"{batch}-{n}", town="t", batch=batch)
        for batch, count in (("1", 1), ("2", 4), ("3", 4))
        for n in range(count)
    ]
    first, second, third = named(some, {"1": 9, "2": 27})
    assert (first.sentence, second.sentence) == ("1 of 9", "4 of 27")
    assert third.of is None
    assert third.sentence.startswith("4 of N; how many the whole batch has is not stated")
    assert sum(len(one.villages) for one in (first, second, third)) == 9
    with pytest.raises(BaylineError, match="4 villages are named, the whole batch has 3"):
        named(some, {"2": 3})
    twice = replace(some[0], batch="2")
    with pytest.raises(BaylineError, match=r"1-0: it is in the batches 1, 2: a village is in one"):
        named([*some, twice], {})
