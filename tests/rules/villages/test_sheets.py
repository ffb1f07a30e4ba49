"""Score sheets and campaigns as files: what is read, and what is refused by line and key."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bayline.engines.documents.declarations import line_of
from bayline.kernel.errors import BaylineError
from bayline.systems.villages.rules import sheets
from bayline.systems.villages.rules.campaigns import campaign_of, reach
from bayline.systems.villages.rules.limits import limits_of, own_limits
from bayline.systems.villages.rules.scoring import is_on_grid, left_of, total_of

ROOT = Path(__file__).parents[3]


def read(text):
    return sheets.sheet_of(text.encode(), where="s.toml")


def test_a_sheet_is_read_exactly_and_its_most_is_the_sum_of_its_items(sheet_text):
    sheet = read(sheet_text)
    assert (sheet.id, sheet.most, sheet.is_sample) == ("looks@1", 100, False)
    assert sheet.by_code["water"].step == Decimal("0.5")
    assert sheet.by_code["homes"].sampling == (5, "农户", "村民小组")
    waste = sheet.by_code["waste"]
    assert [left_of(waste, count) for count in (0, 3, 10, 11)] == [50, 35, 0, 0]
    assert left_of(waste, 0, zeroed=True) == 0


def test_limits_of_grades_are_within(sheet_text):
    sheet = read(sheet_text)
    totals = ("100", "90", "89.99", "80", "79.99", "0")
    assert [sheets.grade_of(sheet, Decimal(one)).code for one in totals] == [
        *("good", "good", "passed", "passed", "failed", "failed")
    ]
    assert sheets.grade_of(sheet, Fraction(539, 6)).code == "passed"  # 89.83, never rounded up


def test_a_weighted_sheet_adds_scores_times_weights(sheet_text):
    text = sheet_text.replace("inspectors = 2", 'method = "weighted"')
    text = text.replace('code = "waste"', 'code = "waste"\nweight = 0.4')
    sheet = read(text.replace('code = "water"', 'code = "water"\nweight = 2'))
    assert sheet.most == Decimal("100.0")  # 50 × 0.4 + 30 × 2 + 20
    given = {"waste": Decimal(45), "water": Decimal("29.5"), "homes": Decimal(20)}
    assert total_of(sheet, given) == Decimal("97.0")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("inspectors = 2", "total = 100", r"s.toml:7: total is written down: the total is always"),
        ("most = 50", 'most = "50"', r"s.toml:11: item 1: most = '50': it is not a number"),
        ("most = 50", "most = true", r"s.toml:11: most = true: it is no number"),
        ("most = 50", "most = 0", r"s.toml:11: most of item “waste” is 0: it is above 0"),
        ("most = 50", "most = inf", r"s.toml:11: most = Infinity: numbers lie from 0"),
        ("most = 50", "most = -5", r"s.toml:11: most = -5: numbers lie from 0"),
        ("step = 0.5", "step = 0.00005", r"s.toml:20: step = 0.00005: numbers .* 4 decimals"),
        ("step = 5", "step = 60", r"s.toml:12: step 60 of item “waste” is above its most 50"),
        ("step = 5\n", "", r"s.toml:8: item 1: step is missing"),
        ("step = 5\n", "weight = 2\nstep = 5\n", r"s.toml:12: weight of item “waste”: on a sheet"),
        ("step = 5\n", "stepp = 5\n", r"s.toml:12: item 1: key “stepp” is not known"),
        ('code = "water"', 'code = "waste"', r"s.toml:17: code “waste” .* twice: also at s.toml:9"),
        ("at_least = 80", "at_least = 95", r"grade “passed” from 95 on is not below “good” from"),
        ("at_least = 80", "at_least = 90", r"grade “passed” from 90 on is not below “good”"),
        ("at_least = 90", "at_least = 101", r"grade “good” begins at 101: the items add up to 100"),
        ("at_least = 0", "at_least = 1", r"the last grade “failed” begins at 1: totals below it"),
        ("passes = false", 'passes = "no"', r"grade 3: passes = 'no': it is not true or false"),
        ("passes = true", "passes = false", r"grade “passed” passes and “good” above it does not"),
        ("inspectors = 2", "inspectors = 0", r"s.toml:7: inspectors = 0: 1 to 20 can be"),
        ("inspectors = 2", 'method = "guess"', r"s.toml:7: method “guess”: known are deduction"),
        ("since = 2021-10-01", 'since = "2021"', r"s.toml:5: since = '2021': it is not a date"),
        ("inspectors = 2", "until = 2021-09-01", r"s.toml:7: until 2021-09-01 is before since"),
        ("at_least = 5", "at_least = 0", r"s.toml:27: at_least = 0: one at least is visited"),
        ('source = "某区文件"\n', "", r"source is missing"),
        ("step = 5", "step = = 5", r"s.toml: not toml: .*line 12"),
    ],
)
def test_a_sheet_that_is_wrong_is_refused_by_line_and_key(sheet_text, old, new, sentence):
    assert old in sheet_text
    with pytest.raises(BaylineError, match=sentence) as caught:
        read(sheet_text.replace(old, new, 1))
    assert caught.value.zh is not None


def test_a_sheet_without_items_or_in_another_encoding_is_refused(sheet_text):
    start, end = sheet_text.index("[[item]]"), sheet_text.index("[[grade]]")
    with pytest.raises(BaylineError, match="there are no items: a sheet has one at least"):
        read("item = []\n" + sheet_text[:start] + sheet_text[end:])
    with pytest.raises(BaylineError, match="not UTF-8; save it as UTF-8"):
        sheets.sheet_of(sheet_text.encode("gb18030"), where="s.toml")
    with pytest.raises(BaylineError, match="at most 65536 are read"):
        read("#" * 70_000)


def test_of_editions_one_holds_on_a_day(sheet_text):
    first = read(sheet_text.replace("inspectors = 2", "until = 2021-12-31"))
    second = read(
        sheet_text.replace('edition = "1"', 'edition = "2"').replace("2021-10-01", "2022-01-01")
    )
    sheets.refuse_overlaps([second, first])
    for day, edition in ((date(2021, 12, 31), "1"), (date(2022, 1, 1), "2")):
        assert sheets.sheet_for([first, second], day, where="x").edition == edition
    with pytest.raises(BaylineError, match="editions 1 and 2 both hold on 2022-01-01"):
        sheets.refuse_overlaps([read(sheet_text), second])


def test_the_sheet_that_comes_along_says_that_it_is_a_sample():
    sample = sheets.sample_sheet()
    assert sample.is_sample
    assert "示例" in sample.title
    assert sample.most == 100


def test_limits_are_dated_named_as_own_convention_and_checked():
    assert "约定" in own_limits().source
    with pytest.raises(BaylineError, match="photo_m is missing"):
        limits_of(b'name="x"\ntitle="x"\nsince=2026-01-01\nsource="x"\n', where="l.toml")


def test_a_campaign_reaches_68_of_n_and_n_stays_unknown(campaign_text):
    campaign = campaign_of(campaign_text.encode(), where="c.toml", code="c")
    first, second = campaign.batches
    assert (first.quota, first.deadline, first.is_expected) == (30, date(2021, 12, 31), True)
    assert (second.quota, second.deadline) == (38, None)
    found = reach(campaign)
    assert (found.villages, found.of_all, found.share) == (68, None, None)
    assert found.sentence.startswith("68 of N (30 + 38)")
    known = campaign_of(b"of_all = 136\n" + campaign_text.encode(), where="c.toml")
    assert reach(known).share == Fraction(1, 2)
    silent = campaign_text.replace('villages = "38个"\n', "")
    assert reach(campaign_of(silent.encode(), where="c.toml")).villages is None


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"30个"', '"三十来个"', r"c.toml:8: villages “三十来个” is no number of villages"),
        ('"30个"', '"0个"', r"villages “0个” is no number"),
        ('"2021-12"', '"年底"', r"c.toml:10: acceptance “年底” is no date"),
        ('"2021-12"', '"2021-09"', r"batch “first” is accepted by 2021-09-30, before it starts"),
        ('code = "second"', 'code = "first"', r"c.toml:13: code “first” stands twice"),
        ("title =", "of_all = 67\ntitle =", r"the batches have 68 villages, and there are 67"),
    ],
)
def test_a_campaign_that_is_wrong_is_refused_by_line(campaign_text, old, new, sentence):
    with pytest.raises(BaylineError, match=sentence):
        campaign_of(campaign_text.replace(old, new, 1).encode(), where="c.toml")


def test_the_campaign_of_the_pack_is_read():
    file = ROOT / "regions/jinshan/schemes/campaign.toml"
    found = reach(campaign_of(file.read_bytes(), where=file.name))
    assert (found.villages, found.of_all) == (68, None)


def test_a_line_is_found_behind_lines_that_span_several():
    text = 'a = """\n[[item]]\n"""\n[[item]]\nx = [\n1,\n2]\n[[item]]\nx = 3\n'
    paths = (("a",), ("item", 0), ("item", 0, "x"), ("item", 1, "x"), ("item", 1, "y"), ("z",))
    assert [line_of(text, path) for path in paths] == [1, 4, 5, 9, 8, 1]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 500), st.integers(0, 400))
def test_the_grid_is_what_occurrences_leave_and_nothing_else(most, step, count, score):
    item = replace(
        sheets.sample_sheet().items[0], most=Decimal(most) / 4, step=Decimal(min(step, most)) / 4
    )
    left = left_of(item, count)
    assert is_on_grid(item, left)
    assert left >= left_of(item, count + 1) >= 0
    every = {left_of(item, one) for one in range(int(item.most / item.step) + 2)}
    assert is_on_grid(item, Decimal(score) / 4) == (Decimal(score) / 4 in every)
