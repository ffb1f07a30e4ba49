"""Keep how many claims have an attribute, a subject or a place, as they come and go."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from django.db import connection

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import models
from bayline.platform.record.rows import Said

_AT_ONCE = 500
_ASPECTS = ("attribute", "subject", "place", "kind")
_READ = {aspect: attrgetter(aspect) for aspect in _ASPECTS}
_COLUMNS = ("figures", "superseded", "events")
_KEEP = (
    f"INSERT INTO record_mention (aspect, words, {', '.join(_COLUMNS)})"  # noqa: S608 - our own names
    " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (aspect, words) DO UPDATE SET "
    + ", ".join(f"{name} = record_mention.{name} + excluded.{name}" for name in _COLUMNS)
)


class Mentions:
    """The words of claims on their way to the record, counted as they pass."""

    def __init__(self) -> None:
        self._figures: dict[str, Counter[str]] = {aspect: Counter() for aspect in _ASPECTS}
        self._events: Counted = defaultdict(int)

    def count(self, added: Sequence[Said]) -> None:
        """Count the words of some claims."""
        figures = [row for row in added if row.kind == ClaimKind.FIGURE]
        for aspect, counted in self._figures.items():
            counted.update(map(_READ[aspect], figures))
        if len(figures) < len(added):
            for row in added:
                self._events[row.place] += row.kind == ClaimKind.EVENT

    def keep(self) -> None:
        """Add what was counted to what is kept."""
        for aspect, counted in self._figures.items():
            events: Mapping[str, int] = self._events if aspect == "place" else {}
            words = sorted(counted.keys() | events.keys())
            _keep((aspect, one, counted.get(one, 0), 0, events.get(one, 0)) for one in words)


Counted = defaultdict[str, int]


def note_superseded(moves: Mapping[int, Review], before: Mapping[int, Review]) -> None:
    """Keep how many figures are superseded, after decisions.

    Args:
        moves: Where claims stand now, by their numbers.
        before: Where they stood.
    """
    gone = Review.SUPERSEDED
    steps = {key: (now is gone) - (before[key] is gone) for key, now in moves.items()}
    for part in _parts([key for key, step in steps.items() if step]):
        figures = models.Claim.everything.filter(pk__in=part, kind=ClaimKind.FIGURE)
        counted: defaultdict[tuple[str, str], int] = defaultdict(int)
        for key, *words in figures.values_list("pk", *_ASPECTS):
            for one in zip(_ASPECTS, words, strict=True):
                counted[one] += steps[key]
        _keep((aspect, one, 0, step, 0) for (aspect, one), step in sorted(counted.items()))


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))


def _keep(rows: Iterable[tuple[str, str, int, int, int]]) -> None:
    changed = [row for row in rows if row[1] and any(row[2:])]  # nothing is no word
    if changed:
        with connection.cursor() as cursor:
            cursor.executemany(_KEEP, changed)
