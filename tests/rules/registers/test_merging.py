"""Two changes of one entry keep both sides, and say where they disagree."""

from hypothesis import given
from hypothesis import strategies as st

from bayline.platform.registers.merging import differences, merged
from bayline.platform.registers.terms import Register

VALUES = st.dictionaries(
    st.sampled_from(["code", "name", "count", "about", "gone"]), st.sampled_from(["a", "b", "c"])
)


def test_fields_that_one_side_left_alone_are_merged(works: Register) -> None:
    base = {"code": "A", "name": "n", "count": "1"}
    found = merged(
        works,
        base=base,
        theirs={**base, "name": "m"},
        ours={"code": "A", "name": "n", "about": "x"},
    )
    assert found == ({"code": "A", "name": "m", "about": "x"}, ())


def test_a_field_that_both_changed_is_named_once(works: Register) -> None:
    base = {"code": "A", "count": "1"}
    found = merged(works, base=base, theirs={**base, "count": "2"}, ours={**base, "count": "3"})
    assert found.fields == ("count",)
    assert found.values["count"] == "2"


def test_the_same_change_twice_is_no_conflict(works: Register) -> None:
    assert merged(works, base={"count": "1"}, theirs={}, ours={}) == ({}, ())


@given(VALUES, VALUES)
def test_one_side_alone_wins_whole(works: Register, base: dict, ours: dict) -> None:
    assert merged(works, base=base, theirs=base, ours=ours) == (ours, ())
    assert merged(works, base=base, theirs=ours, ours=base) == (ours, ())


@given(VALUES, VALUES, VALUES)
def test_nothing_is_lost(works: Register, base: dict, theirs: dict, ours: dict) -> None:
    found = merged(works, base=base, theirs=theirs, ours=ours)
    turned = merged(works, base=base, theirs=ours, ours=theirs)
    assert found.fields == turned.fields
    for name in {*base, *theirs, *ours} - {*found.fields}:
        assert found.values.get(name) == turned.values.get(name)
        assert found.values.get(name) in {theirs.get(name), ours.get(name)}


def test_differences_come_in_the_order_of_the_declaration(works: Register) -> None:
    found = differences(works, {"about": "x", "old": "y"}, {"code": "A", "about": "z"})
    assert found == (("code", "", "A"), ("about", "x", "z"), ("old", "y", ""))
