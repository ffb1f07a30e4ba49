"""Events and states in one form, so that what is equal is equal byte for byte."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any

import orjson

from bayline.kernel.figures import plain
from bayline.systems.villages.terms.events import Event, Photo
from bayline.systems.villages.terms.standings import CampaignState


def written(told: Event | CampaignState) -> bytes:
    """Write an event or a state as JSON: keys sorted, numbers that must be exact as text."""
    return orjson.dumps(told, default=_plain, option=orjson.OPT_SORT_KEYS)


def digest_of(told: Event | CampaignState) -> str:
    """Give the digest of what it says: 64 hexadecimal digits."""
    return sha256(written(told)).hexdigest()


def plain_of(event: Event) -> Any:  # noqa: ANN401 - what JSON holds
    """Give an event as JSON holds it; `uploads.event_of` reads it back."""
    return orjson.loads(written(event))


def photo_written(photo: Photo) -> str:
    """Write a photo as events hold it; `uploads.photo_in` reads it back."""
    return orjson.dumps([*photo], default=_plain).decode()


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever an event or a state holds
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [*value]
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value))
