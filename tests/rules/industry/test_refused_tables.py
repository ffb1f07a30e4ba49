"""Where a number would mean nothing, a sentence says so, with the row and the column."""

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.industry.rules.measures import MEASURES

LONG = "region,industry,value"
SOUND = [("A", "x", 1), ("A", "y", 2), ("B", "x", 3), ("B", "y", 1)]
YEARS = "region,industry,year,value"


@pytest.fixture
def refused(results):
    """Measure rows, which must be refused; gives the sentence, and the same in Chinese."""

    def refused(*asked, **wish):
        with pytest.raises(BaylineError) as error:
            results(*asked, **wish)
        assert error.value.zh is not None
        return error.value.sentence(), error.value.in_chinese()

    return refused


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("C", "x", -1), "row 6, column value, value “-1”: it is negative"),
        (("C", "x", "many"), "row 6, column value, value “many”: it is no number"),
        (("C", "x", "nan"), "row 6, column value, value “nan”: it is no number"),
        (("C", "x", "inf"), "row 6, column value, value “inf”: it is no number"),
        (("C", "x", "1e308"), "row 6, column value, value “1e308”: it is beyond all that is"),
        (("C", "x", "1e-320"), "row 6, column value, value “1e-320”: it is beyond all that is"),
        (("C", "x", ""), "row 6, column value, value “”: it is empty"),
        (("", "x", 1), "row 6, column region, value “”: it is empty"),
        (("C", "", 1), "row 6, column industry, value “”: it is empty"),
        (("A", "y", 9), "row 6, column region, value “A”: row 3 is of the same region"),
    ],
)
def test_a_bad_row_is_named_whatever_is_measured(refused, measure, row, told):
    english, chinese = refused(measure, LONG, [*SOUND, row])
    assert english.startswith(f"t.csv: {told}")
    assert chinese.startswith("t.csv：第6行")


@pytest.mark.parametrize(("total", "place"), [("合计", "region"), ("Total", "industry")])
def test_what_is_called_a_total_is_refused_however_few_it_is_of(refused, total, place):
    rows = {
        "region": [*SOUND, (total, "x", 4), (total, "y", 3)],
        "industry": [*SOUND, ("A", total, 3), ("B", total, 4)],
    }
    english, chinese = refused("hhi", LONG, rows[place])
    assert f"row 6, column {place}, value “{total}”: it is the sum of all others" in english
    assert "会重复计算" in chinese


@pytest.mark.parametrize("measure", MEASURES)
def test_a_table_without_rows_is_refused(refused, measure):
    assert "no rows" in refused(measure, LONG, [])[0]


@pytest.mark.parametrize("year", ["21", "2021年", "next", "20211"])
def test_a_year_has_four_digits(refused, year):
    english, _ = refused("lq", YEARS, [("A", "x", year, 1)])
    assert f"row 2, column year, value “{year}”: it is no year" in english


@pytest.mark.parametrize(
    "measure", ["lq", "rca", "krugman", "relatedness", "density", "eci", "pci"]
)
def test_a_region_without_anything_has_no_shares(refused, measure):
    english, _ = refused(measure, LONG, [*SOUND, ("C", "x", 0), ("C", "y", 0)])
    assert "row 6, column value, value “0”: region “C” adds up to 0" in english


@pytest.mark.parametrize("measure", ["lq", "rca", "eci"])
def test_an_industry_that_no_region_has_has_no_quotient(refused, measure):
    english, _ = refused(measure, LONG, [*SOUND, ("A", "z", 0)])
    assert "row 6, column value" in english
    assert "nothing of industry “z”" in english


@pytest.mark.parametrize("measure", ["gini", "hoover", "williamson", "hhi"])
def test_an_industry_that_adds_up_to_nothing_is_spread_nowhere(refused, measure):
    rows = [("A", "x", 0, 10), ("B", "x", 0, 20)]
    english, _ = refused(measure, f"{LONG},population", rows)
    assert "row 2, column value, value “0”: industry “x” adds up to 0" in english


@pytest.mark.parametrize(
    "measure", [name for name in MEASURES if name not in {"hhi", "shift-share"}]
)
def test_one_region_is_the_whole_itself(refused, measure):
    heads, rows = f"{LONG},population", [("A", "x", 1, 5), ("A", "y", 2, 5)]
    english, chinese = refused(measure, heads, rows)
    assert "row 2, column region, value “A”: it is the only region" in english
    assert "只有这一个地区" in chinese


