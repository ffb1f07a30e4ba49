"""No name of a module that nothing uses."""

import ast
import re
from collections.abc import Iterator


def _private_names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for each in (found for target in targets for found in ast.walk(target)):
                if isinstance(each, ast.Name):
                    yield each.id


def _used_names(tree: ast.Module) -> set[str]:
    loaded = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in loaded if isinstance(node.ctx, ast.Load)}


def test_every_private_name_of_a_module_is_used_in_it(source: dict[str, ast.Module]) -> None:
    unused = []
    for path, tree in source.items():
        used = _used_names(tree)
        private = (one for one in _private_names(tree) if re.match(r"_(?!_)", one))
        unused += [f"{path}: {name}" for name in private if name not in used]
    assert unused == []


def test_the_test_itself_sees_an_unused_name() -> None:
    tree = ast.parse("_LEAST, _MOST = 1, 2\n_used = _MOST\ndef f():\n    return _used\n")
    assert [name for name in _private_names(tree) if name not in _used_names(tree)] == [
        "_LEAST",
        "f",
    ]
