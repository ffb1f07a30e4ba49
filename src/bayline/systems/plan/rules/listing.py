"""The scoreboard: one line a target and period, kept short to be filtered, sorted and counted."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from bayline.kernel.periods import Period
from bayline.platform.registers.terms import Values
from bayline.systems.plan.rules.entry_rules import is_confirmed
from bayline.systems.plan.rules.standing import Standing
from bayline.systems.plan.terms.targets import Rule
from bayline.systems.plan.terms.verdicts import State

PAGE_ROWS = 50
PAST = 4  # periods before the latest that a line shows
YEAR, YEARS = "year", "years"
STATES = tuple(state.value for state in State)


class Head(NamedTuple):
    """What of a line is filtered, sorted and counted by.

    Attributes:
        target: Key of the target.
        period: EDTF of the progress; empty where none is there.
        ends: Its last day.
        is_latest: Whether no later period was reported on.
        plan: The plan.
        span: year or years.
        first_year: Of the target.
        last_year: Of the target.
        number: The order in the plan.
        lead: The unit that answers.
        state: The verdict.
    """

    target: str
    period: str
    ends: date | None
    is_latest: bool
    plan: str
    span: str
    first_year: int
    last_year: int
    number: int
    lead: str
    state: str


class Line(NamedTuple):
    """A line of the scoreboard with all that it shows."""

    head: Head
    told: "Told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a line shows besides, as it is stored.

    Attributes:
        result: Key of the entry with the progress.
        task: The words of the target.
        progress: The words of the progress.
        units: The other units.
        leader: Who is in charge.
        kind: binding, expected or empty.
        level: official, aspiration or direction.
        place: Code of the place.
        whole: EDTF of the target.
        reason: The reason, in Chinese.
        reason_en: The same in English.
        traps: Names of traps.
        figures: The figures that the verdict rests on, as printed.
        bar: The number of the target, as printed.
        steps: The arithmetic: label in both languages, and what is printed.
        distance: How far from the bar; empty where unknown.
        share: How much is reached, in percent; empty where unknown.
        elapsed: How much of the time is gone, in percent; empty where it plays no part.
        document: Of the target.
        result_document: Of the progress.
        is_confirmed: Whether a person has confirmed how the target reads.
        measured: What a system measures of it, as printed; empty where nothing is measured.
        measured_path: Path of the page of what that is made of.
        measured_asked: What that page is asked, by name.
        trend: closer, farther, level, or empty.
    """

    result: str
    task: str
    progress: str
    units: str
    leader: str
    kind: str
    level: str
    place: str
    whole: str
    reason: str
    reason_en: str
    traps: tuple[str, ...]
    figures: tuple[str, ...]
    bar: str
    steps: tuple[tuple[str, str, str], ...]
    distance: str
    share: str
    elapsed: str
    document: str
    result_document: str
    is_confirmed: bool
    measured: str = ""
    measured_path: str = ""
    measured_asked: tuple[tuple[str, str], ...] = ()
    trend: str = ""


def line_of(standing: Standing) -> Line:
    """Make the line of a target and a period."""
    values, whole, table = standing.target, standing.whole, standing.table
    first = whole.start.year if whole is not None and whole.start is not None else 0
    last = whole.last.year if whole is not None and whole.last is not None else 0
    head = Head(
        target=standing.key,
        period=standing.result.get("period", ""),
        ends=table.last if table is not None else None,
        is_latest=standing.is_latest,
        plan=values.get("plan", ""),
        span=YEAR if first == last else YEARS,
        first_year=first,
        last_year=last,
        number=int(values.get("number") or 0),
        lead=values.get("lead", ""),
        state=standing.verdict.state.value,
    )
    return Line(head, _told(standing, values))


def _told(standing: Standing, values: Values) -> Told:
    verdict, result = standing.verdict, standing.result
    measured = standing.measured
    return Told(
        result=standing.result_key,
        task=values.get("task", ""),
        progress=result.get("text", ""),
        units=values.get("units", ""),
        leader=values.get("leader", ""),
        kind=_kind(values, standing.rules.rules),
        level=values.get("level", "official"),
        place=values.get("place", ""),
        whole=values.get("period", ""),
        reason=verdict.reason.zh,
        reason_en=verdict.reason.en,
        traps=tuple(trap.value for trap in verdict.traps),
        figures=tuple(figure.words for figure in verdict.figures),
        bar=_bar(standing.rules.rules),
        steps=tuple((step.label.zh, step.label.en, step.printed) for step in verdict.steps),
        distance=_number(verdict.distance),
        share=_number(verdict.share),
        elapsed=_number(verdict.elapsed),
        document=values.get("document", ""),
        result_document=result.get("document", ""),
        is_confirmed=is_confirmed(values),
        measured=measured.printed if measured else "",
        measured_path=measured.path if measured else "",
        measured_asked=measured.asked if measured else (),
        trend=standing.trend,
    )


def _kind(values: Values, rules: Sequence[Rule]) -> str:
    said = rules[0].kind.value if rules else "unsaid"
    return values.get("kind", "") or ("" if said == "unsaid" else said)


def _bar(rules: Sequence[Rule]) -> str:
    bars = [bar.words for rule in rules[:1] for bar in rule.bars[:1]]
    return bars[0] if bars else ""


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{round(value, 2):f}"


