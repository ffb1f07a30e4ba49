"""Take the events and photos of campaigns in from a pack, as they were kept elsewhere."""

from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from bayline.platform.packs.histories import kept_in
from bayline.systems.villages.actions.keeping import keep
from bayline.systems.villages.actions.photos import keep_photos
from bayline.systems.villages.rules.packing import EVENTS, PHOTOS


def check_events(data: bytes, where: str, now: datetime) -> None:
    """See that a file of a pack holds events.

    Raises:
        BaylineError: A line is none.
    """
    for _each in kept_in(data, EVENTS, where=where, now=now):
        pass


def check_photos(data: bytes, where: str, now: datetime) -> None:
    """See that a file of a pack holds photos.

    Raises:
        BaylineError: A line is none.
    """
    for _each in kept_in(data, PHOTOS, where=where, now=now):
        pass


@transaction.atomic
def take_events(data: bytes, where: str, now: datetime) -> None:
    """Keep the events of a file of a pack, each as of when it was kept."""
    found = kept_in(data, EVENTS, where=where, now=now)
    for recorded, together in groupby(found, key=attrgetter("recorded")):
        keep([one.thing for one in together], at=recorded)


@transaction.atomic
def take_photos(data: bytes, where: str, now: datetime) -> None:
    """Keep the photos of a file of a pack."""
    for one in kept_in(data, PHOTOS, where=where, now=now):
        keep_photos([one.thing], at=one.recorded)
