"""Every test that asks the database passes on PostgreSQL as it does on SQLite.

Walks through all pages are left out: they compare what pages show, whichever database is asked.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.storage
def test_every_test_of_the_database_passes_on_postgresql_too(
    postgresql: str, tmp_path: Path
) -> None:
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"),
            *("-m", "django_db and not browser and not soak and not walk", "tests"),
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
