"""The claims that a reviewer goes through, in order: differences and withdrawals first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, IntegerField, Max, Q, Sum, Value, When
from django.db.models.functions import Coalesce, Substr

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.instants import microseconds
from bayline.platform.reaching import present_reach
from bayline.platform.record import models, queries
from bayline.platform.record.terms import KeptClaim
from bayline.systems.reading.queries.queue import Queue, Spot

_ORDER = ("rank", "source_id", "spot", "pk")
_NOWHERE = -1  # where what stands on no text is sorted
_SPREAD = 1_000_003  # a prime
MOST_DOCUMENTS = 300  # that are chosen from
_LONGEST = 600  # characters of a sentence in a list
_MOST_ASKED = 400  # SQLite takes a bounded number of values in one question


class Wanted(NamedTuple):
    """Which claims a reviewer goes through.

    Attributes:
        state: Those that stand so.
        document: First digits of the hash of their document; empty for all.
        kind: Of one kind; None for all.
        at: As they stood then; None for now.
    """

    state: Review = Review.PROPOSED
    document: str = ""
    kind: ClaimKind | None = None
    at: datetime | None = None


class Place(NamedTuple):
    """Where a claim stands among those that are gone through."""

    total: int
    before: int
    previous: str
    following: str


class BenchRow(NamedTuple):
    """A claim in the list of the bench."""

    identifier: str
    token: str
    kind: ClaimKind
    quote: str
    sentence: str
    attribute: str
    subject: str
    what: str
    period: str
    document: str
    document_title: str
    supersedes: str
    state: Review


class Turn(NamedTuple):
    """What one decision of a person came to: its first and its last row."""

    first: int
    last: int


def token_of(kept: KeptClaim) -> str:
    """Name where a claim stands, so that a later decision by somebody else is noticed."""
    return _token(kept.state, kept.decided if kept.state is not Review.PROPOSED else None)


def _token(state: str | None, since: datetime | None) -> str:
    if not state or state == Review.PROPOSED:
        return Review.PROPOSED.value
    return f"{Review(state).value}-{microseconds(since) if since else 0}"


def tokens_of(identifiers: Sequence[str]) -> dict[str, str]:
    """Name where claims stand now, by identifier."""
    found: dict[str, str] = {}
    for first in range(0, len(identifiers), _MOST_ASKED):
        part = identifiers[first : first + _MOST_ASKED]
        rows = queries.standing(None).filter(identifier__in=part)
        columns = ("identifier", "now__state", "now__since")
        found |= {name: _token(*rest) for name, *rest in rows.values_list(*columns)}
    return found


def bench_place(wanted: Wanted, kept: KeptClaim) -> Place:
    """Find a claim's place; one that is not among the wanted has neighbors all the same."""
    at = Spot(_rank(kept), kept.source or 0, _spot(kept), kept.key)
    if (queue := _queue(wanted)) is not None:
        return Place(queue.total, queue.before(at), queue.previous(at), queue.following(at))
    rows = _wanted(wanted)
    smaller, larger = _beside(at, "lt"), _beside(at, "gt")
    counted = rows.aggregate(total=Count("pk"), before=Count("pk", filter=smaller))
    back = rows.filter(smaller).order_by(*(f"-{name}" for name in _ORDER))
    return Place(
        counted["total"],
        counted["before"],
        back.values_list("identifier", flat=True).first() or "",
        rows.filter(larger).order_by(*_ORDER).values_list("identifier", flat=True).first() or "",
    )


def first_of(wanted: Wanted) -> str:
    """Give the first claim to be gone through; empty where there is none."""
    if (queue := _queue(wanted)) is not None:
        return queue.first()
    rows = _wanted(wanted).order_by(*_ORDER)
    return rows.values_list("identifier", flat=True).first() or ""


class Stamp(NamedTuple):
    """How many claims are gone through, and a token that tells these from any others."""

    total: int
    token: str


def bench_stamp(wanted: Wanted) -> Stamp:
    """Count the claims that are gone through, and tell which they are and since when they stand."""
    # The squares too, so that no other keys come to the same sums.
    if (queue := _queue(wanted)) is not None:
        told = queue.sums(_SPREAD)
    else:
        spread = F("pk") * F("pk") % _SPREAD
        told = _wanted(wanted).aggregate(
            n=Count("pk"), keys=Sum("pk"), spread=Sum(spread), since=Max("now__since")
        )
    since = microseconds(told["since"]) if told["since"] else 0
    return Stamp(told["n"], f"{told['n']}.{told['keys'] or 0}.{told['spread'] or 0}.{since}")


def bench_identifiers(wanted: Wanted) -> list[str]:
    """List all the claims that are gone through."""
    if (queue := _queue(wanted)) is not None:
        return queue.identifiers()
    return [*_wanted(wanted).order_by(*_ORDER).values_list("identifier", flat=True)]


def bench_rows(wanted: Wanted, *, first: int, count: int) -> list[BenchRow]:
    """List some of the claims that are gone through, each with its sentence."""
    length = F("passage__end") - F("passage__start")
    cut = Substr("text__text", F("passage__start") + 1, length)
    rows = _wanted(wanted).annotate(sentence=cut).order_by(*_ORDER)
    if (queue := _queue(wanted)) is not None:
        rows, first = rows.filter(pk__in=queue.page(first, count)), 0
    columns = (
        *("identifier", "now__state", "now__since", "kind", "quote", "sentence"),
        *("attribute", "subject", "what", "period", "source__sha256", "source__title"),
        "supersedes__identifier",
    )
    return [_row(*row) for row in rows.values_list(*columns)[first : first + count]]


