"""The kinds of messages of this installation, as the site composes them in `TRANSPORT_KINDS`."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from django.conf import settings

from bayline.platform.transport.terms import Answered, Envelope, Kind, Taking, Told


def kinds() -> Mapping[str, Kind]:
    """Give all kinds by their names."""
    found: Mapping[str, Kind] = settings.TRANSPORT_KINDS
    return found


def taking(kind: str) -> Taking | None:
    """Load what takes messages of a kind; None where nobody does."""
    found = kinds().get(kind)
    return None if found is None else _loaded(found.takes)


def answered(kind: str) -> Answered | None:
    """Load what is told of receipts for a kind; None where nobody wants to know."""
    found = kinds().get(kind)
    return _loaded(found.answered) if found is not None and found.answered else None


def told(envelope: Envelope) -> Told:
    """Say a message in words; one of an unknown kind by its name alone."""
    found = kinds().get(envelope.kind)
    if found is None:
        return Told(title=envelope.kind, rows=())
    words: Told = _loaded(found.tells)(envelope)
    return words


def _loaded(target: str) -> Callable[..., Any]:
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function
