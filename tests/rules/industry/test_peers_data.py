"""Tables of peers, read where they lie, against values worked out from the formulas."""

import csv
from itertools import product

import pytest

from bayline.systems.industry.rules.measures import MEASURES

NEAR = {"abs": 1e-9, "rel": 0}
LONG = "region,industry,value,other"


@pytest.fixture
def freiburg(shared):
    """Employment of Freiburg and of Germany by industry, 2008 and 2014."""
    path = shared / "data" / "industry" / "reat" / "Freiburg.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_year(rows, year):
    columns = ("industry", f"e_Freiburg{year}", f"e_Germany{year}")
    return [("Freiburg", *(row[column] for column in columns)) for row in rows]


def test_location_quotients_of_freiburg(results, freiburg):
    expected = (
        *(0.442965933411, 0.486049300952, 0.998457225237, 1.355516697735, 0.884915148715),
        *(1.192850359419, 0.971898782402, 1.575155894560, 1.553925941410),
    )
    found = [one["result"] for one in results("lq", LONG, of_year(freiburg, 2014))]
    assert found == pytest.approx(expected, **NEAR)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("hhi", 0.225259693967), ("krugman", 0.340547175299), ("gini", 0.208900943859)],
)
def test_specialization_of_freiburg(results, freiburg, measure, expected):
    heads = LONG if "other" in MEASURES[measure].asks else LONG.removesuffix(",other")
    (one,) = results(measure, heads, of_year(freiburg, 2014))
    assert one["result"] == pytest.approx(expected, **NEAR)


def test_shift_share_of_freiburg(results, freiburg):
    rows = [(*row, year) for year in (2008, 2014) for row in of_year(freiburg, year)]
    found = results("shift-share", f"{LONG},year", rows)
    parts = [one["result"] for one in found]
    assert parts == pytest.approx((9887.27839826, 2501.61187842, 1984.10972332), abs=1e-8)
    assert sum(parts) == pytest.approx(found[0]["change"], **NEAR)
    assert found[0]["change"] == 14373


def test_complexity_of_four_countries_is_that_of_the_growth_lab(results, shared):
    path = shared / "data" / "industry" / "ecomplexity_HH_S4.csv"
    with path.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    rows = [(row["l"], row["p"], row["v"]) for row in told]
    for measure, role, column in (("eci", "region", "l"), ("pci", "industry", "p")):
        expected = {row[column]: float(row[measure]) for row in told}
        found = results(measure, "region,industry,value", rows)
        assert {one[role]: one["result"] for one in found} == pytest.approx(expected, **NEAR)


def test_states_by_industry_are_measured_without_a_refusal(results, shared):
    """A real table of 16 states and 17 industries: each measure tells every place once."""
    path = shared / "data" / "industry" / "reat" / "G.regions.industries.csv"
    with path.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    rows = [(row["region"], row["ind_code"], row["emp_all"]) for row in listed]
    states, industries = ({row[place] for row in rows} for place in (0, 1))
    found = results("lq", "region,industry,value", rows)
    assert [(one["region"], one["industry"]) for one in found] == list(
        product(dict.fromkeys(row[0] for row in rows), dict.fromkeys(row[1] for row in rows))
    )
    assert len(results("krugman", "region,industry,value", rows)) == len(states)
    assert len(results("eci", "region,industry,value", rows)) == len(states)
    assert len(results("pci", "region,industry,value", rows)) == len(industries)
