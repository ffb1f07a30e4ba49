"""The whole reader, compiled, passes the tests of its sources and prints the same lines."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("src", "tests", "scripts", "regions", "benchmarks")
READ_ALL = """
import sys
from datetime import date
from pathlib import Path

from bayline.engines.chinese.reader import read
from bayline.engines.compiled import is_compiled

print(is_compiled(), file=sys.stderr)
for file in sorted(Path(sys.argv[1]).glob("*.txt")):
    text = file.read_text(encoding="utf-8")
    for published in (None, date(2025, 1, 20)):
        print(read(text, published=published, with_numbers=True))
"""

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, lacking: Callable[[str], NoReturn]) -> Path:
    """A copy of the checkout with its reader compiled."""
    if not shutil.which(str(sysconfig.get_config_var("CC")).split()[0]):
        lacking("no C compiler")
    copy = tmp_path_factory.mktemp("checkout")
    for folder in NEEDED:
        shutil.copytree(ROOT / folder, copy / folder)
    shutil.copy(ROOT / "pyproject.toml", copy)
    done = run(copy, [copy / "scripts" / "compile-reader"])
    assert "Compiled the reader (" in done.stdout, done.stdout + done.stderr
    return copy


def run(
    root: Path, words: list[str | Path], *, pure: str = "0"
) -> subprocess.CompletedProcess[str]:
    shared = os.environ.get("BAYLINE_SHARED", str(ROOT.parent / "shared"))
    place = {"PYTHONPATH": str(root / "src"), "BAYLINE_PURE": pure, "BAYLINE_SHARED": shared}
    return subprocess.run(
        [sys.executable, *words],
        cwd=root,
        env={**os.environ, **place, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_compiled_reader_passes_the_tests_of_its_sources(checkout: Path) -> None:
    folders: list[str | Path] = ["tests/engines/chinese", "tests/rules/reading", "tests/rules/plan"]
    asked: list[str | Path] = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not soak"]
    done = run(checkout, [*asked, *folders])
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_both_forms_read_the_same_in_real_reports(checkout: Path, shared: Path) -> None:
    documents = shared / "data" / "reading" / "documents"
    pure, compiled = (run(checkout, ["-c", READ_ALL, documents], pure=form) for form in ("1", "0"))
    assert (pure.stderr, compiled.stderr) == ("False\n", "True\n")
    assert pure.stdout
    assert compiled.stdout == pure.stdout
