"""Write a record back as a pack: the same files, with what was decided since."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import StringIO
from itertools import chain
from typing import Any

import orjson

from bayline.kernel.errors import BaylineError
from bayline.platform.packs import queries as packs
from bayline.platform.packs.documents import COLUMNS, FOLDER, TABLE, head_of
from bayline.platform.packs.naming import file_names
from bayline.platform.packs.parts import parts
from bayline.platform.packs.paths import REGION
from bayline.platform.packs.regions import UNNAMED
from bayline.platform.packs.registers import CHANGES, STEP, rows_of_register
from bayline.platform.packs.registers import FOLDER as REGISTERS
from bayline.platform.packs.reviews import (
    CHANGED,
    DECIDED,
    DECISIONS,
    ERASED,
    ERASURES,
    FINDINGS,
    READ,
    SAID,
)
from bayline.platform.packs.tables import CellError, Saying, moment
from bayline.platform.record import queries as record
from bayline.platform.record.terms import DecidedClaim, FindingChange, KeptSource
from bayline.platform.registers import queries as registers
from bayline.platform.registers.cells.guarding import guarded
from bayline.platform.registers.exporting import pack_csv_of
from bayline.platform.registers.queries import as_it_is
from bayline.platform.registers.terms import Origin, Register, Step
from bayline.platform.seals.queries import erasures

_OF_CHECKS = frozenset({"gone", "back"})


Content = bytes | Iterator[bytes]  # of a file: whole, or one piece after the other


def exported_files(*, owner: str, programs: Sequence[str]) -> dict[str, Content]:
    """Give the files of the pack that builds this record, large ones in pieces to be written.

    Args:
        owner: Who handed over what names nobody else; left out in the tables.
        programs: Names under which programs decide; they decide again when the pack is built.
    """
    sources = [*reversed(record.sources())]
    names = file_names(sources)
    files = packs.files()
    files |= {f"{FOLDER}/{names[one.sha256]}": record.content_of(one) for one in sources}
    table = _documents(sources, names, files, owner)
    decisions = record.decided_claims(but=programs)
    behind = record.undecided_behind(decisions)
    changes = [one for one in record.finding_changes() if one.state not in _OF_CHECKS]
    made = {
        TABLE: _table([column.name for column in COLUMNS], table),
        DECISIONS: _table(
            [column.name for column in (*DECIDED, *SAID)],
            [
                *({**_decision(one, names), "state": READ} for one in behind),
                *(_decision(one, names) for one in decisions),
            ],
        ),
        FINDINGS: _table([column.name for column in CHANGED], [_change(one) for one in changes]),
    }
    made[ERASURES] = _table(
        [column.name for column in ERASED],
        [
            {
                "subject": one.subject,
                "by": one.by,
                "at": _moment(one.recorded),
                "reason": one.reason,
            }
            for one in erasures()
        ],
    )
    made |= _registers(owner)
    written = {path: _begun(part.write()) for path, part in parts().items()}
    found = {**files, **{path: data for path, data in {**made, **written}.items() if data}}
    return {REGION: UNNAMED, **found} if found else {}


def _begun(content: Content) -> Content:
    """Take the first piece of a file, so that one of none is seen to be empty."""
    if isinstance(content, bytes):
        return content
    first = next(content, b"")
    return chain([first], content) if first else b""


def _registers(owner: str) -> dict[str, bytes]:
    """Write the rows of every register, and its history where the rows alone do not tell it."""
    files: dict[str, bytes] = {}
    for register in registers.registers():
        steps = [*registers.every_step(register, unseal=as_it_is)]
        now = {step.entry.key: step.entry for step in steps}
        rows = [entry for entry in now.values() if not entry.is_deleted]
        name = f"{REGISTERS}/{register.name}"
        table = files[f"{name}.csv"] = b"".join(pack_csv_of(register, rows)) if rows else b""
        if not _tells_all(register, table, steps, owner):
            heads = [column.name for column in STEP]
            files[f"{name}{CHANGES}"] = _table(heads, [_step(step) for step in steps])
    return files


def _tells_all(register: Register, table: bytes, steps: Sequence[Step], owner: str) -> bool:
    """Tell whether a table builds these very steps: a pack's own rows, dated by their source."""
    recorded = register.source.recorded if register.source else None
    if any(step.edit.by != owner or step.entry.version > 1 for step in steps):
        return False
    if steps and recorded is None:
        return False  # they would be built as of another moment
    where = f"{REGISTERS}/{register.name}.csv"
    rows = rows_of_register(register, table or None, where=where)
    built = [(row.values, recorded, Origin(name=where, row=row.line)) for row in rows]
    return built == [(step.entry.values, step.edit.at, step.edit.origin) for step in steps]


