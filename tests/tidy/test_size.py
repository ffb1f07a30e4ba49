"""Functions and files stay small enough to be read at a glance."""

import ast
from collections.abc import Iterator
from pathlib import Path

FUNCTION_LINES_MAX = 50
FILE_LINES_MAX = 400

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_functions_have_at_most_fifty_lines(python: dict[str, ast.Module]) -> None:
    long = [
        f"{path}:{function.lineno} {function.name} has {lines(function)} lines"
        for path, tree in python.items()
        for function in functions(tree)
        if lines(function) > FUNCTION_LINES_MAX
    ]
    assert not long, "split these functions:\n" + "\n".join(long)


def test_files_have_at_most_four_hundred_lines(root: Path, python: dict[str, ast.Module]) -> None:
    counts = {path: len((root / path).read_bytes().splitlines()) for path in python}
    long = [f"{path} has {count}" for path, count in counts.items() if count > FILE_LINES_MAX]
    assert not long, "make packages of the same name of these:\n" + "\n".join(long)
