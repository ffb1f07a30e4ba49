"""Values that others have published or that can be worked out by hand, to nine places."""

import pytest

NEAR = {"abs": 1e-9, "rel": 0}

# Gross product (bn EUR) and population of the German states in 2015: federal statistics.
PRODUCT = (
    *(460.69, 549.19, 124.16, 65.29, 31.59, 109.27, 263.44, 39.87),
    *(258.53, 645.59, 131.95, 35.03, 112.66, 56.22, 85.61, 56.81),
)
PEOPLE = (
    *(10879618, 12843514, 3520031, 2484826, 671489, 1787408, 6176172, 1612362),
    *(7926599, 17865516, 4052803, 995597, 4084851, 2245470, 2858714, 2170714),
)
STATES = [
    (f"S{n}", value, people) for n, (value, people) in enumerate(zip(PRODUCT, PEOPLE, strict=True))
]
PER_HEAD = "region,value,population"

FIVE = (
    (100, 0, 0, 0, 0),
    (0, 15, 5, 70, 10),
    (0, 20, 10, 20, 50),
    (0, 25, 30, 5, 40),
    (0, 40, 55, 5, 0),
)
LONG = "region,industry,value"


def test_herfindahl_of_four_parts(results):
    rows = [("R", name, value) for name, value in zip("abcd", (20, 50, 20, 10), strict=True)]
    (one,) = results("hhi", LONG, rows)
    assert one["result"] == pytest.approx(0.34, **NEAR)
    assert one["normalized"] == pytest.approx(0.12, **NEAR)
    assert one["equivalent_number"] == pytest.approx(2.94117647059, **NEAR)
    assert (one["region"], one["definition"]) == ("R", "hhi.specialization")


def test_herfindahl_of_the_product_of_the_states(result):
    assert result("hhi", PER_HEAD, STATES) == pytest.approx(0.125176299068, **NEAR)


def test_gini_of_four_parts(results):
    rows = [(name, "all", value) for name, value in zip("abcd", (20, 50, 20, 10), strict=True)]
    (one,) = results("gini", LONG, rows)
    assert one["result"] == pytest.approx(0.3, **NEAR)
    assert one["normalized"] == pytest.approx(0.4, **NEAR)


def test_gini_of_the_product_of_the_states(result):
    rows = [row[:2] for row in STATES]
    assert result("gini", "region,value", rows) == pytest.approx(0.500934845831, **NEAR)


def test_gini_per_head_sorts_the_weights_with_the_values(result):
    """A peer prints 0.1222 here: it sorts the values and leaves the weights as they came."""
    for rows in (STATES, STATES[::-1]):
        assert result("gini", PER_HEAD, rows) == pytest.approx(0.099935140370, **NEAR)


def test_gini_of_classes_of_income(result):
    incomes, sizes = (500, 1500, 2500, 4000, 7500, 15000), (1000, 1200, 1600, 400, 200, 600)
    pairs = enumerate(zip(incomes, sizes, strict=True))
    rows = [(f"C{n}", income * size, size) for n, (income, size) in pairs]
    assert result("gini", PER_HEAD, rows) == pytest.approx(0.5278260869565, **NEAR)


def test_theil_is_t_and_the_mean_log_deviation_stands_beside_it(results):
    """A peer prints the second under the name of the first."""
    (one,) = results("theil", PER_HEAD, STATES)
    assert one["result"] == pytest.approx(0.033799507341, **NEAR)
    assert one["mean_log_deviation"] == pytest.approx(0.032572412705, **NEAR)
    assert one["definition"] == "theil.t.per-head"


def test_williamson_takes_the_weighted_mean_throughout(result):
    """A peer prints 0.1909: its deviations are from the unweighted mean."""
    assert result("williamson", PER_HEAD, STATES) == pytest.approx(0.187309659392, **NEAR)


def test_hoover_of_product_against_population(result):
    assert result("hoover", PER_HEAD, STATES) == pytest.approx(0.073589908887, **NEAR)


def test_location_quotient_of_one_industry_in_one_region(results):
    rows = [("R", "it", 1714, 879213), ("R", "else", 79006 - 1714, 15593224 - 879213)]
    found = results("lq", f"{LONG},other", rows)
    assert found[0]["result"] == pytest.approx(0.384762342301, **NEAR)
    assert found[0]["definition"] == "lq.other"


def test_location_quotients_of_five_regions(results, matrix_rows):
    expected = (
        *(5, 0, 0, 0, 0),
        *(0, 0.75, 0.25, 3.5, 0.5),
        *(0, 1, 0.5, 1, 2.5),
        *(0, 1.25, 1.5, 0.25, 2),
        *(0, 2, 2.75, 0.25, 0),
    )
    found = results("lq", LONG, matrix_rows(FIVE))
    assert [one["result"] for one in found] == pytest.approx(expected, **NEAR)
    advantage = [one["advantage"] for one in results("rca", LONG, matrix_rows(FIVE))]
    assert advantage == [value >= 1 for value in expected]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("krugman", (1.6, 1.0, 0.6, 0.7, 1.1)), ("hhi", (1, 0.525, 0.34, 0.315, 0.465))],
)
def test_specialization_of_five_regions(results, matrix_rows, measure, expected):
    found = [one for one in results(measure, LONG, matrix_rows(FIVE)) if "region" in one]
    assert [one["result"] for one in found] == pytest.approx(expected, **NEAR)


