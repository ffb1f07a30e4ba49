"""`bayline ecology classify`: the class of each sample of a table, what decides it, what is odd."""

from collections.abc import Iterable, Iterator, Sequence

from bayline.platform.languages import either, is_chinese
from bayline.platform.terminal import complain
from bayline.systems.ecology.commands.tables import rows_of, write
from bayline.systems.ecology.rules.judging import COLUMNS, judged
from bayline.systems.ecology.terms import Record

_ZH = "_zh"  # ends the names of what is said in Chinese


def show(file: str, *, standard: str, form: str) -> int:
    """Judge the samples of a file and print a record for each.

    Args:
        file: Its path, or `-` for standard input.
        standard: The standard that was asked for; empty for that of each sample's day.
        form: csv or jsonl.

    Raises:
        BaylineError: The file is no table of samples, a cell cannot be read, or a standard was
            not in force on the day of a sample.
    """
    heads, found = judged(rows_of(file), where=file, named=standard)
    write(spoken(found), COLUMNS, form=form)
    tell_unread(heads.unread)
    return 0


def tell_unread(heads: Sequence[str]) -> None:
    """Name the columns of a table that mean nothing here, as a misspelt one would go unseen."""
    if heads:
        listed = ", ".join(heads)
        complain(either(f"这些栏没有用到：{listed}", f"columns that are not read: {listed}"))


def spoken(found: Iterable[Record]) -> Iterator[Record]:
    """Leave what is said in the reader's language alone in each record."""
    chinese = is_chinese()
    for one in found:
        said = {name.removesuffix(_ZH): one[name] for name in one if name.endswith(_ZH)}
        kept = {name: value for name, value in one.items() if not name.endswith(_ZH)}
        yield {**kept, **said} if chinese else kept
