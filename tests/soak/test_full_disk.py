"""A full disk is said in a sentence; nothing is half-stored, and reading goes on."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("bayline")
SIZE = "8m"  # of which the tables of an empty home, while they are made, take half
WORD = "潮来潮去-72 words"

pytestmark = pytest.mark.soak


@pytest.fixture
def small_disk(tmp_path: Path, lacking: Callable[[str], NoReturn]) -> Iterator[Path]:
    """A file system of eight megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        lacking("no file system may be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def bayline(*words: str, home: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, "--home", str(home), *words],
        cwd=ROOT,
        input=typed,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_build_that_fills_the_disk_is_refused_and_leaves_nothing(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(7_300_000))
    built = bayline("build", "regions/jinshan", home=small_disk / "home")
    assert built.returncode == 2, built.stdout
    assert "the disk is full" in built.stderr
    assert built.stderr.count("\n") == 1
    (small_disk / "ballast").unlink()
    assert bayline("verify", home=small_disk / "home").returncode == 0


class Browser:
    """Somebody who looks at the pages of a port and sends their forms."""

    def __init__(self, port: int) -> None:
        self._at = f"http://127.0.0.1:{port}"
        self._opener = build_opener(HTTPCookieProcessor())

    def asked(self, path: str, body: bytes | None = None) -> tuple[int, str]:
        """Ask for a page."""
        try:
            with self._opener.open(f"{self._at}{path}", body, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            return refused.code, refused.read().decode()

    def sent(self, path: str, form: dict[str, str], *, of: str) -> tuple[int, str]:
        """Send the form that stands on the page `of`."""
        behind = self.asked(of)[1].partition('name="csrfmiddlewaretoken" value="')[2]
        token = behind.partition('"')[0]
        return self.asked(path, urlencode({**form, "csrfmiddlewaretoken": token}).encode())


def test_a_server_on_a_full_disk_says_so_and_goes_on_reading(
    small_disk: Path, free_port: Callable[[], int], until: Callable[[Callable[[], bool]], None]
) -> None:
    home, port = small_disk / "home", free_port()
    browser = Browser(port)

    def listens() -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", port)) == 0

    made = ("user", "create", "xiaolin", "--role", "administrator", "--password-stdin")
    assert bayline(*made, home=home, typed=WORD).returncode == 0
    server = subprocess.Popen(
        [PROGRAM, "--home", str(home), "serve", "--port", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        until(listens)
        form = {"account": "xiaolin", "password": WORD}
        assert browser.sent("/login", form, of="/login")[0] == 200
        stored = refused = 0
        for number in range(200):
            words = f"2021年，第{number}号名册有项目{number + 10}个。" + "全区情况良好。" * 3000
            form = {"text": words, "title": f"{number}号"}
            status, page = browser.sent("/documents/new", form, of="/documents")
            if status == 503:
                refused += 1
                assert "磁盘已满" in page
                break
            stored += status in {200, 302, 303}
        assert refused == 1, f"{stored} documents were stored"
        assert stored
        assert browser.asked("/documents")[0] == 200
        assert browser.asked("/")[0] == 200
        listed = browser.asked("/documents.json")[1]
        assert f'"total": {stored}' in listed
    finally:
        server.terminate()
        server.wait(20)
    assert bayline("verify", home=home).returncode in {0, 2}


def test_captures_that_fill_the_disk_are_refused_and_leave_nothing(small_disk: Path) -> None:
    home, file = small_disk / "home", small_disk.parent / "events.jsonld"
    document = {
        "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2025-07-19T00:00:00Z",
    }
    (small_disk / "ballast").write_bytes(bytes(1_500_000))
    kept, said = 0, ""
    for number in range(60):
        events = [
            {
                "type": "ObjectEvent",
                "eventID": f"urn:uuid:{number}-{place}",
                "eventTime": "2025-07-18T06:00:00+08:00",
                "eventTimeZoneOffset": "+08:00",
                "epcList": [f"urn:epc:id:sgtin:6912345.012345.{number * 1000 + place}"],
                "action": "OBSERVE",
            }
            for place in range(1000)
        ]
        file.write_text(json.dumps({**document, "epcisBody": {"eventList": events}}))
        done = bayline("produce", "capture", str(file), home=home)
        if done.returncode == 2:
            said = done.stderr
            break
        kept += 1000
    assert "the disk is full" in said
    assert said.count("\n") == 1
    assert kept
    (small_disk / "ballast").unlink()
    checked = bayline("verify", home=home)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    known = "urn:epc:id:sgtin:6912345.012345.{}"
    assert bayline("produce", "trace", known.format(kept - 1), home=home).returncode == 0
    assert bayline("produce", "trace", known.format(kept), home=home).returncode == 2
