"""The lock files name every package that is imported, with its hash and without a host."""

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
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
    locks = [texts["requirements.txt"], *map(lock_of(texts), left_out_of(texts))]
    missing = unlocked(source, "\n".join(locks))
    assert not missing, "declare these and run `make lock`: " + ", ".join(missing)


def test_what_is_of_an_extra_is_imported_only_when_it_is_used(
    source: dict[str, ast.Module], texts: dict[str, str]
) -> None:
    """The program starts without its extras: their imports stand inside functions."""
    at_once = {
        path: ast.Module([node for node in tree.body if not inner(node)], [])
        for path, tree in source.items()
    }
    missing = unlocked(at_once, texts["requirements.txt"])
    assert not missing, "import these inside the function that needs them: " + ", ".join(missing)


def test_what_the_program_imports_is_in_the_bundle(
    source: dict[str, ast.Module], texts: dict[str, str]
) -> None:
    """Where there is no network, nothing can be installed later but what was asked to be in it."""
    locks = [texts["requirements-bundle.txt"], *map(lock_of(texts), left_out_of(texts))]
    missing = unlocked(source, "\n".join(locks))
    assert not missing, "add the extra to `make lock`: " + ", ".join(missing)


def test_every_extra_is_locked_and_those_out_of_the_bundle_are_named_with_a_reason(
    texts: dict[str, str],
) -> None:
    declared = tomllib.loads(texts["pyproject.toml"])
    left_out = left_out_of(texts)
    extras = declared["project"]["optional-dependencies"]
    assert all(len(reason) > 20 for reason in left_out.values())
    assert left_out.keys() <= extras.keys()
    for extra, wanted in extras.items():
        names = {canonical(re.split(r"[\[<>=;]", each)[0]) for each in wanted}
        bundled = locked(texts["requirements-bundle.txt"])
        own = lock_of(texts)(extra) if extra in left_out else texts["requirements-bundle.txt"]
        assert names <= locked(own) & locked(texts["requirements-dev.txt"]), extra
        assert (names <= bundled) is (extra not in left_out), extra


def test_locks_agree_on_the_version_of_a_package(texts: dict[str, str]) -> None:
    developing = versions(texts["requirements-dev.txt"])
    beside = (f"requirements-{name}.txt" for name in ("bundle", *left_out_of(texts)))
    for path in ("requirements.txt", *beside):
        assert versions(texts[path]).items() <= developing.items(), path


def versions(lock: str) -> dict[str, tuple[str, ...]]:
    """Give the versions of each package; they differ by the version of Python."""
    found: dict[str, tuple[str, ...]] = {}
    for name, version in re.findall(r"(?m)^([\w.-]+)(?:\[[\w,-]*\])?==([^\s;]+)", lock):
        found[canonical(name)] = (*found.get(canonical(name), ()), version)
    return found


def left_out_of(texts: dict[str, str]) -> dict[str, str]:
    """Give the extras that the bundle leaves out, with the reason of each."""
    declared = tomllib.loads(texts["pyproject.toml"])
    reasons: dict[str, str] = declared["tool"]["bayline"]["bundle"]["left-out"]
    return reasons


def inner(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def lock_of(texts: dict[str, str]) -> Callable[[str], str]:
    return lambda extra: texts[f"requirements-{extra}.txt"]


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
    assert len(locks) == 7
    assert not [path for path in locks if ADDRESS.search(texts[path])]


def test_front_end_lock_names_no_host_but_where_to_thank(texts: dict[str, str]) -> None:
    lock = texts["package-lock.json"]
    bare = re.sub(r'"funding": (?:"[^"]*"|\{[^}]*\}|\[[^\]]*\])', "", lock)
    assert not ADDRESS.search(bare)
    assert '"resolved"' not in lock
    assert '"integrity": "sha512-' in lock
