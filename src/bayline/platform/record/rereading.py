"""Compare what is proposed for a document with what the record holds of it; nothing is overwritten.

A newer reader and a corrected edition both propose: what says the same stays, what differs takes
its place once a person accepts it, and what is no longer said is proposed for withdrawal.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.evidence import TextPosition
from bayline.kernel.reviews import Review
from bayline.platform.record.rows import Said, said
from bayline.platform.record.terms import Draft, KeptClaim


class Differences(NamedTuple):
    """What a new reading brings.

    Attributes:
        drafts: Claims to be added, in order; those that differ name what they supersede.
        outdated: Claims that nobody had decided on and that the new reading no longer holds.
        withdrawals: Accepted claims that are no longer made, each taken back, on the text they
            stood on.
        carried: Positions in `drafts` that say what an accepted claim of an earlier edition says.
    """

    drafts: tuple[Draft, ...]
    outdated: tuple[str, ...]
    withdrawals: tuple[Draft, ...] = ()
    carried: tuple[int, ...] = ()


def reread(
    held: Sequence[KeptClaim], drafts: Sequence[Draft], *, superseded: Sequence[KeptClaim] = ()
) -> Differences:
    """Compare a new reading of a text with the claims that stand on it.

    Args:
        held: The claims of the same text that are not superseded.
        drafts: What the new reading proposes.
        superseded: Those that are; what a person has corrected is not proposed a second time.
    """
    standing = {_place(claim.claim): claim for claim in held if _is_read(claim)}
    corrected = {(_place(claim.claim), _content(claim.claim)) for claim in superseded}
    kept: list[Draft] = []
    outdated: list[str] = []
    for draft in drafts:
        earlier = standing.pop(_place(draft.claim), None)
        if earlier is None:
            kept.append(draft)
        elif not _is_settled(earlier, draft.claim, corrected):
            kept.append(_superseding(draft, earlier))
            outdated += [earlier.id] if earlier.state is Review.PROPOSED else []
    outdated += [claim.id for claim in standing.values() if claim.state is Review.PROPOSED]
    return Differences((*kept,), (*outdated,), tuple(_no_longer_said(standing.values())))


def reissued(held: Sequence[KeptClaim], drafts: Sequence[Draft]) -> Differences:
    """Compare a corrected edition with the accepted claims of the edition before.

    Args:
        held: The claims of the earlier edition that are not superseded.
        drafts: What the corrected edition states.
    """
    alike: dict[tuple[object, ...], list[KeptClaim]] = defaultdict(list)
    for claim in filter(_is_read, held):
        alike[_matter(claim.claim)].append(claim)
    made: list[Draft] = []
    carried: list[int] = []
    outdated: list[str] = []
    for draft in drafts:
        earlier = _counterpart(alike[_matter(draft.claim)], draft.claim)
        if earlier is None:
            made.append(draft)
            continue
        if earlier.state is Review.ACCEPTED and _value(earlier.claim) == _value(draft.claim):
            carried.append(len(made))
        outdated += [earlier.id] if earlier.state is Review.PROPOSED else []
        made.append(_superseding(draft, earlier))
    left = [claim for claims in alike.values() for claim in claims]
    outdated += [claim.id for claim in left if claim.state is Review.PROPOSED]
    return Differences((*made,), (*outdated,), tuple(_no_longer_said(left)), (*carried,))


def _is_read(claim: KeptClaim) -> bool:
    """Tell whether a reader could say so; that a promise was kept, only a person says."""
    return claim.claim.kind is not ClaimKind.FULFILMENT


def _place(claim: Claim) -> tuple[object, ...]:
    position = claim.evidence.selectors[0]
    assert isinstance(position, TextPosition)  # noqa: S101 - both sides stand on a text
    return claim.kind, position.start, position.end


def _is_settled(
    earlier: KeptClaim, claim: Claim, corrected: set[tuple[tuple[object, ...], Said]]
) -> bool:
    """Tell whether a claim says what stands there, or what a person has corrected there."""
    content = _content(claim)
    by_person = not earlier.claim.reader
    return content == _content(earlier.claim) or (
        by_person and (_place(claim), content) in corrected
    )


def _content(claim: Claim) -> Said:
    return said(claim, quote="")


def _matter(claim: Claim) -> tuple[object, ...]:
    """Give what a claim is about: two editions speak of one thing where all of this is equal."""
    unit = claim.figure.unit if claim.figure else ""
    about = (claim.kind, claim.subject, claim.attribute, claim.what, unit)
    return (*about, claim.period, claim.place, claim.status, claim.change, claim.basis)


def _value(claim: Claim) -> object:
    return claim.figure


def _counterpart(candidates: list[KeptClaim], claim: Claim) -> KeptClaim | None:
    """Take the earlier claim that says the same, else the first of the same matter."""
    if not candidates:
        return None
    same = (one for one in candidates if _value(one.claim) == _value(claim))
    found = next(same, candidates[0])
    candidates.remove(found)
    return found


def _superseding(draft: Draft, earlier: KeptClaim) -> Draft:
    return replace(draft, claim=replace(draft.claim, supersedes=earlier.id))


def _no_longer_said(claims: Iterable[KeptClaim]) -> Iterator[Draft]:
    """Propose that accepted claims be withdrawn."""
    for claim in claims:
        if claim.state is Review.ACCEPTED:
            taken_back = replace(
                claim.claim,
                identifier="-",
                kind=ClaimKind.WITHDRAWAL,
                supersedes=claim.id,
                recorded=None,
            )
            yield Draft(claim=taken_back, quote=claim.quote, sentence=claim.sentence)
