"""The page of the interface for people: what there is, with examples."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from bayline.platform.pages import Answer, is_english
from bayline.platform.people.terms import Audience
from bayline.surfaces.api.examples import CURL, PANDAS
from bayline.surfaces.api.resources import RESOURCES
from bayline.surfaces.api.terms import Listing, Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLine:
    """A resource as the page lists it."""

    address: str
    about: str
    parameters: tuple[str, ...]
    methods: tuple[str, ...]
    needs_key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfacePage:
    """All resources, and examples."""

    resources: tuple[ResourceLine, ...]
    curl: tuple[str, ...]
    pandas: str


def interface(request: HttpRequest) -> Answer:
    """Show what the interface offers."""
    del request
    lines = tuple(map(_line, RESOURCES))
    context = InterfacePage(resources=lines, curl=CURL, pandas=PANDAS)
    return Answer(context=context, template="api/interface.html")


def moved(request: HttpRequest) -> HttpResponseBase:
    """Lead to the address with a slash, under which everything of the interface stands."""
    del request
    return HttpResponseRedirect(reverse("interface"))


def _line(resource: Resource) -> ResourceLine:
    reads = resource.reads
    filters = reads.filters if isinstance(reads, Listing) else ()
    past = ("as_of",) if reads.has_past else ()
    return ResourceLine(
        address=f"/api/{resource.address}",
        about=resource.about if is_english() else resource.title,
        parameters=(*(each.name for each in filters), *past),
        methods=("GET", *resource.writes),
        needs_key=resource.audience is not Audience.PUBLISHED,
    )
