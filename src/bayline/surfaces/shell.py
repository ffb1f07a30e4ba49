"""What stands around every page: the bar, the languages, and which entry is the present one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils import dateformat, timezone
from django.utils.translation import get_language, gettext, gettext_noop

from bayline.kernel.errors import BaylineError
from bayline.platform.addresses import AS_OF, addresses, asking
from bayline.platform.asking import as_of
from bayline.platform.pages import face_of
from bayline.platform.people.terms import Audience, Visitor
from bayline.platform.people.visiting import is_staff, visitor_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the bar."""

    name: str  # of the address
    title: str
    beneath: tuple[str, ...] = ()  # other addresses that belong to it
    audience: Audience = Audience.PUBLISHED


ENTRIES = (
    Entry(name="today", title=gettext_noop("今日")),
    Entry(name="audit", title=gettext_noop("核稿"), audience=Audience.READ),
    Entry(
        name="record",
        title=gettext_noop("资料"),
        beneath=(
            *("documents", "figures", "review", "registers", "map", "series"),
            *("places", "organisations", "designations"),
        ),
    ),
    Entry(name="findings", title=gettext_noop("问题"), audience=Audience.READ),
    Entry(name="plan", title=gettext_noop("目标")),
    Entry(
        name="work",
        title=gettext_noop("业务"),
        beneath=("projects", "batches", "industry", "cooperation"),
    ),
    Entry(
        name="reports",
        title=gettext_noop("报告"),
        beneath=("publications", "subscriptions"),
    ),
)


_WITHOUT_RECORD = frozenset({Audience.PUBLIC, Audience.ADMINISTER})  # nothing there has a past


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry as one page shows it."""

    title: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The strip under the bar of a page that shows what was known on a day."""

    day: date
    words: str
    today: str  # addresses: the page as of now, a day earlier, a day later, what changed since
    earlier: str
    later: str  # empty on the day before today, after which comes now
    compare: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayForm:
    """The form in the foot that asks for another day: where it goes and what it carries along."""

    action: str
    day: str
    asked: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class May:
    """What the visitor may do, so that nothing is offered that would be refused."""

    read: bool
    write: bool
    review: bool
    publish: bool
    administer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Everything the bar shows on one page."""

    links: tuple[Link, ...]
    language: str  # as HTML names it
    other_language: str
    other_name: str
    other_address: str
    as_of: AsOf | None
    day_form: DayForm | None  # None on a page that was sent a form, or shows nothing of the record
    visitor: str  # the name of whoever is logged in
    may: May
    login: str  # address that leads back here


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Give the bar of this request to every template."""
    is_english = get_language() == "en"
    visitor = visitor_of(request)
    found = Shell(
        links=_links(request, visitor),
        language="en" if is_english else "zh-Hans",
        other_language="zh-Hans" if is_english else "en",
        other_name="中文" if is_english else "English",
        other_address=_other_address(request, is_english=is_english),
        as_of=_as_of(request),
        day_form=_day_form(request),
        visitor=visitor.name,
        may=_may(request, visitor),
        login=_login(request),
    )
    return {"shell": found}


def _may(request: HttpRequest, visitor: Visitor) -> May:
    """Tell what the visitor may do in the system that the page belongs to."""
    match = request.resolver_match
    face = face_of(match.func) if match else None
    system = face.system(match.kwargs) if face and match else ""
    return May(
        read=visitor.may(Audience.READ, system=system),
        write=visitor.may(Audience.WRITE, system=system),
        review=visitor.may(Audience.REVIEW, system=system),
        publish=visitor.may(Audience.PUBLISH, system=system),
        administer=visitor.may(Audience.ADMINISTER),
    )


def _login(request: HttpRequest) -> str:
    address, today = _own_addresses(get_language(), get_script_prefix())
    is_worth = request.method == "GET" and request.path not in {address, today}
    return asking(address, {"next": request.get_full_path() if is_worth else ""})


@lru_cache(maxsize=8)
def _own_addresses(language: str | None, prefix: str) -> tuple[str, str]:
    del language, prefix  # both are those of now; the addresses are remembered by them
    return reverse("login"), reverse("today")


def _links(request: HttpRequest, visitor: Visitor) -> tuple[Link, ...]:
    day = request.GET.get(AS_OF, "").strip()
    named = tuple(entry.name for entry in ENTRIES if visitor.may(entry.audience))
    now = (get_language(), get_script_prefix())
    as_of_day = day if day and _moment(request) else ""
    return _bar(request.path, as_of_day, named, now, is_for_staff=is_staff(request))


@lru_cache(maxsize=1_000)
def _bar(
    path: str,
    day: str,
    names: tuple[str, ...],
    now: tuple[str | None, str],
    *,
    is_for_staff: bool,
) -> tuple[Link, ...]:
    """Give the entries of the bar, put together once for each path, in each language."""
    del now  # language and prefix are those of now; the entries are remembered by them
    shown = (entry for entry in ENTRIES if entry.name in names)
    return tuple(_link(path, day, entry, is_for_staff=is_for_staff) for entry in shown)


def _link(path: str, day: str, entry: Entry, *, is_for_staff: bool) -> Link:
    address = reverse(entry.name)
    # The front page is above every address, so only itself counts as being there.
    prefix = address.removesuffix(entry.name)
    roots = [address, *(f"{prefix}{name}" for name in entry.beneath)]
    is_below = entry.name != "today" and any(
        path == root or path.startswith(f"{root}/") for root in roots
    )
    return Link(
        title=gettext("概况" if entry.name == "today" and not is_for_staff else entry.title),
        address=f"{address}?{urlencode({AS_OF: day})}" if day else address,
        is_here=path == address or is_below,
    )


def _other_address(request: HttpRequest, *, is_english: bool) -> str:
    """Give the same address in the other language, with what was asked of it."""
    path = request.path
    other = (path.removeprefix("/en") or "/") if is_english else f"/en{path}"
    query = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
    return f"{other}?{query}" if query else other


def _moment(request: HttpRequest) -> datetime | None:
    """Read as of when the page is asked for; the page itself says if that is no day."""
    try:
        return as_of(request)
    except BaylineError:
        return None


def _as_of(request: HttpRequest) -> AsOf | None:
    moment = _moment(request)
    if moment is None:
        return None
    day, today = (timezone.localtime(each).date() for each in (moment, timezone.now()))
    is_last = day + timedelta(days=1) >= today
    return AsOf(
        day=day,
        words=dateformat.format(day, "j F Y" if get_language() == "en" else "Y年n月j日"),
        today=_on(request, None),
        earlier=_on(request, day - timedelta(days=1)),
        later="" if is_last else _on(request, day + timedelta(days=1)),
        compare=addresses(request).to("/changes", since=day.isoformat(), as_of=""),
    )


def _on(request: HttpRequest, day: date | None) -> str:
    """Give the address of the same page as of a day; None for now."""
    asked = request.GET.copy()
    asked.pop(AS_OF, None)
    asked.pop("page", None)
    if day is not None:
        asked[AS_OF] = day.isoformat()
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def _day_form(request: HttpRequest) -> DayForm | None:
    match = request.resolver_match
    face = face_of(match.func) if match else None
    if request.method != "GET" or (face and face.audience in _WITHOUT_RECORD):
        return None
    moment = _moment(request)
    asked = ((name, value) for name, values in request.GET.lists() for value in values)
    return DayForm(
        action=request.path,
        day=timezone.localtime(moment).date().isoformat() if moment else "",
        asked=tuple(pair for pair in asked if pair[0] not in {AS_OF, "page"}),
    )
