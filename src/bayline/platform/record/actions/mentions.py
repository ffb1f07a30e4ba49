"""Keep how many claims have an attribute, a subject, a place or a source, as they come and go."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from django.db import connection

from bayline.kernel.claims import ClaimKind
from bayline.kernel.reviews import Review
from bayline.platform.record import models
from bayline.platform.record.rows import Said

_AT_ONCE = 500
_ASPECTS = ("attribute", "subject", "place", "kind")
_READ = {aspect: attrgetter(aspect) for aspect in _ASPECTS}
_COLUMNS = ("figures", "superseded", "events", "waiting")
_KEEP = (
    f"INSERT INTO record_mention (aspect, words, {', '.join(_COLUMNS)})"  # noqa: S608 - our own names
    " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (aspect, words) DO UPDATE SET "
    + ", ".join(f"{name} = record_mention.{name} + excluded.{name}" for name in _COLUMNS)
)


class Step(NamedTuple):
    """What a decision changes of a claim: 1, 0 or -1 each.

    Attributes:
        superseded: Whether it begins or ceases to be superseded.
        waiting: Whether it begins or ceases to be proposed.
    """

    superseded: int
    waiting: int


def step_of(before: Review, to: Review) -> Step:
    """Tell what changes when a claim goes from one state to another."""
    return Step(
        (to is Review.SUPERSEDED) - (before is Review.SUPERSEDED),
        (to is Review.PROPOSED) - (before is Review.PROPOSED),
    )


class Mentions:
    """The words of claims on their way to the record, counted as they pass.

    Args:
        source: Number of the source that they all stand in; None of computations.
    """

    def __init__(self, source: int | None) -> None:
        self._source = "" if source is None else str(source)
        self._figures: dict[str, Counter[str]] = {aspect: Counter() for aspect in _ASPECTS}
        self._events: Counted = defaultdict(int)
        self._total = 0

    def count(self, added: Sequence[Said]) -> None:
        """Count the words of some claims."""
        self._total += len(added)
        figures = [row for row in added if row.kind == ClaimKind.FIGURE]
        for aspect, counted in self._figures.items():
            counted.update(map(_READ[aspect], figures))
        if len(figures) < len(added):
            for row in added:
                self._events[row.place] += row.kind == ClaimKind.EVENT

    def keep(self) -> None:
        """Add what was counted to what is kept."""
        figures = sum(self._figures["kind"].values())
        _keep([("source", self._source, figures, 0, 0, self._total)])
        for aspect, counted in self._figures.items():
            events: Mapping[str, int] = self._events if aspect == "place" else {}
            words = sorted(counted.keys() | events.keys())
            _keep((aspect, one, counted.get(one, 0), 0, events.get(one, 0), 0) for one in words)


Counted = defaultdict[str, int]


def note_steps(steps: Mapping[int, Step]) -> None:
    """Keep how many figures are superseded and how many claims wait, after decisions.

    Args:
        steps: What changed of each claim, by its number.
    """
    wanted = [key for key, step in steps.items() if any(step)]
    for part in _parts(wanted):
        rows = models.Claim.everything.filter(pk__in=part)
        gone: defaultdict[tuple[str, str], int] = defaultdict(int)
        waiting: Counted = defaultdict(int)
        for key, kind, source, *words in rows.values_list("pk", "kind", "source_id", *_ASPECTS):
            of_source = "" if source is None else str(source)
            waiting[of_source] += steps[key].waiting
            if kind == ClaimKind.FIGURE and steps[key].superseded:
                for one in (("source", of_source), *zip(_ASPECTS, words, strict=True)):
                    gone[one] += steps[key].superseded
        _keep((aspect, one, 0, step, 0, 0) for (aspect, one), step in sorted(gone.items()))
        _keep(("source", one, 0, 0, 0, step) for one, step in sorted(waiting.items()))


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))


def _keep(rows: Iterable[tuple[str, str, int, int, int, int]]) -> None:
    changed = [row for row in rows if row[1] and any(row[2:])]  # nothing is no word
    if changed:
        with connection.cursor() as cursor:
            cursor.executemany(_KEEP, changed)
