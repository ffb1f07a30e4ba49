"""The tables of where projects stand and stood, asked by questions that are written once."""

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, Model, Q, QuerySet, Sum, Value
from django.db.models.functions import Lower, StrIndex
from django.db.models.lookups import GreaterThan

from bayline.platform.record.queries.prepared import Values, ask, day_of, several
from bayline.systems.projects.models import StandingRow, StandingThen
from bayline.systems.projects.rules.listing import COLUMNS, HELD, ORDERS, Line, Wish


class Kept(NamedTuple):
    """Stands for all projects, now or as they stood at a moment, which a table answers.

    Attributes:
        moment: As of when; None for now.
        state: What the record holds; as long as it is the same, so are the answers.
    """

    moment: datetime | None
    state: Hashable


def rows_of(lines: Kept) -> QuerySet[Any]:
    """Ask the table of now, or that of then."""
    if lines.moment is None:
        return StandingRow.objects.all()
    return StandingThen.objects.filter(begins__lte=lines.moment, ends__gt=lines.moment)


def values_now(column: str) -> tuple[str, ...]:
    """Give the values that a column has now, each once; an index holds them."""

    def written(_marks: Values) -> Any:  # noqa: ANN401 - a query
        return StandingRow.objects.order_by().values_list(column).distinct()

    return tuple(value for (value,) in ask(("project choices", column), {}, written))


class Tally(NamedTuple):
    """What the projects of one stage add up to, of one kind and currency.

    Attributes:
        found: How many there are.
        low_found: How many of them state what they cost at least.
        high_found: How many state what they cost at most.
        low: The sum of these, in hundredths; None without any.
        high: That of those.
        over: How many cost more than they state.
        under: How many cost less.
        disputed: Of how many totals are stated that cannot all be true.
        late: How many are due before the day that was asked for and not reached; 0 without one.
    """

    stage: str
    kind: str
    unit: str
    found: int
    low_found: int
    high_found: int
    low: int | None
    high: int | None
    over: int
    under: int
    disputed: int
    late: int = 0


_ADDED = {
    "found": Count("id"),
    "low_found": Count("least"),
    "high_found": Count("most"),
    "low_sum": Sum("least"),
    "high_sum": Sum("most"),
    "over": Count("id", filter=Q(is_over=True)),
    "under": Count("id", filter=Q(is_under=True)),
    "disputed": Count("id", filter=Q(is_disputed=True)),
}
_BY = ("stage", "kind", "unit")


class Question(NamedTuple):
    """Which projects are asked for.

    Attributes:
        wish: What is asked of them; its stage and page do not count.
        lines: Now, or when.
        stage: Only of this one; an empty one is that of projects without; None for all.
        is_common: Whether so many have the words that a page of them is soon found in its order.
    """

    wish: Wish
    lines: Kept
    stage: str | None = None
    is_common: bool = False

    @property
    def _equal(self) -> dict[str, str]:
        given = self.wish.equal.items()
        return {name: value for name, value in given if value and name != "stage"}

    @property
    def _form(self) -> tuple[Hashable, ...]:
        wish = self.wish
        words = tuple(word == word.lower() == word.upper() for word in wish.text.split())
        known = (self.lines.moment is None, wish.overdue_on is None, self.stage is None)
        way = (wish.order, wish.is_descending, self.is_common)
        return (*self._equal, words, known, *way)

    @property
    def _values(self) -> dict[str, object]:
        words = self.wish.text.split()
        known = {"moment": self.lines.moment, "day": self.wish.overdue_on, "stage": self.stage}
        return {
            **{f"={name}": value for name, value in self._equal.items()},
            **several("word", words),
            **several("lowered", map(str.lower, words)),
            **{name: value for name, value in known.items() if value is not None},
        }

    def page(self, first: int, size: int) -> tuple[Line, ...]:
        """Give some of the projects in the order that is asked for."""
        form = ("project lines", *self._form)
        found = ask(form, self._values, self._in_order, page=(first, size))
        return tuple(_line(row) for row in found)

    def tallies(self, *, today: date | None = None) -> list[Tally]:
        """Add them up by stage, kind and currency.

        Args:
            today: Before which day something is late.
        """
        values = self._values | ({} if today is None else {"today": today})
        found = ask(("project sums", today is None, *self._form), values, self._added)
        return [Tally(*row) for row in found]

    def _in_order(self, marks: Values) -> Any:  # noqa: ANN401 - a query
        column = F(ORDERS.get(self.wish.order, "since_day"))
        is_down = self.wish.is_descending
        first = column.desc(nulls_last=True) if is_down else column.asc(nulls_last=True)
        return self._rows(marks).order_by(first, "code").values_list(*COLUMNS)

    def _added(self, marks: Values) -> Any:  # noqa: ANN401 - a query
        rows = self._rows(marks).order_by().values(*_BY)
        late = Count("id", filter=Q(due_day__lt=marks["today"])) if "today" in marks else None
        added = _ADDED if late is None else {**_ADDED, "late": late}
        return rows.annotate(**added).values_list(*_BY, *added)

    def _rows(self, marks: Values) -> QuerySet[Model]:
        moment = marks.get("moment")
        lines = Kept(moment if isinstance(moment, datetime) else None, None)
        rows = rows_of(lines).filter(**{name: marks[f"={name}"] for name in self._equal})
        words = self.wish.text.split()
        if words:
            named = rows if self.is_common else rows_of(lines).order_by()
            for at, word in enumerate(words):
                lowered = None if word.lower() == word.upper() else marks[f"lowered {at}"]
                named = named.filter(_holding(marks[f"word {at}"], lowered))
            # Few are looked for where names and codes stand alone, not in the wide rows.
            rows = named if self.is_common else rows.filter(id__in=named.values("id"))
        if "day" in marks:
            rows = rows.filter(due_day__lt=marks["day"]).exclude(stage__in=HELD)
        return rows.filter(stage=marks["stage"]) if "stage" in marks else rows


def _holding(word: object, lowered: object | None) -> Q:
    """Look for a word in names and codes; one with letters in small ones as well."""
    found = Q()
    for name in ("name", "code"):
        found |= Q(GreaterThan(StrIndex(name, Value(word)), 0))
        if lowered is not None:
            found |= Q(GreaterThan(StrIndex(Lower(name), Value(lowered)), 0))
    return found


_DAYS = frozenset({"since_day", "started_day", "completed_day", "due_day"})
_ANSWERS = frozenset({"is_over", "is_under", "is_disputed", "is_planned_under"})
_TURNED: Mapping[int, Any] = {
    at: day_of if name in _DAYS else bool
    for at, name in enumerate(COLUMNS)
    if name in _DAYS | _ANSWERS
}
_LOW = COLUMNS.index("low")


def _line(row: tuple[Any, ...]) -> Line:
    """Read a row as the database gives it."""
    values = [*row]
    for at, turned in _TURNED.items():
        values[at] = turned(values[at])
    low = values[_LOW]
    values[_LOW] = None if low is None else Decimal(str(low))
    return Line(**dict(zip(COLUMNS, values, strict=True)))
