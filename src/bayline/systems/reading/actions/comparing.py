"""Check a draft against the record: what it says otherwise, the same, on another basis, or alone.

Nothing of the draft is kept: it is compared with kept documents, which are only read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bayline.engines.chinese.reader import read
from bayline.engines.chinese.script import fold
from bayline.engines.documents.terms import Document
from bayline.kernel.basis import differences
from bayline.kernel.claims import Claim
from bayline.kernel.evidence import Source
from bayline.kernel.findings import Finding, Reference
from bayline.kernel.reviews import Review
from bayline.platform.record import queries
from bayline.platform.record.terms import KeptClaim, KeptText
from bayline.systems.reading.actions.auditing import Audited, Beside, Stated, audit
from bayline.systems.reading.actions.checking import as_recorded, named_texts, speaks_of
from bayline.systems.reading.checks import check
from bayline.systems.reading.queries.places import gazetteer
from bayline.systems.reading.rules.attributes import canonical
from bayline.systems.reading.rules.recording import figure_claims
from bayline.systems.reading.terms import ReadDocument

_MOST_RELATED = 6  # kept documents that a draft is compared with
_MOST_STATED = 5  # statements of the record shown beside one figure
_LONGEST_SENTENCE = 300
_COUNTED = (Review.ACCEPTED, Review.PROPOSED)
_COUNT = re.compile(r"^\d+(?:多|余)?[个项家条座户处件](?=.)")
_DRAFT = Source(sha256="0" * 64, title="")


def audit_beside_record(document: Document, *, published: date | None) -> Audited:
    """Check a draft by itself and against what the record holds.

    Args:
        document: An opened or pasted document.
        published: When it was or will be published; None lets the text say.

    Raises:
        BaylineError: The document cannot be checked.
    """
    if queries.is_empty():
        return audit(document, published=published)
    day = published or document.published
    reading = read(document.text, published=day, gazetteer=gazetteer(), tables=document.tables)
    draft = ReadDocument(name=document.name, reading=reading, tables=document.tables)
    figures = figure_claims(draft, source=_DRAFT)
    named = _related(figures, name=document.name)
    kept = [as_recorded(text, name=name) for name, text in named.items()]
    findings = [one for one in check([draft, *kept]) if speaks_of(one, document.name)]
    return Audited(
        document=document,
        reading=reading,
        findings=(*findings,),
        beside=_beside(findings, figures, named),
    )


def _related(figures: Mapping[int, Claim], *, name: str) -> dict[str, KeptText]:
    attributes = {claim.attribute for claim in figures.values()} - {""}
    subjects = {claim.subject for claim in figures.values()} - {""}
    sources = queries.sources_about(attributes, subjects, limit=_MOST_RELATED)
    texts = [text for text in map(queries.latest_text, sources) if text is not None]
    return named_texts(texts, taken=(name,))


def _beside(
    findings: Sequence[Finding], figures: Mapping[int, Claim], named: Mapping[str, KeptText]
) -> Beside:
    standing = queries.claims_on({text.key for text in named.values()})
    claims: dict[Reference, str] = {}
    sentences: dict[Reference, str] = {}
    for reference in _kept_references(findings, named):
        text = named[reference.document]
        found = standing.get((text.key, reference.start, reference.end))
        if found is not None:
            claims[reference] = found[1]
        sentences[reference] = _sentence(text, reference)
    return Beside(
        documents={name: text.source.id for name, text in named.items()},
        claims=claims,
        sentences=sentences,
        stated=_stated(figures),
    )


def _kept_references(
    findings: Sequence[Finding], named: Mapping[str, KeptText]
) -> Iterator[Reference]:
    for finding in findings:
        in_rows = (row.reference for row in finding.rows if row.reference)
        for reference in (*finding.claims, *in_rows):
            if reference.document in named:
                yield reference


def _sentence(text: KeptText, reference: Reference) -> str:
    words = text.document.text
    near, far = reference.start - _LONGEST_SENTENCE, reference.end + _LONGEST_SENTENCE
    start = max(words.rfind(mark, max(0, near), reference.start) for mark in "。！？\n") + 1
    ends = [words.find(mark, reference.end, far) for mark in "。！？\n"]
    end = min((place for place in ends if place >= 0), default=min(len(words), far))
    return words[max(start, near, 0) : end + 1].strip()


def _stated(figures: Mapping[int, Claim]) -> dict[int, tuple[Stated, ...]]:
    """Find for every figure what the record states of the same attribute and subject."""
    attributes = {claim.attribute for claim in figures.values()} - {""}
    kept: dict[tuple[str, str, str], list[KeptClaim]] = defaultdict(list)
    for one in queries.claims_about(attributes, states=_COUNTED):
        kept[_matter(one.claim)].append(one)
    return {
        position: tuple(
            _told(claim, one) for one in sorted(found, key=lambda each: _apart(claim, each))
        )[:_MOST_STATED]
        for position, claim in figures.items()
        if (found := kept.get(_matter(claim)))
    }


def _matter(claim: Claim) -> tuple[str, str, str]:
    unit = claim.figure.unit if claim.figure else ""
    # 50个重大项目 and 48个重大项目 are one subject, told with two counts.
    whose = _COUNT.sub("", fold(claim.subject)) or claim.place
    return canonical(claim.attribute), whose, f"{unit} {claim.change or ''}"


def _apart(claim: Claim, one: KeptClaim) -> tuple[bool, int]:
    """Sort by whether the periods differ, then the newest first."""
    published = one.claim.evidence.source.published if one.claim.evidence.source else None
    return claim.period != one.claim.period, -(published.toordinal() if published else 0)


def _told(claim: Claim, one: KeptClaim) -> Stated:
    other = one.claim
    source = other.evidence.source
    alike = claim.period == other.period and not differences(claim.basis, other.basis)
    agrees = None
    if alike and claim.status == other.status and claim.figure and other.figure:
        agrees = claim.figure.overlaps(other.figure)
    return Stated(
        claim=one.id,
        quote=one.quote,
        title=source.title if source else "",
        published=source.published if source else None,
        period=other.period.edtf if other.period else "",
        state=one.state,
        agrees=agrees,
    )
