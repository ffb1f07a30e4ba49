"""What the standard has no field for, kept beside its fields under one name of our own.

Bounds of figures, evidence, corrections and former names stand in `x_bayline` of a project, so that
what was exported is imported again as it was. Numbers are written as text: no digit is lost.
"""

from datetime import date
from decimal import Decimal

from bayline.kernel.bounds import Bound
from bayline.kernel.figures import Figure, Stated
from bayline.kernel.periods import parse
from bayline.systems.projects.rules.oc4ids.schema import Json
from bayline.systems.projects.terms import Amount, AmountKind, Plan, Stage, Step

EXTENSION = "x_bayline"


def step_kept(step: Step) -> Json:
    """Write a step."""
    return {
        "key": step.key,
        "stage": step.stage.value,
        "on": step.on.edtf,
        "evidence": step.evidence,
        **({"isWithdrawn": True} if step.is_withdrawn else {}),
        **_told(corrects=step.corrects, reason=step.reason, quote=step.quote),
    }


def kept_step(kept: Json) -> Step:
    """Read a step that was written by `step_kept`."""
    return Step(
        key=kept["key"],
        stage=Stage(kept["stage"]),
        on=parse(kept["on"]),
        evidence=kept["evidence"],
        corrects=kept.get("corrects", ""),
        is_withdrawn=kept.get("isWithdrawn", False),
        reason=kept.get("reason", ""),
        quote=kept.get("quote", ""),
    )


def plan_kept(plan: Plan) -> Json:
    """Write a plan."""
    return {
        "stage": plan.stage.value,
        "due": plan.due.edtf,
        "evidence": plan.evidence,
        "stated": plan.stated.isoformat(),
        **_told(key=plan.key, quote=plan.quote),
    }


def kept_plan(kept: Json) -> Plan:
    """Read a plan that was written by `plan_kept`."""
    return Plan(
        stage=Stage(kept["stage"]),
        due=parse(kept["due"]),
        evidence=kept["evidence"],
        stated=date.fromisoformat(kept["stated"]),
        key=kept.get("key", ""),
        quote=kept.get("quote", ""),
    )


def amount_kept(amount: Amount) -> Json:
    """Write an amount with all that its figure leaves open."""
    return {
        "kind": amount.kind.value,
        "figure": _figure_kept(amount.figure),
        "evidence": amount.evidence,
        "period": amount.period.edtf if amount.period else None,
        **_told(key=amount.key, words=amount.words, quote=amount.quote),
    }


def kept_amount(kept: Json) -> Amount:
    """Read an amount that was written by `amount_kept`."""
    return Amount(
        kind=AmountKind(kept["kind"]),
        figure=_kept_figure(kept["figure"]),
        evidence=kept["evidence"],
        period=parse(kept["period"]) if kept["period"] else None,
        key=kept.get("key", ""),
        words=kept.get("words", ""),
        quote=kept.get("quote", ""),
    )


def _told(**words: str) -> Json:
    return {name: text for name, text in words.items() if text}


_NUMBERS = ("low", "high", "resolution", "low_slack", "high_slack")


def _figure_kept(figure: Figure) -> Json:
    numbers = {name: getattr(figure, name) for name in _NUMBERS}
    stated = figure.stated
    return {
        **{name: None if value is None else str(value) for name, value in numbers.items()},
        "low_open": figure.low_open,
        "high_open": figure.high_open,
        "unit": figure.unit,
        "bound": figure.bound.value,
        "stated": None
        if stated is None
        else {"value": None if stated.value is None else str(stated.value), "unit": stated.unit},
    }


def _kept_figure(kept: Json) -> Figure:
    numbers = {name: None if kept[name] is None else Decimal(kept[name]) for name in _NUMBERS}
    stated = kept["stated"]
    return Figure(
        low=numbers["low"],
        high=numbers["high"],
        resolution=numbers["resolution"] or Decimal(0),
        low_slack=numbers["low_slack"] or Decimal(0),
        high_slack=numbers["high_slack"] or Decimal(0),
        low_open=kept["low_open"],
        high_open=kept["high_open"],
        unit=kept["unit"],
        bound=Bound(kept["bound"]),
        stated=None if stated is None else _kept_stated(stated),
    )


def _kept_stated(kept: Json) -> Stated:
    value = kept["value"]
    return Stated(value=None if value is None else Decimal(value), unit=kept["unit"])
