"""Several devices, corrections and late uploads: everything is kept, and what differs is shown."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import orjson
import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.villages.rules import merging, replaying, writing
from bayline.systems.villages.rules.evidence import reused
from bayline.systems.villages.rules.replaying import why_not
from bayline.systems.villages.rules.uploads import BYTES_MOST, event_of, uploaded
from bayline.systems.villages.rules.writing import plain_of
from bayline.systems.villages.terms.events import Act, Signature
from bayline.systems.villages.terms.standings import Stage


def test_two_devices_on_one_village_are_both_kept_and_shown_until_one_is_taken(world, taken):
    world.begun()
    world.inspected()
    told = world.add(
        Act.SCORED,
        device="phone-2",
        item="waste",
        score="40",
        photos=(taken("b" * 64),),
        reason="村后两处",
    )
    found = world.standing()
    (conflict,) = found.conflicts
    assert (conflict.inspector, conflict.item) == ("a", "waste")
    assert [(one.device, str(one.score)) for one in conflict.held] == [
        ("phone-a", "50"),
        ("phone-2", "40"),
    ]
    given = found.rounds[0].inspections["a"]
    assert (given.total, given.low, given.high) == (None, 90, 100)
    assert (found.stage, found.rounds[0].total) == (Stage.UNDER_INSPECTION, None)
    assert "1 items in conflict" in world.refused(Act.ACCEPTED)
    assert "a choice between two scores needs a reason" in world.refused(
        Act.RESOLVED, replaces=told.id
    )
    for items in ((), (told.id,)):
        assert f"{told.id} is not in conflict with" in world.refused(
            Act.RESOLVED, replaces=told.id, items=items, reason="看过照片"
        )
    first = conflict.held[0].event
    world.add(Act.RESOLVED, replaces=told.id, items=(first, told.id), reason="看过照片")
    found = world.standing()
    assert found.conflicts == ()
    assert found.rounds[0].total == 95


def test_a_late_upload_opens_what_was_decided_and_a_choice_restores_it(world, taken):
    world.begun()
    world.inspected({"waste": "25"})
    (scored,) = [one for one in world.events if one.by == "a" and one.item == "waste"]
    world.add(
        Act.ORDERED,
        "2021-12-04T09:00",
        items=("waste",),
        due=world.standing().since.replace(day=20),
        reason="垃圾",
    )
    assert "round 1 is over: what had to be mended" in world.refused(
        Act.SCORED, "2021-12-04T10:00", item="water", score="30"
    )
    shown = (taken("c" * 64, at="2021-12-04T09:30"),)
    world.add(Act.RECTIFIED, "2021-12-04T09:30", items=("waste",), photos=shown)
    decided = world.standing()
    late = world.event(
        Act.SCORED,
        "2021-12-03T10:00",
        device="phone-2",
        item="waste",
        score="20",
        photos=(taken("b" * 64),),
        reason="村后",
    )
    world.events.append(late)
    found = world.standing()
    assert found.stage.value == "under inspection"
    assert [one.event for one in found.conflicts[0].held] == [scored.id, late.id]
    assert len(found.refused) == 2
    both = (scored.id, late.id)
    world.add(Act.RESOLVED, "2022-01-20T09:00", replaces=scored.id, items=both, reason="同一处")
    assert world.standing() == decided
    assert world.standing(on="2022-01-19").conflicts == found.conflicts


def test_a_correction_after_submitting_asks_for_another_submission(world):
    world.begun()
    world.inspected()
    first = next(one for one in world.events if one.item == "waste")
    world.score("waste", "45", replaces=first.id)
    assert world.standing().stage is Stage.UNDER_INSPECTION
    assert "the total says 100, the items add up to 95" in world.refused(
        Act.SUBMITTED, total=Decimal(100)
    )
    world.add(Act.SUBMITTED, total=Decimal(95))
    assert world.standing().rounds[0].total == Fraction(195, 2)


def test_a_choice_does_not_swallow_what_nobody_had_looked_at(world, taken):
    world.begun()
    world.inspected()
    shown = {"item": "waste", "photos": (taken("b" * 64),), "reason": "村后"}
    second = world.add(Act.SCORED, device="phone-2", score="40", **shown)
    third = world.add(Act.SCORED, device="phone-3", score="35", **shown)
    first = world.standing().conflicts[0].held[0].event
    world.add(Act.RESOLVED, replaces=second.id, items=(first, second.id), reason="看过")
    (conflict,) = world.standing().conflicts
    assert [one.event for one in conflict.held] == [second.id, third.id]


def test_a_correction_replaces_and_the_same_from_two_devices_is_no_conflict(world):
    world.begun()
    first = world.score("waste", "45")
    world.score("waste", "40", replaces=first.id)
    world.score("waste", "40", device="phone-9")
    mark = world.standing().rounds[0].inspections["a"].marks["waste"]
    assert (mark.score, len(mark.held)) == (40, 1)


def test_the_same_id_with_other_content_is_refused_by_name_and_counts_nowhere(world):
    world.begun()
    first = world.score("waste", "45")
    other = world.event(Act.SCORED, item="waste", score="50", id=first.id)
    assert merging.is_new(world.kept, other.__class__(**{**_fields(other), "id": "e99"}))
    assert not merging.is_new(world.kept, first)
    with pytest.raises(BaylineError, match=rf"the id {first.id} was sent before with other cont"):
        merging.is_new(world.kept, other)
    world.events.append(other)
    state = world.state()
    assert [one.id for one in state.clashes] == [first.id]
    assert state.standings["v1"].rounds[0].inspections["a"].marks == {}


def _fields(event):
    return {name: getattr(event, name) for name in event.__slots__}


def test_a_time_without_offset_is_refused(world):
    told = world.event(Act.ENROLLED)
    with pytest.raises(BaylineError, match="says no offset: times of several devices"):
        told.__class__(**{**_fields(told), "at": told.at.replace(tzinfo=None)})


def test_a_whole_life_comes_to_the_same_in_any_order_of_arrival(world, taken):
    world.begun()
    world.inspected({"waste": "25"})
    (scored,) = [one for one in world.events if one.by == "a" and one.item == "waste"]
    shown = {"item": "waste", "photos": (taken("b" * 64),), "reason": "村后"}
    other = world.add(Act.SCORED, device="phone-2", score="20", **shown)
    due = world.standing().since.replace(day=20)
    world.add(Act.ORDERED, "2021-12-04T09:00", items=("waste",), due=due, reason="垃圾")
    photos = (taken("c" * 64, at="2021-12-04T09:30"),)
    world.add(Act.RECTIFIED, "2021-12-04T09:30", items=("waste",), photos=photos)
    world.add(Act.ASSIGNED, "2021-12-05T08:00", round=2, inspectors=("b", "e"))
    both = (scored.id, other.id)
    world.add(Act.RESOLVED, "2021-12-06T09:00", replaces=scored.id, items=both, reason="同处")
    for who in ("b", "e"):
        world.score("waste", "50", by=who, at="2021-12-05T09:00", round=2)
        world.add(Act.SUBMITTED, "2021-12-05T10:00", by=who, round=2, total=Decimal(50))
    world.accepted()
    expected = writing.written(world.state())
    assert world.standing().stage is Stage.ACCEPTED
    assert world.standing().refused == ()
    chance = Random(7)  # noqa: S311 - the same orders each time
    sent = [*world.events, *world.events[::3]]
    for _ in range(100):
        chance.shuffle(sent)
        kept = merging.merged(merging.merged(merging.NOTHING, sent[5:]), sent[:9])
        assert writing.written(replaying.state_of(kept, world.grounds)) == expected


def test_events_travel_as_json_and_read_back_the_same(world, taken):
    world.score("water", "29.5", zeroed=("x",))
    world.score("homes", "17", photos=(taken(place=None),))
    world.add(Act.SUBMITTED, total=Decimal("99.50"), signature=Signature("王", "区", "0" * 64))
    world.add(Act.ORDERED, due=world.events[0].day, items=("a", "b"), reason="一\n二")
    sent = b"[" + b",".join(map(writing.written, world.events)) + b"]"
    read = uploaded(sent, where="phone-a")
    assert read == tuple(world.events)
    assert [*map(writing.written, read)] == [*map(writing.written, world.events)]


PLAIN = {"id": "e", "campaign": "c", "village": "v", "act": "scored", "by": "a"} | {
    "at": "2021-12-03T09:00:00+08:00"
}


@pytest.mark.parametrize(
    ("member", "value"),
    [
        *[(name, "") for name in PLAIN],
        ("act", "erased"),
        ("at", "2021-12-03T09:00:00"),
        ("at", 1638493200),
        ("score", 45),
        ("score", "4e1"),
        ("score", "NaN"),
        ("score", "1" * 30),
        ("round", 0),
        ("round", True),
        ("due", "tomorrow"),
        ("photos", [["a" * 64, "2021-12-03T09:00:00+08:00", ["200", "30"], 5]]),
        ("photos", [["a" * 64]]),
        ("photos", {}),
        ("visited", [["一组", -1]]),
        ("items", "waste"),
        ("reason", "一\x00"),
        ("reason", "长" * 2001),
        ("signature", ["王某"]),
        ("accepted", "true"),
    ],
)
def test_an_event_that_is_malformed_is_refused_by_its_member(member, value):
    assert event_of(PLAIN, where="x").act is Act.SCORED
    with pytest.raises(BaylineError, match=rf"phone, event 1: {member} = .*not as an event") as one:
        uploaded(orjson.dumps([{**PLAIN, member: value}]), where="phone")
    assert one.value.zh is not None


def test_an_upload_that_is_no_list_of_events_is_refused():
    for sent, sentence in (
        (b"{}", "no list of 20000 events at most"),
        (b"[", "phone: no JSON"),
        (b"[" * 5000, "phone: no JSON"),
        (b" " * (BYTES_MOST + 1), "8388609 bytes: an upload is a list of events in at most"),
        (b"[1]", "event = 1: it is not as an event is written"),
    ):
        with pytest.raises(BaylineError, match=sentence):
            uploaded(sent, where="phone")


def test_a_photo_that_is_to_show_two_villages_or_what_was_mended_is_found(world, taken):
    first = world.score("waste", "45")
    world.score("water", "29")  # the same photo, of the same village and round
    assert reused(world.events) == ()
    other = world.score("waste", "45", village="v2", by="b")
    mended = world.add(Act.RECTIFIED, items=("water",), photos=(taken(),))
    (found,) = reused(world.events)
    assert found.digest == "a" * 64
    assert {first.id, other.id, mended.id} < {*found.events}


def test_a_clock_a_little_behind_is_allowed_for_and_one_far_behind_is_not(world):
    world.begun()
    for seconds, problem in ((-20, ""), (-290, ""), (-400, "is in no batch")):
        moment = world.events[1].at + timedelta(seconds=seconds)
        early = replace(world.event(Act.SCORED, item="waste", score="50"), at=moment)
        error = why_not(world.kept, early, world.grounds)
        assert (error.sentence() if error else "").count(problem)
        assert bool(error) is bool(problem)


def test_who_was_sent_out_is_not_sent_again_after_scoring(world):
    world.begun()
    score = world.score("waste", "50")
    again = world.event(Act.ASSIGNED, by="office", inspectors=("b", "c"))
    world.events.append(replace(again, at=score.at + timedelta(seconds=60)))
    assert world.standing().rounds[0].inspections.keys() == {"a", "b"}
    assert "has scores already" in world.standing().refused[0].sentence
    late = world.event(Act.RECTIFIED, "2021-12-03T08:59", items=("waste",))
    assert "not ordered" in why_not(world.kept, late, world.grounds).sentence()


def test_what_people_type_is_taken_and_what_nobody_can_see_is_not(world):
    world.begun()
    told = plain_of(world.score("waste", "45"))
    for typed in ("村口　两处", "👨‍👩‍👧 三户", "第一行\n第二行", "“引号”—破折号"):
        assert event_of({**told, "reason": typed}, where="x").reason == typed
    for typed in ("a\x00b", "\x1b[31m", "\ud800"):
        with pytest.raises(BaylineError, match="reason"):
            event_of({**told, "reason": typed}, where="x")
