"""The source under the eyes of the tidy tests: parsed once, named by its path from the root."""

import ast
import gc
from pathlib import Path

import pytest

from bayline.platform.bulk import without_collecting

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (
    ".ci",
    "benchmarks",
    "changelog.d",
    "docs",
    "frontend",
    "locale",
    "regions",
    "scripts",
    "src",
    "tests",
)

PURE_IN_REGISTERS = {
    "terms",
    "declaring",
    "cells",
    "merging",
    "ranking",
    "chain",
    "asking",
    "importing",
}


def _parsed(folder: str) -> dict[str, ast.Module]:
    files = sorted((ROOT / folder).rglob("*.py"))
    with without_collecting():
        trees = {one.relative_to(ROOT).as_posix(): ast.parse(one.read_bytes()) for one in files}
        gc.freeze()  # some million nodes stay to the end: no later search goes through them
    return trees


def _is_written_by_hand(path: str) -> bool:
    return "/migrations/" not in path


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def source() -> dict[str, ast.Module]:
    """Every module of the program that people write."""
    return {path: tree for path, tree in _parsed("src").items() if _is_written_by_hand(path)}


@pytest.fixture(scope="session")
def python(source: dict[str, ast.Module]) -> dict[str, ast.Module]:
    """Every module of the program and its tests."""
    return {**source, **_parsed("tests")}


@pytest.fixture(scope="session")
def pure(source: dict[str, ast.Module]) -> dict[str, ast.Module]:
    """Every module that only computes: the two lower floors and the pure rooms of systems."""
    return {path: tree for path, tree in source.items() if _is_pure(path)}


def _is_pure(path: str) -> bool:
    parts = path.removeprefix("src/bayline/").removesuffix(".py").split("/")
    rooms = {"terms", "rules", "claims", "checks", "indicators"}
    return (
        parts[0] in {"kernel", "engines"}
        or (parts[0] == "systems" and bool(rooms & {*parts[2:3]}))
        or (parts[:2] == ["platform", "registers"] and bool(PURE_IN_REGISTERS & {*parts[2:3]}))
    )


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """Every text file that people keep in the project, by its path from the root."""
    contents = ((file, file.read_bytes()) for file in _kept())
    return {
        file.relative_to(ROOT).as_posix(): content.decode("utf-8", "replace")
        for file, content in contents
        if b"\0" not in content
    }


def _kept() -> list[Path]:
    inside = (file for folder in FOLDERS for file in (ROOT / folder).rglob("*"))
    return sorted(
        file for file in (*ROOT.iterdir(), *inside) if file.is_file() and not _is_made(file)
    )


def _is_made(file: Path) -> bool:
    folders = file.relative_to(ROOT).parts[:-1]
    return file.suffix in {".pyc", ".mo"} or any(
        part in {"__pycache__", "built"} or part.endswith(".egg-info") for part in folders
    )
