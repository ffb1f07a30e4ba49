"""今日 for staff: what needs me, what changed, what comes due; and 概况 for everybody."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bayline.kernel.claims import ClaimKind
from bayline.kernel.findings import Life
from bayline.kernel.reviews import Review
from bayline.platform.packs.actions import keep_files
from bayline.platform.record import queries
from bayline.platform.record.actions import append, correct, decide, settle_finding
from bayline.platform.record.terms import Draft, FindingChange, KeptText
from bayline.platform.visits import COOKIE, Visit, kept

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WRONG = "2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。"
PROMISE = "全区将于2021年11月15日前建成幼儿园3所。"
Recorded = Callable[..., KeptText]


@pytest.fixture
def client(logged_in: Callable[..., Client]) -> Client:
    return logged_in(is_strict=True)


def accept_all(at: datetime = NOON + HOUR, **wanted: object) -> None:
    decide([one.id for one in queries.claims(**wanted)], Review.ACCEPTED, by="小王", at=at)


def own(**more: object) -> FindingChange:
    (found,) = [one for one in queries.findings() if one.is_present][:1]
    plain = FindingChange(
        key=found.key,
        state=Life.OPEN.value,
        owner="小林",
        due=date(2021, 11, 12),
        reason="",
        by="小林",
        recorded=NOON + HOUR,
    )
    settle_finding(replace(plain, **more))
    return plain


def test_before_anything_is_loaded_the_box_stands_alone(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'id="box"' in page
    assert "sample" in client.get("/index.json").json()


def test_what_needs_me_stands_first_with_owner_and_days_left(
    client: Client, recorded: Recorded
) -> None:
    recorded(f"{WRONG}\n{PROMISE}")
    finding = own()
    accept_all(kind=ClaimKind.PROMISE)
    page = client.get("/index.json?as_of=2021-11-10").json()
    kinds = [need["kind"] for need in page["needs"]]
    assert kinds == ["finding", "review", "soon"]
    first = page["needs"][0]
    assert (first["owner"], first["days_left"]) == ("小林", 2)
    assert first["address"] == f"/findings/{finding.key}?as_of=2021-11-10"
    assert page["needs"][2]["days_left"] == 5
    assert [need["due"] for need in page["due"]] == ["2021-11-12", "2021-11-15"]
    late = client.get("/index.json?as_of=2021-11-20").json()
    assert [need["kind"] for need in late["needs"]] == ["finding", "late", "review"]
    text = client.get("/?as_of=2021-11-20").content.decode()
    assert '已过<span data-n="count">5</span>天' in text


def test_what_nobody_owns_is_counted(client: Client, recorded: Recorded) -> None:
    recorded(WRONG)
    page = client.get("/").content.decode()
    assert '<span data-n="count">1</span>条问题还没有责任人' in page


def test_at_most_seven_stand_there_and_the_rest_is_counted(
    client: Client, recorded: Recorded
) -> None:
    for number in range(9):
        recorded(f"2021年，第{number + 1}镇总投资{number + 2}亿元。", name=f"{number}.md")
    page = client.get("/index.json").json()
    assert (len(page["needs"]), page["rest"]) == (7, 2)
    text = client.get("/").content.decode()
    assert '其余<span data-n="count">2</span>项' in text
    assert len(client.get(page["rest_address"].replace("/?", "/index.json?")).json()["needs"]) == 9


def test_what_changed_is_told_since_the_visit_before(client: Client, recorded: Recorded) -> None:
    recorded(WRONG, at=NOON)
    recorded("2021年，全区总投资35亿元。", name="b.md", title="投资", at=NOON + 10 * DAY)
    before = int((NOON + DAY).timestamp())
    client.cookies[COOKIE] = f"{before}.{before}"
    page = client.get("/index.json").json()
    assert page["is_since_visit"]
    (documents,) = [part for part in page["changes"] if part["name"] == "documents"]
    assert [line["title"] for line in documents["lines"]] == ["投资"]


def test_a_visit_ends_after_half_an_hour_without_a_page() -> None:
    first = kept(Visit(), now=NOON)
    assert first == f".{int(NOON.timestamp())}"
    going_on = Visit(before=None, last=NOON)
    assert kept(going_on, now=NOON + timedelta(seconds=20)) == ""
    assert kept(going_on, now=NOON + timedelta(minutes=20)).startswith(".")
    new = Visit(before=NOON, last=NOON)
    assert kept(new, now=NOON + HOUR).split(".")[0] == str(int(NOON.timestamp()))


def test_the_browser_keeps_the_visit_and_nobody_else_reads_it(client: Client) -> None:
    cookie = client.get("/audit").cookies[COOKIE]
    assert (cookie["samesite"], cookie["httponly"], cookie["path"]) == ("Strict", True, "/")
    assert COOKIE not in client.get("/audit.json").cookies
    assert COOKIE not in client.get("/nowhere").cookies


@pytest.mark.parametrize("cookie", ["", "x.y", "99999999999.1", "1.99999999999", "1"])
def test_a_cookie_that_is_none_of_ours_counts_for_nothing(
    client: Client, recorded: Recorded, cookie: str
) -> None:
    recorded(WRONG)
    client.cookies[COOKIE] = cookie
    assert client.get("/").status_code == 200


def test_two_days_are_set_side_by_side_figure_by_figure(client: Client, recorded: Recorded) -> None:
    recorded("2021年，全区总投资35亿元。\n森林覆盖率为16.5%。", title="投资")
    accept_all(kind=ClaimKind.FIGURE)
    old = next(one for one in queries.claims() if one.quote == "35亿元")
    new = replace(old.claim, subject="金山区")
    correct(old.id, new, by="小王", at=NOON + 3 * DAY, reason="主体写全")
    asked = "since=2021-11-06&until=2021-11-08"
    page = client.get(f"/changes.json?{asked}").json()
    parts = {part["name"]: part for part in page["parts"]}
    assert set(parts) == {"replaced", "decided"}
    (line,) = parts["replaced"]["lines"]
    assert (line["old"]["printed"], line["new"]["printed"]) == ("35亿元", "35亿元")
    assert (line["about_new"], line["reason"], line["by"]) == ("金山区 总投资", "主体写全", "小王")
    text = client.get(f"/changes?{asked}").content.decode()
    assert f'href="/figures/{old.id}"' in text
    earlier = client.get("/changes.json?since=2021-11-01&until=2021-11-05").json()
    assert {part["name"] for part in earlier["parts"]} == {"documents", "decided"}
    assert client.get("/changes.json?since=2022-01-01").json()["parts"] == []


def test_what_is_closed_and_what_is_found_are_told_apart(
    client: Client, recorded: Recorded
) -> None:
    recorded(WRONG)
    own(state=Life.EXPLAINED.value, reason="两项重复", recorded=NOON + 2 * DAY)
    page = client.get("/changes.json?since=2021-11-01&until=2021-11-30").json()
    parts = {part["name"]: part for part in page["parts"]}
    assert parts["found"]["total"] == parts["closed"]["total"] == 1
    assert parts["closed"]["lines"][0]["reason"] == "两项重复"
    later = client.get("/changes.json?since=2021-11-06&until=2021-11-30").json()
    assert [part["name"] for part in later["parts"]] == ["closed"]


def test_days_in_the_wrong_order_are_refused_in_one_sentence(client: Client) -> None:
    response = client.get("/changes?since=2021-12-01&until=2021-11-01")
    assert response.status_code == 400
    assert "请把早的一天写在前" in response.content.decode()
    assert client.get("/changes?since=gestern").status_code == 400


def test_long_changes_are_shown_kind_by_kind(client: Client, recorded: Recorded) -> None:
    for number in range(23):
        recorded(f"总投资{number + 2}亿元。", name=f"{number}.md")
    page = client.get("/changes.json?since=2021-11-01&until=2021-11-30").json()
    (documents,) = [part for part in page["parts"] if part["name"] == "documents"]
    assert (documents["total"], len(documents["lines"]), documents["rest"]) == (23, 20, 3)
    alone = client.get(documents["more"].replace("/changes", "/changes.json")).json()
    assert len(alone["parts"][0]["lines"]) == 23
    past = client.get(f"{documents['more'].replace('/changes', '/changes.json')}&page=2").json()
    assert past["parts"][0]["lines"] == []


OVERVIEW = """
[[figure]]
title = "森林覆盖率"
title_en = "Forest cover"
document = "a.md"
quote = "16.5%"
nth = 2
[[figure]]
title = "总投资"
document = "a.md"
quote = "35亿元"
[[figure]]
title = "人口"
document = "none.md"
quote = "80万人"
[[figure]]
title = "字"
document = "a.md"
quote = "绿"
"""


@pytest.fixture
def region(recorded: Recorded) -> KeptText:
    words = "上年覆盖率16.5%。\n2021年，全区森林覆盖率为16.5%，总投资约35亿元，更绿。"
    files = {
        "region.toml": '''name = "甲区"\nname_en = "Jia"\ncode = "310116"
sentence = "甲区在海边。"\nsentence_en = "Jia lies by the sea."'''.encode(),
        "overview.toml": OVERVIEW.encode(),
    }
    keep_files(files, by="小林", at=NOON)
    return recorded(words, title="公报")


def test_the_region_shows_its_sentence_and_the_figures_that_its_pack_names(
    client: Client, region: KeptText
) -> None:
    page = client.get("/overview.json").json()
    assert (page["name"], page["sentence"]) == ("甲区", "甲区在海边。")
    forest, investment, people, words = page["figures"]
    second = [one for one in queries.claims(kind=ClaimKind.FIGURE) if one.quote.endswith("16.5%")]
    assert forest["address"] == f"/figures/{second[1].id}"
    assert forest["source"] == "公报"
    assert (investment["printed"], investment["note"]) == ("约35亿元", "待审")
    assert people["note"] == "资料里还没有这份文件"
    assert words["note"] == "原文有这个数，还没有读成数字"
    assert page["latest"][0]["title"] == "公报"
    assert region.source.title == "公报"
    english = client.get("/en/overview.json").json()
    assert (english["name"], english["figures"][0]["title"]) == ("Jia", "Forest cover")
    assert english["figures"][1]["exact"] == "about CNY 3.5 billion"
    text = client.get("/overview").content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert not re.search('class="tag', main), "the public page has no colors"


@pytest.mark.usefixtures("region")
def test_a_figure_that_was_corrected_stays_current_on_the_front_page(client: Client) -> None:
    old = next(one for one in queries.claims() if one.quote == "约35亿元")
    right = replace(old.claim, subject="甲区")
    new = correct(old.id, right, by="小王", at=NOON + DAY, reason="写全")
    figure = client.get("/overview.json").json()["figures"][1]
    assert (figure["address"], figure["note"]) == (f"/figures/{new}", "")
    then = client.get("/overview.json?as_of=2021-11-05").json()["figures"][1]
    assert then["address"].startswith(f"/figures/{old.id}?as_of=")


@pytest.mark.usefixtures("region")
def test_the_front_page_shows_what_counts_whatever_was_read_or_sent_back_since(
    client: Client,
) -> None:
    old = next(one for one in queries.claims() if one.quote == "约35亿元")
    decide([old.id], Review.ACCEPTED, by="小王", at=NOON + DAY)
    right = replace(old.claim, subject="甲区")
    new = correct(old.id, right, by="小王", at=NOON + 2 * DAY, reason="写全")
    decide([new], Review.RETURNED, by="小王", at=NOON + 3 * DAY, reason="撤销")
    other = replace(old.claim, identifier="-", subject="乙区", supersedes=old.id)
    append(
        [Draft(claim=other, quote=old.quote)],
        ground=queries.text_of_claim(old.id),
        by="reader",
        at=NOON + 4 * DAY,
    )
    figure = client.get("/overview.json").json()["figures"][1]
    assert (figure["address"], figure["note"]) == (f"/figures/{old.id}", "")
    assert figure["printed"] == "约35亿元"


def test_what_was_read_once_for_the_first_page_is_read_again_after_a_change(
    client: Client, recorded: Recorded
) -> None:
    recorded(WRONG, name="a.md")
    assert "待审" in client.get("/").content.decode()
    accept_all()
    page = client.get("/").content.decode()
    assert "待审" not in page
    recorded(PROMISE, name="promise.md", at=NOON + 2 * HOUR)
    for _ in range(2):
        assert "待审" in client.get("/").content.decode()
    before = client.get("/index.json").json()
    accept_all(NOON + 3 * HOUR, states=[Review.PROPOSED])
    after = client.get("/index.json").json()
    assert [one["kind"] for one in before["needs"]].count("review") == 1
    assert not [one for one in after["needs"] if one["kind"] == "review"]
    assert [one["kind"] for one in after["needs"]].count("late") == 1
    own()
    assert client.get("/index.json").json()["unowned"] == after["unowned"] - 1


def test_without_a_pack_the_overview_says_what_would_be_here(client: Client) -> None:
    page = client.get("/overview").content.decode()
    assert "还没有装入" in page
    assert 'href="/"' in page
    assert client.get("/overview.json").json()["figures"] == []


def test_the_pages_ask_the_same_few_questions_however_much_there_is(
    client: Client, recorded: Recorded, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        words = WRONG.replace("五镇", f"第{number + 1}镇")
        recorded(words, name=f"{number}.md", at=NOON + number * HOUR)
    recorded(PROMISE, name="promise.md", at=NOON + 13 * HOUR)
    accept_all(NOON + 20 * HOUR)
    old = next(one for one in queries.claims() if one.quote == "70个")
    correct(
        old.id, replace(old.claim, subject="甲区"), by="小王", at=NOON + 21 * HOUR, reason="写全"
    )
    recorded(WRONG, name="waits.md", at=NOON + 22 * HOUR)
    own()
    before = int((NOON - DAY).timestamp())
    client.cookies[COOKIE] = f"{before}.{before}"
    with django_assert_max_num_queries(26):
        client.get("/")
    with django_assert_max_num_queries(17):  # what the first one asked stands until a chain moves
        client.get("/")
    with django_assert_max_num_queries(14):
        client.get("/changes?since=2021-11-01&until=2021-11-30")
    with django_assert_max_num_queries(14):
        client.get("/overview")
