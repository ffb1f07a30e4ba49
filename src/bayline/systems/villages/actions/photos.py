"""Keep photos under the SHA-256 of their bytes; those that are there already stay as they are."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from bayline.platform.record.actions.turns import take_turn
from bayline.systems.villages.models import PhotoPartRow, PhotoRow
from bayline.systems.villages.queries.events import photos_there
from bayline.systems.villages.rules.photos import Taken
from bayline.systems.villages.rules.writing import photo_written
from bayline.systems.villages.terms.events import Photo


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


@transaction.atomic
def keep_part(campaign: str, instance: str, photos: Mapping[str, Photo]) -> None:
    """Keep which photos came with a part of a submission, until its last part is there.

    Args:
        campaign: Code of the campaign.
        instance: What the submission is known by.
        photos: By the file names that the submission uses; one that comes again counts anew.
    """
    rows = PhotoPartRow.objects.filter(campaign=campaign, instance=instance)
    rows.filter(name__in=[*photos]).delete()
    PhotoPartRow.objects.bulk_create(
        PhotoPartRow(campaign=campaign, instance=instance, name=name, told=photo_written(one))
        for name, one in photos.items()
    )


def forget_parts(campaign: str, instance: str) -> None:
    """Forget the parts of a submission that is there now."""
    PhotoPartRow.objects.filter(campaign=campaign, instance=instance).delete()
