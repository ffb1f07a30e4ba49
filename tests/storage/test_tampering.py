"""Whatever is changed behind the program's back, `bayline verify` names its table and its row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection, transaction

from bayline.platform.append_only import removals
from bayline.platform.packs.actions import keep_files
from bayline.platform.record.walking import Head
from bayline.systems.reading.queries.verifying import verified

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
GUARDED = [table for app in apps.get_app_configs() for table in getattr(app, "only_added_to", ())]


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back, so that the next test finds nothing broken."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def done(*statements: str) -> None:
    """Do what a person with the database's own password can do."""
    with connection.cursor() as cursor:
        for statement in (*removals(connection.vendor, GUARDED), *statements):
            cursor.execute(statement)


def faults_after(*statements: str, noted: dict[str, Head] | None = None) -> list[str]:
    """Tamper, and give what `verify` says beyond that the guards are gone."""
    with undone():
        done(*statements)
        return [fault for fault in verified(noted).faults if "_no_" not in fault]


def least(table: str, column: str = "id") -> str:
    return f"{column} = (SELECT MIN({column}) FROM {table})"


def most(table: str) -> str:
    return f"id = (SELECT MAX(id) FROM {table})"


ENTRY = (
    'INSERT INTO registers_entry (register, "key", version, "values", ranks, search,'
    " is_deleted) VALUES ('works', 'z', 1, '{}', '{}', '', "
)
CHANGED = [
    ("registers_entry", "\"values\" = '{}'"),
    ("registers_entry", "ranks = '{}'"),
    ("registers_entry", "search = 'x'"),
    ("registers_entry", "version = version + 1"),
    ("registers_listed", "value = 'x'"),
    ("registers_listed", "place = 'x'"),
    ("registers_tally", "entries = entries + 1"),
    ("registers_change", "ranks = '{}'"),
    ("registers_change", "search = 'x'"),
    ("record_passage", '"end" = "end" - 1'),
    ("record_passage", '"start" = "start" + 1'),
    ("record_mention", "figures = figures + 1"),
    ("record_mention", "superseded = superseded + 1"),
    ("record_mention", "events = events + 1"),
    ("record_mention", "words = 'x'"),
    ("record_finding", "state = 'holds'"),
    ("record_finding", "check_id = 'x'"),
    ("record_findinginput", "claim_id = NULL"),
    ("record_standing", "since = since - 1"),
    ("record_standing", "until = 1"),
    ("record_standing", "line_id = line_id + 1"),
    ("record_kindtally", "n = n + 1"),
    ("record_sourcetally", "n = n - 1"),
    ("seals_tombstone", "reason = 'x'"),
    ("people_deed", "who = 'x'"),
    ("people_deed", "status = 0"),
    ("pack_file", "path = 'x'"),
    ("publishing_publication", "title = 'x'"),
    ("publishing_retraction", "reason = 'x'"),
]


@pytest.mark.usefixtures("kept_full_home")
def test_an_untouched_home_verifies() -> None:
    found = verified()
    assert found.faults == ()
    assert all(head.length for head in found.heads.values())


@pytest.mark.usefixtures("kept_full_home")
@pytest.mark.parametrize(("table", "change"), CHANGED)
def test_a_changed_row_is_told(table: str, change: str) -> None:
    named = "record_claim" if table == "record_passage" else table
    faults = faults_after(f"UPDATE {table} SET {change} WHERE {least(table)}")
    assert [fault for fault in faults if fault.startswith(f"{named} ")]


PASSAGE = (
    'INSERT INTO record_passage (id, text_id, "start", "end")'
    " SELECT 999, MIN(id), 0, 1 FROM record_text"
)
INPUT = f"DELETE FROM record_findinginput WHERE {least('record_findinginput')}"
LISTED = (
    "INSERT INTO registers_listed (id, entry_id, register, field, value, place)"
    " SELECT 999, 999, register, field, value, place FROM registers_listed WHERE id ="
    " (SELECT MIN(id) FROM registers_listed)"
)
ENTRY_GONE = f"DELETE FROM registers_entry WHERE {least('registers_entry')}"
OTHER_CLAIM = "UPDATE record_findinginput SET claim_id = (SELECT MAX(id) FROM record_claim)"
ONE_PASSAGE = "UPDATE record_claim SET passage_id = (SELECT MIN(id) FROM record_passage)"
STRAYED = [
    (ENTRY_GONE, "registers_entry works a"),
    (LISTED, "registers_listed works"),
    ("DELETE FROM registers_listed", "registers_listed works"),
    (f"{ENTRY}TRUE)", "registers_entry works z"),
    ("DELETE FROM registers_entry", "registers_entry works b"),
    ("UPDATE registers_declaration SET toml = 'x'", "registers_declaration registers/works"),
    ("UPDATE registers_declaration SET toml = toml || ' '", "registers_declaration registers/"),
    ("DELETE FROM registers_declaration", "registers_declaration works"),
    (ONE_PASSAGE, "record_claim "),
    ("UPDATE record_claim SET passage_id = NULL", "record_passage "),
    (PASSAGE, "record_passage "),
    ("DELETE FROM record_kindtally", "record_kindtally figure proposed"),
    ("DELETE FROM record_undecided", "record_claim "),
    ("UPDATE record_undecided SET spot = spot + 1", "record_claim "),
    ("UPDATE record_undecided SET rank = 1 - rank", "record_claim "),
    (INPUT, "record_findinginput "),
    ("DELETE FROM record_findinginput", "record_findinginput "),
    (f"{OTHER_CLAIM} WHERE {least('record_findinginput')}", "record_findinginput "),
]


