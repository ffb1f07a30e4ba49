"""Chains: what they lack, who stands in them, what is published against who is listed."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bayline.platform.registers import queries as registers
from bayline.platform.registers.actions import save
from bayline.platform.registers.terms import Edit, FaultyError

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
FILE = "a.md"
WORDS = "围绕甲厂建设信息产业链，引进配套项目19个，整条产业链总投资超460亿元。乙项目总投资30亿元。"
Recorded = Callable[..., Any]


def put(register: str, key: str, **values: str) -> None:
    given = {"code": key, "document": FILE, **values}
    fields = {field.name for field in registers.register(register).fields}
    given = {name: value for name, value in given.items() if name in fields}
    save(registers.register(register), given, edit=Edit(by="小林", at=NOON))


@pytest.fixture
def chain(recorded: Recorded) -> None:
    """A chain with an anchor, a project, an empty segment and published numbers."""
    recorded(WORDS, name=FILE, title="产业链")
    put("projects", "b", name="乙项目")
    put("project_amounts", "b1", project="b", kind="investment", amount="30亿元")
    put("chains", "it", name="信息产业链", quote="围绕甲厂建设信息产业链")
    put("chain_links", "up", chain="it", name="材料", position="upstream")
    put("chain_links", "mid", chain="it", name="制造", position="midstream", gap="是")
    put("chain_members", "m1", chain="it", name="甲厂", role="anchor")
    put("chain_members", "m2", chain="it", name="乙", role="supporting", project="b", link="up")
    put("chain_statements", "s1", chain="it", covers="supporting", date="2021", projects="19个")
    put("chain_statements", "s2", chain="it", covers="all", date="2021", investment="超460亿元")


def told(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    page: dict[str, Any] = answer.json()
    return page


@pytest.mark.usefixtures("chain")
def test_a_chain_is_drawn_told_and_set_against_what_is_published(client: Client) -> None:
    page = told(client, "/industry/chains/it.json")
    whole, some = page["accounts"]
    assert (some["left"], some["listed"], some["state"]) == ("18个", 1, "open")
    assert (whole["left_amount"], whole["listed_amount"]) == ("大于430亿元", "30亿元")
    assert "超460亿元" in client.get(whole["investment"]["address"]).content.decode()
    stray, up, mid = page["links"]
    assert [one["label"]["label"] for one in stray["members"]] == ["甲厂"]
    assert up["members"][0]["subject"]["address"] == "/projects/b"
    assert (mid["is_empty"], mid["is_gap"]) == (True, True)
    drawn = client.get("/industry/chains/it").content.decode()
    assert drawn.count('<svg class="chain-picture') == 2
    assert "chain-box gap" in drawn
    english = client.get("/en/industry/chains/it").content.decode()
    assert "Published gap" in english
    assert "Supporting: 18 more were published" in english


@pytest.mark.usefixtures("chain")
def test_the_first_page_says_what_is_lacking(client: Client) -> None:
    page = told(client, "/industry.json")
    assert (page["chains"], page["links"], page["empty"]) == (1, 2, 1)
    assert [one["look"] for one in page["wrong"]] == ["warn"]
    assert "1条产业链，2个环节里1个没有列出成员。" in client.get("/industry").content.decode()
    work = client.get("/work").content.decode()
    assert 'href="/industry"' in work
    assert told(client, "/industry/chains.json?as_of=2021-11-04")["total"] == 0
    assert client.get("/industry/chains/it?as_of=2021-11-04").status_code == 404
    assert client.get("/industry/chains/none").status_code == 404


@pytest.mark.any_database
@pytest.mark.usefixtures("chain")
def test_more_chains_and_members_ask_no_more_questions(
    client: Client, anonymous: Client, questions: Callable[[Callable[[], object]], int]
) -> None:
    addresses = ("/industry.json", "/industry/chains.json", "/industry/chains/it.json")
    put("projects", "c", name="又一个项目")  # what was added up is added up anew
    asked = [questions(partial(told, client, to)) for to in addresses]
    for n in range(55):
        put("chains", f"c{n:02}", name=f"第{n}条链")
        put("chain_members", f"n{n}", chain="it", name=f"第{n}家", role="supporting", link="mid")
    assert [questions(partial(told, client, to)) for to in addresses] == asked
    second = told(client, "/industry/chains.json?page=2")
    assert (second["pager"]["pages"], len(second["rows"])) == (2, 6)
    assert told(anonymous, "/industry/chains.json")["total"] == 0  # nothing is published


@pytest.mark.usefixtures("chain")
def test_what_does_not_fit_a_chain_is_refused(client: Client) -> None:
    with pytest.raises(FaultyError, match="no code of"):
        put("chain_members", "m3", chain="none", name="丙", role="anchor")
    with pytest.raises(FaultyError, match="both empty"):
        put("chain_statements", "s3", chain="it", covers="all", date="2021")
    table = (
        "编号,产业链,环节,所印名称,角色,项目,依据\n"
        f"m4,it,,丁,配套,,{FILE}\nm5,it,up,乙,配套,b,{FILE}\n"
    )
    sent = {"file": SimpleUploadedFile("成员.csv", table.encode()), "do": "preview"}
    page = client.post("/registers/chain_members/import", sent).content.decode()
    assert "第3行“项目”填“b”，已经在“m2”这一条里，会重复计算" in page
    assert told(client, "/industry/chains/it.json")["members"] == 2
