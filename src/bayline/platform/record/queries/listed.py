"""Claims as programs list them: many conditions, a page at a time, each page after the last.

A page begins behind the last claim of the one before it, so what comes in meanwhile shifts nothing.
"""

from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import cycle, islice
from typing import Any, NamedTuple

from django.db.models import BooleanField, F, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.reaching import present_reach
from bayline.platform.record.queries.claims import standing
from bayline.platform.record.queries.prepared import Values, ask
from bayline.platform.record.rows import Said

_SAID = tuple(name for name in Said._fields if name not in {"start", "end"})
_COLUMNS = (
    "pk",
    "identifier",
    "source__sha256",
    "start",
    "end",
    "passage__start",
    "passage__end",
    *_SAID,
    "reader",
    "by",
    "recorded",
    "supersedes__identifier",
    "now__state",
    "now__since",
    "now__decision__by",
    "now__decision__reason",
)


class ListedClaim(NamedTuple):
    """A claim as its row: what `_COLUMNS` name, in their order, as the database gives it."""

    number: int
    identifier: str
    source: str | None
    start: Any  # numbers of characters, both or neither
    end: Any
    sentence_start: Any
    sentence_end: Any
    kind: Any  # one of few words, as are state and status
    quote: str
    selector: str
    subject: str
    attribute: str
    what: str
    low: str
    high: str
    unit: str
    bound: str
    ends: str
    basis: str
    period_start: date | str | None
    period_end: date | str | None
    period: str
    place: str
    status: Any
    change: str
    reader: str
    by: str
    recorded: int
    supersedes: str | None
    state: Any
    since: int | None
    decided_by: str | None
    reason: str | None


class Order(StrEnum):
    """In which order claims are listed.

    Attributes:
        NUMBER: Those recorded last come first, by their numbers.
        PERIOD: Those of the latest period come first.
        RECORDED: Those recorded last come first, by when that was.
        CHANGED: Those that changed first come first.
    """

    NUMBER = "number"
    RECORDED = "recorded"
    PERIOD = "period"
    CHANGED = "changed"


class Behind(NamedTuple):
    """Where a page begins: behind the claim with this number and, in its order, this value.

    The value is a day for `Order.PERIOD`, a moment where claims are sorted by moments.
    """

    key: int
    value: date | datetime | None = None


