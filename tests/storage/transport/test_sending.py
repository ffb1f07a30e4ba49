"""Messages of ours: written once, delivered until signed for."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from joserfc.jwk import OKPKey

from bayline.platform.transport import queries
from bayline.platform.transport.actions import keys, partners
from bayline.platform.transport.actions.receiving import StrangerError, receive
from bayline.platform.transport.actions.sending import send
from bayline.platform.transport.delivering import deliver, deliver_now, is_due
from bayline.platform.transport.envelopes import seal
from bayline.platform.transport.keyring import private_key
from bayline.platform.transport.posting import NotPostedError
from bayline.platform.transport.sealing import moment_text
from bayline.platform.transport.terms import (
    Envelope,
    Fault,
    Status,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_what_is_written_is_delivered_in_its_order_and_signed_for(west: Any) -> None:
    for word in ("a", "b", "c"):
        west.say(word)
    west.say("z", conversation="water")
    assert is_due(NOW)
    assert deliver("west", clock=lambda: NOW, posting=west.post) is None
    assert west.words() == ["a", "b", "c"]
    assert west.words("water") == ["z"]
    assert west.answers == [Status.TAKEN] * 4
    assert west.posted == 1
    assert not is_due(NOW + timedelta(days=1))
    assert queries.queues()["west"].delivered == 4


def test_a_rolled_back_change_sends_nothing(west: Any) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        say_and_fail(west)
    assert not is_due(NOW)
    west.say("b")
    deliver("west", clock=lambda: NOW, posting=west.post)
    assert west.words() == ["b"]


def say_and_fail(west: Any) -> None:
    west.say("a")
    raise ZeroDivisionError


Break = Callable[[Any], Callable[..., dict[str, Any]]]


def lost_answer(side: Any) -> Callable[..., dict[str, Any]]:
    def post(address: str, content: dict[str, Any]) -> dict[str, Any]:
        side.post(address, content)
        raise NotPostedError(Fault.CUT_OFF, "in the middle")

    return post


def of_another_key(side: Any) -> Callable[..., dict[str, Any]]:
    other: Callable[..., dict[str, Any]] = type(side)("west").post
    return other


def of_another_message(side: Any) -> Callable[..., dict[str, Any]]:
    def post(address: str, content: dict[str, Any]) -> dict[str, Any]:
        other = seal(
            Envelope(
                id="q",
                sender="east",
                receiver="west",
                conversation="bridge",
                number=1,
                previous="",
                kind="test.word",
                sent=NOW,
                body={"word": "q"},
            ),
            key=keys_private(),
            kid=queries.own().keys[-1].kid,
        )
        del address, content
        return {"receipts": [side.signs(other.text, status=Status.TAKEN)]}

    return post


def keys_private() -> OKPKey:
    return private_key(queries.own().keys[-1].kid)


def too_few(side: Any) -> Callable[..., dict[str, Any]]:
    del side
    return lambda _address, _content: {"receipts": []}


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (lost_answer, Fault.CUT_OFF),
        (of_another_key, Fault.UNSIGNED),
        (of_another_message, Fault.UNSIGNED),
        (too_few, Fault.UNSIGNED),
    ],
)
def test_a_try_in_vain_is_told_and_mended_by_the_next(
    west: Any, broken: Break, fault: Fault
) -> None:
    west.say("a")
    assert deliver("west", clock=lambda: NOW, posting=broken(west)) is fault
    found = queries.partner("west")
    assert (found.fault, found.failures) == (fault, 1)
    assert not is_due(NOW)
    assert is_due(NOW + timedelta(seconds=5))
    deliver("west", clock=lambda: NOW, posting=broken(west))
    assert queries.partner("west").next_try == NOW + timedelta(seconds=10)
    assert deliver("west", clock=lambda: NOW, posting=west.post) is None
    assert west.words() == ["a"]
    found = queries.partner("west")
    assert (found.fault, found.failures, found.contact) == (None, 0, NOW)
    words = [note.word for note in queries.notes("west", limit=9)]
    assert words[:2] == ["contact", fault.value]


def test_a_partner_that_lost_what_it_had_is_sent_it_again(west: Any) -> None:
    for word in ("a", "b", "c"):
        west.say(word)
        deliver("west", clock=lambda: NOW, posting=west.post)
    west.taken["bridge"] = west.taken["bridge"][:1]  # restored from an older backup
    west.say("d")
    assert deliver("west", clock=lambda: NOW, posting=west.post) is None
    assert west.words() == ["a", "b", "c", "d"]
    assert len(west.answers) == 4  # what was answered before is told once


def test_what_a_partner_holds_otherwise_is_held_and_stops_nothing_else(west: Any) -> None:
    west.say("a")
    west.say("z", conversation="water")

    def post(_address: str, content: dict[str, Any]) -> dict[str, Any]:
        bridge, water = content["messages"]
        return {"receipts": [west.signs(bridge, status=Status.FORKED), west.signs(water)]}

    assert deliver("west", clock=lambda: NOW, posting=post) is Fault.FORKED
    west.say("b")
    queue = queries.queues()["west"]
    assert (queue.held, queue.delivered, queue.waiting) == (1, 1, 1)
    assert deliver("west", clock=lambda: NOW, posting=west.post) is None
    assert west.words() == []  # what stands behind it waits until a person has looked
    partners.retry("west", by="小林", at=NOW)
    assert deliver("west", clock=lambda: NOW, posting=west.post) is None
    assert west.words() == ["a", "b"]


def test_a_message_sent_at_once_tells_its_outcome_or_that_it_is_not_known(west: Any) -> None:
    first = west.say("a")
    outcome = deliver_now(first, wait_s=1, clock=lambda: NOW, posting=lost_at_once(west))
    assert (outcome.is_known, outcome.fault) == (False, Fault.CUT_OFF)
    assert is_due(NOW)
    second = west.say("b")
    outcome = deliver_now(second, wait_s=1, clock=lambda: NOW, posting=west.post)
    assert outcome.is_known
    assert outcome.receipt.of == second.envelope.id
    assert west.words() == ["a", "b"]
    assert not is_due(NOW + timedelta(days=1))


def lost_at_once(side: Any) -> Callable[..., dict[str, Any]]:
    def post(address: str, content: dict[str, Any], *, wait_s: float) -> dict[str, Any]:
        side.post(address, content, wait_s=wait_s)
        raise NotPostedError(Fault.CUT_OFF)

    return post


def test_a_new_key_is_told_by_the_old_one(west: Any) -> None:
    old = queries.own().keys[-1]
    west.say("a")
    keys.rotate(at=NOW + timedelta(minutes=1))
    new = queries.own().signing_key(NOW + timedelta(minutes=2))
    assert new is not None
    assert new.kid != old.kid
    send(
        "west",
        conversation="bridge",
        kind="test.word",
        body={"word": "b"},
        at=NOW + timedelta(minutes=2),
    )
    assert deliver("west", clock=lambda: NOW, posting=west.post) is None
    (change,) = west.taken["transport"]
    assert change.kid == old.kid
    assert change.envelope.body["x"] == new.x
    assert [one.kid for one in west.taken["bridge"]] == [old.kid, new.kid]


def test_a_partners_new_key_is_taken_when_its_old_one_signs_for_it(west: Any) -> None:
    fresh = OKPKey.generate_key("Ed25519")
    x = str(fresh.as_dict(private=False)["x"])
    ends = NOW + timedelta(days=7)
    body = {"x": x, "begins": moment_text(NOW), "ends": moment_text(ends)}
    change = west.says("", conversation="transport", kind="transport.key", body=body)
    assert west.receipt_of(receive(change.text, now=NOW)).status is Status.TAKEN
    old, west.key = west.key, fresh
    assert west.receipt_of(receive(west.says("a").text, now=NOW)).status is Status.TAKEN
    west.key = old
    late = west.says("b", sent=ends + timedelta(seconds=1))
    with pytest.raises(StrangerError, match="did not count"):
        receive(late.text, now=ends + timedelta(seconds=2))
