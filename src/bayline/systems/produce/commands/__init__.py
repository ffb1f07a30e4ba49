"""The commands of produce; nothing heavy is imported before a command runs."""

from datetime import datetime
from typing import Any

import click

from bayline.platform.terminal import table_or_lines, text_or_json


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


@produce.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--on-error",
    type=click.Choice(["rollback", "proceed"]),
    default="rollback",
    show_default=True,
    help="Keep nothing of a document with a fault, or all events but the faulty.",
)
@text_or_json
def capture(file: str, *, on_error: str, form: str) -> int:
    """Check the events of a document and keep them in the home.

    What was kept before with the same content is not kept again. Exits with 1 if something stands
    against the document or one of its events.
    """
    from bayline.platform.homes import open_home, told

    open_home()
    from bayline.systems.produce.commands import capturing

    with told():
        return capturing.show(file, whole=on_error == "rollback", form=form)


@produce.command()
@click.argument("epc", metavar="EPC")
@click.option("--back", "forward", flag_value=False, type=bool, default=True, help="To its origin.")
@click.option("--forward", "forward", flag_value=True, type=bool, help="To its buyers, as usual.")
@text_or_json
def trace(epc: str, *, forward: bool, form: str) -> None:
    """Follow a box, a lot or a pallet by the events that are kept.

    EPC is an EPC address or a digital link, in any of the ways to write it.
    """
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.produce.commands import tracing

    tracing.show(epc, forward=forward, form=form)


@produce.command()
@click.argument("epc", metavar="EPC")
@text_or_json
def recall(epc: str, *, form: str) -> None:
    """List every box that a lot which failed is in, with masses, and to whom each went."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.produce.commands import tracing

    tracing.recall(epc, form=form)


@produce.command()
@click.argument("file", metavar="[FILE.toml|-]", default="")
@click.option(
    "--range",
    "range_",
    default="",
    metavar="NAME",
    help="Of the home: fruit, grain, vegetable or other. [default: the first with a demand]",
)
@click.option(
    "--seconds",
    type=click.FloatRange(1),
    default=25,
    show_default=True,
    help="Take the best plan that was found by then.",
)
@text_or_json
def season(file: str, *, range_: str, seconds: float, form: str) -> int:
    """Plan which block bears which crop from which week on, and say why weeks stay open.

    Without FILE it plans what the registers of the home say.
    """
    if not file:
        from bayline.platform.homes import open_home

        open_home()
    from bayline.systems.produce.commands import planning

    return planning.show(file, range_name=range_, seconds=seconds, form=form)


@produce.command()
@click.argument("file", metavar="FILE.csv|-")
@click.option("--limits", required=True, metavar="FILE.toml", help="Dated editions of limits.")
@table_or_lines
def residues(file: str, *, limits: str, form: str) -> int:
    """Judge residues by the limits in force on the day of each sample.

    Without a row for the food or one of its groups there is no verdict, never a pass. Exits with 1
    if a residue fails or cannot be judged.
    """
    from bayline.systems.produce.commands import judging

    return judging.show(file, limits=limits, form=form)


@produce.command()
@click.argument("file", metavar="[FILE.toml]", default="")
@click.option("--base", default="", help="The base that harvested it.")
@click.option(
    "--harvested",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day of the harvest.",
)
@click.option("--lot", default="", help="A lot of the home, instead of a base and a day.")
@text_or_json
def gate(file: str, *, base: str, harvested: datetime | None, lot: str, form: str) -> int:
    """Say whether a lot may carry a brand, and which practice is missing if it may not.

    Without FILE the registers of the home say what the brand of the base demands, and what the base
    keeps; of a lot the events say where and when it was harvested, and whether a certificate that
    is due covers it. Exits with 1 if something is missing.
    """
    if bool(lot) is bool(base and harvested) or (lot and (file or base or harvested)):
        raise click.UsageError("name --base and --harvested, or --lot alone")
    if not file:
        from bayline.platform.homes import open_home

        open_home()
    from bayline.systems.produce.commands import gating

    if harvested is None:
        return gating.show_lot(lot, form=form)
    return gating.show(file, base=base, harvested=harvested.date(), form=form)


@produce.command()
@click.argument("lot", metavar="LOT")
@click.option(
    "--at",
    "origin",
    required=True,
    metavar="https://HOST",
    help="Where the pages are served: what stands before /01/ in the codes.",
)
@click.option(
    "--sheet",
    default="a4-24",
    show_default=True,
    help="a4-14, a4-21, a4-24, a4-65, roll-60x40 or roll-100x70.",
)
@click.option(
    "--count", type=click.IntRange(1, 5000), default=24, show_default=True, help="Labels."
)
@click.option("--serial", default="", help="Number them on from this serial number, like 0001.")
@click.option("--skip", type=click.IntRange(0, 64), default=0, help="Places used up on the sheet.")
@click.option(
    "--tell",
    multiple=True,
    metavar="AI=VALUE",
    help="Tell more in the address: 13=2025-07-18, 3103=5 (again for more).",
)
@click.option("--output", "-o", required=True, metavar="FILE.pdf", help="Where the sheets go.")
@click.option("--by", default="", help="Who prints; needed with --serial, which is kept.")
def labels(lot: str, **asked: Any) -> None:  # noqa: ANN401 - as the options above have it
    """Print the labels of a lot: codes of GS1 Digital Link that lead to its public page.

    LOT is an EPC address or a digital link of a lot that events of the home are about.
    """
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.produce.commands import labeling

    labeling.show(lot, **asked)


@produce.group()
def recalls() -> None:
    """Open recalls, write down what is done in them, print letters to buyers."""


@recalls.command("open")
@click.argument("lot", metavar="[LOT]", default="")
@click.option("--sample", default="", help="The test that failed; it names the lot.")
@click.option(
    "--scope",
    type=click.Choice(["harvest", "lot"]),
    default="harvest",
    show_default=True,
    help="All that came of the same harvest, or the lot alone.",
)
@click.option("--reason", required=True, help="What failed; the public reads it.")
@click.option("--drill", is_flag=True, help="Only a drill: the public is not told.")
@click.option("--by", required=True, help="Who opens it.")
@text_or_json
def recalls_open(lot: str, **asked: Any) -> None:  # noqa: ANN401 - as the options above have it
    """Open a recall from a lot or from a test that failed, and list what it reaches."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.produce.commands import recalling

    recalling.opened(lot, **asked)


