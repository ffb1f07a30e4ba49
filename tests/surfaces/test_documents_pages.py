"""The list of documents and taking one in: kept once, asked about where unclear, never lost."""

import base64
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import decide
from bayline.platform.record.terms import Handed, KeptSource
from bayline.systems.reading.actions.auditing import PAGE_LIMITS
from bayline.systems.reading.actions.receiving import receive
from bayline.systems.reading.actions.recording import record_document

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
WRONG = "2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。"


def kept(words: str = WRONG, name: str = "a.txt", at: datetime = NOON, **more: Any) -> KeptSource:
    handed = Handed(name=name, data=words.encode(), **more)
    return receive(handed, by="小林", at=at, limits=PAGE_LIMITS).source


def sent(client: Client, *, file: bytes | None = None, name: str = "报告.txt", **form: str) -> Any:
    body: dict[str, object] = {**form}
    if file is not None:
        body["file"] = SimpleUploadedFile(name, file)
    return client.post("/documents/new", body)


def test_an_empty_record_says_what_would_be_listed_and_opens_the_form(client: Client) -> None:
    page = client.get("/documents").content.decode()
    assert "还没有收存文件" in page
    assert '<details class="intake" id="new" open>' in page


def test_a_file_is_kept_read_and_checked(client: Client) -> None:
    response = sent(
        client, file=WRONG.encode(), title="项目库", publisher="五镇", published="2021年11月1日"
    )
    (source,) = queries.sources()
    assert response.headers["Location"] == f"/documents/{source.id}?new=1"
    assert (source.title, source.publisher, source.published, source.by) == (
        "项目库",
        "五镇",
        date(2021, 11, 1),
        "小林",
    )
    assert "已收存并读完" in client.get(response.headers["Location"]).content.decode()
    assert [one for one in queries.findings() if one.is_present]


def test_a_pasted_text_is_kept_under_its_title(client: Client) -> None:
    refused = sent(client, text=WRONG)
    assert refused.status_code == 400
    assert "贴入的文字没有标题" in refused.content.decode()
    assert WRONG in refused.content.decode()
    assert sent(client, text=WRONG, title="项目库").status_code == 302
    (source,) = queries.sources()
    assert (source.name, queries.content_of(source)) == ("项目库.txt", WRONG.encode())


def test_what_the_head_of_a_file_says_fills_what_was_not_typed(client: Client) -> None:
    head = (
        "---\ntitle: 头上的标题\npublisher: 头上的\npublished: 2021-03-05\nlicence: CC0-1.0\n---\n"
    )
    sent(client, file=f"{head}{WRONG}".encode(), name="a.md", publisher="填的")
    (source,) = queries.sources()
    assert (source.title, source.publisher, source.licence) == ("头上的标题", "填的", "CC0-1.0")
    assert source.published == date(2021, 3, 5)


def test_an_address_at_the_head_that_no_page_may_link_to_is_not_taken_over(client: Client) -> None:
    for number, address in enumerate(("javascript:alert(1)", "data:text/html,x", "/posts/1")):
        file = f"---\nurl: {address}\n---\n{WRONG}".encode()
        assert sent(client, file=file, name=f"{number}.md").status_code == 302
    assert {source.url for source in queries.sources()} == {""}


def test_an_address_that_was_kept_before_is_shown_and_not_linked(client: Client) -> None:
    handed = Handed(name="a.txt", data=WRONG.encode(), url="javascript:alert(1)")
    source = record_document(handed, by="小林", at=NOON).source
    page = client.get(f"/documents/{source.id}").content.decode()
    assert "javascript:alert(1)" in page
    assert 'href="javascript:' not in page


def test_an_empty_file_is_told_as_such(client: Client) -> None:
    response = sent(client, file=b"", name="leer.txt")
    page = response.content.decode()
    assert response.status_code == 422
    assert "文件是空的" in page
    assert "贴入的文字没有标题" not in page


def test_the_same_bytes_again_are_told_with_the_kept_document(client: Client) -> None:
    source = kept(title="先收的")
    response = sent(client, file=WRONG.encode(), name="另一个名字.txt")
    page = response.content.decode()
    assert response.status_code == 200
    assert "逐字节相同，没有再存" in page
    assert f'href="/documents/{source.id}">先收的' in page
    assert len(queries.sources()) == 1


def test_a_file_of_a_known_name_is_asked_about_and_travels_on(client: Client) -> None:
    first = kept("总投资35亿元。", name="报告.txt")
    asked = sent(client, file=WRONG.encode(), title="新的")
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "还没有收存" in page
    assert len(queries.sources()) == 1
    carried = re.search(r'name="document" value="([^"]+)"', page)
    assert carried
    assert base64.b64decode(carried[1]) == WRONG.encode()
    answer = {"document": carried[1], "name": "报告.txt", "title": "新的"}
    taken = client.post("/documents/new", {**answer, "edition": first.sha256})
    assert taken.status_code == 302
    newest = queries.sources()[0]
    assert (newest.replaces, newest.title, newest.name) == (first.sha256, "新的", "报告.txt")


def test_another_document_of_the_same_name_replaces_nothing(client: Client) -> None:
    kept("总投资35亿元。", name="报告.txt")
    assert sent(client, file=WRONG.encode(), edition="another").status_code == 302
    assert [source.replaces for source in queries.sources()] == ["", ""]


def test_what_is_chosen_as_corrected_is_not_asked_about(client: Client) -> None:
    first = kept("总投资35亿元。", name="报告.txt")
    assert sent(client, file=WRONG.encode(), replaces=first.sha256).status_code == 302
    assert queries.sources()[0].replaces == first.sha256


