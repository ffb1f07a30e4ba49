"""What a demonstration shows as already under way when its pack is built.

A system that has something to begin, such as a table that was asked, offers it; building the pack
of a demonstration has all of them begin, in the transaction of each. Other packs begin nothing.
"""

from collections.abc import Callable

from bayline.platform.offering import all_offered

_BEGINNINGS: list[Callable[[], object]] = []


def offer_beginning(begin: Callable[[], object]) -> None:
    """Have something begun whenever the pack of a demonstration is built.

    Args:
        begin: Begins it, by files of the pack; does nothing where they name nothing, or where it
            was begun before.
    """
    if begin not in _BEGINNINGS:
        _BEGINNINGS.append(begin)


def begin_all() -> None:
    """Begin all that is offered.

    Raises:
        BaylineError: A file of the pack names what cannot be done.
    """
    all_offered()
    for begin in _BEGINNINGS:
        begin()
