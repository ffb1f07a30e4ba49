"""Rates of a year over the projects of the record, and published ones computed again."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.addresses import Addresses, addresses
from bayline.platform.asking import as_of
from bayline.platform.pages import Answer, refused
from bayline.platform.people.visiting import is_staff
from bayline.systems.projects.pages.grounds import Linked
from bayline.systems.projects.pages.publishing import published_in, years_of
from bayline.systems.projects.pages.rate_context import RatesPage
from bayline.systems.projects.pages.rating import Of, rates_of
from bayline.systems.projects.queries import entries_of, lines_at
from bayline.systems.projects.rules.entries import RATES

_FIRST, _LAST = 1949, 2100


def rates(request: HttpRequest) -> Answer:
    """Show the rates of a year up to a day."""
    at, ways = as_of(request), addresses(request)
    try:
        of = of_asked(request, at, ways)
    except BaylineError as error:
        return refused(error, status=400)
    published = entries_of(RATES, at=at)
    page = RatesPage(
        year=of.year,
        day=of.day.isoformat(),
        rates=(*rates_of(of),),
        published=(*published_in(of.year, published, at=at, ways=ways, is_told=is_staff(request)),),
        elsewhere=tuple(
            Linked(label=str(year), address=ways.to("/projects/rates", year=year))
            for year in years_of(published)
            if year != of.year
        ),
        how=_("四舍五入，保留一位小数"),
        as_of=ways.as_of,
        list_address=ways.to("/projects"),
        new_address=Addresses(prefix=ways.prefix).to(f"/registers/{RATES}/new"),
    )
    return Answer(context=page, template="projects/rates.html")


def of_asked(request: HttpRequest, at: datetime | None, ways: Addresses) -> Of:
    """Read year and day.

    Raises:
        BaylineError: They are none, or the day lies in another year.
    """
    today = timezone.localtime(at).date() if at else timezone.localdate()
    typed, typed_day = (request.GET.get(name, "").strip() for name in ("year", "day"))
    day = _day(typed_day) if typed_day else None
    year = int(typed) if typed.isascii() and typed.isdigit() else 0
    if not typed:
        year = day.year if day else today.year
    if not _FIRST <= year <= _LAST or (day and day.year != year):
        raise BaylineError(
            f"the year “{typed[:20]}” and the day “{typed_day[:20]}”",
            why="rates are of one year up to a day of it",
            do="give a year such as 2021 and a day of it such as 2021-06-30",
            zh=Words(
                f"年份“{typed[:20]}”、日期“{typed_day[:20]}”",
                "率是一年里到某一天的",
                "请写年份如2021，日期如2021-06-30",
            ),
        )
    end = today if year == today.year else date(year, 12, 31)
    return Of(year=year, day=day or end, at=at, ways=ways, lines=lines_at(at))


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise BaylineError(
            f"“{typed[:20]}” is no day",
            do="write it as 2021-06-30",
            zh=Words(f"“{typed[:20]}”不是日期", do="请写成2021-06-30"),
        ) from None
