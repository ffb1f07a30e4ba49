"""Score sheets written as the files that they are read from."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bayline.kernel.figures import plain
from bayline.systems.villages.terms.sheets import Item, Method, ScoreSheet


def toml_of_sheet(sheet: ScoreSheet) -> str:
    """Write a score sheet; `sheets.sheet_of` reads it back as the same."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: ScoreSheet) -> Iterator[str]:
    yield from _pairs(
        name=sheet.name,
        edition=sheet.edition,
        title=sheet.title,
        title_en=sheet.title_en,
        since=sheet.since,
        until=sheet.until,
        source=sheet.source,
        sample=sheet.is_sample,
        method=sheet.method.value,
        inspectors=sheet.inspectors,
    )
    for item in sheet.items:
        yield from _item(item, sheet.method)
    for grade in sheet.grades:
        yield "\n[[grade]]"
        yield from _pairs(**grade._asdict())


def _item(item: Item, method: Method) -> Iterator[str]:
    yield "\n[[item]]"
    yield from _pairs(
        code=item.code,
        title=item.title,
        title_en=item.title_en,
        most=item.most,
        step=item.step,
        weight=item.weight if method is Method.WEIGHTED else None,
    )
    for zero in item.zero_rules:
        yield "\n[[item.zero]]"
        yield from _pairs(**zero._asdict())
    if item.sampling:
        yield "\n[item.sample]"
        yield from _pairs(**item.sampling._asdict())


def _pairs(**values: object) -> Iterator[str]:
    for name, value in values.items():
        if value is not None:
            yield f"{name} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, int | date):
        return str(value)
    # What JSON writes between quotes TOML reads; only DEL has to be written in another way.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
