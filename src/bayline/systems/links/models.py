"""The table of what was taken in for links: networks and timetables, only added to."""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField

_KIND, _DIGEST = 16, 64


class DeliveryRow(models.Model):
    """A network or a timetable that was taken in: a link of a chain that is only added to.

    Attributes:
        kind: network or timetable.
        sha256: Of its content.
        told: JSON: source, date, licence, datum, counts, what was assumed, and of a network the
            links that were found missing on it.
        content: As `rules.preparing` writes it.
        by: Who took it in.
        recorded: When.
        digest: Of this row and the one before.
    """

    id = RowNumberField(primary_key=True)
    kind = models.CharField(max_length=_KIND)
    sha256 = models.CharField(max_length=_DIGEST)
    told = models.TextField()
    content = models.BinaryField()
    by = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=_DIGEST)

    class Meta:
        """The newest of a kind is asked for."""

        db_table = "links_delivery"
        indexes = (models.Index(fields=["kind", "recorded"], name="links_delivery_kind"),)
