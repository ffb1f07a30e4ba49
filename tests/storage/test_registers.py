"""Registers keep every change, merge what can be merged, and answer as of any moment."""

import itertools
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from bayline.kernel.errors import BaylineError
from bayline.platform.registers import actions, queries
from bayline.platform.registers.actions import Sealing
from bayline.platform.registers.asking import Ask
from bayline.platform.registers.models import Change
from bayline.platform.registers.models import Entry as Stored
from bayline.platform.registers.terms import ConflictError, Edit, Entry, FaultyError, Register

NOON = datetime(2021, 11, 5, 12, tzinfo=UTC)
FIRST = Edit(by="甲", at=NOON, reason="初次")
LATER = Edit(by="乙", at=NOON + timedelta(hours=1))


def saved(works: Register, key: str, *, edit: Edit = FIRST, **values: str) -> Entry:
    given = {"code": key, "name": f"{key}工程", **values}
    return actions.save(works, given, edit=edit)


def changed(works: Register, entry: Entry, *, edit: Edit = LATER, **values: str) -> Entry:
    given = {**entry.values, **values}
    return actions.save(works, given, edit=edit, key=entry.key, version=entry.version)


def test_what_was_typed_comes_back_exactly(works: Register) -> None:
    made = saved(works, "A", length="3.50", invested="超82亿元", listed_city="是", about="一\n二")
    assert made.version == 1
    assert queries.entry(works, "A") == made
    assert made.values == {
        "code": "A",
        "name": "A工程",
        "length": "3.5",
        "invested": "超82亿元",
        "listed_city": "yes",
        "about": "一\n二",
    }


def test_a_faulty_entry_is_refused_with_all_its_faults(works: Register) -> None:
    with pytest.raises(FaultyError, match="Sections: “x” is not a number") as refused:
        saved(works, "A", count="x", begun="y")
    assert [*refused.value.faults] == ["count", "begun"]
    assert queries.entry(works, "A") is None


def test_nobody_changes_anything_without_a_name(works: Register) -> None:
    with pytest.raises(BaylineError, match="write a name"):
        saved(works, "A", edit=Edit(by=" ", at=NOON))


def test_a_key_is_taken_once_and_stays(works: Register) -> None:
    made = saved(works, "A")
    with pytest.raises(BaylineError, match="is there already"):
        saved(works, "A")
    with pytest.raises(BaylineError, match="a key stays"):
        changed(works, made, code="B")
    with pytest.raises(BaylineError, match="no entry “B”"):
        actions.save(works, {"code": "B", "name": "n"}, edit=LATER, key="B", version=1)


def test_saving_what_is_there_adds_no_version(works: Register) -> None:
    made = saved(works, "A", count="1")
    assert changed(works, made).version == 1
    assert Change.objects.count() == 1


def test_fields_changed_by_one_side_only_are_merged(works: Register) -> None:
    base = saved(works, "A", count="1", length="2")
    changed(works, base, count="3")
    merged = changed(works, base, length="4")
    assert merged.version == 3
    assert (merged.values["count"], merged.values["length"]) == ("3", "4")


def test_a_field_changed_by_both_carries_both_versions(works: Register) -> None:
    base = saved(works, "A", count="1", length="2")
    changed(works, base, count="3")
    with pytest.raises(ConflictError, match="Sections") as refused:
        changed(works, base, count="5", length="4")
    conflict = refused.value
    assert conflict.fields == ("count",)
    sides = (conflict.base.values, conflict.theirs.values, conflict.ours)
    assert [side["count"] for side in sides] == ["1", "3", "5"]
    assert conflict.merged["length"] == "4"
    assert "已被别人改过" in conflict.in_chinese()
    assert queries.entry(works, "A") == conflict.theirs


def test_a_version_that_never_was_is_refused(works: Register) -> None:
    made = saved(works, "A")
    changed(works, made, count="1")
    with pytest.raises(BaylineError, match="has no version 7"):
        changed(works, replace(made, version=7), count="2")


def test_an_entry_taken_out_keeps_its_history_and_may_return(works: Register) -> None:
    made = saved(works, "A", count="1")
    gone = actions.remove(works, "A", version=1, edit=LATER)
    assert (gone.version, gone.is_deleted) == (2, True)
    assert queries.listing(works, Ask()).total == 0
    with pytest.raises(ConflictError, match="it was deleted"):
        changed(works, made, count="2")
    with pytest.raises(BaylineError, match="no entry"):
        actions.remove(works, "A", version=2, edit=LATER)
    assert saved(works, "A", edit=LATER).version == 3
    assert [step.entry.is_deleted for step in queries.history(works, "A")] == [False, True, False]


def test_an_entry_changed_meanwhile_is_not_taken_out(works: Register) -> None:
    made = saved(works, "A")
    changed(works, made, count="1")
    with pytest.raises(ConflictError, match="changed meanwhile"):
        actions.remove(works, "A", version=1, edit=LATER)


def test_a_seal_stays_with_a_value_that_nobody_changes_or_can_open(works: Register) -> None:
    numbers = itertools.count()
    is_erased = False

    def seal(subject: str, text: str) -> str:
        assert not is_erased, "what was erased must not be sealed anew"
        assert Stored.objects.count() < 2  # a key is asked for in the database while rows are made
        return f"{subject}#{next(numbers)}:{text}"

    def unseal(_subject: str, token: str) -> str:
        return "erased" if is_erased else token.partition(":")[2]

    sealing = Sealing(seal, unseal)

    def saved_with(count: str, contact: str, version: int) -> Entry:
        given = {"code": "A", "name": "甲", "contact": contact, "count": count}
        key = "A" if version else ""
        return actions.save(works, given, edit=LATER, key=key, version=version, sealing=sealing)

    saved_with("1", "王某某", 0)
    saved_with("2", "王某某", 1)
    tokens = [change.values["contact"] for change in Change.objects.order_by("id")]
    assert tokens == ["works/A#0:王某某"] * 2
    is_erased = True
    assert saved_with("3", "erased", 2).version == 3
    assert Stored.objects.get().values["contact"] == tokens[0]


