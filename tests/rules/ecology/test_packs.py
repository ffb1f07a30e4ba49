"""Which document holds on a day; one that does not is refused."""

from datetime import date
from itertools import pairwise

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.ecology.rules import packs


def test_the_standard_of_a_day_is_the_one_in_force_on_it():
    assert packs.pack_for(packs.WATER, date(2002, 6, 1)).number == "GB 3838-2002"
    assert packs.pack_for(packs.WATER, date(2026, 11, 30)).number == "GB 3838-2002"


def test_a_standard_not_yet_in_force_is_refused():
    with pytest.raises(BaylineError, match=r"GB 3838-2002 was not in force on 2002-05-31: .*from"):
        packs.pack_for(packs.WATER, date(2002, 5, 31))
    with pytest.raises(BaylineError, match="not in force on 2011-03-08"):
        packs.pack_for(packs.ASSESSMENT, date(2011, 3, 8))


def test_a_standard_that_is_named_must_exist_and_hold_on_the_day():
    named = packs.pack_named("gb3838-2002", family=packs.WATER, day=date(2021, 1, 1))
    assert named.id == "gb3838-2002"
    with pytest.raises(BaylineError, match=r"no standard is called “gb3838-1988”.*gb3838-2002"):
        packs.pack_named("gb3838-1988", family=packs.WATER, day=date(2021, 1, 1))
    with pytest.raises(BaylineError, match="not in force on 2001-01-01"):
        packs.pack_named("GB 3838-2002", family=packs.WATER, day=date(2001, 1, 1))


def test_of_two_stages_of_one_number_the_one_of_the_day_is_meant():
    for year, name in ((2026, "gb3095-2026"), (2031, "gb3095-2026-second")):
        day = date(year, 3, 1)
        assert packs.pack_named("GB 3095-2026", family=packs.AIR_LIMITS, day=day).id == name


def test_every_pack_cites_its_document_and_no_two_of_a_family_hold_on_one_day():
    assert all(one.source and one.number and one.title_en for one in packs.packs())
    for before, after in pairwise(packs.packs()):
        if before.family == after.family:
            assert before.until is not None
            assert before.until < after.since
