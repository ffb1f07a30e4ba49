"""A meeting's decision becomes a task that people of two installations carry to its end."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}


def window(browser: Browser, side: SimpleNamespace, unit: str, **wishes: object) -> Page:
    """Open a window of somebody of a unit, who has logged in at their own installation."""
    address = f"http://127.0.0.1:{side.port}"
    context = browser.new_context(base_url=address, **wishes)
    session = side.says("enter", account=f"of-{unit}", unit=unit)
    context.add_cookies([{"name": "bayline-session", "value": session, "url": address}])
    return context.new_page()


@pytest.fixture
def windows(browser: Browser, pair: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """Two people at each of two installations; one of them with a phone."""
    with ExitStack() as stack:
        found = SimpleNamespace(
            east=window(browser, pair.east, "east-roads"),
            east_office=window(browser, pair.east, "east"),
            west=window(browser, pair.west, "west-roads", **PHONE),
            west_office=window(browser, pair.west, "west"),
        )
        for page in vars(found).values():
            stack.callback(page.context.close)
        yield found


def pressed(page: Page, button: str, *, reason: str = "") -> None:
    form = page.locator("form.act").filter(has=page.get_by_role("button", name=button, exact=True))
    if reason:
        form.locator("textarea").fill(reason)
    form.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".problem")).to_have_count(0)


def proposed(page: Page) -> str:
    """Make a task of the decision of the meeting; give where it stands."""
    page.goto("/cooperation/meetings/m1")
    page.get_by_role("link", name="列成事项").click()
    page.get_by_label("期限").fill("2031-12-31")
    page.locator("#side1").fill("east")
    page.locator("#lead1").fill("east-roads")
    page.locator("#side2").fill("西市政府")
    page.locator("#lead2").fill("west-roads")
    page.get_by_label("只由哪一方报送").fill("west")
    page.get_by_role("button", name="提出", exact=True).click()
    return urlsplit(page.url).path


def reported(page: Page, words: str) -> None:
    page.get_by_label("办了什么").filter(visible=True).fill(words)
    photo = {"name": "照片 1.jpg", "mimeType": "image/jpeg", "buffer": words.encode()}
    page.get_by_label("证明材料：选一个文件").set_input_files(photo)
    pressed(page, "报送办理结果")


def test_a_decision_becomes_a_task_that_two_installations_close(
    pair: SimpleNamespace, windows: SimpleNamespace, barriers: Callable[[Page], list[str]]
) -> None:
    east, west = windows.east, windows.west
    task, found = proposed(east), []

    def told(side: str) -> None:
        """Bring over what was done at a side."""
        other = {"east": "west", "west": "east"}[side]
        assert getattr(pair, side).says("post", partner=other) == ""

    def does(page: Page, button: str, **words: str) -> None:
        page.goto(task)
        pressed(page, button, **words)
        told("east" if page in {east, windows.east_office} else "west")

    does(east, "接受")
    west.goto("/")
    west.get_by_role("link", name="合修界河桥").first.click()
    found += barriers(west)
    expect(west.get_by_role("rowheader", name="西市政府 我方")).to_have_count(1)
    assert west.evaluate("document.documentElement.scrollWidth") <= 390
    does(west, "接受")
    expect(west.locator(".state").first).to_contain_text("办理中")
    reported(west, "桥面已经合龙")
    told("west")
    does(east, "退回", reason="还没有通车")
    west.goto(task)
    expect(west.get_by_role("region", name="经过")).to_contain_text("还没有通车")
    expect(west.get_by_role("link", name="照片-1.jpg")).to_have_count(1)  # kept in the record
    reported(west, "已经通车")
    told("west")
    does(east, "复核通过")
    does(east, "同意销号")
    west.goto(task)
    expect(west.locator(".state").first).to_contain_text("待销号")  # one side alone closes nothing
    expect(west.get_by_role("button", name="同意销号")).to_have_count(0)  # they reported it
    does(windows.west_office, "同意销号")
    for page in (windows.east_office, windows.west_office):
        page.goto(task)
        expect(page.locator(".state").first).to_contain_text("已销号")
        expect(page.get_by_role("region", name="经过").get_by_role("row")).to_have_count(10)
    found += barriers(windows.east_office)
    east.goto("/cooperation/meetings/m1")
    expect(east.get_by_role("region", name="合修界河桥")).to_contain_text("已销号")
    found += barriers(east)
    assert found == []
