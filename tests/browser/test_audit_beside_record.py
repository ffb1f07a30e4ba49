"""核稿 beside a record, as a report writer works: five planted errors are seen and mended."""

from playwright.sync_api import Page, expect

DRAFT = """2021年，金山区一季度集中开工重点产业项目12个，总投资209亿元。
上海石化48K大丝束碳纤维项目总投资35万元。
2025年上半年，上海市重大工程完成的投资为1212.6亿元。
2021年，金山区全年开工重大产业项目50个，总投资616亿元。
漕泾镇的林地面积是1008.11公顷。
"""
RIGHT = ("206亿元", "35亿元", "1221.6亿元", "661亿元", "1080.11公顷")


def test_a_draft_with_five_planted_errors_is_audited_and_mended(
    page: Page, demo: str, complaints: list[str]
) -> None:
    page.goto(f"{demo}/audit")
    page.get_by_label("文稿", exact=True).fill(DRAFT)
    page.get_by_role("button", name="核对", exact=True).click()
    wrong = page.locator("#draft a.m.bad")
    expect(wrong).to_have_text(["209亿元", "35万元", "1212.6亿元", "616亿元", "1008.11公顷"])
    expect(page.locator("#draft a.m.good")).to_have_text(["12个", "50个"])
    wrong.first.click()
    panel = page.locator(".figure:visible")
    expect(panel.locator(".stated a").first).to_have_text("206亿元")
    panel.locator(".close").click()
    for value in RIGHT:
        page.get_by_role("button", name=f"采用记录值 {value}").click()
        expect(page.locator(".said", has_text=f"改为“{value}”")).to_be_visible()
    expect(page.locator(".counts")).to_contain_text("已更正 5")
    with page.expect_download() as taken:
        page.get_by_role("button", name="纯文本").click()
    mended = taken.value.path().read_text("utf-8")
    assert all(value in mended for value in RIGHT)
    page.goto(f"{demo}/audit")
    page.get_by_label("文稿", exact=True).fill(mended)
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator("#draft a.m.good")).to_have_count(7)
    expect(page.locator(".finding.bad")).to_have_count(0)
    assert complaints == []
