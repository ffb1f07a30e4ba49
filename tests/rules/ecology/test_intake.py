"""Taking samples in: what bars a table has its sentence, and sums are those of the samples."""

import csv
import random
from decimal import Decimal

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.ecology.rules import packs
from bayline.systems.ecology.rules.intake.coding import headed
from bayline.systems.ecology.rules.intake.keeping import (
    Cells,
    packed,
    samples_in,
    sums_read,
    sums_written,
    unpacked,
    written,
)
from bayline.systems.ecology.rules.intake.summing import added, sums_of
from bayline.systems.ecology.rules.intake.taking import NO_PAST, Past, Wish, taken
from bayline.systems.ecology.rules.means import means_by_item, rounded
from bayline.systems.ecology.terms import Station, WaterBody, Weight

STATIONS = (
    Station("A1", "东泾", WaterBody.RIVER, "东泾", "北流域"),
    Station("A2", "东泾", WaterBody.RIVER, "新开河", "北流域"),
    Station("L1", "南湖", WaterBody.LAKE, "南湖", "南流域"),
)
HALF = Decimal("0.5")
HEADS = "section,time,ph,do,nh3n,tp"


def look(*lines, past=NO_PAST, heads=HEADS, **wish):
    rows = enumerate(csv.reader([heads, *lines]), 1)
    asked = Wish(now="2024-06-01 12:00:00", **wish)
    return taken(headed(rows, where="x.csv"), STATIONS, past, asked, where="x.csv")


def told(intake, word):
    (one,) = [spot for spot in intake.spots if spot.word == word]
    return one, one.error("x.csv").sentence(), one.error("x.csv").in_chinese()


@pytest.mark.parametrize(
    ("line", "word", "sentence"),
    [
        ("A9,2024-05-01,7,6,0.3,0.1", "section", "row 2, column section, value “A9”: no section"),
        ("东泾,2024-05-01,7,6,0.3,0.1", "section", r"2 sections have this name: A1 \(东泾\), A2"),
        (",2024-05-01,7,6,0.3,0.1", "section", "it says no section"),
        ("A1,2024-06-02,7,6,0.3,0.1", "time", "lies in the future: it is 2024-06-01 12:00 now"),
        ("A1,yesterday,7,6,0.3,0.1", "time", "it names no day"),
        ("A1,2010-05-01,7,6,0.3,0.1", "time", "not in force on 2010-05-01"),
        ("A1,2024-05-01,7,six,0.3,0.1", "value", "row 2, column do, value “six”: it is no number"),
        ("A1,2024-05-01,7,6,-0.3,0.1", "value", "nothing is measured below zero"),
        ("A1,2024-05-01,15,6,0.3,0.1", "value", "pH lies from 0 to 14"),
        ("A1,2024-05-01,7,6,未检出,0.1", "value", "without the limit of detection"),
        ("A1,2024-05-01,7,6,0.3", "uneven", "5 cells under 6 heads"),
        ("A1,2024-05-01 24:00,7,6,0.3,0.1", "time", "no day has that time; write a time up to"),
        ("A1,2024-05-01 08:61,7,6,0.3,0.1", "time", "no day has that time"),
        ("A1,2024-02-30,7,6,0.3,0.1", "time", "it names no day"),
    ],
)
def test_what_is_wrong_bars_the_table_and_names_row_and_column(line, word, sentence):
    spot, english, chinese = told(look(line, holds=True), word)
    assert spot.weight is Weight.FAULT
    with pytest.raises(BaylineError, match=sentence):
        raise spot.error("x.csv")
    assert "row 2" in english
    assert "第2行" in chinese


KEPT = Past(lambda _code: {"tp": 0.1}, {("A1", "2024-04")}, lambda _code, _month: ())


@pytest.mark.parametrize(
    ("past", "value", "sentence"),
    [
        (KEPT, "11000", "110,000 times what is usual here, more than a slip of units explains"),
        (NO_PAST, "99999", "it is far beyond class V, more than a slip"),
    ],
)
def test_what_no_slip_of_units_explains_is_doubted_too(past, value, sentence):
    intake = look(f"A1,2024-05-01,7,6,0.3,{value}", past=past)
    spot, english, _ = told(intake, "beyond")
    assert spot.weight is Weight.DOUBT
    assert sentence in english


