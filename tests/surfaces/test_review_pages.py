"""The bench: one claim after the other, many at once, corrected, undone; nobody is overwritten."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bayline.kernel.claims import ClaimKind
from bayline.kernel.findings import State, state_of
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import append, decide
from bayline.platform.record.terms import Draft, Handed, KeptClaim, KeptSource
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAYS = ("as_of=2021-11-04", "as_of=2021-11-05", "")
WORDS = "2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。"
MONEY = "金山区一季度集中开工，总投资206亿元。"


@pytest.fixture
def other(logged_in: Callable[..., Client]) -> Client:
    """Somebody else of the office."""
    return logged_in(name="小李")


def kept(words: str = WORDS, name: str = "a.txt") -> KeptSource:
    handed = Handed(name=name, data=words.encode(), published=date(2021, 11, 1))
    source = record_document(handed, by="小林", at=NOON).source
    text = queries.latest_text(source)
    assert text is not None
    check_document(text, at=NOON)
    return source


def figure(quote: str) -> KeptClaim:
    found = queries.claims(kind=ClaimKind.FIGURE, quote=quote)
    return next(one for one in found if one.state is not Review.SUPERSEDED)


def state(claim: KeptClaim) -> Review:
    return queries.claim(claim.id).state


def seen(client: Client, claim: KeptClaim) -> str:
    token: str = client.get(f"/review.json?claim={claim.id}").json()["token"]
    return token


def sent(client: Client, claim: KeptClaim, decision: str, **more: object) -> Any:
    form: dict[str, object] = {"claim": claim.id, "decision": decision, **more}
    form.setdefault("seen", seen(client, claim))
    return client.post("/review/decide", form)


def proposed(old: KeptClaim, **said: object) -> KeptClaim:
    """Propose another reading of an accepted claim."""
    text = queries.text_of_claim(old.id)
    other = replace(old.claim, identifier="-", supersedes=old.id, **said)
    draft = Draft(claim=other, quote=old.quote, sentence=old.sentence)
    return queries.claim(append([draft], ground=text, by="reader", at=NOON + HOUR).identifiers[0])


def test_the_bench_of_a_day_shows_what_waited_then_and_takes_no_decision(client: Client) -> None:
    kept()
    claim = figure("70个")
    decide([claim.id], Review.ACCEPTED, by="小王", at=NOON + HOUR * 30)
    counts = {day: client.get(f"/review.json?{day}").json()["total"] for day in DAYS}
    now = counts[""]
    assert counts == {"as_of=2021-11-04": 0, "as_of=2021-11-05": now + 1, "": now}
    for view in ("", "&view=list"):
        page = client.get(f"/review?as_of=2021-11-05{view}").content.decode()
        assert "只能看" in page
        assert 'name="decision"' not in page
    past = client.get(f"/review.json?as_of=2021-11-05&claim={claim.id}").json()
    assert past["claim"]["state"] == "proposed"
    assert client.get("/review.json?as_of=2021-11-04&view=list").json()["rows"] == []


def worst() -> list[State]:
    present = (one for one in queries.findings() if one.is_present)
    found = (state_of(one.finding) for one in present)
    return [one for one in found if one is not State.HOLDS]


def test_an_empty_bench_says_what_would_wait_here(client: Client) -> None:
    page = client.get("/review").content.decode()
    assert "没有待审的。收存文件之后" in page


def test_differences_come_first_then_each_document_in_text_order(client: Client) -> None:
    kept()
    kept(MONEY, name="b.txt")
    old = figure("206亿元")
    decide([old.id], Review.ACCEPTED, by="小林", at=NOON)
    new = proposed(old, subject="金山区项目")
    page = client.get("/review.json").json()
    assert (page["claim"]["id"], page["number"]) == (new.id, 1)
    order = [page["claim"]["printed"]]
    while page["next_address"]:
        page = client.get(page["next_address"].replace("/review?", "/review.json?")).json()
        order.append(page["claim"]["printed"])
    assert order[:8] == ["206亿元", "五镇", "70个", "27个", "4个", "22个", "12个", "7个"]
    assert page["number"] == page["total"] == len(order)


def test_a_difference_stands_beside_what_it_would_supersede(client: Client) -> None:
    kept(MONEY)
    old = figure("206亿元")
    decide([old.id], Review.ACCEPTED, by="小林", at=NOON)
    new = proposed(old, subject="金山区项目")
    page = client.get(f"/review.json?claim={new.id}").json()
    changed = {one["label"]: (one["old"], one["new"]) for one in page["changes"]}
    assert changed["主体"] == (old.claim.subject or "文中未写明", "金山区项目")
    assert {one["label"] for one in page["changes"] if one["is_changed"]} == {"主体"}
    assert page["old"]["id"] == old.id


def test_accepting_goes_on_to_the_next(client: Client) -> None:
    kept()
    claim, following = figure("70个"), figure("27个")
    response = sent(client, claim, "accept")
    assert response.headers["Location"] == f"/review?claim={following.id}"
    assert state(claim) is Review.ACCEPTED
    assert queries.claim(claim.id).decided_by == "小林"


def test_sending_back_needs_a_reason_and_checks_the_document_again(client: Client) -> None:
    kept()
    claim = figure("70个")
    refused = sent(client, claim, "return")
    assert refused.status_code == 400
    assert "没有写原因" in refused.content.decode()
    assert worst() == [State.CONTRADICTION]
    assert sent(client, claim, "return", reason="印错").status_code == 302
    assert state(claim) is Review.RETURNED
    assert worst() == []


def test_a_correction_is_a_new_claim_that_is_accepted(client: Client) -> None:
    kept(MONEY)
    claim = figure("206亿元")
    form = client.get(f"/review?claim={claim.id}&correct=1").content.decode()
    assert 'name="attribute" value="总投资"' in form
    typed = {"attribute": "计划总投资", "period": "2021年一季度", "price": "current"}
    typed |= {"place": "金山区", "coverage": "含电厂、不含港区", "status": "planned"}
    assert sent(client, claim, "correct", reason="写全", **typed).status_code == 302
    new = figure("206亿元")
    assert new.claim.supersedes == claim.id
    said = new.claim
    assert (said.attribute, said.place, said.status.value) == ("计划总投资", "310116", "planned")
    assert said.period is not None
    assert (said.period.edtf, said.period_assumed) == ("2021-33", False)
    assert said.basis.coverage == {"含电厂", "不含港区"}
    assert said.figure == claim.claim.figure
    assert state(claim) is Review.SUPERSEDED


def test_what_is_left_as_it_was_in_the_form_stays_as_it_was(client: Client) -> None:
    kept(MONEY)
    claim = figure("206亿元")
    form = client.get(f"/review?claim={claim.id}&correct=1").content.decode()
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    fields |= dict(re.findall(r'name="(\w+)"><option value="(\w*)" selected', form))
    same = client.post("/review/decide", {**fields, "decision": "correct", "reason": "看看"})
    assert same.status_code == 400
    assert "改正后与原来一样" in same.content.decode()


def test_a_period_that_is_none_is_told_at_its_field(client: Client) -> None:
    kept(MONEY)
    claim = figure("206亿元")
    refused = sent(client, claim, "correct", reason="写全", period="很久以前", subject="某项目")
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "“很久以前”不是时期" in page
    assert 'value="很久以前"' in page
    assert 'value="某项目"' in page
    assert state(claim) is Review.PROPOSED


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("place", "火星", "“火星”不是地点"),
        ("place", "999999", "“999999”不是地点"),
        ("status", "junk", "“junk”不在可选之列"),
        ("price", "junk", "“junk”不在可选之列"),
    ],
)
def test_what_is_no_place_status_or_price_is_told_at_its_field(
    client: Client, field: str, typed: str, words: str
) -> None:
    kept(MONEY)
    claim = figure("206亿元")
    refused = sent(client, claim, "correct", reason="写全", subject="某项目", **{field: typed})
    assert refused.status_code == 400
    assert words in refused.content.decode()
    assert state(claim) is Review.PROPOSED


def test_a_place_is_known_by_its_name_and_kept_by_its_code(client: Client) -> None:
    kept(MONEY)
    sent(client, figure("206亿元"), "correct", reason="写全", place="平湖市")
    assert figure("206亿元").claim.place == "330482"


@pytest.mark.parametrize("blank", [" ", "\u200b", " \u3164 ", "\u2800"])
def test_a_reason_that_shows_nothing_is_missing(client: Client, blank: str) -> None:
    kept(MONEY)
    claim = figure("206亿元")
    assert "没有写原因" in sent(client, claim, "return", reason=blank).content.decode()
    assert state(claim) is Review.PROPOSED


@pytest.mark.parametrize(("decision", "reason"), [("accept", ""), ("return", "读错")])
def test_undo_takes_the_last_decision_back(client: Client, decision: str, reason: str) -> None:
    kept()
    one, two = figure("70个"), figure("27个")
    sent(client, one, "accept")
    sent(client, two, decision, reason=reason)
    page = client.get("/review").content.decode()
    assert 'value="undo"' in page
    undone = client.post("/review/decide", {"decision": "undo"})
    assert undone.headers["Location"] == f"/review?claim={two.id}"
    assert (state(one), state(two)) == (Review.ACCEPTED, Review.PROPOSED)
    client.post("/review/decide", {"decision": "undo"})
    assert state(one) is Review.PROPOSED
    assert 'value="undo"' not in client.get("/review").content.decode()


def test_undoing_a_correction_gives_the_first_reading_its_place_again(client: Client) -> None:
    kept(MONEY)
    claim = figure("206亿元")
    sent(client, claim, "accept")
    sent(client, queries.claim(claim.id), "correct", reason="写全", subject="某项目")
    new = figure("206亿元")
    client.post("/review/decide", {"decision": "undo"})
    assert (state(claim), state(new)) == (Review.ACCEPTED, Review.RETURNED)
    assert queries.count_by_state(kind=ClaimKind.FIGURE)[Review.PROPOSED] == 0


def test_nobody_takes_back_what_another_decided(client: Client, other: Client) -> None:
    kept()
    claim = figure("70个")
    sent(client, claim, "accept")
    assert other.post("/review/decide", {"decision": "undo"}).status_code == 400
    sent(other, queries.claim(claim.id), "return", reason="不对")
    refused = client.post("/review/decide", {"decision": "undo"})
    assert refused.status_code == 409
    assert "小李定为已退回：不对" in refused.content.decode()
    assert state(claim) is Review.RETURNED


def test_who_comes_second_is_told_what_the_first_decided(client: Client, other: Client) -> None:
    kept()
    claim = figure("70个")
    before = seen(client, claim)
    sent(other, claim, "accept")
    for decision in ("return", "accept", "correct"):
        refused = sent(client, claim, decision, seen=before, reason="不对", subject="某镇")
        assert refused.status_code == 409
        assert "小李定为已审" in refused.content.decode()
    assert queries.claim(claim.id).decided_by == "小李"


def picks(client: Client, address: str = "/review.json?view=list") -> list[str]:
    rows = client.get(address).json()["rows"]
    return [row["pick"] for row in rows]


def test_many_are_accepted_at_once_and_taken_back_at_once(client: Client) -> None:
    kept()
    form = {"view": "list", "scope": "picked", "decision": "accept"}
    assert client.post("/review/decide", {**form, "pick": picks(client)[:3]}).status_code == 302
    assert queries.count_by_state()[Review.ACCEPTED] == 3
    client.post("/review/decide", {"decision": "undo", "view": "list"})
    assert queries.count_by_state()[Review.ACCEPTED] == 0
    refused = client.post("/review/decide", form)
    assert refused.status_code == 400
    assert "一条也没有选" in refused.content.decode()


def test_all_of_a_document_are_decided_only_if_they_are_those_that_were_shown(
    client: Client,
) -> None:
    source = kept()
    kept(MONEY, name="b.txt")
    asked = f"/review.json?view=list&document={source.id}"
    total, stamp = (client.get(asked).json()[name] for name in ("total", "stamp"))
    form = {"view": "list", "scope": "all", "decision": "return", "reason": "重读"}
    form |= {"document": source.id}
    refused = client.post("/review/decide", {**form, "expected": f"{total}"})
    assert refused.status_code == 409
    assert f"现在有{total}条" in refused.content.decode()
    assert client.post("/review/decide", {**form, "expected": stamp}).status_code == 302
    assert queries.count_by_state(source=source.key)[Review.RETURNED] == total
    assert queries.count_by_state()[Review.PROPOSED] > 0


def test_as_many_others_are_not_those_that_were_shown(client: Client, other: Client) -> None:
    kept()
    shown = client.get("/review.json?view=list").json()
    sent(other, figure("27个"), "return", reason="不对")
    kept("全区教堂有77座。", name="b.txt")
    now = client.get("/review.json?view=list").json()
    assert now["total"] == shown["total"]
    form = {"view": "list", "scope": "all", "decision": "accept"}
    assert client.post("/review/decide", {**form, "expected": shown["stamp"]}).status_code == 409
    assert queries.count_by_state()[Review.ACCEPTED] == 0


def test_a_list_that_somebody_changed_changes_nothing(client: Client, other: Client) -> None:
    kept()
    chosen = picks(client)
    sent(other, figure("27个"), "return", reason="不对")
    form = {"view": "list", "scope": "picked", "decision": "accept"}
    refused = client.post("/review/decide", {**form, "pick": chosen})
    assert refused.status_code == 409
    assert "小李定为已退回：不对" in refused.content.decode()
    assert queries.count_by_state()[Review.ACCEPTED] == 0


def test_the_filters_choose_document_kind_and_state(client: Client) -> None:
    source = kept(f"{WORDS}到2025年，森林覆盖率力争达到20%。")
    kept(MONEY, name="b.txt")
    sent(client, figure("70个"), "return", reason="读错")
    rows = client.get(f"/review.json?view=list&document={source.id}").json()["rows"]
    assert {row["document"] for row in rows} == {"a.txt"}
    assert "70个" not in [row["printed"] for row in rows]
    rows = client.get("/review.json?view=list&kind=promise").json()["rows"]
    assert {row["kind"] for row in rows} == {"承诺"}
    rows = client.get("/review.json?view=list&state=returned").json()["rows"]
    assert [row["printed"] for row in rows] == ["70个"]
    assert "这样筛选后没有要看的" in client.get("/review?kind=withdrawal").content.decode()


def test_the_twin_takes_no_decision(client: Client) -> None:
    kept()
    assert client.post("/review.json", {"decision": "accept"}).status_code == 405
    assert client.get("/review/decide").status_code == 302


def test_a_form_that_is_too_old_comes_back_with_what_was_typed(
    logged_in: Callable[..., Client],
) -> None:
    kept()
    claim = figure("70个")
    form = {"claim": claim.id, "decision": "return", "reason": "印错"}
    response = logged_in(is_strict=True).post("/review/decide", form)
    page = response.content.decode()
    assert response.status_code == 403
    assert 'value="印错"' in page
    assert "70个" in page
    assert state(claim) is Review.PROPOSED


def test_an_unknown_claim_is_said_in_one_sentence(client: Client) -> None:
    assert client.get("/review?claim=nothing").status_code == 404
    refused = client.post(
        "/review/decide", {"claim": "nothing", "decision": "accept", "seen": "proposed"}
    )
    assert refused.status_code == 400
    assert "资料里没有“nothing”这一条" in refused.content.decode()


def test_the_bench_asks_little_however_much_waits(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    kept(WORDS * 12)
    sent(client, figure("70个"), "accept")
    for address in ("/review", f"/review?claim={figure('27个').id}&correct=1"):
        with django_assert_max_num_queries(19):
            assert client.get(address).status_code == 200
    with django_assert_max_num_queries(14):
        client.get("/review?view=list")
