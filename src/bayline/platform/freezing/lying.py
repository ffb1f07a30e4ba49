"""Where snapshots lie, and what a folder of one holds."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.freezing.terms import MANIFEST, Leaf


def snapshots() -> Path:
    """Give the folder of all snapshots of this home."""
    from django.conf import settings

    return Path(settings.HOME) / "snapshots"


@lru_cache(maxsize=64)
def leaves(folder: Path) -> Mapping[str, Leaf]:
    """Give the files of a snapshot by their paths, as its manifest names them.

    Raises:
        BaylineError: The folder is not there.
    """
    try:
        manifest = (folder / MANIFEST).read_bytes()
    except OSError:
        raise BaylineError(
            f"the files of publication {folder.name} are not here",
            why="they were moved, or this home was restored without them",
            do=f"run bayline republish {folder.name}",
            zh=Words(
                f"{folder.name}这一期的文件不在这里",
                "文件夹移走了，或恢复时没有带上",
                f"请运行 bayline republish {folder.name}",
            ),
        ) from None
    return leaves_in(manifest)


def leaves_in(manifest: bytes) -> dict[str, Leaf]:
    """Give the files that a manifest names, by their paths."""
    files = orjson.loads(manifest)["files"]
    return {one["path"]: Leaf(one["path"], one["size"], one["sha256"]) for one in files}
