"""操作日志: who wrote when and through which address, for administrators."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import asking
from bayline.platform.asking import page_number
from bayline.platform.pages import Answer
from bayline.platform.people import queries
from bayline.platform.people.queries import DeedsAsked
from bayline.platform.people.terms import Deed

_PAGE_ROWS, _LONGEST = 50, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedLine:
    """One write."""

    number: int
    recorded: datetime
    who: str
    method: str
    address: str
    about: str
    status: int
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedsPage:
    """One page of the log, the last write first."""

    total: int
    lines: tuple[DeedLine, ...]
    who: str
    address: str
    addresses: tuple[str, ...]
    since: str
    until: str
    page: int
    pages: int
    before: str
    after: str
    is_filtered: bool


def deeds(request: HttpRequest) -> Answer:
    """List who wrote what where."""
    typed = {name: _typed(request, name) for name in ("who", "address", "since", "until")}
    asked = DeedsAsked(
        who=typed["who"],
        address=typed["address"],
        since=_morning(typed["since"], "since"),
        until=_morning(typed["until"], "until", days=1),
    )
    wanted = page_number(request)
    total, _rows = queries.deeds(asked, first=0, count=0)
    pages = max(1, -(-total // _PAGE_ROWS))
    page = min(wanted, pages)
    _total, rows = queries.deeds(asked, first=(page - 1) * _PAGE_ROWS, count=_PAGE_ROWS)
    context = DeedsPage(
        total=total,
        lines=tuple(_line(number, deed) for number, deed in rows),
        who=typed["who"],
        address=typed["address"],
        addresses=tuple(queries.deed_addresses()),
        since=typed["since"],
        until=typed["until"],
        page=page,
        pages=pages,
        before=_turned(typed, page - 1) if page > 1 else "",
        after=_turned(typed, page + 1) if page < pages else "",
        is_filtered=any(typed.values()),
    )
    return Answer(context=context, template="people/deeds.html")


def _typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "").strip()[:_LONGEST]


def _morning(written: str, name: str, *, days: int = 0) -> datetime | None:
    """Read the first moment of a day, or of one some days later."""
    if not written:
        return None
    try:
        day = parse_date(written)
        if day is None:
            raise _no_day(written, name)
        return timezone.make_aware(datetime.combine(day + timedelta(days=days), time()))
    except (ValueError, OverflowError):
        raise _no_day(written, name) from None


def _no_day(written: str, name: str) -> BaylineError:
    return BaylineError(
        f"“{written}” is no day",
        where=name,
        do="write it like 2021-11-05",
        zh=Words(f"“{written}”不是日期", do="请写成2021-11-05"),
    )


def _line(number: int, deed: Deed) -> DeedLine:
    return DeedLine(
        number=number,
        recorded=deed.recorded,
        who=deed.who,
        method=deed.method,
        address=deed.address,
        about=deed.about,
        status=deed.status,
        request=deed.request,
    )


def _turned(typed: dict[str, str], page: int) -> str:
    return asking(reverse("audit-log"), {**typed, "page": page if page > 1 else ""})
