"""Take networks and timetables in from a pack, as they were taken in where it was exported."""

from datetime import datetime

from django.db import transaction

from bayline.platform.packs.histories import kept_in
from bayline.systems.links.actions.taking import store
from bayline.systems.links.queries.packing import KIND


def check_deliveries(data: bytes, where: str, now: datetime) -> None:
    """See that a file of a pack holds networks and timetables.

    Raises:
        BaylineError: A line is none.
    """
    for _each in kept_in(data, KIND, where=where, now=now):
        pass


@transaction.atomic
def take_deliveries(data: bytes, where: str, now: datetime) -> None:
    """Keep what a file of a pack holds, each as of when it was taken in."""
    for one in kept_in(data, KIND, where=where, now=now):
        thing = one.thing
        store(thing.kind, thing.content, thing.told, by=thing.by, at=one.recorded)
