"""From a reading to claims that the record can keep: figures, events and promises."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import starmap
from typing import NamedTuple

from bayline.engines.chinese.terms import Event, Interval, Name, Promise, Reading, Statement
from bayline.kernel.basis import Basis
from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.evidence import Evidence, Source, TextPosition
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period, Precision
from bayline.kernel.statuses import Status
from bayline.systems.reading.rules.bases import basis_of
from bayline.systems.reading.rules.figures import figure_of
from bayline.systems.reading.rules.kinds import stage_of
from bayline.systems.reading.rules.passages import Item, views_of
from bayline.systems.reading.rules.whose import Whose
from bayline.systems.reading.terms import ReadDocument

_UNNAMED = "-"  # the record names a claim by what it says


class Proposal(NamedTuple):
    """A claim that a reading proposes, with its quote and the sentence it stands in."""

    claim: Claim
    quote: str
    sentence: tuple[int, int]


def proposals(document: ReadDocument, *, source: Source, reader: str) -> list[Proposal]:
    """List what a document states, in text order.

    A rank and a number that is not said (若干) are no figures and are left out.

    Args:
        document: The document as it was read.
        source: What its claims are to be evidenced by.
        reader: Version of the reader.
    """
    reading = document.reading
    figures = (found[1:] for found in _figures(document))
    found: list[_Found] = [*figures, *_events(reading), *_promises(reading)]
    made = (
        Proposal(
            replace(claim, evidence=_evidence(source, start, end), reader=reader),
            reading.text[start:end],
            sentence,
        )
        for claim, (start, end), sentence in found
    )
    return sorted(made, key=_in_order)


def figure_claims(document: ReadDocument, *, source: Source) -> dict[int, Claim]:
    """Give the claim of every figure, by the position of its statement in the reading."""
    return {
        position: replace(claim, evidence=_evidence(source, *place))
        for position, claim, place, _ in _figures(document)
    }


def _in_order(proposal: Proposal) -> tuple[int, int, str]:
    position = proposal.claim.evidence.selectors[0]
    assert isinstance(position, TextPosition)  # noqa: S101 - made so just above
    return position.start, -position.end, proposal.claim.kind


def _evidence(source: Source, start: int, end: int) -> Evidence:
    return Evidence(source=source, selectors=(TextPosition(start=start, end=end),))


_Found = tuple[Claim, tuple[int, int], tuple[int, int]]
_NOWHERE = Evidence(
    source=Source(sha256="0" * 64, title=""), selectors=(TextPosition(start=0, end=0),)
)


def _figures(document: ReadDocument) -> Iterator[tuple[int, *_Found]]:
    view, reading = views_of([document])[0], document.reading
    placed = {(item.position, item.start): item for item in view.items}
    whose = Whose(reading)
    for position, statement in enumerate(reading.statements):
        quantity = statement.quantity
        figure = figure_of(quantity)
        if figure is None:
            continue
        item = placed.get((position, quantity.outer_start))
        basis = Basis() if item is None else _basis(basis_of(view, item), item)
        claim = _claim(statement, figure, basis, whose)
        place = (quantity.outer_start, quantity.outer_end)
        yield position, claim, place, (*statement.sentence,)


def _basis(basis: Basis, item: Item) -> Basis:
    return replace(basis, stage=stage_of(item.label))


def _claim(statement: Statement, figure: Figure, basis: Basis, whose: Whose) -> Claim:
    interval, subject = statement.time or statement.time_assumed, whose.subject(statement)
    return Claim(
        identifier=_UNNAMED,
        subject=subject,
        attribute=statement.attribute or "",
        evidence=_NOWHERE,
        figure=figure,
        basis=basis,
        period=period_of(interval),
        period_assumed=statement.time is None and interval is not None,
        place=place_of(statement.place, whose.text) or whose.place(subject),
        status=statement.status,
        change=statement.change,
    )


def place_of(place: Name | None, text: str) -> str:
    """Give the code of a place, or its name where it has none."""
    return "" if place is None else place.code or place.name or text[place.start : place.end]


def period_of(interval: Interval | None) -> Period | None:
    """Give the period of days that the reader found, in the calendar unit it fills exactly."""
    if interval is None or interval == (None, None):
        return None
    first, last = interval
    if first is not None and last is not None and first > last:
        return None  # dates that run backwards; a check says so
    return Period.inclusive(first, last, precision=_precision(first, last))


def _precision(first: date | None, last: date | None) -> Precision:
    day = Period.inclusive(first, last)
    if first is None or last is None or day.end is None:
        return Precision.DAY
    if first.day != 1 or day.end.day != 1:
        return Precision.DAY
    months = 12 * (day.end.year - first.year) + day.end.month - first.month
    if first.month == 1 and months % 12 == 0:
        return Precision.YEAR if months == 12 else Precision.YEARS  # noqa: PLR2004 - of a year
    fitting = {6: Precision.HALF, 3: Precision.QUARTER}
    return next(
        (kind for size, kind in fitting.items() if months == size and first.month % size == 1),
        Precision.MONTH,
    )


def _events(reading: Reading) -> Iterator[_Found]:
    whose = Whose(reading)
    for event in reading.events:
        yield _event(event, whose), (event.start, event.end), (*event.sentence,)


def _event(event: Event, whose: Whose) -> Claim:
    text = whose.text
    subject = "、".join(starmap(lambda start, end: text[start:end], event.who))
    return Claim(
        identifier=_UNNAMED,
        kind=ClaimKind.EVENT,
        subject=subject,
        place=whose.place(subject),
        attribute=event.kind.value,
        what="" if event.what is None else text[event.what.start : event.what.end],
        evidence=_NOWHERE,
        period=period_of(event.interval),
        status=event.status,
    )


def _promises(reading: Reading) -> Iterator[_Found]:
    whose = Whose(reading)
    for promise in reading.promises:
        yield _promise(promise, reading, whose), (promise.start, promise.end), (*promise.sentence,)


def _promise(promise: Promise, reading: Reading, whose: Whose) -> Claim:
    statements = [reading.statements[index] for index in promise.statements]
    subject = next(filter(None, map(whose.subject, statements)), "")
    return Claim(
        identifier=_UNNAMED,
        kind=ClaimKind.PROMISE,
        subject=subject,
        place=whose.place(subject),
        attribute="promise",
        what=promise.text,
        evidence=_NOWHERE,
        period=None if promise.due is None else Period.inclusive(None, promise.due),
        status=Status.PLANNED,
    )
