"""Where targets stand: each target with the verdict for every period it was reported on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bayline.engines.chinese.gazetteer import Gazetteer, national
from bayline.kernel.periods import Period
from bayline.platform.registers.terms import Values
from bayline.systems.plan.rules.entries import period_in
from bayline.systems.plan.rules.results import read_progress
from bayline.systems.plan.rules.sentences import words
from bayline.systems.plan.rules.tables import references_among
from bayline.systems.plan.rules.targets import read_target
from bayline.systems.plan.rules.verdicts import verdict_of
from bayline.systems.plan.terms.results import Result
from bayline.systems.plan.terms.targets import Good, Kind, Level, Rule, Target
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


def rules_of(values: Values) -> Target:
    """Read the rule of an entry: the wording that was confirmed, else the task.

    What the entry itself says of direction, kind and level goes before what the words tell.
    """
    whole = period_in(values)
    year = whole.last.year if whole is not None and whole.last is not None else 2000
    read = read_target(values.get("confirmed") or values.get("task", ""), year=year)
    return replace(read, rules=tuple(_said_by(values, rule) for rule in read.rules))


def _said_by(values: Values, rule: Rule) -> Rule:
    good, kind = values.get("good"), values.get("kind")
    bars = rule.bars
    if values.get("level") == "aspiration":
        bars = tuple(replace(bar, level=Level.ASPIRATION) for bar in bars)
    return replace(
        rule,
        good=Good(good) if good else rule.good,
        kind=Kind(kind) if kind else rule.kind,
        bars=bars,
    )


def is_confirmed(values: Values) -> bool:
    """Tell whether a person has confirmed how the target reads."""
    return bool(values.get("confirmed"))


def standings_of(
    targets: Mapping[str, Values],
    results: Mapping[str, Values],
    tolerances: Tolerances,
    *,
    only: frozenset[str] | None = None,
    gazetteer: Gazetteer | None = None,
) -> Iterator[Standing]:
    """Judge targets by what was reported of them.

    Args:
        targets: The targets, by key.
        results: The entries of progress, by key.
        tolerances: Gives the tolerance in force on a day.
        only: The targets that are asked for; None for all. The others serve as references.
        gazetteer: Places of the region, by which targets' codes have names; None for the country's.
    """
    reported: dict[str, list[tuple[str, Values, Period]]] = {}
    for key, values in results.items():
        table = period_in(values)
        if table is not None and values.get("target") in targets:
            reported.setdefault(values["target"], []).append((key, values, table))
    references = _References(targets, results, gazetteer)
    for key, values in targets.items():
        if only is None or key in only:
            yield from _of_target(key, values, reported.get(key, []), references, tolerances)


class _References:
    """Finds the growth that targets of the same place tell for a period."""

    def __init__(
        self,
        targets: Mapping[str, Values],
        results: Mapping[str, Values],
        gazetteer: Gazetteer | None,
    ) -> None:
        self._targets, self._results, self.gazetteer = targets, results, gazetteer
        self._known: dict[tuple[str, str], Callable[[str], tuple[Result, ...]]] = {}
        self._by_period: dict[tuple[str, str], list[tuple[Target, str]]] = {}
        for values in results.values():
            target = targets.get(values.get("target", ""))
            if target is not None:
                at = (target.get("place", ""), values.get("period", ""))
                pair = (rules_of(target), values.get("text", ""))
                self._by_period.setdefault(at, []).append(pair)

    def of(self, place: str, table: Period, text: str) -> Callable[[str], tuple[Result, ...]]:
        at = (place, text)
        if at not in self._known:
            self._known[at] = references_among(
                (target, read_progress(told, table, self.gazetteer))
                for target, told in self._by_period.get(at, [])
            )
        return self._known[at]


def _of_target(
    key: str,
    values: Values,
    reported: Sequence[tuple[str, Values, Period]],
    references: _References,
    tolerances: Tolerances,
) -> Iterator[Standing]:
    rules, whole = rules_of(values), period_in(values)
    base = Standing(
        key=key,
        target=values,
        rules=rules,
        whole=whole,
        result_key="",
        result={},
        table=None,
        is_latest=True,
        verdict=_without_report(values),
    )
    if not reported or whole is None or values.get("level") == _DIRECTION:
        yield base
        return
    ordered = sorted(reported, key=lambda one: (one[2].end or date.max, one[0]))
    for at, (result_key, result, table) in enumerate(ordered):
        occasion = Occasion(
            table=table,
            whole=whole,
            tolerance=tolerances(table.last or date.max),
            reference=references.of(values.get("place", ""), table, result.get("period", "")),
            places=_names_of(values.get("place", ""), references.gazetteer),
        )
        progress = read_progress(result.get("text", ""), table, references.gazetteer)
        yield replace(
            base,
            result_key=result_key,
            result=result,
            table=table,
            is_latest=at == len(ordered) - 1,
            verdict=verdict_of(rules, progress, occasion),
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


def touched_by(targets: Mapping[str, Values], keys: Iterable[str]) -> frozenset[str]:
    """Give the targets whose verdicts may change with some, those set against others too.

    Args:
        targets: All targets, by key.
        keys: Those whose entries or progress changed.
    """
    changed = {*keys}
    places = {targets[key].get("place", "") for key in changed if key in targets}
    related = {
        key
        for key, values in targets.items()
        if values.get("place", "") in places
        and any(rule.reference is not None for rule in rules_of(values).rules)
    }
    return frozenset(changed | related)
