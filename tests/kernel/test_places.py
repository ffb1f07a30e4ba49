from datetime import date
from decimal import Decimal

import pytest

from bayline.kernel.aliases import Alias
from bayline.kernel.errors import BaylineError
from bayline.kernel.places import (
    Level,
    Place,
    Point,
    ancestors,
    code_lies_in,
    level_of_code,
    lies_in,
)

CITY = Place(code="310000", name="上海市", level=Level.PROVINCE)
DISTRICT = Place(
    code="310116",
    name="金山区",
    level=Level.COUNTY,
    parent="310000",
    aliases=(Alias(name="金山县", until=date(1997, 4, 29)),),
)
TOWN = Place(code="310116103", name="廊下镇", level=Level.TOWN, parent="310116")
PLACES = {place.code: place for place in (CITY, DISTRICT, TOWN)}


def test_a_town_lies_in_its_district_and_its_city():
    assert ancestors(TOWN, PLACES) == (DISTRICT, CITY)
    assert lies_in(TOWN, CITY, places=PLACES)
    assert lies_in(TOWN, TOWN, places=PLACES)
    assert not lies_in(CITY, TOWN, places=PLACES)


def test_a_county_bears_its_old_name_until_it_became_a_district():
    assert DISTRICT.names_on(date(1997, 4, 28)) == ("金山区", "金山县")
    assert DISTRICT.names_on(date(1997, 4, 29)) == ("金山区",)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("310000", Level.PROVINCE),
        ("330400", Level.PREFECTURE),
        ("310116", Level.COUNTY),
        ("310116000", Level.COUNTY),
        ("310116103", Level.TOWN),
        ("310116103000", Level.TOWN),
        ("310116103207", Level.VILLAGE),
    ],
)
def test_a_code_states_its_level(code, level):
    assert level_of_code(code) is level


@pytest.mark.parametrize("code", ["", "31", "31011a", "３１０１１６"])
def test_what_is_no_division_code_is_refused(code):
    with pytest.raises(BaylineError, match="6, 9 or 12 digits"):
        level_of_code(code)


def test_places_that_lie_in_each_other_are_refused():
    a = Place(code="a", name="甲", level=Level.TOWN, parent="b")
    b = Place(code="b", name="乙", level=Level.TOWN, parent="a")
    with pytest.raises(BaylineError, match="correct the parent"):
        ancestors(a, {"a": a, "b": b})


def test_latitude_and_longitude_in_the_wrong_order_are_refused():
    with pytest.raises(BaylineError, match="longitude comes first"):
        Point(longitude=Decimal("30.7"), latitude=Decimal("121.3"))


def test_an_alias_that_ends_before_it_begins_is_refused():
    with pytest.raises(BaylineError, match="earlier day first"):
        Alias(name="旧名", since=date(2000, 1, 1), until=date(1999, 1, 1))


@pytest.mark.parametrize(
    ("code", "whole", "expected"),
    [
        ("310116", "310000", True),
        ("310116112", "310116", True),
        ("330482", "330400", True),
        ("330482", "330000", True),
        ("330482", "310000", False),
        ("310116", "310116", False),
        ("310000", "310116", False),
        ("310100", "310000", True),
        ("310116", "", False),
    ],
)
def test_a_code_lies_in_another_by_its_digits(code: str, whole: str, *, expected: bool) -> None:
    assert code_lies_in(code, whole) is expected
