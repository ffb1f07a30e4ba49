"""A peach lot from its block to its label, scanned on a phone, recalled; weeks nothing fills."""

import pypdfium2
import zxingcpp
from playwright.sync_api import Browser, Page, expect

LOT = "pt1-2-250719-A"
SMALLEST_PX = 16
# Every text of the page behind a label, with its size and its contrast as WCAG counts it.
TEXTS = """() => {
  const light = (color) => {
    const parts = color.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255)
      .map((one) => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor
      if (!/, 0\\)|transparent/.test(color)) return color
    }
    return "rgb(255, 255, 255)"
  }
  const found = []
  for (const one of document.querySelectorAll("main *:not(svg *)")) {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    if (!own || !one.offsetParent) continue
    const look = getComputedStyle(one)
    const pair = [light(look.color), light(behind(one))].sort((a, b) => b - a)
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05)
    found.push([one.textContent.trim().slice(0, 20), parseFloat(look.fontSize), ratio])
  }
  return found
}"""
WIDTH = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def scanned(file: bytes) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        return [one.text for one in zxingcpp.read_barcodes(document[0].render(scale=4).to_pil())]


def is_readable(page: Page) -> None:
    assert page.evaluate(WIDTH)
    texts = page.evaluate(TEXTS)
    assert len(texts) > 20
    assert not [one for one in texts if one[1] < SMALLEST_PX or one[2] < 7]


def scan(browser: Browser, address: str) -> None:
    """Open a label on a phone: in light and dark, without a script, and as a stranger."""
    for scheme in ("light", "dark"):
        hand = browser.new_context(
            viewport={"width": 360, "height": 740},
            java_script_enabled=scheme == "light",
            color_scheme="dark" if scheme == "dark" else "light",
        )
        phone = hand.new_page()
        phone.goto(address)
        expect(phone.locator("h1")).to_have_text("金山蟠桃")
        expect(phone.locator(".origin")).to_contain_text("2025-07-19采收")
        expect(phone.locator(".kept .good strong").first).to_have_text("品种统一")
        is_readable(phone)
        hand.clear_cookies()  # a stranger: nothing was published, so registers stay closed
        phone.goto(address)
        expect(phone.locator(".way li").first).to_contain_text("2025-07-19")
        assert "超市" not in phone.content()
        hand.close()


def test_a_lot_goes_from_its_block_to_a_phone_and_is_recalled(browser: Browser, demo: str) -> None:
    office = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    office.goto(f"{demo}/produce/bases/pt1")
    for name in ("蟠桃一中块", LOT.removesuffix("-A"), LOT):
        listed = office.locator("main table").get_by_role("link", name=name, exact=True)
        listed.first.click()
        expect(office.locator("h1")).to_contain_text(name)
    lot = office.url
    office.get_by_role("link", name="印标签").click()
    office.get_by_label("标签纸").select_option("a4-21")
    office.get_by_label("几张").fill("3")
    office.get_by_label("从哪个序列号数起").fill("0001")
    with office.expect_download() as waiting:
        office.get_by_role("button", name="做成PDF").click()
    addresses = scanned(waiting.value.path().read_bytes())
    assert len({*addresses}) == 3
    address = min(addresses)
    assert address == f"{demo}/01/09521234000020/10/{LOT}/21/0001"

    scan(browser, address)

    office.goto(lot)
    office.get_by_role("link", name="召回它").click()
    office.get_by_label("理由").fill("多菌灵复检超标")
    office.get_by_role("button", name="开始召回").click()
    expect(office.locator("h1")).to_contain_text(LOT)
    expect(office.get_by_role("table", name="买家").locator("tbody tr")).to_have_count(2)
    office.get_by_role("button", name="登记通知").click()
    with office.expect_download() as waiting:
        office.get_by_role("link", name="PDF").first.click()
    assert waiting.value.path().read_bytes()[:5] == b"%PDF-"
    office.goto(address)
    expect(office.get_by_role("alert")).to_contain_text("正在召回")

    office.goto(f"{demo}/produce/season")
    gaps = office.get_by_role("table", name="补不上的周")
    for days in ("09-08", "10-27 — 11-23"):  # between the last watermelons and the strawberries
        row = gaps.locator("tbody tr", has_text=days)
        expect(row).to_contain_text("没有哪个品种在这几周采")
        expect(row).to_contain_text("后一周才采")
    office.context.close()
