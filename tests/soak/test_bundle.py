"""The bundle is the same bytes each time, and installs and runs where there is no network."""

import subprocess
import sys
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROBE = """
ip link set lo up || true
"$1" --home "$2" build "$3" || exit 1
"$1" --home "$2" serve --port "$4" &
served=$!
for _ in $(seq 120); do
    curl -sf "http://127.0.0.1:$4/ready" && break
    sleep 0.5
done
curl -sf "http://127.0.0.1:$4/en/"
style=$(curl -sf "http://127.0.0.1:$4/" | grep -o '/static/[^"]*css' | head -1)
curl -sfI "http://127.0.0.1:$4$style"
kill $served
wait $served
"""

pytestmark = [pytest.mark.soak]


def bundled() -> Path:
    subprocess.run([sys.executable, ROOT / "scripts/make-bundle"], cwd=ROOT, check=True)
    (found,) = (ROOT / "build/bundle").glob("bayline-*.tar.gz")
    return found


@pytest.fixture(scope="module")
def archive() -> Path:
    return bundled()


@pytest.fixture
def unpacked(archive: Path, tmp_path: Path) -> Path:
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    return folder


@pytest.fixture
def offline(lacking: Callable[[str], NoReturn]) -> list[str]:
    """Runs a command without any network."""
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)
    if tried.returncode != 0:
        lacking("this machine cannot take the network away from a program")
    return ["unshare", "--net"]


def test_two_bundles_of_the_same_sources_are_the_same(archive: Path) -> None:
    first = sha256(archive.read_bytes()).hexdigest()
    assert sha256(bundled().read_bytes()).hexdigest() == first


def test_it_installs_and_serves_without_a_network(
    unpacked: Path, offline: list[str], tmp_path: Path, free_port: Callable[[], int]
) -> None:
    target = tmp_path / "program"
    installed = subprocess.run(
        [*offline, unpacked / "install", target], capture_output=True, text=True, check=False
    )
    assert installed.returncode == 0, installed.stderr
    extras = [target / "bin/python", "-c", "import joserfc, psycopg"]
    assert subprocess.run([*map(str, extras)], check=False).returncode == 0
    pack = target / "share/bayline/regions/jinshan"
    run = [*offline, "sh", "-c", PROBE, "probe", target / "bin/bayline", tmp_path / "home", pack]
    shown = subprocess.run(
        [*map(str, run), str(free_port())], capture_output=True, text=True, check=False
    )
    assert '"is_ready": true' in shown.stdout, shown.stderr
    assert "<html" in shown.stdout
    assert "immutable" in shown.stdout  # styles come collected, under names that never change
    assert "Traceback" not in shown.stderr


def test_a_damaged_bundle_and_a_folder_that_is_there_are_refused(unpacked: Path) -> None:
    taken = subprocess.run(
        [unpacked / "install", unpacked], capture_output=True, text=True, check=False
    )
    assert (taken.returncode, "is there already" in taken.stderr) == (2, True)
    wheel = next((unpacked / "wheels").glob("django-*.whl"))
    wheel.write_bytes(wheel.read_bytes()[:-1])
    target = unpacked / "program"
    damaged = subprocess.run(
        [unpacked / "install", target], capture_output=True, text=True, check=False
    )
    assert (damaged.returncode, "the bundle is damaged" in damaged.stderr) == (2, True)
    assert not target.exists()