# The indexes of these columns go on by when a claim was recorded.
_BY_MOMENT = frozenset({"attribute", "subject", "place"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsAsked:
    """What is asked for.

    Attributes:
        equal: Columns and the values that they must have.
        among: Numbers of claims of which they must be; None for any.
        kind: What claims state; None for all.
        state: Where they stand; None wherever.
        begins: The first day that periods may begin on; None for any.
        ends: The day by which they must be over; None for any.
        changed_since: They were recorded or decided on after this moment; None whenever.
        as_of: As they stood then; None for now.
        behind: Where the page begins; None for the first one.
        size: At most so many.
    """

    equal: Mapping[str, object] = field(default_factory=dict)
    among: Set[int] | None = None
    kind: ClaimKind | None = None
    state: Review | None = None
    begins: date | None = None
    ends: date | None = None
    changed_since: datetime | None = None
    as_of: datetime | None = None
    behind: Behind | None = None
    size: int = 50

    @property
    def order(self) -> Order:
        """The order that serves the conditions."""
        if self.changed_since is not None:
            return Order.CHANGED
        if self.begins or self.ends:
            return Order.PERIOD
        is_by_moment = self.as_of is not None or _BY_MOMENT & self.equal.keys()
        return Order.RECORDED if is_by_moment else Order.NUMBER


def listed_claims(asked: ClaimsAsked) -> list[ListedClaim]:
    """Give a page of claims as rows, in the order of what is asked.

    What people think is left out for whoever sees only what is published.
    """
    if not present_reach().is_whole and asked.state not in {None, Review.ACCEPTED}:
        return []
    if asked.among is not None and not asked.among:
        return []
    if asked.order is Order.CHANGED:
        return _changed(asked)
    return _page(asked, asked.order.value, _ARRANGED[asked.order])


_Rows = list[ListedClaim]
_Arranged = Callable[[Any, ClaimsAsked, Values], Any]


def _page(asked: ClaimsAsked, name: str, arranged: _Arranged) -> _Rows:
    values = _values(asked)
    form = (name, *values, asked.kind, asked.state)
    page = (0, asked.size)
    rows = ask(form, values, lambda marks: _query(asked, marks, arranged), page=page)
    return [*map(ListedClaim._make, rows)]


def _values(asked: ClaimsAsked) -> dict[str, object]:
    """Give the values of what is asked, by name; those that are not asked for are left out."""
    behind = asked.behind
    since = behind.value if behind and asked.changed_since else asked.changed_since
    is_down = asked.order in {Order.PERIOD, Order.RECORDED}
    value = behind.value if behind and is_down else None
    given = {
        "begins": asked.begins,
        "ends": asked.ends,
        "since": since,
        "as_of": asked.as_of,
        "key": behind.key if behind else None,
        "value": value,
    }
    named = {name: value for name, value in given.items() if value is not None}
    equal = {f"={name}": value for name, value in asked.equal.items()}
    return {**equal, **_numbers(asked.among or ()), **named}


def _numbers(among: Collection[int]) -> dict[str, object]:
    """Name numbers of claims; repeated up to a power of two, so that questions have few forms."""
    if not among:
        return {}
    most = 1 << (len(among) - 1).bit_length()
    return {f"#{at}": number for at, number in enumerate(islice(cycle(sorted(among)), most))}


def _query(asked: ClaimsAsked, marks: Values, arranged: _Arranged) -> Any:  # noqa: ANN401 - a query with a relation of its own
    as_of: Any = marks.get("as_of")
    rows = standing(as_of).annotate(
        # The first is served by no index, the second by that of the states.
        stood=Coalesce("now__state", Value(Review.PROPOSED.value)),
        stands_now=F("now__state"),
        decided=F("now__since"),
    )
    rows = rows.filter(**{name: marks[f"={name}"] for name in asked.equal})
    if asked.among is not None:
        numbers = [mark for name, mark in marks.items() if name.startswith("#")]
        rows = rows.filter(pk__in=numbers)
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind)
    if asked.kind not in {None, ClaimKind.FIGURE}:
        # The words of the condition of the index that holds the few that are no figures.
        no_figure = RawSQL(_NO_FIGURE, (), output_field=BooleanField())  # noqa: S611 - no words of others
        rows = rows.filter(no_figure)
    if "begins" in marks:
        rows = rows.filter(period_start__gte=marks["begins"])
    if "ends" in marks:
        rows = rows.filter(period_start__lt=marks["ends"], period_end__lte=marks["ends"])
    return arranged(rows, asked, marks).values_list(*_COLUMNS)


_NO_FIGURE = 'NOT ("record_claim"."kind" = \'figure\')'


def _by_number(rows: Any, asked: ClaimsAsked, marks: Values) -> Any:  # noqa: ANN401 - as above
    """Sort those recorded last first; by the column that an index of the state holds."""
    key, is_alone = "pk", not asked.equal
    if asked.state is Review.PROPOSED:
        rows = rows.filter(undecided__isnull=False)
        key = "undecided__pk" if is_alone else key
    elif asked.state is not None and is_alone and present_reach().is_whole:
        rows = rows.annotate(number=F("now__claim_id")).filter(stands_now=asked.state)
        key = "number"
    elif asked.state is not None:
        rows = rows.filter(stands_now=asked.state)
    rows = rows.filter(**{f"{key}__lt": marks["key"]}) if "key" in marks else rows
    return rows.order_by(f"-{key}")


def _by_period(rows: Any, asked: ClaimsAsked, marks: Values) -> Any:  # noqa: ANN401 - as above
    rows = rows.filter(period_start__isnull=False)
    return _down(_that_stood(rows, asked), marks, "period_start")


def _by_moment(rows: Any, asked: ClaimsAsked, marks: Values) -> Any:  # noqa: ANN401 - as above
    return _down(_that_stood(rows, asked), marks, "recorded")


def _that_stood(rows: Any, asked: ClaimsAsked) -> Any:  # noqa: ANN401 - as above
    """Filter by state where another index gives the order."""
    return rows.filter(stood=asked.state) if asked.state else rows


def _down(rows: Any, marks: Values, column: str) -> Any:  # noqa: ANN401 - as above
    if "key" in marks:
        earlier = Q(**{f"{column}__lt": marks["value"]}) | Q(pk__lt=marks["key"])
        rows = rows.filter(earlier, **{f"{column}__lte": marks["value"]})
    return rows.order_by(f"-{column}", "-pk")


_ARRANGED: Mapping[Order, _Arranged] = {
    Order.NUMBER: _by_number,
    Order.PERIOD: _by_period,
    Order.RECORDED: _by_moment,
}


def _changed(asked: ClaimsAsked) -> _Rows:
    """Merge those that wait, by when they were recorded, with those decided on, by when."""
    waiting = decided = []
    if asked.state in {None, Review.PROPOSED}:
        waiting = _page(asked, "waiting", _waiting)
    if asked.state is not Review.PROPOSED:
        decided = _page(asked, "decided", _decided)
    return sorted([*waiting, *decided], key=_change)[: asked.size]


def _change(row: ListedClaim) -> tuple[int, int]:
    return changed(row), row.number


def changed(row: ListedClaim) -> int:
    """Give when a claim changed last, in microseconds: decided on, or else recorded."""
    return row.recorded if row.since is None else row.since


def _waiting(rows: Any, _asked: ClaimsAsked, marks: Values) -> Any:  # noqa: ANN401 - as above
    rows = rows.filter(undecided__isnull=False, stands_now__isnull=True)
    return _after(rows, marks, "undecided__recorded", "undecided__pk")


def _decided(rows: Any, asked: ClaimsAsked, marks: Values) -> Any:  # noqa: ANN401 - as above
    rows = rows.annotate(number=F("now__claim_id"))
    return _after(_that_stood(rows, asked), marks, "decided", "number")


def _after(rows: Any, marks: Values, moment: str, key: str) -> Any:  # noqa: ANN401 - as above
    if "key" in marks:
        later = Q(**{f"{moment}__gt": marks["since"]}) | Q(**{f"{key}__gt": marks["key"]})
        rows = rows.filter(later, **{f"{moment}__gte": marks["since"]})
    else:
        rows = rows.filter(**{f"{moment}__gt": marks["since"]})
    return rows.order_by(moment, key)
