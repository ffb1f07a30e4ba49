"""Ask tables of units from the command line."""

from datetime import date

import click
from django.utils import timezone

from bayline.kernel import periods
from bayline.platform.languages import either
from bayline.platform.people.terms import Grant, Role, Visitor
from bayline.systems.plan.actions.requests.asking import Hand, Wish, ask, ask_due
from bayline.systems.plan.rules.requests.tables import units_of
from bayline.systems.plan.rules.requests.terms import Request


def show(template: str | None, *, period: str | None, today: date, by: str) -> None:
    """Ask one table for a period, or all that is to be asked by a day, and say what was asked.

    Args:
        template: Name of the template; None for all that comes again.
        period: For which period, as EDTF.
        today: The day that counts as today.
        by: Who asks.

    Raises:
        BaylineError: Something cannot be asked; then nothing was.
    """
    visitor = Visitor(name=by, grants=(Grant(role=Role.ADMINISTRATOR),))
    hand = Hand(visitor=visitor, at=timezone.now())
    if template is None:
        asked = ask_due(hand=hand, today=today)
    else:
        asked = [ask(Wish(template=template, period=periods.parse(period or "")), hand=hand)]
    for each in asked:
        click.echo(_line(each))
    if not asked:
        click.echo(either("没有到期要布置的。", "nothing is to be asked by then"))


def _line(request: Request) -> str:
    answering = sum(units_of(request.template).values())
    return either(
        f"已布置{request.code}给{answering}个单位，{request.due}到期。",
        f"{request.code} asked of {answering} units, due {request.due}",
    )
