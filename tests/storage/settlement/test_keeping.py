"""A node on a real database, with the keys of the transport: kept in groups, found as it was."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction

from bayline.kernel.errors import BaylineError
from bayline.platform.append_only import removals
from bayline.platform.transport import models
from bayline.platform.transport.actions import keys
from bayline.systems.settlement.actions.driving import Driven, side_towards
from bayline.systems.settlement.models import JournalRow
from bayline.systems.settlement.queries import books
from bayline.systems.settlement.queries.journal import faults, lying
from bayline.systems.settlement.queries.sealing import seal_with
from bayline.systems.settlement.rules.protocol.invariants import apart, broken, is_as_written

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 6, 2, 1, 0, tzinfo=UTC)
SOON = int(NOW.timestamp())


class Shanghai:
    """The other office, whose books lie in memory."""

    def __init__(self, node):
        self.node = node

    def exchange(self, driven, said, *, seconds=0):
        """Carry messages until nobody says anything more; all that go one way go together."""
        at = NOW + timedelta(seconds=seconds)
        while said:
            works = [partial(lambda one, node, now: node.receive(one, now), one) for one in said]
            back = [one for some in driven.together(works, now=at) for one in some]
            there = int(at.timestamp())
            said = [again for one in back for again in self.node.receive(one, there)]

    def greet(self, driven):
        """Let both be ready."""
        self.exchange(driven, self.node.greet(SOON))
        (hello,) = driven.together([lambda node, now: node.greet(now)], now=NOW)
        self.exchange(driven, [one for sent in hello for one in self.node.receive(sent, SOON)])


@pytest.fixture
def shanghai(memory):
    return Shanghai(memory.node)


@pytest.fixture
def driven(shanghai, year, filed):
    """The node of this installation, with three persons, greeted."""
    made = Driven(side_towards("shanghai", rules="jiaxing"), now=NOW)
    admitting = [partial(admit, person=f"p{number}", used=year, filed=filed) for number in range(3)]
    made.together(admitting, now=NOW)
    shanghai.greet(made)
    return made


def admit(node, _now, *, person, used, filed=()):
    node.admit(person, used, filed)
    return []


@pytest.fixture
def presettle(shanghai, bill):
    def presettle(*visits):
        return [
            sent
            for at, visit in enumerate(visits)
            for sent in shanghai.node.presettle(bill(visit, f"p{at % 3}"), SOON)
        ]

    return presettle


def test_what_comes_together_is_kept_together_and_both_books_agree(
    shanghai, driven, presettle, year
):
    shanghai.exchange(driven, presettle(*(f"v{number}" for number in range(6))))
    assert len(driven.node.state.live) == 6
    assert not apart(shanghai.node, driven.node)
    assert broken(driven.node, {f"p{number}": year for number in range(3)}) == []
    assert books.standing_of("shanghai") == driven.node.state
    taken_back = next(iter(shanghai.node.state.asked))
    shanghai.exchange(driven, shanghai.node.reverse(taken_back, SOON))
    assert books.standing_of("shanghai") == driven.node.state
    found = [(one.side, one.standing, one.day) for one in books.bills("shanghai", day="2025-06-02")]
    assert found[0] == ("owed", "cancelled", "2025-06-02")
    assert found[1:] == [("owed", "settled", "2025-06-02")] * 5
    assert books.unknowns("shanghai") == []
    again = Driven(driven.side, now=NOW)
    assert again.node.state == driven.node.state
    assert is_as_written(again.node)
    assert (len(again.node.state.live), *faults()) == (5,)
    assert again.node.office.boot > driven.node.office.boot  # though the clock stood still


def test_what_could_not_be_kept_was_never_said(shanghai, driven, presettle, monkeypatch):
    before = lying()
    refused = DatabaseError("database or disk is full")

    def fails(*_rows, **_told):
        raise refused

    with monkeypatch.context() as patched:
        patched.setattr("bayline.systems.settlement.actions.keeping.move_head", fails)
        with pytest.raises(BaylineError, match="disk is full"):
            shanghai.exchange(driven, presettle("v1"))
    assert lying() == before
    shanghai.greet(driven)  # the node has started again
    assert driven.node.state.live == {}
    (name,) = shanghai.node.open()
    shanghai.exchange(driven, [shanghai.node.query(name, SOON)], seconds=1)
    assert not shanghai.node.open()
    assert not apart(shanghai.node, driven.node)
    assert [*driven.node.state.live] == [name]


def test_a_second_process_cannot_go_on_from_the_same_row(shanghai, driven, presettle, year):
    other = Driven(driven.side, now=NOW)
    shanghai.exchange(driven, presettle("v1"))
    with pytest.raises(BaylineError, match="only one process may be the node"):
        other.together([partial(admit, person="p9", used=year)], now=NOW)
    assert other.together([lambda node, now: node.greet(now)], now=NOW)
    assert "p9" not in other.node.state.used  # it has started again from what is there
    assert other.node.state.live == driven.node.state.live


def test_a_journal_that_was_changed_or_cut_off_is_not_started_from(driven):
    last = JournalRow.objects.last()
    number = last.pk
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        last.delete()
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor, ["settlement_journal"]):
            cursor.execute(statement)
    last.delete()
    with pytest.raises(BaylineError, match="noted to have 3 rows"):
        driven.start(now=NOW)
    last.pk, last.written = number, last.written.replace("20000", "90000")
    last.save(force_insert=True)
    with pytest.raises(BaylineError, match="settlement_journal 3: does not fit the chain"):
        driven.start(now=NOW)


def test_seals_outlive_a_rotation_and_end_with_a_revocation(shanghai, driven):
    seal = driven.node.office.seal
    old = seal.sign(b"content")
    later = NOW + timedelta(days=1)
    keys.rotate(at=later)
    new = seal_with("shanghai", now=later)
    assert new.kid != seal.kid
    assert new.holds("jiaxing", b"content", old)
    assert new.holds("jiaxing", b"content", new.sign(b"content"))
    for sender, content, signature in (
        ("shanghai", b"content", old),
        ("jiaxing", b"other", old),
        ("jiaxing", b"content", old[:-4]),
        ("jiaxing", b"content", f"{old}ä"),
        ("jiaxing", b"content", ""),
    ):
        assert not new.holds(sender, content, signature)
    theirs = shanghai.node.office.seal.sign(b"content")
    models.Key.objects.filter(partner="shanghai").update(revoked=NOW)
    assert new.holds("shanghai", b"content", theirs)
    assert not seal_with("shanghai", now=later).holds("shanghai", b"content", theirs)


def test_a_message_that_was_changed_on_the_way_changes_nothing(driven, presettle):
    (asked,) = presettle("v1")
    forged = {**asked, "body": {"bill": {**asked["body"]["bill"], "level": 1}}}
    before = lying()
    ((note,),) = driven.together([lambda node, now: node.receive(forged, now)], now=NOW)
    assert note["body"] == {"of": asked["id"], "code": "bad_signature"}
    assert lying() == before
