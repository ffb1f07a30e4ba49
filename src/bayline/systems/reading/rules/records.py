"""What was read, as plain records: one object for each thing found, in text order.

Other programs rely on these names. Values stay exact decimals here; `encoded` writes them as JSON
numbers without passing through binary fractions.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from bayline.engines.chinese.script import fold
from bayline.engines.chinese.terms import (
    Event,
    Interval,
    Name,
    NameKind,
    Number,
    Promise,
    Quantity,
    QuantityKind,
    Reading,
    Span,
    Statement,
    Time,
)
from bayline.kernel.amounts import named_scale
from bayline.kernel.amounts import scale_of as printed_scale
from bayline.kernel.findings import Finding, Reference, Row
from bayline.systems.reading.rules.figures import scale_of

Record = dict[str, Any]

KINDS = ("quantity", "number", "time", "place", "name", "event", "promise")
DEFAULT_KINDS = tuple(kind for kind in KINDS if kind != "number")
_PLACES = frozenset({NameKind.PLACE, NameKind.VILLAGE})
_SEPARATORS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
_LONGEST_HALF = 600  # characters of a sentence on either side of a place
_LONGEST_WRITTEN_OUT = 400  # digits; longer numbers are written with an exponent


def records(document: str, reading: Reading, *, kinds: Collection[str]) -> list[Record]:
    """List what was read in one document, in text order.

    Args:
        document: The name of the document, as its user gave it.
        reading: What was read.
        kinds: Which of `KINDS` to list.

    Returns:
        One record for each thing found; what starts together stands longest first.
    """
    makers: dict[str, Callable[[Reading], Iterable[Record]]] = {
        "quantity": _quantities,
        "number": lambda read: (_number(read, number) for number in read.numbers),
        "time": lambda read: (_time(read, time) for time in read.times),
        "place": lambda read: _names(read, "place"),
        "name": lambda read: _names(read, "name"),
        "event": lambda read: (_event(read, event) for event in read.events),
        "promise": lambda read: (_promise(read, promise) for promise in read.promises),
    }
    found = [
        {"document": document, "kind": kind, **record}
        for kind in KINDS
        if kind in kinds
        for record in makers[kind](reading)
    ]
    return sorted(found, key=lambda record: (record["start"], -record["end"]))


def finding_record(finding: Finding) -> Record:
    """Return the record of a finding: its verdict, its sentence and the places it rests on."""
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "sentence": finding.sentence,
        "sentence_en": finding.sentence_en,
        "claims": [_claim(claim) for claim in finding.claims],
        "arithmetic": [_row(row) for row in finding.rows],
    }


def lines(found: Iterable[Record]) -> str:
    """Write records as JSON, one a line.

    Line separators inside a text are escaped, because many programs split lines at them.
    """
    return "".join(f"{encoded(record).translate(_SEPARATORS)}\n" for record in found)


def encoded(value: object) -> str:
    """Write a record as JSON: text unescaped, decimals as numbers with all their digits.

    Raises:
        TypeError: If the record holds what JSON cannot.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | Decimal):
        return _digits(Decimal(value))
    if isinstance(value, dict):
        members = (f"{encode_basestring(key)}: {encoded(part)}" for key, part in value.items())
        return f"{{{', '.join(members)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(encoded, value))}]"
    raise TypeError(f"{type(value).__name__} in a record; give text, numbers, lists or None")


def _digits(value: Decimal) -> str:
    if not value:
        return "0"
    if abs(value.adjusted()) > _LONGEST_WRITTEN_OUT:
        return f"{value:E}".replace("E+", "E")
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _quantities(reading: Reading) -> Iterator[Record]:
    return (_quantity(reading, statement) for statement in reading.statements)


def _quantity(reading: Reading, statement: Statement) -> Record:
    quantity, place = statement.quantity, statement.place
    return {
        **_quote(reading, quantity.start, quantity.end),
        "value": quantity.value,
        "high": quantity.high,
        "unit": quantity.unit,
        "bound": quantity.bound.value,
        "attribute": statement.attribute,
        "subject": statement.subject,
        "status": statement.status.value,
        "change": statement.change and statement.change.value,
        "rank": quantity.kind is QuantityKind.RANK,
        "place": _place(reading, place),
        "sentence": _around(reading, statement.sentence, statement.quantity.start),
        "time": _days(statement.time),
        "time_assumed": _days(statement.time_assumed),
        "type": quantity.kind.value,
        "basis": list(statement.basis),
        "stated": _stated(reading, quantity),
        "resolution": quantity.resolution,
        "hedged": [quantity.outer_start, quantity.outer_end],
        "attribute_span": _span(statement.attribute_span),
        "subject_span": _span(statement.subject_span),
        "place_code": (place.code or None) if place else None,
        "why": list(statement.why),
    }


