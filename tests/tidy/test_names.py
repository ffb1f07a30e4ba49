"""Rooms say what they hold, and nothing is a drawer for everything."""

import ast
import re

DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "services",
    "managers",
    "signals",
    "misc",
}


def test_no_room_is_a_drawer_for_everything(python: dict[str, ast.Module]) -> None:
    drawers = [path for path in python if DRAWERS & {*re.split(r"[/_.]", path)}]
    assert not drawers, "name these after what they hold: " + ", ".join(drawers)


def test_identifiers_are_ascii_so_that_slogans_stay_data(python: dict[str, ast.Module]) -> None:
    named = [
        f"{path}:{node.lineno} {node.id}"
        for path, tree in python.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and not node.id.isascii()
    ]
    assert not named, "\n".join(named)
