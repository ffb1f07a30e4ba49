"""Each role logs in by the form and does its work; what it is offered is open to it."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

PACK = {
    "region.toml": (
        'name = "湾区"\ncode = "310116"\nsentence = "海边的一个区。"\ndemonstration = true\n'
    ),
    "publishing.toml": '[documents]\npublic = ["start.md"]\n',
    "overview.toml": (
        '[[figure]]\ntitle = "首季开工总投资"\ndocument = "start.md"\nquote = "206亿元"\nnth = 1\n'
    ),
    "documents/start.md": (
        "---\ntitle: 首季开工\npublished: 2021-03-05\nrecorded: 2021-03-08T09:00:00+08:00\n---\n"
        "2021年3月3日，全区首季12个重点项目同日开工，总投资206亿元。五镇入库项目70个，其中产业27个、"
        "人才4个、生态22个、文化12个、组织7个。\n"
    ),
    "geography/places.csv": "code,name\n310116,金山区\n",
}
ROLES = ("viewer", "clerk", "reviewer", "publisher", "administrator")
BEGUN_AT = ("/", "/record", "/documents", "/figures", "/findings", "/registers", "/reports")
SOME = 40  # links that are followed from where a role begins


@pytest.fixture(scope="module")
def region(
    tmp_path_factory: pytest.TempPathFactory,
    serving: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """The address of a small region with an account for each role."""
    folder = tmp_path_factory.mktemp("roles")
    for name, text in PACK.items():
        file = folder / "bay" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    program, home = Path(sys.executable).with_name("bayline"), folder / "home"
    build = [program, "--home", home, "build", folder / "bay", "--demo-accounts"]
    subprocess.run(build, check=True, capture_output=True)
    with serving(home) as address:
        yield address


@contextmanager
def window(browser: Browser, region: str, role: str = "") -> Iterator[Page]:
    """Open a window of somebody with a role, logged in by the form; of the public without one."""
    context = browser.new_context(base_url=region)
    context.clear_cookies()
    page = context.new_page()
    if role:
        page.goto("/login")
        page.get_by_label("登录名", exact=True).fill(f"demo-{role}")
        page.get_by_label("密码", exact=True).fill(f"bayline-demo-{role}")
        page.get_by_role("main").get_by_role("button", name="登录").click()
        expect(page.locator("details.visitor")).to_be_visible()
    yield page
    context.close()


def test_from_a_document_to_the_public_through_all_hands(browser: Browser, region: str) -> None:
    with window(browser, region) as page:
        the_public_finds_nothing_yet(page)
    with window(browser, region, "clerk") as page:
        a_clerk_hands_a_document_over(page)
    with window(browser, region, "viewer") as page:
        a_viewer_reads_down_to_the_sentence(page)
    with window(browser, region, "reviewer") as page:
        a_reviewer_accepts(page)
    with window(browser, region, "publisher") as page:
        a_publisher_publishes(page)
    with window(browser, region, "administrator") as page:
        an_administrator_makes_an_account_and_sees_who_did_what(page)
    with window(browser, region) as page:
        the_public_sees_what_was_published(page)


def the_public_finds_nothing_yet(page: Page) -> None:
    page.goto("/figures")
    expect(page.get_by_role("main")).not_to_contain_text("206亿元")
    page.goto("/review")
    expect(page).to_have_url(re.compile("/login"))


def a_clerk_hands_a_document_over(page: Page) -> None:
    page.goto("/documents")
    page.locator("summary", has_text="收存文件").click()
    text = "2021年6月28日，全区二季度14个重点项目集中开工，总投资260亿元。".encode()
    page.set_input_files("#file", {"name": "二季度.txt", "mimeType": "text/plain", "buffer": text})
    page.get_by_role("button", name="收存并读取").click()
    expect(page.get_by_text("已收存并读完")).to_be_visible()
    answer = page.goto("/review")  # what a clerk may not do is refused with a reason
    assert answer.status == 403
    expect(page.get_by_role("main")).to_contain_text("审核")


def a_viewer_reads_down_to_the_sentence(page: Page) -> None:
    page.goto("/figures")
    page.get_by_role("link", name="206亿元").first.click()
    expect(page.get_by_text("同日开工").first).to_be_visible()
    expect(page.get_by_role("button", name="审核")).to_have_count(0)
    page.goto("/documents")
    expect(page.locator("summary", has_text="收存文件")).to_have_count(0)


def a_reviewer_accepts(page: Page) -> None:
    page.goto("/review?kind=figure")
    expect(page.locator(".large")).to_contain_text("12个")
    page.keyboard.press("a")
    expect(page.locator(".done")).to_contain_text("已审：12个")
    expect(page.locator(".large")).to_contain_text("206亿元")
    page.wait_for_load_state()  # the keys are heard once the scripts of the next page have run
    page.keyboard.press("a")
    expect(page.locator(".done")).to_contain_text("已审：206亿元")


def a_publisher_publishes(page: Page) -> None:
    page.goto("/publications/new")
    expect(page.get_by_role("main")).to_contain_text("已审内容2条")
    page.get_by_label("期名").fill("首期")
    page.get_by_role("button", name="立即发布").click()
    expect(page.get_by_role("main")).to_contain_text("首期")


def an_administrator_makes_an_account_and_sees_who_did_what(page: Page) -> None:
    page.goto("/people")
    page.get_by_label("姓名").fill("周林")
    page.get_by_label("登录名").fill("zhoulin")
    page.get_by_role("button", name="建账号").click()
    expect(page.get_by_role("status")).to_contain_text("zhoulin")
    page.locator("details.visitor summary").click()
    page.get_by_role("link", name="操作日志").click()
    for account in ("demo-clerk", "demo-reviewer", "demo-publisher", "demo-administrator"):
        expect(page.get_by_role("main")).to_contain_text(account)


def the_public_sees_what_was_published(page: Page) -> None:
    page.goto("/figures")
    expect(page.get_by_role("main")).not_to_contain_text("260亿元")
    page.get_by_role("link", name="206亿元").first.click()
    expect(page.get_by_text("同日开工").first).to_be_visible()


@pytest.mark.parametrize("role", ["", *ROLES])
def test_nothing_is_offered_that_is_refused(browser: Browser, region: str, role: str) -> None:
    with window(browser, region, role) as page:
        offered = dict.fromkeys(link for begun in BEGUN_AT for link in links(page, begun))
        assert len(offered) > len(BEGUN_AT)
        refused = [
            f"{address} {status}"
            for address in [*offered][:SOME]
            if (status := page.request.get(address).status) >= 400
        ]
    assert refused == []


def links(page: Page, address: str) -> list[str]:
    """Give what a page links to, unless the page is not for whoever asks."""
    answer = page.goto(address)
    if answer is None or not answer.ok:
        return []
    found = "links => links.map(link => link.pathname + link.search)"
    shown: list[str] = page.eval_on_selector_all('a[href^="/"]:not([href*="logout"])', found)
    return shown
