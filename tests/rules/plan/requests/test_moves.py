from datetime import UTC, date, datetime

import pytest

from bayline.kernel.errors import BaylineError
from bayline.platform.people.terms import Grant, Role, Visitor
from bayline.systems.plan.rules.requests.moving import (
    OvertakenError,
    Sides,
    may_act,
    refuse_act,
    refuse_overtaken,
    refuse_words,
    standing_after,
)
from bayline.systems.plan.rules.requests.terms import Act, Standing, State, Step

DUE = date(2024, 4, 10)
NOON = datetime(2024, 4, 5, 4, tzinfo=UTC)
SIDES = Sides(asker="office", unit="finance")


def person(name, role, organisation="", system=""):
    grant = Grant(role=role, organisation=organisation, system=system)
    return Visitor(name=name, account=name, grants=(grant,))


CLERK = person("甲", Role.CLERK, "finance")
OFFICE = person("乙", Role.REVIEWER, "office")


def steps(*acts):
    version, made = 0, []
    for number, (act, by) in enumerate(acts, start=1):
        version += act is Act.SENT
        made.append(Step(number=number, act=act, by=by, account=by, at=NOON, version=version))
    return made


def standing(*acts):
    return standing_after(DUE, steps(*acts))


def test_an_answer_goes_from_sent_to_returned_to_sent_to_accepted_with_its_versions():
    found = standing((Act.SENT, "甲"), (Act.RETURNED, "乙"), (Act.SENT, "甲"), (Act.ACCEPTED, "乙"))
    assert (found.state, found.version, found.accepted) == (State.ACCEPTED, 2, 2)
    assert not found.is_late(date(2024, 5, 1))


def test_a_correction_of_what_was_accepted_leaves_that_accepted_until_it_is_itself():
    accepted = ((Act.SENT, "甲"), (Act.ACCEPTED, "乙"))
    found = standing(*accepted, (Act.SENT, "甲"))
    assert (found.state, found.version, found.accepted) == (State.SENT, 2, 1)
    assert standing(*accepted, (Act.SENT, "甲"), (Act.TAKEN_BACK, "甲")).state is State.ACCEPTED


@pytest.mark.parametrize(
    ("act", "who", "complaint"),
    [
        (Act.SENT, OFFICE, "the table is asked of “finance”"),
        (Act.SENT, person("丙", Role.CLERK, "tax"), "the table is asked of “finance”"),
        (Act.SENT, person("丁", Role.VIEWER, "finance"), "asked of “finance”"),
        (Act.SENT, person("戊", Role.CLERK, "finance", "reading"), "asked of “finance”"),
        (Act.CANCELLED, CLERK, "asked by “office”"),
        (Act.EXTENDED, person("己", Role.CLERK, "office"), "asked by “office”"),
        (Act.ACCEPTED, OFFICE, "the table is to be answered"),
    ],
)
def test_each_side_does_its_own_part_only(act, who, complaint):
    with pytest.raises(BaylineError, match=complaint):
        refuse_act(act, who, SIDES, standing())


def test_nobody_accepts_their_own_answer_whatever_their_role():
    both = person("甲", Role.ADMINISTRATOR)
    sent = standing((Act.SENT, "甲"))
    assert not may_act(Act.ACCEPTED, both, SIDES, sent)
    with pytest.raises(BaylineError, match="nobody accepts an answer that they sent themselves"):
        refuse_act(Act.ACCEPTED, both, SIDES, sent)
    assert may_act(Act.ACCEPTED, person("庚", Role.ADMINISTRATOR), SIDES, sent)


def test_a_table_is_not_sent_twice_and_what_is_cancelled_stays_so():
    assert not may_act(Act.SENT, CLERK, SIDES, standing((Act.SENT, "甲")))
    assert not may_act(Act.SENT, CLERK, SIDES, standing((Act.CANCELLED, "乙")))
    assert not may_act(
        Act.CANCELLED, OFFICE, SIDES, standing((Act.SENT, "甲"), (Act.ACCEPTED, "乙"))
    )


def test_a_reason_and_a_later_day_are_needed():
    open_one = Standing(state=State.OPEN, due=DUE)
    with pytest.raises(BaylineError, match="no reason is given to send it back"):
        refuse_words(Act.RETURNED, reason=" \u200b", due=None, standing=open_one)
    with pytest.raises(BaylineError, match="no later day is given"):
        refuse_words(Act.EXTENDED, reason="台风", due=DUE, standing=open_one)
    refuse_words(Act.EXTENDED, reason="台风", due=date(2024, 4, 11), standing=open_one)


def test_more_time_moves_the_day_and_settles_the_wish():
    asked = Step(
        number=1, act=Act.EXTENSION_ASKED, by="甲", account="甲", at=NOON, due=date(2024, 4, 20)
    )
    given = Step(number=2, act=Act.EXTENDED, by="乙", account="乙", at=NOON, due=date(2024, 4, 18))
    assert standing_after(DUE, [asked]).wished == date(2024, 4, 20)
    found = standing_after(DUE, [asked, given])
    assert (found.due, found.wished) == (date(2024, 4, 18), None)
    assert found.is_late(date(2024, 4, 19))


def test_whoever_comes_second_is_told():
    with pytest.raises(OvertakenError, match="somebody was faster"):
        refuse_overtaken(standing((Act.SENT, "甲"), (Act.RETURNED, "乙")), seen=1)
