"""查找: one box over everything, hits in groups, each with its sentence and the words marked."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.packs.actions import keep_files
from bayline.platform.record import queries
from bayline.platform.record.actions import decide
from bayline.platform.record.terms import KeptText
from bayline.platform.registers.actions import declare, save
from bayline.platform.registers.terms import Edit

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
WORDS = "今年打通断头路3条，总投資2.5亿元。中断头部企业名单。碳纤维项目总投资206亿元。"
PLACES = "code,name,aliases\n310116112,漕泾镇,老漕泾\n310116101,朱泾镇,\n"
Recorded = Callable[..., KeptText]


@pytest.fixture(scope="module")
def record(kept: None, recorded: Recorded, declared: Callable[..., str]) -> None:
    """A document, two places, an office and a project."""
    del kept
    recorded(WORDS, title="断头路简报")
    keep_files({"geography/places.csv": PLACES.encode()}, by="小林", at=NOON)
    edit = Edit(by="小林", at=NOON)
    for name, title, entry in (
        ("organisations", "机构", "交通委员会"),
        ("projects", "项目", "漕泾碳纤维基地"),
    ):
        register = declare(declared(name, title, name.title()).encode(), where=f"{name}.toml")
        save(register, {"code": "a1", "name": entry}, edit=edit)


def asked(client: Client, typed: str, **more: object) -> dict[str, Any]:
    response = client.get("/search.json", {"q": typed, **more})
    assert response.status_code == 200, typed
    page: dict[str, Any] = response.json()
    return page


def hits(page: dict[str, Any], kind: str) -> list[str]:
    (group,) = [group for group in page["groups"] if group["kind"] == kind]
    return ["".join(piece["words"] for piece in hit["words"]) for hit in group["hits"]]


@pytest.mark.usefixtures("record")
def test_a_sentence_is_found_with_its_words_marked_and_its_figures(client: Client) -> None:
    page = asked(client, "断头路")
    assert hits(page, "sentence") == ["今年打通断头路3条，总投資2.5亿元。"]
    (line,) = page["groups"][4]["hits"]
    assert [piece["words"] for piece in line["words"] if piece["is_hit"]] == ["断头路"]
    assert {figure["printed"] for figure in line["figures"]} == {"3条", "2.5亿元"}
    assert line["of"] == "断头路简报"
    assert hits(page, "document") == ["断头路简报"]
    for figure in line["figures"]:
        assert client.get(figure["address"]).status_code == 200
    html = client.get("/search", {"q": "断头路"}).content.decode()
    assert "今年打通<mark>断头路</mark>3条" in html


@pytest.mark.usefixtures("record")
def test_a_whole_word_goes_before_a_part_of_others(client: Client) -> None:
    page = asked(client, "断头")
    assert hits(page, "sentence") == ["今年打通断头路3条，总投資2.5亿元。", "中断头部企业名单。"]


@pytest.mark.usefixtures("record")
def test_figures_are_found_through_their_sentence(client: Client) -> None:
    page = asked(client, "碳纤维 总投资", kind="figure")
    (line,) = next(one["hits"] for one in page["groups"] if one["kind"] == "figure")
    assert line["figure"]["printed"] == "206亿元"
    (money,) = queries.claims(quote="206亿元", kind=ClaimKind.FIGURE)
    decide([money.id], Review.RETURNED, by="小林", at=NOON, reason="主体不对")
    assert hits(asked(client, "碳纤维 总投资", kind="figure"), "figure") == []


@pytest.mark.parametrize(
    ("typed", "kind", "label", "address"),
    [
        ("漕泾", "place", "漕泾镇", "/places/310116112"),
        ("cjz", "place", "漕泾镇", "/places/310116112"),
        ("cáojīng", "place", "漕泾镇", "/places/310116112"),
        ("jtwyh", "organisation", "交通委员会", "/organisations/a1"),
        ("碳纤维基地", "entry", "漕泾碳纤维基地", "/registers/projects/a1"),
        ("A1", "entry", "漕泾碳纤维基地", "/registers/projects/a1"),
        ("a.md", "document", "断头路简报", ""),
    ],
)
@pytest.mark.usefixtures("record")
def test_names_lead_to_their_pages(
    client: Client, typed: str, kind: str, label: str, address: str
) -> None:
    page = asked(client, typed)
    assert label in hits(page, kind)
    (first, *_) = next(group["hits"] for group in page["groups"] if group["kind"] == kind)
    assert first["address"].endswith(address)
    assert client.get(first["address"]).status_code == 200


@pytest.mark.usefixtures("record")
def test_the_page_asks_as_of_a_day_and_keeps_it_in_its_links(client: Client) -> None:
    assert not asked(client, "断头路", as_of="2021-11-04")["is_found"]
    page = asked(client, "断头路", as_of="2021-11-05")
    assert page["is_found"]
    assert all("as_of=2021-11-05" in group["address"] for group in page["groups"])
    refused = client.get("/search.json", {"q": "断头路", "as_of": "昨天"})
    assert refused.status_code == 400
    assert "不是日期" in refused.json()["sentence"]


def test_a_kind_is_shown_page_by_page_and_a_document_alone(
    client: Client, recorded: Recorded
) -> None:
    recorded("".join(f"第{n}段风雨廊打通。" for n in range(1, 46)), name="many.md", title="长文")
    few = recorded("另一处风雨廊。", name="few.md", title="短文")
    page = asked(client, "风雨廊")
    assert [group["count"] for group in page["groups"] if group["kind"] == "sentence"] == [46]
    assert len(hits(page, "sentence")) == 5
    pages = [hits(asked(client, "风雨廊", kind="sentence", page=n), "sentence") for n in (1, 2, 3)]
    assert [*map(len, pages)] == [20, 20, 6]
    assert len({sentence for page in pages for sentence in page}) == 46
    assert pages[2] == hits(asked(client, "风雨廊", kind="sentence", page=99), "sentence")
    assert {one["title"]: one["count"] for one in page["documents"]} == {"长文": 45, "短文": 1}
    alone = asked(client, "风雨廊", document=few.source.id)
    assert hits(alone, "sentence") == ["另一处风雨廊。"]
    assert client.get("/search", {"q": "廊", "document": "0" * 12}).status_code == 404


def test_more_than_are_counted_is_said(client: Client, recorded: Recorded) -> None:
    recorded("".join(f"第{n}段风雨廊打通。" for n in range(1, 700)))
    (group,) = [one for one in asked(client, "风雨廊")["groups"] if one["kind"] == "sentence"]
    assert (group["count"], group["is_more"]) == (300, True)
    assert '多于<span data-n="count">300</span>' in client.get("/search?q=风雨廊").content.decode()


@pytest.mark.any_database
def test_the_number_of_questions_is_fixed(client: Client, recorded: Recorded) -> None:
    def counted(address: str) -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    recorded("断头路1条，投资1亿元。")
    few = [counted("/search?q=断头路"), counted("/search?q=断头路&kind=figure")]
    for number in range(2, 30):
        recorded(f"断头路{number}条，投资{number}亿元。", name=f"{number}.md")
    assert [counted("/search?q=断头路"), counted("/search?q=断头路&kind=figure")] == few
    assert max(few) <= 24


@pytest.mark.usefixtures("record")
def test_the_public_finds_nothing_before_anything_is_published() -> None:
    page = asked(Client(), "断头路")
    assert not page["is_found"]
    assert not any(group["count"] for group in page["groups"])
    for typed in ("漕泾", "cjz", "交通", "碳纤维"):
        assert not asked(Client(), typed)["is_found"]


HOSTILE = (
    *("", " ", "，。！？", "路\x00断", "\ufffd", "😀", "*", "路*", "**" * 500, '"', '"断头路'),
    *("断头路 AND", "NEAR(断 头)", "rowid:1", "-", "-断头路", "' OR 1=1 --", "a & b | !c", ":*"),
    *("{{ 7*7 }}", "<script>alert(1)</script>", "%", "%s", "断" * 10_000, "路* " * 100, "(" * 300),
)


@pytest.mark.parametrize("kind", ["", "sentence", "figure", "place", "'", "x" * 500])
@pytest.mark.usefixtures("record")
def test_whatever_is_typed_is_answered(client: Client, kind: str) -> None:
    for typed in HOSTILE:
        response = client.get("/search", {"q": typed, "kind": kind, "page": typed[:9]})
        assert response.status_code == 200, typed
        html = response.content.decode()
        assert "<script>alert" not in html, typed
        assert asked(client, typed, kind=kind)["words"] == typed.replace("\0", "")[:400], typed


@pytest.mark.parametrize(
    ("typed", "said"),
    [("，。！？", "标点和符号不查"), ("-断头路", "只写了要排除的字词"), ("断" * 300, "只按前")],
)
def test_what_cannot_be_looked_for_is_said(client: Client, typed: str, said: str) -> None:
    assert said in client.get("/search", {"q": typed}).content.decode()


@pytest.mark.parametrize(
    "address", ["/record", "/en/record", "/search?q=断", "/record?as_of=2021-11-05"]
)
def test_every_page_has_the_box(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    assert 'role="search"' in html
    assert 'name="q"' in html
    assert ('name="as_of" value="2021-11-05"' in html) == ("as_of" in address)


@pytest.mark.usefixtures("record")
def test_the_english_page_is_english(client: Client) -> None:
    html = client.get("/en/search?q=断头路").content.decode()
    for words in ("Find", "Text", "Documents", "Figures"):
        assert words in html
    assert 'action="/en/search"' in html
