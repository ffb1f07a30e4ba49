"""Keep photos under the SHA-256 of their bytes; those that are there already stay as they are."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bayline.platform.record.actions.turns import take_turn
from bayline.systems.villages.models import PhotoRow
from bayline.systems.villages.queries.events import photos_there
from bayline.systems.villages.rules.photos import Taken


@transaction.atomic
def keep_photos(photos: Iterable[Taken], *, at: datetime) -> tuple[str, ...]:
    """Keep photos.

    Args:
        photos: As they were taken.
        at: The present moment.

    Returns:
        The digests of those that were not there.
    """
    take_turn()
    known = {one.sha256: one for one in photos}
    there = photos_there(known)
    new = [one for digest, one in known.items() if digest not in there]
    PhotoRow.objects.bulk_create(PhotoRow(**one._asdict(), recorded=at) for one in new)
    return tuple(one.sha256 for one in new)
