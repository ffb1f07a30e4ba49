"""Classifications nest and count; crosswalks lose nothing and double nothing."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bayline.kernel.errors import BaylineError
from bayline.systems.industry import queries
from bayline.systems.industry.rules.crosswalks import (
    converted,
    crosswalk_of,
    refuse_dangling,
    shares_of,
)
from bayline.systems.industry.rules.grids import grids
from bayline.systems.industry.rules.schemes import (
    NATIONAL,
    Entry,
    Titled,
    counts_by_level,
    refuse_not_national,
    scheme_of_rows,
    scheme_of_toml,
)
from bayline.systems.industry.terms import Wish

TITLED = Titled("x", "X")


def entry(row, code, parent="", **said):
    parts = {"level": "", "section": "", "name": f"class {code}", **said}
    return Entry(row=row, code=code, parent=parent, **parts)


def scheme(*codes, identifier="x", group=""):
    """Make a scheme of classes written as code or code<parent."""
    items = [dict(zip(("code", "parent"), code.split("<"), strict=False)) for code in codes]
    parts = {"item": [{**item, "name": item["code"], "group": group} for item in items]}
    return scheme_of_toml(parts, identifier=identifier, where=f"{identifier}.toml")


def test_the_shipped_sections_and_divisions_are_those_of_the_standard(shared):
    path = shared / "data" / "projects" / "gbt4754_2017.csv"
    whole = queries.entries_of(path.read_bytes(), where="whole")
    refuse_not_national(whole, where="whole")
    told = {one.code: (one.parent, one.name) for one in whole if one.level in {"1", "2"}}
    shipped = queries.shipped()[NATIONAL]
    assert {code: (one.parent, one.name) for code, one in shipped.classes.items()} == told
    assert counts_by_level(shipped) == (20, 97)


def test_strategic_emerging_industries_have_nine_fields():
    shipped = queries.shipped()["strategic-emerging-2018"]
    assert counts_by_level(shipped) == (9,)
    assert shipped.classes["3"].name == "新材料产业"


def test_a_class_knows_those_it_is_part_of():
    found = scheme_of_rows(
        [entry(2, "C"), entry(3, "26", "C"), entry(4, "265", "26")], TITLED, where="f"
    )
    assert found.line("265") == ("265", "26", "C")
    assert found.level("265") == 3


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([entry(2, "A"), entry(3, "A")], "f: row 3, column code, value “A”: row 2 has it already"),
        ([entry(2, "01", "A")], "f: row 2, column parent, value “A”: no row has this code"),
        (
            [entry(2, "a", "b"), entry(3, "b", "a")],
            "row 2, column parent, value “b”: it lies below",
        ),
        ([entry(2, "A"), entry(3, "01", "A", level="3")], "row 3, column level, value “3”"),
        (
            [entry(2, "A"), entry(3, "01", "A", section="B")],
            "column section, value “B”: it lies in",
        ),
    ],
)
def test_a_class_in_the_wrong_place_is_named(entries, told):
    with pytest.raises(BaylineError) as error:
        scheme_of_rows(entries, TITLED, where="f")
    assert told in error.value.sentence()
    assert error.value.zh is not None


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([entry(2, "U")], "row 2, column code, value “U”: it is neither a letter from A to T"),
        ([entry(2, "A"), entry(3, "1", "A")], "row 3, column code, value “1”"),
        ([entry(2, "A"), entry(3, "011", "A")], "row 3, column parent, value “A”"),
        ([entry(2, "A"), entry(3, "01", "A"), entry(4, "021", "01")], "row 4, column parent"),
        ([entry(2, "A"), entry(3, "01", "A")], "it has 1 sections: GB/T 4754-2017 has 20"),
    ],
)
def test_the_national_table_is_whole_and_nests_by_its_digits(entries, told):
    with pytest.raises(BaylineError) as error:
        refuse_not_national(entries, where="f")
    assert told in error.value.sentence()


def test_an_item_of_a_scheme_has_a_code_of_its_own():
    for items in ([{"code": "a"}], [{"name": "a"}], [{"code": "a", "name": "b"}] * 2):
        with pytest.raises(BaylineError, match="item"):
            scheme_of_toml({"item": items}, identifier="x", where="f")


def walk(*links):
    """Make a crosswalk of links written as from, to, share; a share of None is a part."""
    said = [
        {"from": source, "to": target, **({"part": True} if share is None else {"share": share})}
        for source, target, share in links
    ]
    return crosswalk_of({"from": "x", "to": "y", "link": said}, identifier="w", where="w.toml")


SOURCE, TARGET = scheme("1", "2", "11<1"), scheme("a", "b", identifier="y")


@pytest.mark.parametrize(
    ("links", "told"),
    [
        ([("9", "a", "1")], "w.toml: link 1, from: “9” is no code of x"),
        ([("1", "a", "1"), ("2", "z", "1")], "link 2, to: “z” is no code of y"),
        ([("1", "a", "0.5"), ("1", "a", "0.5")], "link 2, from: the link stands twice"),
        ([("1", "a", "0.7"), ("1", "b", "0.4")], "link 2, share: the shares of “1” add up to 1.1"),
    ],
)
def test_a_crosswalk_without_ends_or_with_too_much_is_refused(links, told):
    with pytest.raises(BaylineError) as error:
        refuse_dangling(walk(*links), SOURCE, TARGET, where="w.toml")
    assert told in error.value.sentence()
    assert error.value.zh is not None


@pytest.mark.parametrize("share", ["0", "1.1", "-1", "half", "NaN"])
def test_a_share_lies_above_nothing_and_up_to_all(share):
    with pytest.raises(BaylineError, match="is no share"):
        walk(("1", "a", share))


def test_a_link_says_a_share_or_a_part():
    for said in ({}, {"share": "1", "part": True}):
        parts = {"from": "x", "to": "y", "link": [{"from": "1", "to": "a", **said}]}
        with pytest.raises(BaylineError, match="either its share or part"):
            crosswalk_of(parts, identifier="w", where="w.toml")


def test_a_class_without_links_is_told_as_the_one_above_it():
    found = shares_of(walk(("1", "a", "0.5")), SOURCE, TARGET, codes=("11", "2"), group="")
    assert found.least.tolist() == [[0.5, 0], [0, 0]]


def test_a_part_of_unknown_size_is_anything_up_to_the_rest():
    found = shares_of(
        walk(("1", "a", "0.6"), ("1", "b", None)), SOURCE, TARGET, codes=("1",), group=""
    )
    assert found.least.tolist() == [[0.6, 0]]
    assert found.most == pytest.approx(np.array([[0.6, 0.4]]))


@given(
    st.lists(st.integers(0, 10), min_size=3, max_size=3),
    st.lists(st.integers(0, 10**6), min_size=2, max_size=2),
)
def test_what_is_told_in_another_scheme_adds_up_to_what_there_was(tenths, amounts):
    first, second, third = tenths
    links = [("1", "a", first), ("1", "b", 10 - first), ("2", "a", min(second, third))]
    shared_out = walk(*[(s, t, str(Decimal(n) / 10)) for s, t, n in links if n])
    found = shares_of(shared_out, SOURCE, TARGET, codes=("1", "2"), group="")
    values = np.array([amounts], dtype=float)
    inside = (values @ found.least).sum()
    outside = (values @ (1 - found.least.sum(axis=1))).sum()
    assert inside + outside == pytest.approx(sum(amounts), rel=1e-12)
    assert found.least == pytest.approx(found.most)


def test_amounts_of_a_table_are_told_with_what_is_left_over(table):
    rows = [("A", "1", 100), ("A", "2", 10), ("B", "11", 50)]
    crosswalk = walk(("1", "a", "0.6"), ("1", "b", None))
    (grid,) = grids(table("region,industry,value", rows), Wish())
    found = [*converted(grid, crosswalk, source=SOURCE, target=TARGET, group="")]
    assert [(one["region"], one["industry"], one["low"], one["high"]) for one in found] == [
        ("A", "a", 60, 60),
        ("A", "b", 0, 40),
        ("A", "", 10, 50),
        ("B", "a", 30, 30),
        ("B", "b", 0, 20),
        ("B", "", 0, 20),
    ]


def test_a_class_with_links_only_below_it_may_belong_to_their_targets_or_not(table):
    (grid,) = grids(table("region,industry,value", [("A", "1", 100)]), Wish())
    crosswalk = walk(("11", "a", "1"))
    found = [*converted(grid, crosswalk, source=SOURCE, target=TARGET, group="")]
    assert [(one["industry"], one["low"], one["high"]) for one in found] == [
        ("a", 0, 100),
        ("b", 0, 0),
        ("", 0, 100),
    ]


def test_a_class_beside_one_that_holds_it_is_refused(table):
    (grid,) = grids(table("region,industry,value", [("A", "1", 150), ("A", "11", 100)]), Wish())
    with pytest.raises(BaylineError, match="row 3, column industry, value “11”: the table has “1”"):
        converted(grid, walk(("1", "a", "1")), source=SOURCE, target=TARGET, group="")


def test_an_industry_that_the_scheme_does_not_have_is_refused(table):
    (grid,) = grids(table("region,industry,value", [("A", "7", 1)]), Wish())
    with pytest.raises(BaylineError, match="row 2, column industry, value “7”: it is no code of x"):
        list(converted(grid, walk(("1", "a", "1")), source=SOURCE, target=TARGET, group=""))


def test_classes_of_different_groups_may_both_have_all():
    overlapping = scheme_of_toml(
        {
            "item": [
                {"code": "a", "name": "a", "group": "clusters"},
                {"code": "b", "name": "b", "group": "specialties"},
            ]
        },
        identifier="y",
        where="y.toml",
    )
    both = walk(("1", "a", "1"), ("1", "b", "1"))
    refuse_dangling(both, SOURCE, overlapping, where="w.toml")
    found = shares_of(both, SOURCE, overlapping, codes=("1",), group="clusters")
    assert (found.targets, found.least.tolist()) == (("a",), [[1.0]])


def test_the_demonstration_has_a_crosswalk_whose_codes_are_there(region_pack):
    hand = queries.at_hand(region_pack)
    found = queries.crosswalk("gbt4754-2017--industry", hand)
    assert {link.target for link in found.links} == {*hand.schemes["industry"].classes}
    line = queries.crosswalk("industry--line", hand)
    assert {(link.target, link.share) for link in line.links} == {(c, Decimal(1)) for c in "LINE"}
    with pytest.raises(BaylineError, match="no crosswalk “none”: those at hand are gbt4754"):
        queries.crosswalk("none", hand)


def test_a_crosswalk_to_a_scheme_that_is_not_there_is_refused(region_pack):
    path = "schemes/gbt4754-2017--industry.toml"
    files = {path: region_pack[path]}
    with pytest.raises(BaylineError, match=r"industry.toml, to: there is no scheme “industry”"):
        queries.at_hand(files)
