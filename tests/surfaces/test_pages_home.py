"""A home keeps the key and names the database; settings take them from the environment."""

import stat
from pathlib import Path

import pytest
from django.conf import settings

from bayline.kernel.errors import BaylineError
from bayline.site.home import database, home_folder, secret_key


def test_the_key_is_made_once_and_readable_by_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BAYLINE_SECRET_KEY", raising=False)
    home = tmp_path / "home"
    key = secret_key(home)
    assert len(key) >= 64
    assert secret_key(home) == key
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600


def test_a_given_key_is_used_and_none_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAYLINE_SECRET_KEY", "given")
    assert secret_key(tmp_path / "home") == "given"
    assert not (tmp_path / "home").exists()


def test_tests_ask_no_home_for_its_key() -> None:
    assert str(settings.SECRET_KEY).startswith("known to all")


def test_the_home_is_named_by_the_environment_or_lies_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAYLINE_HOME", str(tmp_path / "there"))
    assert home_folder() == tmp_path / "there"
    monkeypatch.delenv("BAYLINE_HOME")
    monkeypatch.chdir(tmp_path)
    assert home_folder() == tmp_path / ".bayline"


def test_without_an_address_the_database_is_a_file_in_the_home(tmp_path: Path) -> None:
    assert database("", home=tmp_path)["NAME"] == str(tmp_path / "bayline.sqlite3")


@pytest.mark.parametrize(
    ("address", "file"),
    [("sqlite:///a/b.sqlite3", "a/b.sqlite3"), ("sqlite:////a/b", "/a/b")],
)
def test_a_sqlite_address_names_its_file(tmp_path: Path, address: str, file: str) -> None:
    assert database(address, home=tmp_path)["NAME"] == file


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    found = database("postgresql://me:p%40ss@db:5433/bay?sslmode=require", home=tmp_path)
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "bay",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": "5433",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": "5",
            "tcp_user_timeout": "10000",
            "options": "-c jit=off",
            "sslmode": "require",
        },
    }


def test_what_an_address_asks_for_is_handed_on_and_an_empty_word_takes_away(tmp_path: Path) -> None:
    found = database("postgresql://db/bay?options=&connect_timeout=9", home=tmp_path)
    assert found["OPTIONS"] == {
        "connect_timeout": "9",
        "tcp_user_timeout": "10000",
        "options": "",
    }


def test_another_kind_of_database_is_refused_with_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(BaylineError, match=r"oracle.*postgresql://"):
        database("oracle://x/y", home=tmp_path)