@pytest.mark.parametrize("measure", ["lq", "rca", "krugman", "relatedness", "density", "eci"])
def test_one_industry_is_the_same_mix_everywhere(refused, measure):
    assert (
        "column industry, value “x”: it is the only industry"
        in refused(measure, LONG, [("A", "x", 1), ("B", "x", 2)])[0]
    )


def test_one_region_and_one_industry_are_no_concentration(refused):
    assert "one region and one industry" in refused("hhi", LONG, [("A", "x", 1)])[0]


def test_theil_takes_no_zero(refused):
    english, _ = refused("theil", LONG, [("A", "x", 1), ("B", "x", 0)])
    assert "row 3, column value, value “0”: the index takes logarithms" in english


@pytest.mark.parametrize("measure", ["theil", "williamson"])
def test_nobody_has_nothing_per_head(refused, measure):
    rows = [("A", "x", 1, 10), ("B", "x", 1, 0)]
    english, _ = refused(measure, f"{LONG},population", rows)
    assert "row 3, column population, value “0”" in english


def test_williamson_needs_a_population(refused):
    assert (
        "row 1, column population: the column is missing" in refused("williamson", LONG, SOUND)[0]
    )


def test_a_region_has_one_population(refused):
    rows = [("A", "x", 1, 10), ("B", "x", 1, 5), ("A", "y", 1, 11), ("B", "y", 1, 5)]
    english, _ = refused("theil", f"{LONG},population", rows)
    assert "row 2, column population, value “10”: row 4 says “11” of the same region" in english


def test_hoover_compares_with_something(refused):
    rows = [("A", "x", 1), ("B", "x", 2)]
    assert "nothing to compare with" in refused("hoover", LONG, rows)[0]


def test_values_per_head_need_every_row(refused):
    rows = [("A", "x", 1, 10), ("A", "y", 1, 10), ("B", "x", 1, 5)]
    english, _ = refused("theil", f"{LONG},population", rows)
    assert "row 4, column region, value “B”: there is no row of industry “y”" in english


TOTALS = [
    ("A", "x", 1), ("A", "y", 2), ("A", "z", 5),
    ("B", "x", 3), ("B", "y", 1), ("B", "z", 1),
    ("C", "x", 3), ("C", "y", 7), ("C", "z", 2),
]  # fmt: skip


@pytest.mark.parametrize("measure", ["hhi", "gini", "hoover", "relatedness", "eci"])
def test_a_region_that_is_the_sum_of_the_others_would_count_twice(refused, measure):
    rows = [*TOTALS, ("all", "x", 7), ("all", "y", 10), ("all", "z", 8)]
    english, _ = refused(measure, LONG, rows)
    assert "row 11, column region, value “all”: it is the sum of all others" in english
    assert "--reference all" in english


@pytest.mark.parametrize("measure", ["hhi", "gini", "krugman", "eci"])
def test_an_industry_that_is_the_sum_of_the_others_would_count_twice(refused, measure):
    rows = [*TOTALS, ("A", "sum", 8), ("B", "sum", 5), ("C", "sum", 12)]
    assert "row 11, column industry, value “sum”" in refused(measure, LONG, rows)[0]


# Networks


def test_regions_that_share_no_industry_have_no_order(refused):
    rows = [("A", "x", 9), ("B", "y", 1), ("B", "z", 1), ("C", "y", 1), ("C", "z", 1)]
    for measure in ("eci", "pci"):
        english, chinese = refused(measure, LONG, rows)
        assert "row 2, column region, value “A”: regions and industries fall into 2" in english
        assert "one of them A, x, and complexity" in english
        assert "互不相连的2块" in chinese


def test_regions_with_the_same_industries_have_no_order(refused):
    rows = [(region, industry, 1) for region in "ABC" for industry in "xyz"]
    assert "all regions have an advantage in the same industries" in refused("eci", LONG, rows)[0]


def test_a_ring_of_regions_could_be_turned_at_will(refused):
    """Each of four regions shares one industry with the next: every order is as good."""
    rows = [(f"R{n}", f"I{(n + step) % 4}", 1) for n in range(4) for step in (0, 1)]
    assert "could be turned at will" in refused("eci", LONG, rows)[0]


