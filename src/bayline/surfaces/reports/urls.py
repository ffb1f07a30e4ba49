"""Addresses of reports and of what one subscribes to."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.surfaces.reports import drafts, feeds, issued, lists

converters.register()
_FORM = ("GET", "HEAD", "POST")
_DRAFT = "reports/<slug:template>/<entry:edition>"

urlpatterns: list[URLPattern] = [
    *page("reports", lists.reports, name="reports", audience=Audience.PUBLISHED),
    path("reports/open", shown(lists.opened, audience=Audience.READ), name="report-open"),
    *page(
        "reports/issued/<slug:identifier>",
        issued.issued,
        name="report-issued",
        audience=Audience.PUBLISHED,
    ),
    path(
        "reports/issued/<slug:identifier>/files/<str:name>",
        shown(issued.file, audience=Audience.PUBLISHED),
        name="report-file",
    ),
    path(
        f"{_DRAFT}/text",
        shown(drafts.save, methods=_FORM, expired=drafts.expired, audience=Audience.WRITE),
        name="report-text",
    ),
    path(
        f"{_DRAFT}/issue",
        shown(drafts.issue, methods=_FORM, expired=drafts.expired, audience=Audience.PUBLISH),
        name="report-issue",
    ),
    *page(_DRAFT, drafts.draft, name="report-draft", audience=Audience.READ),
    path("reports.atom", shown(feeds.changed, audience=Audience.PUBLISHED), name="report-feed"),
    path("dues.atom", shown(feeds.late, audience=Audience.PUBLIC), name="dues-feed"),
    path("dues.ics", shown(feeds.calendar, audience=Audience.PUBLIC), name="dues-calendar"),
    *page("subscriptions", feeds.subscriptions, name="subscriptions", audience=Audience.READ),
    path(
        "subscriptions/key",
        shown(feeds.subscriptions, methods=_FORM, expired=feeds.expired, audience=Audience.READ),
        name="subscription-key",
    ),
]
