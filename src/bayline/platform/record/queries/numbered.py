"""Claims by their numbers, as rows of a list; what one says is put together where it is asked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from bayline.platform.instants import moment
from bayline.platform.record import models
from bayline.platform.record.queries.claims import COLUMNS, kept_of, sources_of, standing
from bayline.platform.record.queries.prepared import Values, ask, day_of, doubled, marks_of
from bayline.platform.record.terms import KeptClaim

_MOMENTS = ("recorded", "now__since")
_DAYS = ("period_start", "period_end")
# What a line of a list shows, in the order of the fields of `ClaimRow`.
_LINE = (
    *("pk", "identifier", "source_id", "quote", "what", "subject", "attribute"),
    *("low", "high", "unit", "bound", "ends", "period", "place", "now__state"),
    *("period_start", "period_end", "recorded"),
)
_AS_THEY_ARE = 15  # columns before those that are read
_NO_TITLE = ("", "")


class ClaimRow(NamedTuple):
    """A claim as far as a line of a list shows it.

    Attributes:
        key: Its number.
        id: Its identifier.
        place: Code of its place, or its name.
        state: Where it stands; None where nobody has decided.
        sha256: Hash of the document it stands in; empty of a computation.
        title: Its title.
        page: The rows that it stands among.
    """

    key: int
    id: str
    source_key: int | None
    quote: str
    what: str
    subject: str
    attribute: str
    low: str
    high: str
    unit: str
    bound: str
    ends: str
    period: str
    place: str
    state: str | None
    period_start: date | None
    period_end: date | None
    recorded: datetime
    sha256: str
    title: str
    page: "_Page"

    @property
    def kept(self) -> KeptClaim:
        """The claim with all it says."""
        return self.page.kept(self.key)


class _Page:
    """The rows of a page, which are asked for as a whole where a program asks for all of one."""

    def __init__(self, keys: Sequence[int], as_of: datetime | None) -> None:
        self._keys, self._as_of = keys, as_of
        self._known: dict[int, KeptClaim] | None = None

    def __eq__(self, other: object) -> bool:
        """Pages of the same rows are the same, whichever was asked for first."""
        return isinstance(other, _Page) and self._asks == other._asks

    def __hash__(self) -> int:
        return hash(self._asks)

    @property
    def _asks(self) -> tuple[object, ...]:
        return (*self._keys, self._as_of)

    def rows(self) -> list[ClaimRow]:
        """Give the rows, in the order of their numbers."""
        found = {row[0]: row for row in self._asked(_LINE)}
        titles = _titles({row[2] for row in found.values()} - {None})
        return [
            ClaimRow._make(
                (
                    *row[:_AS_THEY_ARE],
                    *map(day_of, row[_AS_THEY_ARE:-1]),
                    moment(row[-1]),
                    *titles.get(row[2], _NO_TITLE),
                    self,
                )
            )
            for row in (found[key] for key in self._keys if key in found)
        ]

    def kept(self, key: int) -> KeptClaim:
        """Give the whole claim of a number."""
        if self._known is None:
            whole = [*map(_read, self._asked(COLUMNS))]
            sources = sources_of({row["source_id"] for row in whole} - {None})
            self._known = {row["pk"]: kept_of(row, sources) for row in whole}
        return self._known[key]

    def _asked(self, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        values = doubled("key", self._keys) | ({"as_of": self._as_of} if self._as_of else {})

        def written(marks: Values) -> Any:  # noqa: ANN401 - a query with a relation of its own
            rows = standing(marks.get("as_of")).filter(pk__in=marks_of("key", marks))  # type: ignore[arg-type]  # a mark is a moment
            return rows.order_by().values_list(*columns)

        return ask(("numbered", columns is _LINE, *values), values, written)


def claims_numbered(keys: Sequence[int], *, as_of: datetime | None = None) -> list[ClaimRow]:
    """Give claims by their numbers, in the order of these; those that are not there are left out.

    Args:
        keys: The numbers, at most a page of them.
        as_of: As they stood then; None for now.
    """
    return _Page(keys, as_of).rows()


def _titles(keys: set[int]) -> dict[int, tuple[str, str]]:
    """Give hashes and titles of the documents with some numbers, as far as they are seen."""
    if not keys:
        return {}
    values = doubled("key", sorted(keys))
    rows = ask(("titles of claims", len(values)), values, _titled)
    return {key: (sha256, title) for key, sha256, title in rows}


def _titled(marks: Values) -> Any:  # noqa: ANN401 - a query
    rows = models.Source.objects.filter(pk__in=marks_of("key", marks)).order_by()
    return rows.values_list("pk", "sha256", "title")


def _read(row: tuple[Any, ...]) -> dict[str, Any]:
    """Give the columns of a row as the database gave it, with days and moments as such."""
    named = dict(zip(COLUMNS, row, strict=True))
    for name in _MOMENTS:
        named[name] = None if named[name] is None else moment(named[name])
    for name in _DAYS:
        named[name] = day_of(named[name])
    return named
