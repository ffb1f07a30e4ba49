"""Tables of campaigns: events and photos, only added to; and where villages stood."""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField

_ID, _DIGEST = 200, 64


class EventRow(models.Model):
    """One event of a campaign: a link of a chain that is only added to.

    Attributes:
        event: Its id, whichever device made it.
        campaign: Code of the campaign.
        village: Code of the village.
        day: The day on the clock that said when.
        recorded: When it was kept here.
        told: All of it, as `rules.writing` writes it.
        digest: Of this row and the one before.
    """

    id = RowNumberField(primary_key=True)
    event = models.CharField(max_length=_ID, unique=True)
    campaign = models.TextField()
    village = models.TextField()
    day = models.DateField()
    recorded = InstantField()
    told = models.TextField()
    digest = models.CharField(max_length=_DIGEST)

    class Meta:
        """They are asked for by village."""

        db_table = "villages_event"
        indexes = (models.Index(fields=["campaign", "village"], name="villages_event_village"),)


class PhotoRow(models.Model):
    """A photo, named by the SHA-256 of its bytes; only added to."""

    id = RowNumberField(primary_key=True)
    sha256 = models.CharField(max_length=_DIGEST, unique=True)
    media_type = models.TextField()
    data = models.BinaryField()
    by = models.TextField()
    recorded = InstantField()

    class Meta:
        """One table of its own name."""

        db_table = "villages_photo"


class PhotoUseRow(models.Model):
    """A photo that an event names, to find one that stands for two occasions; made of the events.

    Attributes:
        photo: The SHA-256 of its bytes.
        event: Id of the event.
    """

    photo = models.CharField(max_length=_DIGEST)
    event = models.CharField(max_length=_ID)

    class Meta:
        """They are asked for by photo."""

        db_table = "villages_photouse"
        indexes = (models.Index(fields=["photo"], name="villages_photouse_photo"),)


class PhotoPartRow(models.Model):
    """A photo that came with a part of a submission whose rest is still to come.

    Attributes:
        campaign: Code of the campaign.
        instance: What the submission is known by.
        name: The file name by which the submission names it.
        told: JSON: the photo, as events hold it.
    """

    campaign = models.TextField()
    instance = models.TextField()
    name = models.TextField()
    told = models.TextField()

    class Meta:
        """Each file of a submission once."""

        db_table = "villages_photopart"
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "instance", "name"], name="villages_photopart_once"
            ),
        )


class StandingRow(models.Model):
    """Where a village stood from one day on until another, as boards ask for it.

    The row that has no last day is where it stands after all that is kept.
    """

    campaign = models.TextField()
    village = models.TextField()
    since = models.DateField()  # the first day
    until = models.DateField(null=True)  # the day after the last; none where it stands so
    batch = models.TextField()
    stage = models.TextField()
    round = models.IntegerField()
    total = models.TextField()  # as a fraction; empty where nothing is decided
    grade = models.TextField()
    accepted_on = models.DateField(null=True)
    due = models.DateField(null=True)  # of what has to be mended
    conflicts = models.IntegerField()
    refused = models.IntegerField()  # events that do not count

    class Meta:
        """One row for each day on which something changed."""

        db_table = "villages_standing"
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "village", "since"], name="villages_standing_once"
            ),
        )
        indexes = (models.Index(fields=["campaign", "since"], name="villages_standing_then"),)
