"""Modules say why they exist and public functions what they do."""

import ast
from collections.abc import Iterator

Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public(body: list[ast.stmt]) -> Iterator[Documented]:
    for node in body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def test_modules_open_with_why_they_exist(source: dict[str, ast.Module]) -> None:
    silent = [path for path, tree in source.items() if ast.get_docstring(tree) is None]
    assert not silent, "say in one paragraph why these exist: " + ", ".join(silent)


def test_public_functions_and_classes_have_docstrings(source: dict[str, ast.Module]) -> None:
    silent = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in source.items()
        for node in public(tree.body)
        if ast.get_docstring(node) is None and not is_overload(node)
    ]
    assert not silent, "verb and object, please:\n" + "\n".join(silent)


def is_overload(node: Documented) -> bool:
    return any(getattr(mark, "id", "") == "overload" for mark in node.decorator_list)
