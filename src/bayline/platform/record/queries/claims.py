"""Ask for claims: as they stand, or as they stood on a day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Expression, FilteredRelation, Q

from bayline.kernel.claims import ClaimKind
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.evidence import Source
from bayline.kernel.reviews import Review
from bayline.platform.reaching import Reach, present_reach
from bayline.platform.record import models
from bayline.platform.record.queries.prepared import (
    Values,
    ask,
    day_of,
    doubled,
    marks_of,
)
from bayline.platform.record.reached import at_cut, holds
from bayline.platform.record.rows import Said, claim_of
from bayline.platform.record.terms import DecidedClaim, KeptClaim

_MOST_ASKED = 300  # SQLite takes a bounded number of values in one question
COLUMNS = (
    "pk",
    "identifier",
    "source_id",
    "text_id",
    "passage__start",
    "passage__end",
    *Said._fields,
    "reader",
    "by",
    "recorded",
    "supersedes__identifier",
    "now__state",
    "now__since",
    "now__decision__by",
    "now__decision__reason",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """Where a claim stands.

    Attributes:
        key: Its number.
        id: Its identifier.
        state: Where it stands.
        before: Where it stood before, if it is superseded.
        supersedes: The claim it would take the place of; empty if none.
        cause: The claim whose acceptance superseded it; empty if none.
    """

    key: int
    id: str
    state: Review
    before: Review
    supersedes: str
    cause: str


def claims(
    *conditions: Q | Expression,
    as_of: datetime | None = None,
    states: Iterable[Review] = (),
    order: Sequence[object] = ("pk",),
    limit: int | None = None,
    **wanted: object,
) -> list[KeptClaim]:
    """List claims.

    Args:
        conditions: What they must meet besides, as Django writes it.
        as_of: As they stood then; None for now.
        states: Only those that stand so; all if empty.
        order: Columns or expressions to sort by, `-` before a column that descends.
        limit: At most so many.
        wanted: Columns with the values they must have, in Django's notation.
    """
    rows = standing(as_of).filter(*conditions, **wanted)
    chosen = [*states]
    if chosen:
        rows = rows.filter(stands(chosen))
    found: Any = rows.order_by(*order).values(*COLUMNS)
    listed = [*(found if limit is None else found[:limit])]
    sources = sources_of({row["source_id"] for row in listed} - {None})
    return [kept_of(row, sources) for row in listed]


def claim(identifier: str, *, as_of: datetime | None = None) -> KeptClaim:
    """Give a claim by its identifier.

    Raises:
        BaylineError: There is none, or it was not known then.
    """
    found = claims(as_of=as_of, identifier=identifier)
    if not found:
        raise BaylineError(
            f"no claim “{identifier}” is in the record",
            do="look for it in the list",
            zh=Words(f"资料里没有“{identifier}”这一条", do="请到列表里找"),
        )
    return found[0]


def claims_about(
    attributes: Collection[str],
    *,
    states: Iterable[Review],
    as_of: datetime | None = None,
    places: Collection[str] = (),
) -> list[KeptClaim]:
    """List the figures that state one of many attributes.

    Args:
        attributes: What is stated.
        states: Only those that stand so.
        as_of: As they stood then; None for now.
        places: Only those of these places, a few hundred at most; empty for all.
    """
    asked, chosen = [*attributes], [*states]
    where = (Q(place__in=[*places]),) if places else ()
    found: list[KeptClaim] = []
    for first in range(0, len(asked), _MOST_ASKED):
        part = asked[first : first + _MOST_ASKED]
        found += claims(
            *where, as_of=as_of, states=chosen, attribute__in=part, kind=ClaimKind.FIGURE
        )
    return found


def living_of(
    keys: Collection[int], *, states: Sequence[Review], as_of: datetime | None
) -> set[int]:
    """Keep the numbers of claims that stand, or stood then, in one of some states.

    Args:
        keys: Numbers of claims.
        states: The states.
        as_of: As they stood then; None for now.
    """
    if not keys:
        return set()
    values = doubled("key", keys) | ({"as_of": as_of} if as_of else {})

    def written(marks: Values) -> Any:  # noqa: ANN401 - a query with a relation of its own
        then: Any = marks.get("as_of")
        rows = standing(then).filter(stands(states), pk__in=marks_of("key", marks))
        return rows.order_by().values_list("pk")

    return {key for (key,) in ask(("living", *states, *values), values, written)}


def count_by_state(*, as_of: datetime | None = None, **wanted: object) -> dict[Review, int]:
    """Count claims by where they stand."""
    counted = standing(as_of).filter(**wanted).values("now__state").annotate(n=Count("pk"))
    found = dict.fromkeys(Review, 0)
    for row in counted.order_by():
        found[Review(row["now__state"] or Review.PROPOSED)] += row["n"]
    return found


def states_of(identifiers: Sequence[str]) -> dict[str, Stands]:
    """Tell where claims stand, by identifier; those that are not there are left out."""
    return {one.id: one for one in standings_of(identifier__in=identifiers)}


def numbers_of(identifiers: Sequence[str]) -> dict[str, int]:
    """Give the numbers of claims; those that are not there are left out."""
    rows = models.Claim.objects.filter(identifier__in=identifiers)
    return dict(rows.values_list("identifier", "pk"))


def standings_of(**wanted: object) -> list[Stands]:
    """Tell where the claims stand whose columns have some values, in Django's notation."""
    columns = ("pk", "identifier", "now__state", "supersedes__identifier", "now__decision__cause")
    found = [*standing(None).filter(**wanted).order_by("pk").values_list(*columns)]
    before = _before([row[0] for row in found if row[2] == Review.SUPERSEDED])
    return [
        Stands(
            key=key,
            id=identifier,
            state=Review(state or Review.PROPOSED),
            before=before.get(key, Review.PROPOSED),
            supersedes=supersedes or "",
            cause=cause or "",
        )
        for key, identifier, state, supersedes, cause in found
    ]


