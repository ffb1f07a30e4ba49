"""Databases for the storage tests: a file for SQLite, a private server for PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from pytest_django.plugin import DjangoDbBlocker

from bayline.kernel.findings import Life
from bayline.kernel.reviews import Review
from bayline.platform.packs.actions import keep_files
from bayline.platform.people.noting import note as note_deed
from bayline.platform.people.terms import Deed
from bayline.platform.publishing.actions import note, retract
from bayline.platform.publishing.queries import opened_hash
from bayline.platform.publishing.terms import Facts, Published, Retracted
from bayline.platform.record import models
from bayline.platform.record import queries as record
from bayline.platform.record.actions import decide, settle_finding
from bayline.platform.record.terms import FindingChange, Handed, KeptSource
from bayline.platform.registers import actions, queries
from bayline.platform.registers.models import Change
from bayline.platform.registers.terms import Edit, Register
from bayline.platform.seals.actions import erase
from bayline.site.home import database as database_settings
from bayline.systems.reading.actions.checking import check_document
from bayline.systems.reading.actions.recording import record_document
from bayline.systems.reading.actions.reviewing import put_right

CASES = Path(__file__).resolve().parents[1] / "cases"
NOON = datetime(2021, 11, 5, 4, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.storage)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once for each kind that Bayline stores in."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bayline.sqlite3'}"
    address: str = request.getfixturevalue("postgresql")
    return address


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A database of its own that the program is connected to while a test runs.

    Attributes:
        kind: `sqlite` or `postgresql`.
        address: What BAYLINE_DATABASE_URL takes, for other processes.
    """

    kind: str
    address: str


