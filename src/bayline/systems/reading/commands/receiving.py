"""The command that watches a folder for documents."""

from pathlib import Path

import click

from bayline.kernel.errors import BaylineError, Words


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Take what lies there and leave.")
@click.option(
    "--every",
    type=click.FloatRange(0.05, 3600),
    default=5,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait between two looks.",
)
@click.option("--by", default="收文夹", show_default=True, help="Who hands the files over.")
@click.option(
    "--apart",
    is_flag=True,
    help="A changed file is another document, not a corrected edition of what it was.",
)
def watch(folder: Path, *, once: bool, every: float, by: str, apart: bool) -> int:
    """Take documents that are put into FOLDER into the record, until Ctrl-C.

    A file is taken once it no longer changes. What is known of it stands in its first lines, in
    documents.csv beside it, or in a saved page itself. One that cannot be read is told in a
    sentence and tried again when it changes.
    """
    from bayline.platform.homes import open_home

    if not folder.is_dir():
        raise BaylineError(
            "there is no such folder",
            where=str(folder),
            do="make it, or check the path",
            zh=Words("没有这个文件夹", do="请先建好，或核对路径"),
        )
    open_home()
    from django.utils import timezone

    from bayline.systems.reading.commands.watching import Wish, watch_folder

    wish = Wish(folder=folder, by=by, is_apart=apart)
    return watch_folder(wish, every_s=every, is_once=once, clock=timezone.now)
