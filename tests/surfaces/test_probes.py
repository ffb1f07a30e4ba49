"""What watches a server learns whether it lives and whether it can work, and nothing else."""

import json
import logging
from collections import namedtuple
from typing import NoReturn

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.translation import override

from bayline.platform.tracing import Faceless, JsonLines, is_well_formed
from bayline.surfaces.errors import server_error

Usage = namedtuple("Usage", "free")


def test_health_answers_without_a_database() -> None:
    answer = Client(headers={"host": "probe.example"}).get("/health")
    assert (answer.status_code, answer.json()) == (200, {"is_alive": True})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/health", "/ready"])
def test_probes_take_no_form(address: str) -> None:
    answer = Client().post(address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.django_db
def test_a_home_that_is_well_is_ready() -> None:
    answer = Client().get("/ready")
    assert answer.status_code == 200
    told = answer.json()
    assert told["is_ready"]
    assert [check["name"] for check in told["checks"]] == [
        "database",
        "migrations",
        "chains",
        "disk",
    ]


def faults() -> dict[str, str]:
    answer = Client().get("/ready")
    assert answer.status_code == 503
    found = answer.json()["checks"]
    assert all(check["is_good"] or check["sentence"] for check in found)
    return {check["name"]: check["sentence_en"] for check in found if not check["is_good"]}


@pytest.mark.django_db
def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: Usage(free=3 * 2**20))
    assert "3 MiB are free" in faults()["disk"]


@pytest.mark.django_db
def test_tables_of_an_earlier_version_are_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0004_one_accepted'")
    assert "bayline upgrade" in faults()["migrations"]


@pytest.mark.django_db
def test_tables_of_a_later_version_are_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET name = '9999_later' WHERE app = 'packs'")
    assert "of a later version" in faults()["migrations"]


@pytest.mark.django_db
def test_a_chain_that_was_cut_is_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_head (chain, length, digest) VALUES ('record_claim', 1, 'x')"
        )
    assert faults()["chains"].startswith("record_claim: ")


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("0af7651916cd43dd8448eb211c80319c", True),
        ("a1b2c3d4-e5f6", True),
        ("short", False),
        ("x" * 65, False),
        ("with space in it", False),
        ('"}injected{"', False),
        ("张三张三张三张三", False),
    ],
)
def test_an_id_is_taken_where_it_is_well_formed_and_else_made(
    given: str, *, is_taken: bool
) -> None:
    kept = Client().get("/health", headers={"x-request-id": given}).headers["X-Request-ID"]
    assert is_well_formed(kept)
    assert (kept == given) is is_taken


class Lines(logging.Handler):
    """Keeps what is logged as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(JsonLines())
        self.addFilter(Faceless())

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(self.format(record))


@pytest.fixture
def lines():
    kept = Lines()
    named = [logging.getLogger(name) for name in ("bayline.requests", "django.request")]
    levels = [logger.level for logger in named]
    for logger in named:
        logger.addHandler(kept)
        logger.setLevel(logging.INFO)
    yield kept.lines
    for logger, level in zip(named, levels, strict=True):
        logger.removeHandler(kept)
        logger.setLevel(level)


@pytest.mark.django_db
def test_a_line_tells_the_pattern_of_an_address_and_nothing_that_somebody_wrote(
    lines: list[str],
) -> None:
    Client().get("/places/张三?text=李四", headers={"x-request-id": "abcdefgh12345678"})
    Client().post("/audit", {"text": "王五"})
    assert not [line for line in lines if any(name in line for name in ("张三", "李四", "王五"))]
    first = json.loads(next(line for line in lines if "bayline.requests" in line))
    assert first["request"] == "abcdefgh12345678"
    assert first["method"] == "GET"
    assert first["milliseconds"] > 0
    assert {"status", "route", "at", "level"} <= {*first}


def raised(error: Exception) -> NoReturn:
    raise error


def test_what_an_exception_says_stays_out_of_the_log() -> None:
    try:
        raised(ValueError("张三的电话"))
    except ValueError as error:
        told = (type(error), error, error.__traceback__)
    line = JsonLines().format(
        logging.LogRecord("bayline", logging.ERROR, __file__, 1, "failed", (), told)
    )
    assert "电话" not in line.replace('raised(ValueError(\\"张三的电话\\"))', "")
    assert json.loads(line)["raised"].endswith("ValueError")


def request(path: str) -> HttpRequest:
    return RequestFactory().get(path)


@pytest.mark.parametrize("path", ["/documents", "/documents.json"])
def test_a_database_that_is_away_is_a_sentence_and_503(path: str) -> None:
    try:
        raised(OperationalError("the connection is closed"))
    except OperationalError:
        with override("zh-hans"):
            answer = server_error(request(path))
    assert answer.status_code == 503
    assert "数据库没有回应" in answer.content.decode()


def test_what_is_not_known_stays_500() -> None:
    try:
        raised(OperationalError("something new"))
    except OperationalError:
        assert server_error(request("/documents")).status_code == 500
