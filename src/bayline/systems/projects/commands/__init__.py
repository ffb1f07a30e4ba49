"""The commands of projects.

Nothing heavy is imported before a command runs, so that help is there at once.
"""

import click

from bayline.platform.terminal import table_or_lines


@click.group()
def projects() -> None:
    """Check packages of projects in OC4IDS, and match the names of two lists."""


@projects.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--schema",
    metavar="FOLDER|FILE",
    help="Official schema and codelists to check against.  [default: the program's own]",
)
@click.option("--warnings", is_flag=True, help="List warnings too; they leave the status alone.")
@table_or_lines
def validate(file: str, *, schema: str | None, warnings: bool, form: str) -> int:
    """Check a package of projects in OC4IDS, without a network.

    Exits with 0 if it is valid, 1 if it has errors, 2 if it cannot be read.
    """
    from bayline.systems.projects.commands import validating

    return validating.show(file, schema=schema, with_warnings=warnings, form=form)


@projects.command()
@click.argument("first", metavar="FIRST")
@click.argument("second", metavar="SECOND")
@click.option("--column", metavar="HEADING", help="Column of the names.  [default: 项目名称, name]")
@click.option(
    "--region",
    "regions",
    metavar="NAME",
    multiple=True,
    help="A name such as 上海 that lists put before a project's or leave out; may be repeated.",
)
@table_or_lines
def match(
    first: str, second: str, *, column: str | None, regions: tuple[str, ...], form: str
) -> int:
    """Suggest which rows of two lists (xlsx, CSV) are one project, with reasons.

    Names are compared across script, spelling and renaming; list numbers never are.
    """
    from bayline.systems.projects.commands import matching

    return matching.show(first, second, column=column, regions=regions, form=form)
