"""Registers in a real browser: no barriers, no script needed, a file mended in the page."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

TOML = Path(__file__).resolve().parents[1] / "cases" / "register_of_every_type.toml"
FILL = """
import sys, django
django.setup()
from datetime import UTC, datetime
from contextlib import AbstractContextManager
from pathlib import Path
from bayline.platform.registers import actions
from bayline.platform.registers.terms import Edit
works = actions.declare(Path(sys.argv[1]).read_bytes(), where="works.toml")
for number in range(60):
    stage = ("signed", "begun")[number % 2]
    given = {"code": f"K{number:02}", "name": f"第{number}号工程", "stage": stage, "year": "2021"}
    given["invested"] = f"超{number + 1}亿元"
    actions.save(works, given, edit=Edit(by="甲", at=datetime(2021, 11, 5, tzinfo=UTC)))
"""


@pytest.fixture(scope="module")
def filled(
    entered: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serving: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """The address of a Bayline whose home holds a register of sixty entries."""
    home = shutil.copytree(entered, tmp_path_factory.mktemp("home") / "home")
    environment = {
        **os.environ,
        "BAYLINE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "bayline.site.settings",
    }
    subprocess.run([sys.executable, "-c", FILL, str(TOML)], env=environment, check=True)
    with serving(home) as address:
        yield address


ADDRESSES = (
    "",
    "/works",
    "/works?f.stage=signed&q=没有",
    "/works/K01",
    "/works/new",
    "/works/import",
)


def test_no_page_of_a_register_has_a_barrier(
    filled: str, hindrances: Callable[..., list[str]]
) -> None:
    assert hindrances(filled, *(f"/registers{address}" for address in ADDRESSES)) == []


def test_a_table_is_mended_and_stored_without_a_script(browser: Browser, filled: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{filled}/registers/works/import")
    content = "编号,名称,标段数\nK00,改名的工程,2\nN1,新工程,3.5.0\n".encode()
    page.set_input_files("#file", {"name": "表.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="预览", exact=True).click()
    expect(page.get_by_text("新增0条，改动1条，相同0条，有误1行。尚未写入。")).to_be_visible()
    page.locator("[id='mend.3.count']").fill("35")
    page.get_by_role("button", name="按改正后的值重新预览").click()
    page.get_by_role("button", name="写入2条").click()
    expect(page.get_by_text("已写入2条。")).to_be_visible()
    page.goto(f"{filled}/registers/works/N1")
    expect(page.locator("#count")).to_contain_text("35")
    context.close()


def test_nothing_of_a_register_is_refused_by_the_policy(
    page: Page, filled: str, complaints: list[str]
) -> None:
    for address in ADDRESSES:
        page.goto(f"{filled}/registers{address}")
    assert complaints == []


def test_on_a_phone_a_list_has_three_columns_and_low_rows(browser: Browser, filled: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{filled}/registers/works")
    heads = page.locator(".entries-table thead th:visible")
    assert heads.count() == 3
    first = page.locator(".entries-table tbody tr").first
    assert first.locator("td:visible").count() == 3
    assert (first.bounding_box() or {"height": 999})["height"] <= 82  # three lines of text
    name = first.locator("td.label a").text_content() or ""
    first.locator("td.label a").click()
    expect(page.locator("h1")).to_have_text(name)
    assert page.locator(".values > div").count() > 3
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{filled}/registers/works")
    assert heads.count() > 3
    context.close()