@pytest.mark.usefixtures("kept_full_home")
@pytest.mark.parametrize(("statement", "told"), STRAYED)
def test_what_does_not_follow_from_the_chains_is_told(statement: str, told: str) -> None:
    assert [fault for fault in faults_after(statement) if fault.startswith(told)]


ENDS = {
    "record_decision": (f"DELETE FROM record_standing WHERE decision_{most('record_decision')}",),
    "record_findingevent": (),
    "record_finding": (
        "DELETE FROM record_findinginput WHERE finding_id = (SELECT MAX(id) FROM record_finding)",
    ),
    "record_claim": (
        "DELETE FROM record_standing WHERE claim_id = (SELECT MAX(id) FROM record_claim)",
        "DELETE FROM record_decision WHERE claim_id = (SELECT MAX(id) FROM record_claim)",
    ),
    "record_reading": (),
    "registers_change": (),
    "pack_file": (),
    "seals_tombstone": (),
    "people_deed": (),
    "publishing_publication": (),
    "publishing_retraction": (),
}


@pytest.mark.usefixtures("kept_full_home")
@pytest.mark.parametrize("table", ENDS)
def test_an_end_that_was_cut_off_is_told(table: str) -> None:
    cut = f"DELETE FROM {table} WHERE {most(table)}"
    faults = faults_after(*ENDS[table], cut)
    assert [one for one in faults if one.startswith(f"{table} ") and "noted to have" in one]


REGISTER = ("change", "entry", "head")


@pytest.mark.usefixtures("kept_full_home")
@pytest.mark.parametrize(
    ("told", "statements"),
    [
        ("record_decision 0", ("DELETE FROM record_standing", "DELETE FROM record_decision")),
        ("registers_change works 0", ("DELETE FROM registers_change",)),
        ("registers_change works 3", ("DELETE FROM registers_head",)),
        ("registers_head works", tuple(f"DELETE FROM registers_{one}" for one in REGISTER)),
        ("registers_change works 3", ("UPDATE registers_head SET length = 2",)),
        ("record_claim", ("DELETE FROM record_head",)),
    ],
)
def test_a_chain_and_its_head_that_do_not_fit_are_told(
    told: str, statements: tuple[str, ...]
) -> None:
    assert [fault for fault in faults_after(*statements) if fault.startswith(told)]


@pytest.mark.usefixtures("kept_full_home")
def test_a_row_added_later_does_not_hide_an_end_that_was_cut_off() -> None:
    with undone():
        done(f"DELETE FROM pack_file WHERE {most('pack_file')}")
        keep_files({"region.toml": b""}, by="小林", at=NOON)
        assert [fault for fault in verified().faults if fault.startswith("pack_file ")]


@pytest.mark.usefixtures("kept_full_home")
def test_two_accepted_readings_of_one_statement_are_told() -> None:
    accepted = (
        "UPDATE record_standing SET state = 'accepted', line_id = -1 WHERE state = 'superseded'"
    )
    faults = faults_after(accepted)
    assert [fault for fault in faults if "readings of one statement" in fault]


@pytest.mark.usefixtures("kept_full_home")
def test_what_was_noted_elsewhere_shows_a_chain_that_was_cut_with_its_head() -> None:
    noted = dict(verified().heads)
    head = noted["record_findingevent"]
    assert head.length == 1
    statements = (
        "DELETE FROM record_findingevent",
        "DELETE FROM record_head WHERE chain = 'record_findingevent'",
    )
    assert faults_after(*statements) == []
    faults = faults_after(*statements, noted=noted)
    assert [fault.split(":")[0] for fault in faults] == ["record_findingevent 1"]


@pytest.mark.usefixtures("kept_full_home")
def test_chains_may_have_grown_since_they_were_noted() -> None:
    noted = dict(verified().heads)
    keep_files({"region.toml": b"name = 'x'"}, by="小林", at=NOON)
    assert verified(noted).faults == ()
    other = {**noted, "pack_file": Head(1, "f" * 64), "registers_change/gone": Head(2, "f" * 64)}
    told = [fault.split(":")[0] for fault in verified(other).faults]
    assert told == ["pack_file 1", "registers_change/gone 2"]
