"""Every address: those of installed systems, of registers, of the shell, in both languages."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, include, path

from bayline.platform.pages import shown
from bayline.platform.people.terms import Audience
from bayline.site.systems import installed_systems
from bayline.surfaces.transport.urls import machine_patterns


def _pages() -> list[URLPattern | URLResolver]:
    systems = (system.urls for system in installed_systems() if system.urls)
    rooms = (
        *systems,
        "bayline.surfaces.keys.urls",
        "bayline.surfaces.people.urls",
        "bayline.surfaces.transport.urls",
        "bayline.platform.registers.urls",
        "bayline.platform.maps.urls",
        "bayline.platform.jobs.urls",
        "bayline.surfaces.reports.urls",
        "bayline.surfaces.urls",
    )
    return [path("", include(urls)) for urls in rooms]


def _english(_request: HttpRequest) -> HttpResponseBase:
    return HttpResponseRedirect("/en/")


urlpatterns = [
    # English stands under /en; its front page is /en/ and may be asked for without the slash.
    path("en", shown(_english, audience=Audience.PUBLIC)),
    # What programs ask for is the same in both languages.
    path("", include("bayline.surfaces.api.urls")),
    *machine_patterns,
    *i18n_patterns(*_pages(), prefix_default_language=False),
]
handler400 = "bayline.surfaces.errors.bad_request"
handler403 = "bayline.surfaces.errors.forbidden"
handler404 = "bayline.surfaces.errors.not_found"
handler500 = "bayline.surfaces.errors.server_error"
