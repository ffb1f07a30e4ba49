"""What is exported is imported as the same, and no spreadsheet runs it."""

import csv
import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from bayline.platform.registers import exporting
from bayline.platform.registers.cells import entry_of
from bayline.platform.registers.cells.guarding import guarded, unguarded
from bayline.platform.registers.importing import compared, table_in, typed
from bayline.platform.registers.terms import Entry, Register

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"), include_characters="=+-@'"),
    min_size=1,
    max_size=20,
)
GIVEN = st.fixed_dictionaries(
    {"name": WORDS},
    optional={
        "about": st.lists(WORDS, max_size=3).map("\n".join),
        "count": st.integers(-(10**25), 10**25),
        "length": st.decimals(-(10**9), 10**9, places=9).map(lambda number: format(number, "f")),
        "invested": st.sampled_from(["超82亿元", "-3亿元", "3500万元"]),
        "begun": st.dates().map(str),
        "year": st.sampled_from(["2021", "2021-33", "2021/2025"]),
        "stage": st.sampled_from(["signed", "begun"]),
        "listed_city": st.booleans(),
        "site": st.just("https://localhost/?a=b"),
    },
)


def entries_of(works: Register, given: list[dict]) -> dict[str, Entry]:
    read = (entry_of(works, {"code": f"K{at}", **each}) for at, each in enumerate(given))
    kept = [values for values, faults in read if not faults]
    return {each["code"]: Entry(key=each["code"], version=1, values=each) for each in kept}


def in_csv(works: Register, entries: list[Entry], *, english: bool = False) -> bytes:
    return b"".join(exporting.csv_of(works, entries, english=english))


def in_book(works: Register, entries: list[Entry], *, english: bool = False) -> bytes:
    file = io.BytesIO()
    exporting.write_xlsx(file, works, entries, english=english)
    return file.getvalue()


def in_pack(works: Register, entries: list[Entry], *, english: bool = False) -> bytes:
    del english
    return b"".join(exporting.pack_csv_of(works, entries))


@pytest.mark.parametrize(
    ("name", "write"), [("a.csv", in_csv), ("a.xlsx", in_book), ("p.csv", in_pack)]
)
@pytest.mark.parametrize("english", [False, True])
def test_what_is_exported_is_imported_as_the_same(
    works: Register, name: str, write, *, english: bool
) -> None:
    @settings(max_examples=40)
    @given(st.lists(GIVEN, min_size=1, max_size=4))
    def holds(given: list[dict]) -> None:
        standing = entries_of(works, given)
        data = write(works, [*standing.values()], english=english)
        table = table_in(works, name, data)
        found = compared(works, table, typed(works, table), standing=standing)
        assert not found.spots, found.spots
        assert not [row.changes(works) for row in (*found.new, *found.changed)]
        assert found.same == len(standing)

    holds()


@given(WORDS)
def test_guarding_is_undone_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@"))


ENTRY = Entry(
    key="A",
    version=1,
    values={
        "code": "A",
        "name": "=HYPERLINK(1)",
        "length": "-3.5",
        "stage": "signed",
        "contact": "某人",
        "begun": "1899-01-01",
        "count": "1234567890123456789",
    },
)


def test_csv_for_people_has_a_mark_titles_and_no_formula(works: Register) -> None:
    data = in_csv(works, [ENTRY])
    assert data.startswith(b"\xef\xbb\xbf")
    header, row = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    shown = dict(zip(header, row, strict=True))
    assert shown["名称"] == "'=HYPERLINK(1)"
    assert (shown["长度（公里）"], shown["阶段"]) == ("-3.5", "签约")
    assert "联系人" not in shown
    assert "某人" not in data.decode()


def test_a_pack_has_the_names_of_fields_and_their_codes(works: Register) -> None:
    header, row = csv.reader(io.StringIO(in_pack(works, [ENTRY]).decode(), newline=""))
    assert header == [field.name for field in works.fields if not field.personal]
    assert dict(zip(header, row, strict=True))["stage"] == "signed"


def test_a_workbook_holds_numbers_as_numbers_and_texts_as_texts(works: Register) -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(in_book(works, [ENTRY]))).get_sheet_by_index(
        0
    )
    header, row = sheet.to_python()
    shown = dict(zip(header, row, strict=True))
    assert shown["名称"] == "=HYPERLINK(1)"
    assert (shown["长度（公里）"], shown["标段数"]) == (-3.5, "1234567890123456789")
    assert shown["开工日期"] == "1899-01-01"
    assert sheet.name == "工程"


def test_memory_does_not_grow_with_the_rows(works: Register) -> None:
    def many(count: int) -> Iterator[Entry]:
        for at in range(count):
            yield Entry(key=f"K{at}", version=1, values={"code": f"K{at}", "name": f"第{at}项"})

    def peak(count: int) -> int:
        tracemalloc.start()
        for piece in exporting.csv_of(works, many(count), english=False):
            assert piece
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)
    assert peak(20_000) < 2 * peak(4_000)


@pytest.mark.parametrize(
    ("title", "sheet"),
    [
        ("各镇（街道、工业区）二〇二一年度重大建设项目一览表（征求意见稿）", None),
        ("进/出[表]:*?'", "进出表"),
        ("History", "works"),
        ("[/]", "works"),
    ],
)
def test_any_title_gives_a_name_that_a_sheet_may_have_and_the_longest_cells_come_back(
    works: Register, title: str, sheet: str | None
) -> None:
    titled = replace(works, title=title)
    entry = Entry(key="K", version=1, values={"code": "K", "name": "长", "about": "😀" * 15_000})
    data = in_book(titled, [entry])
    (name,) = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    assert name == (title[:31] if sheet is None else sheet)
    read = typed(titled, table_in(titled, "表.xlsx", data), mends={})
    assert [row.values for row in read.rows] == [entry.values]
