"""What imports cannot show: clocks, chance and the terminal."""

import ast
from collections.abc import Iterator

CLOCKS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "time.monotonic",
    "timezone.now",
    "timezone.localdate",
}
CHANCE = {"random", "secrets", "uuid"}
WORLD = {"open", "input", "print", "exec", "eval"}


def dotted(node: ast.expr) -> str:
    """Give the dotted name of an expression, or nothing."""
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return node.id if isinstance(node, ast.Name) else ""


def calls(trees: dict[str, ast.Module]) -> Iterator[tuple[str, str]]:
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{path}:{node.lineno}", dotted(node.func)


def test_pure_rooms_ask_no_clock(pure: dict[str, ast.Module]) -> None:
    asked = [
        f"{place} {name}" for place, name in calls(pure) if ".".join(name.split(".")[-2:]) in CLOCKS
    ]
    assert not asked, "pass the day in: " + ", ".join(asked)


def test_pure_rooms_take_no_chance(pure: dict[str, ast.Module]) -> None:
    taken = [f"{place} {name}" for place, name in calls(pure) if name.split(".")[0] in CHANCE]
    assert not taken, ", ".join(taken)


def test_pure_rooms_open_no_file_and_run_no_text(pure: dict[str, ast.Module]) -> None:
    done = [f"{place} {name}" for place, name in calls(pure) if name in WORLD]
    assert not done, "the edge opens and passes in: " + ", ".join(done)


def test_nothing_prints_but_through_the_command_line(source: dict[str, ast.Module]) -> None:
    printed = [place for place, name in calls(source) if name in {"print", "pprint"}]
    assert not printed, "use click or logging: " + ", ".join(printed)
