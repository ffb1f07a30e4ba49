"""Publish: freeze the record into a folder under its own id, and make it again from the record.

A snapshot is made beside its place and takes it by a rename, when every byte is on the disk; only
then it is noted. Whatever kills the program in between leaves what was published before, and a
folder that the next one clears away.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

import orjson
from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import shows
from bayline.platform.freezing import queries
from bayline.platform.freezing.declaring import freeze_declarations
from bayline.platform.freezing.folders import Folder, settle
from bayline.platform.freezing.lying import leaves_in, strayed
from bayline.platform.freezing.making import Made, make
from bayline.platform.freezing.terms import MANIFEST, Label
from bayline.platform.languages import reason_in_chinese
from bayline.platform.publishing import queries as publishing
from bayline.platform.publishing.actions import note
from bayline.platform.publishing.queries import opened_hash
from bayline.platform.publishing.terms import Facts, Published
from bayline.platform.record.actions.turns import take_turn
from bayline.platform.record.walking import Head, digest_at, heads
from bayline.platform.registers.queries import digest_at as register_digest_at
from bayline.platform.registers.queries import heads as register_heads
from bayline.platform.snapshots import one_moment

_WAITING = ".waiting-"


def publish(place: Path, *, title: str, by: str, at: datetime) -> Published:
    """Freeze the record as it stands, and show it to the public.

    Args:
        place: The folder of all snapshots.
        title: What the publication is called.
        by: Who publishes.
        at: The present moment.

    Raises:
        BaylineError: Nobody is named, nothing may be published, or the files cannot be written.
    """
    _refuse_unnamed(title, by)
    with _alone(place):
        with transaction.atomic():
            take_turn()  # so that nothing is half written when the record is cut
            freeze_declarations(by=by, at=at)
            label = Label(title=title, by=by, moment=at, heads=present_heads())
            last = queries.last_rows()
        with _written(place) as waiting:
            made = _made(waiting, label)
            if not made.sources:
                raise _empty()
            with _told(place):
                settle(waiting)
                _put(waiting, place / made.sha256[:16])
        return _noted(made, label, last)


@transaction.atomic
def _noted(made: Made, label: Label, last: Mapping[str, int]) -> Published:
    take_turn()
    if not queries.is_cut_clean(label.moment, after=last):
        raise BaylineError(
            "the record was added to meanwhile, as of a moment before",
            why="a program that began earlier has just finished",
            do="publish again",
            zh=Words("发布期间又有较早开始的内容写入", "那个程序刚刚做完", "请再发布一次"),
        )
    return note(_published(made, label), sources=made.sources)


def _refuse_unnamed(title: str, by: str) -> None:
    if not shows(by) or not shows(title):
        raise BaylineError(
            "a publication has no name, or nobody publishes it",
            why="both are printed on it",
            do="give a title and the name of whoever publishes",
            zh=Words("没有写期名或经办人", "两样都要印出来", "请填期名和经办人"),
        )


def _empty() -> BaylineError:
    return BaylineError(
        "there is nothing to publish",
        why="publishing.toml of the pack opens no document of the record",
        do="name the documents that are public in it",
        zh=Words(
            "没有可以发布的内容",
            "资料包的publishing.toml没有写哪些文件公开",
            "请在里面写上可以公开的文件",
        ),
    )


_OF_PUBLISHING = ("publishing_", "reporting_")


def present_heads() -> Mapping[str, Head]:
    """Tell where every chain of the record ends; what publishing itself adds is none of it."""
    noted = {**heads(), **register_heads()}
    return {name: head for name, head in noted.items() if not name.startswith(_OF_PUBLISHING)}


def _made(folder: Path, label: Label) -> Made:
    with one_moment():
        return make(Folder(folder), label)


def _published(made: Made, label: Label) -> Published:
    registers = tuple(orjson.loads(made.manifest)["registers"])
    facts = Facts(
        manifest=made.sha256,
        claims=made.tally.claims,
        figures=made.tally.figures,
        sources=made.tally.sources,
        registers=registers,
        heads=label.heads,
        opened=opened_hash([*made.sources]),
    )
    return Published(
        id=made.sha256[:16],
        title=label.title,
        moment=label.moment,
        facts=facts,
        by=label.by,
        recorded=label.moment,
    )


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Let one program at a time make snapshots, and clear away what a killed one left."""
    with _told(place):
        place.mkdir(parents=True, exist_ok=True)
        handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for left in place.glob(f"{_WAITING}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(handle)


@contextmanager
def _written(place: Path) -> Iterator[Path]:
    """Give a folder to write into; it is gone afterwards, unless it was put in its place."""
    with _told(place):
        waiting = Path(mkdtemp(prefix=_WAITING, dir=place))
        try:
            waiting.chmod(0o755)
            yield waiting
        finally:
            shutil.rmtree(waiting, ignore_errors=True)


def _put(waiting: Path, final: Path) -> None:
    """Move a finished folder into its place; one that was never noted makes way."""
    if final.exists():
        shutil.rmtree(final)
    waiting.rename(final)
    handle = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BaylineError(
            "the snapshot cannot be written",
            where=str(error.filename or place),
            why=error.strerror or str(error),
            do="make room, or check the rights of the folder",
            zh=Words("快照写不进去", reason_in_chinese(error), "请腾出空间，或核对文件夹的权限"),
        ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A publication made again, beside what was published.

    Attributes:
        id: Its id.
        files: How many files it has.
        differing: Paths of files that are not as they were published.
        lacking: Paths of files that lie in only one of both.
        versions: What it was made by where that is another version, as name, then and now.
        chains: Names of chains that do not hold what they held then.
        is_restored: Whether its folder was missing and is there again.
    """

    id: str
    files: int
    differing: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    versions: tuple[tuple[str, str, str], ...] = ()
    chains: tuple[str, ...] = ()
    is_restored: bool = False

    @property
    def is_same(self) -> bool:
        """Whether all is as it was published, byte for byte."""
        return not (self.differing or self.lacking or self.chains)


def republish(place: Path, identifier: str) -> Compared:
    """Make a publication again from the record as of its moment, and compare every file.

    Where its folder is gone and what was made is the very same, it takes its place.

    Args:
        place: The folder of all snapshots.
        identifier: The id of the publication.

    Raises:
        BaylineError: There is no such publication.
    """
    noted = publishing.publication(identifier)
    label = Label(title=noted.title, by=noted.by, moment=noted.moment, heads=noted.facts.heads)
    with _alone(place), _written(place) as waiting:
        made = _made(waiting, label)
        kept = place / identifier
        found = _compared(noted, made, kept)
        if found.is_same and not kept.exists():
            settle(waiting)
            _put(waiting, kept)
            return Compared(id=found.id, files=found.files, is_restored=True)
    return found


def _compared(noted: Published, made: Made, kept: Path) -> Compared:
    now = leaves_in(made.manifest)
    chains = tuple(name for name, head in noted.facts.heads.items() if not _holds(name, head))
    if made.sha256 == noted.facts.manifest:
        differ = (*strayed(kept, made.sha256),) if kept.exists() else ()
        return Compared(id=noted.id, files=len(now), differing=differ, chains=chains)
    manifest = kept / MANIFEST
    then = leaves_in(manifest.read_bytes()) if manifest.exists() else {}
    differing = (name for name in sorted(then.keys() & now.keys()) if then[name] != now[name])
    return Compared(
        id=noted.id,
        files=len(now),
        differing=(*differing, MANIFEST),
        lacking=tuple(sorted(then.keys() ^ now.keys())) if then else (),
        versions=_versions(manifest, made.manifest),
        chains=chains,
    )


def _versions(manifest: Path, now: bytes) -> tuple[tuple[str, str, str], ...]:
    if not manifest.exists():
        return ()
    then, present = (orjson.loads(one)["made_by"] for one in (manifest.read_bytes(), now))
    pairs = ((name, str(then.get(name, "")), str(present[name])) for name in present)
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def _holds(name: str, head: Head) -> bool:
    """Tell whether a chain still holds the row that it ended with then."""
    asked = register_digest_at if "/" in name else digest_at
    return not head.length or asked(name, head.length) == head.digest
