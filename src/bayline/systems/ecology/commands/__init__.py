"""The commands of ecology: classify samples of water.

Nothing heavy is imported before a command runs, so that help is there at once.
"""

import click


@click.group()
def ecology() -> None:
    """Judge samples of water by the standard of their day."""


_FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl"]),
    default="csv",
    show_default=True,
    help="csv for spreadsheets, jsonl one object a line for programs.",
)


@ecology.command()
@click.argument("file", metavar="FILE.csv|-")
@click.option(
    "--standard",
    default="",
    metavar="ID",
    help="Standard to judge by, refused where it was not in force.  [default: that of each day]",
)
@_FORM
def classify(file: str, *, standard: str, form: str) -> int:
    """Give the class of each sample of a table, in its order: sample, section, time, items."""
    from bayline.systems.ecology.commands import classifying

    return classifying.show(file, standard=standard, form=form)
