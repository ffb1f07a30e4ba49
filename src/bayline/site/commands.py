"""The commands of this installation, by dotted names, so that asking for help imports none."""

from importlib.metadata import version
from typing import NoReturn

from bayline.engines.compiled import is_compiled
from bayline.surfaces.cli import Lazy, root, run

COMMANDS = {
    "read": Lazy(
        "bayline.systems.reading.commands:read",
        "List what documents say: figures, times, places, names, events, promises.",
    ),
    "check": Lazy(
        "bayline.systems.reading.commands:check",
        "Recompute what can be recomputed, within and across documents.",
    ),
    "audit": Lazy(
        "bayline.systems.reading.commands:audit",
        "Check one draft and hand it back marked.",
    ),
    "serve": Lazy("bayline.site.serving:serve", "Open the pages on this machine."),
}


def main() -> NoReturn:
    """Run the program `bayline`."""
    form = "compiled" if is_compiled() else "pure"
    run(root(COMMANDS, version=f"{version('bayline')} ({form} reader)"))
