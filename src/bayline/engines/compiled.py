"""The compiled form of the reader, used only where it was built from the sources that lie here.

`scripts/compile-reader` turns the modules of `bayline.engines.chinese` into native ones that give
the same output in less time. They lie outside of the sources, each set under the digest of the
sources it was built from, so that an edit, an update or another Python never meets a stale one:
where nothing fits, the sources run, and they are the truth. `BAYLINE_PURE=1` always runs them.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec
from pathlib import Path
from types import ModuleType

_PACKAGE = Path(__file__).resolve().parent.parent
HOME = _PACKAGE.parent.parent / "build" / "compiled"
SUFFIX = EXTENSION_SUFFIXES[0]  # names the Python and the machine
INDEX = "sources"
# The reader may import these floors and nothing else of the house, so that they hold all it is.
_FLOORS = ("engines", "kernel")


class _Finder:
    """Finds native modules by their full names, before any finder looks at the sources."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = {file.name.removesuffix(SUFFIX) for file in folder.iterdir()}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Give what loads a module, if it has a native form."""
        del path, target
        if fullname not in self.names:
            return None
        file = f"{self.folder}/{fullname}{SUFFIX}"
        spec = ModuleSpec(fullname, ExtensionFileLoader(fullname, file), origin=file)
        spec.has_location = True
        return spec


def use() -> None:
    """Let the modules of the reader be loaded in compiled form, where one fits the sources."""
    folder = built()
    if folder is not None and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder(folder))


def is_compiled() -> bool:
    """Whether the reader runs, or would run, in compiled form."""
    return built() is not None


def built(package: Path = _PACKAGE, home: Path = HOME) -> Path | None:
    """Find the compiled form of the sources as they are now.

    Args:
        package: The folder of `bayline`.
        home: The folder of all compiled forms.

    Returns:
        Its folder; None if there is none or `BAYLINE_PURE` forbids it.
    """
    if os.environ.get("BAYLINE_PURE", "0") not in {"", "0"} or not home.is_dir():
        return None
    here = index(package)
    for known in home.glob(f"*/{INDEX}"):
        if known.read_text(encoding="utf-8") == here:
            return known.parent
    # Sizes and times say that a file may have changed; its bytes say whether it has.
    folder = home / digest(package)
    return folder if (folder / INDEX).is_file() else None


def index(package: Path) -> str:
    """List the sources with size and time of change, as Python itself does for its caches."""
    lines = [SUFFIX]
    for file, state in sources(package):
        lines.append(f"{state.st_size} {state.st_mtime_ns} {file}")
    return "\n".join(lines)


def digest(package: Path) -> str:
    """Digest the names and bytes of the sources, with the Python and the machine they run on."""
    from hashlib import sha256

    whole = sha256(SUFFIX.encode())
    for file, state in sources(package):
        whole.update(f"\n{file} {state.st_size}\n".encode())
        whole.update((package / file).read_bytes())
    return whole.hexdigest()[:16]


def sources(package: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Walk over the modules that decide what the compiled reader does.

    Args:
        package: The folder of `bayline`.

    Yields:
        The path of a module below the package, and its state.
    """
    for floor in _FLOORS:
        yield from _modules(str(package / floor), floor)


def _modules(folder: str, name: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as listed:
        entries = sorted(listed, key=lambda entry: entry.name)
    for entry in entries:
        below = f"{name}/{entry.name}"
        if entry.name.endswith(".py"):
            yield below, entry.stat()
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _modules(entry.path, below)
