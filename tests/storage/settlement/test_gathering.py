"""Groups are worked on while others are being kept; what could not be kept was never said."""

import asyncio
import threading
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import DatabaseError

from bayline.kernel.errors import BaylineError
from bayline.platform.record.actions import turns
from bayline.systems.settlement.actions import keeping
from bayline.systems.settlement.actions.driving import Driven, side_towards
from bayline.systems.settlement.node.gathering import Gathering
from bayline.systems.settlement.node.serving import received
from bayline.systems.settlement.queries.journal import faults, lying
from bayline.systems.settlement.rules.protocol.invariants import broken, is_as_written
from bayline.systems.settlement.rules.protocol.messages import is_sealed

NOW = datetime(2025, 6, 2, 1, 0, tzinfo=UTC)
SOON = int(NOW.timestamp())
PERSONS = ("p0", "p1", "p2")
RULES = "jiaxing-employee-2023"


@pytest.fixture
def driven(store, memory, year, filed):
    """The node of Jiaxing on a real database, ready for requests of Shanghai."""
    del store
    made = Driven(side_towards("shanghai", rules="jiaxing"), now=NOW)

    def admit(node, _now):
        for person in PERSONS:
            node.admit(person, year, filed)
        return []

    made.together([admit], now=NOW)
    made.node.is_ready = memory.node.is_ready = True
    return made


@pytest.fixture
def requests(memory, bill):
    """Signed requests of Shanghai, six at a time by one signature."""
    found = []
    for first in range(0, 60, 6):
        with memory.node.sealing_together():
            for at in range(first, first + 6):
                found += memory.node.settle(bill(f"v{at}", PERSONS[at % 3]), RULES, SOON)
    return found


def taken(message, node, now):
    """Take a message as if the partner greeted each node at once that starts again."""
    node.is_ready = True
    return received(message, node, now)


async def answered(driven, messages, *, at_once=5):
    """Hand messages to a node as many ask at once; gives answers by id, None if it failed."""
    gathering, found = Gathering(lambda: driven, clock=lambda: NOW), {}
    running, waiting = asyncio.ensure_future(gathering.run()), iter(messages)

    async def ask():
        for one in waiting:
            try:
                (reply,) = await gathering.do(partial(taken, one))
            except BaylineError:
                reply = None
            found[one["id"]] = reply

    await asyncio.gather(*(ask() for _ in range(at_once)))
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    return found


def ends(driven, year):
    """What must hold in the end."""
    assert broken(driven.node, dict.fromkeys(PERSONS, year)) == []
    assert is_as_written(driven.node)
    assert [*faults()] == []
    assert driven.node.lying.coming == {}  # what was kept is held no longer
    again = Driven(driven.side, now=NOW)
    assert again.node.state == driven.node.state
    return again


def test_a_group_that_cannot_be_kept_takes_with_it_what_was_worked_on_meanwhile(
    driven, requests, year, memory, monkeypatch
):
    kept, calls = turns.move_head, []

    def fails_now_and_then(*args, **told):
        calls.append(threading.current_thread().name)
        if len(calls) % 3 == 1:
            refused = DatabaseError("the disk is full")
            raise refused
        kept(*args, **told)

    monkeypatch.setattr(keeping, "move_head", fails_now_and_then)
    found = asyncio.run(answered(driven, requests))
    assert len(calls) > 15
    assert {name.rpartition("_")[0] for name in calls} == {"settlement-disk", "settlement-node"}
    failed = {name for name, one in found.items() if one is None}
    # Nothing that was answered is missing, nothing that was not is there.
    assert {*driven.node.state.live} == {one["id"] for one in requests} - failed
    monkeypatch.setattr(keeping, "move_head", kept)
    again = asyncio.run(answered(driven, requests))
    told = [one["body"]["reply"] for one in again.values() if one["kind"] == "TOLD"]
    assert len(told) == 60 - len(failed)
    # What is told again is read from the disk and signed anew.
    assert all(is_sealed(one, memory.seal) for one in told)
    assert [one["body"] for one in told] == [found[one["id"]]["body"] for one in told]
    assert len(ends(driven, year).node.state.live) == 60


def test_one_that_fails_spoils_none_that_came_with_it(driven, requests, year):
    wrong = {**requests[3], "body": None}
    found = asyncio.run(answered(driven, [*requests[:3], wrong, *requests[4:]], at_once=12))
    codes = [one["body"].get("code") for one in found.values() if one["kind"] == "NOTE"]
    assert codes == ["bad_signature"]
    assert len(ends(driven, year).node.state.live) == 59


def test_a_work_that_raises_is_told_to_whoever_asked_and_the_rest_goes_on(driven, requests, year):
    def raises(_node, _now):
        raise ZeroDivisionError

    async def day():
        gathering = Gathering(lambda: driven, clock=lambda: NOW)
        running = asyncio.ensure_future(gathering.run())
        works = [partial(taken, one) for one in requests[:20]]
        asked = [gathering.do(one) for one in (*works[:10], raises, *works[10:])]
        found = await asyncio.gather(*asked, return_exceptions=True)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        return found

    found = asyncio.run(day())
    assert isinstance(found.pop(10), ZeroDivisionError)
    assert {*driven.node.state.live} == {one["id"] for some in found for one in some}
    assert len(found) == len(driven.node.state.live) == 20
    asyncio.run(answered(driven, requests))
    assert len(ends(driven, year).node.state.live) == 60
    assert len(lying()) == 63