# Years


def test_growth_needs_two_years(refused):
    assert "row 1, column year: the column is missing" in refused("shift-share", LONG, SOUND)[0]
    rows = [("A", "x", 2021, 1), ("B", "x", 2021, 1)]
    assert (
        "row 2, column year, value “2021”: it is the only year"
        in refused("shift-share", YEARS, rows)[0]
    )


def test_an_industry_that_one_year_does_not_know_is_a_break(refused):
    rows = [
        *(("A", "3961", 2011, 5), ("B", "3961", 2011, 5)),
        *(("A", "3961", 2017, 5), ("B", "3961", 2017, 5), ("B", "3963", 2017, 1)),
    ]
    english, chinese = refused("shift-share", YEARS, rows)
    assert "row 6, column industry, value “3963”: it has rows in 2017 and none in 2011" in english
    assert "crosswalk" in english
    assert "行业分类不一致" in chinese


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [("classification", "GB/T 4754-2011", "GB/T 4754-2017"), ("basis", "属地", "在地")],
)
def test_years_told_in_different_terms_cannot_be_compared(refused, column, before, after):
    rows = [
        (region, industry, year, 5, said)
        for year, said in ((2011, before), (2017, after))
        for region in "AB"
        for industry in "xy"
    ]
    english, _ = refused("shift-share", f"{YEARS},{column}", rows)
    assert f"row 6, column {column}, value “{after}”" in english
    assert f"is “{before}” (row 2)" in english


def test_one_year_is_told_in_one_way(refused):
    rows = [("A", "x", 1, "预计"), ("A", "y", 2, "预计"), ("B", "x", 3, "最终")]
    english, _ = refused("lq", f"{LONG},basis", rows)
    assert "row 4, column basis, value “最终”: row 2 of the same year says “预计”" in english


def test_a_region_is_there_in_both_years(refused):
    rows = [
        *(("A", "x", 2011, 5), ("B", "x", 2011, 5)),
        *(("A", "x", 2017, 5), ("C", "x", 2017, 5)),
    ]
    english, _ = refused("shift-share", YEARS, rows)
    assert "row 3, column region, value “B”: it has rows in 2011 and none in 2017" in english


def test_a_row_that_one_year_lacks_is_named(refused):
    rows = [
        *(("A", "x", 2011, 5), ("A", "y", 2011, 5), ("B", "x", 2011, 5), ("B", "y", 2011, 1)),
        *(("A", "x", 2017, 5), ("A", "y", 2017, 5), ("B", "x", 2017, 5)),
    ]
    english, _ = refused("shift-share", YEARS, rows)
    assert "row 5, column region, value “B”: industry “y” has a row in 2011" in english


def test_an_industry_that_began_from_nothing_has_no_growth(refused):
    rows = [
        (r, i, y, 0 if (i, y) == ("y", 2011) else 2)
        for y in (2011, 2017)
        for r in "AB"
        for i in "xy"
    ]
    assert "nothing of industry “y” in 2011" in refused("shift-share", YEARS, rows)[0]


def test_a_year_or_a_region_that_is_not_there_is_refused(refused):
    assert "no region “Z”" in refused("lq", LONG, SOUND, reference="Z")[0]
    lone = [("A", "x", 1), ("A", "y", 2)]
    assert "there is no other region" in refused("lq", LONG, lone, reference="A")[0]
    assert "no year 2020" in refused("lq", LONG, SOUND, years=("2020",))[0]
    rows = [(*row, 1) for row in SOUND]
    assert "both say what to compare with" in refused("lq", f"{LONG},other", rows, reference="A")[0]
    assert "of industry “z”" in refused("lq", LONG, [*SOUND, ("A", "z", 1)], is_rest=True)[0]


def test_years_between_are_not_looked_at_and_named_ones_are(results):
    rows = [
        (r, i, y, y - 2000 + (r == "A")) for y in (2001, 2005, 2009) for r in "AB" for i in "xy"
    ]
    whole = results("shift-share", YEARS, rows)
    assert {(one["from"], one["year"]) for one in whole} == {(2001, 2009)}
    part = results("shift-share", YEARS, rows, years=("2005", "2001"))
    assert {(one["from"], one["year"]) for one in part} == {(2001, 2005)}