def written(told: Told) -> str:
    """Write what a line shows as it is stored."""
    return json.dumps(asdict(told), ensure_ascii=False, separators=(",", ":"))


def read_back(text: str) -> Told:
    """Read what a line shows as it was stored."""
    found: dict[str, Any] = json.loads(text)
    for name in ("traps", "figures"):
        found[name] = tuple(found[name])
    for name in ("steps", "measured_asked"):
        found[name] = tuple(tuple(one) for one in found.get(name, ()))
    return Told(**found)


class Wish(NamedTuple):
    """What is asked of the scoreboard.

    Attributes:
        plan: The plan; empty for all.
        lead: The unit; empty for all.
        state: The verdict; empty for all.
        span: year or years; empty for both.
        year: A year that the target covers; 0 for all.
        period: The period of the progress; empty for the latest of each target.
        page: Which page.
    """

    plan: str = ""
    lead: str = ""
    state: str = ""
    span: str = ""
    year: int = 0
    period: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the scoreboard lists and counts.

    Attributes:
        heads: The lines of the page.
        total: How many there are in all.
        states: How many in each verdict, the filter by verdict left out.
        choices: What can be filtered by, by the name of the filter.
    """

    heads: tuple[Head, ...]
    total: int
    states: Mapping[str, int]
    choices: Mapping[str, tuple[str, ...]]


def in_order(heads: Iterable[Head]) -> tuple[Head, ...]:
    """Give lines as the scoreboard has them: plan by plan, by number."""
    return tuple(sorted(heads, key=lambda head: (head.plan, head.number, head.target)))


def found_among(
    heads: Sequence[Head],
    wish: Wish,
    *,
    choices: Mapping[str, tuple[str, ...]],
    first: frozenset[str] = frozenset(),
) -> Found:
    """Filter, count and cut the lines of the scoreboard.

    Args:
        heads: All lines, in order.
        wish: What is asked for.
        choices: What can be filtered by, as `choices_of` gives it.
        first: The plans that come before all others: those of the region itself.
    """
    known = _known(heads, wish)
    shown = [head for head in known if wish.state in {"", head.state}]
    shown.sort(key=lambda head: head.plan not in first)
    pages = max(1, -(-len(shown) // PAGE_ROWS))
    begin = (min(wish.page, pages) - 1) * PAGE_ROWS
    return Found(
        heads=(*shown[begin : begin + PAGE_ROWS],),
        total=len(shown),
        states=Counter(head.state for head in known),
        choices=choices,
    )


def past_of(heads: Sequence[Head], shown: Sequence[Head]) -> Mapping[str, tuple[Head, ...]]:
    """Give the lines of the periods before, of the targets of a page, the oldest first.

    Args:
        heads: All lines.
        shown: Those of the page.
    """
    asked = {head.target: head.ends or date.max for head in shown}
    found: dict[str, list[Head]] = {}
    for head in heads:
        if head.period and head.target in asked and (head.ends or date.max) < asked[head.target]:
            found.setdefault(head.target, []).append(head)
    return {
        target: tuple(sorted(past, key=lambda one: one.ends or date.max)[-PAST:])
        for target, past in found.items()
    }


def _known(heads: Sequence[Head], wish: Wish) -> list[Head]:
    """Leave out what a filter other than that of verdicts leaves out."""
    if wish.period:
        found = [head for head in heads if head.period == wish.period]
    else:
        found = [head for head in heads if head.is_latest]
    is_filtered = wish.plan or wish.lead or wish.span or wish.year
    return [head for head in found if _is_meant(head, wish)] if is_filtered else found


def _is_meant(head: Head, wish: Wish) -> bool:
    return (
        wish.plan in {"", head.plan}
        and wish.lead in {"", head.lead}
        and wish.span in {"", head.span}
        and (not wish.year or head.first_year <= wish.year <= head.last_year)
    )


def choices_of(heads: Iterable[Head]) -> Mapping[str, tuple[str, ...]]:
    """Give what lines can be filtered by, by the name of the filter."""
    plans, leads, told = set(), set(), set()
    for head in heads:
        plans.add(head.plan)
        leads.add(head.lead)
        told.add((head.ends, head.period))
    return {
        "plan": (*sorted(plans - {""}),),
        "lead": (*sorted(leads - {""}),),
        "period": tuple(
            period
            for _ends, period in sorted(told, key=lambda one: one[0] or date.min, reverse=True)
            if period
        ),
    }


def for_period(heads: Sequence[Head], period: Period) -> tuple[tuple[Head, bool], ...]:
    """Choose one line of each target whose years share days with a period.

    Args:
        heads: All lines, in order.
        period: The days a report is of; its ends may be open.

    Returns:
        In the order of the lines, the latest that was told of within the period and True; of a
        target nothing was told of in it, its latest line and False.
    """
    first = period.start or date.min
    last = period.last or date.max
    chosen: dict[str, tuple[Head, bool]] = {}
    for head in heads:
        if head.first_year > last.year or head.last_year < first.year:
            continue
        is_within = head.ends is not None and first <= head.ends <= last
        rank = (is_within, head.ends or date.min)
        known = chosen.get(head.target)
        if known is None or rank > (known[1], known[0].ends or date.min):
            chosen[head.target] = (head, is_within)
    return tuple(chosen.values())
