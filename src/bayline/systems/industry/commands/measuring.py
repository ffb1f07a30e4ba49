"""`bayline industry measures`: results on lines, for people or for programs."""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

import orjson

from bayline.platform.languages import is_chinese
from bayline.platform.terminal import escaped
from bayline.systems.industry.queries.tables import opened
from bayline.systems.industry.rules.measures import MEASURES, measured
from bayline.systems.industry.terms import Record, Wish

_AT_ONCE = 10_000  # results that are written together
_REASONS = ("reason", "reason_zh")


def show(file: str, measure: str, wish: Wish, *, form: str) -> int:
    """Measure a table and print the results.

    Args:
        file: Its path, or `-` for standard input.
        measure: What to measure.
        wish: How.
        form: table or jsonl.

    Raises:
        BaylineError: The table cannot be measured, or the result would mean nothing.
    """
    asked = MEASURES[measure]
    with opened(file, asks=asked.asks, needs_industry=asked.needs_industry) as table:
        found = measured(table, measure, wish)
        lines = _objects(found) if form == "jsonl" else _rows(found)
        _write(lines)
    return 0


def _objects(found: Iterable[Record]) -> Iterator[bytes]:
    return (orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in found)


def _rows(found: Iterator[Record]) -> Iterator[bytes]:
    first = next(found)
    names = [name for name in first if name not in _REASONS]
    yield _line(names)
    for one in chain([first], found):
        yield _line([_shown(one, name) for name in names])


def _shown(one: Record, name: str) -> str:
    value: Any = one.get(name, "")
    if value is None:
        return str(one["reason_zh" if is_chinese() else "reason"])
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _line(cells: Iterable[str]) -> bytes:
    return ("\t".join(escaped(cell) for cell in cells) + "\n").encode("utf-8", "replace")


def _write(lines: Iterable[bytes]) -> None:
    sys.stdout.flush()
    waiting = iter(lines)
    while some := tuple(islice(waiting, _AT_ONCE)):
        sys.stdout.buffer.write(b"".join(some))
    sys.stdout.buffer.flush()
