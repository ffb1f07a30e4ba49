"""Publications on the web: listed, downloaded, compared, made, taken back, watched by a feed."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from bayline.kernel.reviews import Review
from bayline.platform.freezing.actions import publish
from bayline.platform.jobs.working import do_next
from bayline.platform.packs.actions import keep_files
from bayline.platform.publishing import queries as publishing
from bayline.platform.publishing.terms import Published
from bayline.platform.record import queries
from bayline.platform.record.actions import decide
from bayline.platform.registers.actions import save
from bayline.platform.registers.queries import register
from bayline.platform.registers.terms import Edit
from bayline.systems.reading.actions.reviewing import put_right

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = "全区有30个村。首季12个项目开工，总投资206亿元。"
ATOM = "{http://www.w3.org/2005/Atom}"
Recorded = Callable[..., Any]


@pytest.fixture
def place(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path / "snapshots"


@pytest.fixture
def claims(recorded: Recorded) -> dict[str, str]:
    recorded(WORDS)
    keep_files({"publishing.toml": b'[documents]\npublic = ["a.md"]'}, by="小林", at=NOON)
    found = {one.quote: one for one in queries.claims()}
    decide([found["206亿元"].id, found["30个"].id], Review.ACCEPTED, by="小林", at=NOON)
    return {quote: one.id for quote, one in found.items()}


@pytest.fixture
def first(place: Path, claims: dict[str, str]) -> Published:
    del claims
    return publish(place, title="首期", by="小林", at=NOON + HOUR)


@pytest.fixture
def second(place: Path, first: Published, claims: dict[str, str]) -> Published:
    """A publication in which one figure is new, one is corrected, one is gone."""
    del first
    later = NOON + 2 * HOUR
    decide([claims["12个"]], Review.ACCEPTED, by="小林", at=later)
    decide([claims["30个"]], Review.RETURNED, by="小林", at=later, reason="口径不符")
    kept = queries.claim(claims["206亿元"])
    put_right(kept.id, replace(kept.claim, subject="首季项目"), by="小林", at=later, reason="写全")
    return publish(place, title="二期", by="小林", at=NOON + 3 * HOUR)


def test_publications_are_listed_the_latest_first(
    anonymous: Client, first: Published, second: Published
) -> None:
    shown = anonymous.get("/publications.json").json()
    assert [one["id"] for one in shown["publications"]] == [second.id, first.id]
    assert shown["new"] == ""
    page = anonymous.get("/publications").content.decode()
    assert page.index("二期") < page.index("首期")
    assert "首期" in anonymous.get("/reports").content.decode()


def test_a_publication_shows_its_files_and_hands_them_over(
    anonymous: Client, first: Published
) -> None:
    page = anonymous.get(f"/publications/{first.id}.json").json()
    assert (page["line"]["documents"], page["line"]["claims"], page["by"]) == (1, 2, "")
    (lines,) = [one for one in page["files"] if one["path"] == "claims.jsonl"]
    response = anonymous.get(lines["address"])
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    rows = [json.loads(line) for line in b"".join(response).splitlines()]
    assert [row["quote"] for row in rows] == ["30个", "206亿元"]
    read = anonymous.get(page["read"])
    assert "a.md" not in read.headers
    assert "首期" in b"".join(read).decode()


def test_only_files_of_the_manifest_are_handed_over(
    anonymous: Client, first: Published, place: Path
) -> None:
    (place.parent / "secret.key").write_text("geheim")
    outside = ("secret.key", "../../secret.key", "%2e%2e/bayline.sqlite3")
    for path in (*outside, "documents", "", "x/../y"):
        response = anonymous.get(f"/publications/{first.id}/files/{path}")
        assert response.status_code in {301, 302, 404}, path
        assert b"geheim" not in response.content, path


@pytest.mark.usefixtures("first")
def test_what_changed_is_told_figure_by_figure(
    anonymous: Client, first: Published, second: Published
) -> None:
    shown = anonymous.get(f"/publications/{second.id}/changes.json?since={first.id}").json()
    told = {part["name"]: part for part in shown["parts"]}
    assert {name: part["total"] for name, part in told.items()} == {
        "added": 1,
        "corrected": 1,
        "withdrawn": 1,
    }
    (added,), (corrected,) = told["added"]["lines"], told["corrected"]["lines"]
    (withdrawn,) = told["withdrawn"]["lines"]
    assert (added["old"], added["new"]["printed"]) == (None, "12个")
    assert corrected["old"]["printed"] == corrected["new"]["printed"] == "206亿元"
    assert corrected["about"].startswith("首季项目")
    assert (withdrawn["old"]["printed"], withdrawn["new"]) == ("30个", None)
    for side in (added["new"], corrected["old"], corrected["new"], withdrawn["old"]):
        assert anonymous.get(side["address"]).status_code == 200, side
    part = anonymous.get(f"/publications/{second.id}/changes?since={first.id}&part=withdrawn")
    assert "30个" in part.content.decode()


@pytest.mark.usefixtures("first")
def test_changes_are_those_of_the_latest_publication_to_the_public(
    anonymous: Client, second: Published
) -> None:
    response = anonymous.get("/changes", follow=True)
    assert response.redirect_chain[0][0] == f"/publications/{second.id}/changes"
    assert "两期之间的变化" in response.content.decode()


@pytest.mark.usefixtures("claims")
def test_a_publisher_sees_what_would_be_published_and_publishes_it(
    logged_in: Callable[..., Client], place: Path, recorded: Recorded
) -> None:
    recorded("全区有40座桥。", name="b.md")
    publisher = logged_in("publisher", "小沈")
    page = publisher.get("/publications/new").content.decode()
    assert "206亿元" in page
    assert "b.md" in page  # it stays inside, and the page says so
    response = publisher.post("/publications/issue", {"title": "首期"}, follow=True)
    (made,) = publishing.publications()
    assert response.redirect_chain == [(f"/publications/{made.id}", 303)]
    assert (made.title, made.by) == ("首期", "小沈")
    assert (place / made.id / "manifest.json").is_file()
    again = publisher.get("/publications/new").content.decode()
    assert re.sub(r"<[^>]+>", "", again).count("比上期新增0条，少0条。") == 1
    assert "比上期改了" not in again
    save(register("projects"), {"code": "X1", "name": "某工程"}, edit=Edit(by="小林", at=NOON))
    assert "比上期改了1处" in publisher.get("/publications/new").content.decode()


@pytest.mark.usefixtures("claims")
def test_what_takes_long_is_published_by_a_job(
    logged_in: Callable[..., Client], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bayline.surfaces.publishing._AT_ONCE", 0)
    publisher = logged_in("publisher", "小沈")
    assert "后台进行" in publisher.get("/publications/new").content.decode()
    response = publisher.post("/publications/issue", {"title": "首期"})
    assert (response.status_code, publishing.publications()) == (303, ())
    assert do_next()
    assert "已发布" in publisher.get(response["Location"]).content.decode()
    (made,) = publishing.publications()
    assert (made.title, made.by) == ("首期", "小沈")
    assert (place / made.id / "manifest.json").is_file()


@pytest.mark.usefixtures("first")
def test_a_publisher_opens_a_document_for_the_next_publication(
    client: Client, anonymous: Client, recorded: Recorded, place: Path
) -> None:
    text = recorded("全区有40座桥。", name="b[1]*.md", title="桥梁通报")
    assert client.post("/publications/open", {"document": text.source.sha256}).status_code == 303
    assert len(anonymous.get("/documents.json").json()["rows"]) == 1
    publish(place, title="二期", by="小林", at=timezone.now())
    said = anonymous.get("/documents").content.decode()
    assert "桥梁通报" in said
    other = recorded("全区有50座桥。", name="b1x.md", title="另一份")  # the name is no pattern
    publish(place, title="三期", by="小林", at=timezone.now())
    assert other.source.title not in anonymous.get("/documents").content.decode()


@pytest.mark.usefixtures("claims", "place")
def test_an_empty_title_gives_the_form_back(client: Client) -> None:
    response = client.post("/publications/issue", {"title": " "})
    assert response.status_code == 400
    assert "没有写期名或经办人" in response.content.decode()
    assert publishing.publications() == ()


def test_a_publication_is_taken_back_with_a_reason(
    client: Client, anonymous: Client, first: Published
) -> None:
    address = f"/publications/{first.id}/withdraw"
    assert client.post(address, {"reason": ""}).status_code == 400
    assert client.post(address, {"reason": "误发"}).status_code == 303
    page = anonymous.get(f"/publications/{first.id}").content.decode()
    assert "误发" in page
    assert "claims.jsonl" not in page
    response = anonymous.get(f"/publications/{first.id}/files/claims.jsonl")
    assert response.status_code == 410
    assert anonymous.get("/figures.json").json()["total"] == 0


def test_a_figure_that_is_taken_back_is_gone_at_once_and_the_page_says_so(
    client: Client, anonymous: Client, first: Published, claims: dict[str, str]
) -> None:
    given = {"kind": "claim", "name": claims["206亿元"], "reason": "单位有误"}
    assert client.post("/publications/take-back", given).status_code == 303
    page = anonymous.get(f"/publications/{first.id}").content.decode()
    assert "单位有误" in page
    assert anonymous.get(f"/publications/{first.id}/files/claims.jsonl").status_code == 410
    assert anonymous.get(f"/figures/{claims['206亿元']}").status_code == 404
    assert client.post("/publications/take-back", given).status_code == 400


@pytest.mark.usefixtures("claims")
def test_only_publishers_may_publish(
    logged_in: Callable[..., Client], anonymous: Client, first: Published
) -> None:
    reviewer = logged_in("reviewer", "小周")
    for address in ("issue", "take-back", "open", f"{first.id}/withdraw"):
        for who in (reviewer, anonymous):
            response = who.post(f"/publications/{address}", {"title": "二期", "reason": "x"})
            assert response.status_code in {302, 401, 403}, address
    assert [one.id for one in publishing.publications()] == [first.id]
    assert not publishing.retractions()


def test_the_feed_is_valid_atom_with_ids_that_stay(
    anonymous: Client, first: Published, second: Published
) -> None:
    response = anonymous.get("/feed.atom")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    root = etree.fromstring(response.content)
    assert_atom(root)
    entries = root.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == [second.title, first.title]
    assert "206亿元" in (entries[0].findtext(f"{ATOM}summary") or "")
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    other = etree.fromstring(anonymous.get("/en/feed.atom", HTTP_HOST="127.0.0.1").content)
    assert_atom(other)
    assert [one.findtext(f"{ATOM}id") for one in other.findall(f"{ATOM}entry")] == ids


def test_a_feed_of_nothing_is_valid_too(anonymous: Client) -> None:
    assert_atom(etree.fromstring(anonymous.get("/feed.atom").content))


def assert_atom(root: Any) -> None:
    """Look for what RFC 4287 asks of a feed and of each of its entries."""
    assert root.tag == f"{ATOM}feed"
    has_author = root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = []
    for part in (root, *root.findall(f"{ATOM}entry")):
        for needed in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{needed}")) == 1, needed
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated")).tzinfo is not None
        assert has_author or part.find(f"{ATOM}author/{ATOM}name") is not None
        links = [(one.get("rel", "alternate"), one.get("href")) for one in part.iter(f"{ATOM}link")]
        assert all(href.startswith("http") for _rel, href in links)
        assert len({*links}) == len(links) or part is root
        ids.append(part.findtext(f"{ATOM}id"))
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    assert len({*ids}) == len(ids)


@pytest.mark.usefixtures("second")
def test_a_public_page_asks_a_constant_number_of_questions(
    anonymous: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        anonymous.get("/figures")


@pytest.mark.usefixtures("first")
def test_a_day_before_the_first_publication_shows_nothing(anonymous: Client) -> None:
    today = timezone.now().date()
    assert anonymous.get("/figures.json?as_of=2021-11-01").json()["total"] == 0
    assert anonymous.get(f"/figures.json?as_of={today}").json()["total"] == 2
