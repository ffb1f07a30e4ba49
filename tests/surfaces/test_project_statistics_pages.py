"""Projects and the statistics: what is missing there, what could be registered, who must sign."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from bayline.platform.registers import queries
from bayline.platform.registers.actions import Upsert, save, take_over
from bayline.platform.registers.terms import Edit, FaultyError

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
ADDRESS = "/projects/statistics"
SIGNED = {"owner_signed": "yes", "builder_signed": "yes", "supervisor_signed": "yes"}


def put(register: str, **values: str) -> None:
    save(queries.register(register), values, edit=Edit(by="小林", at=NOON))


def put_all(register: str, rows: list[dict[str, str]]) -> None:
    edit = Edit(by="小林", at=NOON)
    take_over(queries.register(register), [Upsert(values, 0, edit) for values in rows])


def started(project: str, stage: str = "started") -> dict[str, str]:
    step = {"code": f"{project}/s", "project": project, "stage": stage, "nature": "actual"}
    return step | {"date": "2021-03-03", "document": "a.md"}


def planned(project: str, amount: str) -> dict[str, str]:
    kind = {"code": f"{project}/a", "project": project, "kind": "planned_investment"}
    return kind | {"amount": amount, "document": "a.md"}


def project(code: str, amount: str, stage: str = "started") -> None:
    put("projects", code=code, name=f"{code}项目")
    put("project_stages", **started(code, stage))
    put("project_amounts", **planned(code, amount))


@pytest.fixture
def projects() -> None:
    """Projects large, small, too small, in dollars, signed only, entered already."""
    project("large", "1亿元")
    project("small", "600万元")
    project("tiny", "400万元")
    project("dollars", "15亿美元")
    project("signed", "1亿元", "signed")
    project("entered", "1亿元")
    put("statistics_entries", code="e", project="entered", applied="2021-04-01",
        entered="2021-05-01", owner_signed="yes", builder_signed="yes")  # fmt: skip


def told(client: Client, address: str = f"{ADDRESS}.json") -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


def counts(page: dict[str, Any]) -> dict[str, int]:
    return {tab["name"]: tab["count"] for tab in page["tabs"]}


@pytest.mark.usefixtures("projects")
def test_what_is_started_and_not_registered_stands_with_what_it_lacks(client: Client) -> None:
    page = told(client)
    assert counts(page) == {"started": 3, "ready": 0, "unsigned": 1, "vouchers": 0}
    rows = {row["project"]["label"]: (row["form"], row["lacks"]) for row in page["rows"]}
    assert rows["large项目"] == ("206-1", ["没有形象进度单"])
    assert rows["small项目"][0] == "206-2"
    assert "人民币" in rows["dollars项目"][1][0]


@pytest.mark.usefixtures("projects")
def test_what_lacks_nothing_and_was_not_applied_for_could_be_registered(client: Client) -> None:
    put("statistics_entries", code="l", project="large", **SIGNED)
    page = told(client, f"{ADDRESS}.json?list=ready")
    assert [row["project"]["address"] for row in page["rows"]] == ["/projects/large"]
    assert page["rows"][0]["planned"]["printed"] == "1亿元"
    put("statistics_entries", code="s", project="small", applied="2021-04-01", **SIGNED)
    assert counts(told(client)) == {"started": 3, "ready": 1, "unsigned": 1, "vouchers": 0}


@pytest.mark.usefixtures("projects")
def test_missing_signatures_are_named(client: Client) -> None:
    (row,) = told(client, f"{ADDRESS}.json?list=unsigned")["rows"]
    assert (row["project"]["label"], row["lacks"]) == ("entered项目", ["监理方"])
    page = client.get(f"/en{ADDRESS}?list=unsigned").content.decode()
    assert "supervisor" in page


def report(month: str, amount: str, **signed: str) -> None:
    put("statistics_months", code=f"entered/{month}", project="entered", month=month,
        amount=amount, **signed)  # fmt: skip


@pytest.mark.usefixtures("projects")
def test_over_ten_million_a_year_every_report_asks_for_three_signatures(client: Client) -> None:
    report("2021-05", "800万元", **SIGNED)
    report("2021-06", "900万元")
    page = told(client, f"{ADDRESS}.json?list=vouchers&year=2021")
    assert page["rows"] == []
    assert page["rule"].startswith("凭证起点：当年完成投资：1,000万元（2021-03-18起有据")
    report("2021-08", "1200万元", **SIGNED)
    (row,) = told(client, f"{ADDRESS}.json?list=vouchers&year=2021")["rows"]
    assert (row["project"]["label"], row["lacks"]) == (
        "entered项目",
        ["2021-06没有三方签字的进度单"],
    )
    early = told(client, f"{ADDRESS}.json?list=vouchers&year=2020")
    assert (early["rows"], early["rule"][:12]) == ([], "2020-12-31的凭")


@pytest.mark.usefixtures("projects")
def test_reports_follow_the_entry_and_never_go_back() -> None:
    report("2021-06", "900万元")
    for month, amount, why in (
        ("2021-07", "800万元", "less than what was reported up to 2021-06"),
        ("2021-03", "100万元", "before its registration"),
    ):
        with pytest.raises(FaultyError, match=why):
            report(month, amount)
    with pytest.raises(FaultyError, match="not in the register"):
        put("statistics_months", code="x", project="large", month="2021-06", amount="1万元")


@pytest.mark.usefixtures("projects")
def test_the_lists_are_for_staff_and_of_a_day(
    client: Client, anonymous: Client, logged_in: Callable[..., Client]
) -> None:
    assert anonymous.get(ADDRESS)["Location"].startswith("/login")
    assert logged_in("viewer", "看的人").get(ADDRESS).status_code == 200
    before = told(client, f"{ADDRESS}.json?as_of=2021-11-04")
    assert counts(before) == {"started": 0, "ready": 0, "unsigned": 0, "vouchers": 0}
    assert "这一类里没有项目" in client.get(f"{ADDRESS}?as_of=2021-11-04").content.decode()


@pytest.mark.usefixtures("projects")
def test_more_projects_ask_no_more_questions(
    client: Client, questions: Callable[[Callable[[], object]], int]
) -> None:
    questions(lambda: told(client))
    project("first", "1亿元")
    before = questions(lambda: told(client))
    codes = [f"p{number}" for number in range(60)]
    put_all("projects", [{"code": each, "name": f"{each}项目"} for each in codes])
    put_all("project_stages", [started(each) for each in codes])
    put_all("project_amounts", [planned(each, "1亿元") for each in codes])
    assert questions(lambda: told(client)) == before
    assert told(client, f"{ADDRESS}.json?page=2")["pager"]["page"] == 2
