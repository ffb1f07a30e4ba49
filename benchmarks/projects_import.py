"""Measures the import of made-up projects through the page: preview, confirmation, storing.

Usage: python benchmarks/projects_import.py [PROJECTS] [ROUNDS]
PROJECTS is how many (20,000), ROUNDS how many homes are filled (3). Times are of the processor. A
row and a name are imported first, so that what every process loads once is loaded, as on a server.
"""

import csv
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import projects_pages as made  # type: ignore[import-not-found]  # a script beside this one

T = TypeVar("T")


def one_round(count: int) -> None:
    """Fill a home of its own; print the times of its preview and of storing."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(BAYLINE_HOME=home, DJANGO_SETTINGS_MODULE="bayline.site.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        chance = random.Random(made.SEED)  # noqa: S311 - made up, the same in every run
        rows = [made._project(n, chance) for n in range(count)]  # noqa: SLF001 - as the pages do
        _imported(_file([{"code": "first", "name": "暖机项目"}]))
        preview, stored = _imported(_file(rows))
        print(f"preview {preview:.2f} s, storing {stored:.2f} s", flush=True)


def _file(rows: list[dict[str, str]]) -> bytes:
    names = [*dict.fromkeys(name for row in rows for name in row)]
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _imported(data: bytes) -> tuple[float, float]:
    """Import a file as the page and its job do; give the times of the preview and of storing."""
    from bayline.platform.bulk import without_collecting
    from bayline.platform.registers import actions, queries
    from bayline.platform.registers.pages.background import rows_of
    from bayline.platform.registers.terms import Edit

    register = queries.register("projects")
    edit = Edit(by="bench", at=datetime.now(UTC))
    preview, seconds = _timed(lambda: queries.preview(register, "projects.csv", data))

    def store() -> int:
        with without_collecting():
            rows = rows_of(preview, edit, name="projects.csv", sheet=preview.table.sheet)
            return actions.take_over(register, rows)

    return seconds, _timed(store)[1]


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    found = work()
    return found, time.process_time() - began


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    if len(given) > 1 and given[1] == 1:
        one_round(given[0])
    else:
        projects, rounds = [*given, *(20_000, 3)[len(given) :]]
        for _ in range(rounds):
            again = [sys.executable, __file__, str(projects), "1"]
            subprocess.run(again, check=True)
