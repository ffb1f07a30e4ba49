"""Django migrates and asks on both kinds of database, named by BAYLINE_DATABASE_URL alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

ASK = """
import django, json
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
call_command("migrate", verbosity=0)
executor = MigrationExecutor(connection)
with connection.cursor() as cursor:
    cursor.execute("SELECT %s", ["金山 35亿元"])
    said = cursor.fetchone()[0]
waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
print(json.dumps({"vendor": connection.vendor, "said": said, "waiting": len(waiting)}))
"""


def answers(database: str, home: Path) -> dict[str, object]:
    """Run a program of its own against the database, as the site would, and give what it says."""
    run = subprocess.run(
        [sys.executable, "-c", ASK],
        env={
            **os.environ,
            "BAYLINE_DATABASE_URL": database,
            "BAYLINE_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "bayline.site.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    said: dict[str, object] = json.loads(run.stdout)
    return said


def test_every_migration_runs_chinese_comes_back_whole_and_again_changes_nothing(
    database: str, tmp_path: Path
) -> None:
    found = answers(database, tmp_path / "home")
    assert found == {"vendor": urlsplit(database).scheme, "said": "金山 35亿元", "waiting": 0}
    assert answers(database, tmp_path / "home") == found


def test_the_folder_of_a_database_is_made_by_whoever_needs_it(tmp_path: Path) -> None:
    home = tmp_path / "not" / "there"
    assert answers("", home)["vendor"] == "sqlite"
    assert (home / "bayline.sqlite3").is_file()


BUILD = "from bayline.site.commands import main; main()"


def test_of_builds_that_start_at_once_in_a_new_home_one_is_taken(
    database: str, tmp_path: Path
) -> None:
    (tmp_path / "bay" / "documents").mkdir(parents=True)
    (tmp_path / "bay" / "region.toml").write_text('name = "湾区"\ncode = "310116"\n', "utf-8")
    (tmp_path / "bay" / "documents" / "a.txt").write_text("全区有30个村。", "utf-8")
    command = [sys.executable, "-c", BUILD, "--home", str(tmp_path / "home"), "build"]
    started = [
        subprocess.Popen(
            [*command, str(tmp_path / "bay")],
            env={**os.environ, "BAYLINE_DATABASE_URL": database, "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    complaints = [one.communicate()[1] for one in started]
    assert sorted(one.returncode for one in started) == [0, 2, 2], complaints
    assert sum("holds a record already" in said for said in complaints) == 2, complaints


def test_the_migrations_that_are_listed_are_those_that_are_loaded() -> None:
    from django.db.migrations.loader import MigrationLoader

    from bayline.platform.migrating import known_migrations

    assert known_migrations() == frozenset(MigrationLoader(None).disk_migrations)
