"""The declarations that installed systems bring, found before a database is there to ask."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings


@lru_cache(maxsize=1)
def brought_files() -> dict[str, bytes]:
    """Give the declarations `registers/*.toml` inside the packages of installed systems, by name.

    A pack that has rows for one of them takes it over, so that what is built from it later, by
    another release too, is the same.
    """
    # A pack is looked at before Django has loaded its apps, so they are found by their names.
    folders = [
        Path(folder)
        for app in settings.INSTALLED_APPS
        if (spec := find_spec(app.removesuffix(".apps")))
        for folder in spec.submodule_search_locations or ()
    ]
    return {
        file.stem: file.read_bytes()
        for folder in folders
        for file in sorted(folder.glob("registers/*.toml"))
    }
