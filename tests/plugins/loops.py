"""What a browser leaves running behind its tests is set aside for all others."""

import asyncio
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """Set aside the loop that a browser of an earlier test leaves running in this process.

    Connections to the database belong to a thread and to the loop that runs in it: a test that
    began its transaction with the loop would wait for itself without it. The browser is closed
    behind the last test, and wants its loop then.
    """
    other = asyncio._get_running_loop()  # noqa: SLF001 - as the documentation names it
    fixtures = set(getattr(item, "fixturenames", ()))
    if other is None or nextitem is None or fixtures & {"browser", "playwright"}:
        return (yield)
    asyncio._set_running_loop(None)  # noqa: SLF001 - as the documentation names it
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(other)  # noqa: SLF001 - as the documentation names it
