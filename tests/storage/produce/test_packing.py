"""Events go out with a pack and come back as they were, chain and all."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from bayline.kernel.errors import BaylineError
from bayline.platform.registers import actions as registers
from bayline.platform.registers.queries import register
from bayline.platform.registers.terms import Edit
from bayline.systems.produce.actions.capturing import capture
from bayline.systems.produce.actions.certifying import issue
from bayline.systems.produce.actions.labeling import keep_labels
from bayline.systems.produce.actions.packing import (
    check_acts,
    check_demonstration,
    check_events,
    take_acts,
    take_demonstration,
    take_events,
)
from bayline.systems.produce.actions.recalling import Opening, act_on, open_recall
from bayline.systems.produce.models import ActRow, EventRow
from bayline.systems.produce.queries import acts
from bayline.systems.produce.queries.certificates import certificates
from bayline.systems.produce.queries.events import faults
from bayline.systems.produce.queries.packing import packed_acts, packed_events
from bayline.systems.produce.queries.recalls import recalls
from bayline.systems.produce.rules.certificates import certificate_of
from bayline.systems.produce.rules.labels import Asked
from bayline.systems.produce.rules.linking import link_of
from bayline.systems.produce.rules.recalls import Kind, Scope

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
WHERE = "produce/events.jsonl"
SPACES = {"jinshan": "https://example.org/jinshan/"}
DEMONSTRATION = b"""
prefix = "9521234"
buyers = ["x"]

