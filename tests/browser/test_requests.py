"""A table is asked, filled in, sent back, corrected in Excel, accepted: its figures are claims."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

OFFICE, CLERK = "walks" * 6, "clerk" * 6  # names of the sessions of the two
AS_CLERK = f"""
import django
django.setup()
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.timezone import now
from bayline.platform.people import actions, queries, sessions
from bayline.platform.people.terms import Grant, Person, Role
grant = Grant(role=Role.CLERK, organisation="pinghu-finance")
person = Person(account="cai", name="小蔡", organisation="", is_active=True, grants=(grant,),
                made=now())
actions.create(person, password="")
request = HttpRequest()
request.session = SessionStore()
sessions.begin(request, queries.account("cai"), now=now())
said = dict(request.session.items())
Session.objects.save("{CLERK}", said, request.session.get_expiry_date())
"""
TABLE = "/plan/requests/quarterly_scoreboard-2026-q3/pinghu-finance"
WORDS = "1—9月完成80.12亿元，同比增长4.1%"


def window(browser: Browser, address: str, session: str) -> Page:
    context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768})
    context.clear_cookies()
    context.add_cookies([{"name": "bayline-session", "value": session, "url": address}])
    return context.new_page()


def corrected(file: Path) -> None:
    """Write 4.1 where a workbook has 41, as a person would."""
    with ZipFile(file) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with ZipFile(file, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data.replace(b"<v>41</v>", b"<v>4.1</v>"))


def pressed(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


@pytest.fixture
def address(
    entered_demo: Path, tmp_path: Path, serving: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The demo, with a clerk of a unit beside the administrator."""
    home = Path(shutil.copytree(entered_demo, tmp_path / "home"))
    settings = {"DJANGO_SETTINGS_MODULE": "bayline.site.settings", "BAYLINE_HOME": str(home)}
    words = [sys.executable, "-c", AS_CLERK]
    subprocess.run(words, env={**os.environ, **settings}, check=True)
    with serving(home) as address:
        yield address


def test_a_table_is_asked_filled_in_sent_back_corrected_and_accepted(
    browser: Browser, address: str, tmp_path: Path, barriers: Callable[[Page], list[str]]
) -> None:
    office, clerk = (window(browser, address, one) for one in (OFFICE, CLERK))
    office.goto("/plan/requests")
    office.get_by_role("link", name="布置一张表").click()
    office.get_by_label("模板").select_option("quarterly_scoreboard")
    office.get_by_label("时期").fill("2026Q3")
    pressed(office, "布置")
    clerk.goto("/plan/requests")
    clerk.locator(f"main a[href='{TABLE}']").first.click()
    clerk.get_by_label("完成情况").fill(WORDS)
    clerk.get_by_label("同比增长").fill("41")
    found = barriers(clerk)
    pressed(clerk, "报送")
    expect(clerk.locator("main")).to_contain_text("同一行的文字写的是4.1%")
    pressed(clerk, "仍然报送")
    office.goto(TABLE)
    office.get_by_label("理由").first.fill("增速请核对")
    pressed(office, "退回")
    clerk.goto(TABLE)
    expect(clerk.locator("main")).to_contain_text("退回的理由：增速请核对")
    with clerk.expect_download() as kept:
        clerk.get_by_role("link", name="下载Excel表格").first.click()
    kept.value.save_as(tmp_path / "form.xlsx")
    corrected(tmp_path / "form.xlsx")
    clerk.goto(f"{TABLE}/upload")
    clerk.locator("input[type=file]").set_input_files(tmp_path / "form.xlsx")
    pressed(clerk, "预览")
    pressed(clerk, "存为草稿")
    pressed(clerk, "报送")
    expect(clerk.locator("main")).to_contain_text("已报送，待受理")
    office.goto(TABLE)
    found += barriers(office)
    pressed(office, "受理")
    expect(office.locator("main")).to_contain_text("已受理")
    office.get_by_role("link", name="4.1").first.click()
    expect(office.locator("main")).to_contain_text("一般公共预算收入")
    assert found == []
