"""The lock files name every package that is imported, with its hash and without a host."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions

OURS = {"bayline"}
ADDRESS = re.compile(r"https?://")
LOCK = re.compile(r"requirements.*\.txt|benchmarks/peers\.txt")


def locked(text: str) -> set[str]:
    return {canonical(name) for name in re.findall(r"(?m)^([\w.-]+)(?:\[[\w,-]*\])?==", text)}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(trees: dict[str, ast.Module]) -> Iterator[tuple[str, str]]:
    """Give every outside module that is imported, with the place."""
    for path, tree in trees.items():
        for node in ast.walk(tree):
            for name in names(node):
                top = name.split(".")[0]
                if top not in OURS | sys.stdlib_module_names:
                    yield f"{path}:{getattr(node, 'lineno', 0)}", top


def names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module]
    return []


def unlocked(trees: dict[str, ast.Module], lock: str) -> list[str]:
    packages = packages_distributions()
    known = locked(lock)
    return [
        f"{place} {top}"
        for place, top in imported(trees)
        if not known & {canonical(name) for name in packages.get(top, ())}
    ]


def test_what_the_program_imports_is_locked_for_running(
    source: dict[str, ast.Module], texts: dict[str, str]
) -> None:
    missing = unlocked(source, texts["requirements.txt"])
    assert not missing, "declare these and run `make lock`: " + ", ".join(missing)


def test_what_the_program_imports_is_in_the_bundle(
    source: dict[str, ast.Module], texts: dict[str, str]
) -> None:
    """Where there is no network, nothing of an extra can be installed later."""
    missing = unlocked(source, texts["requirements-bundle.txt"])
    assert not missing, "add the extra to `make lock`: " + ", ".join(missing)


def test_what_the_tests_import_is_locked_for_testing(
    python: dict[str, ast.Module], texts: dict[str, str]
) -> None:
    missing = unlocked(python, texts["requirements-dev.txt"])
    assert not missing, "declare these and run `make lock`: " + ", ".join(missing)


def test_every_locked_package_has_its_hash(texts: dict[str, str]) -> None:
    for path in filter(LOCK.fullmatch, texts):
        entries = re.split(r"\n(?=\w)", texts[path].strip())
        bare = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
        assert not bare, f"{path}: {bare}"


def test_python_locks_name_no_host(texts: dict[str, str]) -> None:
    locks = [*filter(LOCK.fullmatch, texts)]
    assert len(locks) == 5
    assert not [path for path in locks if ADDRESS.search(texts[path])]


def test_front_end_lock_names_no_host_but_where_to_thank(texts: dict[str, str]) -> None:
    lock = texts["package-lock.json"]
    bare = re.sub(r'"funding": (?:"[^"]*"|\{[^}]*\}|\[[^\]]*\])', "", lock)
    assert not ADDRESS.search(bare)
    assert '"resolved"' not in lock
    assert '"integrity": "sha512-' in lock
