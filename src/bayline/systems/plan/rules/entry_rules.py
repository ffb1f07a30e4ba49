"""The rule that an entry of the plan holds, and the verdict on it by words alone."""

from dataclasses import replace
from functools import lru_cache

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.kernel.periods import Period
from bayline.platform.registers.terms import Values
from bayline.systems.plan.rules.entries import period_in
from bayline.systems.plan.rules.results import read_progress
from bayline.systems.plan.rules.targets import read_target
from bayline.systems.plan.rules.verdicts import verdict_of
from bayline.systems.plan.terms.targets import Good, Kind, Level, Rule, Target
from bayline.systems.plan.terms.verdicts import Occasion, Tolerance, Verdict


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


Alone = tuple[Period, Period, Tolerance, frozenset[str]]


@lru_cache(maxsize=8192)  # where something else was changed, the same is judged again
def judged_alone(
    values: tuple[tuple[str, str], ...], text: str, occasion: Alone, gazetteer: Gazetteer | None
) -> Verdict:
    """Judge a target that is set against nothing but its own number.

    Args:
        values: The entry.
        text: The words of progress.
        occasion: The periods of the table and of the target, the tolerance, names of the place.
        gazetteer: Places of the region; None for the country's.
    """
    table, whole, tolerance, places = occasion
    return verdict_of(
        rules_of(dict(values)),
        read_progress(text, table, gazetteer),
        Occasion(
            table=table,
            whole=whole,
            tolerance=tolerance,
            reference=lambda _name: (),
            places=places,
        ),
    )
