"""Claims of minutes before and after a road are held against the ways without and with it."""

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.links.rules.claiming import Claim, checked, judged
from bayline.systems.links.rules.lines import roads_of_csv
from bayline.systems.links.rules.siting import named_places, position_of
from bayline.systems.links.terms import Verdict

# Two places 1 km apart in the south, a way round by the north of some 25 km at 50 km/h.
ROUND = """from_lon,from_lat,to_lon,to_lat,kmh
121.00,30.80,121.00,30.91,50
121.00,30.91,121.01,30.91,50
121.01,30.91,121.01,30.80,50
"""
BUILT = ROUND + "121.00,30.80,121.01,30.80,45\n"
WEST, EAST = (121.00, 30.80), (121.01, 30.80)
AROUND_MIN = (2 * 0.11 * 111_195 + 955) / 50_000 * 60


def _checked(table=ROUND, before=AROUND_MIN, after=1.3, ends=(WEST, EAST)):
    roads = roads_of_csv(table.encode(), where="roads")
    return checked(roads, Claim(ends[0], ends[1], (WEST, EAST), before, after))


@pytest.mark.parametrize(("table", "is_built"), [(ROUND, False), (BUILT, True)])
def test_claim_holds_whether_the_road_is_mapped_or_not(table, is_built):
    found = _checked(table)
    assert (found.verdict, found.is_built) == (Verdict.HOLDS, is_built)
    assert found.before.time_s == pytest.approx(AROUND_MIN * 60, rel=1e-3)
    assert found.before.route == (WEST, (121.0, 30.91), (121.01, 30.91), EAST)
    assert found.after.route == (WEST, EAST)
    assert any("free flow" in remark.en for remark in found.remarks)


def test_one_half_that_fails_decides_and_queues_leave_it_open():
    assert _checked(after=0.5).verdict is Verdict.FAILS  # nobody is faster than free flow
    assert _checked(before=AROUND_MIN * 1.6).verdict is Verdict.UNTOLD
    assert _checked(before=AROUND_MIN * 2.5).verdict is Verdict.FAILS
    assert [judged(claimed, 100.0) for claimed in (79, 80, 120, 121, 200, 201)] == [
        *(Verdict.FAILS, Verdict.HOLDS, Verdict.HOLDS),
        *(Verdict.UNTOLD, Verdict.UNTOLD, Verdict.FAILS),
    ]


def test_without_any_way_before_nothing_can_be_told():
    found = _checked(ROUND.replace("121.00,30.91,121.01,30.91,50\n", ""))
    assert (found.verdict, found.before.time_s) == (Verdict.UNTOLD, None)
    assert found.after.verdict is Verdict.HOLDS


def test_road_that_the_way_does_not_take_is_said():
    found = _checked(ends=((121.00, 30.91), (121.01, 30.91)))
    assert "does not take the road" in found.remarks[-1].en


def test_place_is_found_by_name_alias_or_position_and_refused_else():
    table = "name,aliases,lon,lat\n新义村,新义@/2020;义村,121.0,30.8\n待泾村,,,\n"
    places = named_places(table.encode(), where="places")
    assert [position_of(one, places, where="") for one in ("新义村", "义村", "121.0,30.8")] == [
        WEST
    ] * 3
    with pytest.raises(BaylineError, match=r"the place “新” is not known: like it are 新义村"):
        position_of("新", places, where="places")
    twice = named_places(f"{table}新义村,,121.3,30.8\n".encode(), where="places")
    with pytest.raises(BaylineError, match="several places are called “新义村”"):
        position_of("新义村", twice, where="places")
    with pytest.raises(BaylineError, match="“待泾村” is not known: no place with a position"):
        position_of("待泾村", places, where="places")
    with pytest.raises(BaylineError, match="no road is within 2000 m"):
        _checked(ends=(WEST, (121.2, 30.8)))
