"""The commands of the plan.

Nothing heavy is imported before a command runs, so that help is there at once.
"""

import click


@click.group()
def plan() -> None:
    """Judge tables of targets and progress: verdict, reason, figures, and the trap in each row."""


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
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv", "xlsx"]),
    default="table",
    show_default=True,
    help="table for people, jsonl one object a row for programs, csv and xlsx for a spreadsheet.",
)
@click.option("-o", "--output", metavar="FILE", help="Where to write it.  [default: -]")
def verdicts(file: str, *, output: str | None, **wished: str) -> int:
    """Judge each row of a table (CSV, xlsx) of targets and their progress, in its order.

    Verdicts are met, on track, behind, missed and cannot tell. No home is needed.
    """
    from bayline.systems.plan.commands import judging

    return judging.show(file, judging.Wish(**wished), output=output)
