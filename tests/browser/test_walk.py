"""One walk through the record, as a plan office takes it: from a document to the front page."""

import csv
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

PACK = {
    "region.toml": 'name = "湾区"\ncode = "310116"\nsentence = "海边的一个区。"\n',
    "overview.toml": (
        '[[figure]]\ntitle = "首季开工总投资"\ndocument = "start.md"\nquote = "206亿元"\nnth = 1\n'
    ),
    "documents/start.md": (
        "---\ntitle: 首季开工\npublished: 2021-03-05\nrecorded: 2021-03-08T09:00:00+08:00\n---\n"
        "2021年3月3日，全区首季12个重点项目同日开工，总投资206亿元。\n"
    ),
    "geography/places.csv": "code,name\n310116,金山区\n",
    "review/decisions.csv": (
        "document,quote,state,by,at\nstart.md,206亿元,accepted,小王,2021-03-09T10:00:00+08:00\n"
    ),
}
MENDED = "2021年3月3日，全区首季12个重点项目同日开工，总投资208亿元。\n"
TABLE = """编号,名称,长度,通车
a,朱吕公路,约1.6公里,2021-04-28
b,叶新公路,很长,2020-12-28
c,兴豪路,3.2公里,去年
"""


@pytest.fixture
def region(
    tmp_path: Path,
    declared: Callable[..., str],
    serving: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """The address of a Bayline with the record of a small region."""
    works = declared(
        "works", "工程", "Works", "length 长度 Length figure", "opened 通车 Opened date"
    )
    for name, text in {**PACK, "registers/works.toml": works}.items():
        file = tmp_path / "bay" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    program, home = Path(sys.executable).with_name("bayline"), tmp_path / "home"
    build = [program, "--home", home, "build", tmp_path / "bay"]
    subprocess.run(build, check=True, capture_output=True)
    with serving(home) as address:
        yield address


def test_from_a_corrected_document_to_the_front_page_and_from_a_table_to_its_export(
    page: Page, region: str, complaints: list[str]
) -> None:
    hand_over(page, region)
    review(page, region)
    look_at_the_front_page(page, region)
    import_a_table(page, region)
    export_it(page, region)
    assert complaints == []


def hand_over(page: Page, region: str) -> None:
    """Hand a corrected edition over."""
    page.goto(f"{region}/documents")
    page.locator("summary", has_text="收存文件").click()
    page.set_input_files(
        "#file",
        {"name": "start-2.txt", "mimeType": "text/plain", "buffer": MENDED.encode()},
    )
    page.get_by_label("这是某文件的更正版").select_option(index=1)
    page.get_by_role("button", name="收存并读取").click()
    expect(page.get_by_text("已收存并读完")).to_be_visible()


def review(page: Page, region: str) -> None:
    """Review what it says by keyboard, what it changes beside what stood there."""
    page.goto(f"{region}/review?kind=figure")
    expect(page.locator(".large")).to_contain_text("12个")
    page.keyboard.press("a")
    expect(page.locator(".done")).to_contain_text("已审：12个")
    expect(page.locator(".large")).to_contain_text("208亿元")
    expect(page.get_by_text("206亿元").first).to_be_visible()
    page.keyboard.press("a")
    expect(page.locator(".done")).to_contain_text("已审：208亿元")


def look_at_the_front_page(page: Page, region: str) -> None:
    """See the figure there, follow it to its sentence, and see what was known before."""
    page.goto(f"{region}/overview")
    page.get_by_role("link", name="208亿元").first.click()
    expect(page.locator("h1")).to_contain_text("208亿元")
    expect(page.get_by_text("同日开工").first).to_be_visible()

    page.goto(f"{region}/overview?as_of=2021-12-31")
    expect(page.get_by_role("link", name="206亿元").first).to_be_visible()
    expect(page.get_by_role("link", name="208亿元")).to_have_count(0)
    expect(page.get_by_text("截至2021年12月31日所知")).to_be_visible()


def import_a_table(page: Page, region: str) -> None:
    """Mend two bad cells of a table in the page and store it."""
    page.goto(f"{region}/registers/works/import")
    page.set_input_files(
        "#file", {"name": "表.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    page.get_by_role("button", name="预览", exact=True).click()
    expect(page.get_by_text("有误2行。尚未写入。")).to_be_visible()
    page.locator("[id='mend.3.length']").fill("4.33公里")
    page.locator("[id='mend.4.opened']").fill("2021-12-30")
    page.get_by_role("button", name="按改正后的值重新预览").click()
    page.get_by_role("button", name="写入3条").click()
    expect(page.get_by_text("已写入3条。")).to_be_visible()


def export_it(page: Page, region: str) -> None:
    """Take the register out again as it stands."""
    page.goto(f"{region}/registers/works")
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出CSV").click()
    rows = [*csv.reader(taken.value.path().read_text("utf-8-sig").splitlines())]
    assert sorted(rows[1:]) == [
        ["a", "朱吕公路", "约1.6公里", "2021-04-28"],
        ["b", "叶新公路", "4.33公里", "2020-12-28"],
        ["c", "兴豪路", "3.2公里", "2021-12-30"],
    ]