def _before(keys: list[int]) -> dict[int, Review]:
    """Give the state in which claims stood before their present one."""
    if not keys:
        return {}
    past = models.Standing.objects.filter(claim__in=keys, until__isnull=False)
    return {
        key: Review(state) for key, state in past.order_by("pk").values_list("claim_id", "state")
    }


def history(identifier: str) -> list[tuple[datetime, Review, str, str]]:
    """List what was decided of a claim, in order: when, to which state, by whom, why."""
    rows = models.Decision.objects.filter(claim__identifier=identifier).order_by("pk")
    return [
        (recorded, Review(state), by, reason)
        for recorded, state, by, reason in rows.values_list("recorded", "state", "by", "reason")
    ]


def decided_claims(*, but: Sequence[str] = ()) -> list[DecidedClaim]:
    """List all decisions that people took, in order, each with its claim.

    Decisions that follow from others are left out: who repeats those gets these too.

    Args:
        but: Names under which programs decide; what they decided is left out as well.
    """
    rows = models.Decision.objects.filter(cause="").exclude(by__in=but).order_by("pk")
    names = ("state", "reason", "by", "recorded")
    asked = (*names, *(f"claim__{name}" for name in _OF_CLAIM))
    return [_decided(row) for row in rows.values(*asked)]


def undecided_behind(decided: Sequence[DecidedClaim]) -> list[DecidedClaim]:
    """List the readings that decided claims follow upon and that nobody decided on.

    Without them, what supersedes them could not be written down and read back. Each is given as
    proposed by whoever recorded it.
    """
    known = {one.identifier for one in decided}
    wanted = {str(one.columns["supersedes"]) for one in decided} - known - {""}
    found: list[DecidedClaim] = []
    while wanted:
        rows = models.Claim.objects.filter(identifier__in=wanted).order_by("pk")
        behind = [_undecided(row) for row in rows.values(*_OF_CLAIM)]
        known |= wanted
        wanted = {str(one.columns["supersedes"]) for one in behind} - known - {""}
        found = [*behind, *found]
    return found


def _undecided(row: Mapping[str, Any]) -> DecidedClaim:
    claim = {f"claim__{name}": row[name] for name in _OF_CLAIM}
    how = {"state": Review.PROPOSED, "reason": "", "by": row["by"], "recorded": row["recorded"]}
    return _decided({**claim, **how})


_OF_CLAIM = (
    "identifier",
    *Said._fields,
    "reader",
    "by",
    "recorded",
    "source__sha256",
    "passage__start",
    "passage__end",
    "supersedes__identifier",
)


