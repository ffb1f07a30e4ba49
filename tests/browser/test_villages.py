"""A village is inspected without a network, mended, inspected again and accepted."""

from datetime import datetime
from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, Page, expect

FILE = "/villages/villages/example-5"
FIELD = "/villages/field"
WAITING = "() => navigator.serviceWorker.ready.then(() => caches.keys()).then((all) => all.length)"


def picture(*, says_where: bool = False) -> dict[str, object]:
    """A photo; its camera may say where it was, which is read before the phone reduces it."""
    file, exif = BytesIO(), Image.Exif()
    if says_where:
        exif.get_ifd(0x8825).update({1: "N", 2: (30, 49, 12.0), 3: "E", 4: (121, 9, 36.0)})
        exif.get_ifd(0x8769)[0x9003] = datetime.now().astimezone().strftime("%Y:%m:%d %H:%M:%S")
    Image.new("RGB", (1800, 1200), "olive").save(file, "JPEG", exif=exif)
    return {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def inspect(page: Page, inspector: int, *, places: int, away: str = "0") -> None:
    page.locator("[data-village]").select_option(
        label=page.locator("[data-village] option", has_text="示意五村").inner_text()
    )
    page.locator("[data-inspector]").select_option(index=inspector)
    waste = page.locator("[data-items] fieldset").first
    waste.locator("[data-count]").fill(str(places))
    if places:
        waste.locator("[data-reason]").fill("村口、河边")
        waste.locator("[data-photo]").set_input_files([picture()])
        expect(waste.locator("[data-away]")).to_have_text(f"离村（米） {away}")
    for parts in page.locator("[data-parts]:visible").all():
        parts.fill("一组 5\n二组 6")
    page.get_by_role("button", name="提交这次检查").click()


def mend(page: Page) -> None:
    """Take up again what was refused, with another photo."""
    page.get_by_role("button", name="改正").click()
    waste = page.locator("[data-items] fieldset").first
    expect(waste.locator("[data-count]")).to_have_value("60")  # what was typed is there
    waste.locator("[data-photo]").set_input_files([picture(says_where=True)])
    expect(waste.locator("[data-away]")).to_have_text("离村（米） 0")
    page.get_by_role("button", name="提交这次检查").click()
    expect(page.locator("[data-status]")).to_have_text("已传到。")
    expect(page.locator("[data-held]")).to_be_hidden()


def done(page: Page, word: str, **typed: str) -> None:
    page.goto(FILE)
    page.locator("summary", has_text=word).click()
    form = page.locator("details[open] form.act")
    for name, value in typed.items():
        form.locator(f"[name={name}]").fill(value)
    if word == "报整改":
        form.locator("[name=photo]").set_input_files([picture()])
    form.locator("button").click()


def test_a_village_is_inspected_offline_re_inspected_and_accepted(
    browser: Browser, demo: str
) -> None:
    place = {"longitude": 121.16, "latitude": 30.82}
    context = browser.new_context(
        base_url=demo,
        viewport={"width": 360, "height": 740},
        geolocation=place,
        permissions=["geolocation"],
    )
    page = context.new_page()
    page.goto(FIELD)
    assert page.evaluate(WAITING) == 1
    page.reload()  # from now on the worker answers
    context.set_offline(True)
    page.goto(FIELD)
    inspect(page, 0, places=60)
    expect(page.locator("[data-status]")).to_contain_text("待传的检查：1")
    inspect(page, 1, places=60)
    expect(page.locator("[data-status]")).to_contain_text("待传的检查：2")
    page.goto(FIELD)  # closed and opened again, still without a network
    expect(page.locator("[data-status]")).to_contain_text("待传的检查：2")
    context.set_offline(False)
    page.goto(FIELD)
    expect(page.locator("[data-status]")).to_have_text("已传到。")
    context.set_geolocation({"longitude": 121.4, "latitude": 30.82})
    inspect(page, 2, places=60, away="22918")
    expect(page.locator("[data-held-list] .problem")).to_contain_text("离示意五村22918米")
    mend(page)  # the photo says itself that it was taken in the village
    context.set_geolocation(place)
    done(page, "下整改要求", due="2030-01-31", reason="垃圾多")
    expect(page.get_by_text("整改中").first).to_be_visible()
    done(page, "报整改")
    done(page, "派检查员")
    expect(page.get_by_role("heading", name="第2轮")).to_be_visible()
    page.goto(FIELD)
    for inspector in range(3):  # each filled in while the one before is being sent
        inspect(page, inspector, places=0)
        expect(page.locator("[data-status]")).not_to_be_empty()
    expect(page.locator("[data-status]")).to_have_text("已传到。")
    done(page, "签字验收", name="老王", office="验收组组长")
    expect(page.get_by_text("已验收").first).to_be_visible()
    page.get_by_role("link", name="验收单").click()
    expect(page.get_by_text("100 / 100")).to_be_visible()
    context.close()
