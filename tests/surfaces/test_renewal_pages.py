"""Land renewals at the end of a day, their parcels and firms; designations of projects."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from bayline.platform.registers import queries
from bayline.platform.registers.actions import save
from bayline.platform.registers.terms import Edit, FaultyError

pytestmark = pytest.mark.django_db

EDIT = Edit(by="小林", at=datetime(2021, 11, 5, 4, tzinfo=UTC))
PAGE = "/projects/renewals/zone.json"


def put(register: str, **values: str) -> None:
    save(queries.register(register), {"document": "a.md", **values}, edit=EDIT)


def land(code: str, step: str, day: str, area: str = "", **more: str) -> None:
    given = {"area": area} if area else {}
    put("renewal_parcels", code=code, project="zone", step=step, date=day, **given, **more)


@pytest.fixture
def zone() -> None:
    """Fifty mu freed on two parcels, thirty cleared, twenty let again; three firms moved."""
    put("projects", code="zone", name="二区转型", form="renewal")
    land("a1", "vacated", "2021-03", "30亩", parcel="甲")
    land("b1", "vacated", "2021-06", "20亩", parcel="乙")
    land("a2", "cleared", "2021-09", "2公顷", parcel="甲")
    land("a3", "relet", "2021-12-31", "20亩", parcel="甲")
    land("n", "vacated", "2021-06", firms_out="4")
    for code, firm, direction in (("1", "东厂", "out"), ("2", "西厂", "out"), ("3", "西厂", "in")):
        put("renewal_firms", code=code, project="zone", firm=firm, direction=direction,
            date="2021-05")  # fmt: skip


def told(client: Client, address: str = PAGE) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


@pytest.mark.usefixtures("zone")
def test_land_and_firms_are_settled_at_the_end_of_a_day(client: Client) -> None:
    settled = told(client, f"{PAGE}?day=2021-12-31")["settled"]
    mu = {one["stage"]: one["mu"] for one in settled["land"]}
    assert (mu["vacated"], mu["cleared"], mu["relet"]) == ("50亩", "30亩", "20亩")
    assert (settled["waiting"], settled["to_let"]) == ("20亩", "10亩")
    firms = [[one["label"] for one in settled[side]] for side in ("left", "came", "moved_within")]
    assert firms == [["东厂"], [], ["西厂"]]
    assert (settled["counted_out"], settled["unread"]) == (4, 1)
    before = told(client, f"{PAGE}?day=2021-08-31")["settled"]
    assert [one["mu"] for one in before["land"]][2:5] == ["50亩", "0亩", "0亩"]
    (row,) = told(client, "/projects/renewals.json?day=2021-12-31")["rows"]
    assert row["settled"]["to_let"] == "10亩"
    assert client.get("/projects/renewals?day=x").status_code == 400
    assert (
        "Freed and not cleared: 20 mu"
        in client.get("/en/projects/renewals/zone?day=2021-12-31").content.decode()
    )


@pytest.mark.usefixtures("zone")
def test_each_parcel_has_its_stages(client: Client) -> None:
    whole, first, second = told(client)["parcels"]
    assert [one["name"] for one in (whole, first, second)] == ["", "乙", "甲"]
    assert second["stage_word"] == "再供地"
    reached = {one["stage"]: (one["dates"], one["mu"]) for one in second["stages"]}
    assert (reached["cleared"], reached["operating"]) == ((["2021-09"], "30"), ([], ""))
    project = told(client, "/projects/zone.json")
    assert project["renewal_address"] == "/projects/renewals/zone"


@pytest.mark.usefixtures("zone")
def test_land_ahead_of_itself_is_refused() -> None:
    with pytest.raises(FaultyError, match="51 mu cleared by 2022-01-31, and 50 mu freed by then"):
        land("c", "cleared", "2022-01", "21亩")
    with pytest.raises(FaultyError, match="not measured in 亩"):
        land("c", "vacated", "2022-01", "5亿元")


@pytest.mark.usefixtures("zone")
def test_a_designation_stands_on_the_page_of_its_project(client: Client) -> None:
    put("designations", code="d", holder="二区转型", project="zone", title="示范园区",
        level="national", date="2021-10-14", batch="第五批")  # fmt: skip
    (won,) = told(client, "/projects/zone.json")["titles"]
    assert (won["title"]["label"], won["level"], won["date"]) == (
        "示范园区",
        "国家级",
        "2021-10-14",
    )
    assert won["title"]["address"] == "/registers/designations/d"


@pytest.mark.usefixtures("zone")
def test_more_land_asks_no_more_questions(
    client: Client, questions: Callable[[Callable[[], object]], int]
) -> None:
    def asked(number: int) -> list[int]:
        put("projects", code=f"p{number}", name="更新", form="renewal")
        land(f"l{number}", "vacated", "2021-06", "20亩")
        return [questions(lambda: told(client)), questions(lambda: told(client, LIST))]

    asked(0)
    before = asked(1)
    assert [asked(number) for number in range(2, 6)][-1] == before
    assert max(before) <= 18


LIST = "/projects/renewals.json"
