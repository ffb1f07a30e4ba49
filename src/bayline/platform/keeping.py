"""Whoever keeps something says so; whoever makes something of it listens, in the same transaction.

The record, the registers and the packs need not know what is made of what they keep, such as the
index of the search: they hand it on, and listeners make themselves known when the program starts.
"""

from collections.abc import Callable
from typing import Any

from bayline.platform.offering import all_offered

_LISTENERS: dict[type, list[Callable[[Any], None]]] = {}


def listen(kind: type, listener: Callable[[Any], None]) -> None:
    """Be handed everything of a kind that is kept from now on.

    Args:
        kind: A class of terms that somebody hands on.
        listener: Is called once for each, inside the transaction that keeps it.
    """
    listeners = _LISTENERS.setdefault(kind, [])
    if listener not in listeners:
        listeners.append(listener)


def hand_on(kept: object) -> None:
    """Hand on what was just kept; called inside the transaction that keeps it."""
    all_offered()
    for listener in _LISTENERS.get(type(kept), ()):
        listener(kept)
