"""The commands of produce; nothing heavy is imported before a command runs."""

import click

from bayline.platform.terminal import table_or_lines


@click.group()
def produce() -> None:
    """Check events of EPCIS, keep them, and follow boxes from field to buyer."""


@produce.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--schema",
    default="",
    metavar="FILE",
    help="Hold a document of JSON against this JSON Schema too, its formats included.",
)
@table_or_lines
def validate(file: str, *, schema: str, form: str) -> int:
    """Check a document of events, or a query: JSON-LD, simple context or XML.

    Each fault is a line: event, field, rule, sentence. Exits with 1 if there is one, and with 2 if
    the file cannot be read.
    """
    from bayline.systems.produce.commands import validating

    return validating.show(file, schema=schema, form=form)


@produce.command("hash")
@click.argument("file", metavar="FILE|-")
@click.option("--lines", is_flag=True, help="Print the lines that are hashed instead.")
def hash_(file: str, *, lines: bool) -> None:
    """Print the hash of each event of a document, as CBV 2.0 defines it, one a line."""
    from bayline.systems.produce.commands import hashing

    hashing.show(file, lines=lines)
