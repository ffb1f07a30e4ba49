"""Lists answer from what is kept for them as they do from the entries themselves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bayline.platform.registers import actions, queries
from bayline.platform.registers.actions import Upsert, arrange, arrange_missing
from bayline.platform.registers.arranging import arranged, form_of
from bayline.platform.registers.asking import Ask, Listing
from bayline.platform.registers.models import Listed, Tally
from bayline.platform.registers.queries.arranged import is_arranged
from bayline.platform.registers.queries.straying import strayed_lists
from bayline.platform.registers.terms import Edit, Register

NOON = datetime(2021, 11, 5, 12, tzinfo=UTC)
EVER = NOON + timedelta(days=9)
STAGES = ("signed", "begun", "")
NAMES = ("东片", "东片1", "东片 1", "a", "B", "é", "𠮷", "东\n片", "ab", "ab ")


def edit(hour: int = 0) -> Edit:
    return Edit(by="甲", at=NOON + timedelta(hours=hour))


def rows(count: int, *, hour: int = 0, version: int = 0) -> Iterator[Upsert]:
    chance = Random(count + hour)  # noqa: S311 - the same each time
    for number in range(count):
        values = {
            "code": f"K{number:03}",
            "name": chance.choice(NAMES),
            "invested": chance.choice(("3亿元", "20000万元", "5万元", "")),
            "length": chance.choice(("-3", "-20", "0", "7.50", "40", "")),
            "count": chance.choice(("1", "10", "9", "")),
            "stage": chance.choice(STAGES),
        }
        filled = {name: value for name, value in values.items() if value}
        yield Upsert(filled, version, edit(hour))


@pytest.fixture
def many(works: Register) -> Register:
    """Seventy entries, some of them changed and some removed again."""
    actions.take_over(works, [*rows(70)])
    actions.take_over(works, [*rows(20, hour=1, version=1)])
    for key in ("K001", "K030", "K069"):
        found = queries.entry(works, key)
        assert found is not None
        actions.remove(works, key, version=found.version, edit=edit(2))
    return works


def told(found: Listing) -> tuple[object, ...]:
    facets = {name: [(one.value, one.count) for one in of] for name, of in found.facets.items()}
    return found.total, found.everything, [one.key for one in found.entries], facets


ASKED = [
    Ask(sort=sort, page=page, filters=filters)
    for sort, page, filters in product(
        ("", "name", "-name", "invested", "-invested", "length", "-length", "stage", "-stage"),
        (1, 2),
        ({}, {"stage": ("signed",)}, {"stage": ("",)}, {"stage": ("", "begun")}),
    )
]


def test_lists_of_now_are_those_of_the_entries(many: Register) -> None:
    assert is_arranged(many)
    for ask in ASKED:
        then = Ask(sort=ask.sort, page=ask.page, filters=ask.filters, at=EVER)
        assert told(queries.listing(many, ask)) == told(queries.listing(many, then)), ask
    assert queries.count(many) == queries.count(many, at=EVER) == 67
    assert [*strayed_lists(many)] == []


def test_a_list_asks_what_is_kept_and_not_the_entries(many: Register) -> None:
    with CaptureQueriesContext(connection) as asked:
        queries.listing(many, Ask(sort="-name", page=2))
    assert not any("ORDER BY (CASE" in one["sql"] for one in asked.captured_queries)
    assert sum("registers_entry" in one["sql"] for one in asked.captured_queries) == 1


def test_all_is_arranged_anew_where_the_declaration_asks_for_other_columns(many: Register) -> None:
    (text,) = queries.declarations().values()
    changed = text.replace('order = ["year", "name"]', 'order = ["stage"]')
    other = actions.declare(changed.encode(), where="works.toml")
    assert form_of(many) != form_of(other)
    assert is_arranged(other)
    assert not is_arranged(many)
    pages = (Ask(page=page) for page in (1, 2))
    for ask in pages:
        expected = told(queries.listing(other, Ask(page=ask.page, at=EVER)))
        assert told(queries.listing(other, ask)) == expected
    assert [*strayed_lists(other)] == []


def test_a_home_that_was_kept_before_is_arranged(many: Register) -> None:
    expected = told(queries.listing(many, Ask(sort="-name")))
    Tally.objects.all().delete()
    Listed.objects.all().delete()
    assert told(queries.listing(many, Ask(sort="-name"))) == expected
    arrange_missing()
    assert is_arranged(many)
    assert told(queries.listing(many, Ask(sort="-name"))) == expected


def test_values_too_long_for_an_index_are_sorted_by_the_entries(works: Register) -> None:
    long = "东" * 300
    names = {"A": f"{long}二", "B": f"{long}一", "C": "西"}
    for key, name in names.items():
        actions.save(works, {"code": key, "name": name}, edit=edit())
    assert [one.key for one in queries.listing(works, Ask(sort="name")).entries] == ["B", "A", "C"]
    assert queries.count(works) == 3


def test_what_is_personal_is_not_copied(works: Register) -> None:
    actions.save(works, {"code": "A", "name": "甲工程", "contact": "13800000000"}, edit=edit())
    kept = [*Listed.objects.values_list("field", "value", "place")]
    assert kept
    assert not any("1380" in str(row) for row in kept)
    assert "contact" not in {field for field, _value, _place in kept}
    assert "contact" not in arranged(works, "A", {"contact": "13800000000"}, {}).values


def test_arranging_twice_changes_nothing(many: Register) -> None:
    before = {*Tally.objects.values_list("field", "value", "entries")}
    arrange(many)
    after = {*Tally.objects.values_list("field", "value", "entries")}
    assert {row for row in before if row[2]} == after
