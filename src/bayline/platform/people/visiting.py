"""Who asks: the visitor that a request belongs to."""

from django.http import HttpRequest

from bayline.platform.people.terms import PUBLIC, Audience, Visitor


def visitor_of(request: HttpRequest) -> Visitor:
    """Give whoever asks; the public where nobody logged in."""
    visitor: Visitor = getattr(request, "visitor", PUBLIC)
    return visitor


def is_staff(request: HttpRequest) -> bool:
    """Tell whether whoever asks may see all of the record, findings included."""
    return visitor_of(request).may(Audience.READ)
