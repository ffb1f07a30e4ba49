"""Where snapshots lie, what a folder of one holds, and whether it is as it was published."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import orjson

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.freezing.folders import leaf_of
from bayline.platform.freezing.terms import MANIFEST, Leaf
from bayline.platform.languages import either
from bayline.platform.publishing.queries import publications
from bayline.platform.publishing.terms import Published


def snapshots() -> Path:
    """Give the folder of all snapshots of this home."""
    from django.conf import settings

    return Path(settings.HOME) / "snapshots"


def leaves(place: Path, published: Published) -> Mapping[str, Leaf]:
    """Give the files of a publication by their paths, as its manifest names them.

    Args:
        place: The folder of all snapshots.
        published: What was noted of it.

    Raises:
        BaylineError: The folder is not there, or its manifest is not the one that was published.
    """
    return _leaves(place / published.id, published.facts.manifest)


@lru_cache(maxsize=64)
def _leaves(folder: Path, digest: str) -> Mapping[str, Leaf]:
    manifest = _manifest(folder)
    if sha256(manifest).hexdigest() != digest:
        raise _altered(folder.name, MANIFEST)
    return leaves_in(manifest)


def whole(place: Path, published: Published, path: str) -> Path | None:
    """Give where a file of a publication lies; None where the publication has none of that name.

    A file is hashed before it is first handed over, and again when the disk says it was written to.

    Raises:
        BaylineError: The file is gone, or is not as it was published.
    """
    leaf = leaves(place, published).get(path)
    if leaf is None and path != MANIFEST:
        return None
    file = place / published.id / path
    try:
        state = file.stat()
    except OSError:
        raise _altered(published.id, path) from None
    digest = _digest(file.parent, file.name, state.st_ino, state.st_size, state.st_ctime_ns)
    if digest != (published.facts.manifest if leaf is None else leaf.sha256):
        raise _altered(published.id, path)
    return file


@lru_cache(maxsize=4096)
def _digest(folder: Path, name: str, *_state: int) -> str:
    return leaf_of(folder, name).sha256


def strayed(folder: Path, digest: str) -> Iterator[str]:
    """Name the files of a folder that are not as they were published, the manifest first.

    Args:
        folder: Of one publication.
        digest: The hash of its manifest.
    """
    file = folder / MANIFEST
    manifest = file.read_bytes() if file.is_file() else b""
    if sha256(manifest).hexdigest() != digest:
        yield MANIFEST
        return
    for name, leaf in leaves_in(manifest).items():
        if not (folder / name).is_file() or leaf_of(folder, name) != leaf:
            yield name


def faults() -> tuple[str, ...]:
    """Say in a sentence each which files of publications are not as they were published.

    A folder that is gone altogether is made again by `bayline republish`.
    """
    wrong = either("与发布时不同", "is not as it was published")
    return tuple(
        f"snapshots/{one.id}/{name}: {wrong}"
        for one in publications()
        if (snapshots() / one.id).is_dir()
        for name in strayed(snapshots() / one.id, one.facts.manifest)
    )


def _altered(identifier: str, path: str) -> BaylineError:
    return BaylineError(
        f"“{path}” of publication {identifier} is not as it was published",
        why="the file was changed or lost since",
        do=f"move the folder away and run bayline republish {identifier}",
        zh=Words(
            f"{identifier}这一期的“{path}”与发布时不同",
            "文件后来被改动或丢失",
            f"请移走这个文件夹，再运行 bayline republish {identifier}",
        ),
    )


def _manifest(folder: Path) -> bytes:
    try:
        return (folder / MANIFEST).read_bytes()
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


def leaves_in(manifest: bytes) -> dict[str, Leaf]:
    """Give the files that a manifest names, by their paths."""
    files = orjson.loads(manifest)["files"]
    return {one["path"]: Leaf(one["path"], one["size"], one["sha256"]) for one in files}
