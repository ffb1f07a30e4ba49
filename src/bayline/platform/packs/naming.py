"""Names of the files that documents get in a pack: what every file system holds, each its own."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from bayline.platform.packs.documents import FOLDER, TABLE
from bayline.platform.record.terms import KeptSource

_MOST_BYTES = 200  # of a name; file systems hold 255, and what encrypts names needs some of them
_LONGEST_ENDING = 20  # bytes with the dot; what is longer is no ending that says anything


def file_names(sources: Iterable[KeptSource]) -> dict[str, str]:
    """Name a file for every source, by its hash.

    It is the source's own name as far as a file can bear it, with its number where another bears
    the same; the whole name stands in the table of documents.
    """
    taken = {TABLE.removeprefix(f"{FOLDER}/").casefold()}
    found: dict[str, str] = {}
    for source in sources:
        name = _named(source.name, more="") or source.id
        if name.casefold() in taken:
            name = _named(source.name, more=f"-{source.id}")
        while name.casefold() in taken:  # somebody has called another file so
            name = f"{source.id}-{len(taken)}-{name}"
        taken.add(name.casefold())
        found[source.sha256] = name
    return found


def _named(name: str, *, more: str) -> str:
    """Cut a name to what a file can bear, with something more before its ending."""
    whole = PurePosixPath(name.replace("\\", "/")).name.lstrip(".~$")
    ending = PurePosixPath(whole).suffix
    if len(ending.encode()) > _LONGEST_ENDING:
        ending = ""
    stem = whole.removesuffix(ending) if ending else whole
    room = _MOST_BYTES - len(more.encode()) - len(ending.encode())
    return f"{stem.encode()[:room].decode(errors='ignore')}{more}{ending}"
