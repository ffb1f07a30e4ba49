"""The declarations that installed systems bring, found before a database is there to ask."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

_SYSTEMS = "bayline.systems."  # what the names of the packages of systems begin with


def system_of(register: str) -> str:
    """Name the system that brings a register, and whose roles write it; empty for all others.

    Args:
        register: The name of the register.
    """
    return _systems().get(register, "")


@lru_cache(maxsize=1)
def _systems() -> dict[str, str]:
    return {
        file.stem: system
        for app in settings.INSTALLED_APPS
        if app.startswith(_SYSTEMS)
        for system in [app.removeprefix(_SYSTEMS).partition(".")[0]]
        for folder in _folders(app)
        for file in folder.glob("registers/*.toml")
    }


def _folders(app: str) -> list[Path]:
    # A pack is looked at before Django has loaded its apps, so they are found by their names.
    spec = find_spec(app.removesuffix(".apps"))
    return [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []


@lru_cache(maxsize=1)
def brought_files() -> dict[str, bytes]:
    """Give the declarations `registers/*.toml` inside the packages of installed systems, by name.

    A pack that has rows for one of them takes it over, so that what is built from it later, by
    another release too, is the same.
    """
    return {
        file.stem: file.read_bytes()
        for app in settings.INSTALLED_APPS
        for folder in _folders(app)
        for file in sorted(folder.glob("registers/*.toml"))
    }
