"""A finding of the record: its sentence, its arithmetic with each part leading to its claim."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bayline.kernel.findings import Life, Reference, State, state_of
from bayline.platform.record.terms import KeptFinding
from bayline.systems.reading.pages import states, words
from bayline.systems.reading.pages.findings import Anchors, RowView, finding_view
from bayline.systems.reading.pages.ways import Ways
from bayline.systems.reading.queries import claims_of_findings

Spot = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place that a finding rests on: what is printed there, and the page of its claim."""

    quote: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFinding:
    """A finding of the record as a panel lists it; `mark` of a row is the claim's address."""

    key: str
    address: str
    check: str
    title: str
    state: str
    look: str
    word: str
    life: str
    life_word: str
    reason: str
    sentence: str
    told: str
    rows: tuple[RowView, ...]
    sources: tuple[Source, ...]  # places that the arithmetic does not show


def finding_views(found: Sequence[KeptFinding], ways: Ways) -> tuple[RecordFinding, ...]:
    """Show findings in the order given, with their claims linked."""
    claims = claims_of_findings([one.key for one in found]) if found else {}
    return tuple(_view(one, claims.get(one.key, {}), ways) for one in found)


def _view(kept: KeptFinding, claims: Mapping[Spot, str], ways: Ways) -> RecordFinding:
    def address(reference: Reference | None) -> str:
        if reference is None:
            return ""
        claim = claims.get((reference.document, reference.start, reference.end))
        return ways.figure(claim) if claim else ways.document(reference.document)

    finding = kept.finding
    plain = finding_view(finding, name=kept.key, anchors=Anchors({}, draft=""), quotes=())
    rows = zip(finding.rows, plain.rows, strict=True)
    in_rows = {row.reference for row in finding.rows}
    elsewhere = (one for one in dict.fromkeys(finding.claims) if one not in in_rows)
    return RecordFinding(
        key=kept.key,
        address=ways.finding(kept.key),
        check=finding.check,
        title=plain.title,
        state=state_of(finding).value,
        look=plain.look,
        word=plain.word,
        life=kept.life.value,
        life_word=states.life_word(kept.life),
        reason=kept.reason,
        sentence=plain.sentence,
        told=plain.told,
        rows=tuple(replace(view, mark=address(row.reference)) for row, view in rows),
        sources=tuple(Source(quote=one.quote, address=address(one)) for one in elsewhere),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingList:
    """The findings that touch a claim: the worst of them, how many there are, the worst look."""

    views: tuple[RecordFinding, ...]
    total: int
    looks: tuple[str, ...]  # of the open ones


def findings_of(found: Sequence[KeptFinding], ways: Ways, *, limit: int) -> FindingList:
    """Show those of some findings that are still found, worst first.

    Args:
        found: The findings of a claim.
        ways: Gives addresses.
        limit: At most so many; the rest is counted.
    """
    order = [*State]
    present = [one for one in found if one.is_present]
    present.sort(key=lambda one: order.index(state_of(one.finding)))
    is_open = (one for one in present if one.life is Life.OPEN)
    return FindingList(
        views=finding_views(present[:limit], ways),
        total=len(present),
        looks=tuple(words.look_of(state_of(one.finding)) for one in is_open),
    )


def worst_look(looks: Iterable[str], default: str) -> str:
    """Give the worst of some looks, or the default where there is none that asks for somebody."""
    asking = [look for look in looks if look in states.LOOKS[:4]]
    return min(asking, key=states.LOOKS.index, default=default)
