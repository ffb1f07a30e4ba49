"""The documents of a pack: front matter or a row of documents.csv says what is known of each.

A document is kept byte for byte, whatever stands at its head. What was decided when it was taken in
stands in documents.csv and overrules the head; `-` there says that there is none. The head of a
document that has a row is not answered for: it may come from any program, with keys of its own.
"""

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from bayline.engines.documents.front_matter import line_of, may_have_head, split
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.instants import microseconds
from bayline.platform.packs import tables
from bayline.platform.packs.tables import CellError, Column, Row, Saying
from bayline.platform.packs.terms import PackDocument
from bayline.platform.record.terms import Handed

FOLDER = "documents"
TABLE = f"{FOLDER}/documents.csv"
KEYS = ("title", "publisher", "published", "licence", "url", "recorded", "by", "replaces", "name")
_READ = {"published": tables.day, "recorded": tables.moment, "url": tables.address}
COLUMNS = (
    Column(name="file", is_needed=True),
    *(Column(name=key, read=_READ.get(key, tables.words), may_deny=True) for key in KEYS),
)
_PLACE = "place of replaces"  # file and row that it is written in


def documents_of(files: Mapping[str, bytes], *, now: datetime) -> tuple[PackDocument, ...]:
    """List the documents of a pack in the order they came into the record.

    Args:
        files: The files of the pack by their path.
        now: The present moment, which none was recorded after.

    Raises:
        BaylineError: A document says what cannot be, or replaces what is not there, or itself.
    """
    rows = _rows(files, now=now)
    said: dict[str, dict[str, Any]] = {}
    for path, data in files.items():
        if path.startswith(f"{FOLDER}/") and path != TABLE:
            file = path.removeprefix(f"{FOLDER}/")
            said[file] = _known(path, data, rows.get(file), now=now)
    _refuse_circles(said, now=now)
    hashes = {file: sha256(files[f"{FOLDER}/{file}"]).hexdigest() for file in said}
    _refuse_twins(hashes)
    made = [
        _document(file, files[f"{FOLDER}/{file}"], known, hashes) for file, known in said.items()
    ]
    places = {file: place for place, file in enumerate(rows)}
    return (*sorted(made, key=lambda each: _order(each, said, places)),)


def _rows(files: Mapping[str, bytes], *, now: datetime) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in tables.rows_of(files.get(TABLE, b"file\n"), COLUMNS, where=TABLE, now=now):
        file = row.values["file"]
        if f"{FOLDER}/{file}" not in files:
            why, zh = (
                "there is no such file in the folder",
                ("文件夹里没有这个文件", "请核对文件名"),
            )
            raise row.refuse("file", CellError(why, do="check its name", zh=zh))
        if file in found:
            why, zh = "the file stands in an earlier row", ("前面已有这个文件", "请只留一行")
            raise row.refuse("file", CellError(why, do="keep one row", zh=zh))
        found[file] = row
    return found


def _known(path: str, data: bytes, row: Row | None, *, now: datetime) -> dict[str, Any]:
    """Say what is known of a document: what its row says, and what its head says beside that."""
    written = head_of(data, name=path)
    if row is None:
        _refuse_keys(path, data, written)
        return _said(path, data, written, now=now)
    stated = {key: row.values[key] for key in KEYS if row.values[key] != ""}
    left = {key: value for key, value in written.items() if key in KEYS and key not in stated}
    found = _said(path, data, left, now=now)
    found |= {key: value for key, value in stated.items() if value is not Saying.NONE}
    if "replaces" in stated:
        found[_PLACE] = (TABLE, row.line)
    return found


def head_of(data: bytes, *, name: str) -> dict[str, str]:
    """Give what stands at the head of a document, word for word.

    Raises:
        BaylineError: The head does not end, or a line of it is no `key: value`.
    """
    return split(data, where=name)[0] if may_have_head(name) else {}


def _refuse_keys(path: str, data: bytes, written: Mapping[str, str]) -> None:
    """Refuse a key nobody knows in a head that was written for the pack: it may be misspelled."""
    for key, value in written.items():
        if key not in KEYS:
            known = ", ".join(KEYS)
            wrong = CellError(
                f"the keys are {known}",
                do=f"use one of them, or give the document a row in {TABLE}",
                zh=(f"只有{known}", f"请用其中一个，或在{TABLE}里给这份文件写一行"),
            )
            raise tables.refusal(path, line_of(data, key), key, value=value, wrong=wrong)


def _said(path: str, data: bytes, written: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    readers = {**_READ, "recorded": tables.past(now)}
    found: dict[str, Any] = {}
    for key, value in written.items():
        try:
            read = readers.get(key, tables.words)(value) if value else ""
        except CellError as wrong:
            raise tables.refusal(path, line_of(data, key), key, value=value, wrong=wrong) from None
        if read != "":
            found[key] = read
        if key == "replaces" and read:
            found[_PLACE] = (path, line_of(data, key))
    return found


def _refuse_circles(said: Mapping[str, Mapping[str, Any]], *, now: datetime) -> None:
    for file, known in said.items():
        seen = [file]
        while earlier := said[seen[-1]].get("replaces"):
            if earlier not in said:
                raise _wrong_edition(known, "there is no such file", zh="没有这个文件")
            if earlier in seen:
                raise _wrong_edition(known, "the editions form a circle", zh="更正成了圈")
            seen.append(earlier)
        when, before = known.get("recorded"), known.get("replaces")
        if before and when and said[before].get("recorded", now) > when:
            raise _wrong_edition(
                known, "the earlier edition was recorded later", zh="原版反而收存得晚"
            )


def _wrong_edition(known: Mapping[str, Any], why: str, *, zh: str) -> BaylineError:
    where, line = known[_PLACE]
    do = "name an earlier document of the pack"
    wrong = CellError(why, do=do, zh=(zh, "请写资料包里较早的文件"))
    return tables.refusal(where, line, "replaces", value=known["replaces"], wrong=wrong)


def _refuse_twins(hashes: Mapping[str, str]) -> None:
    first: dict[str, str] = {}
    for file, digest in hashes.items():
        other = first.setdefault(digest, file)
        if other != file:
            raise BaylineError(
                f"it is the same as “{other}”",
                where=f"{FOLDER}/{file}",
                why="both have the same bytes",
                do="keep one of them",
                zh=Words(f"与“{other}”是同一份文件", "两份逐字节相同", "请只留一份"),
            )


def _document(
    file: str, data: bytes, known: Mapping[str, Any], hashes: Mapping[str, str]
) -> PackDocument:
    replaces = known.get("replaces")
    name = known.get("name") or file  # by which registers and the overview refer to it
    published: date | None = known.get("published")
    return PackDocument(
        file=file,
        by=known.get("by", ""),
        recorded=known.get("recorded"),
        handed=Handed(
            name=name,
            data=data,
            title=known.get("title", ""),
            publisher=known.get("publisher", ""),
            published=published,
            licence=known.get("licence", ""),
            url=known.get("url", ""),
            replaces=hashes[replaces] if replaces else "",
        ),
    )


def _order(
    document: PackDocument, said: Mapping[str, Mapping[str, Any]], places: Mapping[str, int]
) -> tuple[object, ...]:
    """Sort by when a document came in, then as the table does.

    An edition stands behind the one it replaces.
    """
    file = document.file
    depth, place = 0, places.get(file, len(places))
    while file := said[file].get("replaces", ""):
        depth, place = depth + 1, max(place, places.get(file, len(places)))
    recorded = document.recorded
    when = microseconds(recorded) if recorded else 0
    return (recorded is None, when, place, depth, document.file)
