"""What monthly reports must be: entered first, each month once, never less than before."""

from collections.abc import Iterator

from bayline.kernel.errors import BaylineError
from bayline.platform.registers.ruling import Around, Changed
from bayline.platform.registers.terms import Breach, Values
from bayline.systems.projects.rules.entries import ENTERED, MONTHS, PROJECTS, fault_of
from bayline.systems.projects.rules.registering.candidates import candidate_of
from bayline.systems.projects.rules.registering.lists import checked
from bayline.systems.projects.rules.standing import grouped, standing_of


def months_follow_entries(changed: Changed, around: Around) -> Iterator[Breach]:
    """Refuse reports of projects that are not entered, and those that cannot follow each other."""
    last = {values["project"]: key for key, values in changed.items() if values}
    projects = around.related(PROJECTS, "code", last.keys())
    entered = around.related(ENTERED, "project", last.keys())
    months = grouped(around.related(MONTHS, "project", last.keys()).values())
    applied = {one["project"]: one for one in reversed([*entered.values()])}  # the first counts
    for code, key in last.items():
        if code not in projects:
            continue  # which another rule tells
        try:
            _judge(projects[code], applied.get(code), months.get(code, []))
        except BaylineError as error:
            shown = (changed.get(key) or {}).get("month", "")
            yield Breach(key=key, field="month", fault=fault_of(error, shown))


def _judge(project: Values, entry: Values | None, months: list[Values]) -> None:
    checked(candidate_of(standing_of(project), entry, months))
