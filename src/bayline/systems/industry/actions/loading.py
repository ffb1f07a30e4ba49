"""Keep a classification in the home, as a file of its pack, version after version."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from bayline.engines.documents.encodings import decode
from bayline.engines.documents.refusals import DocumentError
from bayline.kernel.errors import BaylineError, Words
from bayline.platform.packs.actions import keep_files
from bayline.systems.industry.queries import SCHEMES, entries_of, titled
from bayline.systems.industry.rules.schemes import (
    NATIONAL,
    refuse_not_national,
    scheme_of_rows,
)
from bayline.systems.industry.terms import Scheme


class Loaded(NamedTuple):
    """A classification that was loaded, and whether the home did not keep just this one before."""

    scheme: Scheme
    is_new: bool


def load_classification(
    data: bytes, *, name: str, identifier: str, by: str, at: datetime
) -> Loaded:
    """Keep the table of a classification; one of the same id stays as an earlier version.

    Args:
        data: The file.
        name: Its name, for refusals.
        identifier: The id of the scheme.
        by: Who loads it.
        at: When.

    Raises:
        BaylineError: It is no whole classification; nothing is kept.
    """
    text = _text(data, name)
    entries = entries_of(text, where=name)
    scheme = scheme_of_rows(entries, titled(identifier), where=name)
    if identifier == NATIONAL:
        refuse_not_national(entries, where=name)
    with transaction.atomic():
        changed = keep_files({f"{SCHEMES}{identifier}.csv": text}, by=by, at=at)
    return Loaded(scheme, bool(changed))


def _text(data: bytes, name: str) -> bytes:
    """Give the file in UTF-8."""
    try:
        return decode(data).text.encode("utf-8")
    except DocumentError as error:
        raise BaylineError(
            "the file cannot be read",
            where=name,
            why=str(error.reason),
            do="save it as CSV in UTF-8",
            zh=Words("文件读不了", "不是文字文件", "请另存为UTF-8的CSV"),
        ) from None
