"""The peers' number, percent, range, currency and measure suites, scored by offset."""

import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bayline.engines.chinese.numbers import numbers, ranges
from bayline.engines.chinese.quantities import quantities
from bayline.engines.chinese.script import fold
from bayline.engines.chinese.units import units
from bayline.kernel.bounds import Bound

EXCLUSIONS = Path(__file__).parents[2] / "cases" / "peer_exclusions.toml"
# The peers' names of units, as the spellings of units.toml.
UNIT_NAMES = {
    "Mu": "亩",
    "Jin": "斤",
    "Liang": "两",
    "Kilogram": "公斤",
    "Gram": "克",
    "Centimeter": "厘米",
    "Centimetre": "厘米",
    "Millimetre": "毫米",
    "Meter": "米",
    "Metre": "米",
    "Kilometer": "公里",
    "Kilometre": "公里",
    "Foot": "英尺",
    "Inch": "英寸",
    "Mile": "英里",
    "Yard": "码",
    "Litre": "升",
    "Millilitre": "毫升",
    "Gallon": "加仑",
    "Kilobit": "千比特",
    "Megahertz": "兆赫",
    "Kilowatt": "千瓦",
    "Kilocalorie": "千卡",
    "Year": "年",
    "Month": "个月",
    "Week": "周",
    "Day": "天",
    "Degree": "度",
    "F": "华氏度",
    "C": "摄氏度",
    "Celsius": "摄氏度",
    "Fahrenheit": "华氏度",
    "Bitcoin": "比特币",
}
CURRENCIES = {"Chinese yuan": "CNY", "Dollar": "", "Cent": "", "United States dollar": "USD"}


class Wanted(NamedTuple):
    """A value in base units with the unit; an empty unit means any currency."""

    value: Decimal
    high: Decimal | None
    unit: str


def excluded() -> dict[str, str]:
    table = tomllib.loads(EXCLUSIONS.read_text(encoding="utf-8"))
    return {case["id"]: case["reason"] for case in table["excluded"]}


def cases(shared: Path, suite: str) -> list[dict[str, Any]]:
    path = shared / "data" / "reading" / "cases" / f"{suite}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    skipped = excluded()
    return [case for line in lines if (case := json.loads(line))["id"] not in skipped]


def near(read: Decimal | None, wanted: Decimal | None) -> bool:
    if read is None or wanted is None:
        return read is wanted
    return abs(read - wanted) <= Decimal("1e-6") * max(Decimal("1e-9"), abs(wanted))


def worth(value: str, high: str | None, unit: str) -> Wanted:
    if unit in CURRENCIES or re.fullmatch("[A-Z]{3}", unit):
        scale = Decimal("0.01") if unit == "Cent" else Decimal(1)
        top = None if high is None else Decimal(high) * scale
        return Wanted(Decimal(value) * scale, top, CURRENCIES.get(unit, unit))
    known = units()[UNIT_NAMES[unit]]
    scale = Decimal(known.times) / known.over
    return Wanted(
        Decimal(value) * scale, None if high is None else Decimal(high) * scale, known.base
    )


def wanted(value: dict[str, Any]) -> Wanted:
    """Convert an expectation: a Recognizers value, or Duckling's Haskell arguments."""
    if "args" not in value:
        return worth(value["value"], None, value.get("isoCurrency") or value["unit"])
    arguments = value["args"].removesuffix(" Nothing")
    if match := re.fullmatch(r"(\w+) \(([\d.]+), ?([\d.]+)\)", arguments):
        return worth(match[2], match[3], match[1])
    if match := re.fullmatch(r"([A-Za-z]\w*) ([\d.]+)", arguments):
        return worth(match[2], None, match[1])
    number, unit = arguments.split()
    return worth(number, None, unit)


def quantity_misses(case: dict[str, Any]) -> list[str]:
    found = quantities(fold(case["text"]))
    misses = []
    for expected in case["expect"]:
        aim = wanted(expected["value"])
        span = (expected["start"], expected["end"])
        hits = [
            one
            for one in found
            if span in {(one.start, one.end), (one.outer_start, one.outer_end)}
            and near(one.value, aim.value)
            and near(one.high, aim.high)
            and aim.unit in {"", one.unit}
        ]
        misses += [] if hits else [expected["text"]]
    return misses


