"""今日, 问题 and 变化 over the demo: no barriers, no sideways scrolling, all by keyboard."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

ADDRESSES = (
    "/",
    "/findings",
    "/findings?view=public",
    "/changes?since=2021-10-01&until=2022-03-31",
    "/overview",
    "/?as_of=2021-11-20",
)


def item(page: Page) -> str:
    """Open the first finding of the list; gives its path."""
    page.goto("/findings")
    page.locator(".lines .n").first.click()
    return page.url


def test_no_page_of_the_desk_has_a_barrier_or_scrolls_sideways(
    browser: Browser, demo: str, hindrances: Callable[..., list[str]]
) -> None:
    context = browser.new_context(base_url=demo)
    finding = item(context.new_page()).removeprefix(demo)
    context.close()
    assert hindrances(demo, *ADDRESSES, finding) == []


def test_a_finding_is_handled_by_keyboard_alone(browser: Browser, demo: str) -> None:
    context = browser.new_context(base_url=demo)
    page = context.new_page()
    item(page)
    page.get_by_label("已说明").focus()
    page.keyboard.press("Space")
    page.get_by_label("原因").focus()
    page.keyboard.type("两项有重叠")
    page.keyboard.press("Tab")
    page.keyboard.type("农业农村委")
    page.keyboard.press("Enter")
    expect(page.locator(".life-events")).to_contain_text("小林：已说明")
    expect(page.locator(".reason-line")).to_contain_text("两项有重叠")
    page.goto("/findings?view=public")
    expect(page.locator(".lines")).to_contain_text("两项有重叠")
    context.close()


def test_without_scripts_a_day_is_chosen_in_the_foot(browser: Browser, demo: str) -> None:
    context = browser.new_context(base_url=demo, java_script_enabled=False)
    page = context.new_page()
    page.goto("/findings?sort=newest")
    page.get_by_label("查看当日所知").fill("2022-01-10")
    page.get_by_role("button", name="查看", exact=True).click()
    expect(page.locator(".as-of-strip")).to_contain_text("截至2022年1月10日所知")
    assert "sort=newest" in page.url
    page.get_by_role("link", name="早一天").click()
    expect(page.locator(".as-of-strip")).to_contain_text("1月9日")
    page.get_by_role("link", name="今日").first.click()
    expect(page.locator(".as-of-strip")).to_contain_text("1月9日")
    page.get_by_role("link", name="回到今天").click()
    expect(page.locator(".as-of-strip")).to_have_count(0)
    context.close()


def test_a_draft_is_pasted_on_the_desk_and_checked_at_once(browser: Browser, demo: str) -> None:
    context = browser.new_context(base_url=demo)
    page = context.new_page()
    page.goto("/")
    page.locator("#quick-text").fill("项目共9个，其中甲类4个、乙类5个。")
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator(".bench")).to_be_visible()
    context.close()
