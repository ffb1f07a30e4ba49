"""核稿 in a real browser: by mouse, by keyboard, without scripts, on a phone, on paper."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override
from playwright.sync_api import Browser, Page, expect

from bayline.engines.chinese.reader import read
from bayline.systems.reading.pages.words import amount
from bayline.systems.reading.queries import sample_draft

PUBLISHED = date(2021, 11, 1)
SCROLL = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
Check = Callable[[str], None]


@pytest.fixture
def check(page: Page) -> Check:
    """Paste a draft and have it checked."""

    def paste(text: str) -> None:
        page.goto("/audit")
        page.get_by_label("文稿", exact=True).fill(text)
        page.get_by_label("发布日期").fill(PUBLISHED.isoformat())
        page.get_by_role("button", name="核对", exact=True).click()
        expect(page.locator(".bench")).to_be_visible()

    return paste


@pytest.fixture
def article(shared: Path) -> str:
    return (shared / "article" / "article.txt").read_text("utf-8")


def test_every_figure_of_the_article_opens_a_panel_with_the_value_that_was_read(
    page: Page, check: Check, article: str, complaints: list[str]
) -> None:
    check(article)
    statements = read(article, published=PUBLISHED).statements
    assert len(statements) > 30
    for number, statement in enumerate(statements, start=1):
        page.locator(f"#m{number}").click()
        panel = page.locator(f"#q{number}")
        expect(panel).to_be_visible()
        assert page.locator(".figure:visible").count() == 1
        quantity = statement.quantity
        assert (
            panel.locator(".printed").text_content()
            == (article[quantity.outer_start : quantity.outer_end])
        )
        if quantity.value is not None:
            first = panel.locator("dd").first.text_content() or ""
            with override(settings.LANGUAGE_CODE):
                assert first.startswith(amount(quantity.value, quantity.unit))
    assert complaints == []


def test_the_article_holds_no_contradiction(page: Page, check: Check, article: str) -> None:
    check(article)
    assert page.locator(".finding.good").count() >= 1
    assert page.locator(".finding.bad").count() == 0


def test_what_is_copied_is_the_draft_and_nothing_else(page: Page, check: Check) -> None:
    check(sample_draft())
    page.locator("#show-times").check()
    copied = page.evaluate(
        """() => { const s = getSelection(); s.selectAllChildren(document.getElementById("draft"));
        return s.toString(); }"""
    )
    assert copied.rstrip("\n") == sample_draft().rstrip("\n")


def test_a_finding_leads_to_its_figures_and_back(page: Page, check: Check) -> None:
    check(sample_draft())
    worst = page.locator(".finding").first
    link = worst.locator("table a").first
    link.click()
    mark = page.locator(link.get_attribute("href") or "")
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    panel = page.locator(".figure:visible")
    panel.locator("dd a").first.click()
    expect(page.locator(".finding.is-chosen")).to_be_visible()


def test_the_whole_page_works_by_keyboard(page: Page) -> None:
    page.goto("/audit?sample=1")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="核对", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bench")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("#f1")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#f2")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#f1")).to_be_focused()
    expect(page.locator("[data-status]")).to_contain_text("第1条")
    page.locator("#m1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#q1")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#m1")).to_be_focused()
    expect(page.locator("#q1")).to_be_hidden()


def test_keys_explain_lead_to_the_box_find_and_list_themselves(page: Page, check: Check) -> None:
    check("项目共9个，其中甲类4个、乙类5个。\n道路共70条，其中甲类27条、乙类4条。")
    page.keyboard.press("j")
    page.keyboard.press("u")
    selected = "(box) => box.value.slice(box.selectionStart, box.selectionEnd)"
    assert page.locator("#text").evaluate(selected) == "9个"
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.locator(".finding.is-chosen table")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("[data-keys] ul")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("[data-keys] ul")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("道路")
    page.keyboard.press("Enter")
    expect(page.locator(".line.is-found")).to_have_text("道路共70条，其中甲类27条、乙类4条。")
    expect(page.locator(".seek output")).to_have_text("第1处，共1处")


def test_on_a_phone_the_bar_is_one_row_with_a_menu(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/en/audit")
    assert (page.locator(".bar").bounding_box() or {})["height"] < 60
    expect(page.get_by_role("link", name="Plan")).to_be_hidden()
    page.get_by_text("Menu").click()
    expect(page.get_by_role("link", name="Plan")).to_be_visible()
    expect(page.get_by_role("button", name="Large")).to_be_visible()
    context.close()


def test_large_type_is_not_justified_and_times_stand_apart(page: Page, check: Check) -> None:
    check("2021年，全区开工项目9个，其中甲类4个、乙类5个。全年投资4亿元，比上年有所增加。")
    line = page.locator(".line.text").first
    assert line.evaluate("(it) => getComputedStyle(it).textAlign") == "justify"
    page.get_by_role("button", name="大字").click()
    assert line.evaluate("(it) => getComputedStyle(it).textAlign") == "start"
    page.locator("#show-times").check()
    behind = "(it) => getComputedStyle(it, '::after').content"
    content = page.locator(".t.time[data-note]").first.evaluate(behind)
    assert "〔" in content
    assert "〕" in content


def test_keys_are_off_while_somebody_types_or_wishes(page: Page, check: Check) -> None:
    check(sample_draft())
    page.locator("textarea").focus()
    page.keyboard.press("j")
    assert page.locator(".finding.is-chosen").count() == 0
    page.get_by_role("button", name="启用快捷键").click()
    page.locator("#m1").focus()
    page.keyboard.press("j")
    assert page.locator(".finding.is-chosen").count() == 0


def test_times_and_names_are_marked_only_when_switched_on(page: Page, check: Check) -> None:
    check(sample_draft())
    shadow = "element => getComputedStyle(element).boxShadow"
    time = page.locator(".t.time").first
    assert time.evaluate(shadow) == "none"
    page.get_by_label("标出时间").check()
    assert time.evaluate(shadow) != "none"


def test_a_dropped_file_is_the_chosen_file(page: Page) -> None:
    page.goto("/audit")
    page.evaluate(
        """() => { const files = new DataTransfer();
        files.items.add(new File(["总投资35亿元。"], "稿.txt", {type: "text/plain"}));
        const drop = new DragEvent("drop", {dataTransfer: files, bubbles: true});
        document.body.dispatchEvent(drop); }"""
    )
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator("h1")).to_contain_text("稿.txt")
    expect(page.locator(".m")).to_have_text(["35亿元"])


def test_a_bad_date_comes_back_with_the_draft_in_the_box(page: Page) -> None:
    page.goto("/audit?sample=1")
    page.get_by_label("发布日期").fill("去年")
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator("#problem-published")).to_contain_text("不是日期")
    expect(page.locator("textarea")).to_have_value(sample_draft())
    expect(page.locator("#published")).to_have_value("去年")


@pytest.mark.parametrize("form", ["Word批注", "网页", "xlsx", "csv"])
def test_the_result_can_be_taken_away(page: Page, check: Check, form: str) -> None:
    check(sample_draft())
    with page.expect_download() as taken:
        page.get_by_role("button", name=form, exact=True).click()
    assert taken.value.path().stat().st_size > 500


def test_the_other_language_shows_the_same_draft(page: Page, check: Check) -> None:
    check(sample_draft())
    marks = page.locator(".m").count()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".bench")).to_be_visible()
    assert page.locator(".m").count() == marks


def test_without_scripts_everything_is_there(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/audit?sample=1")
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator(".finding").first).to_be_visible()
    page.locator("#m1").click()
    expect(page.locator("#q1")).to_be_visible()
    expect(page.locator("#q2")).to_be_hidden()
    page.locator("#q1 .close").click()
    expect(page.locator("#q1")).to_be_hidden()
    page.get_by_label("标出时间").check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Word批注").click()
    assert taken.value.path().stat().st_size > 500
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1366])
@pytest.mark.parametrize("language", ["", "/en"])
def test_no_page_scrolls_sideways(
    browser: Browser, base_url: str, width: int, language: str
) -> None:
    context = browser.new_context(base_url=base_url, viewport={"width": width, "height": 800})
    page = context.new_page()
    for address in ("/", "/audit", "/record", "/work", "/nowhere"):
        page.goto(language + address)
        wide, visible = page.evaluate(SCROLL)
        assert wide <= visible, address
    page.goto(f"{language}/audit?sample=1")
    page.locator("button.primary").click()
    page.locator("#m1").click()
    wide, visible = page.evaluate(SCROLL)
    assert wide <= visible
    context.close()


def test_on_a_phone_the_panel_is_a_sheet_over_the_lower_part(
    browser: Browser, base_url: str
) -> None:
    context = browser.new_context(base_url=base_url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/audit?sample=1")
    page.locator("button.primary").click()
    page.locator("#m1").click()
    box = page.locator("#q1").bounding_box()
    assert box
    assert box["height"] <= 0.6 * 844 + 1
    assert round(box["y"] + box["height"]) == 844
    mark = page.locator("#m1").bounding_box()
    assert mark
    assert 0 < mark["y"] < mark["y"] + mark["height"] < box["y"], "the sheet hides its own mark"
    context.close()


def test_large_type_and_dark_colors_stay_chosen(page: Page) -> None:
    page.goto("/audit")
    page.get_by_role("button", name="大字").click()
    page.get_by_role("button", name="深色").click()
    page.goto("/audit")
    root = page.locator("html")
    expect(root).to_have_attribute("data-size", "large")
    expect(root).to_have_attribute("data-theme", "dark")
    size = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('textarea')).fontSize)"
    )
    assert size >= 18


def test_on_paper_the_draft_comes_with_its_notes(page: Page, check: Check, tmp_path: Path) -> None:
    check(sample_draft())
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator("#findings")).to_be_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.draft')).color") == "rgb(0, 0, 0)"
    )
    made = tmp_path / "draft.pdf"
    made.write_bytes(page.pdf(format="A4", prefer_css_page_size=True))
    assert made.read_bytes().startswith(b"%PDF")


def test_the_enter_key_checks_again_and_presses_no_other_button(page: Page, check: Check) -> None:
    check(sample_draft())
    page.locator("#published").press("Enter")
    expect(page.locator(".bench")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert page.url.endswith("/audit")
    assert page.locator(".finding .said").count() == 0


def test_findings_are_dealt_with_by_keys(page: Page, check: Check, complaints: list[str]) -> None:
    check(
        "项目共70个，其中制造业27个、农文旅4个、民生22个、生态12个、道路7个。\n"
        "林地面积由100公顷增至120公顷，增长30%。"
    )
    page.keyboard.press("j")
    page.keyboard.press("u")
    first = page.locator(".finding").first
    expect(first.locator(".said")).to_contain_text("“70个”改为“72个”")
    expect(first).to_be_focused()
    behind = "(it) => getComputedStyle(it, '::after').content"
    assert page.locator(".m[data-new]").evaluate(behind) == '"→72个"'
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("另有一处")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".finding.is-explained .said")).to_contain_text("保留并说明：另有一处")
    with page.expect_download() as taken:
        page.get_by_role("button", name="纯文本").click()
    assert taken.value.path().read_text("utf-8").startswith("项目共72个")
    assert complaints == []


def test_without_scripts_a_finding_is_set_aside_and_taken_back(
    browser: Browser, base_url: str
) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/audit?sample=1")
    page.get_by_role("button", name="核对", exact=True).click()
    page.get_by_role("button", name="不属问题").first.click()
    last = page.locator(".finding").last
    expect(last.locator(".said")).to_contain_text("不属问题")
    expect(page.locator(".counts")).to_contain_text("不属问题 1")
    last.get_by_role("button", name="改回待核").click()
    expect(page.locator(".finding .said")).to_have_count(0)
    context.close()
