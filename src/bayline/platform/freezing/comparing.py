"""What changed between two publications, figure by figure, asked of their snapshots."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import orjson

from bayline.platform.freezing.lying import whole
from bayline.platform.freezing.tables import engine
from bayline.platform.publishing.queries import publication

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CLAIMS = "claims.parquet"
PARTS = ("added", "corrected", "withdrawn")
# What a reviewer may correct while the words stay as they are printed.
_READ = ("subject", "attribute", "what", "low", "high", "unit", "bound", "period", "place")
_READ_AS = (*_READ, "basis", "status", "change")
_SAID = ("id", "kind", *_READ_AS, "quote", "source", "sentence")
# A claim is corrected where another reading of the same statement took its place.
_FROM = {
    "added": "new n ANTI JOIN old o ON o.id = n.id ANTI JOIN old p ON p.line = n.line",
    "corrected": "new n JOIN old o ON o.line = n.line AND o.id <> n.id",
    "withdrawn": "old o ANTI JOIN new n ON n.id = o.id ANTI JOIN new p ON p.line = o.line",
}
_BUT = 'NOT list_contains($but, id) AND NOT list_contains($but, "source")'
_ROWS = (
    f"WITH old AS (SELECT * FROM read_parquet($old) WHERE {_BUT}),"  # noqa: S608 - words of this module
    f" new AS (SELECT * FROM read_parquet($new) WHERE {_BUT})"
)
_SIDES = {"added": ("n",), "corrected": ("o", "n"), "withdrawn": ("o",)}
_ORDER = {"added": "n", "corrected": "n", "withdrawn": "o"}


class Pair(NamedTuple):
    """Two publications: the folder of all snapshots, the earlier one, the later one.

    Attributes:
        place: The folder of all snapshots.
        earlier: Id of the one that is compared with.
        later: Id of the one whose changes are asked for.
        but: Identifiers of claims, and hashes of documents, that were taken back and stay hidden.
    """

    place: Path
    earlier: str
    later: str
    but: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A claim as one of two publications prints it."""

    id: str
    kind: str
    subject: str
    attribute: str
    what: str
    low: str
    high: str
    unit: str
    bound: str
    period: str
    place: str
    basis: str
    status: str
    change: str
    quote: str
    source: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: what was printed, and what is; one of them where it is new or gone."""

    part: str
    old: Printed | None = None
    new: Printed | None = None

    @property
    def about(self) -> str:
        """What it is about, in words of the document."""
        said = self.new or self.old
        assert said is not None  # noqa: S101 - a change has a side
        return " ".join(filter(None, (said.subject, said.attribute or said.what)))

    @property
    def altered(self) -> tuple[tuple[str, str, str], ...]:
        """What is read otherwise than before: its name, and both readings."""
        if self.old is None or self.new is None:
            return ()
        pairs = ((name, getattr(self.old, name), getattr(self.new, name)) for name in _READ_AS)
        return tuple(pair for pair in pairs if pair[1] != pair[2])

    def words(self) -> str:
        """Say it in one line."""
        quotes = " → ".join(one.quote for one in (self.old, self.new) if one)
        read = "; ".join(f"{name}: {old or '-'} → {new or '-'}" for name, old, new in self.altered)
        return f"{self.about}\t{quotes}" + (f"\t{read}" if read else "")

    def line(self) -> str:
        """Give it as one line of JSON."""
        return orjson.dumps(asdict(self)).decode()


def counts(pair: Pair) -> dict[str, int]:
    """Count the changes of each kind."""
    return {part: total for part, (total, _) in changes(pair, last=0).items()}


def changes(
    pair: Pair, parts: Sequence[str] = PARTS, *, first: int = 0, last: int | None = None
) -> dict[str, tuple[int, list[Change]]]:
    """List the changes of some kinds, in the order of the documents.

    Args:
        pair: The two publications.
        parts: Some of `PARTS`.
        first: Position of the first one of each that is given, from zero.
        last: Position behind the last; None for all.

    Returns:
        For each kind how many there are, and those asked for.

    Raises:
        BaylineError: The files of one of them are not there, or not as they were published.
    """
    old, new = (whole(pair.place, publication(one), _CLAIMS) for one in (pair.earlier, pair.later))
    given = {"but": [*pair.but], "old": str(old), "new": str(new)}
    with engine(pair.place) as database:
        return {part: _listed(database, given, part, first, last) for part in parts}


def _listed(
    database: "DuckDBPyConnection",
    given: Mapping[str, object],
    part: str,
    first: int,
    last: int | None,
) -> tuple[int, list[Change]]:
    found = database.execute(_asked(part, "count(*)"), given).fetchone()
    total = int(found[0]) if found else 0
    if last == 0 or not total:
        return total, []
    columns = ", ".join(f'{side}."{name}"' for side in _SIDES[part] for name in _SAID)
    limit = "" if last is None else f"LIMIT {last - first}"
    order = f'ORDER BY {_ORDER[part]}."source", {_ORDER[part]}."start", {_ORDER[part]}.id'
    asked = f"{_asked(part, columns)} {order} {limit} OFFSET {first}"
    return total, [_change(part, row) for row in database.execute(asked, given).fetchall()]


def _asked(part: str, what: str) -> str:
    return f"{_ROWS} SELECT {what} FROM {_FROM[part]}"  # noqa: S608 - words of this module


def _change(part: str, row: tuple[str, ...]) -> Change:
    half = len(_SAID)
    printed = [
        Printed(**dict(zip(_SAID, row[at : at + half], strict=True)))
        for at in range(0, len(row), half)
    ]
    sides = zip(_SIDES[part], printed, strict=True)
    named = {"old" if side == "o" else "new": one for side, one in sides}
    return Change(part=part, **named)