@pytest.mark.parametrize(
    "above",
    [
        ["2024年5月水质监测表,,,,,"],
        ["二〇二四年五月,,,,,", "断面,时间,监测项目,,,", ",,pH,溶解氧,氨氮,总磷"],
    ],
)
def test_heads_are_found_below_a_title_and_in_two_rows_where_cells_are_merged(above):
    heads = [] if "断面" in above[-2 % len(above)] else [HEADS]
    lines = above + heads + ["Ａ１,2024-05-01T01:00:00Z,7,6,0.3,0.1"]
    (stretch,) = look(*lines[1:], heads=lines[0]).stretches()
    assert (stretch.first, stretch.cells.lines) == ("2024-05-01 09:00:00", [len(lines)])
    assert stretch.cells.items["tp"] == ["0.1"]


def test_a_table_of_heads_alone_is_refused():
    with pytest.raises(BaylineError, match="heads and no samples"):
        look()


def test_what_is_doubted_bars_the_table_until_somebody_says_that_it_holds():
    lines = [f"A1,2024-05-0{day},7,6,0.{day},0.1" for day in range(1, 6)]
    intake = look(*lines, "A1,2024-05-06,7,6,320,", "A2,2024-05-06,7,6,300,0.1")
    slip, english, _ = told(look(*lines, "A1,2024-05-06,7,6,320,0.1"), "unit")
    assert "looks a thousand times too much, beside 0.35 that is usual here" in english
    assert "is it 320 or 0.32 mg/L" in english
    assert (slip.line, slip.head) == (7, "nh3n")
    assert [one.word for one in intake.bars] == ["unit", "empty", "unit"]
    held = look(*lines, "A1,2024-05-06,7,6,320,", holds=True)
    assert not held.bars
    assert {one.weight for one in held.spots} == {Weight.NOTE}


def test_a_section_is_held_against_its_own_past_first():
    past = Past(lambda code: {"nh3n": 0.4} if code == "A1" else {}, (), lambda _s, _m: ())
    lines = [f"A1,2024-05-0{day},7,6,{day}00,0.1" for day in range(1, 6)]
    assert len(look(*lines, past=past).bars) == 5
    assert "too little" in told(look("A1,2024-05-01,7,6,0.0004,0.1", past=past), "unit")[1]
    assert not look("A1,2024-05-01,7,6,<0.0004,0.1", past=past).bars


def test_two_rows_of_one_section_and_time_are_refused_however_the_time_is_written():
    same = look("A1,2024-05-01 08:00,7,6,0.3,0.1", "A1,2024/5/1 8:00,7.0,6,0.30,0.1")
    assert "stand in row 2 already, with the same values" in told(same, "duplicate")[1]
    other = look("A1,2024-05-01 08:00,7,6,0.3,0.1", "A1,2024-05-01 08:00,7,6,0.4,0.1")
    assert "with other values" in told(other, "duplicate_differs")[1]
    assert not look("A1,2024-05-01,7,6,0.3,0.1", "A2,2024-05-01,7,6,0.4,0.1").bars


def test_what_is_only_noted_lets_the_table_in():
    lines = [f"A1,2024-05-{day:02d},7,6,<0.02,--" for day in (1, 2, 3, 4, 5, 9)]
    intake = look(*lines, "L1,2024-05-01,7,25,0.3,0.1")
    assert not intake.bars
    assert {*intake.words} == {"bound", "not_measured", "gap", "do_above_saturation"}
    assert (
        "no sample of the section since 2024-05-05; else one comes every 24 hours"
        in (told(intake, "gap")[1])
    )


def test_codes_names_and_kinds_of_water_must_fit_the_register():
    heads = "断面编码,断面名称,时间,水体类型,氨氮(μg/L)"
    wrong = look("A1,南湖,2024-05-01,河流,300", "L1,南湖,2024-05-01,河流,300", heads=heads)
    assert "第2行“断面名称”栏的值“南湖”（这个编码的断面叫东泾）" in told(wrong, "misnamed")[2]
    assert "断面名册里它是湖库" in told(wrong, "water_body")[2]
    (stretch,) = look("A1,东泾,2024-05-01,河流,300", heads=heads).stretches()
    assert stretch.sums.items["nh3n"].total == Decimal("0.3")
    for lacking in ("time,ph", "section,ph", "section,time,mood"):
        with pytest.raises(BaylineError, match="no column"):
            look("a,b,c", heads=lacking)


