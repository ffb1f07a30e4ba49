"""Everybody does the same at the same moment, by pages: nothing is lost, nothing is done twice."""

import html
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Barrier
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("bayline")
ROLES = ("clerk", "reviewer", "publisher", "administrator")
ROWS = 300
EDGE = "----bayline"

pytestmark = pytest.mark.soak
Home = dict[str, str]
Until = Callable[[Callable[[], bool]], None]


class Told(NamedTuple):
    """An answer: its status, where it leads, its page."""

    status: int
    location: str
    page: str


class Stay(HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: object) -> None:
        """Give no other request."""


class Browser:
    """Somebody who is logged in."""

    def __init__(self, base: str, role: str = "") -> None:
        self._base = base
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()), Stay)
        if role:
            self.send("/login", account=f"demo-{role}", password=f"bayline-demo-{role}")

    def page(self, path: str) -> str:
        """Give a page."""
        return self._told(self._asking(path)).page

    def send(self, path: str, *, file: str = "", token: str = "", **form: str) -> Told:
        """Send a form, with a file if there is one; the token is taken from its page."""
        form["csrfmiddlewaretoken"] = token or token_of(self.page(path))
        request = self._asking(path)
        request.data = urlencode(form).encode()
        if file:
            parts = [f'name="{name}"\r\n\r\n{value}' for name, value in form.items()]
            parts.append(f'name="file"; filename="a.csv"\r\n\r\n{file}')
            heads = [f"--{EDGE}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts]
            request.data = "".join((*heads, f"--{EDGE}--\r\n")).encode()
            request.add_header("Content-Type", f"multipart/form-data; boundary={EDGE}")
        return self._told(request)

    def _asking(self, path: str) -> Request:
        return Request(self._base + path)  # noqa: S310 - an address of this machine

    def _told(self, request: Request) -> Told:
        try:
            with self._opener.open(request, timeout=120) as answer:
                return Told(answer.status, "", answer.read().decode())
        except HTTPError as other:
            return Told(other.code, other.headers.get("Location", ""), other.read().decode())


def token_of(page: str) -> str:
    return page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


def inputs(page: str, holding: str) -> dict[str, str]:
    """Give the fields of the form that holds some words, as a browser would send them."""
    (form,) = [one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if holding in one]
    found = re.findall(r'<input\b[^>]*name="([^"]+)"[^>]*?(?: value="([^"]*)")?[^>]*>', form)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def at_once(deeds: list[Callable[[], Told]]) -> list[Told]:
    """Let everybody do something at the same moment."""
    start = Barrier(len(deeds))

    def done(deed: Callable[[], Told]) -> Told:
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as hands:
        return [*hands.map(done, deeds)]


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """The environment of a home with the example and its accounts."""
    said = {**os.environ, "BAYLINE_HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8"}
    if request.param == "postgresql":
        server: str = request.getfixturevalue("postgresql")
        name = f"soak_{uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        said["BAYLINE_DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"
    words = ("build", "regions/jinshan", "--demo-accounts")
    subprocess.run([PROGRAM, *words], env=said, cwd=ROOT, check=True)
    return said


@pytest.fixture
def office(home: Home, free_port: Callable[[], int], until: Until) -> Iterator[list[Browser]]:
    """Four people at a server of the home."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [PROGRAM, "serve", "--port", str(port)],
        env=home,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def answers() -> bool:
        try:
            return bool(Browser(base).page("/health"))
        except URLError:
            return False

    until(answers)
    yield [Browser(base, role) for role in ROLES]
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def bayline(*words: str, home: Home) -> int:
    return subprocess.run([PROGRAM, *words], env=home, cwd=ROOT, check=False).returncode


def test_what_all_do_at_once_is_done_once(office: list[Browser], home: Home) -> None:
    a_document_is_stored_once(office)
    an_import_is_stored_once(office)
    a_claim_is_decided_on_once(office)
    place = Path(home["BAYLINE_HOME"]) / "snapshots"
    made = every_publication_is_made(office)
    assert {one.name for one in place.iterdir()} == made
    assert bayline("verify", home=home) == 0
    assert [bayline("republish", one, home=home) for one in made] == [0] * len(made)


def a_document_is_stored_once(office: list[Browser]) -> None:
    text = "2021年3月3日，全区首季12个重点项目同日开工，总投资206亿元。"
    form = {"text": text, "title": "同一份"}
    deeds = [
        partial(one.send, "/documents/new", token=token_of(one.page("/documents")), **form)
        for one in office
    ]
    assert sorted(one.status for one in at_once(deeds)) == [200, 200, 200, 302]


def an_import_is_stored_once(office: list[Browser]) -> None:
    path = "/registers/projects/import"
    table = "编号,项目名称\n" + "".join(f"once-{one},项目{one}\n" for one in range(ROWS))
    deeds = []
    for one in office:
        page = one.send(path, file=table, do="preview").page
        form = inputs(page, 'value="confirm"') | {"do": "confirm", "token": token_of(page)}
        deeds.append(partial(one.send, path, **form))
    assert sorted(one.status for one in at_once(deeds)) == [302, 409, 409, 409]
    for key in ("once-0", f"once-{ROWS - 1}"):
        assert '"version": 1' in office[0].page(f"/registers/projects/{key}.json")


def a_claim_is_decided_on_once(office: list[Browser]) -> None:
    reviewers = office[1:]
    form = inputs(reviewers[0].page("/review"), 'value="accept"') | {"reason": "口径不符"}
    pages = [one.page("/review") for one in reviewers]
    deeds = [
        partial(one.send, "/review/decide", token=token_of(page), **form, decision=decision)
        for one, page in zip(reviewers, pages, strict=True)
        for decision in ("accept", "return")
    ]
    assert sorted(one.status for one in at_once(deeds)) == [302, 409, 409, 409, 409, 409]


def every_publication_is_made(office: list[Browser]) -> set[str]:
    publishers = (*office[2:], *office[2:])
    tokens = [token_of(one.page("/publications/new")) for one in publishers]
    told = at_once(
        [
            partial(one.send, "/publications/issue", token=tokens[at], title=f"第{at}期")
            for at, one in enumerate(publishers)
        ]
    )
    assert [one.status for one in told] == [303] * len(publishers)
    return {one.location.rpartition("/")[2] for one in told}
