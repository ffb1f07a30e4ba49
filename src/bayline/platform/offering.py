"""What is offered when the program starts is laid out when somebody first asks for it.

Systems offer lines, names, rules, indicators; to do so they load their pages and all they rest on.
A command that asks for none of it, such as 核稿 of one draft, need not wait for that: an
application leaves its offers here in `ready()`, and whoever looks through offers asks `all_offered`
before.
"""

from collections.abc import Callable
from threading import RLock

_WAITING: list[Callable[[], None]] = []
_TURN = RLock()
_LAYING: list[Callable[[], None]] = []


def offer_when_asked(offers: Callable[[], None]) -> None:
    """Leave offers until somebody asks for any.

    Args:
        offers: Makes them; it is called once, after those that were left before it.
    """
    _WAITING.append(offers)


def all_offered() -> None:
    """Have everything offered that waits; whoever asks meanwhile waits until it is."""
    if not _WAITING:
        return
    with _TURN:
        if _LAYING:
            return  # an offer that asks for others sees those made before it
        _LAYING.extend(_WAITING)
        try:
            for offers in _LAYING:
                offers()
            del _WAITING[: len(_LAYING)]
        finally:
            _LAYING.clear()