def kept_past(lines, **wish):
    """What is kept after some lines were taken in."""
    intake = look(*lines, **wish)
    kept = {}
    for one in intake.stretches():
        body = next(each.body for each in STATIONS if each.code == one.section)
        own = samples_in(one.cells, intake.heads, section=one.section, body=body)
        kept[one.section, one.month] = own
    return Past(lambda _code: {}, kept.keys(), lambda *key: kept[key])


def test_what_is_kept_already_is_refused_passed_over_or_corrected():
    past = kept_past(["A1,2024-05-01,7,6,0.3,0.1", "A1,2024-05-02,7,6,0.3,0.5"])
    again, other = "A1,2024-05-01,7.0,6,0.3,0.1", "A1,2024-05-02,7,6,0.3,0.2"
    assert "kept already, with the same values" in told(look(again, past=past), "kept_already")[1]
    passed = look(again, "A1,2024-05-03,7,6,0.3,0.1", past=past, skips_known=True)
    (new,) = passed.stretches()
    assert (passed.bars, passed.skipped, new.cells.lines) == ((), 1, [3])
    assert new.sums.samples[2] == 1
    refused = look(other, past=past, skips_known=True)
    assert "with other values" in told(refused, "kept_already")[1]
    corrected = look(other, past=past, corrects=True)
    (change,) = corrected.stretches()
    assert not corrected.bars
    assert change.sums.samples == (0, 0, 0, 1, 0, 0, -1)  # worse than V before, III now
    assert change.sums.items["tp"].total == Decimal("-0.3")


def reading_at_random(rng):
    """A cell of a section at random, of all kinds there are."""
    if rng.random() < 0.15:
        return rng.choice(("--", "<0.02", ">3", "0.3000000001", "1e-1", ""))
    return f"{rng.uniform(0.01, 2.2):.{rng.randint(0, 4)}f}"


def test_sums_of_many_at_once_are_those_of_each_sample_and_give_the_same_means():
    rng = random.Random(7)  # noqa: S311 - a table, not a secret
    lines = [
        f"{code},2024-0{month}-{day:02d} {hour:02d}:00,{rng.choice(('7.1', '6', '9.01', '<7'))},"
        f"{reading_at_random(rng)},{reading_at_random(rng)},{reading_at_random(rng)}"
        for code in ("A1", "A2", "L1")
        for month in (4, 5)
        for day in (1, 2, 3)
        for hour in (0, 12)
    ]
    rng.shuffle(lines)
    intake = look(*lines, holds=True)
    stretches = [*intake.stretches()]
    assert [(one.section, one.month) for one in stretches] == [
        (code, month) for code in ("A1", "A2", "L1") for month in ("2024-04", "2024-05")
    ]
    rules = packs.statistics_rules(packs.latest(packs.STATISTICS))
    for one in stretches:
        body = next(each.body for each in STATIONS if each.code == one.section)
        cells = unpacked(packed(written(one.cells)))
        own = samples_in(cells, intake.heads, section=one.section, body=body)
        single = sums_of(own, HALF)
        assert sums_read(sums_written(one.sums)) == one.sums
        assert (one.sums.samples, one.sums.days) == (single.samples, single.days)
        means, wanted = one.sums.means(), means_by_item([each.readings for each in own], rules)
        assert means.keys() == wanted.keys()
        for key, mean in means.items():
            assert rounded(key, mean.value, rules) == rounded(key, wanted[key].value, rules)
            assert mean[1:] == wanted[key][1:]
        half = added([sums_of(own[:3], HALF), sums_of(own[3:], HALF)])
        assert half.samples == single.samples


def test_cells_are_kept_as_they_are_written():
    cells = Cells([3, 9], ["2024-05-01", "2024年5月2日"], [], {"tp": ["0.10", "a|b"]})
    assert unpacked(packed(written(cells))) == cells