@recalls.command("list")
@text_or_json
def recalls_list(*, form: str) -> None:
    """List all recalls, the newest first."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.produce.commands import recalling

    recalling.listed(form=form)


@recalls.command("show")
@click.argument("number")
@text_or_json
def recalls_show(number: str, *, form: str) -> None:
    """Show a recall: buyers, masses, what is open, how long it took."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.produce.commands import recalling

    recalling.shown(number, form=form)


@recalls.command("act")
@click.argument("number")
@click.argument("kind", type=click.Choice(["notified", "recovered", "lost", "closed"]))
@click.option("--buyer", default="", help="Its GLN or address; needed but for closing.")
@click.option("--kilograms", default="", help="What came back or will not.")
@click.option("--note", default="", help="How, why; the reason of closing.")
@click.option("--by", required=True, help="Who did it.")
@text_or_json
def recalls_act(number: str, kind: str, **asked: Any) -> None:  # noqa: ANN401 - as the options above have it
    """Write down that a buyer was told, that goods came back or are lost, or close a recall."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.produce.commands import recalling

    recalling.acted(number, kind, **asked)


@recalls.command("letters")
@click.argument("number")
@click.option("--output", "-o", required=True, metavar="FOLDER", help="Where the letters go.")
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Of the letters, whatever that of the terminal.",
)
def recalls_letters(number: str, *, output: str, language: str) -> None:
    """Write the letter to each buyer, as PDF and as a Word file."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.produce.commands import recalling

    recalling.letters(number, output=output, language=language)


@produce.command()
@click.argument("lot", metavar="LOT")
@click.option("--output", "-o", required=True, metavar="FILE.pdf", help="Where it is printed.")
@click.option("--by", required=True, help="Who issues it here.")
@click.option("--date", "day", default="", metavar="YYYY-MM-DD", help="Its date; today.")
@click.option("--at", default="", metavar="https://HOST", help="Print a code of the public page.")
@click.option("--name", default="", help="Of the product, instead of the register's.")
@click.option("--quantity", default="", help="Kilograms, instead of what events say.")
@click.option("--origin", default="", help="Instead of the base.")
@click.option("--issuer", default="", help="Instead of the grower.")
@click.option("--contact", default="", help="Instead of the grower's.")
def certificate(lot: str, **asked: Any) -> None:  # noqa: ANN401 - as the options above have it
    """Issue the certificate of commitment (承诺达标合格证) of a batch, and print it.

    Refused where a field that the rule of the day asks for is missing, and for products that are
    not in its scope. What needs a certificate cannot be shipped without: `capture` refuses it.
    """
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.produce.commands import certifying

    certifying.show(lot, **asked)


@produce.command()
@click.argument("file", metavar="FILE.csv|-")
@click.option("--by", required=True, help="Who takes them in.")
def samples(file: str, *, by: str) -> None:
    """Take a table of residue tests into the register, all of it or nothing.

    Columns: code, lot, pesticide, found, day; product, laboratory, report, note if there are any.
    """
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.produce.commands import sampling

    sampling.show(file, by=by)


@produce.command()
@click.argument("epc", metavar="EPC")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl"]),
    default="csv",
    show_default=True,
    help="A table, or one object a line.",
)
def records(epc: str, *, form: str) -> None:
    """Print the steps of a lot for NY/T 4712-2025: batches in and out, source, destination."""
    from bayline.platform.homes import open_home

    open_home()
    from bayline.systems.produce.commands import recording

    recording.show(epc, form=form)
