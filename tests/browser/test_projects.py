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


def test_libraries_rates_renewals_and_the_year_are_open_to_everybody(
    page: Page, demo: str, barriers: Callable[[Page], list[str]], complaints: list[str]
) -> None:
    found = []
    for address, said in (
        ("/projects/libraries/five-towns-2021", "各项合计就是72个"),
        ("/projects/rates?year=2021", "37.6%相符"),
        ("/projects/batches?year=2021", "但只因为2021年第四季度集中开工不是确数"),
        ("/projects/batches?year=2023", "把计划建成算在内就相符"),
        ("/batches/2023-01-03-starts", "不能都对"),
        ("/projects/renewals/second-zone-renewal", "无从结算"),
        ("/en/projects/statistics?list=vouchers&year=2021", "CNY 10 million"),
    ):
        page.goto(f"{demo}{address}")
        expect(page.locator("main")).to_contain_text(said)
        found += barriers(page)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{demo}/projects/rates?year=2021")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert (found, complaints, width) == ([], [], 320)


def test_nothing_stands_in_the_way_of_those_who_keep_projects_and_industry(
    page: Page, demo: str, barriers: Callable[[Page], list[str]], complaints: list[str]
) -> None:
    found = []
    page.set_viewport_size({"width": 320, "height": 700})
    for address in (
        "/projects?view=board",
        "/en/projects?view=gantt",
        "/projects/matching",
        "/projects/merging",
        "/en/projects/merging?show=decided",
        "/projects/statistics",
        "/projects/exchange",
        "/projects/rates/start?year=2021&day=2021-12-31",
        "/industry/quality",
        "/en/industry/classify",
        "/en/industry/measures",
        "/industry/classification",
    ):
        page.goto(f"{demo}{address}")
        found += [f"{address}: {one}" for one in barriers(page)]
        width = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{address} is {width} wide"] if width > 320 else []
    assert (found, complaints) == ([], [])
