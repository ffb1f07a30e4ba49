"""`bayline produce validate`: what stands against a document, by event, field and rule."""

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import UTC, datetime

import orjson

from bayline.engines.epcis.checking import check_by_schema, check_document
from bayline.engines.epcis.documents import Document, read_document
from bayline.engines.epcis.faults import Fault, UnreadableError
from bayline.engines.epcis.queries import check_query, is_query, read_query
from bayline.engines.epcis.words import Event
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either
from bayline.platform.terminal import complain, escaped, write
from bayline.systems.produce.commands.files import read
from bayline.systems.produce.rules.limits import (
    faults_of_interval,
    faults_of_mass,
    faults_of_numbers,
    harvested_from,
    treatments_of,
)
from bayline.systems.produce.rules.nesting import Nesting


def show(file: str, *, schema: str, form: str) -> int:
    """Check a file and print each fault in a line.

    Args:
        file: Its path, or `-` for standard input.
        schema: A JSON Schema to hold it against too; empty for none.
        form: table or jsonl.

    Returns:
        1 if something stands against it, else 0.

    Raises:
        BaylineError: The file or the schema cannot be read.
    """
    data = read(file)
    try:
        found, counted = _faults(data)
        if schema:
            found = [*found, *_faults_by_schema(data, schema)]
    except UnreadableError as error:
        error.where = file
        raise
    write("".join(_written(one, form) for one in found))
    _tell(len(found), counted)
    return int(bool(found))


def _faults(data: bytes) -> tuple[list[Fault], int | None]:
    """Check a query or a document, and count the events of a document."""
    if is_query(data):
        return check_query(read_query(data)), None
    document = read_document(data)
    found = check_document(document, datetime.now(UTC))
    broken = {one.event for one in found}
    return [*found, *_faults_of_produce(document.events, broken)], len(document.events)


def _faults_of_produce(events: Sequence[Event], broken: Set[int | None]) -> Iterator[Fault]:
    """Hold events whose shape is right against each other."""
    nesting, known = (
        Nesting(),
        [
            one
            for at, event in enumerate(events)
            if at not in broken
            for one in treatments_of(event)
        ],
    )
    for at, event in enumerate(events):
        if at not in broken:
            yield from faults_of_mass(event, at)
            yield from faults_of_numbers(event, at)
            yield from faults_of_interval(event, at, harvested_from(event), known)
            yield from nesting.faults(event, at)
            nesting.take(nesting.moves(event))


def _faults_by_schema(data: bytes, schema: str) -> Iterable[Fault]:
    document = read_document(data)
    try:
        wanted = orjson.loads(read(schema))
    except orjson.JSONDecodeError as error:
        raise BaylineError(
            "the schema is no JSON",
            where=schema,
            why=str(error),
            do="name a JSON Schema",
            zh=Words("模式不是JSON", str(error), "请写一个JSON Schema文件"),
        ) from error
    try:
        return check_by_schema(_whole(document, data), wanted)
    except ValueError as error:
        raise BaylineError(
            "the schema cannot be used",
            where=schema,
            why=str(error).partition("\n")[0],
            do="name a JSON Schema that stands for itself",
            zh=Words("模式用不了", "", "请写一个自足的JSON Schema文件"),
        ) from error


def _whole(document: Document, data: bytes) -> object:
    """Give a document of JSON as the schema wants it: words short, blank names as addresses."""
    if document.form == "xml":
        raise BaylineError(
            "a schema of JSON says nothing of XML",
            do="leave --schema out, or give the document in JSON",
            zh=Words("JSON模式管不了XML", "", "请去掉--schema，或给JSON文档"),
        )
    return _named(orjson.loads(data.removeprefix(b"\xef\xbb\xbf")) | _settled(document))


def _settled(document: Document) -> dict[str, object]:
    if document.kind != "EPCISDocument" or document.faults:
        return {}
    return {**document.head, "epcisBody": {"eventList": document.events}}


def _named(found: object) -> object:
    """Write names of blank nodes as addresses, which is what a check of formats asks for."""
    if isinstance(found, dict):
        return {name: _named(value) for name, value in found.items()}
    if isinstance(found, list):
        return [_named(value) for value in found]
    if isinstance(found, str) and found.startswith("_:"):
        return f"urn:blank:{found[2:]}"
    return found


def record_of(fault: Fault) -> dict[str, object]:
    """Give a fault as a record for programs."""
    return {
        "event": fault.event,
        "field": fault.field,
        "rule": fault.rule,
        "sentence": either(fault.zh, fault.sentence),
    }


def row_of(fault: Fault) -> str:
    """Write a fault as a line for people."""
    place = "-" if fault.event is None else str(fault.event)
    cells = (fault.field or "-", fault.rule, either(fault.zh, fault.sentence))
    return "\t".join((place, *map(escaped, cells))) + "\n"


def _written(fault: Fault, form: str) -> str:
    return f"{orjson.dumps(record_of(fault)).decode()}\n" if form == "jsonl" else row_of(fault)


def _tell(faults: int, events: int | None) -> None:
    if faults:
        complain(either(f"有{faults}处不对", f"{faults} things stand against it"))
    elif events is None:
        complain(either("查询没有问题", "the query is valid"))
    else:
        complain(either(f"{events}个事件都没有问题", f"{events} events, all valid"))
