"""Pages of registers: all state in the address, nothing lost in a form, every number leads back."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bayline.platform.registers import actions, queries
from bayline.platform.registers.terms import Edit, Entry, Register

TOML = Path(__file__).resolve().parents[1] / "cases" / "register_of_every_type.toml"
PLACES = """
name = "places"
title = "地方"
title_en = "Localities"
key = "code"
label = "name"
[[field]]
name = "code"
title = "代码"
title_en = "Place code"
type = "text"
[[field]]
name = "name"
title = "地名"
title_en = "Place name"
type = "text"
"""
NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
FIRST = Edit(by="甲", at=NOON, reason="初次")

pytestmark = pytest.mark.django_db


@pytest.fixture
def works() -> Register:
    """A register with one field of every type, and the places it names."""
    places = actions.declare(PLACES.encode(), where="places.toml")
    actions.save(places, {"code": "310116001/东村", "name": "东村"}, edit=FIRST)
    return actions.declare(TOML.read_bytes(), where="works.toml")


def saved(works: Register, key: str, **values: str) -> Entry:
    return actions.save(works, {"code": key, "name": f"{key}工程", **values}, edit=FIRST)


@pytest.fixture
def many(works: Register) -> Register:
    """Sixty entries in two stages."""
    for number in range(60):
        stage = ("signed", "begun")[number % 2]
        saved(works, f"K{number:02}", stage=stage, invested=f"{number + 1}亿元", count=str(number))
    return works


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:3000]
    return str(response.content.decode())


def twin(client: Client, address: str) -> Any:
    path, _, query = address.partition("?")
    response = client.get(f"{path}.json?{query}")
    assert response.status_code == 200
    return response.json()


def test_registers_are_listed_with_their_counts(client: Client, works: Register) -> None:
    saved(works, "A")
    page = text(client, "/registers")
    assert '<a href="/registers/works">工程</a>' in page
    found = {line["name"]: line["count"] for line in twin(client, "/registers")["registers"]}
    assert found.items() >= {"places": 1, "works": 1, "projects": 0}.items()
    assert "Works" in text(client, "/en/registers")


def test_registers_are_counted_as_of_the_day_asked_for(client: Client, works: Register) -> None:
    saved(works, "A")
    for day, count in (("2021-11-04", 0), ("2021-11-05", 1)):
        told = client.get(f"/registers.json?as_of={day}").json()["registers"]
        assert [each["count"] for each in told if each["name"] == "works"] == [count]
    assert client.get("/registers?as_of=2021-02-30").status_code == 400


def test_what_systems_bring_is_there_before_a_pack_is(client: Client, anonymous: Client) -> None:
    assert '<a href="/registers/projects">项目</a>' in text(client, "/registers")
    assert "装入资料包后在这里列出" in text(anonymous, "/registers")


def test_what_is_not_there_is_not_found(client: Client, works: Register) -> None:
    del works
    for address in (
        "/registers/nothing",
        "/registers/works/nobody",
        "/registers/works/nobody/edit",
    ):
        text(client, address, 404)


def test_an_empty_register_says_what_to_do(client: Client, works: Register) -> None:
    del works
    page = text(client, "/registers/works")
    assert "还没有条目。可以新增一条，或导入表格。" in page
    assert "没有条目" in text(client, "/registers/works?as_of=2020-01-01")


@pytest.mark.usefixtures("many")
def test_a_list_shows_fifty_and_turns_pages(client: Client) -> None:
    first, second = twin(client, "/registers/works"), twin(client, "/registers/works?page=2")
    assert (first["total"], len(first["rows"]), len(second["rows"])) == (60, 50, 10)
    assert "?page=2" in text(client, "/registers/works")
    assert text(client, "/registers/works?page=999").count("<tr>") == 11


@pytest.mark.usefixtures("many")
def test_every_number_of_a_list_leads_to_its_field(client: Client) -> None:
    page = text(client, "/registers/works")
    assert (
        '<a href="/registers/works/K00#invested" class="n figure-link" lang="zh-Hans">1亿元</a>'
        in page
    )
    rows = page[page.index("<tbody>") : page.index("</tbody>")]
    bare = re.sub(r"<a\b.*?</a>|<[^>]*>", "", rows, flags=re.DOTALL)
    assert not re.findall(r"\d", bare)


@pytest.mark.usefixtures("many")
def test_filters_search_and_order_stand_in_the_address(client: Client) -> None:
    page = twin(client, "/registers/works?f.stage=signed&q=工程&sort=-count")
    assert page["total"] == 30
    assert page["rows"][0]["key"] == "K58"
    stage = next(facet for facet in page["facets"] if facet["name"] == "stage")
    assert [(each["value"], each["count"], each["is_chosen"]) for each in stage["options"]] == [
        ("begun", 30, False),
        ("signed", 30, True),
    ]
    html = text(client, "/registers/works?f.stage=signed&q=工程&sort=-count")
    assert "符合条件的30条，全部60条。" in html
    assert 'aria-sort="descending"' in html
    assert 'name="f.stage" value="signed"' in html
    assert "f.stage=signed&amp;f.stage=begun" in html
    assert "没有符合条件的条目" in text(client, "/registers/works?q=没有的词")


@pytest.mark.usefixtures("many")
def test_nonsense_in_the_address_is_left_out(client: Client) -> None:
    pages = ("page=x", "page=-1")
    for query in (*pages, "sort=nothing", "sort=contact", "f.nothing=1", "q=%00", "q=%25"):
        assert twin(client, f"/registers/works?{query}")["page"] == 1, query


def test_a_day_that_is_none_is_one_sentence(client: Client, works: Register) -> None:
    saved(works, "A")
    for address in ("/registers/works", "/registers/works/A", "/registers/works/export.csv"):
        assert "“昨天”不是日期" in text(client, f"{address}?as_of=昨天", 400)


@pytest.mark.usefixtures("many")
def test_a_list_asks_the_database_few_questions(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        text(client, "/registers/works?f.stage=signed")


def test_an_entry_shows_figures_names_source_and_history(client: Client, works: Register) -> None:
    made = saved(
        works,
        "A",
        invested="超82亿元",
        place="310116001/东村",
        stage="begun",
        site="http://localhost/x",
    )
    later = Edit(by="乙", at=NOON + timedelta(days=1))
    actions.save(works, {**made.values, "count": "3"}, edit=later, key="A", version=1)
    page = text(client, "/registers/works/A")
    assert "超82亿元" in page
    assert "即8,200,000,000元" in page
    place = '<a href="/registers/places/310116001/%E4%B8%9C%E6%9D%91" class="quoted"'
    assert f'{place} lang="zh-Hans">东村</a>' in page
    assert "来源：" in page
    assert "工程清单" in page
    assert page.index("乙") < page.index("甲")
    found = twin(client, "/registers/works/A")
    assert [step["version"] for step in found["history"]] == [2, 1]
    invested = next(cell for cell in found["cells"] if cell["name"] == "invested")
    assert invested["exact"] == {
        "value": "8,200,000,000",
        "high": "",
        "unit": "CNY",
        "bound": "over",
    }
    then = twin(client, "/registers/works/A?as_of=2021-11-05")
    assert (then["version"], len(then["history"])) == (1, 1)
    text(client, "/registers/works/A?as_of=2021-11-04", 404)
    text(client, "/registers/works/A?as_of=2021-11-05T04:00:00%2B00:00")


def test_the_day_that_is_asked_for_is_said_once_and_kept_by_the_search(
    client: Client, works: Register
) -> None:
    saved(works, "A")
    for address in ("/registers/works", "/registers/works/A"):
        page = text(client, f"{address}?as_of=2025-11-05")
        assert len(re.findall("截至|2025年11月5日", re.sub("<[^>]*>", "", page))) == 2, "the strip"
    page = text(client, "/registers/works?as_of=2025-11-05")
    assert '<input type="hidden" name="as_of" value="2025-11-05">' in page
    assert "第1版" in re.sub("<[^>]*>", "", text(client, "/registers/works/A?as_of=2025-11-05"))


def test_a_key_with_a_slash_has_its_page_and_its_twin(client: Client, works: Register) -> None:
    del works
    assert "东村" in text(client, "/registers/places/310116001/东村")
    assert twin(client, "/registers/places/310116001/东村")["label"] == "东村"
    assert "修改“东村”" in text(client, "/registers/places/310116001/东村/edit")


def test_personal_values_stand_on_no_page_and_in_no_file(client: Client, works: Register) -> None:
    made = saved(works, "A", contact="王某某")
    actions.save(works, {**made.values, "contact": "李某某"}, edit=FIRST, key="A", version=1)
    addresses = ("", "/A", "/A.json", "/A/edit", "/A/edit.json", ".json", "/export.csv")
    for address in addresses:
        response = client.get(f"/registers/works{address}")
        body = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200
        assert "某某" not in body.decode(), address
    assert "已填（个人信息，不显示）" in text(client, "/registers/works/A")


def form(works: Register, **values: str) -> dict[str, str]:
    given = {f"v.{field.name}": values.pop(field.name, "") for field in works.fields}
    return {"reason": "补录", "do": "save", **given, **values}


def test_an_entry_is_added_by_whoever_is_logged_in(client: Client, works: Register) -> None:
    sent = form(
        works, by="别人", code="A/1", name="甲", length="3.50", listed_city="yes", contact="某人"
    )
    response = client.post("/registers/works/new", sent)
    assert (response.status_code, response.headers["Location"]) == (302, "/registers/works/A/1")
    step = queries.history(works, "A/1")[0]
    assert (step.edit.by, step.edit.reason) == ("小林", "补录")
    assert step.entry.values["length"] == "3.5"


def test_a_faulty_form_comes_back_whole_with_its_reasons(client: Client, works: Register) -> None:
    response = client.post("/registers/works/new", form(works, code="A", count="x", about="留着"))
    page = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#v.count">“标段数”填“x”，不是数。请只写数，如3.5。</a>' in page
    assert '<p class="problem" id="problem-v.count">' in page
    assert "留着" in page
    assert queries.entry(works, "A") is None


def test_nobody_saves_over_another(client: Client, works: Register) -> None:
    saved(works, "A")
    response = client.post("/registers/works/new", form(works, code="A", name="乙"))
    assert "已有“A”" in response.content.decode()


def test_a_field_that_was_not_sent_stays_and_an_empty_one_is_cleared(
    client: Client, works: Register
) -> None:
    saved(works, "A", invested="206亿元", count="3")
    sent = {"version": "1", "v.name": "A工程改", "v.count": ""}
    assert client.post("/registers/works/A/edit", sent).status_code == 302
    entry = queries.entry(works, "A")
    assert entry is not None
    assert entry.values["invested"] == "206亿元"
    assert entry.values["name"] == "A工程改"
    assert "count" not in entry.values


@pytest.mark.parametrize("page", ["new", "import", "A/edit"])
def test_nothing_is_written_into_the_past(client: Client, works: Register, page: str) -> None:
    saved(works, "A")
    answer = client.get(f"/registers/works/{page}?as_of=2021-11-05")
    assert answer.status_code == 400
    assert "过去的样子只能看，不能写" in answer.content.decode()
    assert '<form class="' not in answer.content.decode().split("<main")[1].split("</main>")[0]


@pytest.mark.usefixtures("works")
def test_the_list_of_registers_keeps_the_day(client: Client) -> None:
    assert 'href="/registers/works?as_of=2021-11-05"' in (
        client.get("/registers?as_of=2021-11-05").content.decode()
    )


@pytest.mark.parametrize("key", ["\u200b", "A\u202eB", "A\u200b"])
def test_a_key_that_does_not_show_is_refused(client: Client, works: Register, key: str) -> None:
    sent = {"v.code": key, "v.name": "工程"}
    answer = client.post("/registers/works/new", sent)
    assert answer.status_code == 422
    assert not queries.count(works)


def test_personal_values_stay_unless_retyped_or_erased(client: Client, works: Register) -> None:
    saved(works, "A", contact="王某某")
    client.post("/registers/works/A/edit", form(works, code="A", name="新", version="1"))
    assert queries.entry(works, "A").values["contact"] == "王某某"
    sent = {**form(works, code="A", name="新", version="2"), "erase.contact": "on"}
    client.post("/registers/works/A/edit", sent)
    assert "contact" not in queries.entry(works, "A").values


def test_two_who_change_one_field_see_both_versions(client: Client, works: Register) -> None:
    made = saved(works, "A", count="1", length="2")
    theirs = {**made.values, "count": "3", "about": "他们的"}
    actions.save(works, theirs, edit=Edit(by="乙", at=NOON), key="A", version=1)
    sent = form(works, code="A", name="A工程", count="5", length="4", version="1")
    response = client.post("/registers/works/A/edit", sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "别人同时改过" in page
    assert "现在（第2版，乙）" in page
    assert "<td>1</td><td>3</td><td>5</td>" in page
    assert 'name="version" value="2"' in page
    assert "他们的" in page
    assert (
        client.post(
            "/registers/works/A/edit", {**sent, "v.about": "他们的", "version": "2"}
        ).status_code
        == 302
    )
    assert queries.entry(works, "A").values["count"] == "5"


def test_an_entry_is_taken_out_and_brought_back(client: Client, works: Register) -> None:
    saved(works, "A")
    gone = client.post("/registers/works/A/edit", {"version": "1", "do": "remove"})
    assert gone.status_code == 302
    assert "已删除" in text(client, "/registers/works/A")
    assert twin(client, "/registers/works")["total"] == 0
    sent = form(works, code="A", name="又来", version="2")
    assert client.post("/registers/works/A/edit", sent).status_code == 302
    assert queries.entry(works, "A").version == 3


def test_twins_store_nothing_and_old_forms_lose_nothing(
    works: Register, logged_in: Callable[..., Client]
) -> None:
    saved(works, "A")
    strict = logged_in(is_strict=True)
    sent = form(works, code="A", name="留着", version="1")
    for address in ("new", "import", "A/edit"):
        assert strict.post(f"/registers/works/{address}.json", sent).status_code == 405
    response = strict.post("/registers/works/A/edit", sent)
    assert response.status_code == 403
    assert 'value="留着"' in response.content.decode()
    assert queries.entry(works, "A").version == 1
    assert "请重新选择文件" in strict.post("/registers/works/import").content.decode()


def test_what_a_list_shows_is_handed_over_as_a_file(client: Client, many: Register) -> None:
    response = client.get("/registers/works/export.csv?f.stage=signed&sort=-count")
    rows = b"".join(response).decode("utf-8-sig").splitlines()
    assert (len(rows), rows[1].split(",")[0]) == (31, "K58")
    assert "attachment" in response.headers["Content-Disposition"]
    book = client.get("/registers/works/export.xlsx")
    data = io.BytesIO(b"".join(book))
    assert queries.preview(many, "a.xlsx", data.getvalue()).same == 60


def test_a_form_says_what_leads_nowhere_and_stores_it(client: Client, works: Register) -> None:
    sent = {"v.code": "A", "v.name": "A工程", "v.document": "没有.md", "v.part_of": "A"}
    assert client.post("/registers/works/new", {**sent}).status_code == 302
    form = text(client, "/registers/works/A/edit")
    assert form.count("资料里没有它。可以先照样写入") == 1
    assert re.search(r'id="v.document"[^>]*aria-describedby="note-v.document"', form)
    assert 'id="note-v.document"' in form
    cells = {cell["name"]: cell for cell in twin(client, "/registers/works/A")["cells"]}
    assert [name for name, cell in cells.items() if cell["is_unknown"]] == ["document"]
    assert queries.entry(works, "A").values["document"] == "没有.md"
