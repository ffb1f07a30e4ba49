"""Messages of others: taken once, in their order, from whom they say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from bayline.kernel.errors import BaylineError
from bayline.platform.transport import cards, models, queries
from bayline.platform.transport.actions import keys, partners
from bayline.platform.transport.actions.receiving import StrangerError, receive
from bayline.platform.transport.sealing import fingerprint, thumbprint
from bayline.platform.transport.terms import (
    Card,
    Standing,
    Status,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_the_key_is_readable_by_its_owner_only(west: Any, settings: LazySettings) -> None:
    (file,) = settings.HOME.glob("transport-*.key")
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    with pytest.raises(BaylineError, match="can be read by others"):
        west.say("x")
    file.unlink()
    with pytest.raises(BaylineError, match="not there"):
        west.say("x")
    assert west.posted == 0
    assert not models.Message.objects.exists()


def test_a_partner_is_taken_in_only_by_the_right_fingerprint(west: Any) -> None:
    other = type(west)("north")
    with pytest.raises(BaylineError, match="not that of the key"):
        partners.accept(other.card, told=fingerprint(west.x), by="小林", at=NOW)
    with pytest.raises(BaylineError, match="of this installation"):
        partners.accept(keys.card(at=NOW), told=own_digits(), by="小林", at=NOW)
    stolen = Card(id="south", name="南区", address="", x=west.x, made=NOW)
    card = cards.written(stolen, key=west.key)
    with pytest.raises(BaylineError, match="belongs to another partner"):
        partners.accept(card, told=fingerprint(west.x), by="小林", at=NOW)


def own_digits() -> str:
    return fingerprint(queries.own().keys[-1].x)


def test_a_message_has_its_effect_once_and_the_same_answer_each_time(west: Any) -> None:
    text = west.says("road").text
    first = receive(text, now=NOW)
    assert receive(text, now=NOW + timedelta(days=3)) == first
    receipt = west.receipt_of(first)
    assert (receipt.status, receipt.answer, receipt.expected) == (
        Status.TAKEN,
        {"heard": "road"},
        2,
    )
    assert west.heard() == ["road"]


def test_what_comes_too_early_waits_for_what_is_missing(west: Any) -> None:
    first, second, third = (west.says(word).text for word in ("a", "b", "c"))
    assert west.receipt_of(receive(second, now=NOW)).status is Status.MISSING
    assert west.receipt_of(receive(third, now=NOW)).expected == 1
    assert [west.receipt_of(receive(one, now=NOW)).status for one in (first, second, third)] == [
        Status.TAKEN
    ] * 3
    assert west.heard() == ["a", "b", "c"]


def test_a_refusal_is_signed_kept_and_without_effect(west: Any) -> None:
    receipt = west.receipt_of(receive(west.says("no").text, now=NOW))
    assert receipt.status is Status.REFUSED
    assert receipt.answer["en"] == "this word is not taken; send another"
    assert west.receipt_of(receive(west.says("yes").text, now=NOW)).status is Status.TAKEN
    assert west.heard() == ["yes"]


def test_a_failure_leaves_nothing_and_is_tried_again(west: Any) -> None:
    assert west.receipt_of(receive(west.says("crash").text, now=NOW)).status is Status.FAILED
    unknown = west.says("x", conversation="other", kind="test.none").text
    assert west.receipt_of(receive(unknown, now=NOW)).status is Status.UNKNOWN
    assert not models.Message.objects.exists()
    assert west.heard() == []


def test_nothing_is_taken_before_it_is_said_for_whom_a_partner_speaks(
    west: Any, settings: LazySettings
) -> None:
    module = f"{__name__}:"
    kind = replace(
        settings.TRANSPORT_KINDS["test.word"], speaker=f"{module}listed", opens=f"{module}opened"
    )
    settings.TRANSPORT_KINDS = {"test.word": kind}
    word = west.says("x").text
    assert west.receipt_of(receive(word, now=NOW)).status is Status.UNKNOWN
    with pytest.raises(BaylineError, match="not in the list"):
        partners.set_codes("west", "330400", by="小林", at=NOW)
    partners.set_codes("west", "西市政府", by="小林", at=NOW)
    assert (queries.partner("west").speaks_for, OPENED) == (("west",), [NOW])
    assert west.receipt_of(receive(word, now=NOW)).status is Status.TAKEN


OPENED: list[datetime] = []


def listed(written: str) -> str:
    if written != "西市政府":
        raise BaylineError(f"{written} is not in the list")
    return "west"


def opened(*, at: datetime) -> None:
    OPENED.append(at)


def test_a_partner_set_back_to_an_older_backup_is_found_out_and_shown(west: Any) -> None:
    for word in ("a", "b", "c"):
        receive(west.says(word).text, now=NOW)
    west.chains["bridge"] = west.chains["bridge"][:1]
    forked = west.says("other").text
    assert west.receipt_of(receive(forked, now=NOW)).status is Status.FORKED
    assert west.receipt_of(receive(forked, now=NOW)).expected == 4
    shown = [(note.word, note.detail) for note in queries.notes("west", limit=9)]
    assert shown.count(("forked_theirs", "bridge 2")) == 1
    assert west.heard() == ["a", "b", "c"]


def test_strangers_wrong_ways_and_ended_keys_are_refused(west: Any) -> None:
    def refused(text: str, words: str, *, now: datetime = NOW) -> None:
        with pytest.raises(StrangerError, match=words):
            receive(text, now=now)

    refused(type(west)("west").says("x").text, "nobody here knows the key")
    refused(west.says("x", receiver="south").text, "this is “east”")
    refused(west.says("x", sender="south").text, "from “south”")
    refused("no.j.ws", "no message of version 1")
    refused("", "no message of version 1")
    message = west.says("x", sent=NOW - timedelta(days=9)).text
    refused(message, "did not count")
    early = west.says("x", conversation="e", sent=NOW + timedelta(minutes=9)).text
    assert west.receipt_of(receive(early, now=NOW)).status is Status.EARLY
    good = west.says("x", conversation="late").text
    kid = thumbprint(west.x)
    partners.revoke_key("west", kid, reason="丢了", by="小林", at=NOW + timedelta(hours=1))
    refused(good, "did not count", now=NOW + timedelta(hours=2))
    partners.set_standing("west", Standing.ENDED, by="小林", at=NOW)
    with pytest.raises(BaylineError, match="any more"):
        west.say("x")
    assert not models.Message.objects.exists()
