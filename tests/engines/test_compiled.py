"""The compiled form of the reader: used where it fits the sources to the byte, and only there."""

import ast
import os
import shutil
from pathlib import Path

import pytest

from bayline.engines import compiled

READER = Path(compiled.__file__).parent / "chinese"
OF_TUPLES = {"count", "index"}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small copy of the floors that the reader stands on."""
    package = tmp_path / "src" / "bayline"
    (package / "engines" / "chinese").mkdir(parents=True)
    (package / "kernel").mkdir()
    (package / "engines" / "chinese" / "reader.py").write_text("LENGTH = 1\n")
    (package / "kernel" / "bounds.py").write_text("AT_MOST = 2\n")
    return package


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "build" / "compiled"


@pytest.fixture
def form(package: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The compiled form of the package, as the script leaves it behind."""
    monkeypatch.delenv("BAYLINE_PURE", raising=False)
    form = home / compiled.digest(package)
    form.mkdir(parents=True)
    (form / compiled.INDEX).write_text(compiled.index(package))
    return form


def test_a_form_of_the_sources_is_found(package: Path, home: Path, form: Path) -> None:
    assert compiled.built(package, home) == form


def test_without_a_form_the_sources_are_used(package: Path, home: Path) -> None:
    assert compiled.built(package, home) is None


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize("file", ["engines/chinese/reader.py", "kernel/bounds.py"])
def test_a_change_of_the_same_length_makes_a_form_stale(
    package: Path, home: Path, file: str
) -> None:
    source = package / file
    source.write_text(source.read_text().replace(source.read_text().split()[-1], "7"))
    assert compiled.built(package, home) is None


@pytest.mark.usefixtures("form")
def test_a_new_module_makes_a_form_stale(package: Path, home: Path) -> None:
    (package / "engines" / "chinese" / "added.py").touch()
    assert compiled.built(package, home) is None


@pytest.mark.usefixtures("form")
def test_a_module_that_is_gone_makes_a_form_stale(package: Path, home: Path) -> None:
    (package / "kernel" / "bounds.py").unlink()
    assert compiled.built(package, home) is None


@pytest.mark.usefixtures("form")
def test_a_renamed_module_makes_a_form_stale(package: Path, home: Path) -> None:
    bounds = package / "kernel" / "bounds.py"
    bounds.rename(bounds.with_name("border.py"))
    assert compiled.built(package, home) is None


def test_a_touch_that_changes_nothing_leaves_the_form_in_use(
    package: Path, home: Path, form: Path
) -> None:
    os.utime(package / "kernel" / "bounds.py", (1, 1))
    assert compiled.built(package, home) == form


def test_sources_that_come_back_find_their_form_again(
    package: Path, home: Path, form: Path
) -> None:
    source = package / "kernel" / "bounds.py"
    before = source.read_bytes()
    source.write_bytes(b"AT_MOST = 3\n")
    assert compiled.built(package, home) is None
    source.write_bytes(before)
    assert compiled.built(package, home) == form


@pytest.mark.usefixtures("form")
def test_the_form_of_another_python_is_left_alone(
    package: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "SUFFIX", ".cpython-399-somewhere.so")
    assert compiled.built(package, home) is None


def test_a_form_that_is_not_finished_is_left_alone(package: Path, home: Path, form: Path) -> None:
    (form / compiled.INDEX).unlink()
    assert compiled.built(package, home) is None


@pytest.mark.usefixtures("form")
@pytest.mark.parametrize(("said", "is_pure"), [("1", True), ("0", False), ("", False)])
def test_pure_reading_is_a_setting(
    package: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    *,
    is_pure: bool,
) -> None:
    monkeypatch.setenv("BAYLINE_PURE", said)
    assert (compiled.built(package, home) is None) == is_pure


def test_a_copy_elsewhere_has_the_same_digest(package: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(package, tmp_path / "elsewhere")
    assert compiled.digest(copy) == compiled.digest(package)
    assert compiled.index(copy) == compiled.index(package)


@pytest.fixture(scope="module")
def nodes() -> list[tuple[str, ast.AST]]:
    """Every node of the modules of the reader, with its place."""
    return [
        (f"{file.relative_to(READER)}:{getattr(node, 'lineno', 0)}", node)
        for file in sorted(READER.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_bytes()))
    ]


def test_what_a_function_holds_is_no_class_and_is_not_decorated(
    nodes: list[tuple[str, ast.AST]],
) -> None:
    # mypyc takes a decorated one for unbound where its neighbors call it.
    odd = [
        f"{place} {inner.name}"
        for place, node in nodes
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(ast.Module(node.body, []))
        if isinstance(inner, ast.ClassDef)
        or (isinstance(inner, ast.FunctionDef) and inner.decorator_list)
    ]
    assert not odd, "these do not compile as they read: " + ", ".join(odd)


def test_no_attribute_is_named_as_python_mangles_names(nodes: list[tuple[str, ast.AST]]) -> None:
    mangled = [
        f"{place} {node.attr}"
        for place, node in nodes
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("__")
        and not node.attr.endswith("__")
    ]
    assert not mangled, ", ".join(mangled)


def test_no_field_of_a_named_tuple_hides_a_method_of_tuples(
    nodes: list[tuple[str, ast.AST]],
) -> None:
    hidden = [
        f"{place} {field.target.id}"
        for place, node in nodes
        if isinstance(node, ast.ClassDef)
        and any(getattr(base, "id", "") == "NamedTuple" for base in node.bases)
        for field in node.body
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and field.target.id in OF_TUPLES
    ]
    assert not hidden, ", ".join(hidden)
