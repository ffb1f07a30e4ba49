"""What asks the database passes on PostgreSQL as it does on SQLite.

Queries and actions are asked by the folders below, pages by the files: lists, searches, registers,
and one or two of each system. All other tests of pages, and those marked `any_database`, run there
in `make soak`; walks through all pages compare what they show, whichever database is asked.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("tests/storage", "tests/interface", "tests/contracts")
PAGES = (
    *("test_list_queries", "test_search_pages", "test_registers_pages"),
    *("test_findings_pages", "test_record_pages", "test_review_pages", "test_publication_pages"),
    *("test_projects_pages", "test_project_statistics_pages", "test_rate_pages"),
    *("test_project_matching_pages", "test_project_merging_pages"),
    *("test_industry_pages", "test_requests_pages", "test_cooperation_pages", "test_plan_pages"),
    "test_ecology_pages",
)
SOME = (*FOLDERS, *(f"tests/surfaces/{name}.py" for name in PAGES))
Passes = Callable[..., None]


@pytest.fixture
def passes(postgresql: str, tmp_path: Path) -> Passes:
    """Runs tests of the database on PostgreSQL; fails unless all pass."""

    def passes(*where: str, but: str = "") -> None:
        run = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"),
                *("-m", f"django_db and not browser and not soak and not walk{but}", *where),
            ],
            cwd=ROOT,
            env={
                **os.environ,
                "BAYLINE_DATABASE_URL": postgresql,
                "BAYLINE_HOME": str(tmp_path),
                "BAYLINE_TESTED_ON": "postgresql",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout[-6000:]
        assert " passed" in run.stdout

    return passes


@pytest.mark.storage
def test_queries_and_pages_pass_on_postgresql_too(passes: Passes) -> None:
    passes(*SOME, but=" and not any_database")


@pytest.mark.soak
@pytest.mark.storage
def test_every_test_of_the_database_passes_on_postgresql_too(passes: Passes) -> None:
    passes("tests")
