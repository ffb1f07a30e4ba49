"""A new system is its folder plus three lines outside, and keeps every contract from the start."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of the source to make systems in."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    (tmp_path / "scripts").mkdir()
    shutil.copy(root / "scripts/new-system", tmp_path / "scripts")
    shutil.copytree(
        root / "src",
        tmp_path / "src",
        ignore=shutil.ignore_patterns("*.pyc", "static", "*.egg-info"),
    )
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    program = folder / "scripts/new-system"
    return subprocess.run(
        [sys.executable, program, *words], cwd=folder, capture_output=True, text=True, check=False
    )


def contents(folder: Path) -> dict[str, list[str]]:
    files = (
        file for file in folder.rglob("*") if file.is_file() and file.suffix in {".py", ".toml"}
    )
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8").splitlines() for file in files
    }


@pytest.mark.parametrize(("name", "place"), [("fishery", "| fishery |"), ("tourism", "| tourism")])
def test_new_system_is_a_folder_and_three_lines(copy: Path, name: str, place: str) -> None:
    contracts = copy / "pyproject.toml"
    planned = contracts.read_text("utf-8").replace("| produce |", "| produce | (fishery) |")
    contracts.write_text(planned, "utf-8")
    before = contents(copy)
    made = run(copy, name, "项目")
    assert made.returncode == 0, made.stderr
    after = contents(copy)
    added = {path for path in after if path not in before}
    assert {Path(path).parent.as_posix() for path in added} == {f"src/bayline/systems/{name}"}
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"pyproject.toml", "src/bayline/site/systems.py"}
    assert f'    "bayline.systems.{name}",' in after["src/bayline/site/systems.py"]
    assert f'id = "doors-{name}"' in after["pyproject.toml"]
    layers = [line for line in after["pyproject.toml"] if line.startswith('layers = ["plan"')]
    assert place in layers[0]


def test_new_system_keeps_every_contract_and_the_formatter_quiet(copy: Path) -> None:
    run(copy, "tourism", "项目")
    programs = Path(sys.executable).parent
    environment = {"PYTHONPATH": str(copy / "src"), "COLUMNS": "200", "NO_COLOR": "1"}
    made = ["src/bayline/systems/tourism", "src/bayline/site/systems.py"]
    for words in (["lint-imports", "--no-cache"], ["ruff", "format", "--check", *made]):
        done = subprocess.run(
            [programs / words[0], *words[1:]],
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "give a name"),
        (("Projects",), "lower-case letters"),
        (("reading",), "there already"),
    ],
)
def test_what_cannot_be_a_system_is_refused_in_one_sentence(
    copy: Path, words: tuple[str, ...], reason: str
) -> None:
    before = contents(copy)
    refused = run(copy, *words)
    assert refused.returncode == 2
    assert reason in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert contents(copy) == before
