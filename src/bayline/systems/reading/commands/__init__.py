"""The commands of reading: what documents say, whether it agrees, and a draft handed back marked.

Nothing heavy is imported before a command runs, so that help is there at once.
"""

from typing import TYPE_CHECKING

import click

from bayline.kernel.errors import BaylineError, Words

if TYPE_CHECKING:
    from bayline.systems.reading.commands.readings import Settings

_PUBLISHED = click.option(
    "--published",
    metavar="DATE",
    help="Day the documents were published, such as 2021-11-05.  [default: as the text says]",
)
_GAZETTEER = click.option(
    "--gazetteer",
    metavar="FILE",
    help="CSV of the region's places: code,name,level,parent,aliases,from,to,lon,lat.",
)
_DOCUMENTS = click.argument("documents", nargs=-1, required=True, metavar="FILE|FOLDER|-...")


@click.command()
@_DOCUMENTS
@_PUBLISHED
@_GAZETTEER
@click.option(
    "--kinds",
    metavar="KIND,...",
    default="quantity,time,place,name,event,promise",
    show_default=True,
    help="What to list; `number` lists every number whatever it counts.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "html"]),
    default="table",
    show_default=True,
    help="table for people, jsonl one object a line, html the text with its marks.",
)
def read(
    documents: tuple[str, ...],
    *,
    published: str | None,
    gazetteer: str | None,
    kinds: str,
    form: str,
) -> int:
    """List what documents say, in text order.

    Reads txt, md, html, docx, pdf, xlsx and csv; a folder stands for all of these in it, `-` for
    standard input.
    """
    from bayline.systems.reading.commands import listing
    from bayline.systems.reading.commands.inputs import inputs
    from bayline.systems.reading.commands.readings import LIMIT

    settings = _settings(published, gazetteer)
    wanted = _kinds(kinds)
    return listing.show(inputs(documents, limit=LIMIT), settings, kinds=wanted, form=form)


@click.command()
@_DOCUMENTS
@_PUBLISHED
@_GAZETTEER
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "html"]),
    default="table",
    show_default=True,
    help="table for people, jsonl one finding a line, html a page with the arithmetic.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if figures contradict each other.")
def check(
    documents: tuple[str, ...],
    *,
    published: str | None,
    gazetteer: str | None,
    form: str,
    strict: bool,
) -> int:
    """Recompute sums, shares, growth and batches, within documents and across them."""
    from bayline.systems.reading.commands import checking
    from bayline.systems.reading.commands.inputs import inputs
    from bayline.systems.reading.commands.readings import LIMIT

    settings = _settings(published, gazetteer)
    return checking.show(inputs(documents, limit=LIMIT), settings, form=form, strict=strict)


@click.command()
@click.argument("draft", metavar="DRAFT")
@_PUBLISHED
@_GAZETTEER
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "html", "docx", "xlsx", "csv", "txt"]),
    help="What to make.  [default: as the output file ends, else jsonl]",
)
@click.option("-o", "--output", metavar="FILE", help="Where to write it.")
@click.option("--force", is_flag=True, help="Replace the output file if it is there already.")
def audit(
    draft: str,
    *,
    published: str | None,
    gazetteer: str | None,
    form: str | None,
    output: str | None,
    force: bool,
) -> int:
    """Check one draft, also against the record, and hand it back marked.

    It does on a file what the page 核稿 does. jsonl gives every figure and every finding, html the
    draft with its marks, docx the draft with comments, xlsx and csv the list of findings, txt the
    bare text. Where the home holds a record, each figure says whether it agrees, disagrees, is not
    comparable, or is unknown to it.
    """
    from bayline.systems.reading.commands import auditing

    settings = _settings(published, gazetteer)
    return auditing.show(draft, settings, form=form or "", output=output, force=force)


def _settings(published: str | None, gazetteer: str | None) -> "Settings":
    from bayline.systems.reading.commands.readings import Settings
    from bayline.systems.reading.rules.dates import publication_date

    # An option that was given empty is a mistake to be told, not one that was left out.
    day = None if published is None else publication_date(published)
    return Settings(published=day, gazetteer=gazetteer)


def _kinds(written: str) -> frozenset[str]:
    from bayline.systems.reading.rules.records import KINDS

    wanted = frozenset(filter(None, (kind.strip() for kind in written.split(","))))
    unknown = sorted(wanted - set(KINDS))
    if unknown or not wanted:
        raise BaylineError(
            f"“{', '.join(unknown) or written}” is no kind of thing that is read",
            why=f"the kinds are {', '.join(KINDS)}",
            do="name some of them, separated by commas",
            zh=Words(
                f"没有“{'、'.join(unknown) or written}”这个类别",
                f"类别有{'、'.join(KINDS)}",
                "请写其中几种，用逗号隔开",
            ),
        )
    return wanted
