"""Reports made once more: a period issued again, and one on an entry found by its name."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bayline.kernel.reviews import Review
from bayline.platform.packs.actions import keep_files
from bayline.platform.record import queries as record
from bayline.platform.record.actions import decide
from bayline.platform.registers.actions import declare, save
from bayline.platform.registers.terms import Edit

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 10, 5, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEMPLATE = "reports/quarter.zh.md"
FILES = {
    "publishing.toml": b'[documents]\npublic = ["*"]',
    "region.toml": 'name = "甲区"\nname_en = "Jia"\ncode = "310116"\nsentence = "甲。"'.encode(),
    "reports/quarter.toml": (
        'title = "季报"\ntitle_en = "Quarter"\nfor = "quarter"\nlanguages = ["zh"]\n'.encode()
    ),
    "reports/sheet.toml": (
        'title = "单页"\ntitle_en = "Sheet"\nfor = "entry"\nregister = "bridges"\n'
        'languages = ["zh"]\n'.encode()
    ),
    "reports/sheet.zh.md": b"{{ label }}\n",
    TEMPLATE: '# 一、项目\n\n本季{{ figure("开工项目") }}开工。\n'.encode(),
}


@pytest.fixture
def tell(recorded: Callable[..., Any]) -> Callable[..., str]:
    """Record and accept how many projects began; gives the claim's id."""

    def tell(number: int, *, at: datetime) -> str:
        text = f"2021年三季度，全区开工项目{number}个。"
        recorded(text, at=at, name=f"{number}.md", title="通报")
        (told,) = [one.id for one in record.claims() if one.quote == f"{number}个"]
        decide([told], Review.ACCEPTED, by="周审", at=at)
        return told

    return tell


def test_a_period_issued_again_is_told_what_is_otherwise(
    tell: Callable[..., str],
    bayline: Callable[..., Any],
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bayline.platform.homes.open_home", lambda: None)
    settings.HOME = tmp_path
    keep_files(FILES, by="小林", at=NOON)
    old = tell(12, at=NOON)

    def issued() -> tuple[str, str]:
        asked = ("report", "issue", "quarter", "--period", "2021Q3", "--by", "甲")
        status, said, complaint = bayline(*asked)
        assert status == 0, complaint
        return said.split()[0], complaint

    first, told = issued()
    assert "issued before" not in told
    keep_files(
        {TEMPLATE: FILES[TEMPLATE].replace("项目\n".encode(), "开工\n".encode(), 1)},
        by="甲",
        at=NOON + HOUR,
    )
    _, told = issued()
    assert first in told
    assert "words changed, no figure did" in told
    assert "→" not in told
    decide([old], Review.RETURNED, by="周审", at=NOON + 2 * HOUR, reason="已更正")
    tell(14, at=NOON + 2 * HOUR)
    _, told = issued()
    assert "figures that changed:" in told
    assert "12个 → 14个" in told


def test_a_report_on_an_entry_is_opened_by_the_name_of_the_entry(
    declared: Callable[..., str], client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    keep_files(FILES, by="小林", at=NOON)
    register = declare(declared("bridges", "桥梁", "Bridges").encode(), where="bridges.toml")
    save(register, {"code": "east", "name": "东桥"}, edit=Edit(by="小林", at=NOON))
    page = client.get("/reports").content.decode()
    assert '<option value="east" class="quoted" lang="zh-Hans">东桥</option>' in page
    assert '<a href="/registers/bridges">编号见桥梁名册</a>' in page
    assert "东桥" in client.get("/reports/sheet/east").content.decode()
