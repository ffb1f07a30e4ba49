"""Every limit of GB 3838-2002: at it, one step beyond it, one step before it."""

import csv
from datetime import date
from decimal import Decimal

import pytest

from bayline.systems.ecology.rules import packs
from bayline.systems.ecology.rules.classing import class_of
from bayline.systems.ecology.terms import Kind, WaterBody, WaterClass

# What the standard prints, typed from it a second time.
PRINTED = """
do 7.5 6 5 3 2
codmn 2 4 6 10 15
cod 15 15 20 30 40
bod5 3 3 4 6 10
nh3n 0.15 0.5 1.0 1.5 2.0
tp:river 0.02 0.1 0.2 0.3 0.4
tp:lake 0.01 0.025 0.05 0.1 0.2
tn:lake 0.2 0.5 1.0 1.5 2.0
cu 0.01 1.0 1.0 1.0 1.0
zn 0.05 1.0 1.0 2.0 2.0
f 1.0 1.0 1.0 1.5 1.5
se 0.01 0.01 0.01 0.02 0.02
as 0.05 0.05 0.05 0.1 0.1
hg 0.00005 0.00005 0.0001 0.001 0.001
cd 0.001 0.005 0.005 0.005 0.01
cr6 0.01 0.05 0.05 0.05 0.1
pb 0.01 0.01 0.05 0.05 0.1
cn 0.005 0.05 0.2 0.2 0.2
phenol 0.002 0.002 0.005 0.01 0.1
oil 0.05 0.05 0.05 0.5 1.0
las 0.2 0.2 0.2 0.3 0.3
s 0.05 0.1 0.2 0.5 1.0
fc 200 2000 10000 20000 40000
"""
STEP = Decimal("0.0000001")


def printed():
    for line in PRINTED.split("\n"):
        if line:
            name, *limits = line.split()
            key, _, body = name.partition(":")
            bodies = [WaterBody(body)] if body else [*WaterBody]
            yield from ((key, each, [*map(Decimal, limits)]) for each in bodies)


@pytest.fixture(scope="module")
def standard():
    return packs.water_standard(packs.pack_for(packs.WATER, date(2021, 4, 5)))


@pytest.mark.parametrize(
    ("key", "body", "limits"), [*printed()], ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_limit_keeps_its_class_and_one_step_beyond_it_does_not(standard, key, body, limits):
    item = standard.items[key]
    worse = -STEP if key == "do" else STEP
    for number, limit in enumerate(limits, start=1):
        same = [n for n, other in enumerate(limits, start=1) if other == limit]
        assert class_of(item, body, limit) == same[0] <= number
        assert class_of(item, body, limit - worse) <= same[0]
        assert class_of(item, body, limit + worse) == same[-1] + 1


def test_ph_is_the_same_for_all_classes_and_both_ends_are_within(standard):
    found = {
        text: class_of(standard.items["ph"], WaterBody.LAKE, Decimal(text))
        for text in ("5.9999999", "6", "7", "9", "9.00", "9.0000001")
    }
    outside = {text for text, one in found.items() if one is WaterClass.WORSE}
    assert outside == {"5.9999999", "9.0000001"}
    assert {one for text, one in found.items() if text not in outside} == {WaterClass.I}


def test_all_24_basic_items_are_there_and_21_of_them_are_assessed(standard):
    rules = packs.assessment_rules(packs.pack_for(packs.ASSESSMENT, date(2021, 4, 5)))
    assert [one.number for one in standard.items.values()] == [*range(1, 25)]
    assert rules.not_assessed == {"temperature", "tn", "fc"}
    assert standard.items["temperature"].kind is Kind.CHANGE


def test_the_limits_are_those_of_the_table_that_several_sources_agree_on(standard, shared):
    text = (shared / "data/standards/gb3838_2002_basic.csv").read_text("utf-8")
    places = packs.statistics_rules(packs.latest(packs.STATISTICS)).decimals
    for row in csv.DictReader(text.splitlines()):
        key, _, body = row["key"].partition("_")
        item = standard.items[key]
        assert places[key] == int(row["eval_decimals_2020"])
        if item.kind in (Kind.AT_MOST, Kind.AT_LEAST):
            limits = item.limits[WaterBody(body or "lake")]
            assert [*limits] == [Decimal(row[name]) for name in ("I", "II", "III", "IV", "V")]