def test_krugman_of_two_regions_with_nothing_in_common(results, matrix_rows):
    rows = matrix_rows(((20, 10, 70, 0, 0), (0, 0, 0, 60, 40)))
    found = results("krugman", LONG, rows, is_rest=True)
    assert [one["result"] for one in found] == pytest.approx([2, 2], **NEAR)
    assert found[0]["definition"] == "krugman.rest"


def test_gini_of_specialization(results):
    local, national = (700, 600, 500, 10000, 40000), (30000, 15000, 10000, 60000, 50000)
    rows = [("R", f"I{n}", *pair) for n, pair in enumerate(zip(local, national, strict=True))]
    (one,) = results("gini", f"{LONG},other", rows)
    assert one["result"] == pytest.approx(0.6222222, abs=1e-7)
    assert one["definition"] == "gini.specialization"


RELATED = {
    # pair: probability, association, cosine, Jaccard
    ("I2", "I3"): (1.32, 1.866666666667, 0.516397779494, 0.333333333333),
    ("I2", "I4"): (1.028571428571, 1.4, 0.316227766017, 0.166666666667),
    ("I2", "I5"): (0.947368421053, 1.4, 0.447213595500, 0.285714285714),
    ("I3", "I5"): (0.873015873016, 1.166666666667, 0.288675134595, 0.166666666667),
    ("I4", "I5"): (1.363636363636, 1.75, 0.353553390593, 0.2),
    ("I3", "I4"): (0, 0, 0, 0),
}


@pytest.mark.parametrize(
    ("place", "scale"), [*enumerate(("probability", "association", "cosine", "jaccard"))]
)
def test_relatedness_of_five_industries(results, matrix_rows, place, scale):
    found = results("relatedness", LONG, matrix_rows(FIVE), relatedness=scale)
    told = {(one["industry"], one["other_industry"]): one for one in found}
    for pair, expected in RELATED.items():
        assert told[pair]["result"] == pytest.approx(expected[place], **NEAR)
    assert told["I1", "I2"]["result"] is None
    assert told["I1", "I2"]["reason"] == "no related industry"
    assert len(found) == 10


def test_density_around_five_industries(results, matrix_rows):
    expected = (
        *(None, 0, 0, 0, 0),
        *(None, 50, 0, 0, 100),
        *(None, 50, 100, 100, 100),
        *(None, 50, 100, 100, 0),
        *(None, 50, 100, 50, 0),
    )
    found = results("density", LONG, matrix_rows(FIVE))
    assert [one["result"] for one in found] == [
        value if value is None else pytest.approx(value, **NEAR) for value in expected
    ]
    assert found[0]["reason_zh"] == "没有相关联的行业"


NATION = ((400, 150, 150, 400), (440, 210, 135, 480))
REGIONS = {
    "A": ((90, 20, 10, 60), (100, 40, 10, 55)),
    "B": ((60, 30, 30, 40), (85, 55, 40, 35)),
    "C": ((250, 100, 110, 300), (255, 115, 85, 390)),
}
PARTS = {"A": (27, 1, -3), "B": (24, -1, 32), "C": (114, 0, -29)}


def test_shift_share_of_three_regions(results):
    """Farhauer and Kröll, Standorttheorien, 2013."""
    rows = [
        (name, f"I{place}", year, value)
        for name, years in REGIONS.items()
        for year, values in zip((2001, 2002), years, strict=True)
        for place, value in enumerate(values)
    ]
    found = results("shift-share", "region,industry,year,value", rows)
    for name, expected in PARTS.items():
        told = [one for one in found if one["region"] == name]
        assert [one["part"] for one in told] == ["national", "mix", "regional"]
        assert [one["result"] for one in told] == pytest.approx(expected, **NEAR)
        assert {(one["from"], one["year"]) for one in told} == {(2001, 2002)}
        assert told[0]["change"] == pytest.approx(sum(expected), **NEAR)


def test_shift_share_against_a_nation_that_stands_in_the_table(results):
    everything = {"A": REGIONS["A"], "N": NATION}
    rows = [
        (name, f"I{place}", year, value)
        for name, years in everything.items()
        for year, values in zip((2001, 2002), years, strict=True)
        for place, value in enumerate(values)
    ]
    found = results("shift-share", "region,industry,year,value", rows, reference="N")
    assert [one["result"] for one in found] == pytest.approx(PARTS["A"], **NEAR)