def _stated(reading: Reading, quantity: Quantity) -> Record:
    """Give number and unit as printed: 42.3 and 亿元; of a cell, with the unit of its table."""
    value = quantity.value
    if not value:
        return {"value": quantity.stated_value, "unit": quantity.stated_unit}
    scale = scale_of(quantity, fold(reading.text[quantity.start : quantity.end]))
    named = named_scale(scale.factor, quantity.unit) if quantity.unit else ""
    word = scale.word or named or quantity.stated_unit
    return {"value": scale.number.copy_sign(value), "unit": word}


def _number(reading: Reading, number: Number) -> Record:
    return {
        **_quote(reading, number.start, number.end),
        "value": number.value,
        "high": number.high,
        "bound": number.bound.value,
        "resolution": number.resolution,
    }


def _time(reading: Reading, time: Time) -> Record:
    return {
        **_quote(reading, time.start, time.end),
        "time": _days(time.interval),
        "basis": time.basis.value,
        "precision": time.precision,
        "duration": time.duration or None,
        "clock": time.clock or None,
        "relation": time.relation,
        "type": time.kind.value,
    }


def _names(reading: Reading, kind: str) -> Iterator[Record]:
    wanted = (name for name in reading.names if (name.kind in _PLACES) == (kind == "place"))
    for name in wanted:
        yield {
            **_quote(reading, name.start, name.end),
            "type": name.kind.value,
            "name": name.name or reading.text[name.start : name.end],
            "code": name.code or None,
        }


def _event(reading: Reading, event: Event) -> Record:
    return {
        **_quote(reading, event.start, event.end),
        "type": event.kind.value,
        "who": [_words(reading, span) for span in event.who],
        "what": _words(reading, event.what),
        "time": _days(event.interval),
        "status": event.status.value,
        "sentence": _around(reading, event.sentence, event.start),
        "who_spans": [list(span) for span in event.who],
        "what_span": _span(event.what),
    }


def _promise(reading: Reading, promise: Promise) -> Record:
    quantities = (reading.statements[index].quantity for index in promise.statements)
    return {
        **_quote(reading, promise.start, promise.end),
        "due": promise.due and promise.due.isoformat(),
        "quantities": [[quantity.start, quantity.end] for quantity in quantities],
        "sentence": _around(reading, promise.sentence, promise.start),
    }


def _quote(reading: Reading, start: int, end: int) -> Record:
    return {"start": start, "end": end, "text": reading.text[start:end]}


def _around(reading: Reading, sentence: Span, position: int) -> str:
    """Give the sentence; of one that never ends, what stands around the place."""
    start = max(sentence.start, position - _LONGEST_HALF)
    end = min(sentence.end, position + _LONGEST_HALF)
    return reading.text[start:end]


def _words(reading: Reading, span: Span | None) -> str | None:
    return None if span is None else reading.text[span.start : span.end]


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _place(reading: Reading, place: Name | None) -> str | None:
    return None if place is None else place.name or reading.text[place.start : place.end]


def _days(interval: Interval | None) -> dict[str, str | None] | None:
    if interval is None:
        return None
    first, last = interval
    return {
        "start": None if first is None else first.isoformat(),
        "end": None if last is None else last.isoformat(),
    }


def _claim(claim: Reference) -> Record:
    return {
        "document": claim.document,
        "span": [claim.start, claim.end],
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
    }


def _printed(row: Row) -> str | None:
    scale = printed_scale(row)
    if scale is not None and scale.factor != 1:
        return f"{_digits(scale.number)}{scale.word}"
    return str(row.figure.stated) if row.figure.stated else None


def _row(row: Row) -> Record:
    figure = row.figure
    return {
        "operation": row.operation,
        "label": row.label,
        "label_en": row.label_en,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "bound": figure.bound.value,
        "stated": _printed(row),
        "claim": _claim(row.reference) if row.reference else None,
    }
