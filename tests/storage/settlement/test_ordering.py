"""What an office orders of its node: left in the home, done once by the node, refused in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.settlement.actions.driving import Driven, side_towards
from bayline.systems.settlement.actions.following import follow_journal
from bayline.systems.settlement.actions.ordering import fulfilled
from bayline.systems.settlement.commands import ordering
from bayline.systems.settlement.models import OrderRow
from bayline.systems.settlement.queries import books, cases, orders
from bayline.systems.settlement.rules.protocol.invariants import is_as_written
from bayline.systems.settlement.rules.protocol.ordering import Order
from bayline.systems.settlement.rules.refusals import SettlementError

pytestmark = pytest.mark.django_db
BEGIN = datetime(2025, 6, 2, 1, 0, tzinfo=UTC)
LATER = datetime(2025, 7, 5, 1, 0, tzinfo=UTC)
MONTH, RULES = "2025-06", "shanghai-employee-2025"


class Pair:
    """The node of this installation, and the other office in memory."""

    def __init__(self, node):
        self.node, self.now = node, BEGIN
        self.driven = Driven(side_towards("shanghai", rules="jiaxing", clears=0), now=BEGIN)
        hello = self.let(lambda one, now: one.greet(now))
        self.carry([one for sent in hello for one in node.receive(sent, self.seconds)])
        self.carry(node.greet(self.seconds))

    @property
    def seconds(self):
        """The present moment, as a node has it."""
        return int(self.now.timestamp())

    def let(self, *works):
        """Let the own node do something, and give what it says."""
        return [one for some in self.driven.together(works, now=self.now) for one in some]

    def carry(self, said, *, ms=0):
        """Carry what the other office says, and what is said to it."""
        self.now += timedelta(milliseconds=ms)
        while said:
            back = self.let(*(lambda one, now, m=m: one.receive(m, now) for m in said))
            said = [one for sent in back for one in self.node.receive(sent, self.seconds)]

    def ask(self, work, *, ms=0):
        """Let the own node ask, and carry it there and back."""
        said = self.let(work)
        self.carry([one for sent in said for one in self.node.receive(sent, self.seconds)], ms=ms)


@pytest.fixture
def pair(memory, year, bill):
    """Two bills of somebody insured in Shanghai, settled in Jiaxing."""
    made = Pair(memory.node)
    memory.node.admit("s", year, [{"kind": "long_term", "area": "jiaxing", "from": "2025-01-01"}])
    areas = {"enrollment_area": "shanghai", "treatment_area": "jiaxing"}
    for visit in ("v1", "v2"):
        told = {**bill(visit, "s"), **areas}
        made.ask(lambda one, now, told=told: one.settle(told, RULES, now), ms=250)
    return made


def ordered(verb, **told):
    """Order something, without waiting; gives the status and how it stands."""
    status = ordering.order(Order("", verb)._replace(**told), partner="", wait_s=0)
    return status, stands()


def refusal(verb, **told):
    with pytest.raises(SettlementError) as found:
        ordered(verb, **told)
    return found.value


def stands():
    """How the last order stands."""
    found = orders.orders("shanghai")[-1]
    return found.standing, found.code


@pytest.fixture
def differing(pair):
    """A month that is over, of whose two items the second is 5 fen less there; gives both."""
    own = pair.driven.node.state.items["claimed"].days["2025-06-02"]
    second = [*own][1]
    pair.node.state.items["owed"].days["2025-06-02"][second] -= 5
    assert refusal("clear", month=MONTH).code == "not_compared"
    pair.now = LATER
    pair.carry(pair.node.greet(pair.seconds))
    pair.ask(lambda one, now: one.tick(now))
    return own


def test_what_stands_against_an_order_is_told_and_answers_have_their_time(pair, differing):
    follow_journal()
    assert [*cases.latencies(date(2025, 1, 1)).values()] == [[250, 250]]
    assert (cases.heard().open, cases.heard().answered) == (0, 2)
    first, second = differing
    differs = refusal("clear", month=MONTH)
    assert differs.code == "differs"
    assert second in differs.sentence()
    assert first not in differs.sentence()
    assert refusal("clear", month=MONTH, left_out=(second, "x")).code == "not_differing"
    assert refusal("clear", month="2025-6").code == "bad_month"
    assert refusal("clear", month="2025-05").code == "nothing_due"
    for verb in ("withdraw", "paid"):
        assert refusal(verb, month=MONTH).code == "no_statement"
    pair.now = BEGIN
    assert ordered("clear", month=MONTH, left_out=(second,)) == (0, ("left", ""))
    pair.ask(fulfilled)
    assert stands() == ("refused", "month_not_over")
    pair.driven.node.is_ready = False
    ordered("prepay", fen=1)
    assert pair.let(fulfilled) == []
    assert stands() == ("left", "")
    with pytest.raises(BaylineError, match="no partner"):
        orders.partner_of("nobody")


def test_a_month_with_a_difference_is_cleared_paid_and_taken_back_by_orders(pair, differing, capfd):
    first, second = differing
    ordered("prepay", fen=70_000)
    pair.ask(fulfilled)
    assert (stands(), books.advance("shanghai", "owed")) == (("done", ""), 70_000)
    ordered("clear", month=MONTH, left_out=(second,))
    said = pair.let(fulfilled)
    assert (stands(), refusal("clear", month=MONTH).code) == (("sent", ""), "ordered_already")
    pair.carry([one for sent in said for one in pair.node.receive(sent, pair.seconds)])
    (found,) = books.statements("shanghai", "claimed").values()
    assert (found["size"], found["total"]) == (1, differing[first])
    assert found["left_out"] == {second: [differing[second], differing[second] - 5]}
    assert refusal("clear", month=MONTH).code == "cleared_already"
    ordered("paid", month=MONTH)
    pair.ask(fulfilled)
    assert (stands(), books.rests("shanghai", "claimed")) == (("done", ""), {MONTH: 0})
    assert refusal("paid", month=MONTH).code == "nothing_to_pay"
    ordered("withdraw", month=MONTH)
    pair.ask(fulfilled)
    assert (stands(), books.statements("shanghai", "claimed")) == (("done", ""), {})
    done_once(pair)
    capfd.readouterr()
    ordering.show(partner="", form="table")
    listed = [line.split("\t")[1] for line in capfd.readouterr().out.splitlines()]
    assert listed == ["prepay", "clear", "paid", "withdraw"]


def done_once(pair):
    """Start again as if the power had failed before the orders were crossed off."""
    rows = len(pair.driven.node.lying)
    OrderRow.objects.update(is_open=True)
    again = Driven(pair.driven.side, now=LATER)
    assert again.node.state == pair.driven.node.state
    pair.driven = again
    pair.ask(fulfilled)
    assert (len(again.node.lying), is_as_written(again.node)) == (rows, True)


def test_what_takes_back_what_was_left_out_is_left_out_too_and_both_are_listed(pair, differing):
    first, second = differing
    ordered("clear", month=MONTH, left_out=(second,))
    pair.ask(fulfilled)
    fen = differing[second]
    (left,) = books.left_out("shanghai")
    assert (left.standing, left.then, left.now) == ("differs", [fen, fen - 5], [fen, fen - 5])
    pair.ask(lambda one, now: one.cancel(second, now))
    pair.now = LATER + timedelta(days=32)
    pair.carry(pair.node.greet(pair.seconds))
    pair.ask(lambda one, now: one.tick(now))
    (back,) = pair.driven.node.state.items["claimed"].days["2025-07-05"]
    ordered("clear", month="2025-07")
    pair.ask(fulfilled)
    found = books.statements("shanghai", "claimed")["2025-07"]
    assert (found["size"], found["total"], found["left_out"]) == (0, 0, {back: [-fen, -fen]})
    told = [(one.name, one.standing, one.back) for one in books.left_out("shanghai")]
    assert told == [(second, "taken_back", back), (back, "follows", second)]
    ordered("withdraw", month=MONTH)
    pair.ask(fulfilled)
    assert [one.standing for one in books.left_out("shanghai")] == ["agreed"]
    assert first in differing


def test_the_office_orders_all_of_it_from_its_pages(pair, differing, client, logged_in):
    _, second = differing
    sheet = f"/settlement/statements/{MONTH}"
    page = client.get(sheet)
    assert page.status_code == 200
    assert f'value="{second}"' in page.content.decode()
    refused = client.post(f"{sheet}/orders", {"verb": "clear"})
    assert (refused.status_code, OrderRow.objects.count()) == (400, 0)
    assert second in refused.content.decode()
    for verb in ("burn", ""):
        assert client.post(f"{sheet}/orders", {"verb": verb}).status_code == 400
    clerk = logged_in("clerk", "小丁", account="ding", system="settlement")
    assert clerk.post(f"{sheet}/orders", {"verb": "clear"}).status_code == 403
    assert "清算这个月" not in clerk.get(sheet).content.decode()
    for wrong in ("", "-1", "0", "1.234", "１"):
        assert client.post("/settlement/orders/advances", {"yuan": wrong}).status_code == 400
    assert client.post("/settlement/orders/advances", {"yuan": "700.5"}).status_code == 303
    done = client.post(f"{sheet}/orders", {"verb": "clear", "left_out": second})
    assert (done.status_code, done["Location"]) == (303, f"{sheet}#orders")
    pair.ask(fulfilled)
    follow_journal()
    twin = client.get(f"{sheet}.json").json()
    assert (twin["state"]["code"], twin["may_withdraw"], twin["may_clear"]) == (
        *("cleared", True),
        False,
    )
    (signed,) = twin["statements"]
    assert signed["left_out"][0]["id"] == second
    assert [one["state"]["code"] for one in twin["leftovers"]] == ["differs"]
    (flow, _) = twin["flows"]
    assert flow["count"] == 2
    assert {one["state"]["code"] for one in twin["compared"]} == {"disagrees"}
    assert twin["orders"][0]["by"]
    client.post(f"{sheet}/orders", {"verb": "paid", "side": "claimed"})
    pair.ask(fulfilled)
    orders_twin = client.get("/settlement/orders.json").json()
    assert (orders_twin["advance_given"], orders_twin["rests"]) == ("700.50", [])
    assert [one["state"]["code"] for one in orders_twin["orders"]] == ["done"] * 3
    assert client.get(f"{sheet}.pdf").content.startswith(b"%PDF-")
    assert client.get(f"{sheet}?as_of=2025-07-01").status_code == 400
