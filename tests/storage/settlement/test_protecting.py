"""What is kept, sent and logged of a person: pseudonym and sealed texts; who looks is noted."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from bayline.kernel.errors import BaylineError
from bayline.systems.settlement.actions.driving import Driven, Side
from bayline.systems.settlement.actions.following import follow_journal
from bayline.systems.settlement.actions.keys import Protecting, keep_keys, make_keys
from bayline.systems.settlement.actions.looking import open_personal
from bayline.systems.settlement.commands import keying
from bayline.systems.settlement.models import KeyRow, LookRow
from bayline.systems.settlement.node.entering import entering
from bayline.systems.settlement.queries import cases, keys, looks
from bayline.systems.settlement.rules.handing import read, written
from bayline.systems.settlement.rules.identities import check_character
from bayline.systems.settlement.rules.looking import PERSONAL, Look
from bayline.systems.settlement.rules.protocol.messages import canonical
from bayline.systems.settlement.rules.refusals import SettlementError

pytestmark = pytest.mark.django_db
BEGIN = datetime(2025, 6, 2, 1, 0, tzinfo=UTC)
DAY = BEGIN.date()
BODY = "33040219851231009"
NUMBER, NAME = BODY + check_character(BODY), "钱小沐；肺炎"


def everything() -> str:
    """All that the database holds, as text."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def admitting(person, used, filed):
    def admit(node, _now):
        node.admit(person, used, filed)
        return []

    return admit


def exchanged(node, admitted, protecting, bill):
    """Settle a bill between both nodes; gives all that was sent."""
    person, *_ = admitted
    driven = Driven(Side("jiaxing", "shanghai", "jiaxing"), now=BEGIN)
    both = bill("v1", person) | {"sealed": protecting.sealed(NAME, person=person)}
    seconds = int(BEGIN.timestamp())
    sent: list[str] = []

    def say(messages):
        while messages:
            sent.extend(canonical(one).decode() for one in messages)
            works = [lambda one, now, m=m: one.receive(m, now) for m in messages]
            answers = [one for some in driven.together(works, now=BEGIN) for one in some]
            sent.extend(canonical(one).decode() for one in answers)
            messages = [one for m in answers for one in node.receive(m, seconds)]

    driven.together([admitting(*admitted)], now=BEGIN)
    say(node.tick(seconds))
    answers = driven.together([lambda one, now: one.tick(now)], now=BEGIN)
    say([one for m in answers[0] for one in node.receive(m, seconds)])
    say(node.presettle(both, seconds))
    assert [one.standing for one in node.state.asked.values()] == ["settled"]
    return sent


@pytest.fixture
def persons(tmp_path, memory):
    """Write a file of persons and have it entered."""
    make_keys("jiaxing", year=2025, at=BEGIN)
    file = tmp_path / "persons.jsonl"

    def enter(*rows):
        file.write_text("\n".join(json.dumps(one) for one in rows))
        entering(file, "jiaxing", on=DAY)(memory.node, 0)
        return memory.node

    return enter


def test_persons_are_entered_once_and_their_registrations_as_they_stand(persons):
    long_term = {"kind": "long_term", "area": "jiaxing", "from": "2025-01-01"}
    transfer = {**long_term, "kind": "transfer", "until": "2025-07-01"}
    known = {"person": "p", "used": {"account": 500}, "filed": [long_term]}
    node = persons(known, {"certno": NUMBER})
    rows = len(node.lying)
    persons(known, {"certno": NUMBER})
    assert len(node.lying) == rows
    persons({**known, "used": {}, "filed": [long_term, transfer]}, {"certno": NUMBER})
    assert len(node.lying) == rows + 1
    assert node.filings("p") == [long_term, transfer]
    assert node.state.used["p"]["account"] == 500
    persons({"person": "p"})
    assert node.filings("p") == [long_term, transfer]
    persons({"person": "p", "filed": []})
    assert node.filings("p") == []


