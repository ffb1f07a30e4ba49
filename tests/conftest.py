"""What every test may lean on."""

import fcntl
import gc
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import pytest
from django.conf import settings as site
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Tables load at the first example and machines differ: no test fails on a time.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
# The sources are tested, also where `make compiled` was run; what compares both forms says so.
os.environ.setdefault("BAYLINE_PURE", "1")
# Chromium's driver keeps a loop running in the thread of the tests; the databases are asked in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# Objects that come before the young ones are looked through: Python's own 700 come many times in a
# page, and to look through what stays for all tests takes a second each time.
gc.set_threshold(20_000)
pytest_plugins = ("loops",)  # in tests/plugins


def pytest_configure() -> None:
    # A home makes its key when first asked for it; without this that home is the folder that the
    # tests are started in.
    site.SECRET_KEY = "known to all, for tests only " * 2


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # It takes as long as half of the others together: whoever began it last would be waited for.
    items.sort(key=lambda item: "test_same_suite" not in item.nodeid)


def pytest_collection_finish() -> None:
    """Leave what stays for good out of the search for what can go: the program and its tests."""
    gc.collect()
    gc.freeze()


PATIENCE_S = 60  # a loaded machine is slow; what is so at once waits for nothing
Until = Callable[[Callable[[], bool]], None]
Once = Callable[[str, Callable[[Path], object]], Path]
Linear = Callable[[Callable[[str], object], str, int], None]


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Asks the system for a port that nobody listens on."""

    def free_port() -> int:
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", 0))
            port: int = asked.getsockname()[1]
            return port

    return free_port


@pytest.fixture(scope="session")
def until() -> Until:
    """Looks again and again until something is so; the only place where tests wait."""

    def until(is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > end:
                pytest.fail(f"{is_so} after {PATIENCE_S} s is still not so")
            time.sleep(0.05)

    return until


@pytest.fixture(scope="session")
def lacking() -> Callable[[str], NoReturn]:
    """What is done where the machine lacks something: the test is skipped, but in CI it fails."""
    return pytest.fail if os.environ.get("CI", "") not in {"", "0", "false"} else pytest.skip


@pytest.fixture(scope="session")
def shared(lacking: Callable[[str], NoReturn]) -> Path:
    """The folder of real texts and peers' cases that lies beside the checkout."""
    folder = Path(os.environ.get("BAYLINE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        lacking("no shared data beside this checkout")
    return folder


@pytest.fixture(scope="session")
def linear() -> Linear:
    """Fails where twice the text costs more than about twice the steps.

    Steps are counted, not seconds: the lines of Python that run, those of loops each time again.
    """

    def linear(run: Callable[[str], object], unit: str, length: int) -> None:
        short, long = (unit * (size // len(unit)) for size in (length, 2 * length))
        run(short)  # Tables and patterns are made once, at first use.
        few, many = _steps(run, short), _steps(run, long)
        assert many < 2.3 * few + 1000, f"{few} steps, then {many}"

    return linear


def _steps(run: Callable[[str], object], text: str) -> int:
    counted = 0

    def count(_frame: FrameType, _event: str, _value: object) -> Callable[..., object]:
        nonlocal counted
        counted += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        run(text)
    finally:
        sys.settrace(before)
    return counted


OFFICE = "小林"  # whoever the client of a test is logged in as


@pytest.fixture
def logged_in(db: None) -> Callable[..., Client]:
    """Gives a client that is logged in with a role, without the work that a password takes."""
    del db

    def logged_in(
        role: str = "administrator", name: str = OFFICE, *, is_strict: bool = False, **wishes: str
    ) -> Client:
        from bayline.platform.people import actions
        from bayline.platform.people.terms import Grant, Person, Role

        held = {name: wishes.get(name, "") for name in ("system", "organisation")}
        grants = (Grant(role=Role[role.upper()], **held),)
        account, made = wishes.get("account", name), timezone.now()
        person = Person(
            account=account, name=name, organisation="", is_active=True, grants=grants, made=made
        )
        actions.create(person, password="")
        return entered(actions.account_name(person.account), is_strict=is_strict)

    return logged_in


def entered(account: str, *, is_strict: bool = False) -> Client:
    """Give a client that holds a session of an account, and where strict must send tokens."""
    from bayline.platform.people import queries, sessions

    client, request = Client(enforce_csrf_checks=is_strict), HttpRequest()
    request.session = SessionStore()
    sessions.begin(request, queries.account(account), now=timezone.now())
    request.session.save()
    client.cookies[site.SESSION_COOKIE_NAME] = str(request.session.session_key)
    return client


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Pages that an earlier test was answered are forgotten: its record is gone."""
    from bayline.platform.standstill import drop

    cache.clear()
    drop()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Once:
    """Has a folder filled once for all workers of a run; who asks meanwhile waits. It is copied."""
    kept = tmp_path_factory.getbasetemp()
    if hasattr(pytestconfig, "workerinput"):
        kept = kept.parent  # each worker has a folder of its own below it

    def once(name: str, fill: Callable[[Path], object]) -> Path:
        filled, begun = kept / f"once-{name}", kept / f"begun-{name}"
        with (kept / f"once-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not filled.exists():
                shutil.rmtree(begun, ignore_errors=True)
                fill(begun)
                begun.rename(filled)
        return filled

    return once


@pytest.fixture(scope="session")
def built_demo(once: Once) -> Path:
    """A home with the record of the demo pack, to be copied."""
    program, made = Path(sys.executable).with_name("bayline"), ("build", ROOT / "regions/jinshan")
    return once("demo", lambda home: subprocess.run([program, "--home", home, *made], check=True))


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What fixtures of a module write stands for all its tests, and is gone after the last.

    Each test takes back what it does itself, as always.
    """
    del django_db_setup
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]  # Django asks  # noqa: SLF001 - as TestCase
    with django_db_blocker.unblock(), around:
        yield
        transaction.set_rollback(True)


@pytest.fixture
def client(logged_in: Callable[..., Client]) -> Client:
    """An administrator, to whom every page is open."""
    return logged_in()


@pytest.fixture
def anonymous(db: None) -> Client:
    """The public."""
    del db
    return Client(enforce_csrf_checks=True)


REGISTER = """name = "{}"
title = "{}"
title_en = "{}"
about = "{}"
about_en = "{}"
key = "code"
label = "name"
order = ["name"]
"""
FIELD = '[[field]]\nname = "{}"\ntitle = "{}"\ntitle_en = "{}"\ntype = "{}"\n'
CODE_AND_NAME = ("code 编号 Code text required", "name 名称 Name text")


@pytest.fixture(scope="session")
def declared() -> Callable[..., str]:
    """Writes the declaration of a register whose entries have a code, a name and a few fields more.

    A field is its name, title, English title, type and what it is besides, with spaces between.
    """

    def declared(name: str, title: str, title_en: str, *fields: str) -> str:
        parts = [REGISTER.format(name, title, title_en, title, title_en)]
        for field in (*CODE_AND_NAME, *fields):
            *described, kind = field.split()[:4]
            traits = "".join(f"{trait} = true\n" for trait in field.split()[4:])
            parts.append(FIELD.format(*described, kind) + traits)
        return "".join(parts)

    return declared


AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
RUN = "rules => axe.run(document, {runOnly: rules})"
# The same engine without a window around it opens a page in a third of the time.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, CHROMIUMS)), None)
# Headless in a container: no sandbox, no calls home.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
ARGUMENTS += ["--disable-sync", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser_type_launch_args(lacking: Callable[[str], NoReturn]) -> dict[str, object]:
    if CHROMIUM is None:
        lacking("no Chromium on this machine; `make test` says how to get it")
    return {"executable_path": CHROMIUM, "args": [*ARGUMENTS], "headless": True}


@pytest.fixture(scope="session")
def barriers(lacking: Callable[[str], NoReturn]) -> Callable[["Page"], list[str]]:
    """Gives what axe finds on the page that is open, with the first place of each."""
    if not AXE.is_file():
        lacking("axe-core is not installed; `make install` brings it")
    axe = AXE.read_text("utf-8")

    def barriers(page: "Page") -> list[str]:
        # The policy forbids scripts from elsewhere, so axe comes in by the debugger's door.
        page.evaluate(axe)
        return [
            f"{page.url} {one['id']}: {one['nodes'][0]['html'][:140]}"
            for one in page.evaluate(RUN, [*RULES])["violations"]
        ]

    return barriers


# Durability is for data that shall last; this server lives as long as one test run.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A PostgreSQL server of our own: its programs, its folder, the user it runs as, its port."""

    programs: Path
    folder: Path
    user: str | None
    port: int

    @property
    def cluster(self) -> str:
        """Where its databases lie."""
        return str(self.folder / "cluster")

    @property
    def address(self) -> str:
        """What BAYLINE_DATABASE_URL takes."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        locale = ("-E", "UTF8", "--locale=C.UTF-8")
        owner = ("-A", "trust", "-U", "postgres")
        self._run("initdb", "-D", self.cluster, *owner, *locale, "--no-sync")
        self.resume()

    def resume(self) -> None:
        """Start what was made, and wait until it answers."""
        wishes = (*FAST, f"port={self.port}", "listen_addresses=127.0.0.1")
        wished = " ".join(
            f"-c {one}" for one in (*wishes, f"unix_socket_directories={self.folder}")
        )
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", self.cluster, "-l", log, "-o", wished, "-w", "start")

    def cut_off(self, *, how: str = "immediate") -> None:
        """Stop the server; whoever is connected loses the connection in the middle of a word."""
        self._run("pg_ctl", "-D", self.cluster, "-m", how, "-w", "stop")

    def stop(self) -> None:
        """Stop the server and remove what it kept."""
        self.cut_off(how="fast")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *words: str) -> None:
        # PostgreSQL refuses to run as root, so root lends it the user that its package made.
        lend = ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--init-groups"]
        subprocess.run(
            [*(lend if self.user else []), str(self.programs / program), *words],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            check=True,
        )


@pytest.fixture(scope="session")
def new_server(
    lacking: Callable[[str], NoReturn], free_port: Callable[[], int]
) -> Callable[[], Server]:
    """Starts a PostgreSQL server that nobody else uses; whoever asks stops it."""

    def new_server() -> Server:
        every = Path("/usr/lib/postgresql").glob("*/bin")
        installed = sorted(every, key=lambda path: path.parent.name)
        if not installed:
            lacking("no PostgreSQL on this machine; `make test` says how to get it")
        user = "postgres" if os.getuid() == 0 else None
        folder = Path(mkdtemp(prefix="bayline-postgresql-"))
        if user:
            shutil.chown(folder, user)
        server = Server(programs=installed[-1], folder=folder, user=user, port=free_port())
        server.start()
        return server

    return new_server


@pytest.fixture(scope="session")
def postgresql(new_server: Callable[[], Server]) -> Iterator[str]:
    """The address of an empty PostgreSQL server that nobody else uses."""
    server = new_server()
    yield server.address
    server.stop()
