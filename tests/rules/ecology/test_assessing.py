"""Sections, rivers, basins and lakes, worked by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.ecology.rules.assessing import grade_of_ratios
from bayline.systems.ecology.rules.changing import by_grade, by_ratios
from bayline.systems.ecology.rules.means import mean, mean_of_readings, rounded
from bayline.systems.ecology.rules.overviews import books_of, overviews, samples_in
from bayline.systems.ecology.rules.readings import reading_of
from bayline.systems.ecology.rules.trophic import trophic_level

BOOKS = books_of(date(2021, 12, 31))
HEADS = "section,river,lake,time,water_body,do,codmn,nh3n,tp,tn,chla,sd"


def assessed(*lines, by="section", period="month", heads=HEADS):
    rows = enumerate((line.split(",") for line in (heads, *lines)), start=1)
    return [*overviews(samples_in(rows, where="f.csv"), by=by, period=period)]


def sample(section="甲", time="2021-04-05", do="8", codmn="2", nh3n="0.1", tp="0.05"):
    return f"{section},大河,,{time},river,{do},{codmn},{nh3n},{tp},,,"


def test_the_mean_of_ph_goes_through_hydrogen_ions():
    values = [*map(Decimal, ("6.5", "7.9", "8.8", "9", "6.78", "8.87"))]
    assert round(mean("ph", values), 2) == Decimal("7.08")


def test_below_detection_counts_as_half_and_means_are_rounded_half_to_even():
    readings = [reading_of(text, "nh3n") for text in ("<0.02", "0.02", "0.04")]
    found = mean_of_readings("nh3n", readings, BOOKS.statistics)
    assert (found.readings, found.below) == (3, 1)
    assert rounded("nh3n", found.value, BOOKS.statistics) == Decimal("0.02")
    assert rounded("nh3n", Decimal("0.145"), BOOKS.statistics) == Decimal("0.14")
    assert rounded("nh3n", Decimal("0.155"), BOOKS.statistics) == Decimal("0.16")
    assert rounded("tp", Decimal("0.2005"), BOOKS.statistics) == Decimal("0.200")


def test_a_section_is_judged_by_its_rounded_means():
    found = assessed(sample(tp="0.2001"), sample(time="2021-04-20", tp="0.2007"))[0]
    assert (found["class"], found["grade"], found["means"]["tp"]) == ("III", "良好", "0.200")
    assert found["samples"] == 2
    assert "of the 4 items that were measured" in found["remarks"]


@pytest.mark.parametrize(
    ("months", "period", "grade"),
    [(1, "quarter", "cannot decide"), (2, "quarter", "优"), (7, "year", "cannot decide")],
)
def test_with_too_few_results_nothing_is_decided(months, period, grade):
    lines = [sample(time=f"2021-{month:02d}-05") for month in range(1, months + 1)]
    found = assessed(*lines, period=period)[0]
    assert found["grade"] == grade


def test_a_year_of_eight_months_has_a_class_and_each_month_counts_once():
    lines = [sample(time=f"2021-{month:02d}-05", nh3n="1") for month in range(1, 8)]
    lines += [sample(time=f"2021-08-{day:02d}", nh3n="9") for day in (1, 2, 3)]
    found = assessed(*lines, period="year")[0]
    assert (found["means"]["nh3n"], found["class"], found["results"]) == ("2.00", "V", 8)


def test_few_sections_are_judged_by_their_mean_and_five_by_their_shares():
    bad = [sample("乙", nh3n="9"), sample("丙", nh3n="3")]
    few = assessed(sample("甲"), *bad, by="river")[0]
    assert (few["method"], few["class"], few["grade"]) == ("means", "worse than V", "重度污染")
    assert few["key_pollutants"] == ["氨氮(3.0)"]
    good = [sample(name) for name in ("甲", "丁", "戊")]
    five = assessed(*good, *bad, by="river")[0]
    assert (five["method"], five["class"], five["unit"]) == ("ratios", None, "sections")
    assert (five["share_good"], five["share_worst"], five["grade"]) == ("60.0", "40.0", "重度污染")
    assert five["key_pollutants"] == ["氨氮(40.0%)"]
    assert any(remark.startswith("exactly five sections") for remark in five["remarks"])


def test_the_few_sections_with_a_class_do_not_speak_for_the_many_without():
    lines = [sample(time=f"2021-{month:02d}-05") for month in range(1, 9)]
    lines += [sample(name) for name in ("乙", "丙")]
    found = assessed(*lines, by="river", period="year")[0]
    assert (found["class"], found["grade"]) == ("II", "cannot decide")
    assert {*found["undecided"]} == {"乙", "丙"}
    assert "more sections have no class than have one, so there is no grade" in found["remarks"]


@pytest.mark.parametrize(
    ("good", "worst", "grade"),
    [
        ("90", "0", "优"),
        ("89.99", "0", "良好"),
        ("75", "25", "良好"),
        ("74.99", "19.99", "轻度污染"),
        ("74.99", "20", "中度污染"),
        ("50", "39.99", "中度污染"),
        ("50", "40", "重度污染"),
    ],
)
def test_shares_have_their_grade_at_each_limit(good, worst, grade):
    found = grade_of_ratios(Fraction(good) / 100, Fraction(worst) / 100, BOOKS.rules)
    assert found.name == grade


def test_key_pollutants_are_three_the_worst_class_first_and_heavy_metals_before_all():
    heads = "section,time,water_body,do,codmn,nh3n,tp,hg,cod"
    found = assessed("甲,2021-04-05,river,2.5,9,3,0.25,0.0002,35", heads=heads)[0]
    assert found["key_pollutants"] == ["汞(1.0)", "氨氮(2.0)", "化学需氧量(0.8)"]
    assert found["deciding_item"] == "nh3n"


def test_a_lake_is_judged_by_time_first_then_by_points():
    line = "{0},,湖,{1},lake,8,4,0.1,{2},1.2,10,1.5"
    lines = [line.format("东", "2021-04-05", "0.02"), line.format("东", "2021-04-06", "0.04")]
    lines += [line.format("西", "2021-04-05", "0.09")]
    found = assessed(*lines, by="lake")[0]
    assert (found["means"]["tp"], found["class"], found["method"]) == ("0.060", "IV", "means")
    assert found["trophic_level"] == "中营养"


def test_the_trophic_level_weighs_each_item_by_its_squared_correlation():
    values = {"chla": "10", "tp": "0.05", "tn": "1", "sd": "1", "codmn": "4"}
    found = trophic_level({key: Decimal(value) for key, value in values.items()})
    # 50.006, 45.711, 54.530, 51.180, 37.979 with weights 1, 0.7056, 0.6724, 0.6889, 0.6889
    assert round(found.level, 2) == Decimal("48.02")
    assert found.name == "中营养"
    assert trophic_level({"tp": Decimal("0.05")}) is None


def test_change_follows_the_grade_and_the_shares():
    grades = {one.name: one for one in BOOKS.rules.grades.values()}
    rules = BOOKS.rules
    assert by_grade(grades["优"], grades["优"], rules)[:2] == ("no marked change", "same")
    assert by_grade(grades["优"], grades["良好"], rules)[:2] == ("some change", "worse")
    assert by_grade(grades["重度污染"], grades["轻度污染"], rules)[:2] == (
        "marked change",
        "better",
    )
    half, less = Fraction(1, 2), Fraction(2, 5)
    tenth = Fraction(1, 10)
    assert by_ratios((half, tenth), (less, tenth), rules).extent == "no marked change"
    some = by_ratios((half, tenth), (less, 2 * tenth), rules)
    assert some.extent == "some change"
    assert some.reason is not None  # the step that decides it is not verified, and that is said
    assert "was not held against the text of the rule" in some.reason[0]
    assert by_ratios((half, tenth), (less, Fraction(21, 100)), rules).extent == "marked change"


def test_periods_are_compared_only_with_the_same_items_and_sections():
    same = assessed(sample(), sample(time="2021-05-05", nh3n="1.2"))
    assert (same[1]["change"], same[1]["direction"]) == ("marked change", "worse")
    assert same[1]["compared_with"] == "2021-04"
    other = assessed(sample(), sample(time="2021-05-05", nh3n=""))
    assert (other[1]["change"], other[1]["change_reason"]) == (
        "not comparable",
        "items differ: nh3n",
    )


def test_means_of_years_before_the_rule_of_2020_are_not_rounded_and_say_so():
    found = assessed(sample(time="2019-04-05", tp="0.2001"))[0]
    assert found["class"] == "IV"
    assert any("not rounded" in remark for remark in found["remarks"])


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([sample(), sample(tp="0.3")], "row 3: 甲 at 2021-04-05 stands in row 2 already"),
        ([sample(section="")], "row 2, column section"),
        ([sample(time="spring")], "row 2, column time"),
        ([sample(time="2009-04-05")], "not in force on 2009-04-30"),
    ],
)
def test_what_cannot_be_assessed_is_refused(lines, why):
    with pytest.raises(BaylineError, match=why):
        assessed(*lines)
