"""Registered projects whose investment of a year asks for vouchers that are not there."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from bayline.kernel.amounts import said as figure_said
from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure
from bayline.platform.pages import is_english, said
from bayline.platform.registers.terms import Values
from bayline.systems.projects.pages.statistics_context import Found
from bayline.systems.projects.queries import entries_of, standings
from bayline.systems.projects.rules.entries import MONTHS
from bayline.systems.projects.rules.registering.candidates import candidate_of
from bayline.systems.projects.rules.registering.lists import without_vouchers
from bayline.systems.projects.rules.registering.parameters import parameter
from bayline.systems.projects.rules.standing import grouped


def rule_word(name: str, day: date) -> str:
    """Say a threshold with the day from which it is known to hold and its source."""
    known = parameter(name)
    try:
        value = known.on(day)
    except BaylineError as error:
        return said(error)
    least = figure_said(Figure.exactly(value.amount, known.unit), None, english=is_english())
    title = known.title_en[:1].upper() + known.title_en[1:] if is_english() else known.title
    return _("%(title)s：%(least)s（%(since)s起有据：%(source)s）") % {
        "title": title,
        "least": least,
        "since": value.since.isoformat(),
        "source": value.source,
    }


def without(entered: Mapping[str, Values], *, year: int, at: datetime | None) -> Iterator[Found]:
    """Give the registered projects that lack vouchers for a year.

    Args:
        entered: The register of entries into the statistics.
        year: The year.
        at: As the registers stood then; None for now.
    """
    if not parameter("vouchers").is_known(date(year, 12, 31)):
        return  # the rule of so early a year is not known, as the page says
    by_project = {one["project"]: one for one in entered.values() if one.get("entered")}
    months = grouped(entries_of(MONTHS, at=at).values())
    codes = months.keys() & by_project.keys()
    for standing in standings(codes=codes, at=at) if codes else ():
        code = standing.project["code"]
        try:
            candidate = candidate_of(standing, by_project[code], months[code])
            for listed in without_vouchers([candidate], year=year):
                lacks = tuple(gap.en if is_english() else gap.zh for gap in listed.gaps)
                yield Found(code, standing.stage, listed.scope.value, lacks)
        except BaylineError as error:
            yield Found(code, standing.stage, "", (said(error),))
