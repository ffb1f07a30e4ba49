"""The class of each sample of a table, what decides it, and what is odd about it."""

import csv
import io

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.ecology.rules.judging import judged
from bayline.systems.ecology.rules.sampling import moment_of

HEADS = "sample,section,time,water_body,ph,do,codmn,nh3n,tp,tn"
# Labels that contradict their own values; no reading of the standard gives them.
AGAINST_THEIR_VALUES = {"13458", "13479", "13481", "13509", "19768", "23160"}
OFFICIAL = {
    "Ⅰ": "I",
    "Ⅱ": "II",
    "Ⅲ": "III",
    "Ⅳ": "IV",
    "Ⅴ": "V",
    "劣Ⅴ": "worse than V",
}


def records(*rows, heads=HEADS, named=""):
    lines = enumerate(csv.reader(io.StringIO("\n".join([heads, *rows]))), start=1)
    return [*judged(lines, where="f.csv", named=named)[1]]


def row(text, **others):
    """One sample: river, all good, but for what is said."""
    values = {
        "sample": "1",
        "section": "甲",
        "time": "2021-04-05 08:00",
        "water_body": "river",
        "ph": "7",
        "do": "8",
        "codmn": "1",
        "nh3n": "0.1",
        "tp": "0.01",
        "tn": "9",
        **dict(part.split("=") for part in text.split()),
        **others,
    }
    return ",".join(values[name] for name in HEADS.split(","))


def one(text="", **others):
    return records(row(text, **others))[0]


def flags(record):
    return [flag.split(":")[0] for flag in record["flags"]]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("44317", "2021-05-01"),
        ("44317.5", "2021-05-01 12:00:00"),
        ("二〇二一年十一月二十五日", "2021-11-25"),
        ("二○二一年十月三日", "2021-10-03"),
        ("二〇一九年一月三十日", "2019-01-30"),
        ("12345", "12345"),
    ],
)
def test_days_are_read_as_spreadsheets_number_them_and_as_documents_write_them(written, shown):
    assert moment_of(written) == shown
    found = flags(one(time=written))
    assert ("time_unread" in found) == (shown == written)


def test_all_cells_that_cannot_be_read_are_named_at_once():
    with pytest.raises(BaylineError) as refused:
        records(row("ph=七"), row(""), row("do=nil"), row("water_body=海"), "1,2")
    said, chinese = refused.value.sentence(), refused.value.in_chinese()
    assert "f.csv: 4 cells or rows cannot be read: row 2, column ph, value “七”" in said
    for where in ("row 4, column do", "row 5, column water_body", "row 6: it has 2 cells"):
        assert where in said
    assert "有4处读不了（第2行ph栏的值“七”：" in chinese
    assert "第6行" in chinese
    with pytest.raises(BaylineError, match="and 5 more;"):
        records(*[row("tp=nil")] * 25)


def test_the_worst_item_decides_total_nitrogen_does_not_count_and_ph_does():
    assert one()["class"] == "I"
    assert one("nh3n=0.5")["class"] == "II"
    assert one("ph=9.01")["class"] == "worse than V"
    assert one("ph=9.01")["deciding_item"] == "ph"
    assert one("tp=0.1")["class"] == "II"
    assert one("tp=0.1 water_body=lake")["class"] == "IV"


def test_an_item_that_decides_says_by_how_much_it_exceeds_class_three():
    found = one("nh3n=1.5 codmn=7.2")
    assert (found["class"], found["deciding_item"], found["exceedance"]) == ("IV", "nh3n", "0.5")
    assert found["key_pollutants"] == ["氨氮(0.5)", "高锰酸盐指数(0.2)"]
    assert one("nh3n=1")["exceedance"] is None
    assert one("do=1")["exceedance"] is None
    assert one("do=1")["key_pollutants"] == ["溶解氧"]


def test_single_readings_are_not_rounded():
    assert one("tp=0.2000001")["class"] == "IV"
    assert one("do=4.9999999")["class"] == "IV"


def test_fewer_than_21_items_are_said_to_be_fewer():
    found = one("tp=--")
    assert not found["complete"]
    assert found["items_used"] == ("ph", "do", "codmn", "nh3n")
    assert len(found["missing"]) == 17
    assert flags(found) == ["missing"]
    rest = "cod,bod5,cu,zn,f,se,as,hg,cd,cr6,pb,cn,phenol,oil,las,s"
    whole = records(row("") + ",0.001" * 2 + ",0" * 14, heads=f"{HEADS},{rest}")[0]
    assert whole["complete"]
    assert whole["items"] == 21


