"""Parts of the page of a project: stages, plans, amounts with charts, promises."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bayline.engines.charts.terms import Reading
from bayline.kernel.bounds import Bound
from bayline.kernel.promises import Promise, PromiseState, reviewed
from bayline.platform.charts.drawing import chart_of
from bayline.platform.charts.terms import Chart, Statement
from bayline.platform.pages import is_english
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages import words
from bayline.systems.projects.pages.context import (
    AmountStated,
    EffectPromised,
    Planned,
    StageReached,
)
from bayline.systems.projects.pages.grounds import Grounds, Number
from bayline.systems.projects.pages.list_words import period_word
from bayline.systems.projects.rules.effects import EffectKind, promise_of
from bayline.systems.projects.rules.entries import (
    AMOUNTS,
    EFFECTS,
    amount_in,
    effect_of,
    is_planned,
    plan_of,
)
from bayline.systems.projects.rules.schedules import slippages
from bayline.systems.projects.rules.standing import Standing
from bayline.systems.projects.terms import AmountKind, Plan, Stage

_HEDGED = frozenset({Bound.ABOUT, Bound.NEARLY, Bound.RANGE})
_FEWEST = 2  # one reading alone shows nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the parts of a page are made of.

    Attributes:
        standing: Where the project stands.
        entries: Its entries, by register and key.
        grounds: Where things lead.
        today: The day it is looked at.
    """

    standing: Standing
    entries: Mapping[str, Mapping[str, Values]]
    grounds: Grounds
    today: date


def steps_of(told: Told, stages: Mapping[str, Values]) -> Iterator[StageReached]:
    """Give the stages that were reached, in order."""
    steps = told.standing.steps
    for at, step in enumerate(steps, start=1):
        values = stages[step.key]
        yield StageReached(
            stage=step.stage.value,
            word=words.stage_word(step.stage),
            date=values["date"],
            quoted=told.grounds.quoted(values),
            is_last=at == len(steps),
        )


def plans_of(told: Told, stages: Mapping[str, Values]) -> Iterator[Planned]:
    """Give the plans beside what was reached, in the order of the stages."""
    first = _first_plans(stages)
    for slip in slippages(told.standing.steps, told.standing.plans, today=told.today):
        look, word = words.punctuality_word(slip.state)
        is_moved = slip.latest != slip.planned
        yield Planned(
            stage=slip.stage.value,
            word=words.stage_word(slip.stage),
            first=period_word(slip.planned.edtf),
            latest=period_word(slip.latest.edtf) if is_moved else "",
            actual=period_word(slip.actual.edtf) if slip.actual else "",
            state=slip.state.value,
            look=look,
            state_word=word,
            slippage=words.slippage_words(slip),
            quoted=told.grounds.quoted(first[slip.stage]),
        )


def _first_plans(stages: Mapping[str, Values]) -> dict[Stage, Values]:
    """Give for each stage the entry that planned it first."""
    found: dict[Stage, tuple[Plan, Values]] = {}
    for values in stages.values():
        if is_planned(values):
            plan = plan_of(values, published={})
            known = found.get(plan.stage)
            if known is None or plan.stated < known[0].stated:
                found[plan.stage] = plan, values
    return {stage: values for stage, (_plan, values) in found.items()}


def amounts_of(told: Told) -> Iterator[AmountStated]:
    """Give the amounts by kind, of each kind by period."""
    order = {kind.value: at for at, kind in enumerate(AmountKind)}
    entries = told.entries[AMOUNTS].values()
    for values in sorted(
        entries, key=lambda one: (order[one["kind"]], one.get("period", ""), one["code"])
    ):
        number = told.grounds.number(AMOUNTS, values, "amount")
        if number is not None:
            yield AmountStated(
                kind=values["kind"],
                word=words.kind_word(AmountKind(values["kind"])),
                period=period_word(values.get("period", "")),
                number=number,
                document=told.grounds.document(values["document"]),
                words=values.get("quote", ""),
            )


def charts_of(told: Told) -> Iterator[Chart]:
    """Draw the amounts of each kind and currency that are stated for several periods."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for values in told.entries[AMOUNTS].values():
        amount, number = amount_in(values), told.grounds.number(AMOUNTS, values, "amount")
        if number is not None:
            statement = _statement(told, values, number)
            groups.setdefault((amount.kind.value, amount.figure.unit), []).append(statement)
    for (kind, unit), statements in sorted(groups.items()):
        if len(statements) >= _FEWEST:
            title = f"{told.standing.project.get('name', '')} · {words.kind_word(AmountKind(kind))}"
            name = f"{kind.replace('_', '-')}-{unit.lower()}"
            chart = chart_of(statements, name=name, title=title, unit=unit, english=is_english())
            if chart is not None:
                yield chart


def _statement(told: Told, values: Values, number: Number) -> Statement:
    amount = amount_in(values)
    possible = amount.figure.tolerance()
    document = told.grounds.document(values["document"])
    reading = Reading(
        key=values["code"],
        printed=number.printed,
        first=amount.period.start if amount.period else None,
        after=amount.period.end if amount.period else None,
        low=possible.low,
        high=possible.high,
        strand=amount.kind.value,
        is_hedged=amount.figure.bound in _HEDGED,
        is_planned=amount.kind is AmountKind.ANNUAL_PLAN,
    )
    return Statement(
        reading=reading,
        address=number.address,
        period=values.get("period", ""),
        basis=words.kind_word(amount.kind),
        source=document.label,
        source_address=document.address,
    )


def effects_of(told: Told) -> Iterator[EffectPromised]:
    """Give what is expected, as promises with the days on which they are due."""
    for values in told.entries[EFFECTS].values():
        number = told.grounds.number(EFFECTS, values, "amount")
        if number is not None:
            yield _effect(told, values, number)


def _effect(told: Told, values: Values, number: Number) -> EffectPromised:
    effect = effect_of(values)
    promise = promise_of(effect, told.standing.plans)
    promise = _kept(told, values, promise) or reviewed(promise, today=told.today)
    look, word = words.promise_word(promise.state)
    return EffectPromised(
        kind=effect.kind.value,
        word=words.effect_word(EffectKind(effect.kind)),
        number=number,
        after=words.stage_word(effect.stage),
        due=promise.due.isoformat() if promise.due else "",
        state=promise.state.value,
        look=look,
        state_word=word,
        quoted=told.grounds.quoted(values, "text"),
    )


def _kept(told: Told, values: Values, promise: Promise) -> Promise | None:
    """Give the promise as kept where that was noted of the words which print its amount."""
    for saying in told.grounds.sayings(values, "text"):
        if saying.is_kept and values["amount"] in saying.words:
            return replace(promise, state=PromiseState.KEPT, settled_by=saying.path)
    return None
