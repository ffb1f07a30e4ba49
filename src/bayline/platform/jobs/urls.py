"""Addresses of jobs."""

from django.urls import URLPattern, path

from bayline.platform.jobs import pages
from bayline.platform.pages import page, shown
from bayline.platform.people.terms import Audience

_FORM = ("GET", "HEAD", "POST")

urlpatterns: list[URLPattern] = [
    path(
        "jobs",
        shown(pages.jobs, audience=Audience.READ, methods=_FORM, expired=pages.jobs_expired),
        name="jobs",
    ),
    page("jobs", pages.jobs, name="jobs", audience=Audience.READ)[1],
    *page("jobs/<int:number>", pages.job, name="job", audience=Audience.READ),
    path(
        "jobs/<int:number>/cancel",
        shown(pages.cancel, audience=Audience.WRITE, methods=_FORM, expired=pages.cancel_expired),
        name="job-cancel",
    ),
]
