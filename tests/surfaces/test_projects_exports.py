"""The list of projects as a file: as filtered, edited, and imported again."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from bayline.platform.registers import actions, queries
from bayline.platform.registers.actions import Upsert
from bayline.platform.registers.terms import Edit

pytestmark = pytest.mark.django_db
EDIT = Edit(by="甲", at=datetime(2021, 11, 5, 4, tzinfo=UTC))
IMPORT = "/registers/projects/import"


@pytest.fixture(autouse=True)
def _three() -> None:
    rows: dict[str, list[dict[str, str]]] = {
        "projects": [
            {"code": "park", "name": "飞天园", "place": "310116102", "lead": "fengjing"},
            {"code": "road", "name": "海边公路", "also": "老名\n更老的名", "point": "121.3,30.7"},
            {"code": "idea", "name": "-设想", "form": "renewal"},
        ],
        "project_stages": [
            {"code": "s", "project": "park", "stage": "started", "date": "2021-03-03"},
            {"code": "o", "project": "park", "stage": "operating", "date": "2022-03-02"},
        ],
        "project_amounts": [
            {"code": "i", "project": "park", "kind": "investment", "amount": "约180亿元"}
        ],
    }
    more = {"s": {"nature": "actual"}, "o": {"nature": "planned"}}
    for name, entries in rows.items():
        filled = [{**one, "document": "a.md", **more.get(one["code"], {})} for one in entries]
        actions.take_over(queries.register(name), [Upsert(one, 0, EDIT) for one in filled])


def content(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined] # of a streamed file


def in_csv(data: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def in_workbook(data: bytes) -> list[dict[str, str]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    head, *rows = sheet.to_python()
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]


READ = {"csv": in_csv, "xlsx": in_workbook}
ASKED = {
    "": {"park", "road", "idea"},
    "stage=started": {"park"},
    "stage=none": {"road", "idea"},
    "lead=fengjing": {"park"},
    "place=310116102": {"park"},
    "form=renewal": {"idea"},
    "text=公路": {"road"},
    "overdue=1": {"park"},
    "overdue=1&form=renewal": set(),
}


@pytest.mark.parametrize("ending", READ)
def test_the_file_holds_what_the_filters_leave(client: Client, ending: str) -> None:
    read = READ[ending]
    for asked, codes in ASKED.items():
        found = read(content(client, f"/projects/export.{ending}?{asked}"))
        assert {row["编号"] for row in found} == codes, asked
    (park,) = read(content(client, f"/projects/export.{ending}?text=park"))
    assert (park["现处阶段"], park["自何时"]) == ("开工", "2021-03-03")
    assert (park["金额与口径"], park["下一步"]) == ("约180亿元（总投资）", "投产")
    page = client.get("/projects?stage=started&sort=-name").content.decode()
    assert f"/projects/export.{ending}?stage=started&amp;sort=-name" in page


@pytest.mark.parametrize("ending", READ)
def test_the_file_is_imported_again(client: Client, ending: str) -> None:
    data = content(client, f"/projects/export.{ending}")
    file = SimpleUploadedFile(f"projects.{ending}", data)
    page = client.post(IMPORT, {"file": file}).content.decode()
    assert "新增0条，改动0条，相同3条，有误0行" in page
    assert "现处阶段" in page  # which it says it does not read


def test_what_is_edited_in_it_is_all_that_changes(client: Client) -> None:
    data = content(client, "/projects/export.csv?stage=none&sort=name")
    edited = data.decode("utf-8-sig").replace("海边公路", "沿海公路").encode()
    page = client.post(IMPORT, {"file": SimpleUploadedFile("a.csv", edited)}).content.decode()
    assert "新增0条，改动1条，相同1条，有误0行" in page
    fields = dict(re.findall(r'name="(name|document|basis|mended)" value="([^"]*)"', page))
    client.post(IMPORT, {**fields, "do": "confirm"})
    road = queries.entry(queries.register("projects"), "road")
    assert road is not None
    assert road.values["name"] == "沿海公路"
    assert road.values["also"] == "老名\n更老的名"