def _row(identifier: str, state: str | None, since: datetime | None, *rest: Any) -> BenchRow:  # noqa: ANN401 - columns of a row
    kind, quote, sentence, attribute, subject, what, period, sha256, title, supersedes = rest
    return BenchRow(
        identifier,
        _token(state, since),
        ClaimKind(kind),
        quote,
        (sentence or "").strip()[:_LONGEST],
        attribute,
        subject,
        what,
        period,
        (sha256 or "")[:12],
        title or "",
        supersedes or "",
        Review(state) if state else Review.PROPOSED,
    )


def bench_documents(wanted: Wanted) -> tuple[int, list[tuple[str, str, int]]]:
    """List the documents with claims that stand so, of any kind: short hash, title, how many.

    Returns:
        How many documents there are, and those with most claims, sorted by their titles, with the
        one that is chosen.
    """
    if wanted.at is None and present_reach().is_whole:
        chosen = _numbers(wanted.document) if wanted.document else ()
        total, found = queries.sources_standing(wanted.state, limit=MOST_DOCUMENTS, also=chosen)
        listed = [(one.title, one.sha256, one.claims) for one in found]
        return total, [(sha256[:12], title, n) for title, sha256, n in sorted(listed)]
    rows = _wanted(Wanted(state=wanted.state, at=wanted.at)).filter(source__isnull=False).order_by()
    counted = rows.values("source__sha256", "source__title").annotate(n=Count("pk"))
    ordered = counted.order_by("source__title", "source__sha256")
    stood = [(row["source__sha256"][:12], row["source__title"], row["n"]) for row in ordered]
    return len(stood), stood


def _numbers(document: str) -> list[int]:
    """Give the numbers of the documents whose hashes begin so."""
    first = document.lower()
    rows = models.Source.objects.filter(sha256__gte=first, sha256__lt=f"{first}g")
    return [key for key, sha256 in rows.values_list("pk", "sha256") if sha256.startswith(first)]


def _queue(wanted: Wanted) -> Queue | None:
    """Give the claims that wait now; None where an earlier day or another state is asked for."""
    if wanted.state is not Review.PROPOSED or wanted.at is not None or not present_reach().is_whole:
        return None
    return Queue(sources=_numbers(wanted.document) if wanted.document else None, kind=wanted.kind)


def _wanted(wanted: Wanted) -> Any:  # noqa: ANN401 - a query with a relation of its own
    rows = queries.standing(wanted.at).filter(queries.stands([wanted.state]))
    if wanted.document:
        rows = rows.filter(source__in=_numbers(wanted.document))
    if wanted.kind is not None:
        rows = rows.filter(kind=wanted.kind)
    is_difference = When(supersedes__isnull=False, then=Value(0))
    return rows.annotate(
        rank=Case(is_difference, default=Value(1), output_field=IntegerField()),
        spot=Coalesce("start", Value(_NOWHERE)),
    )


def _rank(kept: KeptClaim) -> int:
    return 0 if kept.claim.supersedes else 1


def _spot(kept: KeptClaim) -> int:
    start = getattr(kept.claim.evidence.selectors[0], "start", None)
    return _NOWHERE if start is None else int(start)


def _beside(at: Sequence[int], side: str) -> Q:
    """Give the condition of standing before or after a place, column by column."""
    condition = Q(**{f"{_ORDER[-1]}__{side}": at[-1]})
    for name, value in reversed([*zip(_ORDER[:-1], at[:-1], strict=True)]):
        condition = Q(**{f"{name}__{side}": value}) | (Q(**{name: value}) & condition)
    return condition


def last_decision() -> int:
    """Give the number of the decision that was taken last."""
    return models.Decision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def decided_in(turn: Turn, *, by: str) -> list[tuple[str, int, Review]]:
    """List what a person decided in one go: claim, number of the decision, to which state."""
    rows = models.Decision.objects.filter(
        pk__gte=turn.first, pk__lte=turn.last, by=by, cause=""
    ).order_by("pk")
    columns = rows.values_list("claim__identifier", "pk", "state")
    return [(name, key, Review(state)) for name, key, state in columns]


def said_in(turn: Turn) -> tuple[str, Review, int] | None:
    """Say what was decided in one go: what one of the claims prints, the state, how many."""
    rows = models.Decision.objects.filter(pk__gte=turn.first, pk__lte=turn.last, cause="")
    found = [*rows.order_by("pk").values_list("claim__quote", "state")[: _MOST_ASKED + 1]]
    return (found[0][0], Review(found[0][1]), len(found)) if found else None


class Before(NamedTuple):
    """The last decision on a claim, and how it stood before that."""

    decision: int
    state: Review
    reason: str


def stood_before(identifiers: Sequence[str]) -> Mapping[str, Before]:
    """Tell of claims which decision was their last, and where they stood before it."""
    taken: dict[str, list[Before]] = {}
    for first in range(0, len(identifiers), _MOST_ASKED):
        part = identifiers[first : first + _MOST_ASKED]
        rows = models.Decision.objects.filter(claim__identifier__in=part).order_by("pk")
        columns = ("claim__identifier", "pk", "state", "reason")
        for name, key, state, reason in rows.values_list(*columns):
            start = [Before(0, Review.PROPOSED, "")]
            taken.setdefault(name, start).append(Before(key, Review(state), reason))
    return {
        name: Before(steps[-1].decision, steps[-2].state, steps[-2].reason)
        for name, steps in taken.items()
    }
