"""Watch a folder: what is put into it enters the record, as if it had been uploaded.

A folder is looked at again and again, since no two systems tell of changes alike. A file is taken
once two looks in a row agree on its size and its time; one that is refused waits until it changes.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import Path, PurePosixPath

import click
from django.db import DatabaseError

from bayline.engines.documents import DEFAULT_LIMITS
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import meaning_of
from bayline.platform.languages import either, spoken
from bayline.platform.record import queries
from bayline.platform.record.terms import Handed
from bayline.platform.terminal import complain, escaped
from bayline.systems.reading.actions.receiving import name_kept, receive
from bayline.systems.reading.actions.recording import Recorded
from bayline.systems.reading.commands.folder import (
    TABLE,
    Known,
    Look,
    content,
    looks,
    name_of,
    replaced_by,
    table_of,
    unfound,
    written,
)

_PATIENCE = 60  # looks that one who does not stay gives a file that is still being written
_LIMIT = DEFAULT_LIMITS.file_bytes
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a folder is watched.

    Attributes:
        folder: The folder.
        by: Under which name its files are handed over.
        is_apart: Whether a changed file is another document, not an edition of the one before.
    """

    folder: Path
    by: str
    is_apart: bool = False


class Watcher:
    """Looks at a folder and takes what is new and whole."""

    def __init__(self, wish: Wish, *, clock: Clock, say: Callable[[str], None]) -> None:
        self._wish, self._clock, self._say = wish, clock, say
        self._seen: dict[str, Look] = {}  # at the last look
        self._settled: dict[str, Look] = {}  # taken, known or refused as they look
        self._hashes: dict[str, str] = {}  # of what was taken or known, by path
        self._known: dict[str, Known] = {}  # what the table says
        self._refused_table: Look | None = None
        self._told_table: Look | None = None  # whose rows without a file were told
        self._is_lost = self._is_troubled = False
        self.taken = 0
        self.refused = 0
        self.unfound = 0  # rows of the table that are of no file

    def look(self) -> int:
        """Look once, take what is new and whole, and tell how many files are still changing."""
        try:
            present = looks(self._wish.folder)
        except BaylineError as error:
            self._lose(error)
            return 0
        self._is_lost = False
        whole = {path for path, look in present.items() if self._seen.get(path) == look}
        self._seen = present
        fresh = [path for path in present if self._settled.get(path) != present[path]]
        ready = [path for path in fresh if path in whole and path != TABLE]
        if TABLE in present and TABLE not in whole:
            ready = []  # what it will say of them is not known yet
        # A table may be put there before the first of its files.
        is_new = TABLE in whole and len(present) > 1 and present[TABLE] != self._told_table
        if (ready or is_new) and self._refuses_table(present.get(TABLE)):
            ready = []
        elif is_new:
            self._tell_unfound(present)
        self._take(ready)
        return len({*fresh} - {*ready, TABLE})

    def _lose(self, error: BaylineError) -> None:
        """Say once that the folder is not there; a drive may come back."""
        if not self._is_lost:
            complain(spoken(error))
        self._is_lost = True

    def _refuses_table(self, look: Look | None) -> bool:
        """Tell whether the table cannot be read, which holds all files back until it changes."""
        if look is not None and look == self._refused_table:
            return True
        try:
            self._known = table_of(self._wish.folder, limit=_LIMIT)
        except BaylineError as error:
            self._refused_table = look
            held = either("改好之前不收存任何文件", "nothing is taken until it is mended")
            complain(f"{spoken(error).rstrip('。')}{either('。', '; ')}{held}{either('。', '')}")
            return True
        self._refused_table = None
        return False

    def _tell_unfound(self, present: Mapping[str, Look]) -> None:
        """Say once which rows of the table are of no file, as a pack is refused for them."""
        self._told_table = present[TABLE]
        found = unfound(self._known, present)
        self.unfound = len(found)
        for error in found:
            complain(spoken(error))

    def _take(self, paths: Iterable[str]) -> None:
        waiting = [*paths]
        # What corrects another file comes after it.
        waiting.sort(key=lambda path: bool(self._known_of(path).replaces))
        late = [path for path in waiting if not self._try(path, is_last=False)]
        for path in late:
            self._try(path, is_last=True)

    def _try(self, path: str, *, is_last: bool) -> bool:
        """Take a file, or say why not; False where it corrects one that may come in just now."""
        try:
            data = content(self._wish.folder, path, limit=_LIMIT)
            if not is_last and self._waits(path, data):
                return False
            self._receive(path, data)
            self._is_troubled = False
        except DatabaseError as error:
            self._trouble(path, error)
            return True  # no fault of the file: it is tried again at the next look
        except BaylineError as error:
            self._refuse(path, spoken(error))
        except Exception as error:  # noqa: BLE001 - whatever one file does, the others are taken
            self._refuse(path, f"{type(error).__name__}: {error}")
        self._settled[path] = self._seen[path]
        return True

    def _trouble(self, path: str, error: DatabaseError) -> None:
        """Say once that the database takes nothing at present."""
        if not self._is_troubled:
            meant = meaning_of(error)
            complain(f"{path}: {spoken(meant) if meant else error}")
        self._is_troubled = True

    def _waits(self, path: str, data: bytes) -> bool:
        named = replaced_by(path, data, self._known_of(path))
        return bool(named) and named in self._seen and named not in self._hashes

    def _refuse(self, path: str, sentence: str) -> None:
        self.refused += 1
        shown = written(path)
        complain(sentence if shown in sentence else f"{shown}: {sentence}")

    def _known_of(self, path: str) -> Known:
        return self._known.get(path, Known())

    def _receive(self, path: str, data: bytes) -> None:
        name = name_of(path)
        digest = sha256(data).hexdigest()
        if queries.source_by_hash(digest) is not None:
            self._hashes[path] = digest
            return
        known = self._known_of(path)
        handed = Handed(
            name=name,
            data=data,
            title=known.title,
            publisher=known.publisher,
            published=known.published,
            licence=known.licence,
            url=known.url,
            replaces=self._replaced(path, data),
        )
        wish = self._wish
        recorded = receive(
            handed, by=wish.by, at=self._clock(), limits=DEFAULT_LIMITS, denied=known.denied
        )
        self._hashes[path] = digest
        self.taken += 1
        self._say(escaped(_line(path, recorded)))

    def _replaced(self, path: str, data: bytes) -> str:
        """Give the hash of the document that a file corrects; empty if it is a new one."""
        named = replaced_by(path, data, self._known_of(path))
        if named:
            earlier = self._hashes.get(named)
            if earlier is None:
                raise _no_earlier(path, named)
            return earlier
        return "" if self._wish.is_apart else self._before(path)

    def _before(self, path: str) -> str:
        """Find what this very file was before: seen by this watch, or by an earlier one."""
        own = self._hashes.get(path)
        name = name_of(path)
        living = queries.living_by_name(name)
        if own is not None:
            return own if any(one.sha256 == own for one in living) else ""
        seen = (name_kept(PurePosixPath(other).name) for other in self._seen)
        twins = [other for other in seen if other == name]
        ours = [one for one in living if one.by == self._wish.by]
        return ours[0].sha256 if len(ours) == 1 and len(twins) == 1 else ""


