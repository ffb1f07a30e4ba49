"""问题: open findings in lines, each with its arithmetic, its sentences and its life."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bayline.kernel.findings import Life, State
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.actions import correct, decide, settle_finding
from bayline.platform.record.terms import FindingChange, KeptText
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.checks import CHECKS
from bayline.systems.reading.rules.resolving import advice

pytestmark = pytest.mark.django_db

OFFICE = "小林"  # whoever is logged in
NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
DAY = timedelta(days=1)
WRONG = "2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。"
OTHER = "2021年，三镇入库项目20个，其中产业8个、人才5个、生态6个、文化2个、组织1个。"
Recorded = Callable[..., KeptText]


@pytest.fixture
def client(logged_in: Callable[..., Client]) -> Client:
    return logged_in(is_strict=True)


@pytest.fixture
def key(recorded: Recorded) -> str:
    """The key of a finding: parts that make 72 where the text says 70."""
    recorded(WRONG, title="五镇项目")
    found = [one for one in queries.standing_findings() if one.state == State.CONTRADICTION]
    return found[0].key


def change(key: str, state: Life = Life.OPEN, **more: object) -> None:
    plain = FindingChange(
        key=key, state=state.value, owner="", due=None, reason="", by="小林", recorded=NOON + DAY
    )
    settle_finding(replace(plain, **more))


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def sent(client: Client, key: str, prefix: str = "", **form: str) -> Any:
    token = re.search(
        'name="csrfmiddlewaretoken" value="([^"]+)"', shown(client, f"{prefix}/findings/{key}")
    )
    assert token
    given = {"csrfmiddlewaretoken": token[1], "state": "open", "seen": "0", **form}
    return client.post(f"{prefix}/findings/{key}/settle", given)


def test_a_line_says_the_state_the_numbers_the_owner_and_the_days(client: Client, key: str) -> None:
    change(key, owner="农业农村委", due=date(2021, 11, 20))
    page = shown(client, "/findings?as_of=2021-11-15")
    (line,) = client.get("/findings.json?as_of=2021-11-15").json()["lines"]
    assert (line["look"], line["word"], line["owner"]) == ("bad", "不一致", "农业农村委")
    assert (line["days_open"], line["due"], line["days_left"]) == (10, "2021-11-20", 5)
    assert "70个" in line["sentence"]
    assert f'<a class="n" href="/findings/{key}?as_of=2021-11-15">' in page
    assert '还有<span data-n="count">5</span>天' in page


def test_an_empty_list_says_what_would_be_here_and_what_to_do(client: Client) -> None:
    page = shown(client, "/findings")
    assert "目前没有" in page
    assert 'href="/audit"' in page
    assert "there are none" in shown(client, "/en/findings")


def test_worst_come_first_and_mine_before_all(client: Client, recorded: Recorded) -> None:
    recorded(f"{WRONG}\n2021年，全区达标率为99.9%。")
    recorded(OTHER, name="b.md", at=NOON + DAY)
    lines = client.get("/findings.json").json()["lines"]
    assert [line["look"] for line in lines] == sorted(
        (line["look"] for line in lines), key=["bad", "warn", "differ", "unknown"].index
    )
    assert "good" not in {line["look"] for line in lines}
    change(lines[-1]["key"], owner=OFFICE)
    again = client.get("/findings.json").json()["lines"]
    assert (again[0]["key"], again[0]["is_mine"]) == (lines[-1]["key"], True)


def test_filters_choose_by_life_look_check_owner_and_document(
    client: Client, recorded: Recorded
) -> None:
    one = recorded(WRONG)
    other = recorded(OTHER, name="b.md", at=NOON + DAY)
    first, second = (line["key"] for line in client.get("/findings.json").json()["lines"])
    change(second, Life.EXPLAINED, owner="小王", reason="有一项重复列了")

    def keys(query: str) -> list[str]:
        found = client.get(f"/findings.json?{query}").json()["lines"]
        return [line["key"] for line in found]

    assert keys("") == [first]
    assert keys("life=explained") == [second]
    assert keys("life=all&sort=newest") == [second, first]
    assert keys("life=all&owner=小王") == [second]
    assert keys("life=all&owner=-nobody") == [first]
    assert keys(f"life=all&document={other.source.id}") == [second]
    assert keys(f"document={one.source.id}") == [first]
    assert keys("check=same_figure") == []
    assert keys("life=nonsense&sort=nonsense&look=nonsense") == [first]


def test_the_public_sees_what_was_corrected_and_explained_and_no_owner(
    client: Client, recorded: Recorded
) -> None:
    recorded(WRONG)
    recorded(OTHER, name="b.md")
    first, second = (line["key"] for line in client.get("/findings.json").json()["lines"])
    change(first, Life.DISMISSED, owner="小王", reason="看错")
    assert "目前还没有" in shown(client, "/findings?view=public")
    change(second, Life.EXPLAINED, owner="小王", reason="另有一个并入")
    page = shown(client, "/findings?view=public")
    assert "另有一个并入" in page
    assert "已说明" in page
    assert "小王" not in page
    assert "看错" not in page


def test_the_item_shows_arithmetic_sentences_and_what_would_resolve_it(
    client: Client, key: str
) -> None:
    page = client.get(f"/findings/{key}.json").json()
    assert [part["operation"] for part in page["parts"]] == ["", "+", "+", "+", "+", "=", ""]
    assert page["is_drawn"]
    whole = next(one for one in page["grounds"] if one["quote"] == "70个")
    assert whole["before"].endswith("五镇入库项目")
    assert whole["title"] == "五镇项目"
    assert "逐项核对" in page["resolve"]
    claim = next(one for one in queries.claims() if one.quote == "70个")
    text = shown(client, f"/findings/{key}")
    assert f'<a class="n" href="/figures/{claim.id}">70个</a>' in text
    assert '<svg class="interval"' in text


def test_the_english_item_says_all_but_quotations_in_english(client: Client, key: str) -> None:
    page = client.get(f"/en/findings/{key}.json").json()
    assert page["resolve"].startswith("Go through the parts")
    assert page["line"]["told"] if "told" in page["line"] else page["line"]["sentence"]
    text = shown(client, f"/en/findings/{key}")
    assert 'lang="zh-Hans">五镇项目</a>' in text
    assert 'href="/en/figures/' in text


def test_an_unknown_finding_is_answered_in_one_sentence(client: Client, key: str) -> None:
    for address in ("/findings/nothing", f"/findings/{key}?as_of=2021-11-01"):
        response = client.get(address)
        assert response.status_code == 404
        assert "没有编号为" in response.content.decode()
    assert client.get("/en/findings/nothing.json").json()["status"] == 404
    assert client.get("/findings?as_of=never").status_code == 400


def test_a_finding_is_closed_with_a_reason_by_whoever_is_logged_in(
    client: Client, key: str
) -> None:
    response = sent(client, key, state="corrected", reason="改为72个", owner="农委", by="别人")
    assert (response.status_code, response["Location"]) == (303, f"/findings/{key}#life")
    told = queries.finding(key)
    assert (told.life, told.reason, told.by) == (Life.CORRECTED, "改为72个", OFFICE)
    page = shown(client, f"/findings/{key}")
    assert "改为72个" in page


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"state": "explained"}, "没有写原因"),
        ({"due": "下周"}, "期限“下周”不是日期"),
        ({"owner": "小李", "state": "fixed"}, "“fixed”不是处理结果"),
    ],
)
def test_what_is_missing_is_said_in_place_and_the_input_is_kept(
    client: Client, key: str, form: dict[str, str], words: str
) -> None:
    response = sent(client, key, **form)
    page = response.content.decode()
    assert response.status_code == 400
    assert words in page
    kept = (value for name, value in form.items() if name != "state" or value in {*Life})
    assert all(f'value="{value}"' in page for value in kept)
    assert queries.finding_changes(key) == []


@pytest.mark.parametrize("blank", ["\u200b", " \u2060 ", "\x07", "\u3164"])
def test_a_reason_that_shows_nothing_is_missing(client: Client, key: str, blank: str) -> None:
    page = sent(client, key, state="explained", reason=blank).content.decode()
    assert "没有写原因" in page
    assert queries.finding_changes(key) == []


def test_nobody_has_seen_more_than_was_written(client: Client, key: str) -> None:
    refused = sent(client, key, state="explained", reason="两项重复", seen="99")
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "表单上数的处理意见比实有的多" in page
    assert "两项重复</textarea>" in page
    assert 'name="seen" value="0"' in page
    assert queries.finding_changes(key) == []


def test_a_due_day_may_be_typed_in_words(client: Client, key: str) -> None:
    sent(client, key, due="2021年11月20日")
    assert queries.finding(key).due == date(2021, 11, 20)


def test_who_comes_second_is_told_what_the_first_wrote_and_nothing_is_overwritten(
    client: Client, key: str, logged_in: Callable[..., Client]
) -> None:
    other = logged_in(name="小李", is_strict=True)
    sent(client, key, state="explained", reason="两项重复")
    second = sent(other, key, state="corrected", reason="改为72个", seen="0")
    page = second.content.decode()
    assert second.status_code == 409
    assert "小林已先写了处理意见" in page
    assert "两项重复" in page
    assert "改为72个</textarea>" in page
    assert queries.finding(key).life is Life.EXPLAINED
    sent(other, key, state="corrected", reason="改为72个", seen="1")
    assert [one.by for one in queries.finding_changes(key)] == [OFFICE, "小李"]


def test_an_expired_form_comes_back_with_what_was_typed(client: Client, key: str) -> None:
    response = client.post(f"/findings/{key}/settle", {"state": "explained", "reason": "两项重复"})
    assert response.status_code == 403
    assert "两项重复</textarea>" in response.content.decode()
    assert client.post("/findings/nothing/settle", {}).status_code == 404


def test_the_twin_takes_no_form(client: Client, key: str) -> None:
    assert client.post(f"/findings/{key}.json", {"state": "explained"}).status_code == 405


def test_a_gone_finding_says_so_and_leads_to_what_came_after(client: Client, key: str) -> None:
    whole = next(claim for claim in queries.claims() if claim.quote == "70个")
    correct(
        whole.id,
        replace(whole.claim, subject="田园五镇"),
        by="小王",
        at=timezone.now(),
        reason="写全",
    )
    (source,) = queries.sources()
    check_document(queries.latest_text(source), at=timezone.now())
    page = client.get(f"/findings/{key}.json").json()
    assert not page["line"]["is_present"]
    (after,) = [one for one in page["after"] if one["is_present"]]
    text = shown(client, f"/findings/{key}")
    assert "核对已不再发现这一条" in text
    assert f'href="/findings/{after["key"]}"' in text
    assert [one["key"] for one in client.get("/findings.json").json()["lines"]] == [after["key"]]
    gone = client.get("/findings.json?life=gone").json()["lines"]
    assert [one["key"] for one in gone] == [key]


def test_a_past_day_shows_what_was_known_then_and_takes_no_form(client: Client, key: str) -> None:
    change(key, Life.EXPLAINED, reason="两项重复", recorded=NOON + 3 * DAY)
    past = shown(client, f"/findings/{key}?as_of=2021-11-06")
    assert "两项重复" not in past
    assert '<form class="settle"' not in past
    assert f"/findings/{key}?as_of=2021-11-06" in shown(client, "/findings?as_of=2021-11-06")


def test_lists_and_items_ask_the_same_few_questions_however_long_they_are(
    client: Client, recorded: Recorded, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        words = OTHER.replace("三镇", f"第{number + 1}镇")
        recorded(words, name=f"{number}.md", at=NOON + number * DAY)
    assert len(queries.findings()) >= 12
    with django_assert_max_num_queries(11):
        client.get("/findings")
    key = client.get("/findings.json").json()["lines"][0]["key"]
    decide([queries.finding(key).claims[0]], Review.ACCEPTED, by="小王", at=NOON + 20 * DAY)
    with django_assert_max_num_queries(14):
        client.get(f"/findings/{key}")


def test_long_lists_are_turned_by_fifty(client: Client, recorded: Recorded) -> None:
    lines = (OTHER.replace("三镇", f"第{number + 1}乡") for number in range(60))
    recorded("\n".join(lines))
    first = client.get("/findings.json").json()
    assert (first["total"], len(first["lines"])) == (60, 50)
    second = client.get(first["turning"]["after"].replace("/findings", "/findings.json")).json()
    assert (len(second["lines"]), second["turning"]["last"]) == (10, 60)


def test_every_check_and_state_has_its_advice_in_two_languages() -> None:
    for check in CHECKS:
        for state in State:
            assert all(advice(check.id, state))
