"""The command that makes up a region of any size."""

import sys

import click

from bayline.platform.languages import either

_FEWEST = 100


@click.command()
@click.option(
    "--claims",
    type=click.IntRange(_FEWEST),
    default=20_000,
    show_default=True,
    help="About how many claims the documents make.",
)
@click.option(
    "--seed",
    type=int,
    default=1,
    show_default=True,
    help="The same seed gives the same region.",
)
@click.option(
    "--sample",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    help="Documents that are read again, to compare.",
)
def demo(*, claims: int, seed: int, sample: int) -> None:
    """Fill an empty home with a made-up region: places, documents, reviews, registers.

    Nothing in it is real. The reader reads its documents exactly as they were composed; a sample
    is read again and compared.
    """
    from bayline.platform.homes import open_home, told

    open_home()
    from bayline.engines.chinese.reader import READER_VERSION
    from bayline.platform.demo.loading import Loaded, Wish, load
    from bayline.systems.reading.actions.checking import check_document
    from bayline.systems.reading.actions.vouching import misread

    wish = Wish(claims=claims, seed=seed, reader=READER_VERSION, check=check_document)
    label = either("装入", "loading")
    with told(), click.progressbar(length=claims, label=label, file=sys.stderr) as bar:

        def heard(done: Loaded) -> None:
            bar.update(min(done.claims, claims) - bar.pos)

        done = load(wish, told=heard)
    again = _spread(done.texts, sample)
    different = sum(map(misread, again))
    click.echo(
        either(
            f"{done.documents}份文件，{done.claims}条，已审{done.accepted}条，"
            f"核对结果{done.findings}条，名册{done.entries}条；"
            f"抽{len(again)}份重读，{different}处不同。",
            f"{done.documents} documents, {done.claims} claims, {done.accepted} accepted, "
            f"{done.findings} results of checks, {done.entries} entries; "
            f"{len(again)} documents read again, {different} differences",
        )
    )


def _spread(texts: list[int], sample: int) -> list[int]:
    """Choose some of many, evenly."""
    step = max(1, len(texts) // max(1, sample))
    return texts[::step][:sample]
