import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.engines.chinese.terms import (
    Event,
    EventKind,
    Interval,
    Name,
    NameKind,
    Number,
    Promise,
    Quantity,
    QuantityKind,
    Reading,
    Span,
    Statement,
    Time,
    TimeBasis,
    TimeKind,
)
from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure, Stated
from bayline.kernel.findings import Finding, Reference, Row, Severity, Verdict
from bayline.kernel.statuses import Change, Status
from bayline.systems.reading.rules.columns import READ_COLUMNS, days, read_row, shortened, tabbed
from bayline.systems.reading.rules.records import (
    DEFAULT_KINDS,
    KINDS,
    encoded,
    finding_record,
    lines,
    records,
)

TEXT = "2021年，某镇森林面积约3.5亩，年底前建成。"
SENTENCE = Span(0, len(TEXT))


def area():
    return Quantity(
        start=13,
        end=17,
        value=Decimal("3.5") * 2000 / 3,
        high=None,
        unit="m2",
        bound=Bound.ABOUT,
        resolution=Decimal("0.1") * 2000 / 3,
        kind=QuantityKind.MEASURE,
        stated_value=Decimal("3.5"),
        stated_unit="亩",
        outer_start=12,
        outer_end=17,
    )


def reading():
    year = Interval(date(2021, 1, 1), date(2021, 12, 31))
    place = Name(6, 8, NameKind.PLACE, code="310116103", name="某某镇")
    statement = Statement(
        quantity=area(),
        sentence=SENTENCE,
        attribute="森林面积",
        attribute_span=Span(8, 12),
        subject="某镇",
        subject_span=Span(6, 8),
        status=Status.ACTUAL,
        change=None,
        time=year,
        time_assumed=None,
        place=place,
        basis=("现价",),
    )
    return Reading(
        text=TEXT,
        published=date(2021, 11, 1),
        published_inferred=False,
        numbers=(
            Number(0, 4, Decimal(2021), None, Bound.EXACT, Decimal(1)),
            Number(13, 16, Decimal("3.5"), None, Bound.ABOUT, Decimal("0.1")),
        ),
        statements=(statement,),
        times=(
            Time(0, 5, TimeKind.PERIOD, year, "year", "in", TimeBasis.STATED),
            Time(18, 21, TimeKind.PERIOD, Interval(None, date(2021, 12, 31)), "year", "by",
                 TimeBasis.DISCOURSE),
        ),
        names=(place, Name(6, 8, NameKind.PROJECT)),
        events=(
            Event(21, 23, EventKind.COMPLETED, (Span(6, 8),), None, year, Status.PLANNED, SENTENCE),
        ),
        promises=(Promise(18, 23, "年底前建成", date(2021, 12, 31), (0,), SENTENCE),),
        listings=(),
    )  # fmt: skip


def found(*kinds):
    return records("a/b.txt", reading(), kinds=kinds)


def test_a_quantity_carries_the_fields_that_others_rely_on():
    (record,) = found("quantity")
    expected = {
        "document": "a/b.txt",
        "kind": "quantity",
        "start": 13,
        "end": 17,
        "text": "3.5亩",
        "high": None,
        "unit": "m2",
        "bound": "about",
        "attribute": "森林面积",
        "subject": "某镇",
        "status": "actual",
        "change": None,
        "rank": False,
        "place": "某某镇",
        "sentence": TEXT,
        "time": {"start": "2021-01-01", "end": "2021-12-31"},
        "time_assumed": None,
    }
    assert record.items() >= expected.items()
    assert record["stated"] == {"value": Decimal("3.5"), "unit": "亩"}


def test_records_of_all_kinds_stand_in_text_order():
    ordered = found(*KINDS)
    assert [record["start"] for record in ordered] == [0, 0, 6, 6, 13, 13, 18, 18, 21]
    assert {record["kind"] for record in ordered} == set(KINDS)
    assert all(TEXT[record["start"] : record["end"]] == record["text"] for record in ordered)


def test_numbers_are_listed_only_when_asked_for():
    assert "number" not in DEFAULT_KINDS
    assert [record["value"] for record in found("number")] == [2021, Decimal("3.5")]


