"""The bench of measures: results, files, refusals by row and column, and nothing stored."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bayline.platform.packs.actions import keep_files
from bayline.platform.record import models

pytestmark = pytest.mark.django_db

BENCH = "/industry/measures"
TABLE = "region,industry,value\nA,x,30\nA,y,10\nB,x,20\nB,y,60\n"
PACK = Path(__file__).resolve().parents[2] / "regions" / "jinshan" / "schemes"


def sent(client: Client, table: str = TABLE, **more: Any) -> tuple[int, str]:
    answer = client.post(BENCH, {"measure": "lq", "table": table, "do": "show", **more})
    return answer.status_code, answer.content.decode()


def test_results_stand_largest_first_with_bars_and_the_table_stays(client: Client) -> None:
    status, page = sent(client)
    assert status == 200
    numbers = re.findall(r'<td class="number" data-n="count">([^<]+)</td>', page)
    assert numbers == ["1.8", "1.28571", "0.6", "0.428571"]
    assert page.count('<rect class="measured-bar"') == 4
    assert "measured-even" in page
    assert "lq.total" in page
    assert "A,x,30" in page  # so that another measure can be taken
    pasted = TABLE.replace(",", "\t")
    assert "1.28571" in sent(client, pasted)[1]
    english = client.post(f"/en{BENCH}", {"measure": "shift-share", "table": TABLE})
    assert english.status_code == 422


def test_files_hold_every_digit_and_no_formula(client: Client) -> None:
    table = SimpleUploadedFile("表.csv", TABLE.replace("A,", "=A,").encode("gb18030"))
    given = {"measure": "hhi", "file": table, "do": "csv"}
    answer = client.post(BENCH, given)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="measures.csv"'
    assert "hhi,'=A,0.625" in answer.content.decode("utf-8-sig")
    answer = client.post(BENCH, {"measure": "hhi", "table": TABLE, "do": "jsonl"})
    found = [json.loads(line) for line in answer.content.splitlines()]
    assert found[0]["result"] == 0.625


@pytest.mark.parametrize(
    ("measure", "table", "said"),
    [
        (
            "lq",
            "region,industry,value\nA,x,3\nA,x,4\n",
            "第3行region栏的值“A”（第2行已经是同一地区",
        ),
        ("lq", "region,industry,value\nA,x,-3\n", "第2行value栏的值“-3”（是负数"),
        ("lq", "地区,行业\nA,x\n", "第1行value栏（缺这一栏"),
        ("eci", "region,industry,value\nA,x,1\nB,y,1\n", "互不相连"),
        ("lq", "", "文件是空的"),
        ("none", TABLE, "没有指标“none”"),
        ("convert:none/x", TABLE, "没有指标“convert:none/x”"),
    ],
)
def test_what_would_mean_nothing_is_refused_with_the_reason(
    client: Client, measure: str, table: str, said: str
) -> None:
    status, page = sent(client, table, measure=measure)
    assert status == 422
    assert said in page, re.findall(r'role="alert"[^>]*>([^<]+)', page)


def test_a_table_is_told_in_another_scheme(client: Client) -> None:
    names = ("industry.toml", "line.toml", "gbt4754-2017--industry.toml", "industry--line.toml")
    from datetime import UTC, datetime

    files = {f"schemes/{name}": (PACK / name).read_bytes() for name in names}
    keep_files(files, by="小林", at=datetime(2021, 11, 5, tzinfo=UTC))
    table = "region,industry,value\nA,39,30\nA,54,10\n"
    measure = "convert:gbt4754-2017--industry/clusters"
    status, page = sent(client, table, measure=measure)
    assert status == 200
    assert "information 信息技术" in page
    assert "不归任何一类" in page


def test_nothing_is_stored_and_only_staff_measure(
    client: Client, logged_in: Callable[..., Client], anonymous: Client
) -> None:
    with CaptureQueriesContext(connection) as asked:
        sent(client)
    written = [one["sql"] for one in asked if re.match("INSERT|UPDATE|DELETE", one["sql"])]
    assert not [sql for sql in written if "deed" not in sql and "head" not in sql], written
    assert models.Source.objects.count() == 0
    assert anonymous.get(BENCH).status_code == 303
    strict = logged_in("viewer", "看的人", is_strict=True)
    page = strict.get(BENCH).content.decode()
    refused = strict.post(BENCH, {"measure": "lq", "table": TABLE})
    assert (refused.status_code, "A,x,30" in refused.content.decode()) == (403, True)
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    given = {"measure": "lq", "table": TABLE, "csrfmiddlewaretoken": token[1]}
    assert strict.post(BENCH, given).status_code == 200
