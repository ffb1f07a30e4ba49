"""The commands of projects.

Nothing heavy is imported before a command runs, so that help is there at once.
"""

import click

from bayline.platform.terminal import table_or_lines


@click.group()
def projects() -> None:
    """Exchange projects in OC4IDS, check packages and published figures, match names of lists."""


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


_prefix = click.option(
    "--prefix",
    default="",
    metavar="oc4ids-xxxxxx",
    help="What stands before codes as identifiers.  [default: that of the region's pack]",
)


@projects.command("export-oc4ids")
@click.option("--out", metavar="FILE", default="-", help="Where to write.  [default: -]")
@click.option("--public", is_flag=True, help="Only what the last publication shows the public.")
@_prefix
def export_oc4ids(*, out: str, public: bool, prefix: str) -> int:
    """Write the projects of the home as one package in OC4IDS.

    A project that came in a package and was not changed since goes out as it came.
    """
    from bayline.systems.projects.commands import exchanging

    return exchanging.write_package(out, is_public=public, prefix=prefix)


@projects.command("import-oc4ids")
@click.argument("file", metavar="FILE|-")
@click.option("--preview", is_flag=True, help="Show what would be stored, and store nothing.")
@_prefix
@click.option("--by", default="", metavar="NAME", help="Who takes it in.  [default: the user]")
@click.option("--reason", default="", metavar="TEXT", help="Why.")
@table_or_lines
def import_oc4ids(file: str, *, preview: bool, prefix: str, by: str, reason: str, form: str) -> int:
    """Take a package in OC4IDS into the registers, and keep it as their document.

    Lists every entry that is new, changed or taken out. Exits with 0 if the package was taken, 1 if
    it has errors and nothing was stored, 2 if it cannot be read.
    """
    from bayline.systems.projects.commands import exchanging

    wish = exchanging.Wish(is_preview=preview, prefix=prefix, by=by, reason=reason, form=form)
    return exchanging.take(file, wish)


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


@projects.command()
@click.argument("file", metavar="FILE|-")
@click.option("--strict", is_flag=True, help="Exit with 1 if a group contradicts itself.")
@table_or_lines
def groups(file: str, *, strict: bool, form: str) -> int:
    """Recompute published groups of figures, one JSON object a line, each in its turn.

    A group has counts (projects, started), amounts in 亿元 (invest_yi, started_yi, headline_yi),
    shares (equipment_share_pct) and a hedge (qualifier). Quarters such as 2021Q1 are held against
    2021FY, parts against headlines, shares against every whole they may be of.
    """
    from bayline.systems.projects.commands import grouping

    return grouping.show(file, is_strict=strict, form=form)
