"""Publication dates as people type them."""

import re
import unicodedata
from datetime import date

from bayline.kernel import periods
from bayline.kernel.errors import BaylineError, Words

_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:[-/.年](?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})日?|月)?|年)?", re.ASCII
)
_SOLID = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)


def publication_date(written: str) -> date:
    """Read a publication date: 2021-11-05, 2021/11/5, 2021年11月5日, 20211105, 2021-11, 2021.

    A document that is known by its month alone may speak of any day in it as past, so a month or a
    year stands for its last day.

    Raises:
        BaylineError: If the text is none of these or names no day of the calendar.
    """
    plain = unicodedata.normalize("NFKC", written).strip()  # ２０２１ typed in full width is 2021
    match = _WRITTEN.fullmatch(plain) or _SOLID.fullmatch(plain)
    if match is None:
        why = "it is not written as a date"
        raise _refusal(written, why, zh="写法不是日期")
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    try:
        if year and month and day:
            return date(year, month, day)
        period = periods.month(month, year or 0) if month is not None else periods.year(year or 0)
    except (ValueError, BaylineError):
        why = "the calendar has no such day"
        raise _refusal(written, why, zh="日历上没有这一天") from None
    return period.last or date.max


def _refusal(written: str, why: str, *, zh: str) -> BaylineError:
    return BaylineError(
        f"“{written}” is no publication date",
        why=why,
        do="write it as 2021-11-05, or leave it out",
        zh=Words(f"发布日期“{written}”不是日期", zh, "请写成2021-11-05，或不写这一项"),
    )
