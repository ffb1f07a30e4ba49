"""What stands around a claim: its sentence, what others say of the same, how it came to stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q
from django.db.models.functions import Substr

from bayline.kernel.claims import Claim, ClaimKind
from bayline.kernel.evidence import Computation, TextPosition
from bayline.kernel.reviews import Review
from bayline.platform.record import models, queries
from bayline.platform.record.terms import KeptClaim

_LONGEST_HALF = 300  # characters of a sentence on either side of what is quoted
_MOST_OTHERS = 60
_STANDING = (Review.ACCEPTED, Review.PROPOSED)


class Sentence(NamedTuple):
    """A sentence around some characters of it; cut where it has no end."""

    before: str
    quote: str
    after: str


class DecisionRow(NamedTuple):
    """One decision: on which claim, when, to which state, by whom, why."""

    claim: str
    recorded: datetime
    state: Review
    by: str
    reason: str
    cause: str


def sentence_of(kept: KeptClaim) -> Sentence:
    """Give the sentence that a claim stands in; empty around what stands on no text."""
    position = kept.claim.evidence.selectors[0]
    if kept.text is None or not isinstance(position, TextPosition):
        return Sentence("", kept.quote, "")
    start, end = position.start, position.end
    first, last = kept.sentence or (start - _LONGEST_HALF, end + _LONGEST_HALF)
    first, last = max(first, start - _LONGEST_HALF, 0), min(last, end + _LONGEST_HALF)
    cut = Substr("text", first + 1, last - first)
    rows = models.Text.objects.filter(pk=kept.text).values_list(cut, flat=True)
    words = str(rows.get())
    before, after = words[: start - first], words[end - first :]
    if kept.sentence is None:
        before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    return Sentence(before.lstrip(), words[start - first : end - first], after.rstrip())


def others_of(
    kept: KeptClaim, *, as_of: datetime | None = None, limit: int = _MOST_OTHERS
) -> list[KeptClaim]:
    """List what else is said of the same attribute and subject, by period.

    Where the subject is not said, only the same document and what is said of the same place are
    asked: elsewhere it may be another.

    Args:
        kept: A claim.
        as_of: As it stood then; None for now.
        limit: At most so many.
    """
    same = _same_matter(kept.claim, kept.source)
    if same is None:
        return []
    order = (F("period_start").asc(nulls_last=True), "pk")
    return queries.claims(
        same, ~Q(pk=kept.key), as_of=as_of, states=_STANDING, order=order, limit=limit
    )


def _same_matter(claim: Claim, source: int | None) -> Q | None:
    """Give the condition of stating the same attribute of the same subject."""
    if not claim.attribute or claim.kind is not ClaimKind.FIGURE:
        return None
    same = Q(kind=ClaimKind.FIGURE, attribute=claim.attribute, subject=claim.subject)
    if claim.subject:
        return same
    here = Q(source=source)
    return same & (here | Q(place=claim.place) if claim.place else here)


def readings_around(kept: KeptClaim, *, as_of: datetime | None = None) -> list[KeptClaim]:
    """List what a claim superseded, what would or did supersede it, and what it was computed from.

    Args:
        kept: A claim.
        as_of: As it stood then; None for now.
    """
    return queries.claims(_in_place(kept) & ~Q(pk=kept.key), as_of=as_of)


def beside_of(
    kept: KeptClaim, *, limit: int, as_of: datetime | None = None
) -> tuple[list[KeptClaim], list[KeptClaim]]:
    """List the readings around a claim, and what else is said of the same, in one question.

    Args:
        kept: A claim.
        limit: At most so many in all.
        as_of: As they stood then; None for now.
    """
    around, same = _in_place(kept), _same_matter(kept.claim, kept.source)
    wanted = around if same is None else around | (same & queries.stands(_STANDING))
    found = queries.claims(wanted, ~Q(pk=kept.key), limit=limit, as_of=as_of)
    near = [one for one in found if _is_around(one, kept)]
    return near, [one for one in found if one not in near]


def _is_around(one: KeptClaim, kept: KeptClaim) -> bool:
    supersedes = kept.id == one.claim.supersedes or one.id == kept.claim.supersedes
    places = [each.claim.evidence.selectors[0] for each in (one, kept)]
    return supersedes or (one.text == kept.text is not None and places[0] == places[1])


def _in_place(kept: KeptClaim) -> Q:
    """Give the condition of superseding a claim, or standing in its place."""
    position = kept.claim.evidence.selectors[0]
    wanted = Q(supersedes=kept.key)
    if kept.claim.supersedes:
        wanted |= Q(identifier=kept.claim.supersedes)
    if isinstance(position, Computation):
        wanted |= Q(identifier__in=position.inputs)
    if kept.text is not None and isinstance(position, TextPosition):
        alike = {"kind__in": [kept.claim.kind, ClaimKind.WITHDRAWAL]}
        wanted |= Q(text=kept.text, start=position.start, end=position.end, **alike)
    return wanted


def decisions_of(keys: Sequence[int], *, as_of: datetime | None = None) -> list[DecisionRow]:
    """List what was decided of claims, in order."""
    rows = models.Decision.objects.filter(claim__in=keys).order_by("pk")
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    columns = ("claim__identifier", "recorded", "state", "by", "reason", "cause")
    return [
        DecisionRow(claim, recorded, Review(state), *rest)
        for claim, recorded, state, *rest in known.values_list(*columns)
    ]


def used_by(kept: KeptClaim, *, as_of: datetime | None = None) -> list[tuple[str, str, str]]:
    """List the claims that are computed from one: identifier, attribute, subject."""
    rows = models.Claim.objects.filter(selector__contains=f'"{kept.id}"').order_by("pk")
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    return [*known.values_list("identifier", "attribute", "subject")[:_MOST_OTHERS]]
