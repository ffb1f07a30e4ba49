"""The addresses at which ODK Collect and its kin load forms and send submissions (OpenRosa 1.0)."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from bayline.platform.pages import View, shown
from bayline.platform.people.terms import Audience
from bayline.platform.registers import converters
from bayline.systems.villages.pages import openrosa

converters.register()


def _face(view: View, *methods: str) -> Callable[..., HttpResponseBase]:
    # No form of a browser comes here: only a key counts, and no cookie is looked at.
    return csrf_exempt(shown(view, audience=Audience.READ, methods=methods))


urlpatterns: list[URLPattern] = [
    path(
        "api/odk/<entry:campaign>/formList",
        _face(openrosa.form_list, "GET", "HEAD"),
        name="villages-odk-forms",
    ),
    path(
        "api/odk/<entry:campaign>/forms/<str:form>.xml",
        _face(openrosa.form, "GET", "HEAD"),
        name="villages-odk-form",
    ),
    path(
        "api/odk/<entry:campaign>/submission",
        _face(openrosa.submission, "HEAD", "POST"),
        name="villages-odk-submission",
    ),
]