@pytest.fixture(scope="session")
def migrated_file(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    """A SQLite file in which every migration has run, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "bayline.sqlite3"
    with django_db_blocker.unblock(), connected(f"sqlite:///{file}"):
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


@pytest.fixture(scope="session")
def migrated_server(postgresql: str, django_db_blocker: DjangoDbBlocker) -> str:
    """The address of a PostgreSQL database in which every migration has run, to be copied."""
    with django_db_blocker.unblock():
        with connected(postgresql), connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE migrated")
        with connected(f"{postgresql.removesuffix('postgres')}migrated"):
            call_command("migrate", verbosity=0)
    return postgresql


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.storage)])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[Store]:
    """An empty migrated database that Django is connected to, once for each kind of database."""
    made = _copied_file if request.param == "sqlite" else _copied_server
    with django_db_blocker.unblock(), made(request, tmp_path) as address, connected(address):
        yield Store(kind=request.param, address=address)


@contextmanager
def _copied_file(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    file = shutil.copy(request.getfixturevalue("migrated_file"), folder / "bayline.sqlite3")
    yield f"sqlite:///{file}"


@contextmanager
def _copied_server(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    del folder
    server: str = request.getfixturevalue("migrated_server")
    with connected(server), connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE one TEMPLATE migrated")
    yield f"{server.removesuffix('postgres')}one"
    with connected(server), connection.cursor() as cursor:
        cursor.execute("DROP DATABASE one WITH (FORCE)")


@contextmanager
def connected(address: str) -> Iterator[None]:
    """Let Django speak to a database as its default one, in this thread and in new ones."""
    kept, settings = connections["default"], connections.settings["default"]
    made = connections.configure_settings({"default": database_settings(address, home=Path())})
    connections.settings["default"] = made["default"]
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = settings
        connections["default"] = kept


@pytest.fixture
def empty_database(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Callable[[str], AbstractContextManager[str]]:
    """Connects Django to a database without a table, of the kind named; gives its address."""

    @contextmanager
    def empty_database(kind: str) -> Iterator[str]:
        name = f"empty_{uuid4().hex}"
        if kind == "sqlite":
            address = f"sqlite:///{tmp_path / name}.sqlite3"
        else:
            server: str = request.getfixturevalue("postgresql")
            with django_db_blocker.unblock(), connected(server), connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {name}")
            address = f"{server.removesuffix('postgres')}{name}"
        with django_db_blocker.unblock(), connected(address):
            yield address

    return empty_database


@pytest.fixture
def works(store: Store) -> Register:
    """A register with one field of every type, stored as it comes with a region pack."""
    del store
    actions.declare((CASES / "register_of_every_type.toml").read_bytes(), where="works.toml")
    return queries.register("works")


@pytest.fixture(scope="session")
def home() -> Callable[[], AbstractContextManager[None]]:
    """Gives a home of its own, empty before and after, inside the test's transaction."""

    @contextmanager
    def home() -> Iterator[None]:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return home


@pytest.fixture(scope="session")
def heads() -> Callable[[], dict[str, list[str]]]:
    """Gives all digests of the record: equal where every row is."""

    def heads() -> dict[str, list[str]]:
        tables = (models.Source, models.Text, models.Reading, models.Claim, models.Decision)
        found = (*tables, models.Finding, models.FindingEvent, Change)
        rows = {table: table._default_manager.order_by("pk") for table in found}  # noqa: SLF001 - Django's public name
        return {
            table.__name__: [*ordered.values_list("digest", flat=True)]
            for table, ordered in rows.items()
        }

    return heads


@pytest.fixture(scope="session")
def published() -> Callable[..., Published]:
    """Notes a publication that opens some documents, without files."""

    def published(*sources: KeptSource, at: datetime, registers: tuple[str, ...] = ()) -> Published:
        hashes = [one.sha256 for one in sources]
        manifest = sha256(f"{at}".encode()).hexdigest()
        facts = Facts(
            manifest=manifest,
            claims=1,
            figures=1,
            sources=len(sources),
            registers=registers,
            heads={},
            opened=opened_hash(hashes),
        )
        made = Published(
            id=manifest[:16], title="首期", moment=at, facts=facts, by="小林", recorded=at
        )
        return note(made, sources=hashes)

    return published


@pytest.fixture
def full_home(published: Callable[..., Published]) -> None:
    """A home in which every table has rows."""
    fill(published)


@pytest.fixture(scope="module")
def kept_full_home(kept: None, published: Callable[..., Published]) -> None:
    """The same, filled once for all tests of a module."""
    del kept
    fill(published)
    connection.check_constraints()  # PostgreSQL changes no table that waits for a check


def fill(published: Callable[..., Published]) -> None:
    """Give every table of the home rows."""
    edit = Edit(by="小林", at=NOON)
    where = "registers/works.toml"
    toml = (CASES / "register_of_every_type.toml").read_bytes()
    keep_files({where: toml}, by="小林", at=NOON)
    works = actions.declare(toml, where=where)
    given = {"name": "工程", "length": "3.5", "contact": "王某"}
    for key in ("a", "b"):
        actions.save(works, {**given, "code": key}, edit=edit)
    actions.save(works, {**given, "code": "b", "length": "4"}, edit=edit, key="b", version=1)
    erase("works/a", by="小林", at=NOON, reason="本人要求")
    words = "2021年，五镇入库项目70个，其中产业27个、人才4个、生态22个、文化12个、组织7个。"
    for number, text in enumerate((words, "全区有30个村。首季12个项目开工，总投资206亿元。")):
        handed = Handed(name=f"{number}.md", data=text.encode(), published=date(2021, 11, 1))
        kept = record.latest_text(record_document(handed, by="小林", at=NOON).source)
        assert kept is not None
        check_document(kept, at=NOON)
    claims = {claim.quote: claim for claim in record.claims()}
    decide([claims["70个"].id, claims["206亿元"].id], Review.ACCEPTED, by="小林", at=NOON)
    decide([claims["70个"].id], Review.RETURNED, by="小林", at=NOON, reason="主体不对")
    mended = replace(claims["206亿元"].claim, subject="首季12个项目")
    put_right(claims["206亿元"].id, mended, by="小林", at=NOON, reason="主体写全")
    for found in record.findings():
        change = FindingChange(
            key=found.key,
            state=Life.EXPLAINED.value,
            owner="",
            due=None,
            reason="另有说明",
            by="小林",
            recorded=NOON,
        )
        settle_finding(change)
    for status in (302, 403):
        note_deed(Deed(who="xiaolin", method="POST", address="x", recorded=NOON, status=status))
    made = published(*record.sources(), at=NOON)
    retract(Retracted(publication=made.id, reason="误发", by="小林", recorded=NOON))
