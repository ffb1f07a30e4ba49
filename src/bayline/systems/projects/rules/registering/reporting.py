"""What monthly reports must be: entered first, each month once, never less than before."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from bayline.kernel import periods
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Values
from bayline.systems.projects.rules.blaming import at_fault
from bayline.systems.projects.rules.entries import ENTERED, MONTHS, PROJECTS, fault_of, keyed_by
from bayline.systems.projects.rules.registering.candidates import candidate_of
from bayline.systems.projects.rules.registering.lists import checked
from bayline.systems.projects.rules.standing import standing_of


def months_follow_entries(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse reports of projects that are not entered, and those that cannot follow each other."""
    of = {values["project"] for values in changed.values() if values}
    projects = around.related(PROJECTS, "code", of)
    entered = around.related(ENTERED, "project", of)
    beside = keyed_by("project", around.related(MONTHS, "project", of))
    applied = {one["project"]: one for one in reversed([*entered.values()])}  # the first counts
    for code in sorted(of & projects.keys()):  # of others another rule tells
        months = beside.get(code, {})
        mine = [key for key in months if key in changed]
        judge = partial(_judge, projects[code], applied.get(code))
        for key, error in at_fault(months, mine, day=_last_of, judge=judge):
            yield Breach(key=key, field="month", fault=fault_of(error, months[key]["month"]))


def _last_of(values: Values) -> tuple[bool, date]:
    last = periods.parse(values["month"]).last
    return last is None, last or date.max


def _judge(project: Values, entry: Values | None, months: Sequence[Values]) -> None:
    checked(candidate_of(standing_of(project), entry, months))
