"""Real databases for the storage tests: a file for SQLite, a private server for PostgreSQL."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import NoReturn

import pytest

# Durability is for data that shall last; this server lives as long as one test run.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A PostgreSQL server of our own: its programs, its folder, the user it runs as, its port."""

    programs: Path
    folder: Path
    user: str | None
    port: int

    @property
    def address(self) -> str:
        """What BAYLINE_DATABASE_URL takes."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        cluster = str(self.folder / "cluster")
        locale = ("-E", "UTF8", "--locale=C.UTF-8")
        self._run("initdb", "-D", cluster, "-A", "trust", "-U", "postgres", *locale, "--no-sync")
        wishes = (*FAST, f"port={self.port}", "listen_addresses=127.0.0.1")
        options = " ".join(
            f"-c {wish}" for wish in (*wishes, f"unix_socket_directories={self.folder}")
        )
        self._run(
            "pg_ctl", "-D", cluster, "-l", str(self.folder / "log"), "-o", options, "-w", "start"
        )

    def stop(self) -> None:
        """Stop the server and remove what it kept."""
        self._run("pg_ctl", "-D", str(self.folder / "cluster"), "-m", "fast", "-w", "stop")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *words: str) -> None:
        # PostgreSQL refuses to run as root, so root lends it the user that its package made.
        lend = ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--init-groups"]
        subprocess.run(
            [*(lend if self.user else []), str(self.programs / program), *words],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            check=True,
        )


@pytest.fixture(scope="session")
def postgresql(lacking: Callable[[str], NoReturn], free_port: Callable[[], int]) -> Iterator[str]:
    """The address of an empty PostgreSQL server that nobody else uses."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    if not installed:
        lacking("no PostgreSQL on this machine; `make test` says how to get it")
    user = "postgres" if os.getuid() == 0 else None
    folder = Path(mkdtemp(prefix="bayline-postgresql-"))
    if user:
        shutil.chown(folder, user)
    server = Server(programs=installed[-1], folder=folder, user=user, port=free_port())
    server.start()
    yield server.address
    server.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.storage)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once for each kind that Bayline stores in."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bayline.sqlite3'}"
    address: str = request.getfixturevalue("postgresql")
    return address