def _step(step: Step) -> Mapping[str, Any]:
    entry, edit = step.entry, step.edit
    return {
        "key": entry.key,
        "version": entry.version,
        "deleted": "yes" if entry.is_deleted else "",
        "by": edit.by,
        "at": _moment(edit.at),
        "reason": edit.reason,
        "file": edit.origin.name,
        "sheet": edit.origin.sheet,
        "row": edit.origin.row,
        "values": orjson.dumps(entry.values, option=orjson.OPT_SORT_KEYS).decode(),
    }


def _documents(
    sources: Sequence[KeptSource],
    names: Mapping[str, str],
    files: Mapping[str, bytes],
    owner: str,
) -> list[Mapping[str, Any]]:
    """List every document in the order it came in, with what its head does not say as it is."""
    rows: list[Mapping[str, Any]] = []
    for source in sources:
        file = names[source.sha256]
        said = _head(file, files[f"{FOLDER}/{file}"])
        known = _known(source, names, owner)
        stated = {key: _stated(value, said.get(key, "")) for key, value in known.items()}
        rows.append({"file": file, **stated})
    return rows


def _stated(known: str, said: str) -> str | Saying:
    """Write what is known of a document beside what its head says: nothing where that is the same.

    Where the head says something and nothing is known, that there is none.
    """
    if said == known:
        return ""
    return known or Saying.NONE


def _known(source: KeptSource, names: Mapping[str, str], owner: str) -> dict[str, str]:
    file = names[source.sha256]
    return {
        "title": "" if source.title == source.name else source.title,
        "publisher": source.publisher,
        "published": source.published.isoformat() if source.published else "",
        "licence": source.licence,
        "url": source.url,
        "recorded": _moment(source.recorded),
        "by": "" if source.by == owner else source.by,
        "replaces": names.get(source.replaces, ""),
        "name": "" if source.name == file else source.name,
    }


def _head(file: str, data: bytes) -> dict[str, str]:
    """Give what a document says of itself, its moment as a table has it if it is one."""
    try:
        said = head_of(data, name=file)
    except BaylineError:
        return {}
    try:
        return {**said, "recorded": _moment(moment(said.get("recorded", "")))}
    except CellError:
        return said


def _decision(one: DecidedClaim, names: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        **one.columns,
        "document": names.get(one.source, ""),
        "quote": one.quote,
        "claim": one.identifier,
        "state": one.state.value,
        "by": one.by,
        "at": _moment(one.recorded),
        "reason": one.reason,
        "sentence": "" if one.sentence is None else "{}-{}".format(*one.sentence),
        "claim_at": _moment(one.claim_recorded),
    }


def _change(change: FindingChange) -> Mapping[str, Any]:
    return {
        "finding": change.key,
        "state": change.state,
        "owner": change.owner,
        "due": change.due.isoformat() if change.due else "",
        "reason": change.reason,
        "by": change.by,
        "at": _moment(change.recorded),
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _cell(value: object) -> str:
    """Write a cell so that a spreadsheet takes no text for a formula."""
    if isinstance(value, Saying):
        return str(value.value)
    return "" if value is None else guarded(str(value))


def _table(heads: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write a table; b"" if it has no rows, since a pack needs no empty files."""
    written = StringIO(newline="")
    writer = csv.DictWriter(written, heads, restval="", lineterminator="\n")
    writer.writeheader()
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - counted for what comes after
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return written.getvalue().encode() if count else b""
