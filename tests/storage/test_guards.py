"""The database itself refuses to change what is only added to, and a missing guard is told."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from bayline.platform.append_only import faults, removals, unique_columns

pytestmark = pytest.mark.django_db

IN_A_FULL_HOME = (
    "record_source",
    "record_content",
    "record_text",
    "record_reading",
    "record_passage",
    "record_claim",
    "record_decision",
    "record_finding",
    "record_findinginput",
    "record_findingevent",
    "record_opened",
    "publishing_publication",
    "publishing_retraction",
    "registers_change",
    "pack_file",
    "seals_tombstone",
    "people_deed",
)
GUARDED = (
    *IN_A_FULL_HOME,
    "cooperation_event",
    "ecology_delivery",
    "ecology_stretch",
    "links_delivery",
    "plan_request",
    "plan_step",
    "produce_act",
    "produce_capture",
    "produce_event",
    "produce_link",
    "produce_nest",
    "produce_place",
    "produce_treatment",
    "produce_word",
    "reporting_issue",
    "reporting_issuedfile",
    "settlement_journal",
    "settlement_look",
    "transport_message",
    "villages_event",
    "villages_photo",
)
LOADED = (
    "record_passage",
    "record_claim",
    "produce_event",
    "produce_link",
    "produce_nest",
    "produce_treatment",
)


def test_every_table_that_is_only_added_to_is_named_by_its_app() -> None:
    named = [table for app in apps.get_app_configs() for table in getattr(app, "only_added_to", ())]
    assert sorted(named) == sorted(GUARDED)
    assert faults() == ()


@pytest.mark.walk  # only SQLite is asked so
def test_what_is_unique_in_a_table_is_found_as_django_finds_it() -> None:
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, table).values()
        told = {(*one["columns"],) for one in found if one["primary_key"] or one["unique"]}
        assert unique_columns(connection, table) == sorted(told), table


@pytest.mark.parametrize("table", GUARDED)
def test_a_guard_that_is_missing_is_told(table: str) -> None:
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor, [table]):
            cursor.execute(statement)
    kinds = {"update", "delete", "truncate" if connection.vendor == "postgresql" else "replace"}
    if connection.vendor == "sqlite" and table in LOADED:
        kinds -= {"replace"}
    assert {fault.split(":")[0] for fault in faults()} == {
        f"{table} {table}_no_{kind}" for kind in kinds
    }


def test_a_guard_that_was_changed_is_told() -> None:
    name = "record_claim_no_update"
    hollow = {
        "postgresql": (f"ALTER TABLE record_claim DISABLE TRIGGER {name}",),
        "sqlite": (
            f"DROP TRIGGER {name}",
            f"CREATE TRIGGER {name} BEFORE UPDATE ON record_claim WHEN 0 BEGIN SELECT 1; END",
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        for statement in hollow:
            cursor.execute(statement)
        assert [fault.split(":")[0] for fault in faults()] == [f"record_claim {name}"]


def test_a_hollow_function_behind_the_guards_is_told() -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION bayline_refuse_change() RETURNS trigger"
            " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )
        assert any("record_claim_no_update" in fault for fault in faults())


@pytest.mark.usefixtures("kept_full_home")
@pytest.mark.parametrize("table", IN_A_FULL_HOME)
def test_sqlite_refuses_to_replace_a_row(table: str) -> None:
    if connection.vendor != "sqlite":
        return
    row = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"
    settings = ("ON",) if table in LOADED else ("ON", "OFF")  # OFF as in a shell of SQLite
    for setting in settings:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA recursive_triggers={setting}")
            with (
                pytest.raises(DatabaseError, match="never changed or deleted"),
                transaction.atomic(),
            ):
                cursor.execute(row)
            cursor.execute("PRAGMA recursive_triggers=ON")
