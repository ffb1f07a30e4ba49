"""Measures what projects offer to targets."""

from collections.abc import Callable
from datetime import date

from bayline.kernel.errors import BaylineError
from bayline.platform.indicators import Measured, Question, unmeasured
from bayline.systems.projects.queries import lines_at
from bayline.systems.projects.queries.rating import amounts_of_years, tally
from bayline.systems.projects.rules.rates import Convention, Rate, RateKind, Rounding
from bayline.systems.projects.rules.year_rates import count_rate, invested, investment_of

_OWN = Convention(rounding=Rounding.HALF_UP, places=1, source="")


def measured_by(kind: RateKind) -> Callable[[Question], Measured]:
    """Give what measures a rate of projects.

    Args:
        kind: Start, completion or investment.
    """

    def tell(question: Question) -> Measured:
        day = question.period.last or date.max
        asked = (("year", str(day.year)), ("day", day.isoformat()))
        path = f"/projects/rates/{kind.value}"
        try:
            rate = _rate(kind, question, day)
        except BaylineError as error:
            why = error.in_chinese().rstrip("。")
            return unmeasured(why, error.sentence(), path, asked=asked)
        return Measured(
            figure=rate.share,
            printed=rate.printed(),
            why="由记录里的项目算得",
            why_en="computed over the projects of the record",
            path=path,
            asked=asked,
        )

    return tell


def _rate(kind: RateKind, question: Question, day: date) -> Rate:
    if kind is RateKind.INVESTMENT:
        known = invested(amounts_of_years(question.at), year=day.year, day=day)
        return investment_of(known, convention=_OWN)
    found = tally(kind, year=day.year, day=day, lines=lines_at(question.at))
    return count_rate(kind, found, convention=_OWN)
