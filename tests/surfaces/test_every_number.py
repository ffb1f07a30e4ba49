"""Every number on every page leads to a sentence, every link answers, every page has its twin.

The crawler starts at the front page, in both languages and as of a day, and follows all links. It
runs on a small record made here; `BAYLINE_CRAWLED_HOME=folder` has it go through a home as well, in
which there is an administrator “crawler” with the password below.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import django
import pytest
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import override
from lxml import html
from lxml.html import HtmlElement as Element

if __name__ == "__main__":  # started for a home, outside of pytest
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bayline.site.settings")
    django.setup()

from bayline.kernel.claims import ClaimKind
from bayline.kernel.findings import Life, State, state_of
from bayline.kernel.reviews import Review
from bayline.platform.freezing.actions import publish
from bayline.platform.packs.actions import keep_files
from bayline.platform.record import queries
from bayline.platform.record.actions import decide, settle_finding
from bayline.platform.record.terms import FindingChange, KeptText
from bayline.systems.reading.actions.reviewing import put_right

ROOT = Path(__file__).resolve().parents[2]
DAY = "2021-11-06"
STARTS = ("/", "/en/", f"/?as_of={DAY}", f"/en/?as_of={DAY}")
VARIANTS = 4  # of one address by what is asked of it; lists can be asked in endless ways
MOST_OF_A_KIND = 16  # pages that one view shows in one language, nearest to the front page first
MOST_PAGES = int(os.environ.get("BAYLINE_CRAWLED_PAGES", "1500"))
COMING = re.compile(r"(/en)?/(documents|figures|review)")
PASSWORD = "走遍每一页，一页不漏"  # noqa: S105 - of a home that lives as long as the test
UNTOLD = {"login", "account", "interface"}  # tell nothing of the record, and have no twin
COUNTED = {"count", "date", "page", "id"}
MARKED = "contains(concat(' ', @class, ' '), ' {} ')"
# What is typed, and what says what to type: names of fields, and examples beside them.
HINTED = f"self::label or self::p[{MARKED.format('hint')}][ancestor::form]"
FREE = f"self::code or self::input or self::textarea or self::option or self::kbd or {HINTED}"
QUOTED = " or ".join(MARKED.format(name) for name in ("quoted", "draft"))
DRAWN = "//*[self::figure or self::tr or self::section][.//table]//svg"
HIDDEN = "//*[@hidden or self::script or self::style or self::template]"
ACCOUNTED = f"//*[self::a[{MARKED.format('n')}] or {QUOTED} or @data-n or {FREE}]"
INSIDE = "/descendant-or-self::*"
pytestmark = pytest.mark.walk
HAN = re.compile(r"[\u3400-\u9fff]")


def bare_numbers(page: Element) -> Iterator[str]:
    """Give the visible texts with digits that neither lead anywhere nor say what they count."""
    accounted = {*page.xpath(f"{ACCOUNTED}{INSIDE} | {DRAWN}{INSIDE}")}
    for element, text in visible(page):
        if re.search(r"\d", text) and element not in accounted:
            yield f"bare number “{text.strip()[:60]}” in <{element.tag}>"
    for element in page.xpath("//*[@data-n]"):
        if element.get("data-n") not in COUNTED:
            yield f"data-n=“{element.get('data-n')}” counts nothing that is known"


def visible(page: Element) -> Iterator[tuple[Element, str]]:
    """Give every text of the body with the element that it stands in."""
    (body,) = page.xpath("//body")
    hidden = {*page.xpath(f"{HIDDEN}{INSIDE}")}
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        if element.text and element not in hidden:
            yield element, element.text
        above = element.getparent()
        if element.tail and element is not body and above not in hidden:
            yield above, element.tail


def untranslated(page: Element) -> Iterator[str]:
    """Give the Chinese of an English page that does not say it is Chinese."""
    for element, text in visible(page):
        is_written = element.tag in {"code", "textarea"}  # by people, in whatever language
        if HAN.search(text) and not is_chinese(element) and not is_written:
            yield f"Chinese “{text.strip()[:40]}” in <{element.tag}>"
    for element in page.xpath("//body//*[@aria-label or @title or @alt]"):
        named = " ".join(element.get(name, "") for name in ("aria-label", "title", "alt"))
        if HAN.search(named) and not is_chinese(element):
            yield f"Chinese “{named.strip()[:40]}” as the name of <{element.tag}>"


def is_chinese(element: Element) -> bool:
    languages: list[str] = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
    return bool(languages) and languages[-1].startswith("zh")


def shows_a_sentence(page: Element) -> bool:
    """Tell whether a page shows words of a source, or the sentence of a finding."""
    told = MARKED.format("told")
    found = page.xpath(f"//main//*[{QUOTED} or self::blockquote or {told}]")
    return any(len(one.text_content().strip()) > 3 for one in found)


@dataclass
class Crawl:
    """One walk through all pages that can be reached."""

    client: Client
    faults: list[str] = field(default_factory=list)
    pages: dict[str, Element] = field(default_factory=dict)
    _statuses: dict[str, int] = field(default_factory=dict)
    _variants: Counter[str] = field(default_factory=Counter)

    def run(self, starts: tuple[str, ...] = STARTS) -> "Crawl":
        """Open all pages that can be reached, then look at each."""
        waiting = deque((start, "") for start in starts)
        while waiting and len(self.pages) < MOST_PAGES:
            address, above = waiting.popleft()
            if self._is_known(address):
                continue
            page = self._opened(address, above)
            if page is not None:
                waiting.extend((link, address) for link in self._links(page, address))
        for address, page in self.pages.items():
            self._look_at_numbers(address, page)
        return self

    def _is_known(self, address: str) -> bool:
        path = urlsplit(address).path
        kind = f"{path[:3] == '/en'} {view_of(path).view_name}"
        if address in self._statuses or self._variants[path] >= VARIANTS:
            return True
        self._variants.update((path, kind))
        return self._variants[kind] > MOST_OF_A_KIND

    def _opened(self, address: str, above: str) -> Element | None:
        response = self.client.get(address)
        self._statuses[address] = response.status_code
        if 300 <= response.status_code < 400:
            return self._opened(urljoin(address, response["Location"]), above)
        if response.status_code != 200:
            self.faults.append(f"{above}: {address} answers {response.status_code}")
            return None
        if response.streaming or not response["Content-Type"].startswith("text/html"):
            response.getvalue()  # a file is read to its end, which closes it
            return None
        self._ask_twin(address)
        self.pages[address] = html.document_fromstring(response.content.decode())
        return self.pages[address]

    def _ask_twin(self, address: str) -> None:
        parts = urlsplit(address)
        match = view_of(parts.path)
        # A part of a page, such as the panel of a figure, is told by the twin of its page.
        name = str(match.url_name).partition("-panel")[0]
        if name in UNTOLD:
            return
        try:
            twin = reverse(f"{name}.json", kwargs=match.kwargs)
        except NoReverseMatch:
            self.faults.append(f"{address} has no twin in JSON")
            return
        twin = f"/en{twin.removeprefix('/en')}" if parts.path.startswith("/en") else twin
        response = self.client.get(f"{twin}?{parts.query}")
        if response.status_code != 200 or not isinstance(json.loads(response.content), dict):
            self.faults.append(f"{twin}: the twin answers {response.status_code}")

    def _links(self, page: Element, address: str) -> Iterator[str]:
        ids = {*page.xpath("//@id")}
        for link in page.xpath("//a[@href]"):
            href = link.get("href")
            whole = urlsplit(urljoin(address, href))
            if whole.scheme or whole.netloc:
                continue
            if href.startswith("#"):
                if href[1:] not in ids:
                    self.faults.append(f"{address}: {href} leads nowhere on its page")
                continue
            if is_there(whole.path) and is_followed(link, whole.query):
                yield f"{whole.path}?{whole.query}" if whole.query else whole.path

    def _look_at_numbers(self, address: str, page: Element) -> None:
        found = [*bare_numbers(page)]
        if address.startswith("/en"):
            found += untranslated(page)
        found += self._dead_ends(address, page)
        self.faults += [f"{address}: {fault}" for fault in dict.fromkeys(found)]

    def _dead_ends(self, address: str, page: Element) -> Iterator[str]:
        """Give the links on numbers that lead to no sentence; those that were not opened pass."""
        for link in page.xpath(f"//a[{MARKED.format('n')}]"):
            whole = urlsplit(urljoin(address, link.get("href") or ""))
            target = f"{whole.path}?{whole.query}" if whole.query else whole.path
            shown = self.pages.get(target)
            if not link.get("href"):
                yield f"“{link.text_content()}” is a link to nothing"
            elif shown is not None and not shows_a_sentence(shown):
                yield f"“{link.text_content()}” leads to {target}, which shows no sentence"


@cache
def view_of(path: str) -> ResolverMatch:
    """Find what answers at a path; which language is spoken decides how paths begin."""
    with override("en" if re.match("/en(/|$)", path) else "zh-hans"):
        return resolve(unquote(path))


@cache
def is_there(path: str) -> bool:
    """Leave out the pages that are still to come; any other address must answer."""
    try:
        view_of(path)
    except Resolver404:
        return not COMING.fullmatch(path)
    return True


def is_followed(link: Element, query: str) -> bool:
    """Leave out downloads, other days than the one asked for, and moments that never return."""
    asked = dict(parse_qsl(query))
    is_turn = bool(link.xpath(f"ancestor::nav[{MARKED.format('as-of-strip')}]"))
    return asked.get("as_of", DAY) == DAY and not is_turn and link.get("download") is None


NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)
OPEN = '[documents]\npublic = ["*"]'
WRONG = "2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。"
REPORT = f"""{WRONG}

