"""Monthly reports on the page of a task, where the rules of the region ask for them."""

from bayline.kernel.errors import BaylineError
from bayline.systems.cooperation.pages import words
from bayline.systems.cooperation.pages.task_context import MonthView, State
from bayline.systems.cooperation.pages.tasking import Told
from bayline.systems.cooperation.rules.escalating.lamps import updates
from bayline.systems.cooperation.rules.escalating.monthly import MonthReport, month_reports
from bayline.systems.cooperation.rules.escalating.workdays import calendar
from bayline.systems.cooperation.terms import Life


def monthly_views(life: Life, told: Told) -> tuple[MonthView, ...]:
    """Give the monthly reports that each reporting side owes.

    None where the region asks for none, nobody has accepted yet, or the working days of a year on
    the way are not known.
    """
    book = told.rules.monthly
    if book is None or book.monthly_days is None or not life.accepted:
        return ()
    since = max(event.day for event in life.accepted.values())
    until = min(told.today, life.since) if life.has_ended else told.today
    try:
        return tuple(
            _view(report, told.name(side))
            for side in life.terms.reporters
            for report in month_reports(
                updates(life.events, side),
                since=since,
                today=until,
                working_days=book.monthly_days,
                of=calendar(),
            )
        )
    except BaylineError:  # of a year whose days off are not known, nothing is guessed
        return ()


def _view(report: MonthReport, side: str) -> MonthView:
    look, word = words.monthly_word(report.state)
    return MonthView(
        side=side,
        ends=report.ends,
        due=report.due,
        filed=report.filed,
        state=State(code=report.state.value, look=look, word=word),
    )
