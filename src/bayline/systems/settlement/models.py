"""The table of a node: its journal, only added to; all else follows from it."""

from django.db import models

from bayline.platform.append_only import RowNumberField

_DIGEST = 64


class JournalRow(models.Model):
    """One transaction of the node of this installation.

    Attributes:
        id: Its place in the journal, from 1; two writers cannot both take it.
        written: What it says, as canonical JSON.
        digest: Of this row and the one before.
    """

    id = RowNumberField(primary_key=True)
    written = models.TextField()
    digest = models.CharField(max_length=_DIGEST)

    class Meta:
        """It stands beside the tables of other systems."""

        db_table = "settlement_journal"
