"""Reports: drafted with live figures, issued, the same bytes later, read by the public, watched."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from icalendar import Calendar
from lxml import etree

from bayline.kernel.errors import BaylineError
from bayline.kernel.reviews import Review
from bayline.platform.freezing.lying import snapshots
from bayline.platform.packs.actions import keep_files
from bayline.platform.publishing.actions import retract
from bayline.platform.publishing.terms import Retracted
from bayline.platform.record import queries as record
from bayline.platform.record import walking
from bayline.platform.record.actions import decide
from bayline.platform.registers import actions as registers
from bayline.platform.registers.terms import Edit
from bayline.platform.reporting import making, queries, templates
from bayline.platform.reporting.actions import issue, reissue
from bayline.platform.reporting.mailing import mail_text, send
from bayline.platform.reporting.terms import Issued
from bayline.systems.reading.queries.verifying import verified

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 10, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = (
    "2021年三季度，全区开工项目12个，总投资超82亿元。2021年三季度，全区竣工项目5个。"
    "全区将于2021年9月15日前建成幼儿园3所。"
)
DECLARED = """title = "季报"
title_en = "Quarter"
for = "quarter"
names_reviewers = true

[figures]
cost = 'total("bridges", "cost", built=year)'
"""
TEXT = """# 一、项目

本季{{ figure("开工项目") }}开工，投资{{ figure("总投资") }}，竣工{{ said("a.md", "5个") }}。
桥梁{{ cost }}。

{{ table("bridges", columns=["name", "built", "cost"], title="桥梁") }}

