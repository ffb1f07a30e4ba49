"""One round of inspection: who scored what, what differs, and what it adds up to.

A village is scored by several inspectors; each item counts by their mean, so that the total is
still the sum of the items. A re-inspection looks at what had to be mended, and the other items
keep the score of the round before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

import orjson

from bayline.kernel.figures import plain
from bayline.systems.villages.rules.scoring import total_of
from bayline.systems.villages.rules.sheets import grade_of
from bayline.systems.villages.terms.events import Event
from bayline.systems.villages.terms.sheets import ScoreSheet
from bayline.systems.villages.terms.standings import Conflict, Held, Inspection, Mark, Round


@dataclass(slots=True, kw_only=True)
class Sheaf:
    """The scores of a round as they come in.

    Attributes:
        number: From 1 on.
        sheet: The edition it is scored by.
        asked: The items that are looked at.
        inspectors: Who inspects.
        kept: The scores of the round before, of the items that are not looked at again.
        scores: By inspector and item the events that stand: one, or several that differ.
        seen: The ids of all scores, with their inspector and item.
        submitted: The inspectors who are done.
    """

    number: int
    sheet: ScoreSheet
    asked: tuple[str, ...]
    inspectors: tuple[str, ...]
    kept: Mapping[str, Fraction]
    scores: dict[tuple[str, str], list[Event]] = field(default_factory=dict)
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)
    submitted: set[str] = field(default_factory=set)

    def take(self, event: Event) -> None:
        """Take a score in: in place of the one it replaces, else beside what differs from it.

        Who corrects after submitting has to submit again, with the total that follows.
        """
        key = (event.by, event.item)
        standing = [one for one in self.scores.get(key, ()) if one.id != event.replaces]
        if not any(_says_the_same(one, event) for one in standing):
            standing.append(event)
            if event.replaces:
                self.submitted.discard(event.by)
        self.scores[key] = standing
        self.seen[event.id] = key

    def resolve(self, event: Event) -> None:
        """Keep the score that was taken, and those that nobody had looked at."""
        key = self.seen[event.replaces]
        left = {*event.items} - {event.replaces}
        self.scores[key] = [one for one in self.scores[key] if one.id not in left]

    def missing(self, inspector: str) -> tuple[str, ...]:
        """Give the items that an inspector has not scored."""
        return tuple(one for one in self.asked if (inspector, one) not in self.scores)

    def bounds(self, inspector: str) -> tuple[Decimal, Decimal]:
        """Give the least and the most that the marks of an inspector add up to."""
        marks = self.marks(inspector)
        low = total_of(self.sheet, {code: one.low for code, one in marks.items()})
        return low, total_of(self.sheet, {code: one.high for code, one in marks.items()})

    def marks(self, inspector: str) -> dict[str, Mark]:
        """Give the marks of an inspector, in the order of the sheet."""
        keys = ((code, self.scores.get((inspector, code), ())) for code in self.asked)
        return {code: Mark(tuple(map(_held, some))) for code, some in keys if some}

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What several devices say differently."""
        return tuple(
            Conflict(self.number, inspector, item, tuple(map(_held, some)))
            for (inspector, item), some in sorted(self.scores.items())
            if len(some) > 1
        )

    @property
    def is_complete(self) -> bool:
        """Whether all have submitted and nothing is in conflict."""
        return self.submitted == {*self.inspectors} and all(
            len(one) == 1 for one in self.scores.values()
        )


def _says_the_same(one: Event, other: Event) -> bool:
    names = ("score", "zeroed", "reason", "photos", "visited")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _held(event: Event) -> Held:
    score = event.score if event.score is not None else Decimal(0)
    photos = tuple(one.digest for one in event.photos)
    return Held(event.id, event.device, score, event.reason, photos)


def round_of(sheaf: Sheaf, village: str) -> Round:
    """Give a round as it stands.

    Args:
        sheaf: Its scores.
        village: Code of the village, which the digest covers.
    """
    inspections = {one: _inspection(sheaf, one) for one in sheaf.inspectors}
    scores = _scores(sheaf) if sheaf.is_complete else {}
    total = _weighed(sheaf.sheet, scores) if scores else None
    grade = None if total is None else grade_of(sheaf.sheet, total)
    return Round(
        number=sheaf.number,
        sheet=sheaf.sheet.id,
        asked=sheaf.asked,
        inspections=inspections,
        scores=scores,
        total=total,
        grade=grade.code if grade else "",
        passes=grade is not None and grade.passes,
        digest=_digest(sheaf, village, inspections, scores) if scores else "",
    )


def _inspection(sheaf: Sheaf, inspector: str) -> Inspection:
    low, high = sheaf.bounds(inspector)
    is_whole = not sheaf.missing(inspector) and low == high
    return Inspection(
        inspector=inspector,
        marks=sheaf.marks(inspector),
        is_submitted=inspector in sheaf.submitted,
        total=low if is_whole else None,
        low=low,
        high=high,
    )


def _scores(sheaf: Sheaf) -> dict[str, Fraction]:
    """Give each item of the sheet its score: the mean of the inspectors, or what it had before."""
    found = dict(sheaf.kept)
    for code in sheaf.asked:
        given = [sheaf.scores[one, code][0].score or 0 for one in sheaf.inspectors]
        found[code] = Fraction(sum(map(Fraction, given)), len(given))
    return {one.code: found[one.code] for one in sheaf.sheet.items}


def _weighed(sheet: ScoreSheet, scores: Mapping[str, Fraction]) -> Fraction:
    return sum((scores[one.code] * Fraction(one.weight) for one in sheet.items), Fraction(0))


def _digest(
    sheaf: Sheaf,
    village: str,
    inspections: Mapping[str, Inspection],
    scores: Mapping[str, Fraction],
) -> str:
    marks = {
        name: {code: [plain(one.high), *one.held[0].photos] for code, one in given.marks.items()}
        for name, given in inspections.items()
    }
    named = {code: str(score) for code, score in scores.items()}
    content = [village, sheaf.number, sheaf.sheet.id, marks, named]
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
