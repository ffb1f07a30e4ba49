"""Addresses of requests; those of one table stand before it, since a unit may hold a slash."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.plan.pages.requests import making, posting, uploading
from bayline.systems.plan.pages.requests.answer import answer
from bayline.systems.plan.pages.requests.answers import answers
from bayline.systems.plan.pages.requests.item import answers_csv, answers_xlsx, item
from bayline.systems.plan.pages.requests.listing import requests

converters.register()

_FORM = ("GET", "HEAD", "POST")
_LIST = "plan/requests"
_ITEM = f"{_LIST}/<slug:code>"
_TABLE = f"{_ITEM}/<entry:unit>"

urlpatterns: list[URLPattern] = [
    *page(_LIST, requests, name="plan-requests", audience=Audience.READ),
    path(
        f"{_LIST}/new",
        shown(
            making.asking,
            audience=Audience.WRITE,
            methods=_FORM,
            expired=making.asking_expired,
        ),
        name="plan-request-new",
    ),
    # Twins ask for no token, so they store nothing.
    page(f"{_LIST}/new", making.asking, name="plan-request-new", audience=Audience.WRITE)[1],
    path(
        f"{_LIST}/templates/new",
        shown(
            making.making,
            audience=Audience.WRITE,
            methods=_FORM,
            expired=making.making_expired,
        ),
        name="plan-template-new",
    ),
    page(
        f"{_LIST}/templates/new", making.making, name="plan-template-new", audience=Audience.WRITE
    )[1],
    *page(_ITEM, item, name="plan-request", audience=Audience.READ),
    *page(f"{_ITEM}/answers", answers, name="plan-answers", audience=Audience.READ),
    path(
        f"{_ITEM}/answers.xlsx",
        shown(answers_xlsx, audience=Audience.READ),
        name="plan-answers-xlsx",
    ),
    path(
        f"{_ITEM}/answers.csv",
        shown(answers_csv, audience=Audience.READ),
        name="plan-answers-csv",
    ),
    path(
        f"{_TABLE}/form.xlsx",
        shown(uploading.form_xlsx, audience=Audience.READ),
        name="plan-answer-form",
    ),
    path(
        f"{_TABLE}/upload",
        shown(
            uploading.upload,
            audience=Audience.WRITE,
            methods=_FORM,
            expired=uploading.upload_expired,
        ),
        name="plan-answer-upload",
    ),
    page(f"{_TABLE}/upload", uploading.upload, name="plan-answer-upload", audience=Audience.WRITE)[
        1
    ],
    path(
        f"{_TABLE}/fill",
        shown(posting.fill, audience=Audience.WRITE, methods=_FORM, expired=posting.expired),
        name="plan-answer-fill",
    ),
    path(
        f"{_TABLE}/decide",
        shown(posting.decide, audience=Audience.REVIEW, methods=_FORM, expired=posting.expired),
        name="plan-answer-decide",
    ),
    *page(_TABLE, answer, name="plan-answer", audience=Audience.READ),
]
