"""The map and the charts in a real browser: they move, they print, and nothing needs them to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

SCROLL = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
SERIES = "/series?attribute=地区生产总值&subject=平湖市"
DRAWN = "canvas => canvas.toDataURL().length"
HARMLESS = "GPU stall due to ReadPixels"  # the machine has no graphics card


def told(complaints: list[str]) -> list[str]:
    return [one for one in complaints if HARMLESS not in one]


def open_map(page: Page, demo: str, asked: str = "") -> None:
    page.goto(f"{demo}/map{asked}")
    expect(page.locator(".maplibregl-canvas")).to_be_visible()


def test_the_moving_map_takes_the_place_of_the_picture(
    page: Page, demo: str, complaints: list[str]
) -> None:
    open_map(page, demo)
    expect(page.locator(".map-picture.wide")).to_be_hidden()
    page.wait_for_timeout(1500)  # until it is drawn
    canvas = page.locator(".maplibregl-canvas")
    assert canvas.get_attribute("tabindex") == "0"
    assert len(canvas.screenshot()) > 10_000
    assert canvas.get_attribute("aria-label") == "地图"
    expect(page.get_by_role("button", name="放大")).to_be_visible()
    assert told(complaints) == []


def test_a_click_on_the_map_opens_what_lies_there(page: Page, demo: str) -> None:
    open_map(page, demo, "?layer=level-town")
    page.wait_for_timeout(1500)
    box = page.locator(".maplibregl-canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/places/*")


def test_without_webgl_the_picture_stays_and_its_marks_are_links(page: Page, demo: str) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{demo}/map")
    picture = page.locator(".map-picture.wide")
    expect(picture).to_be_visible()
    expect(page.locator("[data-canvas]")).to_be_hidden()
    picture.locator("a[href*='/places/']:has(.mark)").first.press("Enter")
    page.wait_for_url("**/places/*")


@pytest.mark.parametrize("width", [375, 1366])
def test_the_pictures_themselves_have_no_barrier(
    page: Page, demo: str, barriers: Callable[[Page], list[str]], width: int
) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.set_viewport_size({"width": width, "height": 768})
    found: list[str] = []
    for address, picture in (
        ("/map", ".map-picture"),
        (SERIES, ".chart-picture"),
        ("/projects?view=gantt", ".gantt-picture"),
    ):
        page.goto(f"{demo}{address}")
        expect(page.locator(f"{picture}:visible").first).to_be_visible()
        found += barriers(page)
    assert found == []


def test_where_the_features_do_not_come_the_picture_stays(page: Page, demo: str) -> None:
    page.route("**/features.geojson*", lambda route: route.abort())
    page.goto(f"{demo}/map")
    page.wait_for_timeout(500)
    expect(page.locator(".map-picture.wide")).to_be_visible()


def test_the_list_is_walked_by_keyboard_alone(page: Page, demo: str) -> None:
    open_map(page, demo)
    page.locator("#things a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


def test_the_chart_is_drawn_and_its_table_opens(
    page: Page, demo: str, complaints: list[str]
) -> None:
    page.goto(f"{demo}{SERIES}")
    canvas = page.locator(".chart-canvas canvas").first
    expect(canvas).to_be_visible()
    assert canvas.evaluate(DRAWN) > 5_000
    expect(page.locator(".chart-picture.wide").first).to_be_hidden()
    page.locator(".chart-table summary").first.click()
    expect(page.locator(".chart-table table").first).to_be_visible()
    assert told(complaints) == []


def test_the_map_and_the_chart_follow_the_switch_to_dark(
    page: Page, demo: str, complaints: list[str]
) -> None:
    for address, canvas in (("/map", ".maplibregl-canvas"), (SERIES, ".chart-canvas canvas")):
        page.goto(f"{demo}{address}")
        page.wait_for_timeout(1500)
        light = page.locator(canvas).first.screenshot()
        page.locator('[data-switch="dark"]').click()
        page.wait_for_timeout(1500)
        assert page.locator(canvas).first.screenshot() != light
        page.locator('[data-switch="dark"]').click()
    assert told(complaints) == []


def test_paper_gets_the_pictures_of_the_server(page: Page, demo: str) -> None:
    for address, moving, picture in (
        ("/map", ".map-canvas", ".map-picture.wide"),
        (SERIES, ".chart-canvas", ".chart-picture.wide"),
    ):
        page.goto(f"{demo}{address}")
        expect(page.locator(moving).first).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator(moving).first).to_be_hidden()
        expect(page.locator(picture).first).to_be_visible()
        page.emulate_media(media="screen")


@pytest.mark.parametrize("width", [375, 1366])
@pytest.mark.parametrize("has_scripts", [True, False])
def test_neither_has_a_barrier_or_scrolls_sideways(
    browser: Browser,
    demo: str,
    barriers: Callable[[Page], list[str]],
    *,
    has_scripts: bool,
    width: int,
) -> None:
    context = browser.new_context(
        base_url=demo,
        viewport={"width": width, "height": 768},
        color_scheme="dark" if width > 1000 else "light",
        java_script_enabled=has_scripts,
    )
    page = context.new_page()
    found: list[str] = []
    for address in ("/map", "/en/map", SERIES, f"/en{SERIES}", "/series"):
        page.goto(address)
        found += barriers(page) if has_scripts else []
        wide, shown = page.evaluate(SCROLL)
        found += [f"{address} is {wide} wide"] if wide > shown else []
    context.close()
    assert found == []


def test_nothing_is_asked_of_another_host(page: Page, demo: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_map(page, demo)
    page.goto(f"{demo}{SERIES}")
    page.wait_for_timeout(500)
    assert all(url.startswith((demo, "data:", "blob:")) for url in asked)
