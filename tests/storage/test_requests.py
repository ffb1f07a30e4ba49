"""Requests through their whole life: asked, filled in, sent, decided on, corrected, verified."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError
from bayline.kernel.reviews import Review
from bayline.platform import making
from bayline.platform.packs.actions import keep_files
from bayline.platform.people.terms import Grant, Role, Visitor
from bayline.platform.record import queries as record
from bayline.platform.record.verifying import verify
from bayline.systems.plan import models
from bayline.systems.plan.actions.requests.answering import (
    FaultyAnswerError,
    Sending,
    WarnedError,
    filled_now,
    save_draft,
    send,
)
from bayline.systems.plan.actions.requests.asking import Hand, Wish, ask, ask_due
from bayline.systems.plan.actions.requests.deciding import accept
from bayline.systems.plan.actions.requests.stepping import Move, move
from bayline.systems.plan.actions.requests.templating import keep_template
from bayline.systems.plan.queries import requests as queries
from bayline.systems.plan.rules.requests.moving import OvertakenError
from bayline.systems.plan.rules.requests.terms import Act, Filled, State

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 4, 5, 4, tzinfo=UTC)
TEMPLATE = """
name = "works"
title = "工程季报"
asker = "office"
units = ["finance", "tax"]
every = "quarter"

[[column]]
name = "name"
title = "项目"
given = true

[[column]]
name = "done"
title = "累计完成"
type = "decimal"
unit = "亿元"
required = true
cumulative = "year"

[column.claim]
attribute = "完成投资"
subject_from = "name"
place = "310116"

[[row]]
code = "one"
values = { name = "东桥" }

