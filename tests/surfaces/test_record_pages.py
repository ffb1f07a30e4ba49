"""资料: what the record holds in a few lines, a search over it, and its figures as a list."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import decide
from bayline.platform.record.terms import Handed, KeptSource
from bayline.platform.registers.actions import declare
from bayline.platform.registers.queries import registers
from bayline.systems.reading.actions.auditing import PAGE_LIMITS
from bayline.systems.reading.actions.receiving import receive

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
MONEY = "2021年一季度，金山区集中开工12个项目，总投资206亿元。"
FOREST = "2020年，金山区森林覆盖率为16.5%。"
WRONG = "2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。"


def kept(words: str, name: str = "a.txt", at: datetime = NOON, **more: Any) -> KeptSource:
    handed = Handed(name=name, data=words.encode(), published=date(2021, 11, 1), **more)
    return receive(handed, by="小林", at=at, limits=PAGE_LIMITS).source


def printed(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/figures.json?{query}")
    assert response.status_code == 200, query
    return [row["card"]["printed"] for row in response.json()["rows"]]


def test_an_empty_record_says_what_would_be_here(client: Client) -> None:
    assert "还没有收存文件" in client.get("/record").content.decode()
    page = client.get("/figures").content.decode()
    assert "收存文件之后，读出的数字列在这里" in page
    assert 'href="/documents"' in page


def test_the_parts_of_the_record_tell_how_much_they_hold(client: Client) -> None:
    kept(MONEY)
    (money,) = queries.claims(quote="206亿元")
    decide([money.id], Review.ACCEPTED, by="小林", at=NOON)
    page = client.get("/record.json").json()
    counts = {shelf["name"]: (shelf["count"], shelf["state"]) for shelf in page["shelves"]}
    assert counts["documents"] == (1, "最近一份收存于2021-11-05。")
    assert counts["figures"] == (2, "已审1处，其余待审。")
    assert counts["places"][0] == 1
    assert counts["registers"][0] == len(registers())  # those that systems bring
    assert [(one["words"], one["count"]) for one in page["places"]] == [("金山区", 2)]
    assert page["waiting"] == queries.count_by_state()[Review.PROPOSED]
    for shelf in page["shelves"]:
        assert not shelf["address"] or client.get(shelf["address"]).status_code == 200


def test_organisations_stand_in_their_register(client: Client) -> None:
    declaration = (
        'name = "organisations"\ntitle = "机构"\ntitle_en = "Organizations"\nabout = "机构。"\n'
        'about_en = "Offices."\nkey = "code"\nlabel = "name"\norder = ["code"]\n'
        '[[field]]\nname = "code"\ntitle = "编号"\ntitle_en = "Code"\ntype = "text"\n'
        '[[field]]\nname = "name"\ntitle = "名称"\ntitle_en = "Name"\ntype = "text"\n'
    )
    declare(declaration.encode(), where="organisations.toml")
    page = client.get("/record.json").json()
    shelf = next(one for one in page["shelves"] if one["name"] == "organisations")
    assert (shelf["count"], shelf["address"]) == (0, "/registers/organisations")
    assert client.get(shelf["address"]).status_code == 200


def test_its_box_leads_to_the_search_of_everything(client: Client) -> None:
    page = client.get("/record?as_of=2021-11-05").content.decode()
    assert '<form class="hub-search" method="get" action="/search"' in page
    assert 'name="as_of" value="2021-11-05"' in page


def test_figures_are_filtered_by_what_they_say(client: Client) -> None:
    source = kept(MONEY)
    kept(FOREST, name="b.txt", at=NOON + HOUR)
    assert {*printed(client)} == {"16.5%", "12个", "206亿元"}
    assert printed(client, "attribute=投资") == ["206亿元"]
    assert printed(client, "period=2020年") == ["16.5%"]
    assert printed(client, "period=2021-33&sort=attribute") == ["206亿元", "12个"]
    assert printed(client, "place=金山区&attribute=森林") == ["16.5%"]
    assert {*printed(client, f"document={source.id}")} == {"12个", "206亿元"}
    (money,) = queries.claims(quote="206亿元")
    decide([money.id], Review.ACCEPTED, by="小林", at=NOON + HOUR)
    assert printed(client, "state=accepted") == ["206亿元"]
    assert printed(client, "subject=没有的") == []
    assert "没有符合条件的数字" in client.get("/figures?subject=没有的").content.decode()


def test_figures_are_sorted_by_links_that_keep_the_filters(client: Client) -> None:
    kept(MONEY)
    kept(FOREST, name="b.txt", at=NOON + HOUR)
    assert printed(client, "sort=period")[0] == "16.5%"
    assert printed(client, "sort=-period")[-1] == "16.5%"
    page = client.get("/figures.json?place=金山区&sort=period&as_of=2021-11-05").json()
    for column in page["columns"]:
        assert "place=%E9%87%91%E5%B1%B1%E5%8C%BA" in column["address"]
        assert "as_of=2021-11-05" in column["address"]
    assert {column["name"]: column["sorted"] for column in page["columns"]}["period"] == "ascending"
    assert printed(client, "as_of=2021-11-04") == []


def test_a_period_that_is_none_is_told_at_its_field_and_the_list_stays(client: Client) -> None:
    kept(MONEY)
    response = client.get("/figures?period=很久以前")
    page = response.content.decode()
    assert response.status_code == 400
    assert "“很久以前”不是时期" in page
    assert 'value="很久以前"' in page
    assert "206亿元" in page


def test_a_figure_in_the_list_has_the_look_of_its_worst_finding(client: Client) -> None:
    kept(WRONG)
    rows = client.get("/figures.json").json()["rows"]
    looks = {row["card"]["printed"]: row["look"] for row in rows}
    assert (looks["70个"], looks["五镇"]) == ("bad", "pending")


@pytest.mark.parametrize("address", ["/documents", "/figures", "/review", "/registers"])
def test_pages_of_the_record_stand_under_its_entry(client: Client, address: str) -> None:
    for path, entry in ((address, "/record"), (f"/en{address}", "/en/record")):
        page = client.get(path).content.decode()
        assert f'<a href="{entry}" aria-current="page">' in page


@pytest.mark.any_database
def test_lists_ask_little_however_much_stands_in_them(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        kept(f"{WRONG}{number}", name=f"{number}.txt")
    assert len(queries.claims(kind=ClaimKind.FIGURE)) > 200
    for address in ("/figures", "/figures?place=金山区&sort=-period", "/record"):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
    page = client.get("/figures.json?page=2").json()
    assert (len(page["rows"]), page["pager"]["page"]) == (50, 2)
