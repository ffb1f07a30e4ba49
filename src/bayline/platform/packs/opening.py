"""Open a pack: read its folder, find everything good, or say in one sentence what is not."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bayline.platform.packs.documents import FOLDER, documents_of
from bayline.platform.packs.folders import files_of
from bayline.platform.packs.geography import converted_files
from bayline.platform.packs.regions import refuse_bad_files, region_of
from bayline.platform.packs.registers import CHANGES, is_of_registers, registers_of
from bayline.platform.packs.registers import FOLDER as REGISTERS
from bayline.platform.packs.reviews import (
    DECISIONS,
    ERASURES,
    FINDINGS,
    changes_of,
    decisions_of,
    erasures_of,
)
from bayline.platform.packs.terms import Pack
from bayline.platform.registers.brought import brought_files


def opened_pack(folder: Path, *, now: datetime, convert: bool = False) -> Pack:
    """Read a pack from its folder.

    Args:
        folder: The folder.
        now: The present moment; a pack that says what happened later is refused.
        convert: Whether shapes that state GCJ-02 or BD-09 are converted; else they are refused.

    Raises:
        BaylineError: It is no pack, or one of its files is broken: file, row, column and reason.
    """
    files = files_of(folder)
    files = converted_files(files) if convert else files
    return pack_of(files, name=folder.resolve().name, now=now)


def pack_of(files: Mapping[str, bytes], *, name: str, now: datetime) -> Pack:
    """Read a pack from its files.

    Args:
        files: Its files by their path below its folder.
        name: The name of its folder.
        now: The present moment; a pack that says what happened later is refused.

    Raises:
        BaylineError: One of the files is broken: file, row, column and reason.
    """
    files = {**_taken_over(files), **files}
    region = region_of(files)
    documents = documents_of(files, now=now)
    named = frozenset(each.handed.name for each in documents)
    refuse_bad_files(files, documents=named)
    others = {
        path: data
        for path, data in files.items()
        if not path.startswith(f"{FOLDER}/")
        and path not in {DECISIONS, FINDINGS, ERASURES}
        and not is_of_registers(path)
    }
    return Pack(
        name=name,
        region=region,
        documents=documents,
        decisions=decisions_of(files, now=now),
        changes=changes_of(files, now=now),
        registers=registers_of(files, documents=named, now=now),
        erasures=erasures_of(files, now=now),
        files=others,
    )


def _taken_over(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the declarations that systems bring for rows that the pack itself declares nowhere."""
    return {
        f"{REGISTERS}/{name}.toml": data
        for name, data in brought_files().items()
        if any(f"{REGISTERS}/{name}{end}" in files for end in (".csv", CHANGES))
    }
