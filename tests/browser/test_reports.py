"""A quarterly report, as its writer works: drafted, checked, issued, printed, made again."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from shutil import copytree

from playwright.sync_api import Page, expect

DRAFT = "/reports/quarterly/2021Q3"
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def bayline(home: Path, *words: str) -> str:
    program = Path(sys.executable).with_name("bayline")
    done = subprocess.run(
        [program, "report", *words],
        env={**os.environ, "BAYLINE_HOME": str(home), "LC_ALL": "C.UTF-8"},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def test_a_quarterly_report_is_drafted_checked_issued_printed_and_made_again(
    page: Page,
    entered_demo: Path,
    tmp_path: Path,
    serving: Callable[[Path], AbstractContextManager[str]],
    barriers: Callable[[Page], list[str]],
) -> None:
    home = copytree(entered_demo, tmp_path / "home")
    with serving(home) as site:
        identifier, kept = issued(page, site, barriers)
        printed(page)
        again(page, site, barriers)
    bayline(home, "reissue", identifier, "-o", str(tmp_path / "again"))
    made = {sha256(one.read_bytes()).hexdigest() for one in (tmp_path / "again").rglob("*.*")}
    assert kept <= made
    second = bayline(home, "issue", "quarterly", "--period", "2021Q3", "--by", "小林")
    assert f"was issued before: {identifier}" in second
    assert "nothing changed since" in second


def issued(page: Page, site: str, barriers: Callable[[Page], list[str]]) -> tuple[str, set[str]]:
    """Write a sentence with a wrong sum beside the record, mend it, issue; give id and hashes."""
    page.goto(f"{site}{DRAFT}")
    words = page.get_by_label("正文", exact=True)
    right = words.input_value()
    words.fill(f"{right}\n\n2021年，金山区一季度集中开工重点产业项目12个，总投资209亿元。\n")
    page.get_by_role("button", name="保存").click()
    wrong = page.locator(".report-right li", has_text="文稿写“209亿元”")
    expect(wrong).to_contain_text("206亿元")
    page.get_by_label("正文", exact=True).fill(right)
    page.get_by_role("button", name="保存").click()
    expect(wrong).to_have_count(0)
    assert barriers(page) == []
    page.get_by_role("button", name="签发").click()
    expect(page).to_have_url(re.compile("/reports/issued/"))
    assert barriers(page) == []
    kept = set()
    for link in page.locator(".report-files a").all():
        with page.expect_download() as taken:
            link.click()
        kept.add(sha256(taken.value.path().read_bytes()).hexdigest())
    assert len(kept) >= 3
    labels = page.locator("[role=region]").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert len({*labels}) == len(labels) >= 2
    return page.url.rpartition("/")[2], kept


def printed(page: Page) -> None:
    """On paper there is the text with its notes, and nothing that only a screen can use."""
    page.emulate_media(media="print")
    for gone in (".bar", ".skips", ".report-files"):
        expect(page.locator(gone).first).to_be_hidden()
    for shown in (".report-title", ".report-paragraph", ".report-notes li", ".report-part table"):
        expect(page.locator(shown).first).to_be_visible()
    page.emulate_media(media="screen")


def again(page: Page, site: str, barriers: Callable[[Page], list[str]]) -> None:
    """The draft says that the period was issued; on a phone its links stay on the page."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}{DRAFT}")
    expect(page.locator(".since")).to_contain_text("此后没有改动")
    expect(page.locator(".ways strong")).to_have_text("中文")
    box = page.locator(".ways strong").bounding_box()
    assert box is not None
    assert box["height"] < 40  # the word stands in one line
    assert page.evaluate(OVER) <= 0
    assert barriers(page) == []
