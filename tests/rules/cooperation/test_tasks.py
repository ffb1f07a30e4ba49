"""What may be done to a task of two governments, and where it stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.systems.cooperation.rules import replaying, writing
from bayline.systems.cooperation.rules.terming import check_terms, faults
from bayline.systems.cooperation.rules.waiting import waits, waits_for
from bayline.systems.cooperation.terms import Act, Event, Evidence, Side, Stage, Terms

EAST = Side(code="east", lead="east-roads", joint=("east-water",))
WEST = Side(code="west", lead="west-roads")
BRIDGE = Terms(title="合修界河桥", sides=(EAST, WEST), due=date(2026, 9, 30), met=date(2026, 3, 5))
BEGINS = datetime(2026, 3, 6, 9, tzinfo=UTC)
PAPER = (Evidence(title="完工照片", document="photos.pdf"),)
PEOPLE = {"east": ("ann", "amy"), "west": ("bob", "ben")}


class World:
    """Makes events in order, an hour apart."""

    def __init__(self):
        self.count = count()

    def event(self, act, side="east", **said):
        """Make an event an hour after the last."""
        number = next(self.count)
        at = BEGINS + timedelta(hours=number)
        unit = said.pop("unit", f"{side}-roads")
        person = said.pop("person", PEOPLE.get(side, ("eve",))[0])
        made = {"words": "按约定办完", "evidence": PAPER if act is Act.REPORTED else ()}
        return Event(
            id=f"{number:04}",
            task="bridge",
            act=act,
            side=side,
            unit=unit,
            person=person,
            by=person,
            at=at,
            day=at.date(),
            **(made | said),
        )

    def proposed(self, **terms):
        """Give a task that east proposes."""
        event = self.event(Act.PROPOSED, terms=replace(BRIDGE, **terms))
        return replaying.begun(event)

    def done(self, life, *acts):
        """Do some acts to a task."""
        for act, side, *said in acts:
            life = replaying.after(life, self.event(act, side, **(said[0] if said else {})))
        return life

    def in_hand(self, **terms):
        """Give a task that both accepted."""
        return self.done(self.proposed(**terms), (Act.ACCEPTED, "east"), (Act.ACCEPTED, "west"))

    def reported(self, **terms):
        """Give a task that east reported on."""
        life = self.in_hand(owing=("east",), **terms)
        return self.done(life, (Act.REPORTED, "east"))

    def reviewed(self):
        """Give a task whose report holds."""
        return self.done(self.reported(), (Act.REVIEWED, "west"))


@pytest.fixture
def world():
    return World()


OTHER = {"person": "amy"}


def test_a_task_goes_from_proposal_to_both_closings(world):
    life = world.proposed(owing=("east",))
    stages = [life.stage]
    steps = [
        (Act.ACCEPTED, "west"),
        (Act.ACCEPTED, "east"),
        (Act.REPORTED, "east"),
        (Act.SENT_BACK, "west"),
        (Act.REPORTED, "east"),
        (Act.REVIEWED, "west"),
        (Act.CLOSED, "west"),
        (Act.CLOSED, "east", OTHER),
    ]
    for step in steps:
        life = world.done(life, step)
        stages.append(life.stage)
    assert stages == [
        Stage.PROPOSED,
        Stage.PROPOSED,
        Stage.IN_HAND,
        Stage.REPORTED,
        Stage.IN_HAND,
        Stage.REPORTED,
        Stage.REVIEWED,
        Stage.REVIEWED,
        Stage.CLOSED,
    ]
    assert life.has_ended
    assert not waits(life)


def test_one_side_does_not_accept_for_both(world):
    life = world.done(world.proposed(), (Act.ACCEPTED, "east"))
    assert life.stage is Stage.PROPOSED
    assert [wait.side for wait in waits(life)] == ["west"]
    with pytest.raises(BaylineError, match=r"“east” did so on 2026-03-06; wait for the other side"):
        world.done(life, (Act.ACCEPTED, "east"))


def test_one_side_does_not_close_alone(world):
    life = world.done(world.reviewed(), (Act.CLOSED, "west"))
    assert life.stage is Stage.REVIEWED
    assert [(wait.side, wait.act) for wait in waits(life)] == [("east", Act.CLOSED)]


def test_nothing_is_closed_before_it_was_reviewed(world):
    with pytest.raises(BaylineError, match="once a report with evidence is reviewed"):
        world.done(world.in_hand(), (Act.CLOSED, "west"))
    with pytest.raises(BaylineError, match="not reviewed yet"):
        world.done(world.reported(), (Act.CLOSED, "west"))


def test_a_report_without_evidence_is_refused(world):
    bare = {"evidence": (Evidence(title="口头说明"),)}
    with pytest.raises(BaylineError, match="no evidence is given") as refused:
        world.done(world.in_hand(), (Act.REPORTED, "east", bare))
    assert "没有附证明材料" in refused.value.in_chinese()


def test_whoever_reported_neither_reviews_nor_closes(world):
    own = {"unit": "east-water"}
    with pytest.raises(BaylineError, match="the same person reported on it"):
        world.done(world.reported(), (Act.REVIEWED, "east", own))
    with pytest.raises(BaylineError, match="the same person reported on it"):
        world.done(world.reviewed(), (Act.CLOSED, "east"))


def test_a_unit_does_not_review_its_own_report(world):
    with pytest.raises(BaylineError, match="it made the report itself"):
        world.done(world.reported(), (Act.REVIEWED, "east", OTHER))
    other_unit = OTHER | {"unit": "east-water"}
    assert world.done(world.reported(), (Act.REVIEWED, "east", other_unit)).reviews


def test_an_earlier_reporter_does_not_close_either(world):
    life = world.done(
        world.reported(),
        (Act.SENT_BACK, "west"),
        (Act.REPORTED, "east", OTHER),
        (Act.REVIEWED, "west"),
    )
    with pytest.raises(BaylineError, match="the same person reported"):
        world.done(life, (Act.CLOSED, "east"))


def test_one_person_does_not_act_for_two_sides(world):
    life = world.done(world.proposed(), (Act.ACCEPTED, "east"))
    with pytest.raises(BaylineError, match="the same person acted for “east”"):
        world.done(life, (Act.ACCEPTED, "west", {"person": "ann"}))


def test_only_a_unit_of_the_side_acts_for_it(world):
    with pytest.raises(BaylineError, match="“west-roads” cannot act for “east”"):
        world.done(world.proposed(), (Act.ACCEPTED, "east", {"unit": "west-roads"}))
    with pytest.raises(BaylineError, match="“north” is no side of the task"):
        world.done(world.proposed(), (Act.ACCEPTED, "north"))


def test_the_government_itself_accepts_and_does_not_report_for_its_units(world):
    life = world.done(world.proposed(), (Act.ACCEPTED, "east", {"unit": "east"}))
    assert "east" in life.accepted
    with pytest.raises(BaylineError, match="it is reported by east-roads、east-water"):
        world.done(world.in_hand(), (Act.REPORTED, "east", {"unit": "east"}))


def test_each_side_that_owes_a_report_gives_one(world):
    life = world.done(world.in_hand(), (Act.REPORTED, "east"))
    assert life.stage is Stage.IN_HAND
    assert {(one.side, one.act) for one in waits(life)} == {
        ("west", Act.REPORTED),
        ("west", Act.REVIEWED),
    }
    life = world.done(life, (Act.REPORTED, "west"))
    assert life.stage is Stage.REPORTED
    with pytest.raises(BaylineError, match="there is no report of that side"):
        world.done(life, (Act.REVIEWED, "west", {"person": "ben"}))
    life = world.done(
        life,
        (Act.REVIEWED, "west", {"about": "east", "person": "ben"}),
        (Act.REVIEWED, "east", {"about": "west", "person": "amy"}),
    )
    assert life.stage is Stage.REVIEWED


def test_a_side_that_owes_none_does_not_report(world):
    with pytest.raises(BaylineError, match="“west” does not report on it: east does"):
        world.done(world.in_hand(owing=("east",)), (Act.REPORTED, "west"))


def test_what_is_sent_back_voids_review_and_closings(world):
    life = world.done(world.reviewed(), (Act.CLOSED, "west"), (Act.SENT_BACK, "west"))
    assert (life.stage, life.closings, life.reviews) == (Stage.IN_HAND, {}, {})


@pytest.mark.parametrize(
    "act", [Act.DECLINED, Act.SENT_BACK, Act.WITHDRAWN, Act.EXPLAINED, Act.OVERRULED, Act.REMINDED]
)
def test_a_refusal_needs_its_reason(world, act):
    life = world.proposed() if act is Act.DECLINED else world.reported()
    with pytest.raises(BaylineError, match="no reason is given; say why"):
        world.done(life, (act, "west", {"words": " "}))


def test_a_declined_task_is_proposed_anew_and_asks_all_again(world):
    life = world.done(world.proposed(), (Act.ACCEPTED, "east"), (Act.DECLINED, "west"))
    assert life.stage is Stage.DECLINED
    assert waits_for(life, "east")[0].act is Act.PROPOSED
    with pytest.raises(BaylineError, match="a side has declined it"):
        world.done(life, (Act.ACCEPTED, "west"))
    later = replace(BRIDGE, due=date(2026, 12, 31))
    life = world.done(life, (Act.PROPOSED, "west", {"terms": later}))
    assert (life.stage, life.accepted, life.terms.due) == (Stage.PROPOSED, {}, later.due)


def test_what_all_accepted_is_not_proposed_anew(world):
    with pytest.raises(BaylineError, match="propose another to replace it"):
        world.done(world.in_hand(), (Act.PROPOSED, "west", {"terms": BRIDGE}))


def test_the_proposer_takes_a_proposal_back_the_other_side_declines(world):
    with pytest.raises(BaylineError, match="decline it instead"):
        world.done(world.proposed(), (Act.WITHDRAWN, "west"))
    assert world.done(world.proposed(), (Act.WITHDRAWN, "east")).stage is Stage.WITHDRAWN


def test_an_accepted_task_is_given_up_by_all(world):
    life = world.done(world.in_hand(), (Act.WITHDRAWN, "east"))
    assert life.stage is Stage.IN_HAND
    assert world.done(life, (Act.WITHDRAWN, "west")).stage is Stage.WITHDRAWN


def test_all_name_the_same_successor(world):
    life = world.done(
        world.in_hand(),
        (Act.REPLACED, "east", {"successor": "tunnel"}),
        (Act.REPLACED, "west", {"successor": "ferry"}),
    )
    assert life.stage is Stage.IN_HAND
    life = world.done(life, (Act.REPLACED, "east", {"successor": "ferry"}))
    assert (life.stage, life.successor) == (Stage.REPLACED, "ferry")
    with pytest.raises(BaylineError, match="which task takes its place"):
        world.done(world.in_hand(), (Act.REPLACED, "east", {"successor": "bridge"}))


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.PROPOSED])
def test_nothing_is_done_to_what_has_ended(world, act):
    ended = world.done(world.proposed(), (Act.WITHDRAWN, "east"))
    with pytest.raises(BaylineError, match="it was withdrawn"):
        world.done(ended, (act, "east", OTHER))


BAD_TERMS = [
    ({"sides": (EAST,)}, "one side only", "只有一方"),
    ({"sides": (EAST, replace(EAST, lead="east-roads"))}, "both sides are “east”", "两方都是"),
    ({"sides": (EAST, replace(WEST, lead=""))}, "“west” has no lead unit", "没有牵头单位"),
    ({"due": date(2026, 3, 4)}, "due on 2026-03-04", "2026-03-05才开"),
    ({"title": "  "}, "says nothing", "没有内容"),
    ({"owing": ("north",)}, "no side of the task", "不是这个事项的一方"),
    ({"sides": (EAST, replace(WEST, joint=("east-water",)))}, "stands on the sides", "同时写在"),
]


@pytest.mark.parametrize(("wrong", "told", "told_zh"), BAD_TERMS)
def test_terms_that_cannot_be_are_refused(world, wrong, told, told_zh):
    with pytest.raises(BaylineError, match=told) as refused:
        world.proposed(**wrong)
    assert told_zh in refused.value.in_chinese()


def test_an_organisation_of_no_register_is_refused():
    known = {
        code: {"place": {"e": "310116", "w": "330482"}[code[0]]}
        for code in ("east", "east-roads", "west", "west-roads")
    }
    (fault,) = faults(BRIDGE, task="bridge", known=known)
    assert "no organisation “east-water” is known" in str(fault)
    assert "名册里没有单位“east-water”" in fault.in_chinese()
    check_terms(BRIDGE, task="bridge", known=known | {"east-water": known["east"]})


def test_a_history_counts_the_same_in_any_order(world):
    life = world.done(world.reviewed(), (Act.CLOSED, "west"))
    assert replaying.replayed(reversed(life.events)) == life
    assert replaying.replayed([*life.events, *life.events]) == life


def test_what_does_not_follow_stays_in_the_history_with_its_reason(world):
    life = world.reported()
    early = world.event(Act.CLOSED, "west", person="ben")
    found = replaying.replayed([*life.events, early])
    assert (found.stage, found.events) == (Stage.REPORTED, life.events)
    assert [(one.event, "not reviewed" in str(one.error)) for one in found.refused] == [
        (early, True)
    ]


def test_a_history_without_proposal_or_of_two_tasks_is_refused(world):
    life = world.in_hand()
    with pytest.raises(BaylineError, match="no event proposes the task"):
        replaying.replayed(life.events[1:])
    with pytest.raises(BaylineError, match="events of several tasks: bridge、tunnel"):
        replaying.replayed([*life.events, replace(life.events[1], id="x", task="tunnel")])


def test_a_slip_has_a_day_to_come_and_goes_to_a_side(world):
    with pytest.raises(BaylineError, match="has no day to come"):
        world.done(world.in_hand(), (Act.REMINDED, "west", {"deadline": date(2026, 3, 1)}))
    with pytest.raises(BaylineError, match="to which side it goes"):
        world.done(world.in_hand(), (Act.REMINDED, "west", {"deadline": date(2026, 4, 1)}))


def test_events_of_five_towns_ask_all_five(world):
    towns = tuple(Side(code=f"town-{at}", lead=f"town-{at}") for at in range(5))
    proposal = world.event(
        Act.PROPOSED, "town-0", unit="town-0", terms=replace(BRIDGE, sides=towns, owing=("town-0",))
    )
    life = replaying.begun(replace(proposal, person="p0"))
    for town in towns:
        assert life.stage is Stage.PROPOSED
        said = {"unit": town.code, "person": f"p{town.code[-1]}"}
        life = world.done(life, (Act.ACCEPTED, town.code, said))
    assert life.stage is Stage.IN_HAND


def test_an_event_reads_back_as_it_was_written(world):
    for event in world.reviewed().events:
        assert writing.read(orjson.loads(writing.written(event))) == event


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("act", "burnt", "event.act “burnt” cannot be read"),
        ("at", "2026-03-06T09:00:00", "event.at “2026-03-06T09:00:00” cannot be read"),
        ("id", None, "event.id is missing"),
        ("evidence", "photo", "event.evidence “photo” cannot be read"),
        ("terms", [1], r"terms “\[1\]” cannot be read"),
        ("day", "5 March", "event.day “5 March” cannot be read"),
    ],
)
def test_what_is_no_event_is_refused_by_its_member(world, name, value, told):
    row = writing.plain(world.reported().events[-1]) | {name: value}
    if value is None:
        del row[name]
    with pytest.raises(BaylineError, match=told):
        writing.read(row)


ACTS = st.sampled_from([*Act])
SIDES = st.sampled_from(["east", "west"])
WHO = st.sampled_from([0, 1])


@given(st.lists(st.tuples(ACTS, SIDES, WHO), max_size=25))
def test_no_history_closes_with_one_side_or_without_evidence_or_by_its_reporter(steps):
    world = World()
    life = world.proposed()
    for act, side, who in steps:
        said = {"person": PEOPLE[side][who], "terms": BRIDGE if act is Act.PROPOSED else None}
        event = world.event(act, side, deadline=date(2027, 1, 1), about=side, **said)
        if replaying.why_not(life, event) is None:
            life = replaying.after(life, event)
    if life.stage is Stage.CLOSED:
        assert {*life.closings} == {*life.accepted} == {"east", "west"}
        assert all(life.reports[code].evidence for code in life.terms.reporters)
        assert not {one.person for one in life.closings.values()} & life.reported_by
    assert replaying.replayed(life.events) == life
