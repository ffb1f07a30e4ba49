"""Feeds and calendars of reports: who watches them, what they tell."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bayline.platform.addresses import Addresses, addresses
from bayline.platform.keys.actions import create, revoke
from bayline.platform.keys.queries import holder_of_feed, made_keys
from bayline.platform.keys.terms import Key, KeyRefusedError, Scope
from bayline.platform.pages import Answer, is_english, refused
from bayline.platform.people.visiting import visitor_of
from bayline.platform.reporting import queries
from bayline.platform.reporting.calendars import calendar_of
from bayline.platform.reporting.subscribing import Due, changes_since_last, dues, overdue
from bayline.surfaces.reports.lists import title_of

_MOST, _FEW, _LISTED = 20, 10, 50
_BEHIND, _AHEAD = timedelta(days=180), timedelta(days=366)
_NOBODY = datetime(1970, 1, 1, tzinfo=UTC)
_PURPOSE = "订阅到期事项"


class _Feed(Atom1Feed):
    """A feed that says when it was changed last, also where nothing is in it yet."""

    def latest_post_date(self) -> datetime:
        """Give when the latest entry was made."""
        return max((one["updateddate"] for one in self.items), default=_NOBODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """Something that falls due."""

    title: str
    owner: str
    day: date
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionsPage:
    """Where to watch, and the private addresses of whoever asks."""

    feed: str
    changes: str
    made: tuple[str, ...]  # private addresses that were just made, this once
    keys: tuple[str, ...]  # public parts of the keys behind earlier ones
    due: tuple[DueLine, ...]
    problem: str


def changed(request: HttpRequest) -> HttpResponse:
    """Give the issued reports as Atom, each with what it changed."""
    to = addresses(request)
    made = _begun(request, _("Bayline报告"), to.to("/reports", as_of=""))
    for one in queries.issues()[:_MOST]:
        address = to.to(f"/reports/issued/{one.id}", as_of="")
        found = changes_since_last(one, language="en" if is_english() else "zh")
        lines = ((each.about, each.old or "—", each.new or "—", each.why) for each in found[:_FEW])
        told = format_html_join("", "<li>{} {} → {} {}</li>", lines)
        counted = _("与上期相比变化的数字%(n)d个。") % {"n": len(found)}
        made.add_item(
            title=title_of(one),
            link=request.build_absolute_uri(address),
            description=format_html("<p>{} {}</p><ul>{}</ul>", counted, one.publication, told),
            pubdate=one.recorded,
            updateddate=one.recorded,
            unique_id=_identifier(f"bayline report {one.id}"),
        )
    return _answered(made)


def late(request: HttpRequest) -> HttpResponseBase | Answer:
    """Give what is overdue as Atom, by owner; for whoever holds a key."""
    refusal = _keyless(request)
    if refusal is not None:
        return refusal
    to, now = addresses(request), timezone.now()
    owner = request.GET.get("owner", "")
    made = _begun(request, _("Bayline逾期事项"), to.to("/", as_of=""))
    found = [one for one in overdue(timezone.localdate(now)) if not owner or one.owner == owner]
    for one in found[: _MOST * _FEW]:
        day = datetime.combine(one.day, datetime.min.time(), tzinfo=UTC)
        who = one.owner or _("未写责任方")
        made.add_item(
            title=f"{who}：{one.title}" if not is_english() else f"{who}: {one.title}",
            link=request.build_absolute_uri(to.to(one.path, as_of="")),
            description=_("%(day)s到期") % {"day": one.day.isoformat()},
            pubdate=day,
            updateddate=day,
            categories=[who],
            unique_id=_identifier(f"bayline {one.kind} {one.key}"),
        )
    return _answered(made)


def calendar(request: HttpRequest) -> HttpResponseBase | Answer:
    """Give what falls due as a calendar; for whoever holds a key."""
    refusal = _keyless(request)
    if refusal is not None:
        return refusal
    now, to = timezone.now(), addresses(request)
    today, owner = timezone.localdate(now), request.GET.get("owner", "")
    found = [
        one for one in dues(today - _BEHIND, today + _AHEAD) if not owner or one.owner == owner
    ]
    made = calendar_of(
        found,
        name=_("Bayline到期事项"),
        base=request.build_absolute_uri("/").rstrip("/") + to.prefix,
        now=now,
        english=is_english(),
    )
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _keyless(request: HttpRequest) -> Answer | None:
    """Refuse whoever shows no key that works: calendar programs can send no header."""
    try:
        holder_of_feed(str(request.GET.get("key", "")), timezone.now())
    except KeyRefusedError as error:
        return refused(error, status=404)
    return None


def subscriptions(request: HttpRequest) -> Answer:
    """Show where to watch; make a private address, or take one back."""
    if request.method != "POST":
        return _shown(request)
    name = visitor_of(request).name
    if request.POST.get("do") != "make":
        _take_back(str(request.POST.get("revoke", "")), name)
        return _shown(request)
    wanted = Key(
        id="",
        name=_PURPOSE,
        organisation=name,
        scope=Scope.FEED,
        made=timezone.now(),
        made_by=name,
    )
    return _shown(request, made=create(wanted).shown)


def expired(request: HttpRequest) -> Answer:
    """Show the page again whose form's token has expired; nothing was made or taken back."""
    return _shown(request, problem=_("表单已过期，未作处理，请再按一次。"), status=403)


def _shown(request: HttpRequest, *, made: str = "", problem: str = "", status: int = 200) -> Answer:
    to, today = addresses(request), timezone.localdate()
    context = SubscriptionsPage(
        feed=request.build_absolute_uri(to.to("/reports.atom", as_of="")),
        changes=request.build_absolute_uri(to.to("/feed.atom", as_of="")),
        made=_private(request, to, made) if made else (),
        keys=tuple(_own(visitor_of(request).name)),
        due=tuple(_due_line(one, to) for one in dues(today - _BEHIND, today + _AHEAD)[:_LISTED]),
        problem=problem,
    )
    return Answer(context=context, template="reports/subscriptions.html", status=status)


def _due_line(one: Due, to: Addresses) -> DueLine:
    return DueLine(title=one.title, owner=one.owner, day=one.day, address=to.to(one.path, as_of=""))


def _private(request: HttpRequest, to: Addresses, key: str) -> tuple[str, ...]:
    paths = ("/dues.ics", "/dues.atom")
    return tuple(request.build_absolute_uri(to.to(one, key=key, as_of="")) for one in paths)


def _own(name: str) -> list[str]:
    today = timezone.localdate()
    return [
        one.id
        for one in made_keys()
        if one.made_by == name and one.scope is Scope.FEED and one.works(today)
    ]


def _take_back(identifier: str, name: str) -> None:
    if identifier in _own(name):
        revoke(identifier, at=timezone.now())


def _begun(request: HttpRequest, title: str, link: str) -> _Feed:
    address = request.build_absolute_uri(request.path)
    return _Feed(
        title=title,
        link=request.build_absolute_uri(link),
        description=None,
        language=get_language() or "zh-hans",
        author_name="Bayline",
        feed_url=address,
        feed_guid=_identifier(address.partition("://")[2]),
    )


def _identifier(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _answered(made: _Feed) -> HttpResponse:
    text = made.writeString("utf-8")
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
