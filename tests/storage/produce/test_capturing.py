"""Events that are captured stay as they are, and the way of a box is found in them."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection

from bayline.systems.produce.actions.capturing import capture
from bayline.systems.produce.models import EventRow
from bayline.systems.produce.queries.events import events_named, facts_of, faults
from bayline.systems.produce.rules.facts import name_of
from bayline.systems.produce.rules.tracing import traced

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SPACES = {"jinshan": "https://example.org/jinshan/"}


def event(number, kind="ObjectEvent", **told):
    """An event of the eighteenth of July, a minute after the one before."""
    return {
        "type": kind,
        "eventID": f"urn:uuid:{number}",
        "eventTime": f"2025-07-18T06:{number:02d}:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        **told,
    }


def lot(name, kilograms):
    return [{"epcClass": f"urn:epc:class:lgtin:6912345.012345.{name}", "quantity": kilograms,
             "uom": "KGM"}]  # fmt: skip


def box(number):
    return f"urn:epc:id:sscc:6912345.000000000{number}"


def story():
    """A lot is picked, packed into a box that is put on a pallet and shipped."""
    made = {"inputQuantityList": lot("A", 50), "outputQuantityList": lot("B", 48),
            "jinshan:picker": "T3"}  # fmt: skip
    put = {"action": "ADD", "parentID": box(1), "childQuantityList": lot("B", 40)}
    stacked = {"action": "ADD", "parentID": box(2), "childEPCs": [box(1)]}
    shipped = {"epcList": [box(2)], "action": "OBSERVE", "bizStep": "shipping"}
    return [
        event(1, "TransformationEvent", **made),
        event(2, "AggregationEvent", **put),
        event(3, "AggregationEvent", **stacked),
        event(4, **shipped),
    ]


def kept(events, **told):
    """Capture events; give how many were kept, were kept before, and which rules refused others."""
    settings = {"namespaces": SPACES, "now": NOW, "whole": False} | told
    done = capture(events, **settings)
    return done.kept, done.repeated, [(one.event, one.rule) for one in done.faults]


def test_a_story_is_kept_once_and_leads_both_ways():
    assert kept(story()) == (4, 0, [])
    assert kept(story()) == (0, 4, [])
    start, end = name_of(lot("A", 1)[0]["epcClass"]), name_of(box(2))
    forward = [one.thing for one in traced(start, facts_of, forward=True)]
    back = [one.thing for one in traced(end, facts_of, forward=False)]
    assert forward == back[::-1]
    assert len(forward) == 4
    assert events_named(["urn:uuid:1"])["urn:uuid:1"]["@context"] == [SPACES]
    assert not list(faults())


def test_events_are_held_against_those_that_are_kept():
    kept(story())
    other = event(4, epcList=[box(3)], action="OBSERVE")
    again = event(6, "AggregationEvent", action="ADD", parentID=box(4), childEPCs=[box(1)])
    place = {"readPoint": {"id": "urn:epc:id:sgln:6912345.00001.B7"}}
    sprayed = event(7, epcList=[], action="OBSERVE", **place, **{"jinshan:safetyIntervalDays": 7})
    picked = event(8, "TransformationEvent", bizStep="commissioning", **place,
                   inputQuantityList=lot("C", 5), outputQuantityList=lot("D", 5))  # fmt: skip
    assert kept([sprayed]) == (1, 0, [])
    assert kept([other, again, picked]) == (
        0,
        0,
        [(0, "same_id"), (1, "aggregation"), (2, "interval")],
    )
    more = event(9, "TransformationEvent", inputQuantityList=lot("C", 5),
                 outputQuantityList=lot("D", 6))  # fmt: skip
    assert kept([more]) == (0, 0, [(0, "mass")])


def test_a_document_with_a_fault_is_kept_whole_but_for_it_or_not_at_all():
    broken = [*story(), event(5, action="SEE", epcList=[box(5)])]
    assert kept(broken, whole=True) == (0, 0, [(4, "value")])
    assert EventRow.objects.count() == 0
    assert kept(broken) == (4, 0, [(4, "value")])


def test_events_without_ids_get_those_of_their_content():
    told = {name: value for name, value in story()[3].items() if name != "eventID"}
    assert kept([dict(told)]) == (1, 0, [])
    assert kept([told | {"eventTime": "2025-07-17T22:04:00.000Z"}]) == (0, 1, [])
    (name,) = (one.name for one in facts_of([name_of(box(2))])[name_of(box(2))])
    assert name.startswith("ni:///sha-256;")


def test_what_was_kept_cannot_be_changed():
    kept(story())
    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute("UPDATE produce_event SET body = '{}'")


@pytest.mark.parametrize(("whole", "kept_there"), [(True, 0), (False, 1)])
def test_of_many_faults_as_many_are_listed_as_anybody_reads(monkeypatch, whole, kept_there):
    monkeypatch.setattr("bayline.systems.produce.actions.capturing._LISTED", 3)
    monkeypatch.setattr("bayline.systems.produce.actions.capturing.AT_ONCE", 4)
    wrong = [event(number, action="SEE", epcList=[box(1)]) for number in range(1, 11)]
    right = event(11, action="OBSERVE", epcList=[box(1)])
    done = capture([*wrong, right], namespaces=SPACES, now=NOW, whole=whole)
    assert done.kept == kept_there
    assert [one.event for one in done.faults] == [0, 1, 2, None]
    assert done.faults[-1].sentence.startswith("1 more" if whole else "7 more")
