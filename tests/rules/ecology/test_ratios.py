"""Ratios, forests, trends and surveys, worked by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from bayline.kernel.errors import BaylineError
from bayline.kernel.periods import parse
from bayline.systems.ecology.rules.boards import Tally, offered
from bayline.systems.ecology.rules.forests import (
    Fit,
    Ground,
    Size,
    checked,
    coverage,
    hectares,
    printed,
)
from bayline.systems.ecology.rules.overviews import samples_in
from bayline.systems.ecology.rules.periods import named_over
from bayline.systems.ecology.rules.published import Stand, held_against, unit_said
from bayline.systems.ecology.rules.ratios import implied, is_possible, share_of
from bayline.systems.ecology.rules.surveys import Question, Verdict, compared, surveyed
from bayline.systems.ecology.rules.trends import critical, trends

SATISFIED = Question(words="对生态环境是否满意", low=Decimal(0), high=Decimal(100))


def test_99_9_percent_with_one_miss_needs_667_to_1999_units():
    assert implied(Decimal("99.9"), misses=1)[1:] == (667, 1999)
    assert implied(Decimal("99.9"), misses=0) is None
    assert implied(Decimal("100.0"), misses=0)[1:] == (1, None)
    assert implied(Decimal("100.0"), misses=1)[1:] == (2000, None)
    assert implied(Decimal(75), misses=1)[1:] == (4, 4)


def test_what_is_implied_is_what_counting_gives():
    for text in ("99.9", "97.2", "50", "66.67"):
        percent = Decimal(text)
        places = -percent.as_tuple().exponent
        for misses in (1, 2, 3):
            fitting = [
                units
                for units in range(misses, 4000 * misses)
                if share_of(units - misses, units, places=places) == percent
            ]
            found = implied(percent, misses=misses)
            assert ([] if found is None else [found.least, found.most]) == (
                [min(fitting), max(fitting)] if fitting else []
            )


def test_a_town_of_twelve_sections_cannot_have_99_9_percent():
    assert is_possible(Decimal("99.9"), units=12) == ()
    assert is_possible(Decimal("91.7"), units=12) == (11,)
    assert is_possible(Decimal("99.9"), units=365) == ()
    assert is_possible(Decimal("99.9"), units=1500) == (1498, 1499)
    with pytest.raises(ValueError, match="13 of 12"):
        share_of(13, 12)


def test_units_of_area_are_exact():
    assert hectares(Decimal(15), "亩") == 1
    assert hectares(Decimal("54.11"), "km²") == 5411
    assert hectares(Decimal(1), "万亩") == Fraction(10_000, 15)
    with pytest.raises(ValueError, match="no area has the unit “acre”"):
        hectares(Decimal(1), "acre")


def test_forest_land_over_land_is_no_coverage_and_the_check_says_what_land_it_would_need():
    found = checked(Decimal("19.96"), Size(Fraction("1080.11")), Ground.FOREST_LAND)
    assert found.fit is Fit.NOT_COMPARABLE
    assert found.implied_land == (Decimal("5410.02"), Decimal("5412.73"))
    assert "need not divide" in found.sentence


def test_a_coverage_fits_or_contradicts_its_areas():
    land = Fraction(5411)
    right = checked(Decimal("19.96"), Size(Fraction("1080.11")), Ground.FOREST, land=Size(land))
    assert (right.fit, right.computed) == (Fit.FITS, Decimal("19.96"))
    wrong = checked(Decimal("21.5"), Size(Fraction("1080.11")), Ground.FOREST, land=Size(land))
    assert wrong.fit is Fit.CONTRADICTS
    round_land, hectare = printed(Decimal("54.1"), "平方公里"), printed(Decimal("1080.11"), "公顷")
    near = checked(Decimal("19.96"), hectare, Ground.FOREST, land=round_land)
    assert near.fit is Fit.FITS  # 54.1 is 54.05 to 54.15
    with pytest.raises(ValueError, match="more forest than land"):
        coverage(Fraction(2), Fraction(1))


def test_critical_values_of_numbers_between_are_those_of_the_next_lower_one():
    assert critical(4) is None
    assert critical(11) == critical(10)
    assert str(critical(5).p05) == "0.900"


def yearly(*values, item="codmn"):
    rows = [["section", "time", "water_body", item]]
    rows += [["甲", f"{2016 + n}-06-01", "river", text] for n, text in enumerate(values)]
    return next(trends(samples_in(enumerate(rows, start=1), where="f.csv")))


def test_a_trend_is_marked_from_its_critical_value_on_and_knows_which_way_is_better():
    found = yearly("5", "4", "4.5", "3", "2")
    assert (found["correlation"], found["verdict"]) == ("-0.900", "marked trend")
    assert found["direction"] == "better"
    assert yearly("5", "6", "7", "8", "9", item="do")["direction"] == "better"
    assert yearly("5", "3", "4.5", "4", "2")["verdict"] == "no marked trend"
    assert yearly("5", "5", "5", "5", "5")["verdict"] == "no marked trend"


def test_few_years_and_many_values_below_detection_decide_nothing():
    assert yearly("5", "4", "3", "2")["remarks"] == ["4 years; at least 5 are needed"]
    found = yearly("<0.5", "<0.5", "3", "2", "1")
    assert found["verdict"] == "cannot decide"
    assert found["remarks"] == ["2 in 5 values are below detection"]


def two_strata(**others):
    town = [("城镇", Decimal(score)) for score in (80, 90, 100)]
    village = [("农村", Decimal(score)) for score in (60, 80)]
    return surveyed(town + village, {"城镇": 3000, "农村": 1000}, SATISFIED, **others)


def test_every_stratum_counts_its_people_and_the_interval_is_worked_by_hand():
    found = two_strata(total=4000)
    assert (found.plain, found.mean) == (82, 85)
    # (3/4)^2 * 0.999 * 100/3 + (1/4)^2 * 0.998 * 200/2 = 24.96875
    assert found.error**2 == pytest.approx(24.96875)
    assert found.effect == pytest.approx(24.96875 / ((1 - 5 / 4000) * 220 / 5))
    assert found.high - found.low == pytest.approx(2 * 1.959964 * found.error)


@pytest.mark.parametrize(
    ("answers", "others", "why"),
    [
        ([("甲", 1)], {}, "“甲”, of which no population is declared"),
        ([("城镇", 101)], {}, "score 101, is off the scale 0 to 100"),
        ([("城镇", 1)] * 2, {}, "the stratum “农村” has 0 answers"),
        ([("城镇", 1), ("农村", 1)] * 2, {"total": 5000}, "add up to 4000 people, not to 5000"),
        ([("城镇", 1), ("农村", 1)] * 2, {"at_least": 9}, "4 answers are fewer than the 9"),
        ([("城镇", 1)] * 4000, {}, "3000 people and 4000 answers"),
    ],
)
def test_unsound_surveys_are_refused_each_with_its_sentence(answers, others, why):
    scores = [(name, Decimal(score)) for name, score in answers]
    with pytest.raises(BaylineError, match=why):
        surveyed(scores, {"城镇": 3000, "农村": 1000}, SATISFIED, **others)


def test_surveys_of_another_question_or_scale_are_not_comparable():
    same = two_strata()
    assert compared(same, same).verdict is Verdict.UNDECIDED
    scores = [("村", Decimal(score)) for score in (4, 5)]
    five = surveyed(
        scores,
        {"村": 100},
        Question(words=SATISFIED.words, low=Decimal(1), high=Decimal(5)),
    )
    assert compared(same, five)[:3:2] == (Verdict.NOT_COMPARABLE, "the scale was changed")
    other = surveyed(
        scores, {"村": 100}, Question(words="对环境是否满意", low=Decimal(1), high=Decimal(5))
    )
    assert compared(five, other).sentence == "the question was changed"


def test_a_difference_beyond_chance_has_risen():
    low = surveyed([("村", Decimal(n)) for n in (50, 51, 52)], {"村": 1000}, SATISFIED)
    high = surveyed([("村", Decimal(n)) for n in (90, 91, 92)], {"村": 1000}, SATISFIED)
    assert compared(low, high).verdict is Verdict.RISEN
    assert compared(high, low).verdict is Verdict.FALLEN


def test_a_published_share_is_held_against_what_was_counted():
    counted = (Tally("sections", 3, 4, 1), Tally("days", 999, 1000, 0), Tally("samples", 0, 0, 9))
    for percent, unit, expected in (
        ("99.9", "", (Stand.NEEDS_BASIS, ("days",))),
        ("99.9", "days", (Stand.HOLDS, ("days",))),
        ("99.9", "sections", (Stand.CONTRADICTION, ())),
        ("99.8", "", (Stand.CONTRADICTION, ())),
        ("75", "", (Stand.NEEDS_BASIS, ("sections",))),
        ("99.9", "samples", (Stand.NOT_COMPARABLE, ())),
    ):
        held = held_against(Decimal(percent), unit, counted)
        assert (held.stand, held.fitting) == expected, percent
    assert unit_said("国考断面达到或优于Ⅲ类的比例") == "sections"
    assert unit_said("地表水达到或优于Ⅲ类的比例") == ""


def test_a_period_is_assessed_as_the_shortest_month_quarter_or_year_that_holds_it():
    for edtf, name in (
        ("2021-10", "2021-10"),
        ("2021-08/2021-09", "2021-Q3"),
        ("2021-01-01/2021-11-01", "2021"),
        ("2020/2021", ""),
        ("2021-05-03", "2021-05"),
    ):
        assert named_over(parse(edtf)) == name


def test_periods_are_offered_around_the_one_that_is_shown_with_the_newest_and_the_oldest():
    months = [f"{year}-{month:02d}" for year in (2023, 2022, 2021) for month in range(12, 0, -1)]
    assert offered(months, "2022-06", most=3) == [
        *("2023-12", "2022-07", "2022-06", "2022-05", "2021-01")
    ]
    assert offered(months, "2021-01", most=3) == ["2023-12", "2021-03", "2021-02", "2021-01"]
    assert offered(months, "", most=2) == ["2023-12", "2023-11", "2021-01"]
    assert offered(months[:2], "2023-11", most=13) == months[:2]
    assert offered([], "", most=13) == []