{{ promises() }}
"""
TEXT_EN = '# Projects\n\n{{ figure("开工项目") }} projects, {{ figure("总投资") }}, {{ cost }}.\n'
FILES = {
    "publishing.toml": b'[documents]\npublic = ["*"]',
    "region.toml": 'name = "甲区"\nname_en = "Jia"\ncode = "310116"\nsentence = "甲。"'.encode(),
    "reports/quarter.toml": DECLARED.encode(),
    "reports/quarter.zh.md": TEXT.encode(),
    "reports/quarter.en.md": TEXT_EN.encode(),
}


@pytest.fixture
def claims(
    recorded: Callable[..., Any], declared: Callable[..., str], settings: Any, tmp_path: Path
) -> dict[str, str]:
    """A record with accepted figures, a register of bridges, and a template."""
    settings.HOME = tmp_path
    keep_files(FILES, by="小林", at=NOON)
    recorded(WORDS, at=NOON, title="三季度通报", published=datetime(2021, 9, 5, tzinfo=UTC).date())
    found = {one.quote: one.id for one in record.claims()}
    decide([*found.values()], Review.ACCEPTED, by="周审", at=NOON)
    toml = declared("bridges", "桥梁", "Bridges", "built 建成 Built date", "cost 造价 Cost figure")
    keep = toml.replace("order =", "public = true\norder =")
    keep_files({"registers/bridges.toml": keep.encode()}, by="小林", at=NOON)
    register = registers.declare(keep.encode(), where="registers/bridges.toml")
    for code, cost in (("east", "1.2亿元"), ("west", "约3亿元")):
        values = {"code": code, "name": f"{code}桥", "built": "2021-05-01", "cost": cost}
        registers.save(register, values, edit=Edit(by="小林", at=NOON))
    return found


def made(edition: str = "2021Q3", *, at: datetime = NOON + HOUR, **more: Any) -> Issued:
    of = templates.template("quarter")
    found = making.edition_of(of, edition)
    return issue(of, found, place=snapshots(), by="签发人", at=at, **more)


def document(language: str = "zh", text: str | None = None, at: datetime = NOON + HOUR) -> Any:
    of = templates.template("quarter")
    edition = making.edition_of(of, "2021Q3")
    return making.document_of(of, edition, language, at=at, text=text)


@pytest.mark.usefixtures("claims")
def test_figures_are_printed_as_their_documents_print_them_with_their_sentences() -> None:
    found = document()
    assert found.problems == ()
    printed = {one["asked"]: one["printed"] for one in found.facts["figures"]}
    assert printed == {
        'figure("开工项目")': "12个",
        'figure("总投资")': "超82亿元",
        'said("a.md", "5个")': "5个",
        "cost": "3.2亿元–5.2亿元",
    }
    part = found.facts["notes"][1]["parts"][0]
    assert (part["document"], part["by"], part["accepted"][:10]) == (
        "三季度通报",
        "周审",
        "2021-10-05",
    )
    assert "超82亿元" in part["sentence"]
    english = {one["asked"]: one["printed"] for one in document("en").facts["figures"]}
    assert english['figure("总投资")'] == "over CNY 8.2 billion"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ('figure("开工项日")', "最接近的是“开工项目”"),
        ('figure("开工项目", period="2019")', "没有“开工项目”的已审数字；已有的时期：2021"),
        ('total("bridges", "cost", built=year_before)', "没有选出任何一条"),
        ('value("bridges", "cost")', "2个不同的值"),
        ('said("b.md", "5个")', "还没有这份文件"),
        ('growth(said("a.md", "5个"), figure("总投资"))', "不能放在一起"),
    ],
)
@pytest.mark.usefixtures("claims")
def test_what_cannot_be_printed_says_why_and_where(asked: str, said: str) -> None:
    (problem,) = document(text=f"甲\n\n有{{{{ {asked} }}}}。").problems
    assert said in problem.sentence
    assert problem.where.endswith("2021Q3.zh.md:3")
    instead = document(text=f"有{{{{ {asked} or '未公布' }}}}。")
    assert instead.problems == ()
    assert instead.facts["blocks"][0]["pieces"][1] == {"t": "未公布"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("costs", r"zh\.md:2: unknown figure “costs”.*nearest name is “cost”"),
        ('count("bridge")', "nearest name is “bridges”"),
        ('value("bridges", "price", key="east")', "unknown figure “price”"),
        ('figure("开工项目", period="下月")', "is no period"),
    ],
)
@pytest.mark.usefixtures("claims")
def test_what_is_not_there_is_refused_with_file_line_and_nearest_name(
    asked: str, said: str
) -> None:
    with pytest.raises(BaylineError, match=said):
        document(text=f"甲\n有{{{{ {asked} }}}}。")


def test_two_accepted_values_are_not_chosen_between(
    claims: dict[str, str], recorded: Callable[..., Any]
) -> None:
    del claims
    recorded("2021年三季度，全区开工项目14个。", at=NOON, name="b.md", title="另一份")
    (other,) = [one.id for one in record.claims() if one.quote == "14个"]
    decide([other], Review.ACCEPTED, by="周审", at=NOON)
    (problem,) = document(text='{{ figure("开工项目") }}').problems
    assert "2个不同的已审数字：12个" in problem.sentence
    assert "《另一份》" in problem.sentence


@pytest.mark.usefixtures("claims")
def test_a_gap_a_contradiction_or_a_hidden_register_keeps_a_report_from_being_issued() -> None:
    wrong = "收到建议70条，其中工业27条、农业4条、生态22条、文化12条、其他7条。"
    path = "reports/texts/quarter/2021Q3.zh.md"
    keep_files({path: '有{{ figure("无此事") }}。'.encode()}, by="小林", at=NOON)
    with pytest.raises(BaylineError, match=r"2021Q3\.zh\.md:1: .*cannot be printed \(1 such"):
        made()
    keep_files({path: wrong.encode()}, by="小林", at=NOON)
    with pytest.raises(BaylineError, match="contradict themselves") as refused:
        made()
    found = made(explained={refused.value.where: "口径不同，另有2条未分类"})
    assert found.facts["explained"][0]["reason"] == "口径不同，另有2条未分类"
    keep_files({path: "2021年三季度，全区开工项目15个。".encode()}, by="小林", at=NOON)
    with pytest.raises(BaylineError, match=r"Does not agree: .*“15”.*“12”") as beside:
        made(at=NOON + HOUR)
    assert made(at=NOON + HOUR, explained={beside.value.where: "含三个续建项目"}).facts["explained"]
    keep_files({path: b'{{ count("secrets") }}'}, by="小林", at=NOON)
    hidden = 'name = "secrets"\ntitle = "密"\ntitle_en = "S"\nabout = "密"\nabout_en = "S"\n'
    hidden += 'key = "code"\nlabel = "code"\norder = ["code"]\n'
    hidden += (
        '[[field]]\nname = "code"\ntitle = "号"\ntitle_en = "C"\ntype = "text"\nrequired = true\n'
    )
    registers.declare(hidden.encode(), where="registers/secrets.toml")
    with pytest.raises(BaylineError, match="prints what is not public: secrets"):
        made(at=NOON + 2 * HOUR)


def test_a_report_is_the_same_bytes_a_year_later_whatever_came_in(
    claims: dict[str, str], recorded: Callable[..., Any]
) -> None:
    first = made()
    kept = {one.name: queries.bytes_of(first, one.name) for one in first.files}
    later = NOON + timedelta(days=365)
    recorded("2021年三季度，全区开工项目19个。", at=later, name="b.md")
    decide([claims["12个"]], Review.RETURNED, by="周审", at=later, reason="读错")
    keep_files(
        {"reports/quarter.zh.md": "# 改过\n".encode(), "reports/quarter.typ": b"#panic()"},
        by="小林",
        at=later,
    )
    again = reissue(first.id)
    assert again.is_same
    assert {one.name: queries.bytes_of(first, one.name) for one in first.files} == kept
    assert [*queries.faults()] == []
    assert document(text=TEXT, at=later).problems


@pytest.mark.usefixtures("claims")
def test_another_font_is_told_and_the_issued_bytes_are_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = made()
    present = making.made_by()
    monkeypatch.setattr(making, "made_by", lambda: {**present, "typst": "9.9.9"})
    monkeypatch.setattr(making, "made", lambda *_told: b"otherwise")
    again = reissue(first.id)
    assert not again.is_same
    assert "quarter.zh.pdf" in again.differing
    assert ("typst", present["typst"], "9.9.9") in again.versions
    assert queries.bytes_of(first, "quarter.zh.pdf").startswith(b"%PDF")


@pytest.fixture
def two(claims: dict[str, str], recorded: Callable[..., Any]) -> tuple[Issued, Issued]:
    """Two issues, between which a figure was read anew."""
    first = made()
    later = NOON + 3 * HOUR
    recorded("2021年三季度，全区开工项目14个。", at=later, name="b.md", title="更正通报")
    (other,) = [one.id for one in record.claims() if one.quote == "14个"]
    decide([claims["12个"]], Review.RETURNED, by="周审", at=later, reason="已更正")
    decide([other], Review.ACCEPTED, by="周审", at=later)
    return first, made(at=NOON + 4 * HOUR)


def test_the_public_reads_downloads_and_sees_what_changed(
    anonymous: Client, two: tuple[Issued, Issued]
) -> None:
    first, second = two
    listed = anonymous.get("/reports.json").json()
    assert [one["id"] for one in listed["issued"]] == [second.id, first.id]
    assert (listed["templates"], listed["subscribe"]) == ([], "")
    page = anonymous.get(f"/reports/issued/{second.id}")
    assert "超82亿元" in page.content.decode()
    told = anonymous.get(f"/reports/issued/{second.id}.json").json()
    (change,) = told["changes"]
    assert (change["old"], change["new"], change["why"]) == ("12个", "14个", "更正通报")
    assert told["by"] == ""
    (pdf,) = [one for one in told["files"] if one["name"] == "quarter.zh.pdf"]
    got = anonymous.get(pdf["address"])
    assert got.content == queries.bytes_of(second, "quarter.zh.pdf")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert anonymous.get(f"/reports/issued/{second.id}/files/layout.typ").status_code == 404
    english = anonymous.get(f"/en/reports/issued/{second.id}").content.decode()
    assert "over CNY 8.2 billion" in english
    feed = etree.fromstring(anonymous.get("/reports.atom").content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 2
    assert "12个 → 14个" in "".join(entries[0].itertext())


def test_what_a_report_rests_on_and_is_taken_back_takes_the_report_along(
    anonymous: Client, client: Client, claims: dict[str, str]
) -> None:
    first = made()
    address = f"/reports/issued/{first.id}"
    retract(
        Retracted(claim=claims["超82亿元"], reason="涉及个人", by="周审", recorded=NOON + 2 * HOUR)
    )
    page = anonymous.get(f"{address}.json").json()
    assert (page["view"], page["files"]) == (None, [])
    assert page["withheld"]
    assert anonymous.get(f"{address}/files/quarter.zh.pdf").status_code == 410
    assert client.get(f"{address}/files/quarter.zh.pdf").status_code == 200


@pytest.mark.usefixtures("claims")
def test_a_draft_is_written_checked_and_issued_on_the_bench(
    client: Client, logged_in: Callable[..., Client]
) -> None:
    bench = client.get("/reports/quarter/2021Q3.json").json()
    assert [one["printed"] for one in bench["figures"]][:2] == ["12个", "超82亿元"]
    assert bench["gaps"] == []
    text = '本季{{ figure("开工项目") }}，另有手写的7处。'
    saved = client.post(
        "/reports/quarter/2021Q3/text", {"text": text, "mark": bench["mark"], "language": "zh"}
    )
    assert saved.status_code == 303
    again = client.get("/reports/quarter/2021Q3.json").json()
    assert (again["text"].strip(), again["typed"]) == (text, ["7处"])
    stale = client.post(
        "/reports/quarter/2021Q3/text", {"text": "抢先", "mark": bench["mark"], "language": "zh"}
    )
    assert stale.status_code == 400
    assert "已被别人改过" in stale.content.decode()
    broken = client.post(
        "/reports/quarter/2021Q3/text", {"text": "{{ figur('a') }}", "language": "zh"}
    )
    assert "最接近的是“figure”" in broken.content.decode()
    assert "figur(&#x27;a&#x27;)" in broken.content.decode()
    clerk = logged_in("clerk", "小王", account="xiaowang")
    assert clerk.post("/reports/quarter/2021Q3/issue").status_code == 403
    issued = client.post("/reports/quarter/2021Q3/issue", {"language": "zh"})
    assert issued.status_code == 303
    assert client.get(issued["Location"]).status_code == 200
    assert client.get("/reports/quarter/2021").status_code == 404
    assert client.get("/reports/nothing/2021Q3").status_code == 404


@pytest.mark.usefixtures("claims")
def test_what_falls_due_is_watched_by_a_private_address_that_can_be_taken_back(
    client: Client, anonymous: Client
) -> None:
    page = client.post("/subscriptions/key", {"do": "make"}).content.decode()
    key = page.partition("dues.ics?key=")[2].partition("<")[0]
    assert key.startswith("bl_")
    assert anonymous.get("/dues.ics").status_code == 404
    assert (
        anonymous.get("/api/claims", headers={"Authorization": f"Bearer {key}"}).status_code == 401
    )
    calendar = Calendar.from_ical(anonymous.get(f"/dues.ics?key={key}").content)
    assert calendar["X-WR-CALNAME"]
    feed = anonymous.get(f"/dues.atom?key={key}")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    identifier = key.split("_")[1]
    client.post("/subscriptions/key", {"revoke": identifier})
    assert anonymous.get(f"/dues.ics?key={key}").status_code == 404


def test_mail_tells_what_changed_and_what_is_overdue(
    two: tuple[Issued, Issued], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    del two
    assert verified(walking.heads()).faults == ()  # as a restored home is looked through
    subject, text = mail_text(now=NOON, english=False)
    assert subject == "Bayline 2021-10-05：逾期1项"
    assert "12个 → 14个（更正通报）" in text.replace(" (", "（").replace(")", "）")
    assert "2021-09-15  " in text
    monkeypatch.setenv("BAYLINE_SMTP_URL", "http://mail.example")
    with pytest.raises(BaylineError, match="is no mail server"):
        send(subject, text, to=["a@example.org"])
    monkeypatch.setenv("BAYLINE_SMTP_URL", "smtp://127.0.0.1:9")
    with pytest.raises(BaylineError, match="the mail was not sent"):
        send(subject, text, to=["a@example.org"])
    del settings
    assert mail.outbox == []


def test_the_command_line_drafts_and_lists(
    claims: dict[str, str],
    bayline: Callable[..., Any],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del claims
    monkeypatch.setattr("bayline.platform.homes.open_home", lambda: None)
    status, said, complaint = bayline(
        *("report", "draft", "quarter", "--period", "2021Q3"),
        *("-o", "d.json", "--as-of", "2021-10-06"),
    )
    assert (status, said, complaint) == (0, "", "")
    assert json.loads((folder / "d.json").read_bytes())["called"] == "2021年三季度"
    status, said, complaint = bayline(
        "report", "issue", "quarter", "--period", "2021Q3", "--by", "甲"
    )
    assert status == 0, complaint
    identifier = said.split()[1].rstrip(":")
    status, _said, complaint = bayline(
        *("report", "draft", "quarter", "--period", "1999Q1", "-o", "gaps.pdf")
    )
    assert (status, re.findall("[，。、]", complaint)) == (1, [])
    assert "no entry of Bridges was chosen, so there is no sum" in complaint
    status, said, _complaint = bayline("report", "reissue", identifier, "-o", "out")
    assert (status, "byte for byte" in said) == (0, True)
    assert (folder / "out" / "quarter.en.pdf").read_bytes().startswith(b"%PDF")
    status, said, _complaint = bayline("report", "list", "--format", "jsonl")
    assert [json.loads(line)["kind"] for line in said.splitlines()] == ["template", "issued"]
    bad = {"reports/bad.toml": b'for = "quarter"\n[figures]\na = "nosuch(1)"\n'}
    keep_files(bad, by="甲", at=datetime.now(UTC))
    status, said, complaint = bayline("report", "list")
    assert (status, len(said.splitlines())) == (1, 2)
    assert "bad.toml:3: unknown figure “nosuch”" in complaint
    status, said, _complaint = bayline("report", "changes", identifier)
    assert (status, said) == (0, "")
    status, said, complaint = bayline(
        "report", "draft", "quarter", "--period", "2021", "-o", "x.pdf"
    )
    assert (status, "is not a period like 2025Q3" in complaint) == (2, True)
