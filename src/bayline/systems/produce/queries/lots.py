"""Lots that were harvested, newest first; events are read once, and from then on only new ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import NamedTuple

import orjson
from django.db.models import Q

from bayline.platform.instants import microseconds
from bayline.platform.reaching import present_reach
from bayline.platform.standstill import once
from bayline.systems.produce.models import EventRow
from bayline.systems.produce.rules.lots import HARVESTS, Harvest, harvests_in, made_by

_AT_ONCE = 2_000


class Lots(NamedTuple):
    """What is known of lots.

    Attributes:
        harvests: Lots as they were harvested, the newest first.
        made: What was made of each lot that something was made of.
    """

    harvests: Sequence[Harvest]
    made: Mapping[str, list[str]]


@dataclass(slots=True)
class _Known:
    """What was read so far, and up to which link of the chain."""

    last: int = 0
    digest: str = ""
    harvests: dict[str, Harvest] = field(default_factory=dict)
    made_at: dict[tuple[str, str], int] = field(default_factory=dict)


_LOCK = Lock()
_known = _Known()


@once
def lots(at: datetime | None = None) -> Lots:
    """Give what is known of lots; nothing to the public, for whom no event is published.

    Args:
        at: As of when; None for now.
    """
    if not present_reach().is_whole:
        return Lots((), {})
    with _LOCK:
        known = _caught_up()
        until = None if at is None else microseconds(at)
        found = [one for one in known.harvests.values() if until is None or one.recorded <= until]
        made: dict[str, list[str]] = {}
        for (source, result), recorded in known.made_at.items():
            if until is None or recorded <= until:
                made.setdefault(source, []).append(result)
    return Lots(sorted(found, key=lambda one: (one.day, one.event), reverse=True), made)


def _caught_up() -> _Known:
    """Read what came since; all of it where the chain is another one than that which was read."""
    global _known  # noqa: PLW0603 - what is at hand is one for the process
    last = EventRow.objects.order_by("-id").values_list("id", "digest").first()
    if last is None:
        _known = _Known()
        return _known
    if _known.last and not EventRow.objects.filter(id=_known.last, digest=_known.digest).exists():
        _known = _Known()
    wanted = Q(step__in=HARVESTS) | Q(kind="TransformationEvent")
    rows = EventRow.objects.filter(wanted, id__gt=_known.last, id__lte=last[0]).order_by("id")
    for number, recorded, body in rows.values_list("id", "recorded", "body").iterator(_AT_ONCE):
        event = orjson.loads(body)
        for one in harvests_in(number, recorded, event):
            _known.harvests.setdefault(one.thing, one)
        for pair in made_by(event):
            _known.made_at.setdefault(pair, recorded)
    _known.last, _known.digest = last
    return _known


def warm() -> None:
    """Have lots at hand before anybody asks."""
    lots()
