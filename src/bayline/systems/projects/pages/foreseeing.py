"""Parts of the page of a project that are reckoned: its completion, and amounts that differ."""

from collections.abc import Iterator
from itertools import combinations

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import plain, to_places
from bayline.kernel.findings import Verdict
from bayline.platform.pages import is_english, said
from bayline.systems.projects.pages.answers import Checked, checked
from bayline.systems.projects.pages.context import Foreseen, Seen
from bayline.systems.projects.pages.stating import Told
from bayline.systems.projects.rules.amounts import compared
from bayline.systems.projects.rules.progress import progress_of
from bayline.systems.projects.rules.reconciling import Answer
from bayline.systems.projects.rules.schedules import forecast
from bayline.systems.projects.terms import AmountKind, Progress, Stage

_BEING_BUILT = frozenset({Stage.STARTED, Stage.BUILDING})
_TOTALS = (AmountKind.INVESTMENT, AmountKind.PLANNED_INVESTMENT)
_MOST = 10  # findings that are shown


def forecast_of(told: Told) -> Foreseen | None:
    """Reckon when a project will be completed, or say why not; None where it is not being built."""
    stage = told.standing.stage
    if stage not in _BEING_BUILT:
        return None
    progress: tuple[Progress, ...] = ()
    try:
        progress = progress_of(told.standing.amounts, begun=told.standing.reached(Stage.STARTED))
        found = forecast(progress, stage=stage)
    except BaylineError as error:
        return Foreseen(refusal=said(error), seen=_seen(progress))
    return Foreseen(
        likely=found.likely.isoformat(),
        earliest=found.earliest.isoformat(),
        latest=found.latest.isoformat() if found.latest else "",
        method=found.method_en if is_english() else found.method,
        seen=_seen(progress),
    )


def _seen(progress: tuple[Progress, ...]) -> tuple[Seen, ...]:
    return tuple(
        Seen(day=one.on.isoformat(), percent=f"{plain(to_places(one.done * 100, 1))}%")
        for one in progress
    )


def findings_of(told: Told) -> Iterator[Checked]:
    """Give the amounts of a project that cannot both be true, or are different things."""
    known = [
        one
        for one in told.standing.amounts
        if one.kind in _TOTALS or one.kind is AmountKind.ANNUAL_PLAN
    ]
    found = 0
    for a, b in combinations(known, 2):
        is_pair = a.kind is b.kind or {a.kind, b.kind} == {*_TOTALS}
        if not is_pair or (a.kind is AmountKind.ANNUAL_PLAN and a.period != b.period):
            continue
        answer = Answer(*compared(a, b))
        if answer.verdict is not Verdict.HOLDS and found < _MOST:
            found += 1
            yield checked(answer)
