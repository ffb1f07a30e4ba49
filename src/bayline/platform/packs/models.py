"""The table of the pack's files; it is only added to, and triggers refuse anything else."""

from django.db import models

from bayline.platform.instants import InstantField


class PackFile(models.Model):
    """One version of a file; without data, that the file is no longer part of the pack."""

    path = models.TextField(db_index=True)
    data = models.BinaryField(null=True)
    by = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=64)

    class Meta:
        """One table of its own name."""

        db_table = "pack_file"