def test_a_limit_of_detection_below_the_limits_decides_and_one_above_does_not():
    heads = HEADS + ",hg"
    rows = [row("") + ",<0.00005", row("") + ",<0.0002", row("nh3n=1.4") + ",<0.0002"]
    found = records(*rows, heads=heads)
    assert [each["class"] for each in found] == ["I", "cannot decide", "IV"]
    assert found[1]["at_best"] == "I"
    assert found[1]["at_worst"] == "IV"
    assert "undecided:hg" in found[1]["flags"]
    assert not any(flag.startswith("undecided") for flag in found[2]["flags"])


def test_what_stood_before_is_flagged_and_everything_is_judged():
    again = row("sample=2 nh3n=3", time="2021/4/5 8:00")
    found = records(row(""), again, row(""))
    assert [each["class"] for each in found] == ["I", "worse than V", "I"]
    assert found[1]["flags"] == ["duplicate:2:differs"]
    assert found[2]["flags"] == ["repeated_sample:2", "duplicate:2"]


def test_no_items_no_section_and_no_day_are_flagged():
    found = one("ph= do= codmn= nh3n= tp=", section="", time="spring")
    assert found["class"] == "cannot decide"
    assert flags(found) == ["no_section", "time_unread", "no_items"]


def test_units_a_thousand_times_off_and_too_much_oxygen_are_flagged_with_both_readings():
    found = one("nh3n=320 do=25")
    assert flags(found) == ["unit", "do_above_saturation"]
    assert "is it 320 or 0.32 mg/L?" in found["remarks"][0]
    copper = records(row("nh3n=3") + ",5", heads=HEADS + ",cu")[0]
    assert copper["flags"] == ["unit:cu"]


@pytest.mark.parametrize(
    "head", ["氨氮(NH3-N)(mg/L)", "NH3-N mg/L", "氨氮（以N计，mg/L）", "NH3-N", "ammonia_mg/L"]
)
def test_a_head_may_name_an_item_in_many_ways(head):
    assert records(row("nh3n=0.5"), heads=HEADS.replace("nh3n", head))[0]["class"] == "II"


def test_the_two_oxygen_demands_are_told_apart():
    heads = HEADS.replace("codmn", "COD(Mn)").replace("tn", "COD(Cr) [mg/L]")
    found = records(row("codmn=4 tn=20"), heads=heads)[0]
    assert (found["class"], found["deciding_item"]) == ("III", "cod")


def test_a_unit_at_the_head_is_converted_and_an_unknown_one_is_refused():
    heads = HEADS.replace("nh3n", "氨氮（μg/L）")
    assert records(row("nh3n=500"), heads=heads)[0]["class"] == "II"
    with pytest.raises(BaylineError, match=r"row 1, column “nh3n\(mmol\)”: no such unit"):
        records(row(""), heads=HEADS.replace("nh3n", "nh3n(mmol)"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("tp=-1", "f.csv: row 2, column tp, value “-1”: nothing is measured below zero"),
        ("ph=71", "row 2, column ph, value “71”: pH lies from 0 to 14"),
        ("do=nil", "row 2, column do, value “nil”: it is no number"),
        ("water_body=", "row 2: tp is measured, but the kind of water is not said"),
        ("water_body=sea", "row 2, column water_body, value “sea”"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_its_cell(text, sentence):
    with pytest.raises(BaylineError) as refused:
        one(text)
    assert sentence in refused.value.sentence()
    assert "第2行" in refused.value.in_chinese()


def test_a_sample_older_than_the_standard_is_refused_by_its_row():
    with pytest.raises(BaylineError, match="row 2: GB 3838-2002 was not in force on 2001-05-01"):
        one(time="2001-05-01")


@pytest.mark.parametrize(
    ("heads", "why"),
    [
        ("sample,section", "no head is the name of an item"),
        (HEADS.replace("tn", "NH3-N"), "nh3n has a column already"),
    ],
)
def test_a_table_without_items_or_with_one_twice_is_refused(heads, why):
    with pytest.raises(BaylineError, match=why):
        records(row(""), heads=heads)
    with pytest.raises(BaylineError, match="the table is empty"):
        judged(iter(()), where="f.csv")


def test_the_official_class_is_reproduced_but_where_it_contradicts_its_own_values(shared):
    text = (shared / "data/water/labelled_2020_2021.csv").read_text("utf-8")
    rows = [*csv.DictReader(io.StringIO(text))]
    names = ("ph", "do", "codmn", "nh3n", "tp", "tn")
    cells: list[tuple[str, ...]] = [
        (
            each["case"],
            each["section"],
            each["file_day"],
            each["tp_table"],
            *(each[name] for name in names),
        )
        for each in rows
    ]
    found = judged(enumerate([tuple(HEADS.split(",")), *cells], start=1), where="f.csv")[1]
    missed = {
        each["case"]
        for each, record in zip(rows, found, strict=True)
        if OFFICIAL[each["official_class"]] != record["class"]
    }
    assert missed <= AGAINST_THEIR_VALUES
    assert len(missed) <= len(rows) // 1000
