"""Figures over time: a chart with its table, joined only where they can be compared."""

import json
import re
from datetime import date
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from bayline.platform.reaching import NOTHING, within
from bayline.platform.record import queries
from bayline.systems.reading.queries.series import series_offered

pytestmark = pytest.mark.django_db

ASKED = f"attribute={quote('地区生产总值')}&subject={quote('平湖市')}"
YEARS = """2019年，平湖市地区生产总值800亿元。

2020年，平湖市地区生产总值超820亿元。

2021年，平湖市地区生产总值约900亿元。
"""
PLAN = "2022年，平湖市地区生产总值计划达到960亿元。\n"


@pytest.fixture
def gdp(recorded) -> None:
    recorded(YEARS, title="平湖统计", published=date(2022, 1, 5))
    recorded(PLAN, name="b.md", title="平湖计划", published=date(2022, 1, 9))


def test_a_series_is_drawn_with_its_table_and_its_sources(client: Client, gdp: None) -> None:
    del gdp
    page = html.fromstring(client.get(f"/series?{ASKED}").content.decode())
    figure = page.xpath("//figure[@class='chart']")[0]
    assert "平湖市 · 地区生产总值（亿元）" in figure.xpath("string(figcaption)")
    assert len(figure.xpath(".//*[contains(@class, 'wide')]//a[@href]")) == 4
    rows = figure.xpath(".//tbody/tr")
    assert [row.xpath("string(td[2])").strip() for row in rows] == [
        "800亿元",
        "超820亿元",
        "约900亿元",
        "达到960亿元",
    ]
    assert rows[0].xpath("string(td[4])") == "平湖统计"
    assert all(row.xpath("td[2]/a[@class='n']/@href") for row in rows)


def test_open_ends_bands_and_plans_look_so(client: Client, gdp: None) -> None:
    del gdp
    page = client.get(f"/series?{ASKED}").content.decode()
    assert page.count('class="chart-arrow') == 2  # one in each of both pictures
    assert page.count('<rect class="chart-bar strand-0 hedged"') == 2
    assert re.search(r'<rect class="chart-bar strand-\d planned"', page)


def test_the_script_draws_what_the_twin_says(client: Client, gdp: None) -> None:
    del gdp
    page = html.fromstring(client.get(f"/series?{ASKED}").content.decode())
    block = page.xpath("//script[@type='application/json']")[0]
    said = json.loads(block.text)
    assert said == client.get(f"/series.json?{ASKED}").json()["charts"][0]
    assert next(mark["printed"] for mark in said["marks"]) == "800亿元"
    assert said["marks"][1]["high"] is None
    assert said["axis"]["factor"] == 1e8


def test_series_are_offered_where_two_periods_are_known(client: Client, gdp: None) -> None:
    del gdp
    assert ("地区生产总值", "平湖市", 4) in series_offered()
    page = html.fromstring(client.get("/series").content.decode())
    assert any(ASKED in link for link in page.xpath("//a/@href"))
    assert "没有这个主体的这个指标" in client.get("/series?attribute=x&subject=y").content.decode()


def test_the_page_of_a_figure_has_the_chart_and_leads_to_the_series(
    client: Client, gdp: None
) -> None:
    del gdp
    one = next(one for one in queries.claims() if one.quote == "800亿元")
    page = html.fromstring(client.get(f"/figures/{one.id}").content.decode())
    assert len(page.xpath("//figure[@class='chart']")) == 1
    assert page.xpath("//rect[contains(@class, 'own')]")
    assert any("/series?" in link for link in page.xpath("//main//a/@href"))


def test_pages_without_a_chart_load_none(client: Client, recorded) -> None:
    recorded("2019年，平湖市地区生产总值800亿元。", title="甲")
    one = queries.claims()[0]
    for address in (f"/figures/{one.id}", "/series", f"/series?{ASKED}", "/figures"):
        assert "built/chart" not in client.get(address).content.decode()


def test_english_says_the_axis_in_english(client: Client, gdp: None) -> None:
    del gdp
    said = client.get(f"/en/series.json?{ASKED}").json()["charts"][0]
    assert said["axis"]["unit"] == "CNY billion"


def test_nothing_is_offered_before_anything_is_published(gdp: None) -> None:
    del gdp
    with within(NOTHING):
        assert series_offered() == []


def test_the_questions_to_the_database_do_not_grow_with_the_series(
    client: Client, recorded, django_assert_num_queries
) -> None:
    recorded(
        "2015年，平湖市地区生产总值600亿元。\n\n2016年，平湖市地区生产总值640亿元。\n", name="c.md"
    )
    client.get(f"/series?{ASKED}")
    cache.clear()
    with CaptureQueriesContext(connection) as few:
        client.get(f"/series?{ASKED}")
    recorded(YEARS, name="d.md")
    with django_assert_num_queries(len(few)):
        client.get(f"/series?{ASKED}")
