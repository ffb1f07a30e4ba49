"""Addresses of projects; pages of their own stand before codes, which may hold a slash."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, remembered, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.projects.pages import exchange, matching, merging
from bayline.systems.projects.pages.batches import batch, batches
from bayline.systems.projects.pages.behind import behind
from bayline.systems.projects.pages.exports import export_csv, export_xlsx
from bayline.systems.projects.pages.libraries import libraries, library
from bayline.systems.projects.pages.lists import projects
from bayline.systems.projects.pages.project import project
from bayline.systems.projects.pages.rates import rates
from bayline.systems.projects.pages.renewals import renewal, renewals
from bayline.systems.projects.pages.statistics import statistics
from bayline.systems.projects.pages.years import year

converters.register()

_FORM = ("GET", "HEAD", "POST")

urlpatterns: list[URLPattern] = [
    *remembered(page("projects", projects, name="projects", audience=Audience.PUBLISHED)),
    *remembered(
        page("projects/statistics", statistics, name="projects-statistics", audience=Audience.READ)
    ),
    path(
        "projects/matching",
        shown(matching.matching, audience=Audience.REVIEW, methods=_FORM, expired=matching.expired),
        name="projects-matching",
    ),
    # The twin asks for no token, so it stores nothing.
    page(
        "projects/matching",
        matching.matching,
        name="projects-matching",
        audience=Audience.REVIEW,
    )[1],
    path(
        "projects/merging",
        shown(merging.merging, audience=Audience.REVIEW, methods=_FORM, expired=merging.expired),
        name="projects-merging",
    ),
    page("projects/merging", merging.merging, name="projects-merging", audience=Audience.REVIEW)[1],
    *remembered(
        page(
            "projects/libraries", libraries, name="projects-libraries", audience=Audience.PUBLISHED
        )
    ),
    *remembered(
        page(
            "projects/libraries/<entry:code>",
            library,
            name="projects-library",
            audience=Audience.PUBLISHED,
        )
    ),
    *remembered(page("projects/rates", rates, name="projects-rates", audience=Audience.PUBLISHED)),
    *remembered(
        page(
            "projects/rates/<slug:kind>", behind, name="projects-rate", audience=Audience.PUBLISHED
        )
    ),
    path(
        "projects/export.xlsx",
        shown(export_xlsx, audience=Audience.PUBLISHED),
        name="projects-xlsx",
    ),
    path(
        "projects/export.csv",
        shown(export_csv, audience=Audience.PUBLISHED),
        name="projects-csv",
    ),
    *page(
        "projects/exchange",
        exchange.exchange,
        name="projects-exchange",
        audience=Audience.PUBLISHED,
    ),
    path(
        "projects/exchange/package.json",
        shown(exchange.download, audience=Audience.PUBLISHED),
        name="projects-package",
    ),
    path(
        "projects/exchange/take",
        shown(exchange.take, audience=Audience.WRITE, methods=_FORM, expired=exchange.expired),
        name="projects-exchange-take",
    ),
    *remembered(page("projects/batches", year, name="projects-year", audience=Audience.PUBLISHED)),
    *remembered(
        page("projects/renewals", renewals, name="projects-renewals", audience=Audience.PUBLISHED)
    ),
    *remembered(
        page(
            "projects/renewals/<entry:code>",
            renewal,
            name="projects-renewal",
            audience=Audience.PUBLISHED,
        )
    ),
    *remembered(
        page("projects/<entry:code>", project, name="project", audience=Audience.PUBLISHED)
    ),
    *remembered(page("batches", batches, name="batches", audience=Audience.PUBLISHED)),
    *remembered(page("batches/<entry:code>", batch, name="batch", audience=Audience.PUBLISHED)),
]
