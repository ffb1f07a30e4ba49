"""The documents of a pack: front matter or a row of documents.csv says what is known of each."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from bayline.engines.documents.front_matter import split
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.instants import microseconds
from bayline.platform.packs import tables
from bayline.platform.packs.tables import CellError, Column
from bayline.platform.packs.terms import PackDocument
from bayline.platform.record.terms import Handed

FOLDER = "documents"
TABLE = f"{FOLDER}/documents.csv"
KEYS = ("title", "publisher", "published", "licence", "url", "recorded", "by", "replaces", "name")
_READ = {"published": tables.day, "recorded": tables.moment}
COLUMNS = (
    Column(name="file", is_needed=True),
    *(Column(name=key, read=_READ.get(key, tables.words)) for key in KEYS),
)
_PLACE = "place of replaces"  # file and row that it is written in


def documents_of(files: Mapping[str, bytes]) -> tuple[PackDocument, ...]:
    """List the documents of a pack in the order they came into the record.

    Args:
        files: The files of the pack by their path.

    Raises:
        BaylineError: A document says what cannot be, or replaces what is not there, or itself.
    """
    rows = _rows(files)
    said: dict[str, dict[str, Any]] = {}
    for path, data in files.items():
        if path.startswith(f"{FOLDER}/") and path != TABLE:
            file = path.removeprefix(f"{FOLDER}/")
            said[file] = {**_front_matter(path, data), **rows.get(file, {})}
    _refuse_circles(said)
    hashes = {file: sha256(files[f"{FOLDER}/{file}"]).hexdigest() for file in said}
    _refuse_twins(hashes)
    made = [
        _document(file, files[f"{FOLDER}/{file}"], known, hashes) for file, known in said.items()
    ]
    return (*sorted(made, key=lambda each: _order(each, said)),)


def _rows(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in tables.rows_of(files.get(TABLE, b"file\n"), COLUMNS, where=TABLE):
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
        found[file] = {key: row.values[key] for key in KEYS if row.values[key] != ""}
        if row.values["replaces"]:
            found[file][_PLACE] = (TABLE, row.line)
    return found


def _front_matter(path: str, data: bytes) -> dict[str, Any]:
    written, _ = split(data, where=path)
    lines = data.split(b"\n")
    found: dict[str, Any] = {}
    for key, value in written.items():
        line = next(n for n, each in enumerate(lines, 1) if each.strip().startswith(key.encode()))
        if key not in KEYS:
            known = ", ".join(KEYS)
            wrong = CellError(
                f"the keys are {known}", do="use one of them", zh=(f"只有{known}", "请用其中一个")
            )
            raise tables.refusal(path, line, key, value=value, wrong=wrong)
        try:
            found[key] = _READ.get(key, tables.words)(value) if value else ""
        except CellError as wrong:
            raise tables.refusal(path, line, key, value=value, wrong=wrong) from None
        if key == "replaces":
            found[_PLACE] = (path, line)
    return {key: value for key, value in found.items() if value != ""}


def _refuse_circles(said: Mapping[str, Mapping[str, Any]]) -> None:
    for file, known in said.items():
        seen = [file]
        while earlier := said[seen[-1]].get("replaces"):
            if earlier not in said:
                raise _wrong_edition(known, "there is no such file", zh="没有这个文件")
            if earlier in seen:
                raise _wrong_edition(known, "the editions form a circle", zh="更正成了圈")
            seen.append(earlier)
        when, before = known.get("recorded"), known.get("replaces")
        if before and when and said[before].get("recorded", when) > when:
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
    name = known.get("name") or PurePosixPath(file).name
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


def _order(document: PackDocument, said: Mapping[str, Mapping[str, Any]]) -> tuple[object, ...]:
    """Sort by when a document came in; an edition stands behind the one it replaces."""
    depth, file = 0, document.file
    while file := said[file].get("replaces", ""):
        depth += 1
    recorded = document.recorded
    return (recorded is None, microseconds(recorded) if recorded else 0, depth, document.file)
