"""Check what the record holds: each document by itself and beside those that speak of the same."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from bayline.kernel.claims import ClaimKind
from bayline.kernel.evidence import TextPosition
from bayline.kernel.findings import Finding
from bayline.kernel.reviews import Review
from bayline.platform.holding import hold_text
from bayline.platform.record import queries
from bayline.platform.record.actions import keep_findings
from bayline.platform.record.terms import Found, KeptClaim, KeptSource, KeptText
from bayline.systems.reading.actions.recording import as_read
from bayline.systems.reading.rules.corrected import corrected_reading
from bayline.systems.reading.terms import ReadDocument

_LIVING = (Review.ACCEPTED, Review.PROPOSED, Review.RETURNED)
_MOST_RELATED = 6  # documents that one is compared with; those that share most with it


@transaction.atomic
def check_document(
    text: KeptText, *, at: datetime, related: Sequence[KeptSource] | None = None
) -> tuple[str, ...]:
    """Check a kept document, with what people have corrected in it, and keep what is found.

    Args:
        text: The text of the document.
        at: When.
        related: The documents it is compared with; None for those that share most with it.

    Returns:
        Keys of the findings that are new.
    """
    from bayline.systems.reading.checks import check

    if related is None:
        related = queries.related_sources(text.source, limit=_MOST_RELATED)
    beside = [found for found in map(queries.latest_text, related) if found is not None]
    named = named_texts([text, *beside])
    findings = check([as_recorded(one, name=name) for name, one in named.items()])
    own = next(iter(named))
    about = [Found(finding=one, texts=named) for one in findings if speaks_of(one, own)]
    sources = [one.source for one in beside]
    fresh = keep_findings(about, about=text.source, beside=sources, at=at)
    hold_text(text, at=at)
    return fresh


def as_recorded(text: KeptText, *, name: str) -> ReadDocument:
    """Read a kept text and put into it what people have corrected or sent back.

    Where a person accepted one of several readings of a figure, that one counts, whatever the
    present reader makes of it.

    Args:
        text: The text of a document.
        name: What findings shall call it.
    """
    read = as_read(text)
    claims = queries.claims(text=text.key, kind=ClaimKind.FIGURE, states=_LIVING)
    places: dict[tuple[int, int], list[KeptClaim]] = defaultdict(list)
    for claim in claims:
        places[_place(claim)].append(claim)
    corrections = {
        place: one.claim
        for place, readings in places.items()
        for one in readings
        if one.state is Review.ACCEPTED and (len(readings) > 1 or not one.claim.reader)
    }
    returned = [
        place
        for place, readings in places.items()
        if all(one.state is Review.RETURNED for one in readings)
    ]
    reading = corrected_reading(read.reading, corrections=corrections, returned=returned)
    return ReadDocument(name=name, reading=reading, tables=read.tables)


def _place(claim: KeptClaim) -> tuple[int, int]:
    position = claim.claim.evidence.selectors[0]
    assert isinstance(position, TextPosition)  # noqa: S101 - it was asked for by its text
    return position.start, position.end


def named_texts(texts: Sequence[KeptText], *, taken: Collection[str] = ()) -> dict[str, KeptText]:
    """Call documents by their titles; two of one title are told apart by their numbers.

    Args:
        texts: Their texts.
        taken: Names that other documents have already.
    """
    named: dict[str, KeptText] = {}
    for text in texts:
        # Findings call a document by what stands behind the last slash, as they do with files.
        title = text.source.title.replace("/", "／")
        is_taken = title in named or title in taken
        named[f"{title}（{text.source.id}）" if is_taken else title] = text
    return named


def speaks_of(finding: Finding, name: str) -> bool:
    """Tell whether a finding rests on something in the document of this name."""
    in_rows = (row.reference for row in finding.rows if row.reference)
    return any(reference.document == name for reference in (*finding.claims, *in_rows))
