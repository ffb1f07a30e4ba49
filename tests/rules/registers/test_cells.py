"""Every type of cell, with good values, bad ones, and what a person is told about them."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.chinese.terms import QuantityKind
from bayline.platform.registers.cells import Value, entry_of, parsed, printed
from bayline.platform.registers.cells.figures import quantity_in
from bayline.platform.registers.terms import Choice, Fault, Field, Kind, Register

GOOD: dict[str, list[tuple[Value, str]]] = {
    "code": [("A-1", "A-1"), (310116.0, "310116"), (" x ", "x"), (None, ""), (310116, "310116")],
    "name": [("两\n行", "两 行"), (True, "是"), (date(2021, 3, 3), "2021-03-03"), (3.5, "3.5")],
    "about": [("一\r\n二", "一\n二"), ("- 条", "- 条")],
    "count": [
        ("12", "12"),
        (3.0, "3"),
        ("1,234", "1234"),
        ("１２", "12"),
        ("-0", "0"),
        ("007", "7"),
    ],
    "length": [
        ("3.50", "3.5"),
        (0.1 + 0.2, "0.3"),
        ("3.5公里", "3.5"),
        ("−2", "-2"),
        ("+4", "4"),
        (1234567.125, "1234567.125"),
        ("1，234.5", "1234.5"),
        (0, "0"),
        ("0.000000000000000000001", "0.000000000000000000001"),
    ],
    "invested": [
        ("35亿元", "35亿元"),
        ("超82亿元", "超82亿元"),
        ("3500万元", "3500万元"),
        (3.5, "3.5亿元"),
        ("3.5", "3.5亿元"),
        ("5—6亿元", "5—6亿元"),
        ("-3亿元", "-3亿元"),
        ("约12 亿元", "约12 亿元"),
    ],
    "begun": [
        ("2021-03-03", "2021-03-03"),
        ("2021/3/3", "2021-03-03"),
        ("2021.3.3", "2021-03-03"),
        ("2021年3月3日", "2021-03-03"),
        (20210303.0, "2021-03-03"),
        (datetime(2021, 3, 3), "2021-03-03"),  # noqa: DTZ001 - Excel knows no zones
        (date(2021, 3, 3), "2021-03-03"),
    ],
    "year": [
        ("2021", "2021"),
        (2021.0, "2021"),
        ("2021-03", "2021-03"),
        ("2021-33", "2021-33"),
        ("2021/2025", "2021/2025"),
        ("2021年", "2021"),
        ("2021年3月", "2021-03"),
        ("2021年一季度", "2021-33"),
        ("2021Q1", "2021-33"),
        ("Q3 2021", "2021-35"),
        ("2021年1—9月", "2021-01/2021-09"),
        ("2021年第4季度", "2021-36"),
        ("2021年下半年", "2021-41"),
        ("2021—2025年", "2021/2025"),
        ("2021/..", "2021/.."),
    ],
    "stage": [
        ("signed", "signed"),
        ("签约", "signed"),
        ("Begun works", "begun"),
        ("SIGNED", "signed"),
    ],
    "place": [("310116001/十三村", "310116001/十三村"), (310116.0, "310116")],
    "owner": [("gov-a", "gov-a")],
    "document": [("2021年计划.md", "2021年计划.md")],
    "listed_city": [
        ("是", "yes"),
        ("否", "no"),
        (True, "yes"),
        (False, "no"),
        ("NO", "no"),
        (1.0, "yes"),
    ],
    "site": [("https://localhost/a?b=c#d", "https://localhost/a?b=c#d")],
    "point": [
        ("121.34,30.74", "121.34,30.74"),
        ("121.340， 30.7400", "121.34,30.74"),
        ("(-0.5 51)", "-0.5,51"),
    ],
    "part_of": [("A-2", "A-2")],
}
BAD: dict[str, list[tuple[Value, str, str]]] = {
    "code": [
        ("", "没有填", "is empty"),
        ("a\0b", "含有控制字符", "holds control characters"),
        ("\ud800", "含有控制字符", "holds control characters"),
        (310116199001011234.0, "Excel已丢掉后面的数字", "Excel dropped"),
        ("x" * 1001, "超过1000个字符", "longer than 1000"),
    ],
    "about": [
        ("x" * 30_001, "超过30000个字符", "longer than 30000"),
        ("😀" * 15_001, "超过30000个字符", "longer than 30000"),
    ],
    "count": [
        ("3.5", "不是整数", "not a whole number"),
        ("十二", "不是数", "not a number"),
        ("1" * 41, "超过40位", "more than 40 digits"),
        ("12,34", "不是数", "not a number"),
        (time(9, 0), "不是数", "not a number"),
        (timedelta(days=1), "不是数", "not a number"),
        ("#REF!", "公式出错", "error of a formula"),
        (float("nan"), "不是数", "not a number"),
    ],
    "length": [
        ("3.5.0", "请改为3.5或35", "write 3.5 or 35"),
        ("约3.5", "请只写数，如3.5", "such as 3.5"),
        ("0x10", "请只写数，如3.5", "such as 3.5"),
        ("2024年3月", "是日期，不是数", "is a date"),
        ("2024-03-05 00:00:00", "是日期，不是数", "is a date"),
        ("=1+1", "请写算出来的数", "that it gives"),
        ("1.2E+05", "科学记数", "scientific notation"),
        ("=1+1", "不是数", "not a number"),
        (1e300, "科学记数", "scientific notation"),
    ],
    "invested": [
        ("35公顷", "不同类", "not measured in"),
        ("若干", "读不成一个带单位的数", "does not read"),
        ("35亿元和20亿元", "读不成一个带单位的数", "does not read"),
        ("负债35亿元", "读不成一个带单位的数", "does not read"),
        ("5-3亿元", "读不成一个带单位的数", "does not read"),
        ("5个亿", "读不成一个带单位的数", "does not read"),
        ("第3位", "读不成一个带单位的数", "does not read"),
        ("3.5.0", "读不成一个带单位的数", "does not read"),
        ("--3亿元", "读不成一个带单位的数", "does not read"),
        ("-超3亿元", "读不成一个带单位的数", "does not read"),
        ("亿" * 70, "读不成一个带单位的数", "does not read"),
    ],
    "begun": [
        ("2021-02-30", "不是日期", "not a date"),
        ("2021-3/3", "不是日期", "not a date"),
        ("3月3日", "不是日期", "not a date"),
        (44258.0, "日期的序号", "for a day"),
        (datetime(2021, 3, 3, 9), "带有时刻", "time of day"),  # noqa: DTZ001 - Excel knows no zones
    ],
    "year": [("2021-13", "不是时期", "not a period"), ("去年", "不是时期", "not a period")],
    "stage": [("停工", "请填签约、开工之一", "choose from Signed, Begun works")],
    "place": [("x" * 201, "超过200个字符", "longer than 200")],
    "listed_city": [("或许", "请填是或否", "write yes or no")],
    "point": [
        ("30.74,121.34", "请把经度写在前面：121.34,30.74", "has latitude first"),
        ("421.3,30.7", "超出了经纬度的范围", "outside of the globe"),
        ("121.34", "不是经纬度", "is no point"),
        ("121.34,30.74（GCJ-02）", "不是WGS-84的经纬度", "is not on WGS-84"),
    ],
    "site": [
        ("javascript:alert(1)", "不是网址", "not a web address"),
        ("https://", "不是网址", "not a web address"),
        ("localhost", "不是网址", "not a web address"),
        ("https://a b", "不是网址", "not a web address"),
        ("https://a/" + "b" * 2000, "不是网址", "not a web address"),
    ],
}


def field_of(works: Register, name: str) -> Field:
    found = works.field(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "value", "canonical"),
    [(name, *pair) for name, pairs in GOOD.items() for pair in pairs if pair[0] is not None],
)
def test_good_values_are_kept_exactly(
    works: Register, name: str, value: Value, canonical: str
) -> None:
    assert parsed(field_of(works, name), value) == canonical


@pytest.mark.parametrize(
    ("name", "value", "chinese", "english"),
    [(name, *trio) for name, trios in BAD.items() for trio in trios],
)
def test_bad_values_are_told_in_both_languages(
    works: Register, name: str, value: Value, chinese: str, english: str
) -> None:
    field = field_of(works, name)
    fault = parsed(field, value)
    assert isinstance(fault, Fault)
    said = fault.sentence(field, english=False, row=14)
    assert said.startswith(f"第14行“{field.title}”")
    assert chinese in said
    assert english in fault.sentence(field, english=True, row=14)
    assert said.encode()


def test_the_sentence_of_a_number_that_is_none(works: Register) -> None:
    field = field_of(works, "length")
    fault = parsed(field, "3.5.0")
    assert isinstance(fault, Fault)
    assert fault.sentence(field, english=False, row=14) == (
        "第14行“长度”填“3.5.0”，不是数。请改为3.5或35。"
    )
    assert fault.sentence(field, english=True, row=14) == (
        "Row 14, Length: “3.5.0” is not a number; write 3.5 or 35."
    )


def test_every_type_has_good_and_bad_values(works: Register) -> None:
    tried = {field_of(works, name).kind for name in GOOD}
    assert tried == {*Kind}
    assert {*Kind} - {field_of(works, name).kind for name in BAD} == {
        Kind.ORGANISATION,
        Kind.DOCUMENT,
        Kind.ENTRY,
    }  # which are read as places are


@pytest.mark.parametrize(
    "key", ["new", "import", "a/edit", "/a", "a/", "a//b", "..", "x.json", "y" * 201]
)
def test_a_key_that_no_address_can_carry_is_refused(works: Register, key: str) -> None:
    _, faults = entry_of(works, {"code": key, "name": "n"})
    assert "不能用作编号" in faults["code"].why


@pytest.mark.parametrize("key", ["310116001/十三村", "A-1", "editor", "a.b", "中文 编号"])
def test_other_keys_are_kept(works: Register, key: str) -> None:
    values, faults = entry_of(works, {"code": key, "name": "n"})
    assert not faults
    assert values["code"] == key


def test_an_entry_is_read_whole_or_told_all_its_faults(works: Register) -> None:
    values, faults = entry_of(works, {"code": "A", "count": "x", "length": "1.0"})
    assert values == {"code": "A", "length": "1"}
    assert [*faults] == ["name", "count"]


def test_titles_are_printed_for_codes(works: Register) -> None:
    stage, flag = field_of(works, "stage"), field_of(works, "listed_city")
    assert printed(stage, "signed") == "签约"
    assert printed(stage, "signed", english=True) == "Signed"
    assert printed(stage, "gone") == "gone"
    assert (printed(flag, "yes"), printed(flag, "no", english=True)) == ("是", "No")


def test_a_figure_below_zero_reads_below_zero() -> None:
    found = quantity_in("-3.5%")
    assert found is not None
    assert (found.value, found.kind) == (Decimal("-0.035"), QuantityKind.RATIO)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1, max_size=40
).map(str.strip)
NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20
)
MADE: dict[str, st.SearchStrategy[object]] = {
    "code": WORDS,
    "about": WORDS,
    "count": st.integers(-(10**30), 10**30),
    "length": NUMBERS,
    "begun": st.dates(),
    "year": st.integers(1000, 9999),
    "stage": st.sampled_from(["签约", "begun"]),
    "listed_city": st.booleans(),
    "invested": st.integers(1, 10**6).map(lambda number: f"{number / 100:.2f}亿元"),
}


@pytest.mark.parametrize("name", MADE)
def test_what_is_printed_reads_back_as_the_same_text(works: Register, name: str) -> None:
    field = field_of(works, name)

    @given(MADE[name])
    def holds(value: object) -> None:
        text = format(value, "f") if isinstance(value, Decimal) else value
        first = parsed(field, text if isinstance(text, bool) else str(text))
        if isinstance(first, Fault) or not first:
            return
        for english in (False, True):
            assert parsed(field, printed(field, first, english=english)) == first

    holds()


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_a_number_of_excel_is_exact_or_refused(works: Register, value: float) -> None:
    found = parsed(field_of(works, "length"), value)
    if not isinstance(found, Fault):
        assert float(found) == pytest.approx(value, rel=1e-14, abs=0)


@pytest.mark.parametrize("value", [date(1900, 2, 28), datetime(1900, 1, 1), date(1899, 12, 31)])  # noqa: DTZ001 - as Excel holds it
def test_a_day_that_excel_counts_wrongly_is_refused(works: Register, value: date) -> None:
    begun = works.field("begun")
    assert begun is not None
    found = parsed(begun, value)
    assert isinstance(found, Fault)
    assert "Excel" in found.why
    assert parsed(begun, date(1900, 3, 1)) == "1900-03-01"
    assert parsed(begun, "1900-02-28") == "1900-02-28"


def test_a_choice_is_known_by_other_words_in_whichever_script() -> None:
    choices = (Choice(code="started", title="开工", title_en="Started", also=("新开工", "动工")),)
    stage = Field(name="s", title="阶段", title_en="Stage", kind=Kind.CHOICE, choices=choices)
    told = ("started", "STARTED", "开工", "新開工", "動工")
    assert {parsed(stage, one) for one in told} == {"started"}
    assert isinstance(parsed(stage, "试运行"), Fault)


def test_a_column_of_counts_takes_bare_numbers_and_other_measure_words() -> None:
    counts = Field(name="n", title="项目数", title_en="Projects", kind=Kind.FIGURE, unit="个")
    assert [parsed(counts, told) for told in (3, "12项", "超50个")] == ["3个", "12项", "超50个"]
    assert isinstance(parsed(counts, "50亩"), Fault)
    rates = Field(name="r", title="率", title_en="Rate", kind=Kind.FIGURE, hint="照原文，如47%")
    money = Field(name="m", title="金额", title_en="Amount", kind=Kind.FIGURE)
    bare, spoken = parsed(rates, "76.6"), parsed(money, "5個億")
    assert isinstance(bare, Fault)
    assert isinstance(spoken, Fault)
    assert (bare.do, spoken.do) == ("请照原文，如47%", "请写成5億元、5億美元这样")
