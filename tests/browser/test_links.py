"""One walk: from the map to the best missing link, dragged, and to the evidence of a named road."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page, expect

# Two roads along a border, joined in the north; in the south their ends look at each other.
HEADS = "from_lon,from_lat,to_lon,to_lat,class\n"
STEPS = [f"{30.8 + at / 500:.3f}" for at in range(11)]
ROADS = HEADS + "".join(
    f"{x},{south},{x},{north},secondary\n"
    for x in (120.999, 121.001)
    for south, north in pairwise(STEPS)
)
ROADS += "120.999,30.820,121.001,30.820,secondary\n"
ROADS += "120.995,30.800,120.999,30.800,secondary\n121.001,30.800,121.005,30.800,secondary\n"
ZONES = "id,lon,lat,weight\nw,120.995,30.80,10\ne,121.005,30.80,20\n"
CHANGE = "[data-indicator=hansen] [data-value=change]"


def side(code: str, west: float) -> dict[str, object]:
    east = west + 0.1
    ring = [[west, 30.7], [east, 30.7], [east, 31.0], [west, 31.0], [west, 30.7]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": shape}


def take_in(home: Path, folder: Path) -> None:
    """Take the roads into a home by the command."""
    sides = [side("310116", 120.9), side("330482", 121.0)]
    areas = json.dumps({"type": "FeatureCollection", "features": sides})
    for name, words in (("r.csv", ROADS), ("a.geojson", areas), ("z.csv", ZONES)):
        (folder / name).write_text(words, "utf-8")
    program = Path(sys.executable).with_name("bayline")
    files = ("--roads", "r.csv", "--areas", "a.geojson", "--zones", "z.csv")
    asked = [program, "--home", home, "links", "import", *files]
    subprocess.run(asked, cwd=folder, check=True, capture_output=True)


def test_the_best_link_is_dragged_and_a_road_leads_to_its_sentence(
    page: Page,
    entered_demo: Path,
    serving: Callable[[Path], AbstractContextManager[str]],
    tmp_path: Path,
    barriers: Callable[[Page], list[str]],
    complaints: list[str],
) -> None:
    home = shutil.copytree(entered_demo, tmp_path / "home")
    take_in(home, tmp_path)
    with serving(home) as site:
        page.goto(f"{site}/links")
        expect(page.locator(".maplibregl-canvas")).to_be_visible()
        assert barriers(page) == []
        page.locator("tr[data-key] th a").first.click()
        expect(page.locator(".key-figures")).to_be_visible()
        page.get_by_role("link", name="在地图上拖动试试").click()
        handle = page.locator(".link-handle").first
        expect(handle).to_be_visible()
        before, address = page.locator(CHANGE).inner_text(), page.url
        box = handle.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, y - 22, steps=4)
        with page.expect_response(lambda one: "features.geojson" in one.url):
            page.mouse.up()
        expect(page.locator(CHANGE)).not_to_have_text(before)
        assert page.url != address
        page.goto(f"{site}/links/what-if?link=120.999,30.804,121.001,30.804")
        assert page.locator(".map-picture .way-before").count() == 2  # wide and narrow
        assert page.locator(".map-picture .link").count() == 2
        page.goto(f"{site}/links")
        page.get_by_role("link", name="朱吕公路新建工程通车").click()
        expect(page.locator("main")).to_contain_text("起点在浙江省界，终点接朱平公路")
    assert [one for one in complaints if "GPU stall" not in one] == []
