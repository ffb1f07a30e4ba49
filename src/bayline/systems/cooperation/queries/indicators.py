"""Measures what cooperation offers to targets."""

from datetime import date

from bayline.kernel.figures import Figure
from bayline.kernel.periods import parse_if
from bayline.kernel.promises import PromiseState
from bayline.platform.indicators import Measured, Question, Series, unmeasured
from bayline.platform.reaching import present_reach
from bayline.platform.registers.queries import entries_in
from bayline.systems.cooperation.queries.agreeing import promises
from bayline.systems.cooperation.queries.registers import organisation_places
from bayline.systems.cooperation.queries.tasks import lives_of, tasks_due
from bayline.systems.cooperation.rules.entries import AGREEMENTS
from bayline.systems.cooperation.rules.measuring import Kept, ends_by, tasks_kept
from bayline.systems.cooperation.terms import Life
from bayline.systems.projects.rules.amounts import figure_if

_USES = "service_uses"
_TASKS, _AGREEMENTS = "/cooperation/tasks", "/cooperation/agreements"


def tasks_on_time(question: Question) -> Measured:
    """Measure how many of the tasks due in a period were reported in time."""
    if not present_reach().is_whole:
        return unmeasured("事项不对外公布", "tasks are not published", _TASKS)
    codes = tasks_due(question.period) if question.at is None else tasks_due(None)
    lives = lives_of(codes, until=question.at).values()
    places = organisation_places({side for life in lives for side in life.terms.codes})
    of_place = [life for life in lives if _is_of(life, question.place, places)]
    return _share(tasks_kept(of_place, question.period), "事项", "tasks", _TASKS)


def _is_of(life: Life, place: str, places: dict[str, str]) -> bool:
    known = [places.get(side, "") for side in life.terms.codes]
    return not place or not any(known) or any(one.startswith(place) for one in known if one)


def promises_kept(question: Question) -> Measured:
    """Measure how many of the promises due in a period are kept."""
    if not present_reach().is_whole:
        return unmeasured(
            "约定办到哪里不对外公布", "how promises stand is not published", _AGREEMENTS
        )
    today = question.period.last or date.max
    found = [
        one
        for one in promises(today=today, at=question.at)
        if one.values.get("due") and date.fromisoformat(one.values["due"]) in question.period
    ]
    kept = sum(one.state is PromiseState.KEPT for one in found)
    return _share(Kept(len(found), kept), "约定", "promises", _AGREEMENTS)


def agreements_on_record(question: Question) -> Measured:
    """Count the agreements that are listed one by one by the end of a period."""
    last = question.period.last or date.max
    found = [
        values
        for values in entries_in(AGREEMENTS, at=question.at).values()
        if values["kind"] == "agreement" and not values.get("count")
    ]
    there = [values for values in found if ends_by(values.get("date", ""), last)]
    undated = sum(not values.get("date") for values in there)
    return Measured(
        figure=Figure.exactly(len(there), "个"),
        printed=f"{len(there)}个",
        why=f"其中{undated}个没有写明日期",
        why_en=f"{undated} of them are not dated",
        path=_AGREEMENTS,
    )


def service_uses(question: Question) -> Series:
    """Give the uses of a shared service, period by period."""
    found = []
    for key, values in entries_in(_USES, "service", [question.of], at=question.at).items():
        period, figure = parse_if(values.get("period", "")), figure_if(values.get("amount", ""))
        if period is not None and figure is not None and period.overlaps(question.period):
            found.append((period.last or date.max, key, values, period, figure))
    return tuple(
        Measured(
            figure=figure,
            printed=values["amount"],
            why=values.get("name", ""),
            why_en=values.get("name", ""),
            path=f"/registers/{_USES}/{key}",
            period=period,
        )
        for _last, key, values, period, figure in sorted(found, key=lambda one: one[:2])
    ) or (
        unmeasured(
            "名册里没有这段时期的使用数",
            "the register has no uses of the period",
            f"/registers/{_USES}",
        ),
    )


def _share(found: Kept, noun: str, noun_en: str, path: str) -> Measured:
    if found.share is None:
        return unmeasured(f"这段时期没有到期的{noun}", f"no {noun_en} are due in the period", path)
    return Measured(
        figure=found.share,
        printed=found.printed,
        why=f"到期{found.due}项，办到{found.kept}项",
        why_en=f"{found.due} due, {found.kept} kept",
        path=path,
    )
