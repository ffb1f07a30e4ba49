"""Databases for the storage tests: a file for SQLite, a private server for PostgreSQL."""

from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.storage)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once for each kind that Bayline stores in."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bayline.sqlite3'}"
    address: str = request.getfixturevalue("postgresql")
    return address
