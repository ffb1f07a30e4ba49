"""Tables of how many claims there are of a kind and of a source, and where they stand.

So that pages which count a million claims read a few rows. Whoever appends or decides keeps them in
the same transaction (`bayline.platform.record.actions.counting`), and `bayline verify` counts
again. A row may have come down to zero.
"""

from django.db import models

from bayline.platform.record import reached


class KindTally(models.Model):
    """How many claims of a kind stand so; see `bayline.platform.record.tallies`."""

    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    n = models.BigIntegerField()

    objects = reached.Inside["KindTally"]()

    class Meta:
        """One row for each kind and state."""

        constraints = (
            models.UniqueConstraint(fields=("kind", "state"), name="record_kindtally_once"),
        )


class SourceTally(models.Model):
    """How many claims of a source stand so, of each kind; of all kinds where it names none."""

    ground = models.BigIntegerField()  # number of the source; 0 of claims that have none
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    n = models.BigIntegerField()

    objects = reached.Inside["SourceTally"]()

    class Meta:
        """One row for each source, kind and state; and in the orders that pages ask by."""

        constraints = (
            models.UniqueConstraint(
                fields=("ground", "kind", "state"), name="record_sourcetally_once"
            ),
        )
        indexes = (
            models.Index(fields=("kind", "state", "ground", "n"), name="record_sourcetally_before"),
            models.Index(fields=("kind", "state", "-n", "ground"), name="record_sourcetally_most"),
        )
