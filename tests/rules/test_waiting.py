from datetime import date

from bayline.platform import waiting
from bayline.platform.offering import all_offered
from bayline.platform.people.terms import Visitor
from bayline.platform.waiting import Asking, Thing, offer_waiting, things_waiting

ASKING = Asking(Visitor(name="小林"), date(2024, 4, 5))


def test_what_waits_is_asked_of_every_system_once_and_in_their_order(monkeypatch):
    all_offered()  # lest those of systems come among these
    monkeypatch.setattr(waiting, "_TELLERS", [])

    def tables(asking):
        return [Thing(look="warn", word="逾期", words=f"{asking.visitor.name}的表", path="/a")]

    def tasks(_asking):
        return [Thing(look="pending", word="未到期", words="任务", path="/b", is_mine=False)]

    for teller in (tables, tasks, tables):
        offer_waiting(teller)
    assert [thing.words for thing in things_waiting(ASKING)] == ["小林的表", "任务"]
