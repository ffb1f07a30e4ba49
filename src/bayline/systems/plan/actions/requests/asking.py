"""Ask a table of units for a period."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import orjson
from django.db import transaction

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.periods import Period, Precision
from bayline.platform.instants import microseconds
from bayline.platform.people.terms import Role, Visitor
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked
from bayline.systems.plan import models
from bayline.systems.plan.queries.requests import (
    has_organisations,
    last_period,
    request,
    template,
    templates,
    unit_names,
)
from bayline.systems.plan.rules.periods import in_chinese
from bayline.systems.plan.rules.requests.dates import due_of, to_ask
from bayline.systems.plan.rules.requests.moving import acts_for, named
from bayline.systems.plan.rules.requests.printing import printed_template
from bayline.systems.plan.rules.requests.tables import units_of
from bayline.systems.plan.rules.requests.terms import Request, State, Template

_UNITS_MOST = 500
_LONG_AGO, _FAR_AHEAD = timedelta(days=20 * 366), timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who does something, and when."""

    visitor: Visitor
    at: datetime

    @property
    def name(self) -> str:
        """The name that is written beside what they do."""
        return self.visitor.name

    @property
    def account(self) -> str:
        """What tells them apart from all others."""
        return named(self.visitor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be asked.

    Attributes:
        template: Name of the template.
        period: For which period.
        due: By when; None for the day that the template's rule gives.
        units: Codes of the units besides those of its rows; None for those of the template.
    """

    template: str
    period: Period
    due: date | None = None
    units: Sequence[str] | None = None


@transaction.atomic
def ask(wish: Wish, *, hand: Hand) -> Request:
    """Ask a table of units; once for each template and period.

    Raises:
        BaylineError: Somebody of another office asks, it was asked already, nobody is asked, a unit
            is not known, its day comes before the period, or the period is a slip of the pen.
    """
    take_turn()
    found = template(wish.template)
    if not acts_for(hand.visitor, found.asker, least=Role.CLERK):
        raise _foreign(found.asker)
    asked = _with_units(found, wish.units)
    units = units_of(asked)
    _refuse_units(units)
    _refuse_again(found, wish.period)
    due = wish.due or due_of(found.due, wish.period)
    _refuse_early(due, wish.period)
    _refuse_far(wish.period, hand.at.date())
    row = _stored(asked, wish.period, due, units, hand)
    models.AskedRow.objects.bulk_create(
        models.AskedRow(
            request=row,
            unit=unit,
            answers=answers,
            asker=found.asker,
            state=State.OPEN.value,
            due=due,
        )
        for unit, answers in units.items()
    )
    return request(row.code)


@transaction.atomic
def ask_due(*, hand: Hand, today: date) -> list[Request]:
    """Ask everything that comes again and is to be asked by now, of those one may ask.

    Args:
        hand: Who asks, and when.
        today: The day that counts as today.
    """
    wishes = [
        Wish(template=name, period=period)
        for name, each in templates().items()
        if acts_for(hand.visitor, each.asker, least=Role.CLERK)
        for period in to_ask(each, last=last_period(name), today=today)
    ]
    return [ask(wish, hand=hand) for wish in wishes]


def code_of(name: str, period: Period) -> str:
    """Give the code of a request: its template and its period, as addresses carry them.

    Args:
        name: Of the template.
        period: The period, such as 2024, 2024-q1 or 2024-03.
    """
    words = period.edtf
    if (
        period.precision in {Precision.QUARTER, Precision.HALF}
        and period.start
        and "/" not in words
    ):
        months = 3 if period.precision is Precision.QUARTER else 6
        letter = "q" if period.precision is Precision.QUARTER else "h"
        words = f"{period.start.year}-{letter}{(period.start.month - 1) // months + 1}"
    return f"{name}-{words.replace('/', '-to-').replace('..', 'open')}"


def _with_units(found: Template, units: Sequence[str] | None) -> Template:
    if units is None:
        return found
    return replace(
        found, units=tuple(dict.fromkeys(each.strip() for each in units if each.strip()))
    )


def _refuse_units(units: dict[str, bool]) -> None:
    if not any(units.values()) or len(units) > _UNITS_MOST:
        raise BaylineError(
            f"{len(units)} units are asked",
            why=f"a table is asked of 1 to {_UNITS_MOST} units",
            do="name the units",
            zh=Words(f"布置给{len(units)}个单位", f"应有1至{_UNITS_MOST}个单位", "请写明单位"),
        )
    unknown = sorted(units.keys() - unit_names(units).keys()) if has_organisations() else []
    if unknown:
        raise BaylineError(
            f"there is no organisation “{unknown[0][:60]}”",
            why="a unit is named by its code in the register of organisations",
            do="correct it, or put it into the register",
            zh=Words(
                f"没有单位“{unknown[0][:60]}”",
                "单位写它在“单位”名册里的代码",
                "请改正，或先收入名册",
            ),
        )


def _refuse_again(found: Template, period: Period) -> None:
    code = code_of(found.name, period)
    if models.RequestRow.objects.filter(code=code).exists():
        raise BaylineError(
            f"“{code}” was asked already",
            why="a template is asked once for each period",
            do="look at that one",
            zh=Words(f"“{code}”已经布置过", "同一模板同一时期只布置一次", "请看已布置的那一张"),
        )


def _refuse_early(due: date, period: Period) -> None:
    if period.start is None or period.last is None or due < period.start:
        raise BaylineError(
            f"due on {due} for {period.edtf}",
            why="a period has a first and a last day, and nobody can answer before it begins",
            do="give a later day",
            zh=Words(
                f"{in_chinese(period)}的期限写{due}",
                "时期要有头有尾，没开始的时期填不了",
                "请写晚些的日期",
            ),
        )


def _refuse_far(period: Period, today: date) -> None:
    """Refuse a period that can only be a slip of the pen: 1800, or a quarter years ahead."""
    if period.start is None or period.last is None:
        return
    if period.last >= today - _LONG_AGO and period.start <= today + _FAR_AHEAD:
        return
    raise BaylineError(
        f"a table for {period.edtf} on {today}",
        why="a table is asked for a period of the last twenty years, or at most a year ahead",
        do="correct the period",
        zh=Words(
            f"{today}布置{in_chinese(period)}的表",
            "只能布置近二十年的时期，最多提前一年",
            "请改时期",
        ),
    )


def _foreign(asker: str) -> BaylineError:
    return BaylineError(
        f"the template is of “{asker}”",
        why="only those with the role clerk or above for this office ask it",
        do="ask it to do so, or an administrator for the role",
        zh=Words(
            f"这个模板是“{asker}”的",
            "有这个单位经办以上角色的人才能布置",
            "请由该单位布置，或请管理员给角色",
        ),
    )


def _stored(
    asked: Template, period: Period, due: date, units: dict[str, bool], hand: Hand
) -> models.RequestRow:
    assert period.start is not None  # noqa: S101 - refused before
    assert period.last is not None  # noqa: S101 - refused before
    row = models.RequestRow(
        code=code_of(asked.name, period),
        template=asked.name,
        declaration=printed_template(asked).decode(),
        period=period.edtf,
        starts=period.start,
        ends=period.last,
        due=due,
        units=orjson.dumps(units).decode(),
        by=hand.name,
        recorded=hand.at,
    )
    said = (row.code, row.template, row.declaration, row.period, row.starts, row.ends, row.due)
    content = content_hash((*said, row.units, row.by))
    row.digest = linked(last_digest(models.RequestRow), content, how=(microseconds(hand.at),))
    row.save(force_insert=True)
    move_head(models.RequestRow, rows=1, digest=row.digest)
    return row
