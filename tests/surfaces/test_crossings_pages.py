"""Places, organisations and honors: all that the record says of one of them on one page."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.packs.actions import keep_files
from bayline.platform.record import queries
from bayline.platform.record.terms import Handed
from bayline.platform.registers import queries as registers
from bayline.platform.registers.actions import declare, save
from bayline.platform.registers.terms import Edit
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.actions.reviewing import review

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 2, 5, 4, tzinfo=UTC)
PLACES = (
    "code,name,level,parent,aliases\n310116,金山区,county,310000,金山县\n"
    "310116112,漕泾镇,town,310116,\n310116112/水库村,水库村,village,310116112,\n"
)
WORDS = (
    "2021年，漕泾镇林地面积1000公顷，森林覆盖率20%。2021年10月，漕泾镇被命名为实践创新基地。"
    "2022年底前，漕泾镇将新增林地50公顷。"
)
OFFICES = ("place 所在地 Place place facet", "source 出处 Document document")


@pytest.fixture
def region(declared: Callable[..., str]) -> None:
    """A record that speaks of one town, and an office that sits there."""
    keep_files({"geography/places.csv": PLACES.encode()}, by="资料包", at=NOON)
    handed = Handed(
        name="漕泾.md", data=WORDS.encode(), title="漕泾镇概况", published=date(2022, 2, 1)
    )
    text = queries.latest_text(record_document(handed, by="小林", at=NOON).source)
    assert text is not None
    check_document(text, at=NOON)
    offices = declared("organisations", "机构", "Organisations", *OFFICES)
    register = declare(offices.encode(), where="organisations.toml")
    values = {"code": "office", "name": "漕泾镇", "place": "310116112", "source": "漕泾.md"}
    save(register, values, edit=Edit(by="小林", at=NOON))


def told(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


@pytest.mark.usefixtures("region")
def test_a_place_shows_its_figures_events_promises_entries_and_sources(client: Client) -> None:
    page = told(client, "/places/310116112.json")
    assert page["name"] == "漕泾镇"
    assert {card["printed"] for card in page["figures"]} >= {"1000公顷", "20%"}
    assert [card["what"] for card in page["events"]] == ["实践创新基地"]
    assert page["promises"]
    assert [link["label"] for link in page["related"]] == ["漕泾镇"]
    assert [link["label"] for link in page["sources"]] == ["漕泾镇概况"]


@pytest.mark.usefixtures("region")
def test_key_figures_are_the_accepted_ones_where_there_are_any(client: Client) -> None:
    (claim,) = queries.claims(kind=ClaimKind.FIGURE, quote="20%")
    review([claim.id], Review.ACCEPTED, by="小林", at=NOON)
    page = told(client, "/places/310116112.json")
    assert [card["printed"] for card in page["key_figures"]] == ["20%"]


def named(page: dict[str, Any]) -> list[str]:
    return [row["name"] for row in page["rows"]]


@pytest.mark.usefixtures("region")
def test_places_are_listed_down_to_the_towns_and_villages_in_their_town(client: Client) -> None:
    first, town = told(client, "/places.json"), told(client, "/places.json?in=310116112")
    assert (named(first), named(town)) == (["金山区", "漕泾镇"], ["水库村"])
    assert [row["parts"] for row in first["rows"]] == [1, 1]
    assert [place["name"] for place in town["within"]] == ["金山区", "漕泾镇"]
    assert told(client, first["rows"][1]["parts_address"].replace("?", ".json?")) == town
    assert named(told(client, "/places.json?all=1")) == ["金山区", "漕泾镇", "水库村"]
    assert named(told(client, "/places.json?q=金山县")) == ["金山区"]
    assert named(told(client, "/places.json?in=nowhere")) == []
    assert "地名表里没有它下面的地方" in client.get("/places?in=310116112/水库村").content.decode()


@pytest.mark.usefixtures("region")
def test_places_say_how_much_is_said_of_them_now_and_then(client: Client) -> None:
    def counts(address: str) -> tuple[int, int]:
        row = next(row for row in told(client, address)["rows"] if row["name"] == "漕泾镇")
        return row["figures"], row["events"]

    listed = told(client, "/figures.json?place=310116112")["total"]
    assert counts("/places.json") == (listed, 1)
    assert counts("/places.json?as_of=2100-01-01") == (listed, 1)


def test_many_places_come_fifty_a_page(client: Client) -> None:
    towns = "".join(f"310116{number:03},{number}号镇,town,310116,\n" for number in range(100, 180))
    table = f"code,name,level,parent,aliases\n310116,金山区,county,310000,\n{towns}"
    keep_files({"geography/places.csv": table.encode()}, by="资料包", at=NOON)
    first, last = told(client, "/places.json"), told(client, "/places.json?page=9")
    assert (first["total"], len(first["rows"]), len(last["rows"])) == (81, 50, 31)
    pager = {"page": 2, "pages": 2, "previous_address": "/places?page=1", "next_address": ""}
    assert last["pager"] == pager


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("address", ["/places/999999", "/organisations/nobody"])
def test_what_is_not_on_record_is_said_with_404(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "资料里没有" in answer.content.decode()


@pytest.mark.usefixtures("region")
def test_an_organisation_shows_what_is_said_of_it_by_its_name(client: Client) -> None:
    page = told(client, "/organisations/office.json")
    assert {card["printed"] for card in page["figures"]} >= {"1000公顷", "20%"}


@pytest.mark.usefixtures("region")
def test_designations_are_dated_claims(client: Client) -> None:
    (row,) = told(client, "/designations.json")["rows"]
    assert (row["subject"], row["what"], row["period_start"]) == (
        "漕泾镇",
        "实践创新基地",
        "2021-10-01",
    )


@pytest.mark.usefixtures("region")
def test_as_of_a_day_before_nothing_is_known(client: Client) -> None:
    assert told(client, "/places.json?as_of=2020-01-01")["rows"] == []
    assert told(client, "/designations.json?as_of=2020-01-01")["rows"] == []


@pytest.mark.usefixtures("region")
def test_registers_name_places_and_documents_and_lead_to_them(client: Client) -> None:
    page = client.get("/registers/organisations").content.decode()
    assert 'href="/places/310116112"' in page
    facets = told(client, "/registers/organisations.json")["facets"]
    assert [option["text"] for option in facets[0]["options"]] == ["漕泾镇"]
    assert "漕泾镇概况" in page
    assert 'href="/documents/' in page


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize(
    ("address", "most"), [("/places", 12), ("/places/310116112", 18), ("/designations", 12)]
)
def test_pages_ask_a_bounded_number_of_questions(client: Client, address: str, most: int) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= most


def test_an_empty_record_says_why_there_is_nothing(client: Client) -> None:
    assert "资料包里没有地名表" in client.get("/places").content.decode()
    assert "还没有文件写到认定" in client.get("/designations").content.decode()


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("code", ["q?x=1#f", "a b", "中文编号", "a/b", "50%"])
def test_an_organisation_of_any_code_is_led_to_and_has_its_page(client: Client, code: str) -> None:
    register = registers.register("organisations")
    values = {"code": code, "name": "某办", "place": "310116112", "source": "漕泾.md"}
    save(register, values, edit=Edit(by="小林", at=NOON))
    related = told(client, "/places/310116112.json")["related"]
    (link,) = (link for link in related if link["label"] == "某办")
    assert client.get(link["address"]).status_code == 200
    assert told(client, f"/organisations/{quote(code)}.json")["name"] == "某办"
