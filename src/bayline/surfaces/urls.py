"""Addresses of the shell's own pages."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, remembered, shown
from bayline.platform.people.terms import Audience
from bayline.surfaces import publications, publishing
from bayline.surfaces.api.page import interface, moved
from bayline.surfaces.changes import changes
from bayline.surfaces.feed import feed
from bayline.surfaces.overview import overview
from bayline.surfaces.search.pages import search
from bayline.surfaces.today import today
from bayline.surfaces.work import work

_FORM = ("GET", "HEAD", "POST")
_PUBLICATION = "publications/<slug:identifier>"

urlpatterns: list[URLPattern] = [
    # Programs ask below this address, so it alone ends with a slash.
    path("api/", shown(interface, audience=Audience.PUBLIC), name="interface"),
    path("api", shown(moved, audience=Audience.PUBLIC), name="interface-moved"),
    *page("", today, name="today", audience=Audience.PUBLISHED),
    *page("changes", changes, name="changes", audience=Audience.PUBLISHED),
    *remembered(page("search", search, name="search", audience=Audience.PUBLISHED)),
    *remembered(page("overview", overview, name="overview", audience=Audience.PUBLISHED)),
    *remembered(page("work", work, name="work", audience=Audience.PUBLISHED)),
    *page(
        "publications",
        publications.publications,
        name="publications",
        audience=Audience.PUBLISHED,
    ),
    path("feed.atom", shown(feed, audience=Audience.PUBLISHED), name="feed"),
    # What a form is sent to has no twin, for a twin asks for no token.
    *page("publications/new", publishing.new, name="publication-new", audience=Audience.PUBLISH),
    path(
        "publications/issue",
        shown(
            publishing.new,
            methods=_FORM,
            expired=publishing.new_expired,
            audience=Audience.PUBLISH,
        ),
        name="publication-issue",
    ),
    path(
        "publications/open",
        shown(
            publishing.opened,
            methods=_FORM,
            expired=publishing.new_expired,
            audience=Audience.PUBLISH,
        ),
        name="publication-open",
    ),
    *page(
        "publications/retract",
        publishing.taken_back,
        name="publication-retract",
        audience=Audience.PUBLISH,
    ),
    path(
        "publications/take-back",
        shown(
            publishing.taken_back,
            methods=_FORM,
            expired=publishing.taken_back_expired,
            audience=Audience.PUBLISH,
        ),
        name="publication-take-back",
    ),
    *page(
        _PUBLICATION,
        publications.publication,
        name="publication",
        audience=Audience.PUBLISHED,
    ),
    *page(
        f"{_PUBLICATION}/changes",
        publications.changes_page,
        name="publication-changes",
        audience=Audience.PUBLISHED,
    ),
    path(
        f"{_PUBLICATION}/files/<path:path>",
        shown(publications.file, audience=Audience.PUBLISHED),
        name="publication-file",
    ),
    path(
        f"{_PUBLICATION}/withdraw",
        shown(
            publishing.withdraw,
            methods=_FORM,
            expired=publishing.withdraw_expired,
            audience=Audience.PUBLISH,
        ),
        name="publication-withdraw",
    ),
]
