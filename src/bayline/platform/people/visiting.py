"""Who asks: the visitor that a request belongs to."""

from django.http import HttpRequest

from bayline.platform.people.terms import Grant, Role, Visitor

# Until somebody can log in, whoever reaches the program is its owner.
_OWNER = Visitor(grants=(Grant(role=Role.ADMINISTRATOR),))


def visitor_of(request: HttpRequest) -> Visitor:
    """Give whoever asks."""
    visitor: Visitor = getattr(request, "visitor", _OWNER)
    return visitor
