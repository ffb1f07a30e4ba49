"""The registers of a pack: declarations, rows, and what was changed since; every bad cell told."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePosixPath
from typing import NamedTuple

import orjson

from bayline.kernel.errors import BaylineError
from bayline.platform.packs import tables
from bayline.platform.packs.places import PLACES, gazetteer_of
from bayline.platform.packs.tables import CellError, Column, Row
from bayline.platform.registers.cells import entry_of, parsed
from bayline.platform.registers.cells.words import key_fault
from bayline.platform.registers.declaring import declared
from bayline.platform.registers.terms import (
    Edit,
    Entry,
    Fault,
    Field,
    Kind,
    Origin,
    Register,
    Values,
)
from bayline.platform.seals.ciphers import is_sealed

FOLDER = "registers"
CHANGES = ".changes.csv"
STEP = (
    Column(name="key", is_needed=True),
    Column(name="version", read=tables.whole, is_needed=True),
    Column(name="deleted", read=tables.one_of("yes")),
    Column(name="by", is_needed=True),
    Column(name="at", read=tables.moment, is_needed=True),
    Column(name="reason"),
    Column(name="file"),
    Column(name="sheet"),
    Column(name="row", read=tables.whole),
    Column(name="values", is_needed=True),
)


class PackRow(NamedTuple):
    """One row of a register, with the row of the file it stands in."""

    values: Values
    line: int


class PackRegister(NamedTuple):
    """A register of a pack.

    Attributes:
        register: Its declaration.
        where: The file of the declaration.
        rows: Its entries as the table has them.
        steps: All changes that led to them, if the pack knows them.
    """

    register: Register
    where: str
    rows: tuple[PackRow, ...]
    steps: tuple[tuple[Entry, Edit], ...]

    @property
    def table(self) -> str:
        """The file of the rows."""
        return f"{FOLDER}/{self.register.name}.csv"

    @property
    def recorded(self) -> datetime | None:
        """When the rows came into the record, if their source says so."""
        return self.register.source.recorded if self.register.source else None


def registers_of(
    files: Mapping[str, bytes], *, documents: Collection[str], now: datetime
) -> tuple[PackRegister, ...]:
    """Read the registers of a pack; nothing in them is after the present moment.

    Args:
        files: The files of the pack by their path.
        documents: The names of its documents.
        now: The present moment.

    Raises:
        BaylineError: A declaration is malformed, a table has none, or a cell cannot be read or
            names what is not in the pack.
    """
    found = tuple(_register(path, files, now=now) for path in files if is_declaration(path))
    declarations = {each.register.name for each in found}
    for path in files:
        name = PurePosixPath(path).name.removesuffix(CHANGES).removesuffix(".csv")
        if path.startswith(f"{FOLDER}/") and path.endswith(".csv") and name not in declarations:
            zh = ("没有这个名册的声明", f"请写{FOLDER}/{name}.toml")
            wrong = CellError("no file declares it", do=f"write {FOLDER}/{name}.toml", zh=zh)
            raise tables.refusal(path, 1, "1", value=name, wrong=wrong)
    _refuse_unknown(found, files, documents)
    return found


_REFERRING = frozenset({Kind.ENTRY, Kind.ORGANISATION})


def referred_first(found: Sequence[PackRegister]) -> tuple[PackRegister, ...]:
    """Sort registers so that those whose entries others name come before them.

    Registers that name one another in a ring stay as they are.
    """
    by_name = {each.register.name: each for each in found}
    ahead = {
        name: {field.register for field in each.register.fields if field.kind in _REFERRING}
        & by_name.keys() - {name}
        for name, each in by_name.items()
    }
    try:
        return tuple(by_name[name] for name in TopologicalSorter(ahead).static_order())
    except CycleError:
        return tuple(found)


def is_of_registers(path: str) -> bool:
    """Tell whether a file holds rows of a register, which are stored as such."""
    return path.startswith(f"{FOLDER}/") and path.endswith(".csv")


def is_declaration(path: str) -> bool:
    """Tell whether a file declares a register."""
    return path.startswith(f"{FOLDER}/") and path.endswith(".toml")


def _register(path: str, files: Mapping[str, bytes], *, now: datetime) -> PackRegister:
    register = declared(files[path], where=path)
    if path != f"{FOLDER}/{register.name}.toml":
        zh = ("文件名与名册的名称不同", f"请改名为{register.name}.toml")
        wrong = CellError("the file has another name", do=f"call it {register.name}.toml", zh=zh)
        raise tables.refusal(path, 1, "name", value=register.name, wrong=wrong)
    _refuse_later(register, path, now=now)
    table = f"{FOLDER}/{register.name}.csv"
    steps = f"{FOLDER}/{register.name}{CHANGES}"
    return PackRegister(
        register=register,
        where=path,
        rows=(*rows_of_register(register, files.get(table), where=table),),
        steps=(*_steps(register, files.get(steps), steps, now=now),),
    )


def _refuse_later(register: Register, path: str, *, now: datetime) -> None:
    recorded = register.source.recorded if register.source else None
    try:
        tables.no_later(recorded or now, now=now)
    except CellError as wrong:
        raise tables.refusal(path, 1, "source.recorded", value=recorded, wrong=wrong) from None


def rows_of_register(register: Register, data: bytes | None, *, where: str) -> Iterator[PackRow]:
    """Read the table of a register.

    Args:
        register: Its declaration.
        data: The bytes of the file; None where there is none.
        where: The name of the file, for refusals.

    Raises:
        BaylineError: A cell cannot be read, or a key stands twice.
    """
    if data is None:
        return
    columns = [Column(name=each.name, is_needed=each.required) for each in register.fields]
    lines: dict[str, int] = {}
    for row in tables.rows_of(data, columns, where=where):
        values, faults = entry_of(register, row.values)
        for name, fault in faults.items():
            wrong = CellError(fault.why_en, do=fault.do_en, zh=(fault.why, fault.do))
            raise row.refuse(name, wrong)
        first = lines.setdefault(values[register.key], row.line)
        if first != row.line:
            zh = (f"第{first}行已有", "请给每条各自的编号")
            why = f"it stands in row {first} already"
            raise row.refuse(register.key, CellError(why, do="give each its own key", zh=zh))
        yield PackRow(values, row.line)


def _steps(
    register: Register, data: bytes | None, where: str, *, now: datetime
) -> Iterator[tuple[Entry, Edit]]:
    if data is None:
        return
    for row in tables.rows_of(data, STEP, where=where, now=now):
        entry, edit = _step(row)
        _refuse_unreadable(register, row, entry)
        yield entry, edit


def _refuse_unreadable(register: Register, row: Row, entry: Entry) -> None:
    """Refuse a step whose values its register could never have taken."""
    fault = key_fault(entry.key)
    if fault or entry.values.get(register.key, entry.key) != entry.key:
        zh = ("与values里的编号不同，或不能用作编号", "请从导出的表里复制")
        why = "it is another key than that of the values, or none"
        raise row.refuse("key", CellError(why, do="copy it from an export", zh=zh))
    for name, value in entry.values.items():
        field = register.field(name)
        if field is None:
            zh = (f"名册没有“{name[:40]}”这一栏", "请在声明里补上，或去掉这个值")
            wrong = CellError(f"the register has no field “{name[:40]}”", do="declare it", zh=zh)
            raise row.refuse("values", wrong)
        found = None if _is_kept_as_it_is(field, value) else parsed(field, value)
        if isinstance(found, Fault):
            why = f"{name}: “{found.value}” {found.why_en}"
            zh = (f"{field.title}“{found.value}”{found.why}", found.do)
            raise row.refuse("values", CellError(why, do=found.do_en, zh=zh))


def _is_kept_as_it_is(field: Field, value: str) -> bool:
    """Tell whether a value is sealed, or a choice that may have been offered once."""
    return is_sealed(value) if field.personal else field.kind is Kind.CHOICE


def _step(row: Row) -> tuple[Entry, Edit]:
    values = row.values
    try:
        stored = orjson.loads(values["values"])
    except orjson.JSONDecodeError:
        stored = None
    if not isinstance(stored, dict) or not all(isinstance(one, str) for one in stored.values()):
        zh = ("不是名册的值", "请从导出的表里复制")
        wrong = CellError("it is no object of texts", do="copy it from an export", zh=zh)
        raise row.refuse("values", wrong)
    origin = Origin(
        name=values["file"],
        sheet=values["sheet"],
        row=None if values["row"] == "" else values["row"],
    )
    entry = Entry(
        key=values["key"],
        version=values["version"],
        values=stored,
        is_deleted=values["deleted"] == "yes",
    )
    return entry, Edit(by=values["by"], at=values["at"], reason=values["reason"], origin=origin)


def _refuse_unknown(
    found: tuple[PackRegister, ...], files: Mapping[str, bytes], documents: Collection[str]
) -> None:
    """Look whether places, organisations, documents and entries that rows name are there.

    What the web let in is written by an export with its history, and built again as it was: a page
    marks it. An entry that was taken out is known by its history.
    """
    known: dict[str, Collection[str]] = {each.register.name: _keys(each) for each in found}
    known[_DOCUMENTS] = documents
    gazetteer = gazetteer_of(files[PLACES]) if PLACES in files else None
    for each in found:
        restored = {entry.key: entry.values for entry, _ in each.steps}
        for field in each.register.fields:
            names = known.get(_named_in(field))
            for row in each.rows:
                value = row.values.get(field.name, "")
                is_lost = names is not None and value not in names
                if field.kind is Kind.PLACE and gazetteer is not None:
                    is_lost = gazetteer.place(value) is None
                before = restored.get(row.values[each.register.key], {})
                if value and is_lost and value != before.get(field.name):
                    raise _unknown(each, row, field.name, value)


def _keys(each: PackRegister) -> frozenset[str]:
    now = (row.values[each.register.key] for row in each.rows)
    return frozenset((*now, *(entry.key for entry, _ in each.steps)))


_DOCUMENTS = "documents/"  # no register can be called so


def _named_in(field: Field) -> str:
    """Say where the values of a field must be found; empty for values of their own."""
    fixed = {Kind.ORGANISATION: "organisations", Kind.DOCUMENT: _DOCUMENTS}
    return field.register if field.kind is Kind.ENTRY else fixed.get(field.kind, "")


def _unknown(each: PackRegister, row: PackRow, column: str, value: str) -> BaylineError:
    wrong = CellError(
        "nothing in the pack has this name or code",
        do="correct it, or add what it names",
        zh=("资料包里没有它", "请改正，或补上它所指的"),
    )
    return tables.refusal(each.table, row.line, column, value=value, wrong=wrong)
