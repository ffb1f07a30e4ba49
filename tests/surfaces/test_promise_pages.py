"""A promise is kept: said once, with the day and what shows it; it is not overdue any more."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import decide
from bayline.platform.record.terms import KeptClaim, KeptText
from bayline.systems.reading.actions.reviewing import review

pytestmark = pytest.mark.django_db

NOON, HOUR = datetime(2021, 11, 5, 4, tzinfo=UTC), timedelta(hours=1)
PLAN = "全区将于2021年11月15日前建成幼儿园3所。"
REPORT = "2021年11月10日，全区建成幼儿园3所，已经开学。"
Recorded = Callable[..., KeptText]


@pytest.fixture
def client(logged_in: Callable[..., Client]) -> Client:
    return logged_in(is_strict=True)


@pytest.fixture
def promise(recorded: Recorded) -> KeptClaim:
    """An accepted promise, in a record that also holds the report on it."""
    recorded(PLAN, name="计划.md", title="计划")
    recorded(REPORT, name="年报.md", title="年报")
    (found,) = queries.claims(kind=ClaimKind.PROMISE)
    decide([found.id], Review.ACCEPTED, by="小王", at=NOON + HOUR)
    return found


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def send(client: Client, promise: KeptClaim, *, prefix: str = "", **form: str) -> Any:
    page = page_of(client, f"{prefix}/figures/{promise.id}")
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    seen = re.search('name="seen" value="([^"]+)"', page)
    assert token
    assert seen
    given = {"csrfmiddlewaretoken": token[1], "seen": seen[1], "when": "2021-11-10"}
    return client.post(f"{prefix}/figures/{promise.id}/kept", {**given, **form})


def shown_by(promise: KeptClaim) -> KeptClaim:
    (found,) = queries.claims(supersedes=promise.key)
    return found


def test_a_claim_shows_that_a_promise_was_kept(client: Client, promise: KeptClaim) -> None:
    (figure,) = queries.claims(kind=ClaimKind.FIGURE, source__title="年报")
    answer = send(
        client, promise, shown=f"http://testserver/en/figures/{figure.id}?as_of=2021-12-01"
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/figures/{promise.id}")
    shown = shown_by(promise)
    assert (shown.claim.kind, shown.state, shown.by) == (
        ClaimKind.FULFILMENT,
        Review.ACCEPTED,
        "小林",
    )
    assert (shown.text, shown.quote) == (figure.text, "3所")
    for prefix, word in (("", "已兑现，依据："), ("/en", "Kept, as shown by:")):
        page = page_of(client, f"{prefix}/figures/{promise.id}")
        assert word in page
        assert f"{prefix}/figures/{shown.id}" in page
        assert 'id="kept"' not in page
        assert "承诺" in page_of(client, f"/figures/{shown.id}")


def test_a_sentence_or_a_reason_shows_it_as_well(client: Client, promise: KeptClaim) -> None:
    source = next(one for one in queries.sources() if one.title == "年报")
    words = "建成幼儿园3所，已经开学"
    answer = send(client, promise, document=f"/documents/{source.id}", sentence=words)
    assert answer.status_code == 303
    first = shown_by(promise)
    assert first.quote == words
    review([first.id], Review.RETURNED, by="小王", at=NOON + 9999 * HOUR, reason="看错了")
    assert "曾记为已兑现" in page_of(client, f"/figures/{promise.id}")
    assert send(client, promise, reason="现场看过", when="2021年11月").status_code == 303
    (second,) = queries.claims(kind=ClaimKind.FULFILMENT, states=[Review.ACCEPTED])
    assert (second.claim.what, second.quote) == ("现场看过", promise.quote)


def test_a_kept_promise_is_not_overdue_and_is_told_as_a_change(
    client: Client, promise: KeptClaim
) -> None:
    assert "late" in {need["kind"] for need in client.get("/index.json").json()["needs"]}
    before = datetime.now(tz=UTC)
    send(client, promise, reason="现场看过")
    today = client.get("/index.json").json()
    assert not {need["kind"] for need in today["needs"]} & {"late", "soon"}
    parts = {part["name"]: part["total"] for part in today["changes"]}
    assert (parts["kept"], parts.get("replaced", 0)) == (1, 0)
    alone = client.get("/changes?part=kept")
    assert "已兑现" in alone.content.decode()
    late = client.get(f"/index.json?as_of={before:%Y-%m-%dT%H:%M:%SZ}").json()
    assert "late" in {need["kind"] for need in late["needs"]}


def test_where_promises_are_listed_a_kept_one_is_said_to_be_kept(
    client: Client, promise: KeptClaim
) -> None:
    send(client, promise, reason="现场看过")
    source = next(one for one in queries.sources() if one.title == "计划")
    (line,) = client.get(f"/documents/{source.id}.json").json()["promises"]
    assert (line["id"], line["look"], line["state_word"]) == (promise.id, "good", "已兑现")
    other = next(one for one in queries.sources() if one.title == "年报")
    assert client.get(f"/documents/{other.id}.json").json()["promises"] == []


@pytest.mark.parametrize(
    ("form", "status", "why"),
    [
        ({}, 400, "没有写依据"),
        ({"when": "", "reason": "好"}, 400, "没有写兑现的日期"),
        ({"when": "昨儿个", "reason": "好"}, 400, "不是时期"),
        ({"when": "2999-01-01", "reason": "好"}, 400, "还没有到"),
        ({"when": "2021-02-30", "reason": "好"}, 400, "不是时期"),
        ({"shown": "不知道"}, 400, "不是编号"),
        ({"shown": "0123456789abcdef"}, 400, "没有“0123456789abcdef”这一条"),
        ({"document": "0123456789ab", "sentence": "好"}, 400, "没有"),
        ({"sentence": "好"}, 400, "没有"),
        ({"seen": "proposed", "reason": "好"}, 409, "刚由别人审过"),
        ({"seen": "\x00" * 999, "reason": "长" * 99_999}, 409, "刚由别人审过"),
    ],
)
def test_what_is_missing_or_wrong_comes_back_with_what_was_typed(
    client: Client, promise: KeptClaim, form: dict[str, str], status: int, why: str
) -> None:
    answer = send(client, promise, **form)
    page = answer.content.decode()
    assert answer.status_code == status
    assert why in page
    assert 'id="kept" open' in page
    assert queries.claims(kind=ClaimKind.FULFILMENT) == []


def test_only_an_accepted_promise_is_kept_and_only_once(client: Client, promise: KeptClaim) -> None:
    itself = send(client, promise, shown=promise.id)
    assert "不能作依据" in itself.content.decode()
    page = page_of(client, f"/figures/{promise.id}")
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    given = {"csrfmiddlewaretoken": token[1], "when": "2021-11", "reason": "好"}
    figure = queries.claims(kind=ClaimKind.FIGURE)[0]
    refused = client.post(f"/figures/{figure.id}/kept", given)
    assert (refused.status_code, "不是承诺" in refused.content.decode()) == (400, True)
    assert client.post("/figures/nothing/kept", given).status_code == 404
    assert send(client, promise, reason="好").status_code == 303
    twice = client.post(f"/figures/{promise.id}/kept", given)
    assert (twice.status_code, "只记一次" in twice.content.decode()) == (400, True)


def test_an_expired_form_keeps_what_was_typed(client: Client, promise: KeptClaim) -> None:
    answer = client.post(f"/figures/{promise.id}/kept", {"reason": "现场看过"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "现场看过" in page
    assert "表单已过期" in page


def test_undone_on_the_bench_the_promise_stands_again(client: Client, promise: KeptClaim) -> None:
    send(client, promise, reason="现场看过")
    page = page_of(client, "/review")
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    client.post("/review/decide", {"csrfmiddlewaretoken": token[1], "decision": "undo"})
    assert queries.claim(promise.id).state is Review.ACCEPTED
    assert shown_by(promise).state is Review.RETURNED
