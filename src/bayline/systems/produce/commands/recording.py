"""`bayline produce records`: the steps of a lot as NY/T 4712-2025 tells them."""

import csv
from datetime import UTC
from io import StringIO

import orjson

from bayline.engines.epcis.keys import key_of
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.instants import moment
from bayline.platform.terminal import write
from bayline.systems.produce.queries import known
from bayline.systems.produce.queries.events import facts_of
from bayline.systems.produce.queries.records import called, records_of
from bayline.systems.produce.rules.facts import name_of
from bayline.systems.produce.rules.records import COLUMNS, Record


def show(epc: str, *, form: str) -> None:
    """Print the records of a thing.

    Raises:
        BaylineError: No event is about it.
    """
    start = name_of(epc)
    if not facts_of([start])[start]:
        raise BaylineError(
            f"no event is about {epc}",
            do="check how it is written, or capture its events",
            zh=Words(f"没有关于{epc}的事件", do="请核对写法，或先收录它的事件"),
        )
    rows = [_row(one) for one in records_of(start)]
    if form == "jsonl":
        write("".join(f"{orjson.dumps(one).decode()}\n" for one in rows))
        return
    made = StringIO()
    writer = csv.DictWriter(made, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _plain(str(value)) for name, value in one.items()} for one in rows)
    write(made.getvalue())


def _plain(cell: str) -> str:
    """Keep a program of tables from taking a cell for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def _row(one: Record) -> dict[str, str]:
    key = key_of(one.outbound)
    product = known.product_of(key.value) if key is not None and key.identifier == "01" else {}
    time = moment(one.time).astimezone(UTC).isoformat(timespec="seconds")
    mass = "" if one.kilograms is None else f"{one.kilograms:f}"
    cells = (
        one.step, time, one.place, called(one.destination) or called(one.place), one.inbound,
        one.outbound, product.get("name", ""), mass,
        one.source, one.destination, one.event,
    )  # fmt: skip
    return dict(zip(COLUMNS, cells, strict=True))
