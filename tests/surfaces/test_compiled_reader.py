"""What the compiled reader puts out is what the sources put out; a toy of it is compiled here."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from bayline.engines import compiled

ROOT = Path(__file__).resolve().parents[2]
TOY = '''"""A reader that counts."""

from bayline.kernel.bounds import LEAST


def read(text: str, *, published: object = None, with_numbers: bool = False) -> int:
    """Count the characters of a text."""
    return max(LEAST, len(text) if with_numbers else 0)
'''


def environment(root: Path, *, pure: str) -> dict[str, str]:
    place = {"PYTHONPATH": str(root / "src"), "BAYLINE_PURE": pure}
    return {**os.environ, **place}


def printed(root: Path, *, pure: str, words: list[str | Path]) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        env=environment(root, pure=pure),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def toy(tmp_path: Path, lacking: Callable[[str], NoReturn]) -> Path:
    """A checkout whose reader is one small module, compiled."""
    if not shutil.which(str(sysconfig.get_config_var("CC")).split()[0]):
        lacking("no C compiler")
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        lacking("no headers of Python")
    package = tmp_path / "src" / "bayline"
    for room in (package, package / "kernel", package / "engines", package / "engines/chinese"):
        room.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "src" / room.relative_to(tmp_path / "src") / "__init__.py", room)
    shutil.copy(compiled.__file__, package / "engines")
    (package / "kernel" / "bounds.py").write_text("LEAST = 3\n")
    (package / "engines" / "chinese" / "reader.py").write_text(TOY)
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "compile-reader", tmp_path / "scripts")
    said = printed(tmp_path, pure="0", words=[tmp_path / "scripts" / "compile-reader"])
    assert "Compiled the reader (" in said
    return tmp_path


def origin(root: Path, *, pure: str = "0") -> str:
    """Say from where the reader is loaded, after it has read."""
    program = (
        "import bayline.engines.chinese.reader as reader\n"
        "assert reader.read('五个字的句', with_numbers=True) == 5\n"
        "print(reader.__file__)"
    )
    return printed(root, pure=pure, words=["-c", program]).strip()


def test_a_compiled_reader_is_used_until_a_source_changes(toy: Path) -> None:
    assert origin(toy).endswith(compiled.SUFFIX)
    assert origin(toy, pure="1").endswith("reader.py")
    assert not list((toy / "src").rglob(f"*{compiled.SUFFIX}"))
    assert printed(toy, pure="0", words=[toy / "scripts" / "compile-reader"]) == ""
    (toy / "src/bayline/kernel/bounds.py").write_text("LEAST = 2\n")
    assert origin(toy).endswith("reader.py")
