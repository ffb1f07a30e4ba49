"""Take the histories of tasks in from a pack, as they were kept where it was exported."""

from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from bayline.platform.packs.histories import kept_in
from bayline.systems.cooperation.actions.keeping import keep
from bayline.systems.cooperation.rules.packing import EVENTS


def check_tasks(data: bytes, where: str, now: datetime) -> None:
    """See that a file of a pack holds events.

    Raises:
        BaylineError: A line is none.
    """
    for _each in kept_in(data, EVENTS, where=where, now=now):
        pass


@transaction.atomic
def take_tasks(data: bytes, where: str, now: datetime) -> None:
    """Keep the events of a file of a pack, each as of when it was kept."""
    found = kept_in(data, EVENTS, where=where, now=now)
    for recorded, together in groupby(found, key=attrgetter("recorded")):
        keep([one.thing for one in together], at=recorded)
