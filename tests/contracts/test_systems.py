"""What every installed system keeps: a manifest, rooms, pages with twins, an empty state."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern

from bayline.platform.manifests import System
from bayline.site.systems import INSTALLED, installed_systems

ROOMS = {
    "terms",
    "rules",
    "claims",
    "checks",
    "indicators",
    "models",
    "queries",
    "actions",
    "pages",
    "api",
    "commands",
    "node",
    "urls",
    "apps",
    "migrations",
}
SYSTEMS = pytest.mark.parametrize("system", installed_systems(), ids=lambda system: system.name)


def patterns(system: System) -> Iterator[URLPattern]:
    if system.urls:
        yield from import_module(system.urls).urlpatterns


def addresses(system: System) -> list[str]:
    """Give the addresses of a system's pages that need nothing to be named."""
    routes = (str(pattern.pattern) for pattern in patterns(system))
    return [f"/{route}" for route in routes if "<" not in route and not route.endswith(".json")]


@pytest.mark.parametrize("name", INSTALLED)
def test_the_manifest_names_its_folder(name: str) -> None:
    system: System = import_module(name).SYSTEM
    assert system.name == name.rpartition(".")[2]
    assert system.title


@pytest.mark.parametrize("name", INSTALLED)
def test_the_rooms_are_those_of_every_system(name: str) -> None:
    folder = Path(str(import_module(name).__file__)).parent
    rooms = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    rooms |= {file.parent.name for file in folder.glob("*/__init__.py")}
    assert rooms <= ROOMS


@pytest.mark.parametrize("name", INSTALLED)
def test_the_manifest_wakes_no_room(name: str) -> None:
    source = Path(str(import_module(name).__file__)).read_text("utf-8")
    asked = [
        node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)
    ]
    assert asked == ["bayline.platform.manifests"]


@SYSTEMS
def test_every_page_has_its_twin(system: System) -> None:
    names = {pattern.name for pattern in patterns(system)}
    twins = {name for name in names if name and name.endswith(".json")}
    pages = {name for name in names if name and f"{name}.json" in names}
    assert twins == {f"{name}.json" for name in pages}
    assert pages or not system.urls


@SYSTEMS
@pytest.mark.django_db
def test_every_page_answers_with_nothing_loaded(system: System, client: Client) -> None:
    for address in addresses(system):
        for path in (address, f"/en{address}"):
            assert client.get(path).status_code in {200, 302}


@SYSTEMS
def test_addresses_are_nouns_without_a_trailing_slash(system: System) -> None:
    assert not [address for address in addresses(system) if address != "/" and address[-1] == "/"]
