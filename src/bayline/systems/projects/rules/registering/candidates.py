"""Projects as registration sees them, from where they stand and their entries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.figures import Figure
from bayline.kernel.periods import Period
from bayline.platform.registers.terms import Values
from bayline.systems.projects.rules.amounts import figure_in
from bayline.systems.projects.rules.registering.terms import Candidate, Party, Reported, Slip
from bayline.systems.projects.rules.standing import Standing
from bayline.systems.projects.terms import Amount, AmountKind

_SIGNED = {
    Party.OWNER: "owner_signed",
    Party.BUILDER: "builder_signed",
    Party.SUPERVISOR: "supervisor_signed",
}
_TOTALS = (AmountKind.PLANNED_INVESTMENT, AmountKind.INVESTMENT)
_YES = "yes"


class Unsigned(NamedTuple):
    """An entry into the statistics whose slip somebody has not signed."""

    values: Values
    parties: tuple[Party, ...]


def candidate_of(
    standing: Standing, entry: Values | None = None, months: Sequence[Values] = ()
) -> Candidate:
    """Put together what registration knows of a project.

    The planned total rests on the document that states it. The slip is that of the day of
    application, else of entry, else of the last stage.

    Args:
        standing: Where the project stands.
        entry: Its entry in the register of entries into the statistics; None if it has none.
        months: Its entries in the register of monthly reports.

    Raises:
        BaylineError: If a report states less than the one before it in the same year.
    """
    planned = standing.planned
    values = entry or {}
    entered = values.get("entered", "")
    reports = reports_of(months)
    return Candidate(
        project=standing.project["code"],
        name=standing.project.get("name", ""),
        stage=standing.stage,
        planned=planned,
        basis=planned.evidence if planned else "",
        slips=(*_slips(standing, values), *(slip for slip, _reported in reports)),
        registered=date.fromisoformat(entered) if entered else None,
        code=values.get("number", ""),
        months=tuple(reported for _slip, reported in reports),
    )


def reports_of(months: Iterable[Values]) -> list[tuple[Slip, Reported]]:
    """Take reports of a year so far apart: what each adds to the one before, with its slip.

    The first report of a year is of all the months before it, too.

    Args:
        months: Entries of the register of monthly reports, of one project.

    Raises:
        BaylineError: If a report states less than the one before it in the same year.
    """
    found: list[tuple[Slip, Reported]] = []
    before: dict[int, tuple[date, Figure]] = {}  # last day and figure so far, by year
    for month, start, end, values in _by_last_day(months):
        so_far = _yuan_in(values)
        year = start.year
        last, figure = before.get(year, (date(year - 1, 12, 31), None))
        since = start if last == end else last + timedelta(days=1)
        span = month if since == start else Period.inclusive(since, end)
        if figure is not None and _falls(figure, so_far):
            raise _fallen(values, last)
        added = so_far if figure is None else so_far.minus(figure)
        amount = Amount(
            kind=AmountKind.REGISTERED, figure=added, evidence=_evidence(values), period=span
        )
        signed = tuple(
            (party, party.zh) for party, name in _SIGNED.items() if values.get(name) == _YES
        )
        slip = Slip(month=span, signed=signed, evidence=_evidence(values))
        found.append((slip, Reported(month=span, amount=amount)))
        before[year] = (end, so_far)
    return found


def _by_last_day(months: Iterable[Values]) -> list[tuple[Period, date, date, Values]]:
    """Put reports in the order of their last days: that of a whole year is its last one."""
    spans = [(periods.parse(one["month"]), one) for one in months]
    found = [(of, of.start, of.last, one) for of, one in spans if of.start and of.last]
    return sorted(found, key=lambda one: (one[2], one[3]["month"], one[3]["code"]))


def _yuan_in(values: Values) -> Figure:
    """Read what was reported; statistics are in yuan."""
    figure = figure_in(values["amount"])
    if figure.unit == "CNY":
        return figure
    raise BaylineError(
        f"{values['amount']} is not in yuan",
        why="statistics are reported in yuan",
        do="give the amount in yuan as reported",
        zh=Words(f"{values['amount']}不是人民币数", "报表按人民币填", "请填所报的人民币数"),
    )


def _falls(before: Figure, so_far: Figure) -> bool:
    """Tell whether less was reported of a year than a month before, however both are rounded."""
    if before.low is None or so_far.high is None or before.unit != so_far.unit:
        return False
    return so_far.high + so_far.high_slack < before.low - before.low_slack


def _fallen(values: Values, last: date) -> BaylineError:
    month, words = values["month"], values["amount"]
    return BaylineError(
        f"{words} up to {month} is less than what was reported up to {last:%Y-%m}",
        why="a report tells what was invested since the beginning of the year",
        do="give the sum since January, not that of the month; or correct the earlier report",
        zh=Words(
            f"到{month}累计{words}，少于到{last:%Y-%m}已报的数",
            "月报填的是年初以来的累计数",
            "请填1月起的累计数，不填当月数；或更正先前的月报",
        ),
    )


def _evidence(values: Values) -> str:
    return values.get("document") or values["code"]


def unsigned_in(entries: Iterable[Values]) -> Iterator[Unsigned]:
    """Give the entries whose slip is not signed by all three parties."""
    for values in entries:
        parties = tuple(party for party, name in _SIGNED.items() if values.get(name) != _YES)
        if parties:
            yield Unsigned(values, parties)


def _slips(standing: Standing, values: Mapping[str, str]) -> Iterator[Slip]:
    written = values.get("applied") or values.get("entered")
    day = periods.parse(written) if written else standing.since
    if day is None or not any(values.get(name) for name in _SIGNED.values()):
        return
    signed = ((party, party.zh) for party, name in _SIGNED.items() if values.get(name) == _YES)
    yield Slip(month=day, signed=(*signed,), evidence=values.get("document", ""))


def planned_entry(amounts: Iterable[Values]) -> Values | None:
    """Give the entry that states the planned total, else the total; None where none does."""
    kinds: dict[str, Values] = {}
    for values in sorted(amounts, key=lambda one: one["code"]):
        kinds.setdefault(values["kind"], values)
    return next((kinds[kind] for kind in _TOTALS if kind in kinds), None)
