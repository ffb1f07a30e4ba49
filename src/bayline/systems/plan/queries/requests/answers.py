"""What units answered: versions as they were sent, drafts, and the answers of the period before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from bayline.kernel.periods import Period, parse
from bayline.systems.plan.models import AskedRow, DraftRow, StepRow
from bayline.systems.plan.rules.requests.keeping import (
    Sent,
    Taken,
    filled_kept,
    sent_kept,
    taken_kept,
)
from bayline.systems.plan.rules.requests.terms import Act, Filled, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a unit has filled in and not sent.

    Attributes:
        filled: What it is.
        version: 1 for the first save, one more with each.
        by: Who saved it last.
        at: When; None where it is only prefilled.
    """

    filled: Filled
    version: int = 0
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The answer of the period before; without a period where there is none."""

    period: Period | None = None
    rows: Mapping[str, Row] = field(default_factory=dict)


def draft(code: str, unit: str) -> Draft | None:
    """Give what a unit has filled in; None where it has saved nothing."""
    row = DraftRow.objects.filter(asked__request__code=code, asked__unit=unit).first()
    if row is None:
        return None
    return Draft(filled=filled_kept(row.content), version=row.version, by=row.by, at=row.recorded)


def sent(code: str, unit: str, version: int) -> Sent | None:
    """Give a version of an answer as it was sent; None where there is no such version.

    Args:
        code: Of the request.
        unit: Code of the unit.
        version: From 1.
    """
    row = _steps(code, unit, Act.SENT, version).values_list("content", flat=True).first()
    return None if row is None else sent_kept(row)


def taken(code: str, unit: str, version: int) -> Taken | None:
    """Tell what became of a version that was accepted; None where it was not."""
    row = _steps(code, unit, Act.ACCEPTED, version).values_list("content", flat=True).last()
    return None if row is None else taken_kept(row)


def _steps(code: str, unit: str, act: Act, version: int) -> QuerySet[StepRow]:
    return StepRow.objects.filter(
        asked__request__code=code, asked__unit=unit, act=act.value, version=version
    ).order_by("number")


def earlier(code: str, unit: str) -> Earlier:
    """Give what a unit answered to the same template for the period before.

    That is what was accepted, or what was sent last where nothing was accepted yet.

    Args:
        code: Of the request.
        unit: Code of the unit.
    """
    here = AskedRow.objects.filter(request__code=code, unit=unit).select_related("request").get()
    before = (
        AskedRow.objects.filter(
            unit=unit,
            request__template=here.request.template,
            request__ends__lt=here.request.starts,
            version__gt=0,
        )
        .select_related("request")
        .order_by("-request__ends", "-request__pk")
        .first()
    )
    if before is None:
        return Earlier()
    found = sent(before.request.code, unit, before.accepted or before.version)
    rows = {} if found is None else found.filled.rows
    return Earlier(period=parse(before.request.period), rows=rows)


def all_answers(
    code: str, *, as_of: datetime | None = None
) -> Iterator[tuple[str, str, int, Filled]]:
    """Give the answers of all units of a request, by unit, one after the other.

    Args:
        code: Of the request.
        as_of: As they were then; None for now.

    Returns:
        Unit, state, version and answer: the version that was accepted, else the one sent last.
    """
    from bayline.systems.plan.queries.requests.asked import asked_by_unit

    for each in asked_by_unit(code, as_of=as_of):
        version = each.standing.accepted or each.standing.version
        found = sent(code, each.unit, version) if version else None
        if found is not None:
            yield each.unit, each.standing.state.value, version, found.filled
