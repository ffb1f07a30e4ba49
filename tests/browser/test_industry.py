"""From the first page of industry to a chain, a class that is confirmed, and a table measured."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

TABLE = "地区\t行业\t数值\n甲\t新材料\t30\n甲\t信息技术\t10\n乙\t新材料\t20\n乙\t信息技术\t60\n"


def test_from_a_chain_to_a_confirmed_class_and_a_measure(
    page: Page, demo: str, barriers: Callable[[Page], list[str]], complaints: list[str]
) -> None:
    page.goto(f"{demo}/industry")
    found = barriers(page)
    page.get_by_role("link", name="新一代信息技术产业链", exact=True).click()
    picture = page.get_by_role("group", name="产业链图").filter(visible=True)
    expect(picture).to_have_count(1)
    expect(picture).to_contain_text("和辉光电")
    accounts = page.get_by_role("region", name="公布与列出")
    expect(accounts).to_contain_text("19个")
    expect(accounts).to_contain_text("超460亿元")
    found += barriers(page)
    page.goto(f"{demo}/industry/classify")
    found += barriers(page)
    row = page.get_by_role("row").filter(has_text="阿里飞天园项目")
    row.get_by_role("button", name="归到 64").click()
    expect(page.get_by_role("row").filter(has_text="阿里飞天园项目")).to_have_count(0)
    page.goto(f"{demo}/projects/feitian-park")
    page.get_by_role("link", name="互联网和相关服务", exact=True).click()
    expect(page.locator("#chosen")).to_contain_text("互联网和相关服务")
    found += barriers(page)
    page.goto(f"{demo}/industry/measures")
    page.get_by_label("或把表贴在这里").fill(TABLE)
    page.get_by_role("button", name="计算").click()
    expect(page.get_by_role("region", name="区位商").get_by_role("row")).to_have_count(5)
    found += barriers(page)
    page.set_viewport_size({"width": 375, "height": 800})
    for address in ("", "/chains/information", "/schemes/industry", "/classify", "/measures"):
        page.goto(f"{demo}/industry{address}")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 375, address
    assert (found, complaints) == ([], [])
