"""Claims by their numbers, as rows of a list; what one says is put together where it is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bayline.kernel.evidence import Source
from bayline.platform.instants import moment
from bayline.platform.record.queries.claims import COLUMNS, kept_of, sources_of, standing
from bayline.platform.record.queries.prepared import Values, ask, day_of, doubled, marks_of
from bayline.platform.record.terms import KeptClaim

_MOMENTS = ("recorded", "now__since")
_DAYS = ("period_start", "period_end")


@dataclass(slots=True)
class ClaimRow:
    """A claim as the columns of its row.

    Attributes:
        columns: The columns by name, days and moments as such.
        source: The document it stands in; None of a computation.
    """

    columns: Mapping[str, Any]
    source: Source | None

    @property
    def id(self) -> str:
        """The identifier of the claim."""
        return str(self.columns["identifier"])

    @property
    def kept(self) -> KeptClaim:
        """The claim with all it says."""
        return kept_of(
            self.columns, {self.columns["source_id"]: self.source} if self.source else {}
        )


def claims_numbered(keys: Sequence[int], *, as_of: datetime | None = None) -> list[ClaimRow]:
    """Give claims by their numbers, in the order of these; those that are not there are left out.

    Args:
        keys: The numbers, at most a page of them.
        as_of: As they stood then; None for now.
    """
    values = doubled("key", keys) | ({"as_of": as_of} if as_of else {})
    found = {row[0]: _read(row) for row in ask(("numbered", *values), values, _numbered)}
    sources = sources_of({row["source_id"] for row in found.values()} - {None})
    rows = (found[key] for key in keys if key in found)
    return [ClaimRow(row, sources.get(row["source_id"])) for row in rows]


def _numbered(marks: Values) -> Any:  # noqa: ANN401 - a query with a relation of its own
    as_of: Any = marks.get("as_of")
    return standing(as_of).filter(pk__in=marks_of("key", marks)).order_by().values_list(*COLUMNS)


def _read(row: tuple[Any, ...]) -> dict[str, Any]:
    """Give the columns of a row as the database gave it, with days and moments as such."""
    named = dict(zip(COLUMNS, row, strict=True))
    for name in _MOMENTS:
        named[name] = None if named[name] is None else moment(named[name])
    for name in _DAYS:
        named[name] = day_of(named[name])
    return named
