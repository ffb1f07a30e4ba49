"""Subscribers get each event once they have not acknowledged, and none that they have."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from threading import Thread
from urllib.parse import urlsplit

import pytest

from bayline.systems.produce.actions.capturing import capture
from bayline.systems.produce.actions.delivering import deliver, deliver_due, is_due
from bayline.systems.produce.actions.keeping import name_query
from bayline.systems.produce.actions.noting import Notes
from bayline.systems.produce.actions.posting import NotPostedError, post, where
from bayline.systems.produce.actions.subscribing import forget_query, subscribe, unsubscribe
from bayline.systems.produce.models import SubscriptionRow
from bayline.systems.produce.queries.subscribing import subscription
from bayline.systems.produce.rules.subscribing import read_wish, signature

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2126, 1, 1, tzinfo=UTC)


class Receiver(ThreadingHTTPServer):
    """A receiver that answers as it is told to, and keeps what it acknowledged."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answering)
        self.answers, self.taken, self.asked = [], [], []
        self.most = 1_000

    @property
    def address(self):
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}/events?for=us"


class _Answering(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self):
        server = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told = json.loads(body)["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
        names = [one["eventID"].removeprefix("urn:uuid:") for one in told]
        server.asked.append((dict(self.headers), body, names))
        status = server.answers.pop(0) if server.answers else 200
        status = 413 if len(names) > server.most else status
        if status == 200:
            server.taken += names
        self.send_response(status)
        self.send_header("Location", server.address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said):
        """Say nothing."""


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    """A receiver on this machine, which is named as one where events may go."""
    settings.EPCIS_NETWORKS = (ip_network("127.0.0.0/8"),)
    with running() as server:
        yield server


@contextmanager
def running() -> Iterator[Receiver]:
    """Run a receiver for a while."""
    server = Receiver()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def kept(*numbers, step="shipping", now=NOW):
    """Capture events."""
    events = [
        {
            "type": "ObjectEvent",
            "eventID": f"urn:uuid:{number}",
            "eventTime": "2025-07-18T06:00:00+08:00",
            "eventTimeZoneOffset": "+08:00",
            "epcList": [f"urn:epc:id:sgtin:6912345.012345.{number}"],
            "action": "OBSERVE",
            "bizStep": step,
        }
        for number in numbers
    ]
    assert capture(events, namespaces={}, now=now, whole=True).kept == len(numbers)


def subscribed(receiver, **more):
    """Subscribe to what is shipped."""
    name_query("shipped", {"EQ_bizStep": ["shipping"]}, now=NOW, by="t")
    told = {"dest": receiver.address, **({} if "schedule" in more else {"stream": True}), **more}
    return subscribe("shipped", read_wish(told), told=told, now=NOW, by="t")


def sent(name, now=NOW):
    """Deliver; give what was in the way."""
    return deliver(name, clock=lambda: now)


def test_what_was_acknowledged_is_never_sent_again(receiver):
    kept(1)
    name = subscribed(receiver, signatureToken="secret")
    kept(2, 3)
    kept(4, step="receiving")
    assert is_due(NOW)
    deliver_due(NOW)
    assert receiver.taken == ["2", "3"]
    assert not is_due(LATER)
    kept(5, step="receiving")
    assert sent(name) == ""
    kept(6)
    assert sent(name) == sent(name) == ""
    assert receiver.taken == ["2", "3", "6"]
    headers, body, _ = receiver.asked[0]
    assert headers["GS1-Signature"] == signature("secret", body)
    told = json.loads(body)["epcisBody"]["queryResults"]
    assert (told["queryName"], told["subscriptionID"]) == ("shipped", name)
    assert unsubscribe(name)
    assert not unsubscribe(name)


def test_a_receiver_that_fails_is_tried_later_and_later_with_the_same(receiver):
    name = subscribed(receiver)
    kept(1, 2)
    receiver.answers = [500, 302, 200]
    assert sent(name).startswith("HTTP 500")
    row = subscription(name)
    assert (row.failures, row.due) == (1, int(NOW.timestamp() + 1) * 1_000_000)
    assert not is_due(NOW)
    kept(3)
    assert sent(name, NOW + timedelta(seconds=1)).startswith("HTTP 302")
    assert sent(name, NOW + timedelta(seconds=3)) == ""
    assert [one[2] for one in receiver.asked] == [["1", "2"], ["1", "2"], ["1", "2"], ["3"]]
    keys = [one[0]["Idempotency-Key"] for one in receiver.asked]
    assert keys[0] == keys[1] == keys[2] != keys[3]
    assert (subscription(name).failures, subscription(name).said) == (0, "")


def test_a_batch_that_is_too_large_is_sent_in_parts(receiver):
    name = subscribed(receiver)
    kept(*range(1, 8))
    receiver.most = 2
    assert sent(name) == ""
    assert receiver.taken == [str(one) for one in range(1, 8)]


def test_the_note_of_an_acknowledgement_counts_where_the_database_was_not_told(receiver):
    name = subscribed(receiver)
    kept(1, 2)
    before = SubscriptionRow.objects.get(name=name).position
    assert sent(name) == ""
    SubscriptionRow.objects.filter(name=name).update(position=before)
    assert sent(name) == ""
    assert receiver.taken == ["1", "2"]
    Notes(name).write(2, 2, "of another home")
    SubscriptionRow.objects.filter(name=name).update(position=before)
    assert sent(name) == ""
    assert receiver.taken == ["1", "2", "1", "2"]


def test_a_schedule_is_kept_and_tells_of_nothing_where_that_is_wished(receiver):
    name = subscribed(receiver, schedule={"hour": "1"}, reportIfEmpty=True)
    due = datetime.fromtimestamp(subscription(name).due / 1e6, UTC)
    assert (due - NOW, due.minute) == (timedelta(hours=17), 0)  # one o'clock in Shanghai
    kept(1)
    assert not is_due(NOW)
    assert is_due(due)
    assert sent(name, due) == ""
    assert datetime.fromtimestamp(subscription(name).due / 1e6, UTC) == due + timedelta(days=1)
    assert sent(name, due + timedelta(days=1)) == ""
    assert [one[2] for one in receiver.asked] == [["1"], []]


def test_the_first_events_are_those_from_a_time_on(receiver):
    kept(1)
    kept(2, now=NOW + timedelta(hours=1))
    since = (NOW + timedelta(minutes=30)).isoformat()
    name = subscribed(receiver, initialRecordTime=since)
    assert sent(name, LATER) == ""
    assert receiver.taken == ["2"]
    assert forget_query("shipped")
    assert subscription(name) is None


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:9/", "not public"),
        ("https://[::1]/", "not public"),
        ("https://10.1.2.3/", "not public"),
        ("https://169.254.169.254/", "not public"),
        ("https://[::ffff:192.168.1.1]/", "not public"),
        ("http://8.8.8.8/", "https"),
        ("https://nowhere.invalid/", "not found"),
    ],
)
def test_events_go_nowhere_that_is_not_public_unless_it_is_named(settings, address, said):
    settings.EPCIS_NETWORKS = ()
    with pytest.raises(NotPostedError, match=said):
        post(address, b"{}", {})


def test_a_network_that_is_named_may_be_gone_to(settings):
    settings.EPCIS_NETWORKS = (ip_network("10.0.0.0/8"),)
    assert str(where(urlsplit("http://10.1.2.3/"))) == "10.1.2.3"
