"""Pages of jobs: what is done, how far it is, and a large import that a page does not wait for."""

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bayline.platform.backups.reading import Archive
from bayline.platform.jobs import queries
from bayline.platform.jobs.actions import ask_for, note_progress, take_next
from bayline.platform.jobs.terms import State
from bayline.platform.jobs.working import do_next
from bayline.platform.registers import queries as registers
from bayline.platform.registers.actions import declare, save
from bayline.platform.registers.terms import Edit

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.mark.parametrize("address", ["/jobs", "/jobs.json", "/en/jobs"])
def test_the_list_is_empty_at_first_and_not_for_the_public(
    client: Client, anonymous: Client, address: str
) -> None:
    assert client.get(address).status_code == 200
    assert anonymous.get(address).status_code in {302, 303, 401, 403}


def test_a_backup_is_started_from_the_page_and_is_one(client: Client, home: Path) -> None:
    assert "做一份备份" in client.get("/jobs").content.decode()
    started = client.post("/jobs", {"kind": "backup"})
    assert started.status_code == 302
    number = int(started.headers["Location"].rpartition("/")[2])
    assert "排队中" in client.get(f"/jobs/{number}").content.decode()
    assert do_next()
    page = client.get(f"/en/jobs/{number}").content.decode()
    assert "read back and checked" in page
    (file,) = (home / "backups").iterdir()
    with file.open("rb") as opened, Archive(opened, where=file.name) as archive:
        archive.check()
        assert "jobs_job" not in archive.manifest.tables


def test_how_far_a_job_is_shows_without_a_script(client: Client) -> None:
    number = ask_for("reread", owner="小林", at=NOON)
    assert take_next(at=NOON)
    note_progress(number, 3, 7)
    page = client.get(f"/jobs/{number}").content.decode()
    assert re.search(r'<progress class="job-progress" max="7" value="3" aria-label="进度">', page)
    told = client.get(f"/jobs/{number}.json").json()
    assert (told["state"], told["done"], told["total"], told["is_over"]) == ("running", 3, 7, False)
    client.post(f"/jobs/{number}/cancel")
    assert "正在取消" in client.get(f"/jobs/{number}").content.decode()


def test_who_may_start_and_cancel_is_said_by_the_kind(
    logged_in: Callable[..., Client],
) -> None:
    clerk = logged_in("clerk", "小王")
    assert "做一份备份" not in clerk.get("/jobs").content.decode()
    refused = clerk.post("/jobs", {"kind": "backup"})
    assert (refused.status_code, "不能由你发起" in refused.content.decode()) == (400, True)
    number = ask_for("backup", owner="小林", at=NOON)
    assert clerk.post(f"/jobs/{number}/cancel").status_code == 400
    assert queries.job(number).state is State.WAITING
    assert not queries.jobs(limit=9)[1:]


@pytest.mark.parametrize("address", ["/jobs/77", "/jobs/77.json"])
def test_a_job_that_is_not_there_is_told(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_reading_again_without_documents_says_so(client: Client) -> None:
    number = ask_for("reread", owner="小林", at=NOON)
    assert do_next()
    assert "重读了0份文件" in client.get(f"/jobs/{number}").content.decode()


@pytest.mark.parametrize("is_moved", [False, True], ids=["as kept", "read again"])
def test_a_large_import_is_stored_as_a_job_all_of_it(
    client: Client, declared: Callable[..., str], *, is_moved: bool
) -> None:
    declare(declared("bridges", "桥梁", "Bridges").encode(), where="bridges.toml")
    rows = "\n".join(f"b{number},桥{number}" for number in range(2_100))
    form = {"name": "bridges.csv", "document": b64encode(f"code,name\n{rows}\n".encode()).decode()}
    address = "/registers/bridges/import"
    preview = client.post(address, form).content.decode()
    basis = re.search(r'name="basis" value="([^"]+)"', preview)
    assert basis
    confirm = {**form, "basis": basis.group(1), "do": "confirm", "by": "小林", "reason": "年报"}
    confirmed = client.post(address, confirm)
    assert confirmed.status_code == 302
    number = int(re.findall(r"/jobs/(\d+)", confirmed.headers["Location"])[0])
    register = registers.register("bridges")
    assert not registers.entries(register, ["b0"])
    if is_moved:  # the rows kept with the job are those of another state
        declare(declared("roads", "道路", "Roads").encode(), where="roads.toml")
        edit = Edit(by="小林", at=NOON, reason="另一名册")
        save(registers.register("roads"), {"code": "r1", "name": "路"}, version=0, edit=edit)
    assert do_next()
    done = queries.job(number)
    assert (done.state, done.outcome.english) == (State.DONE, "Bridges: 2100 entries stored")
    assert registers.entries(register, ["b0", "b2099"]).keys() == {"b0", "b2099"}
    (told,) = registers.history(register, "b0")
    assert (told.edit.origin.name, told.edit.origin.row, told.edit.by) == ("bridges.csv", 2, "小林")
    assert 'href="/registers/bridges"' in client.get(f"/jobs/{number}").content.decode()
    second = client.post(address, confirm)  # the register has changed since the preview
    assert second.status_code == 409