def test_an_open_end_is_null_inside_its_time():
    *_, due = found("time")
    assert due["time"] == {"start": None, "end": "2021-12-31"}
    assert (due["basis"], due["precision"], due["duration"]) == ("discourse", "year", None)


def test_places_and_other_names_are_two_kinds():
    assert [record["code"] for record in found("place")] == ["310116103"]
    assert [record["type"] for record in found("name")] == ["project"]


def test_a_promise_names_its_day_and_its_quantities():
    (promise,) = found("promise")
    assert (promise["due"], promise["quantities"]) == ("2021-12-31", [[13, 17]])


def test_an_event_names_who():
    (event,) = found("event")
    assert (event["type"], event["who"], event["what"]) == ("completed", ["某镇"], None)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_exactly(value):
    assert json.loads(encoded(value), parse_float=Decimal, parse_int=Decimal) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [("35E8", "3500000000"), ("3.50", "3.5"), ("0.055", "0.055"), ("-0.0", "0"), ("100", "100")],
)
def test_whole_numbers_are_integers_and_others_their_shortest_decimals(value, written):
    assert encoded(Decimal(value)) == written


def test_a_number_too_long_to_write_out_keeps_an_exponent():
    assert encoded(Decimal("1E+5000")) == "1E5000"


words = st.text(max_size=6)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_what_is_written_is_read_back(value):
    assert json.loads(encoded(value)) == value


def test_what_json_cannot_hold_is_refused():
    with pytest.raises(TypeError, match="give text"):
        encoded({"share": 0.5})


@given(st.lists(st.dictionaries(words, words, max_size=3), max_size=3))
def test_every_record_is_one_line_for_every_program(found):
    written = lines(found).splitlines()
    assert [json.loads(line) for line in written] == found


def test_a_finding_carries_document_span_and_quote():
    claim = Reference(document="a", start=2, end=6, quote="72个项")
    figure = Figure.stated_as(Decimal(72), "个", stated=Stated(value=Decimal(72), unit="个"))
    finding = Finding(
        check="sum-of-parts",
        severity=Severity.NOTE,
        verdict=Verdict.HOLDS,
        sentence="相符。",
        sentence_en="It holds.",
        rows=(Row(label="合计", figure=figure, operation="=", reference=claim),),
        claims=(claim,),
    )
    record = finding_record(finding)
    assert (record["check"], record["severity"], record["verdict"]) == (
        "sum-of-parts",
        "note",
        "holds",
    )
    assert record["claims"] == [
        {"document": "a", "span": [2, 6], "start": 2, "end": 6, "quote": "72个项"}
    ]
    assert json.loads(encoded(record))["arithmetic"][0]["stated"] == "72个"


def test_every_kind_has_a_row_of_all_columns():
    rows = [read_row(record) for record in found(*KINDS)]
    assert all(len(row) == len(READ_COLUMNS) for row in rows)
    quantity = next(row for row in rows if row[1] == "quantity")
    assert quantity[3].startswith("≈ 2333.33")


def test_a_share_is_followed_by_its_percentage():
    record = found("quantity")[0] | {
        "value": Decimal("0.055"), "unit": "1", "bound": "exact", "change": Change.GROWTH.value,
    }  # fmt: skip
    assert read_row(record)[3] == "0.055 (5.5%) (growth)"


def test_a_time_that_is_only_assumed_stands_in_brackets():
    record = found("quantity")[0] | {
        "time": None, "time_assumed": {"start": "2021-01-01", "end": None},
    }  # fmt: skip
    assert read_row(record)[6] == "(2021-01-01..)"


def test_days_are_printed_once_where_they_are_one():
    assert days({"start": "2021-03-03", "end": "2021-03-03"}) == "2021-03-03"
    assert days({"start": None, "end": "2021-12-31"}) == "..2021-12-31"


def test_cells_keep_to_one_line_and_one_column():
    assert tabbed([("a\tb", "c\nd")]) == "a b\tc d\n"
    assert shortened("长" * 60) == "长" * 39 + "…"
