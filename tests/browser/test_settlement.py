"""A patient insured in Jiaxing is treated in Jinshan: both offices run, and are looked at."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bayline.systems.settlement.commands.calling import message_id
from bayline.systems.settlement.commands.demonstrating import Demonstration
from bayline.systems.settlement.node.certificates import make_certificate

OFFICE = Path(__file__).with_name("settlement_office.py")
NAMES = {"shanghai": "jiaxing", "jiaxing": "shanghai"}
HOSPITAL, PATIENT = "H31011600001", "330411199003078814"
PHONE = {"width": 390, "height": 844}
SCROLL = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
Serving = Callable[[Path], AbstractContextManager[str]]


class Offices(Demonstration):
    """Two offices whose homes a browser may look into."""

    def prepare(self) -> None:
        """Exchange cards, keys and certificates."""
        homes = {name: Home(self.folder / name) for name in NAMES}
        cards = {name: home.says("start", name=name) for name, home in homes.items()}
        for name, partner in NAMES.items():
            homes[name].says("accept", card=cards[partner])
        year, file = int(self.today()[:4]), str(self.folder / "shared.keys")
        homes["jiaxing"].says("make", partner="shanghai", years=[year, year + 1], file=file)
        homes["shanghai"].says("take", partner="jiaxing", file=file)
        for home in homes.values():
            home.process.communicate()
        for name in (*NAMES, "hospital"):
            make_certificate(name, self.folder, at=datetime.now(UTC) - timedelta(days=1))
        filed = {"kind": "long_term", "area": "shanghai", "from": f"{year}-01-01"}
        person = {"certno": PATIENT, "used": {"account": 50_000}, "filed": [filed]}
        (self.folder / "persons.jsonl").write_text(json.dumps(person) + "\n")


class Home:
    """A process that acts in a home."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(OFFICE)],
            env={**os.environ, "BAYLINE_HOME": str(home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def says(self, command: str, **words: Any) -> Any:
        """Have something done, and give what is said."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([command, words]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture
def offices(entered: Path, tmp_path: Path) -> Iterator[Offices]:
    """Two offices and a hospital, all of them running."""
    made = Offices(tmp_path)
    for name in NAMES:
        shutil.copytree(entered, tmp_path / name)
    made.prepare()
    try:
        made.start("shanghai", "jiaxing")
        yield made
    finally:
        for name in [*made.going]:
            made.stop(name)


def settled(offices: Offices, name: str) -> dict[str, Any]:
    """Settle the stay, and give what the hospital is told."""
    number, data, rows = offices.bill("住院")
    said = offices.hospital(number, data, name=name, feedetail=rows)
    assert said["infcode"] == 0, said
    found: dict[str, Any] = said["output"]["setlinfo"]
    return found


def looked(page: Page, barriers: Callable[[Page], list[str]]) -> list[str]:
    """Look at a page on a desk and on a phone; give what stands in the way."""
    found = barriers(page)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    wide, shown = page.evaluate(SCROLL)
    page.set_viewport_size({"width": 1366, "height": 768})
    return found + ([f"{page.url} is {wide} wide"] if wide > shown else [])


def once(page: Page, said: str) -> None:
    """Look again until the node has done it."""
    for _ in range(60):
        if said in (page.locator("main").text_content() or ""):
            return
        page.wait_for_timeout(300)
        page.reload()
    raise AssertionError(f"{said} never came")


def cleared(page: Page, barriers: Callable[[Page], list[str]]) -> list[str]:
    """Look at a statement with both signatures, and note that its rest was received."""
    once(page, "确认一方的签名")
    sheet = page.locator("main")
    expect(sheet).to_contain_text("已清算，双方都已签名")
    expect(page.get_by_role("region", name="逐日核对")).to_contain_text("相符")
    found = looked(page, barriers)
    page.get_by_role("button", name="登记余款已收").click()
    once(page, "办妥")
    expect(sheet).not_to_contain_text("登记余款已收")
    page.get_by_role("link", name="预付金、余款和交办").click()
    expect(page.get_by_role("region", name="交办给节点的")).to_contain_text("余款已收")
    found += looked(page, barriers)
    return found


def test_a_stay_in_jinshan_is_settled_taken_back_settled_again_and_cleared(
    offices: Offices,
    serving: Serving,
    page: Page,
    barriers: Callable[[Page], list[str]],
    complaints: list[str],
) -> None:
    number, data, rows = offices.bill("住院")
    quote = offices.hospital("2303", data, feedetail=rows)["output"]["setlinfo"]
    first, second = message_id(HOSPITAL), message_id(HOSPITAL)
    told = settled(offices, first)
    amounts = ("hifp_pay", "acct_pay", "psn_cash_pay", "medfee_sumamt")
    assert [quote[name] for name in amounts] == [told[name] for name in amounts]
    month = told["setl_date"][:7]
    with serving(offices.folder / "shanghai") as address:
        page.goto(f"{address}/settlement/desk")
        expect(page.locator("main")).to_contain_text("没有未知的。没有差异。")
        found = looked(page, barriers)
        page.get_by_role("link", name=f"{HOSPITAL}/zy1", exact=True).click()
        expect(page.locator(".state")).to_contain_text("已结算")
        expect(page.locator(".state")).to_contain_text("一分不差")
        expect(page.locator("main")).to_contain_text("嘉政发〔2022〕20号")
        found += looked(page, barriers)
        receipt = page.url
        page.get_by_role("link", name="给病人的说明").click()
        expect(page.locator("main")).to_contain_text("这次一共花了12,400.00元")
        found += looked(page, barriers)

        assert offices.hospital("2601", {"omsgid": first, "oinfno": number})["infcode"] == 0
        page.goto(receipt)
        expect(page.locator(".state")).to_contain_text("已冲正")
        again = settled(offices, second)
        assert again["setl_id"] != told["setl_id"]
        page.goto(f"{address}/settlement/settlements/{again['setl_id']}")
        expect(page.locator(".state")).to_contain_text("已结算")

        offices.pass_time(36 * 86_400)
        page.goto(f"{address}/settlement/statements/{month}")
        found += cleared(page, barriers)
    assert (found, complaints) == ([], [])
