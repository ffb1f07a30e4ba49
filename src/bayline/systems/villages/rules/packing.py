"""Events and photos of campaigns as files of a pack."""

from bayline.platform.packs.histories import Kind
from bayline.systems.villages.rules import photos
from bayline.systems.villages.rules.uploads import event_of
from bayline.systems.villages.rules.writing import plain_of
from bayline.systems.villages.terms.events import Event

EVENTS_PATH, PHOTOS_PATH = "villages/events.jsonl", "villages/photos.jsonl"


def _event(found: object, where: str) -> Event:
    return event_of(found, where=where)


EVENTS = Kind("event", ("event of a village", "村的经过"), _event, plain_of)
PHOTOS = Kind("photo", ("photo", "照片"), photos.read, photos.written)
