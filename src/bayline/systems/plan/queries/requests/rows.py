"""From the rows of tables to terms."""

from functools import lru_cache

from bayline.kernel import periods
from bayline.systems.plan.models import AskedRow, RequestRow, StepRow
from bayline.systems.plan.rules.requests.declaring import template_of
from bayline.systems.plan.rules.requests.terms import (
    Act,
    Asked,
    Request,
    Standing,
    State,
    Step,
    Template,
)


@lru_cache(maxsize=64)
def _declared(declaration: str, code: str) -> Template:
    return template_of(declaration.encode(), where=code)


def request_of(row: RequestRow) -> Request:
    """Give the request of a row."""
    return Request(
        code=row.code,
        template=_declared(row.declaration, row.code),
        period=periods.parse(row.period),
        due=row.due,
        by=row.by,
        at=row.recorded,
    )


def standing_of(row: AskedRow) -> Standing:
    """Give where the table of a row stands."""
    return Standing(
        state=State(row.state),
        due=row.due,
        step=row.step,
        version=row.version,
        accepted=row.accepted,
        before=State(row.before),
        sent_by=row.sent_by,
        sent_on=row.sent_on,
        reason=row.reason,
        wished=row.wished,
        wish=row.wish,
    )


def asked_of(row: AskedRow) -> Asked:
    """Give the table of a row."""
    return Asked(unit=row.unit, answers=row.answers, standing=standing_of(row))


def step_of(row: StepRow) -> Step:
    """Give the step of a row."""
    return Step(
        number=row.number,
        act=Act(row.act),
        by=row.by,
        account=row.account,
        at=row.recorded,
        reason=row.reason,
        due=row.due,
        version=row.version,
    )
