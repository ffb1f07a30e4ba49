"""The page of a document: its text as it is, every figure a link, what was found beside it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bayline.engines.chinese import reader
from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import append, decide
from bayline.platform.record.terms import Draft, Handed, KeptClaim, KeptSource
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = (
    "五镇项目库\n\n2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。\n"
    "3月3日，东镇一季度12个重点项目集中开工，总投资约206亿元。\n到2025年，森林覆盖率力争达到20%。\n"
)


def kept(words: str = WORDS, name: str = "a.txt", **more: object) -> KeptSource:
    """Record a document and check it."""
    handed = Handed(name=name, data=words.encode(), published=date(2021, 11, 1), **more)
    source = record_document(handed, by="小林", at=NOON).source
    text = queries.latest_text(source)
    assert text is not None
    check_document(text, at=NOON)
    return source


def figure(quote: str) -> KeptClaim:
    return next(one for one in queries.claims(kind=ClaimKind.FIGURE) if one.quote == quote)


def mark_of(page: str, claim: KeptClaim) -> str:
    """Give the look of the mark that leads to a claim."""
    found = re.search(rf'<a class="m (\w+)[^"]*" href="/figures/{claim.id}"', page)
    assert found, f"{claim.quote} has no mark"
    return found[1]


def draft_of(page: str) -> str:
    lines = re.findall(r'<div class="line [^>]*>(.*?)</div>', page)
    return "\n".join(unescape(re.sub(r"<[^>]+>", "", line)) for line in lines)


def test_the_text_stands_there_character_for_character(client: Client) -> None:
    source = kept(WORDS + "　　甲 <b>&amp;</b> 12%。\n")
    page = client.get(f"/documents/{source.id}").content.decode()
    assert draft_of(page) == WORDS + "　　甲 <b>&amp;</b> 12%。\n"


def test_every_figure_is_a_link_to_its_own_page(client: Client) -> None:
    source = kept()
    page = client.get(f"/documents/{source.id}").content.decode()
    for claim in queries.claims(kind=ClaimKind.FIGURE):
        assert f'href="/figures/{claim.id}" id="c-{claim.id}"' in page
        assert client.get(f"/figures/{claim.id}").status_code == 200


def test_a_mark_shows_the_worst_finding_else_where_its_claim_stands(client: Client) -> None:
    source = kept()
    money, count, target = figure("约206亿元"), figure("12个"), figure("力争达到20%")
    at = NOON + HOUR
    decide([money.id], Review.ACCEPTED, by="小林", at=at)
    decide([target.id], Review.RETURNED, by="小林", at=at, reason="不是数")
    page = client.get(f"/documents/{source.id}").content.decode()
    assert mark_of(page, figure("70个")) == "bad"
    assert mark_of(page, money) == "good"
    assert mark_of(page, target) == "struck"
    waits = next(one for one in queries.claims(quote="12个") if one.id != count.id)
    assert {mark_of(page, count), mark_of(page, waits)} == {"bad", "pending"}


def test_the_outline_counts_figures_findings_and_what_waits(client: Client) -> None:
    page = client.get(f"/documents/{kept().id}.json").json()
    counts = {one["word"]: one["count"] for one in page["counts"]}
    assert counts["数字"] == len(page["figures"]) == 10
    assert counts["不一致"] == 1
    assert counts["待审"] == queries.count_by_state()[Review.PROPOSED]
    assert [heading["text"] for heading in page["headings"]] == ["五镇项目库"]


def test_events_and_promises_stand_below_the_text(client: Client) -> None:
    page = client.get(f"/documents/{kept().id}.json").json()
    assert [one["word"] for one in page["events"]] == ["开工"]
    assert any("森林覆盖率" in one["quote"] for one in page["promises"])
    for one in (*page["events"], *page["promises"]):
        assert client.get(one["address"]).status_code == 200


def test_the_head_says_who_published_it_when_and_under_which_terms(client: Client) -> None:
    source = kept(publisher="五镇联盟", licence="CC0-1.0", title="项目库")
    page = client.get(f"/documents/{source.id}").content.decode()
    for words in ("项目库", "五镇联盟", "2021-11-01", "CC0-1.0", source.sha256[:12], "a.txt"):
        assert words in page
    assert "由正文推定" not in page


def test_a_day_that_only_the_text_tells_is_said_to_be_inferred(client: Client) -> None:
    handed = Handed(name="b.txt", data="2021年11月2日\n总投资35亿元。".encode())
    source = record_document(handed, by="小林", at=NOON).source
    page = client.get(f"/documents/{source.id}").content.decode()
    assert "由正文推定" in page
    assert client.get(f"/documents/{source.id}.json").json()["head"]["published"] == "2021-11-02"


def test_the_original_is_handed_over_as_it_came_and_runs_nowhere(client: Client) -> None:
    source = kept("<script>1</script>总投资35亿元。", name="报 告.html")
    response = client.get(f"/documents/{source.id}/original")
    assert response.content == "<script>1</script>总投资35亿元。".encode()
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E6")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox;")


def test_a_chosen_figure_opens_the_panel_and_the_panel_comes_alone_too(client: Client) -> None:
    source, claim = kept(), figure("约206亿元")
    page = client.get(f"/documents/{source.id}?figure={claim.id}").content.decode()
    alone = client.get(f"/figures/{claim.id}/panel").content.decode()
    for shown in (page, alone):
        assert "20,600,000,000元" in shown
        assert "复制并注明出处" in shown
    assert "<html" not in alone


def test_the_panel_lists_what_else_stands_on_the_same_characters(client: Client) -> None:
    source = kept()
    claim = figure("约206亿元")
    decide([claim.id], Review.ACCEPTED, by="小林", at=NOON)
    other = replace(claim.claim, identifier="-", subject="别的项目", supersedes=claim.id)
    draft = Draft(claim=other, quote=claim.quote, sentence=claim.sentence)
    text = queries.text_of_claim(claim.id)
    (new,) = append([draft], ground=text, by="reader", at=NOON + HOUR).identifiers
    alone = client.get(f"/figures/{claim.id}/panel").content.decode()
    beside = client.get(f"/documents/{source.id}?figure={claim.id}").content.decode()
    for shown in (alone, beside):
        assert f'href="/figures/{new}">约206亿元</a>' in shown
    assert mark_of(beside, claim) == "pending"


def test_times_and_names_are_marked_only_when_asked_for(client: Client) -> None:
    source = kept()
    plain = client.get(f"/documents/{source.id}").content.decode()
    tinted = client.get(f"/documents/{source.id}?tints=yes").content.decode()
    assert 'class="t time"' not in plain
    assert 'class="t time"' in tinted
    assert draft_of(plain) == draft_of(tinted)


def test_editions_lead_to_each_other(client: Client) -> None:
    first = kept(title="原版")
    second = kept(
        WORDS.replace("70个", "72个"), name="b.txt", title="更正版", replaces=first.sha256
    )
    earlier = client.get(f"/documents/{first.id}").content.decode()
    later = client.get(f"/documents/{second.id}").content.decode()
    assert f'href="/documents/{second.id}"' in earlier
    assert "已有更正版" in earlier
    assert f'href="/documents/{first.id}"' in later
    assert "更正的是" in later


def test_reading_again_says_what_it_proposes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bayline.systems.reading.actions import recording

    source = kept()
    same = client.post(f"/documents/{source.id}/reread", follow=True).content.decode()
    assert "没有新的提议" in same
    claim, real = figure("约206亿元"), recording.drafts_of
    decide([claim.id], Review.ACCEPTED, by="小林", at=NOON + HOUR)
    monkeypatch.setattr(reader, "READER_VERSION", "2099.1")
    monkeypatch.setattr(
        recording,
        "drafts_of",
        lambda *given, **more: [one for one in real(*given, **more) if "206" not in one.quote],
    )
    page = client.post(f"/documents/{source.id}/reread", follow=True).content.decode()
    assert "条，都待审" in page
    assert mark_of(page, claim) == "pending"


def test_a_form_to_read_again_that_is_too_old_is_given_back(
    logged_in: Callable[..., Client],
) -> None:
    source = kept()
    response = logged_in(is_strict=True).post(f"/documents/{source.id}/reread")
    assert response.status_code == 403
    assert "再按一次" in response.content.decode()


def test_what_is_not_there_is_said_in_one_sentence(client: Client) -> None:
    response = client.get("/documents/000000000000")
    assert response.status_code == 404
    assert "资料里没有文件“000000000000”" in response.content.decode()
    assert client.get("/documents/000000000000.json").json()["status"] == 404
    assert client.get(f"/documents/{kept().id}?as_of=gestern").status_code == 400


def test_as_of_a_day_the_page_shows_what_was_known_and_its_links_keep_the_day(
    client: Client,
) -> None:
    source = kept()
    assert client.get(f"/documents/{source.id}?as_of=2021-11-04").status_code == 404
    decide([figure("约206亿元").id], Review.ACCEPTED, by="小林", at=NOON + 48 * HOUR)
    page = client.get(f"/documents/{source.id}?as_of=2021-11-05").content.decode()
    claim = figure("约206亿元")
    assert f'class="m pending short" href="/figures/{claim.id}?as_of=2021-11-05"' in page


def test_the_page_asks_little_however_much_stands_in_it(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for words in (WORDS, WORDS * 8):
        source = kept(words, name=f"{len(words)}.txt")
        claim = queries.claims(kind=ClaimKind.FIGURE, source=source.key)[0]
        with django_assert_max_num_queries(15):
            client.get(f"/documents/{source.id}")
        with django_assert_max_num_queries(15):
            client.get(f"/documents/{source.id}?figure={claim.id}")
