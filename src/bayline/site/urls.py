"""Every address: those of installed systems, of registers, of the shell, in both languages."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import LocalePrefixPattern, ResolverMatch, URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern
from django.utils.translation import get_language

from bayline.platform.pages import shown
from bayline.platform.people.terms import Audience
from bayline.site.systems import installed_systems
from bayline.surfaces.transport.urls import machine_patterns

_MOST, _LONGEST = 2_000, 200  # addresses that are kept, and their characters


class Known(URLResolver):
    """Knows what stands behind an address that was asked for before, of hundreds of patterns."""

    def __init__(self, patterns: list[Any]) -> None:
        super().__init__(RoutePattern(""), patterns)
        self._known: dict[tuple[str | None, str], ResolverMatch] = {}

    def resolve(self, path: str) -> ResolverMatch:
        """Give the view of an address; what has none is looked for each time."""
        key = (get_language(), path)
        found = self._known.get(key)
        if found is None:
            found = super().resolve(path)
            found.tried = None  # hundreds of patterns, for a page of debugging that is never shown
            if len(self._known) >= _MOST:
                self._known.clear()
            if len(path) <= _LONGEST:
                self._known[key] = found
        return found


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


_ADDRESSES: list[Any] = [
    # English stands under /en; its front page is /en/ and may be asked for without the slash.
    path("en", shown(_english, audience=Audience.PUBLIC)),
    # What programs ask for is the same in both languages.
    path("", include("bayline.systems.villages.api")),
    path("", include("bayline.systems.produce.api")),
    path("", include("bayline.surfaces.api.urls")),
    *machine_patterns,
    URLResolver(LocalePrefixPattern(prefix_default_language=False), _pages()),
]
urlpatterns = [Known(_ADDRESSES)]
handler400 = "bayline.surfaces.errors.bad_request"
handler403 = "bayline.surfaces.errors.forbidden"
handler404 = "bayline.surfaces.errors.not_found"
handler500 = "bayline.surfaces.errors.server_error"
