"""The record in a real browser: a document taken in, its figures opened, its claims decided on."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

WORDS = (
    "五镇项目库\n2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。\n"
    "3月3日，金山区一季度12个重点项目集中开工，总投资约206亿元。\n"
    "到2025年，金山区森林覆盖率力争达到20%。\n"
)


TITLE = f"{'长' * 100}{'a' * 60}"  # wider than any screen


@pytest.fixture
def record(tmp_path: Path, serving: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """The address of a Bayline with an empty record of its own."""
    with serving(tmp_path) as address:
        yield address


@pytest.fixture(scope="module")
def document(
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
    serving: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """The address of a document in a record of which nothing is decided on."""
    with serving(tmp_path_factory.mktemp("read")) as address:
        context = browser.new_context()
        page = context.new_page()
        take_in(page, address, title=TITLE)
        taken = page.url.partition("?")[0]
        context.close()
        yield taken


def take_in(page: Page, record: str, *, title: str = "项目库") -> None:
    """Take a document in by the form; the browser then shows it."""
    page.goto(f"{record}/documents")
    page.get_by_label("贴入文字").fill(WORDS)
    page.get_by_label("标题（选文件时可不填）").fill(title)
    page.get_by_role("button", name="收存并读取").click()
    expect(page.get_by_text("已收存并读完")).to_be_visible()


def test_a_figure_opens_beside_the_text_by_mouse_and_by_keyboard(
    page: Page, document: str, complaints: list[str]
) -> None:
    page.goto(document)
    page.locator(".draft .m", has_text="约206亿元").click()
    expect(page.locator("#panel .printed")).to_have_text("约206亿元")
    expect(page.locator("#panel")).to_contain_text("20,600,000,000元")
    expect(page.locator("#findings")).to_be_hidden()
    assert "figure=" in page.url
    page.reload()
    expect(page.locator("#panel .printed")).to_have_text("约206亿元")
    page.goto(page.url.partition("?")[0])
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .printed")).to_have_text("70个")
    page.keyboard.press("Escape")
    expect(page.locator("#findings")).to_be_visible()
    expect(page.locator(".draft .m", has_text="70个")).to_be_focused()
    assert complaints == []


def test_what_is_copied_from_a_document_is_its_text_and_nothing_else(
    page: Page, document: str
) -> None:
    page.goto(document)
    copied = page.evaluate(
        """() => { const s = getSelection(); s.selectAllChildren(document.getElementById("draft"));
        return s.toString(); }"""
    )
    assert copied.rstrip("\n") == WORDS.rstrip("\n")


def test_claims_are_gone_through_by_keyboard(
    page: Page, record: str, complaints: list[str]
) -> None:
    take_in(page, record)
    page.goto(f"{record}/review")
    expect(page.locator(".large")).to_contain_text("五镇")
    page.keyboard.press("j")
    expect(page.locator(".large")).to_contain_text("70个")
    page.keyboard.press("k")
    expect(page.locator(".large")).to_contain_text("五镇")
    page.keyboard.press("a")
    expect(page.locator(".done")).to_contain_text("已审：五镇")
    page.keyboard.press("r")
    page.keyboard.type("印错")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_contain_text("已退回：70个")
    page.keyboard.press("u")
    expect(page.locator(".large")).to_contain_text("70个")
    page.keyboard.press("c")
    expect(page.get_by_label("主体")).to_be_visible()
    page.get_by_label("主体").fill("五镇项目库")
    page.get_by_label("改了什么、为什么").fill("主体写全")
    page.get_by_role("button", name="改正并采用").click()
    expect(page.locator(".done")).to_contain_text("已审：70个")
    page.goto(f"{record}/review?view=list&state=accepted")
    assert {"五镇", "70个"} == {*page.locator(".list .n").all_inner_texts()}
    assert complaints == []


def test_everything_works_without_a_script(browser: Browser, record: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    take_in(page, record)
    page.locator(".draft .m", has_text="约206亿元").click()
    expect(page.locator("h1")).to_contain_text("约206亿元")
    page.get_by_role("link", name="审这一条").click()
    page.get_by_role("button", name="采用").click()
    expect(page.locator(".done")).to_contain_text("已审：约206亿元")
    page.get_by_role("link", name="列成清单，成批审").click()
    page.locator("input[name=pick]").first.check()
    page.get_by_role("button", name="采用").click()
    page.get_by_role("button", name="撤销").click()
    page.get_by_label("筛出的全部").check()
    page.get_by_role("button", name="采用").click()
    expect(page.locator(".empty")).to_contain_text("没有待审的")
    context.close()


def test_no_page_of_the_record_has_a_barrier_or_runs_over_its_edge(
    onlooker: Page, document: str, hindrances: Callable[..., list[str]]
) -> None:
    site, _, number = document.partition("/documents/")
    onlooker.goto(document)
    onlooker.locator(".draft .m", has_text="70个").click()
    onlooker.locator("#panel .printed").wait_for()
    figure = "/figures/" + onlooker.url.partition("figure=")[2].partition("#")[0]
    address = f"/documents/{number}"
    lists = ("/record", "/search?q=项目", "/documents", "/figures", "/review", "/review?view=list")
    pages = (*lists, address, f"{address}?tints=yes", figure, "/review?correct=1")
    assert hindrances(site, *pages) == []


def test_on_a_phone_a_figure_opens_as_a_sheet_over_the_lower_part(
    browser: Browser, document: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(document)
    mark = page.locator(".draft .m", has_text="约206亿元")
    mark.tap()
    sheet = page.locator("#panel .figure")
    expect(sheet).to_be_visible()
    box, chosen = sheet.bounding_box(), mark.bounding_box()
    assert box is not None
    assert chosen is not None
    assert box["height"] <= 844 * 0.6 + 1
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    sheet.get_by_role("link", name="关闭").tap()
    expect(sheet).to_be_hidden()
    context.close()
