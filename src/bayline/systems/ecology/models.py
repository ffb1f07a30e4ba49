"""Tables of readings: deliveries in their chain, and beside them the cells they brought."""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField

_MONTH = 7


class DeliveryRow(models.Model):
    """One file of readings that was taken in: a link of a chain that is only added to.

    Attributes:
        kind: water or air.
        sha256: Of the file.
        name: Of the file.
        heads: JSON: the columns of readings, by item.
        samples: How many samples of it were kept.
        skipped: How many were kept before with the same values.
        stretches: In how many stretches they are kept.
        first: The first moment.
        last: The last.
        notes: JSON: what was noted, each with row, column and sentence.
        content: Hash over all its stretches.
        by: Who took it in.
        recorded: When.
        digest: Of this row and the one before.
    """

    id = RowNumberField(primary_key=True)
    kind = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    name = models.TextField()
    heads = models.TextField()
    samples = models.BigIntegerField()
    skipped = models.BigIntegerField()
    stretches = models.BigIntegerField()
    first = models.TextField()
    last = models.TextField()
    notes = models.TextField()
    content = models.CharField(max_length=64)
    by = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=64)

    class Meta:
        """They are listed by kind, the newest first, and found by their file."""

        db_table = "ecology_delivery"
        indexes = (models.Index(fields=["sha256"], name="ecology_delivery_file"),)


class StretchRow(models.Model):
    """The samples of one station in one month that a delivery brought.

    Attributes:
        cells: Their cells as written, compressed.
        sums: JSON: what they add to the sums of the month.
        sha256: Of station, month, cells and sums.
    """

    id = RowNumberField(primary_key=True)
    delivery = models.ForeignKey(DeliveryRow, models.PROTECT, related_name="brought")
    kind = models.CharField(max_length=8)
    station = models.TextField()
    month = models.CharField(max_length=_MONTH)
    samples = models.IntegerField()
    first = models.TextField()
    last = models.TextField()
    cells = models.BinaryField()
    sums = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        """They are asked for by month, and by station."""

        db_table = "ecology_stretch"
        indexes = (
            models.Index(fields=["kind", "month", "station"], name="ecology_stretch_month"),
            models.Index(fields=["kind", "station", "month"], name="ecology_stretch_station"),
        )