def test_entries_and_lists_are_read_as_of_a_moment(works: Register) -> None:
    made = saved(works, "A", count="1")
    changed(works, made, count="2")
    saved(works, "B", edit=LATER)
    assert queries.entry_at(works, "A", at=NOON - timedelta(seconds=1)) is None
    then = queries.entry_at(works, "A", at=NOON)
    assert then is not None
    assert then.values["count"] == "1"
    found = queries.listing(works, Ask(at=NOON))
    assert [(each.key, each.values["count"]) for each in found.entries] == [("A", "1")]
    assert queries.listing(works, Ask(at=LATER.at)).total == 2
    assert queries.listing(works, Ask(at=NOON, filters={"stage": ("signed",)})).total == 0


def test_history_says_who_when_and_why(works: Register) -> None:
    changed(works, saved(works, "A"), count="2")
    newest, oldest = queries.history(works, "A")
    assert (oldest.edit, newest.edit) == (FIRST, LATER)


@pytest.mark.parametrize(
    "statement", ["UPDATE registers_change SET reason = 'x'", "DELETE FROM registers_change"]
)
def test_the_database_itself_refuses_to_rewrite_history(works: Register, statement: str) -> None:
    saved(works, "A")
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Change.objects.get().reason == "初次"


def test_postgresql_refuses_to_empty_the_history(works: Register) -> None:
    saved(works, "A")
    if connection.vendor != "postgresql":
        return
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE registers_change")


def test_a_change_in_the_chain_is_found(works: Register) -> None:
    for key in "ABC":
        saved(works, key)
    assert queries.broken_at("works") is None
    second = Change.objects.order_by("id")[1]
    forged = Change.objects.bulk_create([_copy(second, key="D", digest=second.digest)])
    assert forged
    assert queries.broken_at("works") == 4


def _copy(change: Change, **other: object) -> Change:
    values = {name: value for name, value in vars(change).items() if name not in {"id", "_state"}}
    return Change(**{**values, **other})


def test_the_chain_holds_over_every_kind_of_value(works: Register) -> None:
    made = saved(
        works, "é甲\u2028", about="一\n“二”\\", invested="约3亿元", site="http://localhost/ü"
    )
    changed(works, made, about="")
    assert queries.broken_at("works") is None


def test_personal_values_are_sealed_and_never_searched(works: Register) -> None:
    def seal(subject: str, text: str) -> str:
        return f"{subject}:{text[::-1]}"

    def unseal(subject: str, text: str) -> str:
        return text.removeprefix(f"{subject}:")[::-1]

    sealing = Sealing(seal, unseal)
    given = {"code": "A", "name": "甲", "contact": "王某某"}
    made = actions.save(works, given, edit=FIRST, sealing=sealing)
    assert Stored.objects.get().values["contact"] == "works/A:某某王"
    assert queries.entry(works, "A", unseal=unseal) == made
    assert queries.listing(works, Ask(text="王某某")).total == 0
    again = actions.save(works, given, edit=LATER, key="A", version=1, sealing=sealing)
    assert again.version == 1
    assert queries.history(works, "A", unseal=unseal)[0].entry.values["contact"] == "王某某"


def test_two_at_once_lose_nothing(works: Register) -> None:
    base = saved(works, "A", count="0")

    def add(number: int) -> str:
        try:
            if number % 2:
                saved(works, f"B{number}", edit=LATER)
            else:
                changed(works, base, count=str(number))
        except ConflictError:
            return "conflict"
        finally:
            connection.close()
        return "stored"

    with ThreadPoolExecutor(4) as pool:
        outcomes = [*pool.map(add, range(1, 13))]
    assert outcomes.count("stored") == 7
    assert queries.listing(works, Ask()).total == 7
    assert queries.broken_at("works") is None


def test_labels_and_declarations_of_the_pack(works: Register) -> None:
    saved(works, "A")
    assert queries.labels(works, ["A", "nobody"]) == {"A": "A工程"}
    assert "works" in [each.name for each in queries.registers()]
    with pytest.raises(BaylineError, match="no register “nothing”"):
        queries.register("nothing")
    with pytest.raises(BaylineError, match="name is missing"):
        actions.declare(b"", where="x.toml")


KILLED = """
import django, os, signal
django.setup()
from datetime import datetime, UTC
from bayline.platform.registers import actions, queries
from bayline.platform.registers.terms import Edit
from django.db import transaction
with transaction.atomic():
    given = {"code": "Z", "name": "z"}
    actions.save(queries.register("works"), given, edit=Edit(by="x", at=datetime.now(UTC)))
    print("written", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_program_killed_while_storing_leaves_nothing(works: Register, store: Any) -> None:
    saved(works, "A")
    run = subprocess.run(
        [sys.executable, "-c", KILLED],
        env={
            **os.environ,
            "BAYLINE_DATABASE_URL": store.address,
            "DJANGO_SETTINGS_MODULE": "bayline.site.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == "written\n", run.stderr
    assert queries.entry(works, "Z") is None
    assert saved(works, "B").version == 1
    assert queries.broken_at("works") is None
