"""What a partner may tell of a task, and which acts that crossed do not go together."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.cooperation.rules.exchanging import (
    body,
    conflicts,
    last_known,
    of_partner,
    read,
    refuse_second_beginning,
    refuse_undoing,
    unsettled,
)
from bayline.systems.cooperation.rules.replaying import replayed
from bayline.systems.cooperation.rules.telling import rows_of, units_of
from bayline.systems.cooperation.terms import Act, Event, Evidence, Side, Stage, Terms

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
SIDES = (Side(code="east", lead="e1"), Side(code="west", lead="w1"))
TERMS = Terms(title="修通断头路", sides=SIDES, due=date(2026, 12, 1), owing=("west",))
PROOF = (Evidence(title="照片", url="https://proof.example/1"),)


def event(minute: int, act: Act, side: str = "east", **more) -> Event:
    said = {"unit": f"{side[0]}1", "person": f"{side}-{act.value}", "by": side, "words": "如实"}
    moment = NOON + timedelta(minutes=minute)
    return Event(
        id=f"{minute:02}{side}",
        task="t-1",
        act=act,
        side=side,
        at=moment,
        day=moment.date(),
        **{**said, **more},
    )


BEGUN = [event(0, Act.PROPOSED, terms=TERMS)]
AGREED = [*BEGUN, event(1, Act.ACCEPTED), event(2, Act.ACCEPTED, "west")]
REPORT = event(3, Act.REPORTED, "west", evidence=PROOF)


def test_an_event_reads_back_and_is_told_in_words() -> None:
    told = read(body(BEGUN[0], ["b", "a", "00east"]))
    assert (told.event, told.seen) == (BEGUN[0], frozenset({"a", "b"}))
    names = {"east": "东区政府", "e1": "东区交通局", "west": "西市政府"}
    assert units_of(BEGUN[0]) == {"east", "e1", "west", "w1"}
    title, rows = rows_of(BEGUN[0], names)
    assert title == "提出：修通断头路"
    assert {("各方", "东区政府：★东区交通局；西市政府：★w1"), ("单位", "东区交通局")} <= {*rows}
    title, rows = rows_of(REPORT, names, "修通断头路")
    assert title == "报送：修通断头路"
    assert ("一方", "西市政府") in rows
    terms = replace(TERMS, decided="联席会议（2026-03-01）定下", agreed="交通协议")
    told = read(body(replace(BEGUN[0], terms=terms), []))
    assert told.event.terms == terms
    assert {("出自", terms.decided), ("协议", terms.agreed)} <= {*rows_of(told.event, names)[1]}
    with pytest.raises(BaylineError, match="what its writer knew"):
        read({"event": body(BEGUN[0], [])["event"]})


def test_a_partner_tells_acts_of_its_own_side_only_and_none_from_the_future_or_past() -> None:
    theirs = AGREED[2]
    known = {"codes": {"west"}, "sent": theirs.at, "last": None, "partner": "jx"}
    assert of_partner(theirs, **known).person == f"jx/{theirs.person}"
    with pytest.raises(BaylineError, match="cannot tell what “east” did"):
        of_partner(AGREED[1], **known)
    with pytest.raises(BaylineError, match="cannot be"):
        of_partner(theirs, **{**known, "sent": theirs.at - timedelta(minutes=6)})
    with pytest.raises(BaylineError, match="cannot be"):
        of_partner(theirs, **{**known, "last": theirs.at + timedelta(seconds=1)})


def test_a_withdrawal_dated_back_before_what_its_writer_knew_is_refused() -> None:
    late = NOON + timedelta(days=20)
    back = replace(event(1, Act.WITHDRAWN, "west"), at=NOON + timedelta(seconds=90))
    known = {"codes": {"west"}, "sent": late, "partner": "jx"}
    east = replace(AGREED[1], at=NOON + timedelta(minutes=10))
    kept = [*BEGUN, east]
    by = {"codes": {"west"}, "sent": late}
    told = last_known(kept, seen={"01east"}, signed=(), **by)
    signed = last_known(kept, seen=(), signed=[("01east", late)], **by)
    for last in (told, signed):
        with pytest.raises(BaylineError, match="earlier than what its writer knew"):
            of_partner(back, last=last, **known)
    crossed = last_known(
        kept, seen={"00east"}, signed=[("01east", late)], codes={"west"}, sent=NOON
    )
    assert of_partner(back, last=crossed, **known).at == back.at
    with pytest.raises(BaylineError, match="nowhere is it that day"):
        of_partner(replace(back, day=date(2020, 1, 1)), last=None, **known)


def test_what_a_partner_signed_for_is_not_undone_whenever_its_message_says_it_was_written() -> None:
    left = replace(event(1, Act.WITHDRAWN), id="back", at=NOON + timedelta(seconds=90))
    anew = replace(left, act=Act.PROPOSED, terms=replace(TERMS, title="修通两条"))
    agreed = [*AGREED[:2], replace(AGREED[2], about="00east")]
    for back in (left, anew):
        with pytest.raises(BaylineError, match="would undo what “west” did"):
            refuse_undoing(back, agreed, counted={"02west"})
        refuse_undoing(back, agreed, counted=())  # it answered that ours did not count
        refuse_undoing(back, AGREED[:2], counted={"01east"})
    refuse_undoing(replace(event(5, Act.UPDATED), id="x"), AGREED, counted={"02west"})


def test_a_task_begun_under_the_code_of_another_is_refused_and_no_act_on_the_same_task() -> None:
    other = event(1, Act.PROPOSED, "west", terms=TERMS)
    with pytest.raises(BaylineError, match="another task has the code"):
        refuse_second_beginning(read(body(other, [])), BEGUN)
    refuse_second_beginning(read(body(BEGUN[0], [])), AGREED)  # told once more
    refuse_second_beginning(read(body(other, ["00east"])), BEGUN)  # other terms for the same task


def test_acts_that_cross_without_harm_are_no_conflict() -> None:
    both_blind = {"01east": {"00east"}, "02west": {"00east"}}
    assert conflicts(AGREED, both_blind) == ()


def test_new_terms_and_an_acceptance_of_the_old_ones_conflict_and_nothing_is_agreed() -> None:
    other = event(1, Act.PROPOSED, terms=replace(TERMS, title="修通两条"))
    accepted = event(2, Act.ACCEPTED, "west", about="00east")
    events = [*BEGUN, other, accepted]
    (found,) = conflicts(events, {"01east": {"00east"}, "02west": {"00east"}})
    assert (found.first, found.second) == (other, accepted)
    assert "other terms" in found.refused.sentence()
    life = replayed(events)
    assert life.stage is Stage.PROPOSED
    assert life.accepted == {}
    assert conflicts(events, {"01east": {"00east"}, "02west": {"00east", "01east"}}) == ()


def test_a_report_and_a_withdrawal_that_cross_conflict_alike_on_both_sides() -> None:
    left = replace(event(3, Act.WITHDRAWN), id="03x")
    also = replace(event(4, Act.WITHDRAWN, "west"), id="04y")
    report = replace(REPORT, at=NOON + timedelta(minutes=5), id="05z")
    seen = {one.id: {*["00east", "01east", "02west"]} for one in (left, also, report)}
    events = [*AGREED, left, also, report]
    (found,) = conflicts(events, seen)
    (turned,) = conflicts(events[::-1], seen)
    assert replace(turned, refused=None) == replace(found, refused=None)
    assert (found.first.id, found.second.id) == ("03x", "05z")
    assert found.refused is not None
    anew = [event(20 + n, Act.UPDATED, side) for n, side in enumerate(("east", "west"))]
    assert unsettled([found], [*events, anew[0]]) == (found,)
    assert unsettled([found], [*events, *anew]) == ()
