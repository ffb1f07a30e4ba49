"""The air quality index, both editions: every breakpoint, at it and beside it."""

from datetime import date
from decimal import Decimal

import pytest

from bayline.kernel.errors import BaylineError
from bayline.systems.ecology.rules.air import edition_of, index_of, limit_asked, limit_on, part_of
from bayline.systems.ecology.rules.airing import aired, rows_in
from bayline.systems.ecology.rules.packs import AIR_LIMITS, pack_for, table_of

INDEX = (0, 50, 100, 150, 200, 300, 400, 500)
BOTH = """
so2_24h 0 50 150 475 800 1600 2100 2620
so2_1h 0 150 500 650 800
no2_24h 0 40 80 180 280 565 750 940
no2_1h 0 100 200 700 1200 2340 3090 3840
co_24h 0 2 4 14 24 36 48 60
co_1h 0 5 10 35 60 90 120 150
o3_1h 0 160 200 300 400 800 1000 1200
o3_8h 0 100 160 215 265 800
"""
OLD = "pm10_24h 0 50 150 250 350 420 500 600\npm25_24h 0 35 75 115 150 250 350 500"
NEW = "pm10_24h 0 50 120 250 350 420 500 600\npm25_24h 0 35 60 115 150 250 350 500"
NEW = f"{NEW}\n{NEW.replace('24h', '1h')}"
EDITIONS = {date(2026, 2, 28): BOTH + OLD, date(2026, 3, 1): BOTH + NEW}
STEP = Decimal("0.001")


def rows():
    for day, text in EDITIONS.items():
        for line in filter(None, text.split("\n")):
            key, *at = line.split()
            yield pytest.param(day, key, [*map(Decimal, at)], id=f"{day.year}-{day.month}-{key}")


@pytest.mark.parametrize(("day", "key", "at"), [*rows()])
def test_each_breakpoint_has_its_index_and_what_is_beside_it_the_next_whole_one(day, key, at):
    rules = edition_of(day)
    for place, (concentration, index) in enumerate(zip(at, INDEX, strict=False)):
        assert part_of(rules, key, concentration) == index
        if concentration:
            assert part_of(rules, key, concentration - STEP) == index
        if place + 1 < len(at):
            assert part_of(rules, key, concentration + STEP) == index + 1
    beyond = part_of(rules, key, at[-1] + STEP)
    assert beyond == (500 if len(at) == len(INDEX) else None)


def test_sulfur_dioxide_of_a_day_is_judged_by_the_table_of_days():
    assert part_of(edition_of(date(2021, 1, 1)), "so2_24h", Decimal(100)) == 75


def test_the_tables_are_those_that_several_sources_agree_on(shared):
    text = (shared / "data/standards/aqi_breakpoints.csv").read_text("utf-8")
    for row in (line.split(",") for line in text.splitlines()[1:]):
        rules = edition_of(date.fromisoformat(row[1]))
        for averaging in row[3].split(" and "):
            key = f"{row[2].lower().replace('.', '')}_{averaging}"
            assert [*rules.rows[key].at] == [Decimal(cell) for cell in row[5:13] if cell]


def daily(**values):
    rules = edition_of(date(2021, 11, 5))
    return index_of(rules, {key: Decimal(value) for key, value in values.items()}, hourly=False)


def test_the_largest_part_is_the_index_and_ties_are_both_primary():
    found = daily(pm25_24h="75", pm10_24h="150", o3_8h="100", so2_24h="10")
    assert (found.value, found.primary, found.exceeding) == (100, ("pm10", "pm25"), ())
    assert found.level.name == "良"
    assert not found.is_complete


def test_up_to_fifty_no_pollutant_is_primary_and_parts_are_rounded_up():
    assert daily(pm25_24h="35").primary == ()
    found = daily(pm25_24h="35.1")
    assert (found.value, found.primary, found.level.name) == (51, ("pm25",), "良")


def test_ozone_of_eight_hours_above_800_is_judged_by_the_hour():
    found = daily(o3_8h="801", o3_1h="900")
    assert (found.value, found.left_out, found.exceeding) == (350, ("o3_8h",), ("o3",))
    assert daily(pm25_24h="700").beyond == ("pm25_24h",)


