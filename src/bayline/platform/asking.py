"""What every page may be asked by: as of which day, which page of a list."""

import re
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.visible import one_line

_LONGEST_PAGE = 6  # digits; no list has a million pages
_FIRST_YEAR = 1900
_LAST = timedelta(microseconds=1)
# A parameter whose name is written with codes, as no page does; all others are looked at before
# an address is taken apart, which every request would pay for.
_CODED_NAME = re.compile(r"(?:^|&)[^=&]*%")


def as_of(request: HttpRequest, *, name: str = "as_of") -> datetime | None:
    """Read the moment a page is asked for: `?as_of=2021-11-05`, what was known that evening.

    Args:
        request: The request.
        name: The parameter; pages that set two moments side by side have two.

    Returns:
        The last moment of the day in the region's time zone, or the moment itself where a time is
        given; None for now.

    Raises:
        BaylineError: It is no day and no moment.
    """
    asked = request.META.get("QUERY_STRING", "")
    if name not in asked and not _CODED_NAME.search(asked):
        return None
    written = request.GET.get(name, "").strip()
    return moment_of(written, where=name) if written else None


def moment_of(written: str, *, where: str) -> datetime:
    """Read a day, whose last moment counts, or a moment.

    Args:
        written: 2021-11-05, or an instant in ISO 8601.
        where: The parameter or the option, for refusals.

    Raises:
        BaylineError: It is neither.
    """
    try:
        return _moment(written)
    except ValueError:
        raise _no_day(written, where) from None


def _moment(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    if not _FIRST_YEAR <= found.year < MAXYEAR:  # no calendar has days around its very ends
        raise ValueError(written)
    if len(written) <= len("2021-11-05"):
        return _end_of(found.date())
    zoned = found if found.tzinfo else timezone.make_aware(found)
    return zoned.astimezone(UTC)


def _end_of(day: date) -> datetime:
    following = datetime.combine(day + timedelta(days=1), time())
    return timezone.make_aware(following).astimezone(UTC) - _LAST


def _no_day(written: str, name: str) -> BaylineError:
    return BaylineError(
        f"“{written}” is no day",
        where=name,
        why=f"a day is written as year, month and day, from {_FIRST_YEAR} to {MAXYEAR - 1}",
        do="write it like 2021-11-05",
        zh=Words(
            f"“{written}”不是日期",
            f"日期要写年月日，从{_FIRST_YEAR}年到{MAXYEAR - 1}年",
            "请写成2021-11-05",
        ),
    )


def refuse_past(request: HttpRequest) -> None:
    """Refuse to show a form that writes as of a day: the past can only be looked at.

    Raises:
        BaylineError: The page is asked for as of a day.
    """
    if request.GET.get("as_of", "").strip():
        raise BaylineError(
            "nothing is written into the past",
            where="as_of",
            why="what was known on a day can only be looked at",
            do="go back to today to change something",
            zh=Words("过去的样子只能看，不能写", do="要改动，请回到今天"),
        )


def page_number(request: HttpRequest) -> int:
    """Read which page of a list is asked for; the first where nothing usable is said."""
    written = request.GET.get("page", "")
    is_number = written.isascii() and written.isdigit() and len(written) <= _LONGEST_PAGE
    return max(1, int(written)) if is_number else 1


def typed_line(request: HttpRequest, name: str, longest: int) -> str:
    """Take one line that was typed into a form, without what cannot be seen.

    Args:
        request: The request that sends the form.
        name: The field.
        longest: How many characters are taken at most.

    Returns:
        The line; empty where it would show nothing.
    """
    return one_line(str(request.POST.get(name, "")), longest)
