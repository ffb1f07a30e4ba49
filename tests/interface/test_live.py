"""The interface on a server that runs: its description is kept, the examples of the guide work."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bayline.surfaces.api.examples import BASE, CURL, PANDAS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide" / "api.md"
BAYLINE = Path(sys.executable).parent / "bayline"
KEPT = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server of its own, and a key that may write."""

    base: str
    key: str


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory,
    free_port: Callable[[], int],
    until: Callable[[Callable[[], bool]], None],
) -> Iterator[Served]:
    """The program on a port of its own, with a small made-up region."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    env = {**os.environ, "BAYLINE_HOME": str(home), "LC_ALL": "C.UTF-8"}
    env.pop("BAYLINE_DATABASE_URL", None)

    def bayline(*words: str) -> str:
        done = subprocess.run(
            [BAYLINE, *words], env=env, cwd=home, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    bayline("demo", "--claims", "300", "--sample", "0")
    key = bayline("key", "create", "试", "--organisation", "统计局", "--scope", "write")
    server = subprocess.Popen(
        [BAYLINE, "serve", "--port", str(port)], env=env, cwd=home, stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: answers(port))
        yield Served(base=f"http://127.0.0.1:{port}", key=key)
    finally:
        server.terminate()
        server.wait()


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/api/openapi.json")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_whatever_is_asked_is_answered_as_described(served: Served) -> None:
    described = schemathesis.openapi.from_url(f"{served.base}/api/openapi.json")
    header = {"Authorization": f"Bearer {served.key}"}
    tried = set()
    for found in described.get_all_operations():
        operation = found.ok()
        tried.add((operation.method.upper(), operation.path))

        @settings(
            max_examples=10,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=[*HealthCheck],
        )
        @given(case=operation.as_strategy())
        def kept(case: schemathesis.Case) -> None:
            response = case.call(headers=header)
            case.validate_response(response, checks=[*KEPT])

        kept()
    assert ("POST", "/api/registers/{register}/entries") in tried
    assert ("GET", "/api/claims") in tried
    assert len(tried) > 14


def examples(language: str) -> list[str]:
    text = GUIDE.read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)\n```", text, re.DOTALL)


def test_the_guide_and_the_page_give_the_same_examples() -> None:
    assert examples("sh") == [*CURL]
    assert examples("python") == [PANDAS]


def test_the_examples_of_the_guide_work(served: Served) -> None:
    env = {**os.environ, "KEY": served.key}

    def told(command: list[str]) -> str:
        done = subprocess.run(
            [part.replace(BASE, served.base) for part in command],
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    said = [told(["sh", "-c", one]) for one in CURL]
    assert '"items":[' in said[0]
    assert '"state":"proposed"' in said[1]
    assert '"key":"P-NEW"' in said[2]
    assert "工业总产值" in told([sys.executable, "-c", PANDAS])