2021年1至9月，全区总投资约35亿元，比上年增长6.5%。全区森林覆盖率为16.5%，达标率为99.9%。
全区将于2021年11月15日前建成幼儿园3所。3月3日，12个项目集中开工。

| 指标 | 2020年 | 2021年 |
|---|---|---|
| 财政收入（亿元） | 12.5 | 13.1 |
| 税收收入（亿元） | 9.8 | 10.4 |
"""
OVERVIEW = """[[figure]]
title = "森林覆盖率"
title_en = "Forest cover"
document = "a.md"
quote = "16.5%"
"""
REGION = """name = "甲区"
name_en = "Jia"
code = "310116"
sentence = "甲区在海边。"
sentence_en = "Jia lies by the sea."
"""


@pytest.fixture
def small_record(recorded: Callable[..., KeptText], settings: Any, tmp_path: Path) -> None:
    """A record with one of each: an edition, decisions, findings, two publications that differ."""
    settings.HOME = tmp_path
    files = {"region.toml": REGION, "overview.toml": OVERVIEW, "publishing.toml": OPEN}
    keep_files({name: text.encode() for name, text in files.items()}, by="小林", at=NOON)
    first = recorded(REPORT, title="2021年公报", publisher="甲区统计局2科")
    words, replaced = REPORT.replace("16.5%", "18.5%"), first.source.sha256
    recorded(words, name="b.md", title="2021年公报（更正版）", replaces=replaced)
    recorded("2021年，全区森林覆盖率为14.2%。", name="c.md", title="绿化3年", at=NOON)
    claims = [one for one in queries.claims() if one.state is Review.PROPOSED]
    decide([one.id for one in claims[::2]], Review.ACCEPTED, by="小王", at=NOON)
    decide([claims[1].id], Review.RETURNED, by="小王", at=NOON, reason="第2行读错")
    figure = next(one for one in claims[::2] if one.claim.kind is ClaimKind.FIGURE)
    new = replace(figure.claim, subject="甲区")
    put_right(figure.id, new, by="小王", at=NOON + timedelta(hours=1), reason="写全")
    wrong = [one for one in queries.findings() if state_of(one.finding) is not State.HOLDS]
    made = (Life.EXPLAINED, Life.OPEN, Life.DISMISSED)
    for finding, life in zip(wrong, made, strict=False):
        said = {"owner": "小林", "due": date(2021, 11, 12), "reason": "第3页有2处", "by": "小林"}
        at = NOON + timedelta(hours=2)
        settle_finding(FindingChange(key=finding.key, state=life.value, recorded=at, **said))
    place, later = tmp_path / "snapshots", NOON + timedelta(hours=4)
    publish(place, title="第1期", by="小林", at=NOON + timedelta(hours=3))
    decide([claims[2].id], Review.RETURNED, by="小王", at=later, reason="第3行读错")
    publish(place, title="第2期", by="小林", at=later)


@pytest.mark.django_db
@pytest.mark.usefixtures("small_record")
@pytest.mark.parametrize(
    ("who", "seen", "unseen"),
    [
        ("client", {"today", "changes", "overview", "findings", "finding", "audit"}, {"login"}),
        ("anonymous", {"today", "figure", "publication-changes", "login"}, {"audit", "finding"}),
    ],
)
def test_every_number_on_every_page_leads_to_its_sentence(
    who: str, seen: set[str], unseen: set[str], request: pytest.FixtureRequest
) -> None:
    found = Crawl(request.getfixturevalue(who)).run()
    kinds = {view_of(urlsplit(address).path).url_name for address in found.pages}
    assert seen <= kinds
    assert not unseen & kinds
    assert not found.faults, "\n".join(found.faults[:40])


@pytest.mark.django_db
def test_the_pages_of_an_empty_record_show_no_bare_number_either(client: Client) -> None:
    found = Crawl(client).run()
    assert not found.faults, "\n".join(found.faults[:40])


PLANTED = """<html><body><main>
<p>共<b>72</b>个</p> <p>页<span data-n="pages">3</span></p>
<a class="n" href="/figures/x">206亿元</a> <span class="a quoted">35亿元</span>
<a class="note" href="/x">第7项</a> <code>2021</code> <time data-n="date">2021-11-05</time>
<p hidden>99</p> <textarea>12</textarea> <div><svg><text>5</text></svg></div>
<figure><svg><text>6</text></svg><table></table></figure>８
</main></body></html>"""


def test_the_check_itself_sees_a_bare_number() -> None:
    found = [*bare_numbers(html.document_fromstring(PLANTED))]
    assert [re.sub(" in .*", "", one) for one in found] == [
        "bare number “72”",
        "bare number “第7项”",
        "bare number “5”",
        "bare number “８”",
        "data-n=“pages” counts nothing that is known",
    ]


def test_the_check_itself_sees_chinese_on_an_english_page() -> None:
    page = html.document_fromstring(
        '<body><p>Sum 合计</p><p lang="zh-Hans">合计<b lang="en">和 of</b></p>'
        '<nav aria-label="翻页"><span lang="zh">上</span></nav></body>'
    )
    assert [re.sub(" in .*| as .*", "", one) for one in untranslated(page)] == [
        "Chinese “Sum 合计”",
        "Chinese “和 of”",
        "Chinese “翻页”",
    ]


def test_the_crawl_itself_sees_a_dead_link() -> None:
    page = html.document_fromstring(
        '<body><a href="/nowhere">x</a><a href="#none">y</a><a class="n" href="/a">3</a></body>'
    )
    crawl = Crawl(Client())
    assert [*crawl._links(page, "/")] == ["/nowhere", "/a"]  # noqa: SLF001 - the check is tested
    assert crawl.faults == ["/: #none leads nowhere on its page"]
    crawl.pages["/a"] = html.document_fromstring("<body><main>3</main></body>")
    (fault,) = crawl._dead_ends("/", page)  # noqa: SLF001 - the check is tested
    assert "shows no sentence" in fault


@pytest.fixture(scope="module")
def demo(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A home with the record of the demo pack."""
    home = str(shutil.copytree(built_demo, tmp_path_factory.mktemp("demo") / "home"))
    program = Path(sys.executable).with_name("bayline")
    made = (*("user", "create", "crawler"), *("--role", "administrator"), "--password-stdin")
    subprocess.run([program, "--home", home, *made], input=PASSWORD.encode(), check=True)
    return home


def homes() -> list[str]:
    """List the homes that are named, or the demo's."""
    return [*filter(None, os.environ.get("BAYLINE_CRAWLED_HOME", "demo").split(os.pathsep))]


@pytest.mark.parametrize("home", homes())
def test_every_number_of_a_home_leads_to_its_sentence(
    home: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue("demo") if home == "demo" else home
    environment = {**os.environ, "BAYLINE_HOME": folder, "PYTHONPATH": str(ROOT / "src")}
    if home == "demo":  # the pages nearest to the front page; the rest are of the same kinds
        environment.setdefault("BAYLINE_CRAWLED_PAGES", "300")
    run = subprocess.run(
        [sys.executable, __file__], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]


if __name__ == "__main__":
    crawler = Client(headers={"host": "localhost"})
    crawler.post("/login", {"account": "crawler", "password": PASSWORD})
    found_in_home = Crawl(crawler).run()
    sys.stdout.write("\n".join([*found_in_home.faults, f"{len(found_in_home.pages)} pages", ""]))
    sys.exit(bool(found_in_home.faults))
