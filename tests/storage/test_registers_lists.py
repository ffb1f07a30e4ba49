"""Lists and imports of registers on both databases: order, counts, search, all or nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from bayline.kernel.errors import BaylineError
from bayline.platform.registers import actions, queries
from bayline.platform.registers.actions import Upsert
from bayline.platform.registers.asking import PAGE_ROWS, Ask, Listing
from bayline.platform.registers.models import Change, Tally
from bayline.platform.registers.terms import Edit, Register

NOON = datetime(2021, 11, 5, 12, tzinfo=UTC)
FIRST = Edit(by="甲", at=NOON, reason="初次")
LATER = Edit(by="乙", at=NOON + timedelta(hours=1))


@pytest.fixture
def many(works: Register) -> Register:
    """Sixty entries with amounts whose words do not sort as the amounts do."""
    stages = ("signed", "begun", "")
    rows = [
        {
            "code": f"K{number:03}",
            "name": f"{'东' if number % 2 else '西'}片{number}",
            "invested": f"{number * 1000}万元" if number % 3 else f"{number}亿元",
            "length": str(number - 30),
            "stage": stages[number % 3],
        }
        for number in range(1, 61)
    ]
    edits = [Upsert({k: v for k, v in row.items() if v}, 0, FIRST) for row in rows]
    assert actions.take_over(works, edits) == 60
    return works


def keys(found: Listing) -> list[str]:
    return [each.key for each in found.entries]


def test_a_list_comes_fifty_a_page_in_the_declared_order(many: Register) -> None:
    first = queries.listing(many, Ask())
    second = queries.listing(many, Ask(page=2))
    assert (first.total, len(first.entries), len(second.entries)) == (60, PAGE_ROWS, 10)
    assert not {*keys(first)} & {*keys(second)}
    assert keys(queries.listing(many, Ask(page=99))) == keys(second)


@pytest.mark.parametrize(
    ("sort", "ends"),
    [
        ("length", ("K001", "K050")),
        ("-length", ("K060", "K011")),
        ("invested", ("K001", "K030")),
        ("-invested", ("K060", "K010")),
    ],
)
def test_numbers_sort_as_numbers(many: Register, sort: str, ends: tuple[str, str]) -> None:
    found = keys(queries.listing(many, Ask(sort=sort)))
    assert found[0] == ends[0]
    then = keys(queries.listing(many, Ask(sort=sort, at=NOON)))
    assert then == found
    amounts = {"length": lambda key: int(key[1:]), "invested": invested}[sort.removeprefix("-")]
    assert found == sorted(found, key=amounts, reverse=sort.startswith("-"))


def invested(key: str) -> int:
    number = int(key[1:])
    return number * 1000 if number % 3 else number * 10_000


def test_facets_count_under_the_other_filters(many: Register) -> None:
    found = queries.listing(many, Ask(text="东", filters={"stage": ("signed",)}))
    assert found.total == 10
    assert found.everything == 60
    assert {each.value: each.count for each in found.facets["stage"]} == {
        "signed": 10,
        "begun": 10,
        "": 10,
    }
    assert queries.listing(many, Ask(filters={"stage": ("",)})).total == 20
    assert queries.listing(many, Ask(filters={"stage": ("", "signed")})).total == 40
    assert queries.listing(many, Ask(filters={"contact": ("x",), "no": ("y",)})).total == 60


@pytest.mark.parametrize(
    ("text", "total"), [("东片1", 6), ("签约", 20), ("片 k01", 10), ("%", 0), ("_", 0)]
)
def test_a_search_finds_entries_with_all_its_words(many: Register, text: str, total: int) -> None:
    assert queries.listing(many, Ask(text=text)).total == total


def test_export_order_is_that_of_the_list(many: Register) -> None:
    ask = Ask(sort="-length")
    assert [each.key for each in queries.selected(many, ask)][:50] == keys(
        queries.listing(many, ask)
    )


def test_an_import_is_stored_whole_or_not_at_all(many: Register) -> None:
    rows = [
        Upsert({"code": "N1", "name": "新"}, 0, LATER),
        Upsert({"code": "K001", "name": "改"}, 0, LATER),
    ]
    with pytest.raises(BaylineError, match="“K001” was changed since the preview"):
        actions.take_over(many, rows)
    assert queries.entry(many, "N1") is None
    assert actions.take_over(many, [rows[0], rows[1]._replace(version=1)]) == 2
    assert queries.broken_at("works") is None


def test_nothing_is_stored_between_preview_and_confirmation(works: Register) -> None:
    actions.save(works, {"code": "A", "name": "A工程", "count": "1"}, edit=FIRST)
    data = "编号,名称,标段数\nA,A工程,2\nB,乙,3\nC,丙,x\n".encode()
    found = queries.preview(works, "a.csv", data)
    assert (len(found.new), len(found.changed), found.faulty) == (1, 1, 1)
    assert Change.objects.count() == 1


def test_a_preview_that_is_overtaken_is_not_stored(works: Register) -> None:
    given = {"code": "A", "name": "A工程", "count": "1"}
    actions.save(works, given, edit=FIRST)
    data = "编号,名称,标段数\nA,A工程,2\nB,乙,3\n".encode()
    found = queries.preview(works, "a.csv", data)
    actions.save(works, {**given, "length": "5"}, edit=LATER, key="A", version=1)
    rows = [Upsert(row.values, row.version, LATER) for row in (*found.new, *found.changed)]
    with pytest.raises(BaylineError, match="changed since the preview"):
        actions.take_over(works, rows)
    again = queries.preview(works, "a.csv", data)
    assert again.basis != found.basis
    assert queries.entry(works, "B") is None


@pytest.mark.parametrize("field", ["name", "stage", "length", "about"])
def test_entries_with_a_value_are_the_same_by_the_index_and_by_the_entries(
    works: Register, field: str
) -> None:
    for number, stage in enumerate(("signed", "begun", "signed")):
        given = {"code": f"w{number}", "name": f"{number}号", "stage": stage, "about": "一\n二"}
        actions.save(works, {**given, "length": f"{number}.5"}, edit=FIRST)
    wanted = {values[field] for values in queries.every_value(works).values()} - {"0号"}
    by_index = queries.values_where(works, field, wanted)
    Tally.objects.all().delete()  # nothing is arranged any more
    assert by_index == queries.values_where(works, field, wanted)
    assert len(by_index) == (2 if field == "name" else 3)
