"""What each class comes to: shares known and unknown, nothing counted twice, what is refused."""

from collections.abc import Collection, Mapping
from decimal import Decimal

import pytest

from bayline.kernel.figures import Figure
from bayline.platform.registers.terms import Values
from bayline.systems.industry.rules.assigning import Assignment, tallied
from bayline.systems.industry.rules.ruling import assigned_well, classed_well
from bayline.systems.industry.terms import Scheme, SchemeClass

NAMES = (("C", "", "x"), ("26", "C", "x"), ("27", "C", "x"), ("a", "", "y"))
SCHEME = Scheme(
    id="s", title="甲", classes={c: SchemeClass(c, c, above, group) for c, above, group in NAMES}
)
A, B = ("project", "a"), ("project", "b")
FIRM = ("firm", "f")
SOME = {"a": Figure.exactly(100, "CNY"), "b": Figure(low=Decimal(50), high=None, unit="CNY")}


def ends(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    return figure.low, figure.high


def test_a_subject_in_two_classes_counts_once_above_and_in_the_whole() -> None:
    half = Decimal("0.5")
    given = [
        Assignment(A, "26", half),
        Assignment(A, "27", half),
        Assignment(A, "C"),  # said again by the class above
        Assignment(A, "a"),  # of another division, which overlaps
        Assignment(B, "26"),
        Assignment(FIRM, "27"),
        Assignment(FIRM, "99"),
    ]
    found = tallied(given, SCHEME, SOME)
    counts = {code: (one.projects, one.firms) for code, one in found.classes.items()}
    assert counts == {"26": (2, 0), "27": (1, 1), "C": (2, 1), "a": (1, 0)}
    (chemicals,) = found.classes["26"].amounts
    assert ends(chemicals) == (Decimal(100), None)
    assert ends(found.classes["27"].amounts[0]) == (Decimal(50), Decimal(50))
    assert ends(found.classes["C"].amounts[0]) == (Decimal(150), None)
    assert (found.groups["x"].projects, found.groups["x"].firms) == (2, 1)
    assert [one.code for one in found.strays] == ["99"]


def test_unknown_shares_are_a_range_and_the_whole_is_exact() -> None:
    given = [Assignment(A, "26"), Assignment(A, "27"), Assignment(B, "27", Decimal("0.2"))]
    found = tallied(given, SCHEME, {"a": SOME["a"]})
    assert ends(found.classes["26"].amounts[0]) == (Decimal(0), Decimal(100))
    assert ends(found.groups["x"].amounts[0]) == (Decimal(100), Decimal(100))
    assert found.groups["x"].silent == 1


class Around:
    """The register of classes as it would be after a change."""

    def __init__(self, entries: Mapping[str, Values]) -> None:
        self._entries = entries

    def before(self) -> Mapping[str, Values]:
        """Give the entries that change as they stand now."""
        return {}

    def entries(self, _register: str) -> Mapping[str, Values]:
        """Give the register."""
        return self._entries

    def related(self, _register: str, field: str, values: Collection[str]) -> Mapping[str, Values]:
        """Give those of its entries that have one of some values."""
        return {key: one for key, one in self._entries.items() if one.get(field) in values}


def one(key: str, **more: str) -> dict[str, str]:
    return {"code": key, "project": "a", "scheme": "s", "class": "26", **more}


@pytest.mark.parametrize(
    ("new", "fields"),
    [
        (one("n"), []),
        (one("n", project=""), ["project"]),
        (one("n", firm="f"), ["project"]),
        (one("n", scheme="none"), ["scheme"]),
        (one("n", **{"class": "99"}), ["class"]),
        (one("n", share="1.5"), ["share", "share"]),
        (one("n", share="0"), ["share"]),
        (one("n", share="0.6"), ["share"]),  # beside 0.5 of another class
        (one("n", **{"class": "27"}, share="0.5"), ["class"]),  # given already
        (one("n", **{"class": "a"}, share="1"), []),
    ],
)
def test_what_cannot_be_a_class_is_refused(new: dict[str, str], fields: list[str]) -> None:
    rule = assigned_well(lambda: {"s": SCHEME})
    old = one("old", **{"class": "27"}, share="0.5")
    entries = {"old": old, "n": new}
    assert [breach.field for breach in rule({"n": new}, Around(entries))] == fields


@pytest.mark.parametrize(
    ("named", "fields"),
    [
        ({}, []),
        ({"scheme": "s"}, []),
        ({"scheme": "s", "class": "27"}, []),
        ({"scheme": "z"}, ["scheme"]),
        ({"scheme": "s", "class": "99"}, ["class"]),
        ({"class": "27"}, ["scheme"]),
    ],
)
def test_a_chain_is_of_a_class_there_is_or_of_none(
    named: dict[str, str], fields: list[str]
) -> None:
    rule = classed_well(lambda: {"s": SCHEME})
    chain = {"code": "c", "name": "链", **named}
    assert [breach.field for breach in rule({"c": chain}, Around({}))] == fields
