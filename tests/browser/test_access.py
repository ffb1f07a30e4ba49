"""Nothing stands in anybody's way: axe on every page, in both languages, light and dark."""

from collections.abc import Callable

from playwright.sync_api import Page

ADDRESSES = ("/", "/audit", "/work", "/nowhere")  # the pages to come share one template


def test_no_page_has_a_barrier(
    onlooker: Page,
    served: str,
    sight: tuple[int, str, str],
    hindrances: Callable[..., list[str]],
    barriers: Callable[[Page], list[str]],
) -> None:
    site = f"{served}{sight[1]}"
    found = hindrances(served, *ADDRESSES)
    onlooker.goto(f"{site}/audit?sample=1")
    onlooker.locator("button.primary").click()
    onlooker.locator(".bench").wait_for()
    found += barriers(onlooker)
    onlooker.locator("#m1").click()
    onlooker.locator("#show-times").check()
    found += barriers(onlooker)
    onlooker.goto(f"{site}/audit")
    onlooker.locator("button.primary").click()
    found += barriers(onlooker)
    assert found == []


def test_marks_name_their_state_and_changes_are_spoken(page: Page) -> None:
    page.goto("/audit?sample=1")
    page.locator("button.primary").click()
    for mark in page.locator(".m").all():
        described = page.locator(f"#{mark.get_attribute('aria-describedby')}")
        assert described.text_content()
    page.locator("#m1").click()
    assert "已选数字" in (page.locator("[role=status][data-status]").text_content() or "")
