"""The page of a claim: sentence first, the value, what others say, how it came to stand."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bayline.kernel.basis import Basis, Price
from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.evidence import Computation, Evidence, TableCell
from bayline.kernel.figures import Figure
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import append, decide
from bayline.platform.record.terms import Draft, Handed, KeptClaim, KeptSource
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.actions.reviewing import put_right, review

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


def kept(words: str, name: str = "a.txt", **more: object) -> KeptSource:
    handed = Handed(name=name, data=words.encode(), published=date(2021, 11, 1), **more)
    source = record_document(handed, by="小林", at=NOON).source
    text = queries.latest_text(source)
    assert text is not None
    check_document(text, at=NOON)
    return source


def figure(quote: str) -> KeptClaim:
    return next(one for one in queries.claims(kind=ClaimKind.FIGURE) if one.quote == quote)


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_sentence_stands_first_then_the_figure_then_what_it_means(client: Client) -> None:
    kept("东镇一季度集中开工，总投资约206亿元。全区森林覆盖率为16.5%。")
    page = shown(client, f"/figures/{figure('约206亿元').id}")
    places = [
        page.index(words)
        for words in ('总投资<mark class="m pending">约206亿元</mark>。', "<h1", "20,600,000,000元")
    ]
    assert places == sorted(places)
    assert "在19,570,000,000元与21,630,000,000元之间" in page
    assert "全区森林覆盖率" not in page


@pytest.fixture
def others() -> tuple[KeptClaim, KeptClaim, KeptClaim]:
    """Three statements of one measure: two on one basis, one on another."""
    kept("2020年，金山区工业总产值为120亿元。")
    kept("2021年，金山区工业总产值超过130亿元。", name="b.txt", title="二〇二一年公报")
    kept("2022年，金山区工业总产值为140亿元。", name="c.txt")
    own, over, real = figure("120亿元"), figure("超过130亿元"), figure("140亿元")
    assert own.claim.attribute == over.claim.attribute == real.claim.attribute
    right = replace(real.claim, basis=Basis(price=Price.CONSTANT))
    new = put_right(real.id, right, by="小王", at=NOON + HOUR, reason="可比价")
    right = replace(own.claim, basis=Basis(price=Price.CURRENT))
    own_id = put_right(own.id, right, by="小王", at=NOON + HOUR, reason="现价")
    return queries.claim(own_id), over, queries.claim(new)


def test_other_statements_are_set_beside_it_with_their_basis(
    client: Client, others: tuple[KeptClaim, ...]
) -> None:
    own, over, real = others
    page = client.get(f"/figures/{own.id}.json").json()
    told = {one["card"]["id"]: (one["word"], one["parts"]) for one in page["others"]}
    assert told == {over.id: ("口径待补", ["价格口径"]), real.id: ("口径不同", ["价格口径"])}


def test_statements_are_drawn_on_an_axis_of_time_with_arrows_at_open_ends(
    client: Client, others: tuple[KeptClaim, ...]
) -> None:
    page = shown(client, f"/figures/{others[0].id}")
    drawing = page[page.index('<svg class="chart-picture wide"') : page.index("</figure>")]
    wide = drawing[: drawing.index("</svg>")]
    assert wide.count("<rect ") == 3
    assert wide.count('class="chart-arrow') == 1
    assert 'role="group" aria-label="' in drawing
    assert "二〇二一年公报" in page[page.index('class="list"') :]
    assert drawing.count("<script") == drawing.count('type="application/json"') == 1


def test_history_tells_who_decided_when_and_why(
    client: Client, others: tuple[KeptClaim, ...]
) -> None:
    own = others[0]
    steps = client.get(f"/figures/{own.id}.json").json()["steps"]
    told = [(step["word"], step["by"], step["reason"], step["is_own"]) for step in steps]
    assert told == [
        ("收存", "读取程序", "", False),
        ("收存", "小王", "", True),
        ("已审", "小王", "现价", True),
        ("已更替", "小王", "", False),
    ]
    page = shown(client, f"/figures/{own.claim.supersedes}")
    assert f'已由这一条更替：<a class="n" lang="zh-Hans" href="/figures/{own.id}"' in page


def test_findings_show_their_arithmetic_with_every_part_linked(client: Client) -> None:
    kept("2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。")
    whole = figure("70个")
    page = shown(client, f"/figures/{whole.id}")
    assert '<mark class="m bad">70个</mark>' in page
    parts = [figure(quote).id for quote in ("27个", "4个", "22个", "12个", "7个")]
    for part in parts:
        assert f'<a class="n" href="/figures/{part}">' in page


def test_a_claim_on_a_cell_names_sheet_row_and_column(client: Client) -> None:
    source = kept("一份名册。")
    claim = Claim(
        identifier="-",
        subject="东镇",
        attribute="面积",
        evidence=Evidence(
            source=source.cited,
            selectors=(TableCell(table=0, row=3, column=27, sheet="名册"),),
        ),
        figure=Figure.exactly(3, "项"),
    )
    (name,) = append([Draft(claim=claim, quote="3")], ground=source, by="甲", at=NOON).identifiers
    page = shown(client, f"/figures/{name}")
    assert "名册，第4行，AB栏" in page
    assert shown(client, f"/figures/{name}/panel")


def test_a_computed_claim_shows_its_expression_and_its_inputs_lead_to_it(client: Client) -> None:
    kept("一季度总投资206亿元，二季度总投资260亿元。")
    one, two = figure("206亿元"), figure("260亿元")
    made = Claim(
        identifier="-",
        subject="上半年",
        attribute="总投资",
        evidence=Evidence(
            source=None,
            selectors=(Computation(rule="sum", version="1", inputs=(one.id, two.id)),),
        ),
        figure=Figure.exactly(Decimal("466e8"), "CNY"),
    )
    (name,) = append([Draft(claim=made, quote="")], ground=None, by="甲", at=NOON).identifiers
    page = shown(client, f"/figures/{name}")
    links = re.findall(r'class="sign">(.?)</span> <a [^>]*href="/figures/(\w+)"', page)
    assert links == [("", one.id), ("＋", two.id)]
    assert "由规则算出" in page
    assert f'href="/figures/{name}">上半年总投资' in shown(client, f"/figures/{one.id}")


@pytest.mark.parametrize("kind", [ClaimKind.EVENT, ClaimKind.PROMISE])
def test_events_and_promises_have_pages_with_their_own_fields(
    client: Client, kind: ClaimKind
) -> None:
    kept("3月3日，东镇12个重点项目集中开工。到2025年，森林覆盖率力争达到20%。")
    (claim,) = queries.claims(kind=kind)
    page = shown(client, f"/figures/{claim.id}")
    assert ("事件" if kind is ClaimKind.EVENT else "期限") in page
    assert "读作" not in page


def test_a_change_that_waits_is_announced(client: Client) -> None:
    kept("东镇总投资206亿元。")
    old = figure("206亿元")
    text = queries.text_of_claim(old.id)
    decide([old.id], Review.ACCEPTED, by="小林", at=NOON + HOUR)
    other = replace(old.claim, identifier="-", subject="西镇", supersedes=old.id)
    (new,) = append(
        [Draft(claim=other, quote=old.quote)], ground=text, by="reader", at=NOON + HOUR
    ).identifiers
    assert "有一项改动待审" in shown(client, f"/figures/{old.id}")
    review([new], Review.RETURNED, by="小林", at=NOON + 2 * HOUR, reason="原来是对的")
    assert "曾有人提议改为" in shown(client, f"/figures/{old.id}")


def test_the_line_to_copy_names_the_source_and_the_address(client: Client) -> None:
    source = kept("2021年，东镇总投资206亿元。", title="公报", publisher="统计局")
    cited = client.get(f"/figures/{figure('206亿元').id}.json").json()["citation"]
    for words in ("206亿元", "《公报》", "统计局", "2021-11-01", source.id, "http://testserver/"):
        assert words in cited


def test_as_of_a_day_only_what_was_known_then_is_shown(
    client: Client, others: tuple[KeptClaim, ...]
) -> None:
    old = others[0].claim.supersedes
    assert "已更替" in shown(client, f"/figures/{old}?as_of=2021-11-05T13:30")
    assert "已更替" not in shown(client, f"/figures/{old}?as_of=2021-11-05T12:30")
    assert client.get(f"/figures/{others[0].id}?as_of=2021-11-05T12:30").status_code == 404
    assert "?as_of=2021-11-05" in shown(client, f"/figures/{old}?as_of=2021-11-05")


def test_an_unknown_claim_is_said_in_one_sentence(client: Client) -> None:
    response = client.get("/figures/nothing")
    assert response.status_code == 404
    assert "资料里没有“nothing”这一条" in response.content.decode()
    assert client.get("/en/figures/nothing.json").json()["sentence"].startswith("no claim")
    assert client.get("/figures/nothing/panel").status_code == 404


def test_the_page_asks_little_however_much_is_said(
    client: Client,
    others: tuple[KeptClaim, ...],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(20):
        kept(f"{2000 + number}年，金山区工业总产值为{number + 20}亿元。", name=f"{number}.txt")
    with django_assert_max_num_queries(15):
        shown(client, f"/figures/{others[0].id}")