[[picking]]
blocks = ["b-1"]
first = 2025-07-01
last = 2025-07-08
every = 7
kilograms = 500
unit = 300
treated = 20
"""


def event(number, **told):
    return {
        "type": "ObjectEvent",
        "action": "OBSERVE",
        "eventTime": f"2025-07-18T06:{number:02d}:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "epcList": ["urn:epc:id:sscc:6912345.0000000017"],
        **told,
    }


def rows():
    return [*EventRow.objects.order_by("id").values_list("body", "recorded", "digest")]


def told(register_name, **values):
    registers.save(register(register_name), values, edit=Edit(by="小林", at=NOW))


def grounds():
    """A block with its base, its cooperative, its product, and a buyer."""
    told("brands", code="j", name="金山味道", kind="regional")
    told("growers", code="g", name="示意合作社", party="9521234200017")
    told("growing_bases", code="b", name="基地", grower="g", brand="j", gln="9521234100010")
    told("brand_products", code="p", name="蟠桃", brand="j", food="桃", range="fruit",
         certificate="yes", gtin="09521234000020")  # fmt: skip
    told("growing_blocks", code="b-1", name="东块", base="b", product="p", area="12",
         place="https://id.gs1.org/414/9521234100010/254/1")  # fmt: skip
    told("buyers", code="x", name="示意超市", party="9521234300014")


def test_a_pack_brings_events_back_as_they_were(home):
    with home():
        capture([event(1)], namespaces={}, now=NOW, whole=True)
        more = [event(2, **{"jinshan:crate": "7"}), event(3)]
        capture(more, namespaces=SPACES, now=LATER, whole=True)
        data, before = b"".join(packed_events()), rows()
    with home():
        check_events(data, WHERE, LATER)
        take_events(data, WHERE, LATER)
        assert rows() == before
        assert not list(faults())
        assert b"".join(packed_events()) == data


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "no event of EPCIS"),
        (b'{"recorded": "2025-12-01T00:00:00+00:00", "event": {}}', "no event of EPCIS"),
        (b'{"recorded": "2026-12-01T00:00:00+00:00", "event": {"eventID": "a:b"}}', "2026-12-01"),
    ],
)
def test_a_line_that_is_no_event_is_refused_by_its_place(line, why):
    with pytest.raises(BaylineError) as error:
        check_events(line, WHERE, NOW)
    assert why in error.value.sentence()
    assert WHERE in error.value.sentence()


def test_an_event_that_nothing_can_be_is_refused(home):
    kept = {"recorded": NOW.isoformat(), "event": event(1, eventID="urn:uuid:1", bizStep="baking")}
    with home(), pytest.raises(BaylineError, match="baking"):
        take_events(orjson.dumps(kept), WHERE, NOW)


def test_a_demonstration_is_made_once_and_never_over_events_that_are_there(home):
    with home():
        grounds()
        check_demonstration(DEMONSTRATION, "d.toml", NOW)
        take_demonstration(DEMONSTRATION, "d.toml", NOW)
        made = rows()
        assert len(made) == 1 + 2 * (3 + 2 + 2 * 2)
        assert all('"bayline:demonstration":true' in body for body, *_ in made)
        take_demonstration(DEMONSTRATION, "d.toml", LATER)
        assert rows() == made


LOT, BUYER = "https://id.gs1.org/01/09521234000020/10/B7", "https://id.gs1.org/417/9521234300014"


def sent():
    """A lot that needs a certificate, and what sends it on the day of its harvest."""
    lot = [{"epcClass": LOT, "quantity": 50, "uom": "KGM"}]
    told = {"action": "ADD", "bizStep": "commissioning", "quantityList": lot, "epcList": []}
    to = [{"type": "owning_party", "destination": BUYER}]
    goes = {"bizStep": "shipping", "quantityList": lot, "epcList": [], "destinationList": to}
    return event(1, **told), event(2, **goes)


def printed(serial):
    return Asked(link_of("09521234000020", "B7"), "https://x.example", 3, serial, {})


def work():
    """Have the office issue a certificate, print labels, send the lot and call it back."""
    harvest, goes = sent()
    capture([harvest], namespaces={}, now=NOW, whole=True)
    told = {"lot": LOT, "name": "蟠桃", "quantity": "50", "origin": "基地", "date": "2025-07-18",
            "issuer": "示意合作社", "contact": "021-1"}  # fmt: skip
    issue(certificate_of(told), by="小林", at=NOW)
    keep_labels(printed("001"), by="小林", at=NOW)
    assert not capture([goes], namespaces={}, now=NOW, whole=True).faults
    asked = Opening(LOT, "", Scope.LOT, "超标", is_drill=False)
    number = open_recall(asked, by="小林", at=NOW).number
    act_on(number, Kind.NOTIFIED, {"buyer": BUYER, "how": "电话"}, by="小林", at=LATER)
    act_on(number, Kind.RECOVERED, {"buyer": BUYER, "kilograms": "20"}, by="小林", at=LATER)


def test_what_the_office_did_comes_back_with_a_pack_and_before_the_events_that_rest_on_it(home):
    with home():
        grounds()
        work()
        done, events = b"".join(packed_acts()), b"".join(packed_events())
        stood = [one._replace(listed_ms=0) for one in recalls()]
        before = [*ActRow.objects.order_by("id").values_list("thing", "recorded", "digest")]
    with home():
        grounds()
        check_acts(done, "produce/acts.jsonl", LATER)
        take_acts(done, "produce/acts.jsonl", LATER)
        take_acts(done, "produce/acts.jsonl", LATER)  # once, if it comes again
        take_events(events, WHERE, LATER)
        after = [*ActRow.objects.order_by("id").values_list("thing", "recorded", "digest")]
        assert (len(after), after) == (5, before)
        assert [one._replace(listed_ms=0) for one in recalls()] == stood
        assert stood[0].sides[0].open == 30
        assert [one.lot for one in certificates()] == [LOT]
        assert not list(acts.faults())
        assert b"".join(packed_acts()) == done
        with pytest.raises(BaylineError, match="printed before"):
            keep_labels(printed("002"), by="乙", at=LATER)


STEP = {"kind": "recall", "subject": "R1", "lot": LOT, "by": "甲"}


@pytest.mark.parametrize(
    ("act", "why"),
    [
        ({}, "no act of the office"),
        ({**STEP, "told": {"kind": "burned"}}, "no act of the office"),
        ({**STEP, "told": {"kind": "recovered", "buyer": BUYER, "kilograms": "-1"}}, "no act"),
        ({**STEP, "told": {"kind": "closed", "reason": "完"}}, "R1 is not open yet"),
        ({**STEP, "kind": "certificate", "told": {"number": "R1", "lot": LOT}}, "no act"),
        ({**STEP, "kind": "label", "told": {"serial": "1", "count": 1}}, "no act"),
        ({**STEP, "kind": "gift", "told": {}}, "no act of the office"),
    ],
)
def test_an_act_that_nobody_can_have_done_is_refused_by_its_place(act, why):
    line = orjson.dumps({"recorded": NOW.isoformat(), "act": act})
    with pytest.raises(BaylineError) as error:
        check_acts(line, "produce/acts.jsonl", NOW)
    assert why in error.value.sentence()
    assert "produce/acts.jsonl" in error.value.sentence()
