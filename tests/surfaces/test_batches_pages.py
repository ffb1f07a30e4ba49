"""Batches: what is stated beside what is named, and what those of a year come to."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bayline.platform.record import queries
from bayline.platform.record.terms import Handed
from bayline.platform.registers import queries as registers
from bayline.platform.registers.actions import save
from bayline.platform.registers.terms import Edit, FaultyError
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
WORDS = (
    "2021年3月3日，金山区第一季度集中开工重点产业项目12个，总投资206亿元。其中阿里飞天园项目总投资180亿元。"
    "第四季度集中开工项目10个，总投资超82亿元。1至5月签约49个项目，约233.56亿元。"
)
FILE = "starts.md"


def put(register: str, **values: str) -> None:
    given = {"document": FILE, **values}
    save(registers.register(register), given, edit=Edit(by="小林", at=NOON))


@pytest.fixture
def year() -> None:
    """Two starts and a signing of one year, with one project named."""
    handed = Handed(name=FILE, data=WORDS.encode(), title="开工", published=date(2021, 11, 1))
    text = queries.latest_text(record_document(handed, by="小林", at=NOON).source)
    assert text is not None
    check_document(text, at=NOON)
    put("projects", code="park", name="阿里飞天园项目")
    started = {"stage": "started", "kind": "investment"}
    put("batches", code="q1", name="一季度", date="2021-03-03", projects="12个", **started,
        investment="206亿元")  # fmt: skip
    put("batches", code="q4", name="四季度", date="2021-12", projects="10个", **started,
        investment="超82亿元")  # fmt: skip
    put("batches", code="signed", name="签约", stage="signed", date="2021-01/2021-05",
        projects="49个", investment="约233.56亿元")  # fmt: skip
    put("batch_members", code="m", batch="q1", name="飞天园", project="park", amount="180亿元")


def told(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


@pytest.mark.usefixtures("year")
def test_batches_stand_by_date_with_what_is_stated(client: Client) -> None:
    page = told(client, "/batches.json")
    rows = [
        (row["batch"]["label"], row["count"]["printed"], row["investment"]["printed"], row["named"])
        for row in page["rows"]
    ]
    assert rows == [
        ("四季度", "10个", "超82亿元", 0),
        ("一季度", "12个", "206亿元", 1),
        ("签约", "49个", "约233.56亿元", 0),
    ]
    shown = page["rows"][1]["investment"]
    assert shown["is_founded"]
    assert "206亿元" in client.get(shown["address"]).content.decode()


@pytest.mark.usefixtures("year")
def test_a_batch_tells_what_it_leaves_unnamed(client: Client) -> None:
    page = told(client, "/batches/q1.json")
    account = page["account"]
    assert (account["named_count"], account["named_amount"]) == ("1个", "180亿元")
    assert (account["left_count"], account["left_amount"]) == ("11个", "26亿元")
    assert account["sentence"] == "公布12个、206亿元；已列出1个、180亿元；未列出11个、26亿元"
    (member,) = page["members"]
    assert member["project"]["address"] == "/projects/park"
    english = client.get("/en/batches/q1").content.decode()
    assert "not named: 11, CNY 2.6 billion" in english


@pytest.mark.usefixtures("year")
def test_sums_of_a_year_say_what_they_mix(client: Client) -> None:
    started, mixed = told(client, "/batches.json")["sums"]
    assert (started["stages"], started["label"]) == (["started"], "开工合计")
    assert (mixed["count"], mixed["is_mixed"]) == ("71个", True)
    assert mixed["label"].startswith("混合阶段")
    alone = told(client, "/batches/q1.json")["sum"]
    assert (alone["count"], alone["amount"]) == ("22个", "大于288亿元")
    assert [number["printed"] for number in alone["amounts"]] == ["206亿元", "超82亿元"]


@pytest.mark.usefixtures("year")
def test_a_project_in_two_batches_of_one_stage_is_refused() -> None:
    with pytest.raises(FaultyError, match="stands in another batch already, “一季度”"):
        put("batch_members", code="n", batch="q4", name="飞天园", project="park")


YEAR = "/projects/batches.json?year=2021"


@pytest.mark.usefixtures("year")
def test_a_year_is_held_against_what_is_published_of_it(client: Client) -> None:
    put("batch_totals", code="t", name="全年", period="2021", stage="started", projects="22个",
        investment="290亿元")  # fmt: skip
    put("batch_totals", code="wrong", name="前三季度", period="2021-01/2021-09", projects="99个",
        stated="2021-09-08")  # fmt: skip
    page = told(client, YEAR)
    found = {one["name"]["label"]: one["checks"] for one in page["totals"]}
    count, amount = found["全年"]
    assert (count["verdict"], count["sentence"]) == ("holds", "各项合计就是22个")
    assert amount["verdict"] == "holds"
    assert amount["sentence"].endswith("但只因为四季度不是确数")
    checks = [(one["about"], one["word"]) for one in found["前三季度"]]
    assert checks == [("时间", "不一致"), ("项目数", "不一致"), ("阶段", "口径不同")]
    assert "不是一个投资数" in found["前三季度"][-1]["sentence"]
    assert told(client, "/projects/batches.json")["year"] == 2021
    english = client.get("/en/projects/batches?year=2021").content.decode()
    assert "is hedged" in english
    assert "这一年没有批次" in client.get("/projects/batches?year=2019").content.decode()


@pytest.mark.usefixtures("year")
def test_two_lists_without_one_definition_lack_a_basis(client: Client) -> None:
    counted = (("a.md", "building", 61), ("a.md", "completed", 8), ("b.md", "building", 69))
    for number, (document, stage, count) in enumerate(counted):
        put("stage_counts", code=str(number), list="科技产业", period="2021", name=stage,
            stage=stage, projects=f"{count}个", document=document)  # fmt: skip
    (row,) = told(client, YEAR)["stages"]
    assert (row["check"]["verdict"], row["check"]["word"]) == ("needs_basis", "口径待补")
    assert row["check"]["sentence"] == "61个与69个口径不明；把completed算在内就相符"


@pytest.mark.usefixtures("year")
def test_a_share_that_fits_no_whole_stands_on_its_batch(client: Client, anonymous: Client) -> None:
    put("batch_members", code="o", batch="q1", name="其余", count="11", amount="26亿元")
    put("rate_publishers", code="p", name="报道")
    put("published_rates", code="r", publisher="p", kind="share", subject="装备", period="2021",
        percent="42%", part="40.7亿元", batch="q1")  # fmt: skip
    (row,) = told(client, "/batches/q1.json")["rates"]
    assert row["check"]["verdict"] == "contradiction"
    assert "对一季度是19.8%" in row["check"]["sentence"]
    assert "不能都对" in row["check"]["sentence"]
    assert [one["subject"]["label"] for one in told(client, YEAR)["rates"]] == ["装备"]
    assert [one["check"] for one in told(anonymous, YEAR)["rates"]] in ([], [None])  # for staff


@pytest.mark.usefixtures("year")
def test_what_was_known_then(client: Client) -> None:
    assert told(client, "/batches.json?as_of=2021-11-04")["total"] == 0
    assert client.get("/batches/q1?as_of=2021-11-04").status_code == 404
    assert client.get("/batches/none").status_code == 404
    page = client.get("/batches?as_of=2021-11-04").content.decode()
    assert "还没有批次" in page


@pytest.mark.usefixtures("year")
def test_many_batches_come_fifty_a_page_and_ask_no_more_questions(client: Client) -> None:
    def questions(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            told(client, address)
        return len(asked)

    told(client, "/batches.json")
    before = questions("/batches.json?page=1"), questions("/batches/q4.json")
    for number in range(60):
        put("batches", code=f"b{number:02}", name=f"第{number}批", stage="signed",
            date=f"20{number + 20}", projects="1个")  # fmt: skip
    told(client, "/batches.json")
    assert (questions("/batches.json?page=1"), questions("/batches/q4.json")) == before
    second = told(client, "/batches.json?page=2")
    assert (second["pager"]["page"], second["pager"]["pages"], len(second["rows"])) == (2, 2, 13)