def number_misses(case: dict[str, Any]) -> list[str]:
    text = fold(case["text"])
    read = {(one.start, one.end): one.value for one in numbers(text)}
    spans = {(item["start"], item["end"]) for item in case["expect"]}
    misses = [
        item["text"]
        for item in case["expect"]
        if not near(
            read.get((item["start"], item["end"])),
            Decimal(str(item["value"].get("value", item["value"].get("args"))).strip("()")),
        )
    ]
    # Percents are numbers here and none to the peers; anything else beyond their list is a fault.
    return misses + [text[a:b] for a, b in read if (a, b) not in spans and "%" not in text[a:b]]


def percent_misses(case: dict[str, Any]) -> list[str]:
    text = fold(case["text"])
    read = {(one.start, one.end): (one.value or Decimal(0)) * 100 for one in numbers(text)}
    points = [one for one in quantities(text) if one.unit == "pp"]
    read |= {(one.start, one.end): one.value or Decimal(0) for one in points}
    return [
        item["text"]
        for item in case["expect"]
        if not near(
            read.get((item["start"], item["end"])), Decimal(item["value"]["value"].rstrip("%"))
        )
    ]


def ends(bound: Bound, value: Decimal | None, high: Decimal | None) -> tuple[Any, Any]:
    if high is not None:
        return value, high
    if bound in {Bound.OVER, Bound.AT_LEAST}:
        return value, None
    if bound in {Bound.UNDER, Bound.AT_MOST, Bound.NEARLY}:
        return None, value
    return value, value


def range_misses(case: dict[str, Any]) -> list[str]:
    read = {
        (one.start, one.end): ends(one.bound, one.value, one.high)
        for one in ranges(fold(case["text"]))
    }
    misses = []
    for item in case["expect"]:
        sides = item["value"]["value"].strip("[]()").split(",")
        aim = tuple(Decimal(side) if side else None for side in sides)
        got = read.get((item["start"], item["end"]))
        misses += [] if got and near(got[0], aim[0]) and near(got[1], aim[1]) else [item["text"]]
    return misses


@pytest.mark.parametrize(
    "suite", ["ms_number_NumberModel", "ms_number_OrdinalModel", "duckling_ordinal"]
)
def test_each_number_of_the_peers_is_read_and_nothing_else(shared, suite):
    assert {case["id"]: bad for case in cases(shared, suite) if (bad := number_misses(case))} == {}


def test_each_numeral_of_duckling_is_read(shared):
    suite = cases(shared, "duckling_numeral")
    assert {case["id"]: bad for case in suite if (bad := number_misses(case))} == {}


def test_each_percent_of_the_peers_is_read(shared):
    suite = cases(shared, "ms_number_PercentModel")
    assert {case["id"]: bad for case in suite if (bad := percent_misses(case))} == {}


@pytest.mark.parametrize("suite", ["NumberRangeModel", "NumberRangeModelExperimentalMode"])
def test_each_range_of_the_peers_is_read(shared, suite):
    suite_cases = cases(shared, f"ms_number_{suite}")
    assert {case["id"]: bad for case in suite_cases if (bad := range_misses(case))} == {}


@pytest.mark.parametrize(
    "suite",
    [
        "ms_numberwithunit_AgeModel",
        "ms_numberwithunit_CurrencyModel",
        "ms_numberwithunit_DimensionModel",
        "ms_numberwithunit_TemperatureModel",
        "duckling_amountofmoney",
        "duckling_distance",
        "duckling_volume",
        "duckling_quantity",
        "duckling_temperature",
    ],
)
def test_each_quantity_of_the_peers_is_read(shared, suite):
    suite_cases = cases(shared, suite)
    assert {case["id"]: bad for case in suite_cases if (bad := quantity_misses(case))} == {}


def test_every_exclusion_names_a_case_of_its_text_and_a_reason(shared):
    folder = shared / "data" / "reading" / "cases"
    texts = {}
    for path in folder.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            texts[case["id"]] = case["text"]
    table = tomllib.loads(EXCLUSIONS.read_text(encoding="utf-8"))
    for case in table["excluded"]:
        assert case["text"] in texts[case["id"]]
        assert len(case["reason"]) > 10


def test_exclusions_stay_under_three_of_a_hundred_in_the_main_suites(shared):
    folder = shared / "data" / "reading" / "cases"
    suites = ["ms_number_NumberModel", "ms_number_PercentModel"]
    ids = [
        json.loads(line)["id"]
        for suite in suites
        for line in (folder / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert len(excluded().keys() & set(ids)) <= 0.03 * len(ids)