[[row]]
code = "two"
values = { name = "西桥" }
"""


def person(name, role, organisation):
    return Visitor(name=name, account=name, grants=(Grant(role=role, organisation=organisation),))


CLERK = person("甲", Role.CLERK, "finance")
OFFICE = person("乙", Role.REVIEWER, "office")


def hand(visitor, minutes=0):
    return Hand(visitor=visitor, at=NOON + timedelta(minutes=minutes))


def asked(number=1, year=2024):
    wish = Wish(template="works", period=periods.quarter(number, year))
    return ask(wish, hand=hand(OFFICE)).code


@pytest.fixture
def first():
    keep_files({"requests/works.toml": TEMPLATE.encode()}, by="乙", at=NOON)
    return asked()


def typed(code, same=(), who=CLERK, **done):
    rows = {row: {"done": value} for row, value in done.items()}
    filled = Filled(rows=rows, same=frozenset(same))
    kept = queries.draft(code, "finance")
    return save_draft(code, "finance", filled, version=kept.version if kept else 0, hand=hand(who))


def sending(code, warned=""):
    standing = queries.asked(code, "finance").standing
    kept = queries.draft(code, "finance")
    return Sending(seen=standing.step, draft=kept.version if kept else 0, warned=warned)


def sent(code, **done):
    typed(code, **done)
    return send(code, "finance", sending(code), hand=hand(CLERK))


def accepted(code):
    standing = queries.asked(code, "finance").standing
    return accept(code, "finance", seen=standing.step, reason="", hand=hand(OFFICE))


def claims(code, version):
    return queries.taken(code, "finance", version).claims


def test_an_accepted_answer_comes_into_the_record_with_its_cell_as_evidence(first):
    sent(first, one="3.50", two="无")
    assert record.sources() == []
    assert accepted(first).state is State.ACCEPTED
    assert list(claims(first, 1)) == [("one", "done")]
    claim = record.claim(claims(first, 1)["one", "done"])
    assert (claim.state, claim.by, claim.decided_by) == (Review.ACCEPTED, "甲", "乙")
    assert (claim.quote, claim.claim.subject, claim.claim.period.edtf) == (
        "3.50",
        "东桥",
        "2024-33",
    )
    assert str(claim.claim.figure.low) == "350000000"
    text = record.text(claim.text)
    assert claim.sentence is not None
    assert text.document.text[slice(*claim.sentence)].startswith("东桥")
    assert making.faults() == ()


def test_however_many_cells_are_accepted_take_the_same_queries(first):
    """Of what was just appended, nothing is looked up."""
    del first
    taken = {}
    for rows in (2, 60):
        given = "".join(
            f'\n[[row]]\ncode = "r{at}"\nvalues = {{ name = "第{at}桥" }}\n' for at in range(rows)
        )
        template = f"{TEMPLATE.split('[[row]]', maxsplit=1)[0]}{given}".replace(
            '"works"', f'"t{rows}"'
        )
        keep_files({f"requests/t{rows}.toml": template.encode()}, by="乙", at=NOON)
        wish = Wish(template=f"t{rows}", period=periods.quarter(1, 2024))
        code = ask(wish, hand=hand(OFFICE)).code
        sent(code, **{f"r{at}": str(at + 0.5) for at in range(rows)})
        with CaptureQueriesContext(connection) as queried:
            accepted(code)
        assert len(claims(code, 1)) == rows
        taken[rows] = len(queried)
    assert taken[2] == taken[60]
    assert verify().faults == ()


def test_a_corrected_answer_takes_the_place_of_what_was_accepted(first):
    sent(first, one="3.5", two="1.0")
    accepted(first)
    sent(first, one="3.6", two="不详")
    assert record.claim(claims(first, 1)["one", "done"]).state is Review.ACCEPTED
    accepted(first)
    old, gone = claims(first, 1)["one", "done"], claims(first, 1)["two", "done"]
    new = record.claim(claims(first, 2)["one", "done"])
    assert record.claim(old).state is Review.SUPERSEDED
    assert (new.state, new.supersedes) == (Review.ACCEPTED, old)
    assert record.claim(gone).state is Review.RETURNED
    assert queries.sent(first, "finance", 1).filled.rows["one"] == {"done": "3.5"}
    assert making.faults() == ()


def test_what_is_refused_stays_in_the_draft_and_nothing_is_sent(first):
    typed(first, one="约3", two="—")
    with pytest.raises(FaultyAnswerError, match="2 cells are refused") as refused:
        send(first, "finance", sending(first), hand=hand(CLERK))
    assert [spot.row for spot in refused.value.read.spots] == ["one", "two"]
    assert queries.draft(first, "finance").filled.rows["one"] == {"done": "约3"}
    assert queries.asked(first, "finance").standing.state is State.OPEN


def test_last_period_stands_in_the_next_table_and_has_to_be_said_again(first):
    sent(first, one="3.5", two="1.0")
    accepted(first)
    second = asked(2)
    filled, version = filled_now(second, "finance")
    assert (filled.rows["one"], version) == ({"done": "3.5"}, 0)
    with pytest.raises(FaultyAnswerError, match="nobody said that it is so again"):
        send(second, "finance", sending(second), hand=hand(CLERK))
    typed(second, same=["one", "two"], one="3.5", two="1.0")
    assert send(second, "finance", sending(second), hand=hand(CLERK)).version == 1


def test_a_warning_is_shown_once_and_kept_with_its_explanation(first):
    sent(first, one="3.5", two="1.0")
    second = asked(2)
    typed(second, one="35000", two="0.9")
    with pytest.raises(WarnedError) as told:
        send(second, "finance", sending(second), hand=hand(CLERK))
    troubles = [(each.trouble, each.row) for each in told.value.warned]
    assert troubles == [("slip", "one"), ("cumulative", "two")]
    notes = {"slip.one.done": "上期漏报"}
    filled = Filled(rows=queries.draft(second, "finance").filled.rows, notes=notes)
    save_draft(second, "finance", filled, version=1, hand=hand(CLERK))
    send(second, "finance", sending(second, warned=told.value.seen), hand=hand(CLERK))
    kept = queries.sent(second, "finance", 1).warned
    assert [each.note for each in kept] == ["上期漏报", ""]


def test_a_figure_of_the_record_is_told_to_who_sends_another(first):
    sent(first, one="3.5", two="1.0")
    accepted(first)
    wish = Wish(template="works", period=periods.parse("2024-01/2024-03"))
    again = ask(wish, hand=hand(OFFICE)).code
    typed(again, one="3.8", two="1.0")
    with pytest.raises(WarnedError) as told:
        send(again, "finance", sending(again), hand=hand(CLERK))
    assert [each.claim for each in told.value.warned] == [claims(first, 1)["one", "done"]]


def test_only_one_of_two_who_act_at_once_does(first):
    sent(first, one="3.5", two="1.0")
    seen = queries.asked(first, "finance").standing.step
    back = Move(act=Act.RETURNED, seen=seen, reason="缺说明")
    assert move(first, "finance", back, hand=hand(OFFICE)).state is State.RETURNED
    with pytest.raises(OvertakenError, match="somebody was faster"):
        accept(first, "finance", seen=seen, reason="", hand=hand(OFFICE))
    assert record.sources() == []
    typed(first, one="1", two="1")
    with pytest.raises(OvertakenError, match="“甲” saved the draft meanwhile"):
        save_draft(first, "finance", Filled(), version=0, hand=hand(CLERK))


def test_a_table_is_asked_once_of_known_templates_and_units(first):
    assert first == "works-2024-q1"
    with pytest.raises(BaylineError, match="“works-2024-q1” was asked already"):
        asked()
    with pytest.raises(BaylineError, match="only those with the role clerk"):
        ask(Wish(template="works", period=periods.quarter(2, 2024)), hand=hand(CLERK))
    with pytest.raises(BaylineError, match="there is no template “none”"):
        ask(Wish(template="none", period=periods.quarter(2, 2024)), hand=hand(OFFICE))


def test_what_comes_again_is_asked_for_every_period_that_is_over(first):
    del first
    made = ask_due(hand=hand(OFFICE), today=date(2024, 10, 1))
    assert [each.code for each in made] == ["works-2024-q2", "works-2024-q3"]
    assert ask_due(hand=hand(OFFICE), today=date(2024, 10, 1)) == []


def test_what_is_due_is_told_until_it_is_sent(first):
    asking = {"first": date(2024, 4, 1), "until": date(2024, 4, 30)}
    assert [each.unit for each in queries.due_requests(**asking)] == ["finance", "tax"]
    sent(first, one="1", two="2")
    assert [each.unit for each in queries.due_requests(**asking)] == ["tax"]
    assert queries.due_requests(**asking, unit="finance") == []
    then = queries.due_requests(**asking, unit="finance", as_of=NOON - timedelta(minutes=1))
    assert then == []


def test_a_broken_template_of_a_pack_is_refused_and_nothing_is_kept():
    with pytest.raises(BaylineError, match=r"requests/works\.toml: asker is missing"):
        keep_files(
            {"requests/works.toml": TEMPLATE.replace('asker = "office"', "").encode()},
            by="乙",
            at=NOON,
        )
    with pytest.raises(BaylineError, match="the template is called “works”"):
        keep_files({"requests/other.toml": TEMPLATE.encode()}, by="乙", at=NOON)
    assert queries.templates() == {}


def test_a_template_made_here_is_a_file_of_the_pack(first):
    made = queries.template("works")
    assert keep_template(made, hand=hand(OFFICE)) == made
    with pytest.raises(BaylineError, match="the template is of “office”"):
        keep_template(made, hand=hand(CLERK))
    assert queries.request(first).template == made


def test_what_was_tampered_with_is_found(first):
    sent(first, one="1", two="2")
    models.AskedRow.objects.filter(unit="finance").update(state="accepted")
    assert any("plan_asked" in fault for fault in making.faults())
    with connection.cursor() as cursor, pytest.raises(Exception, match="never changed"):
        cursor.execute("UPDATE plan_step SET reason = 'x'")
