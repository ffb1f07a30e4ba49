"""The table of settlements follows the journal, and `bayline verify` sees where it does not."""

from datetime import UTC, datetime

import pytest

from bayline.systems.settlement.actions import following
from bayline.systems.settlement.actions.driving import Driven, Side
from bayline.systems.settlement.models import CaseRow
from bayline.systems.settlement.queries import books, cases, followed

pytestmark = pytest.mark.django_db
BEGIN = datetime(2025, 6, 2, 1, 0, tzinfo=UTC)


def test_the_table_follows_the_journal_in_parts_and_is_made_anew_where_it_was_changed(
    memory, year, filed, bill, monkeypatch
):
    monkeypatch.setattr(following, "_AT_ONCE", 2)
    driven = Driven(Side("jiaxing", "shanghai", "jiaxing"), now=BEGIN)
    node, seconds = memory.node, int(BEGIN.timestamp())

    def say(messages):
        while messages:
            works = [lambda one, now, m=m: one.receive(m, now) for m in messages]
            answers = [one for some in driven.together(works, now=BEGIN) for one in some]
            messages = [one for m in answers for one in node.receive(m, seconds)]

    def admit(one, _now):
        for person in ("p", *"abcde"):
            one.admit(person, year, filed)
        return []

    following.follow_journal()
    driven.together([admit], now=BEGIN)
    say(node.tick(seconds))
    told = driven.together([lambda one, now: one.tick(now)], now=BEGIN)
    say([one for m in told[0] for one in node.receive(m, seconds)])
    for visit, person in (("v1", "p"), ("v2", "p"), ("v3", "stranger")):
        say(node.settle(bill(visit, person), "jiaxing-employee-2023", seconds))
    say(node.cancel(node.state.by_visit["v1"][0], seconds))
    following.follow_journal()
    found = {one.visit: one.standing for one in cases.cases(cases.Wanted(), first=0, most=9)}
    assert found == {"v1": "cancelled", "v2": "settled", "v3": "refused"}
    assert cases.tallies()["settled"] == cases.count(cases.Wanted(words="v2")) == 1
    assert not [*followed.faults()]
    # What differs is the item of the settlement, also where it was taken back since.
    name = node.state.by_visit["v1"][0]
    monkeypatch.setattr(books, "differences", lambda _partner: {"2025-06-02": {name: [500, 400]}})
    off = cases.cases(cases.Wanted(standing="difference"), first=0, most=9)
    assert [(one.id, one.difference) for one in off] == [(name, 100)]
    CaseRow.objects.filter(visit="v2").update(fund=1)
    CaseRow.objects.filter(visit="v3").delete()
    assert len([*followed.faults()]) == 2
    following.fill_missing()
    assert not [*followed.faults()]
    assert cases.tallies()["refused"] == 1