def test_a_document_that_has_a_corrected_edition_is_corrected_through_it(client: Client) -> None:
    first = kept("总投资35亿元。", name="报告.txt", title="初稿")
    second = kept("总投资36亿元。", name="报告.txt", title="更正稿", replaces=first.sha256)
    page = client.get("/documents").content.decode()
    assert f'value="{first.sha256}"' not in page
    assert f'value="{second.sha256}"' in page
    refused = sent(client, file=WRONG.encode(), replaces=first.sha256)
    assert refused.status_code == 400
    assert "已有更正版“更正稿”" in refused.content.decode()
    assert sent(client, file=WRONG.encode(), replaces=second.sha256).status_code == 302
    assert queries.sources()[0].replaces == second.sha256


def test_an_unreadable_file_is_refused_in_place_with_the_form_as_it_was(client: Client) -> None:
    response = sent(client, file=b"%PDF-1.4 broken", name="a.pdf", title="标题", licence="CC0")
    page = response.content.decode()
    assert response.status_code == 422
    assert "没有收存，先改这里" in page
    assert 'value="标题"' in page
    assert 'value="CC0"' in page
    assert queries.sources() == []


@pytest.mark.parametrize(
    ("form", "sentence", "status"),
    [
        ({"title": "a"}, "没有文稿", 400),
        ({"text": "甲", "title": "a", "published": "前天"}, "不是日期", 422),
        ({"text": "甲", "title": "a", "url": "javascript:1"}, "不是网址", 400),
        ({"text": "甲", "title": "a", "replaces": "0" * 64}, "要更正的文件不在资料里", 400),
        ({"text": "甲" * 100_001, "title": "a"}, "文字太多", 413),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_stored(
    client: Client, form: dict[str, str], sentence: str, status: int
) -> None:
    response = sent(client, **form)
    assert response.status_code == status
    assert sentence in response.content.decode()
    assert queries.sources() == []


def test_a_word_file_is_read_too(client: Client) -> None:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph(WRONG)
    document.save(file)
    assert sent(client, file=file.getvalue(), name="a.docx").status_code == 302
    assert queries.count_by_state()[Review.PROPOSED] > 5


def test_a_form_that_is_too_old_comes_back_with_its_file(logged_in: Callable[..., Client]) -> None:
    client = logged_in(is_strict=True)
    page = sent(client, file=WRONG.encode(), title="标题")
    assert page.status_code == 403
    assert base64.b64encode(WRONG.encode()).decode() in page.content.decode()
    assert queries.sources() == []
    assert client.get("/documents/new").headers["Location"] == "/documents#new"


def test_a_row_tells_figures_what_waits_and_what_was_found(client: Client) -> None:
    source = kept(title="项目库", publisher="五镇")
    (row,) = client.get("/documents.json").json()["rows"]
    assert (row["figures"], row["waiting"]) == (7, 7)
    assert [(one["look"], one["count"]) for one in row["findings"]] == [("bad", 1)]
    assert row["review_address"] == f"/review?document={source.id}"
    other = kept("总投资35亿元。", name="b.txt", title="更正", replaces=source.sha256)
    page = client.get("/documents.json").json()
    links = {row["title"]: row["editions"] for row in page["rows"]}
    assert links == {
        "项目库": [{"title": "更正", "address": f"/documents/{other.id}", "is_later": True}],
        "更正": [{"title": "项目库", "address": f"/documents/{source.id}", "is_later": False}],
    }


def titles(client: Client, query: str) -> list[str]:
    response = client.get(f"/documents.json?{query}")
    assert response.status_code == 200
    return [row["title"] for row in response.json()["rows"]]


def test_the_list_is_filtered_and_sorted(client: Client) -> None:
    kept(title="甲", publisher="五镇", published=date(2021, 3, 1))
    calm = kept("总投资35亿元。", name="b.txt", title="乙", publisher="统计局", at=NOON + HOUR)
    claims = queries.claims(source=calm.key)
    decide([one.id for one in claims], Review.ACCEPTED, by="小林", at=NOON + HOUR)
    assert titles(client, "") == ["乙", "甲"]
    assert titles(client, "sort=recorded") == ["甲", "乙"]
    assert titles(client, "sort=-figures") == ["甲", "乙"]
    assert titles(client, "sort=-published") == ["甲", "乙"]
    assert titles(client, "state=waiting") == ["甲"]
    assert titles(client, "state=reviewed") == ["乙"]
    assert titles(client, "state=contradiction") == ["甲"]
    assert titles(client, "publisher=统计局") == ["乙"]
    assert titles(client, "q=b.txt") == ["乙"]
    assert titles(client, "sort=nonsense&state=nonsense") == ["乙", "甲"]
    assert titles(client, "as_of=2021-11-04") == []
    page = client.get("/documents?q=丙").content.decode()
    assert "没有符合条件的文件" in page


def test_links_of_the_list_keep_filters_and_the_day(client: Client) -> None:
    kept(title="甲", publisher="五镇")
    page = client.get("/documents.json?publisher=五镇&as_of=2021-11-05").json()
    for column in page["columns"]:
        assert "publisher=%E4%BA%94%E9%95%87" in column["address"]
        assert "as_of=2021-11-05" in column["address"]
    assert page["rows"][0]["address"].endswith("?as_of=2021-11-05")


def test_fifty_stand_on_a_page_and_the_list_asks_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(53):
        kept(f"{WRONG}{number}", name=f"{number}.txt", title=f"{number:02}")
    with django_assert_max_num_queries(14):
        page = client.get("/documents.json?sort=title&state=contradiction").json()
    assert (len(page["rows"]), page["total"], page["pager"]["pages"]) == (50, 53, 2)
    following = page["pager"]["next_address"].replace("/documents?", "/documents.json?")
    assert [row["title"] for row in client.get(following).json()["rows"]] == ["50", "51", "52"]
