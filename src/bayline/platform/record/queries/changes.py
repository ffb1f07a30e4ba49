"""What became different in the record between two moments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import BooleanField, Count, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.reaching import present_reach
from bayline.platform.record import models
from bayline.platform.record.queries.claims import claims
from bayline.platform.record.queries.prepared import Values, ask
from bayline.platform.record.queries.tallies import figures_by_source, sources_standing
from bayline.platform.record.rows import Said
from bayline.platform.record.terms import KeptClaim
from bayline.platform.standstill import once

_ELSEWHERE = {"start", "end", "quote", "selector"}  # where a claim stands, not what it says
_MATTER = tuple(name for name in Said._fields if name not in _ELSEWHERE)
_MOST = 2_000  # replacements that are looked through; more are counted by pages of time


class Stretch(NamedTuple):
    """From one moment, which is left out, to another, which is not."""

    since: datetime
    until: datetime

    def of(self, field: str) -> Q:
        """Give the condition that a recorded time lies within."""
        return Q(**{f"{field}__gt": self.since, f"{field}__lte": self.until})


class Added(NamedTuple):
    """A document that came in, with how many figures it states."""

    sha256: str
    title: str
    publisher: str
    published: date | None
    recorded: datetime
    replaces: bool
    figures: int


class Decided(NamedTuple):
    """How many claims of a document were decided on, each way."""

    sha256: str
    title: str
    accepted: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A claim that took the place of another, withdrew it, or says that it was kept."""

    old: KeptClaim
    new: KeptClaim

    @property
    def kind(self) -> ClaimKind:
        """What the new one states: a withdrawal and a kept promise say nothing else instead."""
        return self.new.claim.kind


def added_between(stretch: Stretch, *, first: int, last: int) -> tuple[int, list[Added]]:
    """List the documents that came in, newest first.

    Args:
        stretch: Between which moments.
        first: Position of the first one that is given, from zero.
        last: Position behind the last.

    Returns:
        How many there are, and those asked for.
    """
    rows = models.Source.objects.filter(stretch.of("recorded"))
    told = [*rows.order_by("-recorded", "-pk")[first:last]]
    figures = figures_by_source([row.pk for row in told])
    found = [
        Added(
            sha256=row.sha256,
            title=row.title,
            publisher=row.publisher,
            published=row.published,
            recorded=row.recorded,
            replaces=row.replaces_id is not None,
            figures=figures.get(row.pk, 0),
        )
        for row in told
    ]
    is_all = first == 0 and len(found) < last
    return (len(found) if is_all else rows.count()), found


def decided_between(stretch: Stretch) -> list[Decided]:
    """Count by document what people decided, those with most decisions first."""
    states = (Review.ACCEPTED, Review.RETURNED)
    rows = models.Standing.objects.filter(
        stretch.of("since"), state__in=states, decision__cause="", claim__source__isnull=False
    )
    names = ("claim__source__sha256", "claim__source__title", "state")
    found: dict[tuple[str, str], dict[str, int]] = {}
    for sha256, title, state, count in (
        rows.values(*names).annotate(n=Count("pk")).order_by().values_list(*names, "n")
    ):
        found.setdefault((sha256, title), {})[state] = count
    decided = [
        Decided(*source, counts.get(Review.ACCEPTED, 0), counts.get(Review.RETURNED, 0))
        for source, counts in found.items()
    ]
    return sorted(decided, key=lambda one: (-one.accepted - one.returned, one.title))


Pairs = list[tuple[str, str]]  # identifiers: of the old claim and of the new one


class Succeeded(NamedTuple):
    """Claims that others took the place of, by what these others say."""

    replaced: Pairs
    withdrawn: Pairs
    kept: Pairs  # promises


def replaced_between(stretch: Stretch) -> Succeeded:
    """List which claims took the place of which, the last first, unless both say the same.

    The public is told by publications what they changed, so here it is told nothing.
    """
    if not present_reach().is_whole:
        return Succeeded([], [], [])
    rows = ask(("replaced",), stretch._asdict(), _replaced, page=(0, _MOST))
    half = 2 + len(_MATTER)
    found = Succeeded([], [], [])
    apart = {ClaimKind.WITHDRAWAL: found.withdrawn, ClaimKind.FULFILMENT: found.kept}
    for row in rows:
        pairs = apart.get(row[2], found.replaced)
        if pairs is not found.replaced or row[2:half] != row[half:]:
            pairs.append((row[1], row[0]))
    return found


