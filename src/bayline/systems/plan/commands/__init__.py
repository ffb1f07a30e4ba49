"""The commands of the plan.

Nothing heavy is imported before a command runs, so that help is there at once.
"""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import datetime


@click.group()
def plan() -> None:
    """Judge tables of targets and progress; ask tables of units."""


@plan.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--target-column",
    "target",
    metavar="NAME",
    required=True,
    help="Heading of the column with the words of the targets.",
)
@click.option(
    "--progress-column",
    "progress",
    metavar="NAME",
    required=True,
    help="Heading of the column with the words of the progress.",
)
@click.option(
    "--period",
    metavar="PERIOD",
    required=True,
    help="What the table is for: 2024-01/2024-09, 2024-33 for a quarter, 2024.",
)
@click.option(
    "--target-period",
    "whole",
    metavar="PERIOD",
    default="",
    help="What the targets are for.  [default: the years that each names, else the table's year]",
)
@click.option(
    "--place",
    "places",
    metavar="NAME",
    multiple=True,
    help="The place that the table is of.  [default: what most of its rows name, if any]",
)
@click.option(
    "--gazetteer",
    metavar="FILE",
    default="",
    help="CSV of the region's places: code,name,level,parent,aliases,from,to,lon,lat.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv", "xlsx"]),
    default="table",
    show_default=True,
    help="table for people, jsonl one object a row for programs, csv and xlsx for a spreadsheet.",
)
@click.option("-o", "--output", metavar="FILE", help="Where to write it.  [default: -]")
def verdicts(file: str, *, output: str | None, places: tuple[str, ...], **wished: str) -> int:
    """Judge each row of a table (CSV, xlsx) of targets and their progress, in its order.

    Verdicts are met, on track, behind, missed and cannot tell. No home is needed.
    """
    from bayline.systems.plan.commands import judging

    return judging.show(file, judging.Wish(places=places, **wished), output=output)


@plan.command(name="ask")
@click.argument("template", metavar="TEMPLATE", required=False)
@click.option("--period", metavar="PERIOD", help="For which period: 2024-03, 2024-33, 2024.")
@click.option("--due", is_flag=True, help="Ask all that comes again and was not asked yet.")
@click.option(
    "--today",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that counts as today.  [default: today]",
)
@click.option("--by", metavar="NAME", default="-", show_default=True, help="Who asks.")
def ask_table(
    template: str | None, *, period: str | None, due: bool, today: "datetime | None", by: str
) -> None:
    """Ask a table of units for a period, or all tables that are due to be asked.

    Templates lie in the folder requests of the pack.
    """
    if due == bool(template) or bool(template) != bool(period):
        raise click.UsageError("write a template with --period, or --due alone")
    from bayline.platform.homes import open_home, told

    open_home()
    from django.utils import timezone

    from bayline.systems.plan.commands import asking

    day = today.date() if today else timezone.localdate()
    with told():
        asking.show(template, period=period, today=day, by=by)
