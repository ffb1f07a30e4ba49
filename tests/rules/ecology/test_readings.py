"""What cells say, and what is refused of them."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from bayline.systems.ecology.rules import packs
from bayline.systems.ecology.rules.classing import ends_of
from bayline.systems.ecology.rules.heads import Column, heads_of
from bayline.systems.ecology.rules.intake.meaning import meanings_in
from bayline.systems.ecology.rules.intake.summing import Readings, classes_of
from bayline.systems.ecology.rules.judging import judge_for
from bayline.systems.ecology.rules.readings import body_of, reading_of
from bayline.systems.ecology.terms import CannotReadError, WaterBody, WaterClass


@pytest.mark.parametrize("text", ["", " ", "-", "--", "*", "—", "/", "N/A"])
def test_where_nothing_was_measured_there_is_no_reading(text):
    assert reading_of(text, "tp") is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0.150", "0.15", "0.15"),
        (" ７．５ ", "7.5", "7.5"),
        ("1.5e-3", "0.0015", "0.0015"),
        ("1,200", "1200", "1200"),
        ("<0.01", "0", "0.01"),
        ("＜ 0.01", "0", "0.01"),
        ("0.01L", "0", "0.01"),
        (">24000", "24000", None),
    ],
)
def test_values_are_exact_and_bounds_keep_both_ends(text, low, high):
    found = reading_of(text, "tp")
    assert found is not None
    assert found[:2] == (Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("text", "key", "why"),
    [
        ("-0.1", "tp", "nothing is measured below zero"),
        ("inf", "tp", "no value is infinite"),
        ("NaN", "tp", "no number at all"),
        ("1e999", "tp", "nothing is that much"),
        ("0.3 mg/L", "tp", "it is no number"),
        ("1,2", "tp", "it is no number"),
        ("14.01", "ph", "pH lies from 0 to 14"),
        ("-0.5", "ph", "pH lies from 0 to 14"),
        ("未检出", "hg", "without the limit of detection"),
        ("<", "hg", "without the limit of detection"),
    ],
)
def test_what_cannot_be_is_refused_each_with_its_reason(text, key, why):
    with pytest.raises(CannotReadError, match=why):
        reading_of(text, key)


def test_water_may_be_below_zero_degrees_and_the_kinds_of_water_have_two_names():
    assert reading_of("-0.2", "temperature") is not None
    assert body_of("水库") is body_of("lake") is WaterBody.LAKE
    assert body_of("河流") is WaterBody.RIVER
    assert body_of("水庫") is WaterBody.LAKE
    with pytest.raises(CannotReadError, match="river and lake"):
        body_of("pond?")


def test_heads_are_read_with_symbols_and_units_as_offices_write_them():
    heads = [
        "监测断面",
        "采样日期",
        "氨氮(NH₃-N)mg/L",
        "总磷TP(mg·L⁻¹)",
        "高锰酸盐指数CODMn",
        "水温℃",
        "铬（六价）μg/L",
        "挥发酚mg/L",
        "汞（毫克每升）",
        "氰化物(CN-)",
        "浊度(NTU)",
        "化學需氧量",
    ]
    standard = packs.water_standard(packs.latest(packs.WATER))
    found = heads_of(heads, standard, where="x.csv")
    assert {one.item.key: str(one.factor) for one in found.columns} == {
        "nh3n": "1",
        "tp": "1",
        "codmn": "1",
        "temperature": "1",
        "cr6": "0.001",
        "phenol": "1",
        "hg": "1",
        "cn": "1",
        "cod": "1",
    }
    assert found.unread == ("浊度(NTU)",)
    assert [one.item.key for one in found.columns if not one.has_unit] == ["codmn", "cn", "cod"]


@pytest.mark.parametrize(
    ("key", "text", "found"),
    [
        ("do", "<2", (WaterClass.WORSE, WaterClass.WORSE)),
        ("do", "≤2", (WaterClass.V, WaterClass.WORSE)),
        ("do", "<2.01", (WaterClass.V, WaterClass.WORSE)),
        ("nh3n", ">2", (WaterClass.WORSE, WaterClass.WORSE)),
        ("nh3n", ">1.99", (WaterClass.V, WaterClass.WORSE)),
        ("nh3n", "<0.15", (WaterClass.I, WaterClass.I)),
        ("ph", "<6", (WaterClass.WORSE, WaterClass.WORSE)),
        ("ph", ">9", (WaterClass.WORSE, WaterClass.WORSE)),
        ("ph", "<6.01", (WaterClass.I, WaterClass.WORSE)),
    ],
)
def test_a_bound_does_not_reach_the_value_it_names_one_by_one_and_many_at_once(key, text, found):
    pack, day = packs.latest(packs.WATER), date(2021, 5, 1)
    item = packs.water_standard(pack).items[key]
    reading = reading_of(text, key)
    assert ends_of(item, WaterBody.RIVER, reading) == found
    column = Column(place=0, head=key, item=item, factor=Decimal(1))
    many = [Readings(item, meanings_in([text], column), np.zeros(1, np.int32))]
    (number,) = classes_of(many, WaterBody.RIVER, judge_for(day), np.zeros(1, np.int64))
    assert number == (found[0] if found[0] is found[1] else 0)
