"""The kinds of messages of this installation, as the site composes them in `TRANSPORT_KINDS`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings

from bayline.platform.transport.terms import Answered, Envelope, Kind, Partner, Taking, Told


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


def speaker(written: str) -> str:
    """Give the code of the organisation that was typed, as those who send messages know it.

    Raises:
        BaylineError: They know none of that code or name.
    """
    for kind in kinds().values():
        if kind.speaker:
            written = _loaded(kind.speaker)(written)
    return written


def is_ready(kind: str, partner: Partner) -> bool:
    """Tell whether messages of a kind can be taken from a partner: it is said for whom it speaks.

    Until then they are not kept, so that the partner tries again.
    """
    found = kinds().get(kind)
    return found is None or not found.speaker or bool(partner.speaks_for)


def open_all(*, at: datetime) -> None:
    """Have partners told what they were not told of yet."""
    for kind in kinds().values():
        if kind.opens:
            _loaded(kind.opens)(at=at)


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