FILED = {"kind": "long_term", "area": "jiaxing", "from": "2025-01-01"}


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ([], "the line"),
        ({"person": "p", "name": "x"}, "the line"),
        ({}, "certno"),
        ({"person": NUMBER}, "person"),
        ({"certno": BODY + ("1" if NUMBER[-1] != "1" else "2")}, "check"),
        ({"certno": int(NUMBER[:17])}, "certno"),
        ({"person": "p", "used": {"account": 1.5}}, "used"),
        ({"person": "p", "used": {"account": -1}}, "used"),
        ({"person": "p", "used": {"pool": 1}}, "used"),
        ({"person": "p", "filed": [{**FILED, "kind": "emergency"}]}, "filed"),
        ({"person": "p", "filed": [{**FILED, "from": "2025-02-30"}]}, "filed"),
        ({"person": "p", "filed": [{**FILED, "until": "2024-12-31"}]}, "filed"),
    ],
)
def test_of_a_file_of_persons_with_a_wrong_line_nothing_is_entered(persons, memory, row, wrong):
    rows = len(memory.node.lying)
    with pytest.raises(BaylineError, match=wrong) as refused:
        persons({"person": "q"}, row)
    assert "line 2" in refused.value.sentence()
    assert NUMBER[:17] not in refused.value.sentence()
    assert len(memory.node.lying) == rows


def sealed_in_journal():
    """What the journal holds of the name."""
    follow_journal()
    (found,) = cases.cases(cases.Wanted(standing="settled"), first=0, most=9)
    return found.told["bill"]["sealed"]


def test_no_number_and_no_name_is_kept_sent_or_logged(memory, year, filed, bill, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    make_keys("shanghai", year=2025, at=BEGIN)
    protecting = Protecting("shanghai", on=DAY)
    person = protecting.person(NUMBER)
    with pytest.raises(SettlementError):
        protecting.person(NUMBER[:-1] + ("1" if NUMBER[-1] == "0" else "0"))
    sent = exchanged(memory.node, (person, year, filed), protecting, bill)
    token = sealed_in_journal()
    look = Look("xiaolin", person, "v1", PERSONAL, "电话核对", BEGIN)
    with pytest.raises(BaylineError, match="reason"):
        open_personal(token, look._replace(why=" "))
    assert LookRow.objects.count() == 0
    assert open_personal(token, look) == NAME
    assert looks.looks(person, most=5) == (look,)
    assert not [*looks.faults()]
    out, err = capfd.readouterr()
    kept = everything()
    assert person in kept
    for text in (kept, "\n".join(sent), caplog.text, out, err):
        assert NUMBER not in text
        assert NUMBER[:-1] not in text
        assert "钱小沐" not in text
        assert "肺炎" not in text


def test_keys_go_over_to_the_partner_change_and_still_open_what_was_sealed(settings, tmp_path):
    settings.HOME = tmp_path
    first = make_keys("shanghai", year=2025, at=BEGIN)
    before = Protecting("shanghai", on=DAY)
    person = before.person(NUMBER)
    token = before.sealed(NAME, person=person)
    assert keep_keys("shanghai", read(written(first), where="a"), at=BEGIN) == 0
    make_keys("shanghai", year=2025, at=BEGIN + timedelta(days=9))
    after = Protecting("shanghai", on=DAY)
    assert after.person(NUMBER) != person
    assert after.writing.kid != before.writing.kid
    assert keys.opened(token, person=person) == NAME
    assert [one.is_newest for one in keys.held()] == [True, False, True, False]
    with pytest.raises(BaylineError, match="no key is shared with “shanghai” for 2026"):
        Protecting("shanghai", on=DAY.replace(year=2026))
    assert all(one.key not in bytes(row.wrapped) for one in first for row in KeyRow.objects.all())
    settings.SECRET_KEY = "another"  # noqa: S105 - of a home that lives as long as the test
    assert keys.opened(token, person=person) is None
    with pytest.raises(BaylineError, match=r"secret\.key"):
        Protecting("shanghai", on=DAY)


@pytest.mark.usefixtures("memory")
def test_the_file_for_the_partner_is_for_its_owner_only_and_never_written_over(tmp_path, capfd):
    file = tmp_path / "2026.keys"
    keying.make("shanghai", year=2026, file=file)
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(BaylineError, match="cannot be opened"):
        keying.make("shanghai", year=2026, file=file)
    KeyRow.objects.all().delete()
    keying.take("shanghai", file=file)
    keying.show()
    made, taken = capfd.readouterr().out.split("shanghai", 1)
    rows = [line.split("\t") for line in made.splitlines()]
    assert [row[:2] for row in rows] == [["2026", "persons"], ["2026", "texts"]] * 2
    assert all(row[2] in taken for row in rows)
    with pytest.raises(BaylineError, match="nobody"):
        keying.take("nobody", file=file)
