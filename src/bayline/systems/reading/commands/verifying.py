"""The command that verifies a home."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.languages import either, reason_in_chinese

if TYPE_CHECKING:
    from bayline.platform.record.walking import Head

_DIGEST = 64


@click.command()
@click.option(
    "--heads",
    is_flag=True,
    help="Print the length and the last digest of every chain, to be kept elsewhere.",
)
@click.option(
    "--against",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Compare with what --heads printed earlier: chains may have grown, nothing else.",
)
def verify(*, heads: bool, against: Path | None) -> int:
    """Go through the record: every hash, every link, every end, and all that follows from them.

    Exits with 1 if anything was changed, dropped, put in or reordered.
    """
    from bayline.platform.homes import open_home, told

    noted = {} if against is None else _heads_in(_lines(against), where=str(against))
    open_home()
    from bayline.systems.reading.queries import verifying

    with told():
        faults, every = verifying.verified(noted)
    for fault in faults:
        click.echo(fault)
    if faults:
        return 1
    for chain, head in every.items() if heads else ():
        click.echo(f"{chain} {head.length} {head.digest}")
    rows = sum(head.length for head in every.values())
    click.echo(either(f"{rows}行，每一环都相符。", f"{rows} rows, every link holds"), err=heads)
    return 0


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise BaylineError(
            "the file cannot be read",
            where=str(file),
            why=str(getattr(error, "strerror", None) or error),
            do="give a file that `bayline verify --heads` wrote",
            zh=Words(
                "文件读不了", reason_in_chinese(error), "请给由 bayline verify --heads 写出的文件"
            ),
        ) from None


def _heads_in(lines: Sequence[str], *, where: str) -> dict[str, "Head"]:
    """Read chains with their length and digest, one in a line, as --heads printed them."""
    from bayline.platform.record.walking import Head

    words = [line.split() for line in lines if line.strip()]
    for number, one in enumerate(words, start=1):
        is_head = len(one) == 3 and one[1].isdecimal() and len(one[2]) == _DIGEST  # noqa: PLR2004 - as above
        if not is_head:
            raise _no_head(where, number)
    if not words:
        raise _no_head(where, 1)
    return {chain: Head(int(length), digest) for chain, length, digest in words}


def _no_head(where: str, number: int) -> BaylineError:
    return BaylineError(
        f"line {number} names no chain with its length and digest",
        where=where,
        do="give a file that `bayline verify --heads` wrote",
        zh=Words(
            f"第{number}行不是链的名称、行数和末行哈希",
            do="请给由 bayline verify --heads 写出的文件",
        ),
    )
