"""Measures what villages offer to targets."""

from datetime import date
from decimal import Decimal

from bayline.kernel.errors import BaylineError
from bayline.kernel.figures import Figure, plain, to_places
from bayline.platform.indicators import Measured, Question, unmeasured
from bayline.platform.reaching import present_reach
from bayline.systems.villages.queries.boards import board_on
from bayline.systems.villages.queries.grounds import campaign
from bayline.systems.villages.rules.deadlines import Counted, Timing, counted_lines
from bayline.systems.villages.terms.campaigns import Campaign

_HOME = "/villages"
_HUNDRED = 100


def accepted(question: Question) -> Measured:
    """Count the villages of a campaign that are accepted by the end of a period."""
    found = _asked(question)
    if isinstance(found, Measured):
        return found
    day = question.period.last or date.max
    number = sum(one.accepted for one in _counted(found, day, question))
    return Measured(
        figure=Figure.exactly(number, "个"),
        printed=f"{number}个",
        why=f"到{day}已签字验收",
        why_en=f"accepted by signature by {day}",
        path=_path(found),
        asked=(("on", day.isoformat()),),
    )


def accepted_share(question: Question) -> Measured:
    """Measure the share of villages that were accepted by the day of their batch."""
    found = _asked(question)
    if isinstance(found, Measured):
        return found
    day = question.period.last or date.max
    due = {one.code for one in found.batches if one.deadline and one.deadline in question.period}
    counts = [one for one in _counted(found, day, question) if one.batch in due]
    wanted = sum(one.quota if one.quota is not None else one.enrolled for one in counts)
    if not wanted:
        why = "没有批次的验收期限在这段时期"
        return unmeasured(why, "no batch is due in the period", _path(found))
    kept = sum(one.timings.get(Timing.ON_TIME.value, 0) for one in counts)
    share = Decimal(kept) / wanted
    return Measured(
        figure=Figure.stated_as(share, "1", resolution=Decimal("0.001")),
        printed=f"{plain(to_places(share * _HUNDRED, 1))}%",
        why=f"应验收{wanted}个，按期验收{kept}个",
        why_en=f"{wanted} due, {kept} accepted in time",
        path=_path(found),
        asked=(("on", day.isoformat()),),
    )


def _asked(question: Question) -> Campaign | Measured:
    if not present_reach().is_whole:
        return unmeasured("各村办到哪里不对外公布", "where villages stand is not published", _HOME)
    try:
        return campaign(question.of)
    except BaylineError as wrong:
        return unmeasured(wrong.in_chinese().rstrip("。"), wrong.sentence(), _HOME)


def _counted(of: Campaign, day: date, question: Question) -> tuple[Counted, ...]:
    board = board_on(of, day, known=question.at)
    return counted_lines(board.heaps, of, board.timings)


def _path(of: Campaign) -> str:
    return f"{_HOME}/campaigns/{of.code}"
