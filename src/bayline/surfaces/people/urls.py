"""Addresses of people."""

from django.urls import URLPattern, path

from bayline.platform.pages import page, shown
from bayline.platform.people.terms import Audience
from bayline.surfaces.people import account, login, people
from bayline.surfaces.people.deeds import deeds
from bayline.surfaces.people.single_sign_on import come_back, leave

_FORM = ("GET", "HEAD", "POST")

# Who is logged in is no part of the record, so log-in and account have no twins.
urlpatterns: list[URLPattern] = [
    path(
        "login",
        shown(login.login, audience=Audience.PUBLIC, methods=_FORM, expired=login.expired),
        name="login",
    ),
    *page(
        "people",
        people.people,
        name="people",
        audience=Audience.ADMINISTER,
        methods=_FORM,
        expired=people.people_expired,
    ),
    *reversed(  # the twin first, whose end a name may not have
        page(
            "people/<str:account>",
            people.person,
            name="person",
            audience=Audience.ADMINISTER,
            methods=_FORM,
            expired=people.person_expired,
        )
    ),
    *page("audit-log", deeds, name="audit-log", audience=Audience.ADMINISTER),
    path("login/openid", shown(leave, audience=Audience.PUBLIC), name="openid"),
    path("login/openid/back", shown(come_back, audience=Audience.PUBLIC), name="openid-back"),
    path("logout", shown(login.logout, audience=Audience.PUBLIC, methods=_FORM), name="logout"),
    path(
        "account",
        shown(account.account, audience=Audience.PUBLIC, methods=_FORM, expired=account.expired),
        name="account",
    ),
]
