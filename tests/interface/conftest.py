"""The interface as programs see it: a region of made-up documents, and keys."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from bayline.engines.chinese.reader import READER_VERSION
from bayline.platform.demo.loading import Wish, load
from bayline.platform.keys.actions import create
from bayline.platform.keys.terms import Key, Scope
from bayline.surfaces.api.views import forget
from bayline.systems.reading.actions.checking import check_document

MADE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def region(loaded: None) -> None:
    """A record of some hundred claims with all that belongs to it."""
    del loaded
    forget()  # the same region gives the same tags in every test


@pytest.fixture(scope="module")
def loaded(kept: None) -> None:
    """Loads them, once for all tests of a module."""
    del kept
    wish = Wish(claims=600, seed=3, reader=READER_VERSION, check=check_document)
    load(wish, told=lambda _: None)


def _program(scope: Scope) -> Client:
    wanted = Key(id="", name="测试", organisation="统计局", scope=scope, made=MADE, made_by="小林")
    return Client(headers={"Authorization": f"Bearer {create(wanted).shown}"})


@pytest.fixture
def reading_key() -> Callable[[], Client]:
    """Gives a program with a key that reads."""
    return lambda: _program(Scope.READ)


@pytest.fixture
def reader(reading_key: Callable[[], Client]) -> Client:
    """A program that may read all that is kept."""
    return reading_key()


@pytest.fixture
def writer() -> Client:
    """A program that may read, and send entries in."""
    return _program(Scope.WRITE)


@pytest.fixture
def everybody() -> Client:
    """A program without a key."""
    return Client()
