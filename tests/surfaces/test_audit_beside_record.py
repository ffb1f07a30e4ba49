"""核稿 against the record: agrees, does not agree, another basis, not on record."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.terms import Handed
from bayline.systems.reading.actions import comparing
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.actions.reviewing import review

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 2, 5, 4, tzinfo=UTC)
BULLETIN = (
    "2021年，平湖市地区生产总值907.5亿元，不含嘉兴港区为698.5亿元。"
    "2021年末，平湖市常住人口67.5万人。2021年，全市森林覆盖率为16.5%。"
)


@pytest.fixture
def bulletin() -> None:
    """A record that holds one bulletin."""
    handed = Handed(
        name="公报.md", data=BULLETIN.encode(), title="2021年公报", published=date(2022, 2, 1)
    )
    record_document(handed, by="小林", at=NOON)


def audited(client: Client, text: str, **more: str) -> dict[str, Any]:
    answer = client.post("/audit.json", {"text": text, "published": "2022-03-01", **more})
    assert answer.status_code == 200, answer.content.decode()
    result: dict[str, Any] = answer.json()["result"]
    return result


def beside(result: dict[str, Any]) -> dict[str, list[str]]:
    return {
        figure["quote"]: [one["look"] for one in figure["stated"]] for figure in result["figures"]
    }


@pytest.mark.usefixtures("bulletin")
def test_a_figure_that_the_record_gives_otherwise_is_told_with_its_sentence(client: Client) -> None:
    result = audited(client, "2021年末，平湖市常住人口68.5万人。")
    (found,) = [one for one in result["findings"] if one["state"] == "contradiction"]
    assert "68.5万人" in found["sentence"]
    assert [kept["document"] for kept in found["kept"]] == ["2021年公报"]
    assert "常住人口67.5万人" in found["kept"][0]["sentence"]
    claim = next(row["address"] for row in found["rows"] if row["address"])
    assert queries.claim(claim.removeprefix("/figures/")).quote == "67.5万人"
    assert beside(result) == {"68.5万人": ["bad"]}


def test_a_total_is_found_whatever_number_of_things_it_is_of(client: Client) -> None:
    words = "2021年，金山区共有50个重大产业项目开工，总投资661亿元。"
    record_document(Handed(name="a.md", data=words.encode()), by="小林", at=NOON)
    told = beside(audited(client, "2021年，金山区共有48个重大产业项目开工，总投资671亿元。"))
    assert told == {"48个": ["bad"], "671亿元": ["bad"]}
    told = beside(audited(client, "2021年，金山区共有48个重大产业项目开工，总投资661亿元。"))
    assert told == {"48个": ["bad"], "661亿元": ["good"]}


@pytest.mark.usefixtures("bulletin")
def test_a_figure_that_the_record_gives_alike_agrees(client: Client) -> None:
    result = audited(client, "平湖市常住人口在2021年末达67.5万人。")
    assert result["findings"] == []
    assert list(beside(result).values()) == [["good"]]


@pytest.mark.usefixtures("bulletin")
def test_a_hedge_that_the_record_does_not_have_is_worth_a_look(client: Client) -> None:
    result = audited(client, "2021年末，平湖市常住人口约67.5万人。")
    (found,) = result["findings"]
    assert found["state"] == "warning"
    assert "限定不同" in found["sentence"]


@pytest.mark.usefixtures("bulletin")
def test_a_value_of_another_year_or_another_place_is_told_as_such(client: Client) -> None:
    result = audited(client, "2020年末，平湖市常住人口67.5万人。")
    (found,) = result["findings"]
    assert (found["state"], "2021" in found["sentence"]) == ("not_comparable", True)
    (found,) = audited(client, "2021年末，嘉善县常住人口67.5万人。")["findings"]
    assert (found["state"], "地点不同" in found["sentence"]) == ("not_comparable", True)


@pytest.mark.usefixtures("bulletin")
def test_the_same_digits_in_another_unit_are_told_as_such(client: Client) -> None:
    (found,) = audited(client, "2021年，平湖市GDP为907.5万元。")["findings"]
    assert (found["state"], "单位不同" in found["sentence"]) == ("contradiction", True)


@pytest.mark.usefixtures("bulletin")
def test_another_basis_is_named_and_accuses_nobody(client: Client) -> None:
    result = audited(client, "2021年，平湖市地区生产总值698.5亿元（不含嘉兴港区）。")
    assert result["findings"] == []
    assert list(beside(result).values()) == [["good"]]
    result = audited(client, "2021年，平湖市地区生产总值700.5亿元（不含嘉兴电厂）。")
    assert [one["state"] for one in result["findings"]] == ["not_comparable"]


@pytest.mark.usefixtures("bulletin")
def test_what_the_record_does_not_say_is_counted_as_not_on_record(client: Client) -> None:
    result = audited(client, "2021年，全市新建公园绿地面积35公顷。")
    assert (result["unrecorded"], beside(result)) == (1, {"35公顷": []})


def test_without_a_record_nothing_is_said_of_it(client: Client) -> None:
    result = audited(client, "2021年，全市新建公园绿地面积35公顷。")
    assert result["unrecorded"] is None
    assert [figure["stated"] for figure in result["figures"]] == [None]


@pytest.mark.usefixtures("bulletin")
def test_what_was_sent_back_is_not_held_against_a_draft(client: Client) -> None:
    (wrong,) = queries.claims(kind=ClaimKind.FIGURE, quote="67.5万人")
    review([wrong.id], Review.RETURNED, by="小林", at=NOON, reason="印错")
    result = audited(client, "2021年末，平湖市常住人口68.5万人。")
    assert result["findings"] == []
    assert beside(result) == {"68.5万人": []}


PLANS = (
    "落实稳就业政策措施，深入开展高质量充分就业专项行动，新增城镇就业17万人以上。"
    "推动省属企业向实体化转型，力争新增3家企业进入500强。"
)
RESULTS = "2021年，城镇新增就业18.2万人。耕地面积稳定在60万亩以上，粮食总产量13.4万吨。"


def test_a_goal_told_without_its_year_is_held_against_the_goal(client: Client) -> None:
    for name, words in (("计划.md", f"2022年目标：\n{PLANS}"), ("总结.md", RESULTS)):
        handed = Handed(name=name, data=words.encode(), published=date(2022, 2, 1))
        record_document(handed, by="小林", at=NOON)
    told = audited(
        client,
        "落实稳就业政策措施，开展高质量充分就业专项行动，增加城镇就业12万人以上。\n"
        "省属企业向实体化转型，新增3家企业进入500强。\n"
        "粮食总产量近13.4万吨，耕地面积稳定在60万亩以上。",
    )
    assert {one["quote"]: [each["quote"] for each in one["stated"]] for one in told["figures"]} == {
        "12万人": ["17万人以上"],
        "3家": ["3家"],
        "13.4万吨": ["13.4万吨"],
        "60万亩": ["稳定在60万亩以上"],
    }
    words = "2021年，游客数量、游客总花费分别增长29.1%、67.1%。"
    record_document(Handed(name="旅游.md", data=words.encode()), by="小林", at=NOON)
    swapped = "2021年，游客数量增长67.1%，游客总花费增长29.1%。"
    assert beside(audited(client, swapped)) == {"67.1%": ["bad"], "29.1%": ["bad"]}


def test_a_large_record_is_first_asked_for_the_very_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its answer is that of a small one, all of whose documents are looked at."""
    words = "2021年，兰湾镇完成税收收入4.26亿元，同比增长9.2%。\n2021年，兰湾镇耕地面积930亩。"
    record_document(Handed(name="a.md", data=words.encode()), by="小林", at=NOON)
    draft = f"{words}\n2021年，兰湾镇耕地面积950亩。"
    small = audited(client, draft)
    monkeypatch.setattr("bayline.systems.reading.queries.meant._FEW_DOCUMENTS", 0)
    large = audited(client, draft)
    assert beside(large) == beside(small)
    assert large["findings"] == small["findings"]
    monkeypatch.setattr(comparing, "figures_meant", None)  # it is not asked where all is told
    assert beside(audited(client, words)) == {
        "4.26亿元": ["good"],
        "9.2%": ["good"],
        "930亩": ["good"],
    }


@pytest.mark.usefixtures("bulletin")
def test_nothing_of_a_draft_is_stored(client: Client, stored: Callable[[], list[int]]) -> None:
    before = stored()
    audited(client, "2021年末，平湖市常住人口68.5万人。")
    assert stored() == before


@pytest.mark.usefixtures("bulletin")
def test_the_page_links_to_the_figure_in_both_languages(client: Client) -> None:
    draft = {"text": "2021年末，平湖市常住人口68.5万人。", "published": "2022-03-01"}
    for prefix, word in (("", "资料："), ("/en", "Record:")):
        page = client.post(f"{prefix}/audit", draft).content.decode()
        assert f'class="n" href="{prefix}/figures/' in page
        assert word in page
