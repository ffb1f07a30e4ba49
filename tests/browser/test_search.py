"""The box of the search by keyboard, on a phone, and without scripts."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

WORDS = "今年打通断头路3条，总投资206亿元。碳纤维项目12个。"


@pytest.fixture(scope="module")
def record(
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
    serving: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """The address of a Bayline with a record of one document."""
    with serving(tmp_path_factory.mktemp("found")) as address:
        context = browser.new_context()
        take_in(context.new_page(), address)
        context.close()
        yield address


def take_in(page: Page, record: str) -> None:
    page.goto(f"{record}/documents")
    page.get_by_label("贴入文字").fill(WORDS)
    page.get_by_label("标题（选文件时可不填）").fill("断头路简报")
    page.get_by_role("button", name="收存并读取").click()
    expect(page.get_by_text("已收存并读完")).to_be_visible()


def test_a_slash_goes_to_the_box_and_enter_to_the_hits(
    page: Page, record: str, complaints: list[str]
) -> None:
    page.goto(f"{record}/findings")
    page.keyboard.press("/")
    expect(page.get_by_label("在全部资料里查找")).to_be_focused()
    page.keyboard.type("断头路/")  # in the box a slash is a slash
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("断头路")
    page.get_by_role("link", name="206亿元", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("206亿元")
    page.go_back()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    assert complaints == []


@pytest.mark.parametrize("has_scripts", [True, False])
def test_on_a_phone_the_bar_leads_to_the_page_of_the_search(
    browser: Browser, record: str, *, has_scripts: bool
) -> None:
    context = browser.new_context(
        viewport={"width": 375, "height": 800}, java_script_enabled=has_scripts
    )
    page = context.new_page()
    page.goto(f"{record}/findings")
    page.get_by_role("link", name="查找").click()
    page.get_by_label("在原句、数字").fill("碳纤维")
    page.get_by_role("button", name="查找").click()
    expect(page.locator("mark").first).to_have_text("碳纤维")
    context.close()
