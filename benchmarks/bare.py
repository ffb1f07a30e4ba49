"""The least that an answer costs here: Django behind Granian, with no middleware, data or page.

web.py serves it beside the others: no page or question of a program written with Django can be
answered faster than this on the machine that the other figures come from.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bare")  # noqa: S106 - keeps nothing


def answer(_request: HttpRequest) -> HttpResponse:
    """Give ten thousand characters."""
    return HttpResponse("x" * 10_000)


urlpatterns = [path("", answer)]
application = get_wsgi_application()