def test_limits_follow_the_day_and_what_is_not_known_is_not_guessed():
    days = (date(2021, 1, 1), date(2026, 3, 1), date(2031, 1, 1))
    assert [limit_on(day, "pm25", "day", zone=2) for day in days] == [75, 60, 50]
    assert [limit_on(day, "pm25", "year", zone=2) for day in days] == [35, 30, 25]
    assert limit_on(date(2026, 3, 1), "so2", "year", zone=2) is None
    assert [limit_asked(day, "pm25", "day", zone=2)[0].number for day in days] == [
        "GB 3095-2012",
        "GB 3095-2026",
        "GB 3095-2026",
    ]
    rows = table_of(pack_for(AIR_LIMITS, days[0]))["limit"]
    for day in days[1:]:
        for row in rows:  # nothing of the edition before stands in for what is not known
            if row["pollutant"] != "pm25":
                with pytest.raises(BaylineError, match=r"GB 3095-2026 for .* is not known here"):
                    limit_asked(day, row["pollutant"], row["averaging"], zone=2)
    with pytest.raises(BaylineError, match=r"GB 3095-2012 sets no limit for co, year, zone 2"):
        limit_asked(days[0], "co", "year", zone=2)
    with pytest.raises(BaylineError, match=r"GB 3095-2026 was not in force on 2021-01-01"):
        limit_asked(days[0], "pm25", "day", zone=2, standard="gb3095-2026")


def table(*lines, hourly=False, named=""):
    cells = enumerate((line.split(",") for line in lines), start=1)
    rows = rows_in(cells, where="air.csv", hourly=hourly, named=named)[1]
    return [*aired(rows, hourly=hourly)]


def test_a_table_is_judged_by_the_edition_of_each_day():
    rows = ["station,time,PM2.5,o3", "甲,2026-02-28,61,10", "甲,2026-03-01,61,10"]
    found = table(*rows)
    assert [(one["aqi"], one["category"]) for one in found] == [(83, "良"), (101, "轻度污染")]
    assert [one["standard"] for one in found] == ["HJ 633-2012", "HJ 633-2026"]


def test_hours_take_the_means_that_their_edition_asks_for():
    old, new = (f"甲,{day} 08:00,800,61" for day in ("2021-11-05", "2026-11-05"))
    found = table("station,time,so2,pm25", old, new, hourly=True)
    assert found[0]["parts"] == ["so2_1h=200", "pm25_24h=83"]
    assert found[1]["parts"] == ["so2_1h=200", "pm25_1h=101"]


@pytest.mark.parametrize(
    ("heads", "parts"),
    [
        ("PM2.5(μg/m³),CO(mg/m3)", ["co_24h=50", "pm25_24h=50"]),
        ("细颗粒物 24h,一氧化碳", ["co_24h=50", "pm25_24h=50"]),
        ("PM2.5_24h (ug/m3),臭氧（日最大8小时）", ["o3_8h=1", "pm25_24h=50"]),
        ("pm10 (mg/m3),co (μg/m3)", ["co_24h=1", "pm10_24h=500"]),
    ],
)
def test_heads_may_be_chinese_and_bear_time_and_unit(heads, parts):
    assert table(f"time,{heads}", "2021-11-05,35,2")[0]["parts"] == parts


def test_double_rows_odd_units_and_missing_pollutants_are_flagged():
    heads = "station,time,co,pm25,pm10"
    found = table(heads, "甲,2021-11-05,900,80,40", "甲,2021-11-05,1,,40")
    assert found[0]["flags"] == ["beyond:co_24h", "unit:co", "pm25_above_pm10", "incomplete"]
    assert found[1]["flags"] == ["incomplete", "duplicate:2"]


@pytest.mark.parametrize(
    ("heads", "row", "why"),
    [
        ("station,time,pm25", "甲,2021-11-05,-3", "row 2, column pm25_24h, value “-3”: nothing"),
        ("station,time,pm25", "甲,2021-11-05,<3", "a value, not a bound"),
        ("station,time,pm25", "甲,spring,3", "names no day, and the editions differ"),
        (
            "station,time,pm25",
            "甲,2015-11-05,3",
            "row 2: no edition of the standard was in force on 2015",
        ),
        ("station,time,noise", "甲,2021-11-05,3", "no head is the name of a pollutant"),
    ],
)
def test_what_has_no_index_is_refused_with_its_cell(heads, row, why):
    with pytest.raises(BaylineError, match=why):
        table(heads, row)


def test_an_edition_not_yet_in_force_is_refused():
    with pytest.raises(BaylineError, match=r"HJ 633-2026 was not in force on 2021-11-05"):
        table("station,time,pm25", "甲,2021-11-05,3", named="hj633-2026")