def _decided(row: Mapping[str, Any]) -> DecidedClaim:
    claim = {name: row[f"claim__{name}"] for name in _OF_CLAIM}
    start, end = claim["passage__start"], claim["passage__end"]
    kept = {name: claim[name] for name in Said._fields if name != "quote"}
    return DecidedClaim(
        identifier=claim["identifier"],
        source=claim["source__sha256"] or "",
        quote=claim["quote"],
        sentence=None if start is None else (start, end),
        columns={
            **kept,
            "supersedes": claim["supersedes__identifier"] or "",
            "reader": claim["reader"],
            "claim_by": claim["by"],
        },
        claim_recorded=claim["recorded"],
        state=Review(row["state"]),
        reason=row["reason"],
        by=row["by"],
        recorded=row["recorded"],
    )


def standing(as_of: datetime | None) -> Any:  # noqa: ANN401 - a query with a relation of its own
    """Ask for claims, each with `now`: where it stands, or stood then; null where proposed.

    The public is given what its publication holds, as it stood when that was cut.

    Args:
        as_of: Only those that were known then; None for now.
    """
    reach = present_reach()
    if not reach.is_whole:
        return _published(reach)
    if as_of is None:
        present = Q(standings__until__isnull=True)
        return models.Claim.objects.annotate(now=FilteredRelation("standings", condition=present))
    past = Q(standings__since__lte=as_of) & (
        Q(standings__until__isnull=True) | Q(standings__until__gt=as_of)
    )
    known = models.Claim.objects.filter(recorded__lte=as_of)
    return known.annotate(now=FilteredRelation("standings", condition=past))


def _published(reach: Reach) -> Any:  # noqa: ANN401 - as above
    if reach.is_nothing:
        return models.Claim.objects.annotate(now=FilteredRelation("standings"))
    cut = FilteredRelation("standings", condition=at_cut(reach, "standings__"))
    held = models.Claim.everything.filter(holds(reach))
    return held.annotate(now=cut).filter(now__state=Review.ACCEPTED)


def stands(states: Sequence[Review]) -> Q:
    """Give the condition that claims of `standing` stand in one of some states."""
    if not present_reach().is_whole:  # all that is published is accepted, so nothing need be joined
        return Q() if Review.ACCEPTED in states else Q(pk__in=())
    wanted = Q(now__state__in=states)
    return wanted | Q(now__isnull=True) if Review.PROPOSED in states else wanted


def sources_of(keys: set[int]) -> dict[int, Source]:
    """Give the documents with some numbers."""
    if not keys:
        return {}
    values = doubled("key", sorted(keys))
    rows = ask(("sources of claims", len(values)), values, _sources_of)
    return {row[0]: _source(*row[1:]) for row in rows}


def _sources_of(marks: Values) -> Any:  # noqa: ANN401 - as above
    rows = models.Source.objects.filter(pk__in=marks_of("key", marks)).order_by()
    return rows.values_list("pk", "published", "sha256", "title", "publisher", "licence", "url")


def _source(published: object, *rest: str) -> Source:
    sha256, title, publisher, licence, url = rest
    return Source(
        sha256=sha256,
        title=title,
        publisher=publisher,
        published=day_of(published),
        licence=licence,
        url=url,
    )


def kept_of(row: Mapping[str, Any], sources: Mapping[int, Source]) -> KeptClaim:
    """Give the claim of a row of `COLUMNS`, with its source."""
    start, end = row["passage__start"], row["passage__end"]
    state = row["now__state"]
    # Who works here, their words, and what was replaced are not published.
    is_inside = present_reach().is_whole
    return KeptClaim(
        key=row["pk"],
        claim=claim_of(
            row,
            source=sources.get(row["source_id"]),
            supersedes=(row["supersedes__identifier"] or "") if is_inside else "",
        ),
        quote=row["quote"],
        by=row["by"] if is_inside else "",
        state=Review(state) if state else Review.PROPOSED,
        decided_by=(row["now__decision__by"] or "") if is_inside else "",
        decided=row["now__since"],
        reason=(row["now__decision__reason"] or "") if is_inside else "",
        source=row["source_id"],
        text=row["text_id"],
        sentence=None if start is None else (start, end),
    )
