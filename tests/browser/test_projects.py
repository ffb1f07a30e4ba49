"""From a batch to one of its projects, and from its promise to the sentence that makes it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_from_the_first_batch_to_the_sentence_of_a_promise(
    page: Page, demo: str, barriers: Callable[[Page], list[str]], complaints: list[str]
) -> None:
    page.goto(f"{demo}/batches")
    page.get_by_role("link", name="2021年第一季度集中开工", exact=True).click()
    account = page.get_by_role("region", name="算账")
    expect(account.get_by_role("row", name=re.compile("^公布"))).to_contain_text("206亿元")
    expect(account.get_by_role("row", name=re.compile("^未列出"))).to_contain_text("26亿元")
    found = barriers(page)
    page.get_by_role("region", name="已列出的项目").get_by_role(
        "cell", name="阿里飞天园项目", exact=True
    ).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("阿里飞天园项目")
    found += barriers(page)
    page.get_by_role("link", name="约41亿元", exact=True).click()
    expect(page.locator("main")).to_contain_text("达产后预计年综合营收约41亿元")
    assert (found, complaints) == ([], [])
