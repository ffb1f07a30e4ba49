"""A served Bayline and a real Chromium."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

ROOT = Path(__file__).resolve().parents[2]
SESSION = "walks" * 6  # the name of the session that every home of these tests holds
ENTER = f"""
import django
django.setup()
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.timezone import now
from django.core.management import call_command
from bayline.platform.people import actions, queries, sessions
from bayline.platform.people.terms import Grant, Person, Role
call_command("migrate", verbosity=0)
person = Person(account="xiaolin", name="小林", organisation="", is_active=True,
                grants=(Grant(role=Role.ADMINISTRATOR),), made=now())
actions.create(person, password="")
request = HttpRequest()
request.session = SessionStore()
sessions.begin(request, queries.account("xiaolin"), now=now())
said = dict(request.session.items())
Session.objects.save("{SESSION}", said, request.session.get_expiry_date())
"""
SCROLL = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
PATIENCE_S = 60  # until the server must have stopped
expect.set_options(
    timeout=30_000
)  # a loaded machine is slow; what is there at once waits for nothing
Once = Callable[[str, Callable[[Path], object]], Path]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """A browser whose every window is that of somebody who has logged in."""
    opened = browser.new_context
    cookie = {"name": "bayline-session", "value": SESSION, "url": "http://127.0.0.1"}

    def new_context(**wishes: Any) -> BrowserContext:
        context = opened(**wishes)
        context.add_cookies([cast("SetCookieParam", cookie)])
        return context

    browser.new_context = new_context  # type: ignore[method-assign]  # what tests and plugins call
    return browser


def enter(home: Path) -> None:
    """Put an administrator and a session of theirs into a home."""
    settings = {"DJANGO_SETTINGS_MODULE": "bayline.site.settings", "BAYLINE_HOME": str(home)}
    words = [sys.executable, "-c", ENTER]
    subprocess.run(words, env={**os.environ, **settings}, check=True)


def is_entered(home: Path) -> bool:
    """Whether the home holds that session already."""
    asked = "SELECT 1 FROM django_session WHERE session_key = ?"
    with closing(sqlite3.connect(home / "bayline.sqlite3")) as base:
        return base.execute(asked, [SESSION]).fetchone() is not None


@pytest.fixture(scope="session")
def entered(once: Once) -> Path:
    """An empty home that an administrator has entered, to be copied."""
    return once("entered", enter)


@pytest.fixture(scope="session")
def entered_demo(once: Once, built_demo: Path) -> Path:
    """A home with the record of the demo pack that an administrator has entered, to be copied."""
    return once("entered-demo", lambda home: enter(shutil.copytree(built_demo, home)))


@pytest.fixture(scope="session")
def serving(
    free_port: Callable[[], int], until: Callable[[Callable[[], bool]], None], entered: Path
) -> Callable[[Path], AbstractContextManager[str]]:
    """Serves a home as users serve it, while a block runs; gives the address."""

    @contextmanager
    def serving(home: Path) -> Iterator[str]:
        port = free_port()
        if not any(home.iterdir()):
            shutil.copytree(entered, home, dirs_exist_ok=True)
        elif not is_entered(home):
            enter(home)

        def somebody_answers() -> bool:
            asked = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
            try:
                asked.request("GET", "/login")
                return asked.getresponse().status == 200
            except OSError:
                return False
            finally:
                asked.close()

        server = subprocess.Popen(
            [Path(sys.executable).with_name("bayline"), "serve", "--port", str(port)],
            env={**os.environ, "BAYLINE_HOME": str(home)},
            stderr=subprocess.DEVNULL,
        )
        try:
            until(somebody_answers)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(PATIENCE_S)

    return serving


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory,
    serving: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """The address of a Bayline that runs as users run it."""
    with serving(tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="session")
def demo(
    entered_demo: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serving: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """The address of a Bayline with the record of the demo pack.

    One for all: what a test changes in it, no other may look at.
    """
    home = tmp_path_factory.mktemp("demo") / "home"
    with serving(shutil.copytree(entered_demo, home)) as address:
        yield address


@pytest.fixture(scope="session")
def base_url(served: str) -> str:
    return served


Sight = tuple[int, str, str]


@pytest.fixture(
    params=[(360, "", "light"), (360, "/en", "dark"), (1366, "/en", "light"), (1366, "", "dark")],
    ids=lambda sight: f"{sight[0]}{sight[1]} {sight[2]}",
)
def sight(request: pytest.FixtureRequest) -> Sight:
    """A width, a language and colors: each with each of the others, but not all three."""
    return cast("Sight", request.param)


@pytest.fixture
def onlooker(browser: Browser, sight: Sight) -> Iterator[Page]:
    """A window of that width and with those colors."""
    context = browser.new_context(
        color_scheme="dark" if sight[2] == "dark" else "light",
        viewport={"width": sight[0], "height": 768},
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def hindrances(
    onlooker: Page, sight: Sight, barriers: Callable[[Page], list[str]]
) -> Callable[..., list[str]]:
    """Opens pages one after another; gives the barriers in them, and which run over their edge."""

    def hindrances(site: str, *addresses: str) -> list[str]:
        found: list[str] = []
        for address in addresses:
            onlooker.goto(f"{site}{sight[1]}{address}")
            found += barriers(onlooker)
            wide, shown = onlooker.evaluate(SCROLL)
            found += [f"{address} is {wide} wide"] if wide > shown else []
        return found

    return hindrances


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the console says: refused by the policy, failed in a script."""
    heard: list[str] = []
    page.on(
        "console",
        lambda message: heard.append(message.text) if is_bad(message.type) else None,
    )
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def is_bad(kind: str) -> bool:
    return kind in {"error", "warning"}
