"""Ask for findings: what was found, whether it still is, and what people made of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.findings import Finding, Life
from bayline.kernel.reviews import Review
from bayline.platform.record import models
from bayline.platform.record.finding_rows import finding_from
from bayline.platform.record.queries.claims import standing
from bayline.platform.record.terms import FindingChange, KeptFinding, Standing, StandingFinding
from bayline.platform.standstill import once

_OF_CHECKS = {"gone": False, "back": True}
_UNTOUCHED = Standing()


def standing_findings(
    *, as_of: datetime | None = None, source: str = ""
) -> Sequence[StandingFinding]:
    """List where all findings stand, in the order they were found.

    Args:
        as_of: As they stood then; None for now.
        source: Only those that speak of the source whose hash begins so.
    """
    return _standing(as_of, source)


@once
def _standing(as_of: datetime | None, source: str) -> tuple[StandingFinding, ...]:
    rows = models.Finding.objects.order_by("pk")
    events = models.FindingEvent.objects.order_by("pk")
    if as_of is not None:
        rows, events = rows.filter(recorded__lte=as_of), events.filter(recorded__lte=as_of)
    if source:
        rows = rows.filter(inputs__source__sha256__startswith=source).distinct()
    stands: dict[str, Standing] = {}
    told = events.values_list("key", "state", "owner", "due", "recorded", "reason", "by")
    for key, state, owner, due, recorded, reason, by in told:
        before = stands.get(key, _UNTOUCHED)
        stands[key] = (
            before._replace(is_present=_OF_CHECKS[state])
            if state in _OF_CHECKS
            else Standing(before.is_present, Life(state), owner, due, recorded, reason, by)
        )
    found = rows.values_list("key", "check_id", "state", "recorded")
    return tuple(StandingFinding(*row, stands.get(row[0], _UNTOUCHED)) for row in found)


def sayings_of(keys: Collection[str]) -> dict[str, Finding]:
    """Give what findings say, by their keys, for where they stand is known already."""
    return dict(_sayings(tuple(sorted(keys)))) if keys else {}


@once
def _sayings(keys: tuple[str, ...]) -> tuple[tuple[str, Finding], ...]:
    rows = models.Finding.objects.filter(key__in=keys).values_list("key", "body")
    return tuple((key, finding_from(body)) for key, body in rows)


def findings_by_key(keys: Sequence[str], *, as_of: datetime | None = None) -> list[KeptFinding]:
    """Give findings by their keys, in the order of these; those that are not there are left out."""
    rows = models.Finding.objects.filter(key__in=keys)
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    found = {one.key: one for one in _kept([*known], as_of)}
    return [found[key] for key in keys if key in found]


def findings_beside(
    key: str, *, as_of: datetime | None = None, limit: int = 20
) -> list[KeptFinding]:
    """List the other findings that rest on a claim of this one, or on what took its place.

    Args:
        key: Of the finding.
        as_of: As they stood then; None for now.
        limit: At most so many, those found last.

    Returns:
        The findings in the order they were found.
    """
    own = models.FindingInput.objects.filter(finding__key=key, claim__isnull=False)
    claims = own.values("claim")
    family = models.Claim.objects.filter(Q(pk__in=claims) | Q(supersedes__in=claims)).values("pk")
    rows = models.Finding.objects.filter(inputs__claim__in=family).exclude(key=key)
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    return _kept([*known.distinct().order_by("-pk")[:limit]][::-1], as_of)


def findings(
    *,
    as_of: datetime | None = None,
    source: int | None = None,
    claim: str = "",
    keys: Sequence[str] | None = None,
) -> list[KeptFinding]:
    """List findings, in the order they were found, also those that are no longer found.

    Args:
        as_of: As they stood then; None for now.
        source: Only those that speak of this source.
        claim: Only those that rest on the claim with this identifier.
        keys: Only those with these keys.
    """
    rows = models.Finding.objects.order_by("pk")
    if keys is not None:
        rows = rows.filter(key__in=keys)
    if as_of is not None:
        rows = rows.filter(recorded__lte=as_of)
    if source is not None:
        rows = rows.filter(inputs__source=source).distinct()
    if claim:
        rows = rows.filter(inputs__claim__identifier=claim).distinct()
    return _kept([*rows], as_of)


def finding(key: str, *, as_of: datetime | None = None) -> KeptFinding:
    """Give a finding by its key.

    Raises:
        BaylineError: There is none, or it was not found by then.
    """
    rows = models.Finding.objects.filter(key=key)
    found = _kept([*(rows if as_of is None else rows.filter(recorded__lte=as_of))], as_of)
    if not found:
        raise BaylineError(
            f"no finding “{key}” is in the record",
            do="look for it in the list",
            zh=Words(f"没有编号为“{key}”的问题", do="请到列表里找"),
        )
    return found[0]


def finding_changes(key: str = "") -> list[FindingChange]:
    """List what was made of findings, of one or of all, in order."""
    rows = models.FindingEvent.objects.order_by("pk")
    return [_change(row) for row in (rows.filter(key=key) if key else rows)]


_FIRST = (Review.ACCEPTED, Review.PROPOSED, Review.RETURNED, Review.SUPERSEDED)


def claims_on(texts: Collection[int]) -> dict[tuple[int, int, int], tuple[int, str]]:
    """Find the figures that stand on characters of texts: the accepted ones, else the present ones.

    Args:
        texts: Numbers of the texts.

    Returns:
        By text, first and last character: the number of the claim and its identifier.
    """
    rows = standing(None).filter(text_id__in=texts, kind=ClaimKind.FIGURE)
    asked = ("text_id", "start", "end", "pk", "identifier", "now__state")
    found = sorted(rows.values_list(*asked), key=lambda row: (_rank(row[5]), row[3]))
    # Of those on one place the first in this order counts, so it is put in last.
    return {row[:3]: row[3:5] for row in reversed(found)}


def _rank(state: str | None) -> int:
    return _FIRST.index(Review(state or Review.PROPOSED))


class _Input(NamedTuple):
    """What a finding rests on: the hash of a source, and the claim in it, if it is one."""

    source: str
    claim: str | None


def _kept(rows: Sequence[models.Finding], as_of: datetime | None) -> list[KeptFinding]:
    inputs: dict[int, list[_Input]] = defaultdict(list)
    asked = models.FindingInput.objects.filter(finding__in=[row.pk for row in rows]).order_by("pk")
    for finding, *one in asked.values_list("finding_id", "source__sha256", "claim__identifier"):
        inputs[finding].append(_Input(*one))
    changes: dict[str, list[FindingChange]] = defaultdict(list)
    for change in _changes([row.key for row in rows], as_of):
        changes[change.key].append(change)
    return [_told(row, inputs[row.pk], changes[row.key]) for row in rows]


def _changes(keys: Iterable[str], as_of: datetime | None) -> Iterable[FindingChange]:
    rows = models.FindingEvent.objects.filter(key__in=[*keys]).order_by("pk")
    return map(_change, rows if as_of is None else rows.filter(recorded__lte=as_of))


def _change(row: models.FindingEvent) -> FindingChange:
    return FindingChange(
        key=row.key,
        state=row.state,
        owner=row.owner,
        due=row.due,
        reason=row.reason,
        by=row.by,
        recorded=row.recorded,
    )


def _told(
    row: models.Finding, inputs: Sequence[_Input], changes: Sequence[FindingChange]
) -> KeptFinding:
    seen = [_OF_CHECKS[change.state] for change in changes if change.state in _OF_CHECKS]
    by_people = [change for change in changes if change.state not in _OF_CHECKS]
    last = by_people[-1] if by_people else None
    claims = dict.fromkeys(one.claim for one in inputs if one.claim is not None)
    return KeptFinding(
        key=row.key,
        finding=finding_from(row.body),
        claims=(*claims,),
        sources=(*dict.fromkeys(one.source for one in inputs),),
        recorded=row.recorded,
        is_present=seen[-1] if seen else True,
        life=Life(last.state) if last else Life.OPEN,
        owner=last.owner if last else "",
        due=last.due if last else None,
        reason=last.reason if last else "",
        by=last.by if last else "",
        changed=last.recorded if last else None,
    )
