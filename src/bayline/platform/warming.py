"""What a server has at hand before anybody asks for it.

A system whose first answer would take long offers to get ready; the server has all of them do so
after it started, in a thread beside its pages. What cannot get ready is left: the page that asks
for it says why.
"""

from collections.abc import Callable

from bayline.platform.offering import all_offered

_WARMINGS: list[Callable[[], object]] = []


def offer_warming(warm: Callable[[], object]) -> None:
    """Have something made ready when a server starts.

    Args:
        warm: Makes it ready; does nothing where there is nothing to be made ready.
    """
    if warm not in _WARMINGS:
        _WARMINGS.append(warm)


def warm_all() -> None:
    """Make ready all that is offered."""
    from django.db import Error

    from bayline.kernel.errors import BaylineError

    all_offered()
    for warm in _WARMINGS:
        try:
            warm()
        except (BaylineError, Error):
            continue  # the page that asks for it says why