def _line(path: str, recorded: Recorded) -> str:
    count = len(recorded.proposed)
    is_edition = bool(recorded.source.replaces)
    return either(
        f"{path}：已收存{'（更正版）' if is_edition else ''}，{count}条待审",
        f"{path}: recorded{' as a corrected edition' if is_edition else ''}, {count} to review",
    )


def _no_earlier(path: str, named: str) -> BaylineError:
    return BaylineError(
        f"it replaces “{named}”",
        where=path,
        why="no such file of this folder is in the record",
        do="put that file here too, or leave out what it replaces",
        zh=Words(
            f"要更替“{named}”",
            "这个文件夹里没有已收存的这份文件",
            "请把那份也放进来，或不写replaces",
        ),
    )


def watch_folder(wish: Wish, *, every_s: float, is_once: bool, clock: Clock) -> int:
    """Watch a folder until somebody stops it, or until all that lies in it is taken.

    Args:
        wish: The folder, and how it is watched.
        every_s: Seconds between two looks.
        is_once: Whether to leave once nothing is left to be taken.
        clock: Gives the present moment.

    Returns:
        0, also after Ctrl-C; 2 where a file was refused, or a row of the table is of none, and
        nobody goes on watching.
    """
    watcher = Watcher(wish, clock=clock, say=click.echo)
    try:
        watcher.look()
        for number in count(1):
            time.sleep(every_s)
            changing = watcher.look()
            if is_once and (not changing or number == _PATIENCE):
                return 2 if watcher.refused or watcher.unfound or changing else 0
    except KeyboardInterrupt:
        pass
    finally:
        click.echo(
            either(
                f"收存{watcher.taken}份，未收{watcher.refused}份。",
                f"{watcher.taken} recorded, {watcher.refused} refused",
            ),
            err=True,
        )
    return 0
