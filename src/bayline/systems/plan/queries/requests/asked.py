"""What was asked, of whom, and where each table stands or stood."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import Period, parse
from bayline.systems.plan.models import AskedRow, RequestRow, StepRow
from bayline.systems.plan.queries.requests.rows import asked_of, request_of, standing_of, step_of
from bayline.systems.plan.rules.requests.moving import standing_after
from bayline.systems.plan.rules.requests.terms import Asked, Request, Standing, State, Step

_OWED = (State.OPEN, State.RETURNED)
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """The table of one unit, without its template.

    Attributes:
        request: Code of the request.
        template: Name of its template.
        title: Its title in Chinese.
        title_en: In English.
        asker: Code of the office that asks.
        unit: Code of the unit.
        answers: Whether it answers; else it only sees rows of others.
        period: For which period.
        standing: Where it stands.
    """

    request: str
    template: str
    title: str
    title_en: str
    asker: str
    unit: str
    answers: bool
    period: Period
    standing: Standing


def is_any_asked() -> bool:
    """Tell whether any table was asked."""
    return RequestRow.objects.exists()


def request(code: str) -> Request:
    """Give a request.

    Raises:
        BaylineError: There is none of this code.
    """
    return request_of(request_row(code))


def request_row(code: str) -> RequestRow:
    """Give the row of a request.

    Raises:
        BaylineError: There is none of this code.
    """
    row = RequestRow.objects.filter(code=code).first()
    if row is None:
        raise BaylineError(
            f"there is no request “{code[:60]}”",
            do="see the list of requests",
            zh=Words(f"没有填报“{code[:60]}”", do="请看填报清单"),
        )
    return row


def asked_row(code: str, unit: str) -> AskedRow:
    """Give the row of the table of a unit.

    Raises:
        BaylineError: It was not asked.
    """
    row = AskedRow.objects.filter(request__code=code, unit=unit).select_related("request").first()
    if row is None:
        raise BaylineError(
            f"“{code[:60]}” was not asked of “{unit[:60]}”",
            do="see who was asked",
            zh=Words(f"“{code[:60]}”没有布置给“{unit[:60]}”", do="请看布置了哪些单位"),
        )
    return row


def asked(code: str, unit: str) -> Asked:
    """Give where the table of a unit stands.

    Raises:
        BaylineError: It was not asked.
    """
    return asked_of(asked_row(code, unit))


def asked_by_unit(code: str, *, as_of: datetime | None = None) -> list[Asked]:
    """List the tables of all units of a request, by unit.

    Args:
        code: Of the request.
        as_of: As they stood then; None for now.
    """
    rows = [*AskedRow.objects.filter(request__code=code).order_by("unit")]
    if as_of is None:
        return [asked_of(row) for row in rows]
    then = _standings([row.pk for row in rows], {row.pk: row.request.due for row in rows}, as_of)
    return [replace(asked_of(row), standing=then[row.pk]) for row in rows]


def _standings(keys: Sequence[int], due: dict[int, date], as_of: datetime) -> dict[int, Standing]:
    steps: dict[int, list[Step]] = {key: [] for key in keys}
    rows = StepRow.objects.filter(asked__in=keys, recorded__lte=as_of).defer("content")
    for row in rows.order_by("asked", "number"):
        steps[row.asked_id].append(step_of(row))
    return {key: standing_after(due[key], found) for key, found in steps.items()}


def steps(code: str, unit: str, *, as_of: datetime | None = None) -> list[Step]:
    """List what was done with the table of a unit, in order.

    Args:
        code: Of the request.
        unit: Code of the unit.
        as_of: What had been done by then; None for now.
    """
    rows = StepRow.objects.filter(asked__request__code=code, asked__unit=unit)
    known = rows if as_of is None else rows.filter(recorded__lte=as_of)
    return [step_of(row) for row in known.order_by("number").defer("content")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedAsked:
    """Which tables are asked for; empty where nothing is said.

    Attributes:
        units: Codes of units.
        askers: Codes of offices that ask.
        template: Name of the template.
        states: Where they stand.
        first: They are due on this day or later.
        until: They are due on this day or before.
        request: Code of the request.
    """

    units: Collection[str] = ()
    askers: Collection[str] = ()
    template: str = ""
    states: Collection[State] = ()
    first: date | None = None
    until: date | None = None
    request: str = ""


def owed(asking: OwedAsked, *, as_of: datetime | None = None, limit: int = _MOST) -> list[Owed]:
    """List tables of units by the day they are due.

    Args:
        asking: Which.
        as_of: As they stood then; None for now.
        limit: At most so many.
    """
    wanted = {
        "unit__in": asking.units,
        "asker__in": asking.askers,
        "request__template": asking.template,
        "request__code": asking.request,
        "due__gte": asking.first,
        "due__lte": asking.until,
    }
    rows = AskedRow.objects.filter(**{name: each for name, each in wanted.items() if each})
    if as_of is None:
        rows = rows.filter(state__in=asking.states) if asking.states else rows
    else:
        rows = rows.filter(Q(request__recorded__lte=as_of))
    found = rows.select_related("request").order_by("due", "request__code", "unit")[:limit]
    then = None
    if as_of is not None:
        kept = [*found]
        then = _standings(
            [row.pk for row in kept], {row.pk: row.request.due for row in kept}, as_of
        )
    return [
        each
        for row in found
        for each in (_owed(row, None if then is None else then[row.pk]),)
        if not asking.states or each.standing.state in asking.states
    ]


def _owed(row: AskedRow, standing: Standing | None) -> Owed:
    template = request_of(row.request).template
    return Owed(
        request=row.request.code,
        template=row.request.template,
        title=template.title,
        title_en=template.title_en,
        asker=row.asker,
        unit=row.unit,
        answers=row.answers,
        period=parse(row.request.period),
        standing=standing or standing_of(row),
    )


def due_requests(
    *, first: date, until: date, unit: str = "", as_of: datetime | None = None
) -> list[Owed]:
    """List the tables that are due between two days and not answered yet.

    Args:
        first: The first day.
        until: The last one.
        unit: Code of the unit that owes them; empty for all.
        as_of: As they stood then; None for now.
    """
    asking = OwedAsked(units=(unit,) if unit else (), states=_OWED, first=first, until=until)
    return [each for each in owed(asking, as_of=as_of) if each.answers]


def last_period(template: str) -> Period | None:
    """Give the last period that a template was asked for; None where it never was."""
    row = RequestRow.objects.filter(template=template).order_by("-ends", "-pk").first()
    return None if row is None else parse(row.period)
