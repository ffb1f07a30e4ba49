"""The commands of villages.

Nothing heavy is imported before a command runs, so that help is there at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from bayline.platform.terminal import table_or_lines


@contextmanager
def _home() -> Iterator[None]:
    """Open the home; what goes wrong with its database is one sentence."""
    from bayline.platform.homes import open_home, told

    open_home()
    with told():
        yield


@click.group()
def villages() -> None:
    """Follow campaigns that inspect villages: where each stands, who inspects, what is late."""


_campaign = click.option(
    "--campaign", default="", metavar="CODE", help="Which.  [default: the only one there is]"
)
_on = click.option(
    "--on", default="", metavar="DATE", help="As of the end of that day.  [default: today]"
)


@villages.command()
@_campaign
@_on
@table_or_lines
def state(*, campaign: str, on: str, form: str) -> int:
    """Show where each village stands on a day, and whether it is at risk or late."""
    with _home():
        from bayline.systems.villages.commands import standing

        return standing.show(campaign, on=on, form=form)


@villages.command()
@_campaign
@_on
@table_or_lines
def late(*, campaign: str, on: str, form: str) -> int:
    """List the villages that are late or at risk on a day; exits with 1 if one is late."""
    with _home():
        from bayline.systems.villages.commands import standing

        return standing.show_late(campaign, on=on, form=form)


@villages.command()
@_campaign
@_on
@click.option("--compare", is_flag=True, help="Compare with what is stored; 1 if it differs.")
def replay(*, campaign: str, on: str, compare: bool) -> int:
    """Compute the state of a campaign anew from its events, and print it with its digest."""
    with _home():
        from bayline.systems.villages.commands import standing

        return standing.replay(campaign, on=on, compare=compare)


@villages.command()
@click.option("--seed", required=True, help="What the draw rests on; the same draws the same.")
@click.option("--batch", default="", metavar="CODE", help="Only villages of that batch.")
@click.option("--each", type=click.IntRange(1), help="Inspectors of each.  [default: the sheet's]")
@click.option("--most", type=click.IntRange(1), help="Villages of one inspector at most.")
@click.option("--assign", "batch_to", metavar="CODE", help="Keep it: enroll in that batch, assign.")
@_campaign
@table_or_lines
def draw(  # noqa: PLR0913 - one for each option
    *,
    campaign: str,
    seed: str,
    batch: str,
    each: int | None,
    most: int | None,
    batch_to: str | None,
    form: str,
) -> int:
    """Draw who inspects which village, never somebody of the same town."""
    with _home():
        from bayline.systems.villages.commands import drawing

        wish = drawing.Wish(campaign, seed, batch, each, most, batch_to)
        return drawing.show(wish, form=form)


@villages.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.xml|FOLDER...")
@_campaign
@table_or_lines
def submissions(files: tuple[str, ...], *, campaign: str, form: str) -> int:
    """Take submissions of ODK in, with the photos that lie beside them.

    Exits with 1 if something was refused or does not count.
    """
    with _home():
        from bayline.systems.villages.commands import taking

        return taking.take_submissions(files, campaign=campaign, form=form)


@villages.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.json...")
@table_or_lines
def upload(files: tuple[str, ...], *, form: str) -> int:
    """Take uploads of devices in: lists of events as JSON, in any order, as often as you like."""
    with _home():
        from bayline.systems.villages.commands import taking

        return taking.take_uploads(files, form=form)


@villages.group()
def sheet() -> None:
    """Write score sheets as XLSForm, read them back, keep them."""


@sheet.command("list")
@table_or_lines
def list_sheets(*, form: str) -> int:
    """List the score sheets that are kept; where there are none, the sample."""
    with _home():
        from bayline.systems.villages.commands import sheeting

        return sheeting.show(form=form)


@sheet.command("export")
@click.argument("sheet", metavar="NAME@EDITION|FILE.toml")
@click.option("--out", required=True, metavar="FILE.xlsx|.xml|.toml", help="Where to write.")
@_campaign
def export_sheet(sheet: str, *, out: str, campaign: str) -> int:
    """Write a score sheet as a form: a workbook, or the XForm that phones load."""
    with _home():
        from bayline.systems.villages.commands import sheeting

        return sheeting.export(sheet, out=out, campaign=campaign)


@sheet.command("import")
@click.argument("file", metavar="FILE.xlsx|FILE.toml")
@click.option("--keep", is_flag=True, help="Keep it in the home.  [default: print it as toml]")
def import_sheet(file: str, *, keep: bool) -> int:
    """Read a score sheet from a form or a file, and refuse what is wrong by row and key."""
    with _home():
        from bayline.systems.villages.commands import sheeting

        return sheeting.take(file, is_kept=keep)
