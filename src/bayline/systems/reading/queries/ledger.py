"""Figures as a list, and the whole record in a few counts."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q, TextField, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from bayline.kernel.claims import ClaimKind
from bayline.kernel.periods import Period
from bayline.kernel.reviews import Review
from bayline.platform.reaching import Reach, present_reach, within
from bayline.platform.record import models, queries
from bayline.platform.record.queries.mentions import (
    MOST_WORDS,
    figures_stated,
    last_figures,
    mentioned,
    words_with,
)
from bayline.platform.record.queries.prepared import Values, ask, count, doubled, marks_of
from bayline.platform.standstill import once

FIGURE_ORDERS = ("attribute", "subject", "period", "place", "recorded")
_COLUMNS = {  # as an index has them, so that a page is read and not sorted
    "attribute": ("attribute", "recorded"),
    "subject": ("subject", "recorded"),
    "period": ("period_start",),
    "place": ("place", "recorded"),
    "recorded": ("recorded",),
}
_COUNTED = 10_000  # counts are exact up to here
_EVERY = 2**62  # no record has so many
_SORTED = 5_000  # more figures than these are not sorted for a page


class FiguresAsked(NamedTuple):
    """Which figures are listed, and in which order.

    Attributes:
        attribute: Words of what is stated.
        subject: Words of what it is about.
        place: Code of its place, or its name where it has no code.
        period: Days that its period must share; None for all.
        document: First digits of the hash of its document.
        state: Where it stands; None for all but the superseded ones.
        order: One of `FIGURE_ORDERS`.
        is_descending: Whether the last of that order comes first.
    """

    attribute: str = ""
    subject: str = ""
    place: str = ""
    period: Period | None = None
    document: str = ""
    state: Review | None = None
    order: str = "recorded"
    is_descending: bool = True


class Page(NamedTuple):
    """A page of a list.

    Attributes:
        claims: What stands on it.
        total: How many there are, at most one more than is counted.
        number: Which page it is.
    """

    claims: list[queries.ClaimRow]
    total: int
    number: int


def figures(asked: FiguresAsked, *, as_of: datetime | None, page: int, size: int) -> Page:
    """List figures.

    Args:
        asked: Which, and in which order.
        as_of: As they stood then; None for now.
        page: Which page, from 1; the last one where there are fewer.
        size: How many stand on a page.
    """
    allowed = _allowed(asked)
    total = _total(asked, allowed, as_of)
    number = min(page, max(1, -(-total // size)))
    first = (number - 1) * size
    keys = _keys(asked, allowed, as_of, first=first, size=size)
    return Page(queries.claims_numbered(keys, as_of=as_of), total, number)


_GONE = Review.SUPERSEDED
_Allowed = Mapping[str, Mapping[str, int]]  # by aspect the words of its filter, with their figures


def _allowed(asked: FiguresAsked) -> _Allowed:
    """Look up which words the filters allow."""
    found: dict[str, Mapping[str, int]] = {}
    for aspect, part in (("attribute", asked.attribute), ("subject", asked.subject)):
        if part:
            found[aspect] = words_with(aspect, part)
    if asked.place:
        known = mentioned("place", [asked.place])
        found["place"] = {asked.place: known[asked.place].figures if known else 0}
    return found


def _is_counted(asked: FiguresAsked, allowed: _Allowed, as_of: datetime | None) -> bool:
    """Tell whether the words alone, of one filter or none, say how many figures there are."""
    others = asked.period or asked.document or asked.state or as_of
    return len(allowed) <= 1 and not others and present_reach().is_whole


def _total(asked: FiguresAsked, allowed: _Allowed, as_of: datetime | None) -> int:
    """Count figures, at most one more than is counted."""
    if _is_counted(asked, allowed, as_of):
        known = [sum(counts.values()) for counts in allowed.values()] or [figures_stated()]
        return min(*known, _COUNTED + 1)
    reach = present_reach()
    return _counted(asked, as_of) if reach.is_whole else _counted_of(reach, asked)


@once
def _counted(asked: FiguresAsked, as_of: datetime | None) -> int:
    question = _Question(asked, _allowed(asked), as_of, is_sorted=False)
    return question.count(_COUNTED + 1)


@lru_cache(maxsize=256)
def _counted_of(reach: Reach, asked: FiguresAsked) -> int:
    """Count figures of a publication, once, for it never changes."""
    with within(reach):
        return _counted(asked, None)


def _keys(
    asked: FiguresAsked, allowed: _Allowed, as_of: datetime | None, *, first: int, size: int
) -> list[int]:
    """Give the numbers of the figures of a page."""
    is_plain = asked.order == "recorded" and asked.is_descending
    if is_plain and _is_counted(asked, allowed, as_of):
        aspect, words = next(iter(allowed.items()), ("", {}))
        if len(words) <= MOST_WORDS:
            return last_figures(aspect, [*words], first=first, size=size)
    question = _Question(asked, allowed, as_of)
    if asked.order == "period":
        return _by_period(question, first=first, size=size)
    return question.keys(first, size)


class _Question:
    """Which figures, in which order, written once for all that ask by filters of the same kind.

    Args:
        asked: What is asked for.
        allowed: By aspect the words that its filter allows.
        as_of: As they stood then; None for now.
        is_sorted: Whether a page of them is asked for in their order, not how many they are.
    """

    def __init__(
        self,
        asked: FiguresAsked,
        allowed: _Allowed,
        as_of: datetime | None,
        *,
        is_sorted: bool = True,
    ) -> None:
        self._asked, self._allowed, self._as_of = asked, allowed, as_of
        walked = {name for name, n in allowed.items() if _is_walked(asked, name, n)}
        self._loose = walked if is_sorted else set[str]()
        patterns = (len(counts) > MOST_WORDS for counts in allowed.values())
        self._is_pattern = bool(asked.document) or any(patterns)
        self._values = self._valued()

    def _valued(self) -> dict[str, object]:
        """Give what differs from question to question, by name."""
        values: dict[str, object] = {}
        for aspect, counts in self._allowed.items():
            values |= doubled(aspect, [*counts]) if len(counts) <= MOST_WORDS else {}
        if self._as_of is not None:
            values["as_of"] = self._as_of
        period = self._asked.period
        if period is not None:
            values |= {"start": period.start} if period.start else {}
            values |= {"end": period.end} if period.end else {}
        return values

    def keys(self, first: int, size: int, *, is_dated: bool | None = None) -> list[int]:
        """Give the numbers of a page of figures, those with a period, without, or all."""

        def written(marks: Values) -> Any:  # noqa: ANN401 - as `_rows`
            rows = self._rows(marks, is_dated=is_dated)
            return rows.order_by(*_order(self._asked)).values_list("pk")

        if self._is_pattern:
            rows = written(self._values)[first : first + size]
        else:
            order = (self._asked.order, self._asked.is_descending)
            form = self._form("figures", is_dated, *order)
            rows = ask(form, self._values, written, page=(first, size))
        return [key for (key,) in rows]

    def count(self, most: int, *, is_dated: bool | None = None) -> int:
        """Count those with a period, without, or all; no more than so many."""

        def written(marks: Values) -> Any:  # noqa: ANN401 - as `_rows`
            return self._rows(marks, is_dated=is_dated).order_by().values_list("pk")

        if self._is_pattern:
            return int(written(self._values)[:most].count())
        return count(self._form("count", is_dated), self._values, written, most=most)

    def _form(self, *asked: object) -> tuple[object, ...]:
        typed = self._asked
        shape = (typed.state, typed.period is None, frozenset(self._loose))
        return (*asked, *shape, *self._allowed, *self._values)

    def _rows(self, values: Values, *, is_dated: bool | None) -> Any:  # noqa: ANN401 - as `_rows`
        as_of: Any = values.get("as_of")
        rows = _standing(self._asked, as_of).filter(self._wanted(values))
        for aspect in self._loose:  # compared so that no index of the words is taken
            loosely = Coalesce(F(aspect), Value(""), output_field=TextField())
            rows = rows.filter(In(loosely, marks_of(aspect, values)))
        return rows if is_dated is None else rows.filter(period_start__isnull=not is_dated)

    def _wanted(self, values: Values) -> Q:
        typed = self._asked
        wanted = Q(kind=ClaimKind.FIGURE)
        for aspect in self._allowed.keys() - self._loose:
            is_few = len(self._allowed[aspect]) <= MOST_WORDS
            words = marks_of(aspect, values)
            part = {"attribute": typed.attribute, "subject": typed.subject}.get(aspect, "")
            wanted &= Q(**{f"{aspect}__in": words} if is_few else {f"{aspect}__icontains": part})
        if typed.document:
            wanted &= Q(source__sha256__startswith=typed.document)
        return wanted if typed.period is None else wanted & _shares(values)


def _is_walked(asked: FiguresAsked, aspect: str, counts: Mapping[str, int]) -> bool:
    """Tell whether so many figures have the words of a filter that the order leads to them sooner.

    The database would look all of them up by their words, and sort them for one page.
    """
    is_own_order = asked.order == aspect or (asked.order == "recorded" and len(counts) == 1)
    return not is_own_order and len(counts) <= MOST_WORDS and sum(counts.values()) > _SORTED


def _by_period(question: _Question, *, first: int, size: int) -> list[int]:
    """Give a page of those with a period, then of those without: no index has both so."""
    keys = question.keys(first, size, is_dated=True)
    if len(keys) < size:
        before = first + len(keys) if keys else question.count(_EVERY, is_dated=True)
        at = max(0, first - before)
        keys += question.keys(at, size - len(keys), is_dated=False)
    return keys


def _standing(asked: FiguresAsked, as_of: datetime | None) -> Any:  # noqa: ANN401 - a query with a relation of its own
    chosen = [asked.state] if asked.state else [one for one in Review if one is not _GONE]
    return queries.standing(as_of).filter(queries.stands(chosen))


def _shares(values: Values) -> Q:
    """Give the condition of sharing a day with a period; what has no period shares none."""
    wanted = ~Q(period="")
    if "end" in values:
        wanted &= Q(period_start__lt=values["end"]) | Q(period_start__isnull=True)
    if "start" in values:
        wanted &= Q(period_end__gt=values["start"]) | Q(period_end__isnull=True)
    return wanted


def _order(asked: FiguresAsked) -> list[str]:
    columns = (*_COLUMNS.get(asked.order, ("recorded",)), "pk")
    return [f"-{name}" for name in columns] if asked.is_descending else [*columns]


class RecordCounts(NamedTuple):
    """The record in a few numbers.

    Attributes:
        documents: How many documents there are.
        last_recorded: When the last one came in; None if there is none.
        figures: How many figures stand, whether reviewed or not.
        accepted: How many of them are accepted.
        waiting: How many claims of any kind wait for review.
        places: How many places figures are about.
    """

    documents: int
    last_recorded: datetime | None
    figures: int
    accepted: int
    waiting: int
    places: int


def record_counts(*, as_of: datetime | None = None) -> RecordCounts:
    """Count what the record holds: by the tallies, and of an earlier day claim by claim."""
    reach = present_reach()
    if not reach.is_whole:
        return _counts_of(reach)
    return _tallied() if as_of is None else _counts(as_of)


@lru_cache(maxsize=32)
def _counts_of(reach: Reach) -> RecordCounts:
    """Count what a publication holds, once, for it never changes."""
    with within(reach):
        return _counts(None)


def _tallied() -> RecordCounts:
    figures = queries.tallied(kind=ClaimKind.FIGURE)
    return RecordCounts(
        **_documents(None),
        figures=sum(n for state, n in figures.items() if state is not _GONE),
        accepted=figures[Review.ACCEPTED],
        waiting=queries.tallied()[Review.PROPOSED],
        places=queries.count_places(),
    )


def _documents(as_of: datetime | None) -> dict[str, Any]:
    sources = models.Source.objects.all()
    known = sources if as_of is None else sources.filter(recorded__lte=as_of)
    return known.aggregate(documents=Count("pk"), last_recorded=Max("recorded"))


def _counts(as_of: datetime | None) -> RecordCounts:
    is_figure = Q(kind=ClaimKind.FIGURE)
    stands = ~Q(now__state=_GONE) | Q(now__isnull=True)
    waits = queries.stands([Review.PROPOSED])
    claims = queries.standing(as_of).aggregate(
        figures=Count("pk", filter=is_figure & stands),
        accepted=Count("pk", filter=is_figure & Q(now__state=Review.ACCEPTED)),
        waiting=Count("pk", filter=waits),
        places=Count("place", filter=is_figure & stands & ~Q(place=""), distinct=True),
    )
    return RecordCounts(**_documents(as_of), **claims)


def places_counted(*, as_of: datetime | None = None, limit: int) -> list[tuple[str, int]]:
    """List the places that most figures are about: code or name, and how many."""
    reach = present_reach()
    if not reach.is_whole:
        return [*_places_of(reach, limit)]
    return queries.places_tallied(limit=limit) if as_of is None else _places(as_of, limit)


@lru_cache(maxsize=32)
def _places_of(reach: Reach, limit: int) -> tuple[tuple[str, int], ...]:
    with within(reach):
        return (*_places(None, limit),)


def _places(as_of: datetime | None, limit: int) -> list[tuple[str, int]]:
    rows = queries.standing(as_of).filter(~Q(place=""), kind=ClaimKind.FIGURE)
    living = rows.filter(~Q(now__state=_GONE) | Q(now__isnull=True)).order_by()
    counted = living.values_list("place").annotate(n=Count("pk")).order_by("-n", "place")
    return [*counted[:limit]]
