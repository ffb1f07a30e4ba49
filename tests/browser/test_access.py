"""Nothing stands in anybody's way: axe on every page, in both languages, light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

ADDRESSES = ("/", "/audit", "/work", "/nowhere")  # the pages to come share one template


@pytest.mark.parametrize("colors", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("width", [390, 1366])
def test_no_page_has_a_barrier(
    browser: Browser,
    base_url: str,
    barriers: Callable[[Page], list[str]],
    *,
    colors: str,
    language: str,
    width: int,
) -> None:
    context = browser.new_context(
        base_url=base_url,
        color_scheme="dark" if colors == "dark" else "light",
        viewport={"width": width, "height": 768},
    )
    page = context.new_page()
    found: list[str] = []
    for address in ADDRESSES:
        page.goto(language + address)
        found += barriers(page)
    page.goto(f"{language}/audit?sample=1")
    page.locator("button.primary").click()
    page.locator(".bench").wait_for()
    found += barriers(page)
    page.locator("#m1").click()
    page.locator("#show-times").check()
    found += barriers(page)
    page.goto(f"{language}/audit")
    page.locator("button.primary").click()
    found += barriers(page)
    context.close()
    assert found == []


def test_marks_name_their_state_and_changes_are_spoken(page: Page) -> None:
    page.goto("/audit?sample=1")
    page.locator("button.primary").click()
    for mark in page.locator(".m").all():
        described = page.locator(f"#{mark.get_attribute('aria-describedby')}")
        assert described.text_content()
    page.locator("#m1").click()
    assert "已选数字" in (page.locator("[role=status][data-status]").text_content() or "")