def _replaced(marks: Values) -> Any:  # noqa: ANN401 - a query
    names = tuple(f"{end}{name}" for end in ("", "supersedes__") for name in _MATTER)
    until: Any = marks["until"]
    since: Any = marks["since"]
    rows = _accepted(Stretch(since, until))
    return rows.values_list("identifier", "supersedes__identifier", *names)


# The words of the condition of the index that holds where claims stand that supersede another.
_IS_LATER = RawSQL(
    'NOT ("record_standing"."line_id" = ("record_standing"."claim_id"))',
    (),
    output_field=BooleanField(),
)


def _accepted(stretch: Stretch) -> QuerySet[models.Claim, Any]:
    """Give the claims that supersede others, were accepted in a stretch, and were so at its end."""
    rows = models.Claim.objects.filter(
        Q(standings__until__isnull=True) | Q(standings__until__gt=stretch.until),
        stretch.of("standings__since"),
        _IS_LATER,
        standings__state=Review.ACCEPTED,
    )
    return rows.order_by("-standings__since", "-pk")


def replacements(pairs: Sequence[tuple[str, str]]) -> list[Replaced]:
    """Give claims with those whose place they took, by their identifiers."""
    wanted = [*dict.fromkeys(name for pair in pairs for name in pair)]
    found = {claim.id: claim for claim in claims(identifier__in=wanted)} if wanted else {}
    return [Replaced(old=found[old], new=found[new]) for old, new in pairs]


class Waiting(NamedTuple):
    """How many claims of a document wait for review."""

    sha256: str
    title: str
    claims: int


@once
def waiting_by_source(
    *, as_of: datetime | None = None, limit: int | None = None
) -> tuple[int, Sequence[Waiting]]:
    """Count by document what waits for review, those where most waits first.

    Args:
        as_of: As it stood then; None for now.
        limit: At most so many documents.

    Returns:
        How many documents there are, and those that are listed.
    """
    if as_of is None and present_reach().is_whole:
        total, found = sources_standing(Review.PROPOSED, limit=limit)
        return total, [Waiting(one.sha256, one.title, one.claims) for one in found]
    waiting = _waited(as_of)
    return len(waiting), waiting[:limit]


def _waited(as_of: datetime | None) -> list[Waiting]:
    """Count what waited on a day, claim by claim."""
    decided = models.Standing.objects.exclude(state=Review.PROPOSED)
    rows = models.Claim.objects.filter(source__isnull=False)
    if as_of is None:
        decided = decided.filter(until__isnull=True)
    else:
        decided = decided.filter(Q(until__isnull=True) | Q(until__gt=as_of), since__lte=as_of)
        rows = rows.filter(recorded__lte=as_of)
    open_ones = rows.exclude(pk__in=decided.values("claim"))
    counted = open_ones.values("source__sha256", "source__title").annotate(n=Count("pk"))
    names = ("source__sha256", "source__title", "n")
    return [Waiting(*row) for row in counted.order_by("-n", "source").values_list(*names)]


# The words of the condition of the index that holds promises by when they are due.
_IS_PROMISE = RawSQL('"record_claim"."kind" = \'promise\'', (), output_field=BooleanField())
# Served by no index, since that of the states leads through all that is accepted.
_IS_ACCEPTED = Exact(Coalesce("now__state", Value("")), Value(Review.ACCEPTED.value))


@once
def promises_due(
    *, until: date, as_of: datetime | None = None, limit: int | None = None
) -> Sequence[KeptClaim]:
    """List accepted promises that are due by a day, those due last first.

    Args:
        until: The last day that counts.
        as_of: As the record stood then; None for now.
        limit: At most so many.
    """
    return claims(
        _IS_PROMISE,
        _IS_ACCEPTED,
        as_of=as_of,
        order=("-period_end", "pk"),
        limit=limit,
        period_end__lte=until + timedelta(days=1),
    )


def fulfilments(wanted: Q, *, as_of: datetime | None = None) -> dict[str, KeptClaim]:
    """Give what shows that promises were kept, by the promise.

    Args:
        wanted: What it must meet: it names its promise in `supersedes`, and has the promise's
            subject and place.
        as_of: As the record stood then; None for now.
    """
    found = claims(wanted, as_of=as_of, states=[Review.ACCEPTED], kind=ClaimKind.FULFILMENT)
    return {one.claim.supersedes: one for one in found}
