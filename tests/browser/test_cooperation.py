"""A meeting's decision becomes a task that people of two sides accept, report, refuse and close."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

PACK = {
    "region.toml": 'name = "东区"\ncode = "310116"\nsentence = "海边的一个区。"\n',
    "publishing.toml": '[documents]\npublic = ["minutes.md"]\n',
    "documents/minutes.md": (
        "---\ntitle: 联席会议纪要\npublished: 2026-03-05\n"
        "recorded: 2026-03-06T09:00:00+08:00\n---\n"
        "会议定下：合修界河桥，年内通车。\n"
    ),
    "geography/places.csv": "code,name\n310116,金山区\n330482,平湖市\n",
    "registers/organisations.toml": """name = "organisations"
title = "单位"
title_en = "Organisations"
about = "单位。"
about_en = "Organisations."
key = "code"
label = "name"
order = ["name"]
[[field]]
name = "code"
title = "编号"
title_en = "Code"
type = "text"
required = true
[[field]]
name = "name"
title = "名称"
title_en = "Name"
type = "text"
[[field]]
name = "place"
title = "所在地"
title_en = "Place"
type = "place"
""",
    "registers/organisations.csv": (
        "code,name,place\neast,东区政府,310116\neast-roads,东区交通委,310116\n"
        "west,西市政府,330482\nwest-roads,西市交通局,330482\n"
    ),
    "registers/joint_meetings.csv": (
        "code,name,date,parties,document\nm1,联席会议,2026-03-05,东区政府；西市政府,minutes.md\n"
    ),
    "registers/meeting_decisions.csv": (
        "code,meeting,name,quote,document\nd1,m1,合修界河桥,合修界河桥，年内通车,minutes.md\n"
    ),
}
PEOPLE = """
import django
django.setup()
from django.utils.timezone import now
from bayline.platform.people import actions
from bayline.platform.people.terms import Grant, Person, Role
for account, unit in (("ann", "east-roads"), ("amy", "east"), ("bob", "west-roads")):
    grant = Grant(role=Role.CLERK, organisation=unit)
    person = Person(account=account, name=account, organisation=unit, is_active=True,
                    grants=(grant,), made=now())
    actions.create(person, password="long words for a bridge")
"""


@pytest.fixture(scope="module")
def two_sides(
    tmp_path_factory: pytest.TempPathFactory,
    serving: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """The address of a home with people of two sides and a meeting's decision."""
    folder = tmp_path_factory.mktemp("sides")
    for name, text in PACK.items():
        file = folder / "bay" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    program, home = Path(sys.executable).with_name("bayline"), folder / "home"
    build = [program, "--home", home, "build", folder / "bay"]
    subprocess.run(build, check=True, capture_output=True)
    settings = {"DJANGO_SETTINGS_MODULE": "bayline.site.settings", "BAYLINE_HOME": str(home)}
    with serving(home) as address:
        subprocess.run([sys.executable, "-c", PEOPLE], env={**os.environ, **settings}, check=True)
        yield address


@contextmanager
def window(browser: Browser, address: str, who: str, **wishes: object) -> Iterator[Page]:
    """Open a window of somebody who logged in by the form."""
    context = browser.new_context(base_url=address, **wishes)
    context.clear_cookies()
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("登录名", exact=True).fill(who)
    page.get_by_label("密码", exact=True).fill("long words for a bridge")
    page.get_by_role("button", name="登录").click()
    yield page
    context.close()


def pressed(page: Page, button: str, *, reason: str = "") -> None:
    form = page.locator("form.act").filter(has=page.get_by_role("button", name=button, exact=True))
    if reason:
        form.locator("textarea").fill(reason)
    form.get_by_role("button", name=button, exact=True).click()


def reported(page: Page, words: str) -> None:
    page.get_by_label("办了什么").filter(visible=True).fill(words)
    page.get_by_label("证明材料：资料库中的文件名").fill("minutes.md")
    pressed(page, "报送办理结果")


def test_a_decision_becomes_a_task_closed_by_both_sides(
    browser: Browser, two_sides: str, barriers: Callable[[Page], list[str]]
) -> None:
    phone = {"viewport": {"width": 390, "height": 844}}
    with (
        window(browser, two_sides, "ann") as east,
        window(browser, two_sides, "bob", **phone) as west,
        window(browser, two_sides, "amy") as office,
    ):
        east.goto("/cooperation/meetings/m1")
        found = barriers(east)
        east.get_by_role("link", name="列成事项").click()
        found += barriers(east)
        east.get_by_label("期限").fill("2031-12-31")
        east.locator("#side1").fill("east")
        east.locator("#lead1").fill("east-roads")
        east.locator("#side2").fill("西市政府")
        east.locator("#lead2").fill("west-roads")
        east.get_by_label("只由哪一方报送").fill("east")
        east.get_by_role("button", name="提出", exact=True).click()
        task = east.url
        pressed(east, "接受")
        west.goto("/")
        west.get_by_role("link", name="合修界河桥").first.click()
        found += barriers(west)
        assert west.evaluate("document.documentElement.scrollWidth") <= 390
        pressed(west, "接受")
        expect(west.locator(".state").first).to_contain_text("办理中")
        east.goto(task)
        reported(east, "桥面已经合龙")
        west.goto(task)
        pressed(west, "退回", reason="还没有通车")
        east.goto(task)
        reported(east, "已经通车")
        west.goto(task)
        pressed(west, "复核通过")
        pressed(west, "同意销号")
        east.goto(task)
        expect(east.get_by_role("button", name="同意销号")).to_have_count(0)  # they reported it
        office.goto(task)
        pressed(office, "同意销号")
        expect(office.locator(".state").first).to_contain_text("已销号")
        expect(office.get_by_role("region", name="经过").get_by_role("row")).to_have_count(10)
        found += barriers(office)
        office.goto("/cooperation/meetings/m1")
        expect(office.get_by_role("region", name="合修界河桥")).to_contain_text("已销号")
        assert found == []
