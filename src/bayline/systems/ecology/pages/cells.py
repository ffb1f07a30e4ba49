"""The samples of a section in a month as they are written, and the page of one cell."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import orjson
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer, refused
from bayline.platform.reaching import present_reach
from bayline.platform.registers.importing.sheets import letters_of
from bayline.systems.ecology.pages import words
from bayline.systems.ecology.pages.contexts import CellLink, CellPage, SampleLine, SamplesPage
from bayline.systems.ecology.pages.section import class_word_of, limit_words
from bayline.systems.ecology.queries import readings, stations
from bayline.systems.ecology.queries.readings import Placed
from bayline.systems.ecology.rules.classing import classified
from bayline.systems.ecology.rules.judging import judge_for
from bayline.systems.ecology.terms import Item, Sample, Station

_MONTH = 7


def samples_page(request: HttpRequest, code: str) -> Answer:
    """Show the samples of a section in a month."""
    at, ways = as_of(request), addresses(request)
    station = stations.station(code, at)
    if station is None:
        return refused(stations.no_section(code), status=404)
    months = readings.months_kept(at=at, station=code)
    month = request.GET.get("month", "") or (months[-1] if months else "")
    found = readings.samples_kept(station, [month], at=at) if month in months else []
    items = _items(found)
    page = SamplesPage(
        code=code,
        name=station.name,
        month=words.period_word(month) if month in months else month[:_MONTH],
        heads=tuple(words.item_word(one) for one in items.values()),
        rows=tuple(_line(one, station, items, ways) for one in found),
        section_address=ways.to(words.section_path(code), period=month[:_MONTH]),
    )
    return Answer(context=page, template="ecology/samples.html")


def _items(found: list[Placed]) -> dict[str, Item]:
    if not found or found[0].sample.day is None:
        return {}
    held = {key for one in found for key in one.sample.readings}
    items = judge_for(found[0].sample.day).standard.items
    return {key: one for key, one in items.items() if key in held}


def _line(one: Placed, station: Station, items: Mapping[str, Item], ways: Addresses) -> SampleLine:
    sample, judge = one.sample, judge_for(one.sample.day)
    found = classified(
        sample.readings, body=station.body, standard=judge.standard, rules=judge.rules
    )
    return SampleLine(
        time=sample.time,
        word=words.class_word(found.water_class),
        look=words.class_look(found.water_class),
        deciding=words.item_word(items[found.deciding[0]]) if found.deciding else "",
        cells=tuple(_cell(one, station, item, ways) for item in items.values()),
    )


def _cell(one: Placed, station: Station, item: Item, ways: Addresses) -> CellLink:
    reading = one.sample.readings.get(item.key)
    if reading is None:
        return CellLink(item=item.key, text="—", look="", address="")
    water_class = None
    if station.body in item.limits:
        water_class = class_word_of(item, station, reading)
    place = f"{one.delivery}-{one.sample.line}-{item.key}"
    return CellLink(
        item=item.key,
        text=reading.text,
        look=words.class_look(water_class),
        address=ways.to(words.section_path(station.code, f"/cells/{place}")),
    )


def cell_page(request: HttpRequest, code: str, cell: str) -> Answer:
    """Show one cell of a file and what was read out of it."""
    at, ways = as_of(request), addresses(request)
    station = stations.station(code, at)
    found = _found(station, cell, at) if station else None
    if station is None or found is None:
        return refused(_no_cell(cell), status=404)
    placed, key = found
    delivery = readings.delivery(placed.delivery, at=at)
    if delivery is None:
        return refused(_no_cell(cell), status=404)
    sample, head = placed.sample, delivery.heads[key]
    reading, judge = sample.readings[key], judge_for(sample.day)
    before = _stood_before(delivery.notes, sample.line, head.place)
    item = judge.standard.items.get(key)
    is_classed = item is not None and station.body in item.limits
    water_class = class_word_of(item, station, reading) if item and is_classed else None
    page = CellPage(
        code=code,
        name=station.name,
        item=words.item_word(item) if item else key,
        time=sample.time,
        text=reading.text,
        value=_value(sample, key),
        unit=item.unit if item else "",
        word=words.class_word(water_class) if is_classed else "",
        look=words.class_look(water_class),
        limits=tuple(limit_words(item, station)) if item and is_classed else (),
        file=delivery.name,
        sha256=delivery.sha256,
        row=sample.line,
        column=letters_of(head.place + 1),
        head=head.head,
        mended=before is not None,
        was=before or "",
        delivery=delivery.number,
        recorded=delivery.recorded,
        by=delivery.by if present_reach().is_whole else "",
        standard=judge.standard.pack.number,
        samples_address=ways.to(words.section_path(code, "/samples"), month=sample.time[:_MONTH]),
        section_address=ways.to(words.section_path(code), period=sample.time[:_MONTH]),
    )
    return Answer(context=page, template="ecology/cell.html")


def _found(station: Station, cell: str, at: datetime | None) -> tuple[Placed, str] | None:
    parts = cell.split("-", 2)
    if len(parts) != 3 or not all(one.isascii() and one.isdigit() for one in parts[:2]):  # noqa: PLR2004 - delivery, row, item
        return None
    placed = readings.sample_at(station, int(parts[0][:9]), int(parts[1][:9]), at=at)
    if placed is None or parts[2] not in placed.sample.readings:
        return None
    return placed, parts[2]


def _value(sample: Sample, key: str) -> str:
    reading = sample.readings[key]
    if reading.is_exact:
        return f"{reading.low:f}"
    return f"> {reading.low:f}" if reading.high is None else f"< {reading.high:f}"


def _stood_before(notes: str, row: int, place: int) -> str | None:
    """Give what stood in a cell before it was typed anew; None where it never was."""
    mended: Iterator[Mapping[str, object]] = iter(orjson.loads(notes)["mended"])
    own = (one for one in mended if one["line"] == row and one["place"] == place)
    found = next(own, None)
    return None if found is None else str(found.get("was", "")) or _("空格")


def _no_cell(cell: str) -> BaylineError:
    return BaylineError(
        f"no cell “{cell[:40]}” is kept",
        do="go to the samples of the section",
        zh=Words(f"没有收存“{cell[:40]}”这一格", do="请从断面的样品表里点开"),
    )
