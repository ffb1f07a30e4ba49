"""A reading as people corrected it: what was sent back is silent, what was put right counts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bayline.engines.chinese.terms import Interval, Name, NameKind, Reading, Statement
from bayline.kernel.claims import Claim
from bayline.kernel.periods import Period

_Span = tuple[int, int]


def corrected_reading(
    reading: Reading, *, corrections: Mapping[_Span, Claim], returned: Iterable[_Span]
) -> Reading:
    """Put corrections into a reading, so that checks compute with what people hold to be right.

    A statement that was sent back keeps its place, since others refer to it by position, but says
    nothing: it has neither value nor attribute nor subject.

    Args:
        reading: What the reader found.
        corrections: Corrected claims by the characters they stand on, hedges included.
        returned: The characters of what was sent back.
    """
    sent_back = {*returned}
    if not corrections and not sent_back:
        return reading
    statements = []
    for statement in reading.statements:
        place = (statement.quantity.outer_start, statement.quantity.outer_end)
        claim = corrections.get(place)
        if claim is not None:
            statements.append(_put_right(statement, claim))
        elif place in sent_back:
            statements.append(_silenced(statement))
        else:
            statements.append(statement)
    return replace(reading, statements=(*statements,))


def _silenced(statement: Statement) -> Statement:
    # Without a value it is no figure, so that sums which go by the words leave it out as well.
    return replace(
        statement,
        quantity=statement.quantity._replace(value=None, high=None),
        attribute=None,
        attribute_span=None,
        subject=None,
        subject_span=None,
    )


def _put_right(statement: Statement, claim: Claim) -> Statement:
    interval = None if claim.period is None else _interval(claim.period)
    return replace(
        statement,
        attribute=claim.attribute or None,
        attribute_span=None,
        subject=claim.subject or None,
        subject_span=None,
        status=claim.status,
        change=claim.change,
        time=None if claim.period_assumed else interval,
        time_assumed=interval if claim.period_assumed else None,
        place=_place(statement, claim.place),
    )


def _interval(period: Period) -> Interval:
    first: date | None = period.start
    return Interval(first, period.last)


def _place(statement: Statement, place: str) -> Name | None:
    if not place:
        return None
    start = statement.sentence.start
    return Name(start, start, NameKind.PLACE, code=place, name=place)
