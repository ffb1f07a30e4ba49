"""Measures what the record offers to targets: its figures, and how often a name is said."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bayline.engines.search.asked import asked
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period
from bayline.kernel.reviews import Review
from bayline.kernel.statuses import Change, Status
from bayline.platform.indicators import Measured, Question, Series, Teller, unmeasured
from bayline.platform.record import queries
from bayline.platform.record.terms import KeptClaim
from bayline.platform.search.queries import passages
from bayline.platform.search.terms import Scope
from bayline.systems.reading.queries.places import place_code

_SUBJECT = "/"  # between a subject and what is stated of it: 四大产业集群/产值
_EXPECTED = ("预计", "预估", "约预计")
_PLACES_MOST = 300


def figures_of(change: Change | None) -> Teller:
    """Give what measures indicators by the accepted figures of the record.

    Args:
        change: Growth, or None for a level.
    """

    def tell(questions: Sequence[Question]) -> list[Series]:
        known = _stating(questions)
        return [_series(question, change, known) for question in questions]

    return tell


def _named(question: Question) -> tuple[str, str]:
    """Give the subject that is asked for, empty for the place itself, and the attribute."""
    subject, mark, attribute = question.of.partition(_SUBJECT)
    return (subject, attribute) if mark else ("", subject)


def _stating(questions: Sequence[Question]) -> dict[str, list[KeptClaim]]:
    """Give the accepted figures that any of the questions may ask for, by attribute."""
    attributes = sorted({_named(one)[1] for one in questions} - {""})
    at: datetime | None = questions[0].at if questions else None
    places = sorted({one.place for one in questions})
    found: dict[str, list[KeptClaim]] = {}
    listed = queries.claims_about(
        attributes,
        states=(Review.ACCEPTED,),
        as_of=at,
        places=places if len(places) <= _PLACES_MOST and all(places) else (),
    )
    for one in listed:
        found.setdefault(one.claim.attribute, []).append(one)
    return found


def _series(question: Question, change: Change | None, known: dict[str, list[KeptClaim]]) -> Series:
    subject, attribute = _named(question)
    claims = [
        one
        for one in known.get(attribute, ())
        if one.claim.place == question.place
        and _is_about(one, subject, question)
        and _is_meant(one, question, change)
    ]
    return tuple(_in_order(claims)) or (_nothing(question, attribute),)


def _is_about(kept: KeptClaim, subject: str, question: Question) -> bool:
    told = kept.claim.subject
    if subject:
        return told.endswith(subject)
    return not told or place_code(told, as_of=question.at) == question.place


def _is_meant(kept: KeptClaim, question: Question, change: Change | None) -> bool:
    claim = kept.claim
    if claim.figure is None or claim.period is None or claim.period.last is None:
        return False
    is_of_kind = claim.change is change if change else claim.change in {None, Change.TO}
    is_whole = not any(one.startswith("不含") for one in claim.basis.coverage)
    is_result = claim.status is Status.ACTUAL or kept.quote.startswith(_EXPECTED)
    is_in_time = claim.period.last <= (question.period.last or claim.period.last)
    return (
        is_of_kind
        and is_whole
        and is_result
        and is_in_time
        and claim.period.overlaps(question.period)
    )


def _in_order(claims: Sequence[KeptClaim]) -> Iterator[Measured]:
    """Give one value for each period, the oldest first: the one that was told last."""
    by_period: dict[str, list[KeptClaim]] = {}
    for one in sorted(claims, key=lambda one: one.key):
        period = _closed(one)
        if period is not None:
            by_period.setdefault(period.edtf, []).append(one)
    ordered = sorted(by_period.values(), key=lambda same: _ends(same[-1]))
    return (_measured(same) for same in ordered)


def _closed(kept: KeptClaim) -> Period | None:
    """Give the period of a figure; one without a beginning stands at its last day."""
    period = kept.claim.period
    if period is None or period.last is None:
        return None
    return period if period.start is not None else Period.inclusive(period.last, period.last)


def _ends(kept: KeptClaim) -> tuple[str, str]:
    period = _closed(kept)
    return (str(period.last), str(period.start)) if period else ("", "")


def _measured(same: Sequence[KeptClaim]) -> Measured:
    kept = same[-1]
    figure, period = kept.claim.figure, _closed(kept)
    others = {
        one.quote
        for one in same[:-1]
        if figure is not None
        and one.claim.figure is not None
        and one.claim.figure.unit == figure.unit
        and one.claim.figure.disjoint(figure)
    }
    zh, en = ("", "")
    if others:
        zh = f"；资料里同一时期另有{'、'.join(sorted(others))}"
        en = f"; the record also says {', '.join(sorted(others))} of it"
    edtf = period.edtf if period else ""
    return Measured(
        figure=figure,
        printed=kept.quote,
        why=f"资料里已审定的数，时期{edtf}{zh}",
        why_en=f"accepted figure of the record, of {edtf}{en}",
        path=f"/figures/{kept.id}",
        period=period,
        change=Change.GROWTH if kept.claim.change is Change.GROWTH else None,
        is_forecast=kept.claim.status is not Status.ACTUAL,
    )


def _nothing(question: Question, attribute: str) -> Measured:
    return unmeasured(
        "资料里没有这个地方、这段时期已审定的数",
        "the record has no accepted figure of the place and the period",
        "/figures",
        asked=(("attribute", attribute), ("place", question.place)),
    )


def mentions(question: Question) -> Measured:
    """Count the documents that say a name."""
    found = passages(asked(f"“{question.of}”"), Scope(as_of=question.at))
    documents = len({hit.source for hit in found.hits})
    more, more_en = ("至少", "at least ") if found.is_more else ("", "")
    return Measured(
        figure=Figure.exactly(documents, "份"),
        printed=f"{documents}份",
        why=f"{more}{len(found.hits)}处",
        why_en=f"{more_en}{len(found.hits)} passages",
        path="/search",
        asked=(("q", f"“{question.of}”"),),
    )
