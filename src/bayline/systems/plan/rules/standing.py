"""Where targets stand: each target with the verdict for every period it was reported on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from bayline.engines.chinese.gazetteer import Gazetteer, national
from bayline.kernel.periods import Period
from bayline.kernel.statuses import Change
from bayline.platform.indicators import Measured, Series
from bayline.platform.registers.terms import Values
from bayline.systems.plan.rules.elapsing import same_days
from bayline.systems.plan.rules.entries import period_in
from bayline.systems.plan.rules.entry_rules import judged_alone, rules_of
from bayline.systems.plan.rules.likeness import SAME, core, likeness
from bayline.systems.plan.rules.measuring import (
    Point,
    beside_words,
    judged_by,
    of_direction,
    points_of,
)
from bayline.systems.plan.rules.results import read_progress
from bayline.systems.plan.rules.sentences import joined, words
from bayline.systems.plan.rules.tables import references_among
from bayline.systems.plan.rules.verdicts import verdict_of
from bayline.systems.plan.terms.results import Result
from bayline.systems.plan.terms.targets import Target
from bayline.systems.plan.terms.verdicts import (
    Occasion,
    State,
    Tolerance,
    Verdict,
)

Tolerances = Callable[[date], Tolerance]
_DIRECTION = "direction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A target, what was reported of it for a period, and the verdict.

    Attributes:
        key: Of the target.
        target: The entry.
        rules: The target read into rules, as confirmed if it was.
        whole: What the target is for; None where the entry does not say.
        result_key: Of the entry with the progress; empty where none is there.
        result: That entry; empty where none is there.
        table: The period of the progress; None where none is there.
        is_latest: Whether no later period was reported on.
        verdict: What may be said.
        measured: What a system measures of it for the period; None where none does.
        trend: closer, farther or level against the period before; empty where that is unknown.
    """

    key: str
    target: Values
    rules: Target
    whole: Period | None
    result_key: str
    result: Values
    table: Period | None
    is_latest: bool
    verdict: Verdict
    measured: Measured | None = None
    trend: str = ""


