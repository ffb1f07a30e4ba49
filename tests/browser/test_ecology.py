"""One walk: a month of readings with three faulty cells, mended, to the map and down to a cell."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

FILL = """
import django
django.setup()
from datetime import UTC, datetime
from bayline.platform.registers import actions, queries
from bayline.platform.registers.terms import Edit
for code, name, point in (("X1", "东沟断面", "121.30,30.80"), ("X2", "西沟断面", "121.20,30.70")):
    given = {"code": code, "name": name, "water_body": "river", "river": "沟", "point": point}
    edit = Edit(by="甲", at=datetime(2024, 1, 5, tzinfo=UTC))
    actions.save(queries.register("water_sections"), given, edit=edit)
"""
HEADS = "断面,时间,溶解氧,氨氮,总磷\n"
ROWS = [f"东沟断面,2024-03-{day:02d},6.3,0.3{day},0.25" for day in range(1, 7)]
ROWS += ["西沟断面,2024-03-01,6,0.8,0.08"]


@pytest.fixture(scope="module")
def waters(
    entered: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serving: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """The address of a Bayline that knows two sections."""
    home = shutil.copytree(entered, tmp_path_factory.mktemp("home") / "home")
    environment = {
        **os.environ,
        "BAYLINE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "bayline.site.settings",
    }
    subprocess.run([sys.executable, "-c", FILL], env=environment, check=True)
    with serving(home) as address:
        yield address


def test_three_faulty_cells_are_mended_and_a_class_leads_down_to_its_cell(
    browser: Browser, waters: str
) -> None:
    rows = [*ROWS]
    rows[1], rows[2], rows[6] = (
        rows[1].replace("0.32", "320"),
        rows[2].replace("6.3,", "六点三,"),
        rows[6].replace("2024-03-01", "2124-03-01"),
    )
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{waters}/ecology/import")
    content = (HEADS + "\n".join(rows)).encode()
    page.set_input_files("#file", {"name": "三月.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="先看").click()
    expect(page.get_by_text("错误2处，存疑1处")).to_be_visible()
    page.get_by_label("像是大了一千倍").fill("0.32")
    page.get_by_label("六点三").fill("6.3")
    page.get_by_label("还没有到这一天").fill("2024-03-01")
    page.get_by_role("button", name="按改正后的值重新看").click()
    page.get_by_role("button", name="入库", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已入库7个样品")
    page.get_by_role("link", name="看各断面的类别").click()
    expect(page.locator("svg.wide .map-label", has_text="Ⅳ 东沟断面")).to_be_visible()
    page.get_by_role("row", name="东沟断面").get_by_role("link", name="总磷").click()
    page.get_by_role("row", name="2024-03").get_by_role("link", name="0.250").click()
    page.get_by_role("row", name="2024-03-02").get_by_role("link", name="0.25").click()
    expect(page.get_by_text("E3 总磷")).to_be_visible()
    page.go_back()
    page.get_by_role("row", name="2024-03-02").get_by_role("link", name="0.32").click()
    expect(page.get_by_text("导入时改过")).to_be_visible()