class Gauged(NamedTuple):
    """What a system measured of a target, and for which period it was asked to."""

    asked: Period
    series: Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is known of targets besides their registers.

    Attributes:
        gauged: What was measured, by key of the target.
        gazetteer: Places of the region, by which codes have names; None for the country's.
    """

    gauged: Mapping[str, Gauged] = field(default_factory=dict)
    gazetteer: Gazetteer | None = None


_NOTHING = Beside()


def standings_of(
    targets: Mapping[str, Values],
    results: Mapping[str, Values],
    tolerances: Tolerances,
    *,
    only: frozenset[str] | None = None,
    beside: Beside = _NOTHING,
) -> Iterator[Standing]:
    """Judge targets by what was reported of them, and by what systems measure.

    Args:
        targets: The targets, by key.
        results: The entries of progress, by key.
        tolerances: Gives the tolerance in force on a day.
        only: The targets that are asked for; None for all. The others serve as references.
        beside: What is known besides.
    """
    reported: dict[str, list[_Reported]] = {}
    for key, values in results.items():
        table = period_in(values)
        if table is not None and values.get("target") in targets:
            reported.setdefault(values["target"], []).append(_Reported(key, values, table))
    measures = beside.gauged
    around = _Around(_References(targets, results, beside), tolerances, beside.gazetteer)
    for key, values in targets.items():
        if only is None or key in only:
            yield from _of_target(
                _base(key, values), reported.get(key, []), around, measures.get(key)
            )


class _Reported(NamedTuple):
    key: str
    values: Values
    table: Period


class _Around(NamedTuple):
    references: "_References"
    tolerances: Tolerances
    gazetteer: Gazetteer | None

    def occasion(self, base: Standing, table: Period, period: str) -> Occasion:
        place = base.target.get("place", "")
        return Occasion(
            table=table,
            whole=base.whole or table,
            tolerance=self.tolerances(table.last or date.max),
            reference=self.references.of(place, table, period),
            places=_names_of(place, self.gazetteer),
        )


class _References:
    """Finds the growth that targets of the same place tell for a period, or that is measured."""

    def __init__(
        self,
        targets: Mapping[str, Values],
        results: Mapping[str, Values],
        beside: Beside,
    ) -> None:
        self._gazetteer = beside.gazetteer
        self._known: dict[tuple[str, str], Callable[[str], tuple[Result, ...]]] = {}
        self._by_period: dict[tuple[str, str], list[tuple[Values, str]]] = {}
        self._measured: dict[str, list[tuple[str, Result]]] = {}
        for values in results.values():
            target = targets.get(values.get("target", ""))
            if target is not None:
                at = (target.get("place", ""), values.get("period", ""))
                pair = (target, values.get("text", ""))
                self._by_period.setdefault(at, []).append(pair)
        for key, one in beside.gauged.items():
            rule = rules_of(targets[key]).rules[0]
            self._measured.setdefault(targets[key].get("place", ""), []).extend(
                (core(rule.attribute), point.result)
                for point in points_of(rule, one.series, one.asked)
                if point.result.change is Change.GROWTH
            )

    def of(self, place: str, table: Period, text: str) -> Callable[[str], tuple[Result, ...]]:
        """Give what finds references; nothing is read before the first is looked for."""

        def found(name: str) -> tuple[Result, ...]:
            return self._among(place, table, text)(name)

        return found

    def _among(self, place: str, table: Period, text: str) -> Callable[[str], tuple[Result, ...]]:
        at = (place, text)
        if at not in self._known:
            told = references_among(
                (rules_of(target), read_progress(words_of, table, self._gazetteer))
                for target, words_of in self._by_period.get(at, [])
            )
            self._known[at] = self._also_measured(place, told)
        return self._known[at]

    def _also_measured(
        self, place: str, told: Callable[[str], tuple[Result, ...]]
    ) -> Callable[[str], tuple[Result, ...]]:
        known = self._measured.get(place, [])
        return lambda name: (
            *(one for of, one in known if likeness(name, of) >= SAME),
            *told(name),
        )


def _base(key: str, values: Values) -> Standing:
    return Standing(
        key=key,
        target=values,
        rules=rules_of(values),
        whole=period_in(values),
        result_key="",
        result={},
        table=None,
        is_latest=True,
        verdict=_without_report(values),
    )


def _of_target(
    base: Standing, reported: Sequence[_Reported], around: _Around, gauged: Gauged | None
) -> Iterator[Standing]:
    points: tuple[Point, ...] = ()
    if gauged is not None:
        points = points_of(base.rules.rules[0], gauged.series, gauged.asked)
    if base.whole is None:
        yield base
        return
    if base.target.get("level") == _DIRECTION:
        found = [_directed(base, points[: at + 1]) for at in range(len(points))]
    else:
        told = [_told(base, one, around) for one in reported]
        found = _with_points(told, points, base, around)
    ordered = sorted(found, key=_when)
    before: Standing | None = None
    for at, one in enumerate(ordered):
        yield replace(one, is_latest=at == len(ordered) - 1, trend=_trend(before, one))
        before = one
    if not ordered:
        yield _untold(base, gauged)


def _trend(before: Standing | None, now: Standing) -> str:
    """Tell whether a target came closer to its number since the period before."""
    if before is None or before.verdict.distance is None or now.verdict.distance is None:
        return ""
    moved = now.verdict.distance - before.verdict.distance
    return "level" if not moved else "closer" if moved > 0 else "farther"


def _untold(base: Standing, gauged: Gauged | None) -> Standing:
    """Say of a target that nobody reported on why what should measure it tells nothing."""
    last = gauged.series[-1] if gauged is not None else None
    if last is None:
        return base
    note = words(f"计量：{last.why}。", f"Measured: {last.why_en}.")
    return replace(base, verdict=replace(base.verdict, reason=joined([base.verdict.reason, note])))


def _when(one: Standing) -> tuple[date, str]:
    end = one.table.end if one.table is not None else None
    return end or date.max, one.result_key


def _told(base: Standing, one: _Reported, around: _Around) -> Standing:
    """Judge a target by the words that were reported."""
    occasion = around.occasion(base, one.table, one.values.get("period", ""))
    text = one.values.get("text", "")
    if any(rule.reference is not None for rule in base.rules.rules):
        progress = read_progress(text, one.table, around.gazetteer)
        verdict = verdict_of(base.rules, progress, occasion)
    else:
        alone = (occasion.table, occasion.whole, occasion.tolerance, occasion.places)
        verdict = judged_alone((*base.target.items(),), text, alone, around.gazetteer)
    return replace(base, result_key=one.key, result=one.values, table=one.table, verdict=verdict)


def _directed(base: Standing, points: Sequence[Point]) -> Standing:
    last = points[-1]
    return replace(
        base,
        table=last.table,
        result={"period": last.table.edtf},
        verdict=of_direction(base.verdict, points),
        measured=last.measured,
    )


def _with_points(
    told: Sequence[Standing], points: Sequence[Point], base: Standing, around: _Around
) -> list[Standing]:
    """Let what was measured decide: of a report that it is as late as, and for itself."""
    left, found = [*points], []
    for one in told:
        point = _point_for(one, left)
        found.append(one if point is None else _decided(one, point, around))
        if point is not None and found[-1] is not one:
            left.remove(point)
    return found + [
        standing
        for point in left
        for standing in [_measured(base, point, around)]
        if standing is not None
    ]


def _point_for(one: Standing, points: Sequence[Point]) -> Point | None:
    """Give the measure that a report is held against: of its days, or later than its own figure."""
    table = one.table
    if table is None or table.last is None:
        return None
    own = one.verdict.figures[0].period if one.verdict.figures else None
    since = own.last if own is not None and own.last is not None else table.last
    fitting = [
        point
        for point in points
        if same_days(point.table, table)
        or (
            point.table.last is not None
            and since <= point.table.last <= table.last
            and point.table.overlaps(table)
        )
    ]
    return fitting[-1] if fitting else None


def _decided(one: Standing, point: Point, around: _Around) -> Standing:
    assert one.table is not None  # noqa: S101 - a report has its period
    occasion = around.occasion(one, one.table, one.result.get("period", ""))
    verdict = judged_by(one.rules, point, occasion)
    if verdict is None:
        return one
    beside = beside_words(verdict, one.verdict, point, occasion)
    return replace(one, verdict=beside, measured=point.measured)


def _measured(base: Standing, point: Point, around: _Around) -> Standing | None:
    period = point.table.edtf
    verdict = judged_by(base.rules, point, around.occasion(base, point.table, period))
    if verdict is None:
        return None
    return replace(
        base,
        table=point.table,
        result={"period": period},
        verdict=verdict,
        measured=point.measured,
    )


def _names_of(code: str, gazetteer: Gazetteer | None) -> frozenset[str]:
    """Give the name of a target's place; what has no code is its own name."""
    place = (gazetteer or national()).place(code)
    return frozenset({place.name if place is not None else code} - {""})


def _without_report(values: Values) -> Verdict:
    sentence = words("还没有报完成情况。", "No progress has been reported yet.")
    if values.get("level") == _DIRECTION:
        sentence = words(
            "这是定位或方向，没有定数，不作判断。",
            "This is a positioning or a direction without a number; it is not judged.",
        )
    if period_in(values) is None:
        sentence = words(
            "目标没有写明时期，无法判断。", "The target has no period, so nothing can be judged."
        )
    return Verdict(state=State.CANNOT_TELL, reason=sentence)
