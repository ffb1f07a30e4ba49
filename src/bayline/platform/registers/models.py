"""Tables of all registers. `Change` is only added to; triggers refuse anything else.

Values are JSON objects of canonical texts, so that decimals stay exact on every engine.
"""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.bytewise import BytesTextField
from bayline.platform.instants import InstantField

_NAME = 40
_DIGEST = 64


class Declaration(models.Model):
    """The declaration of a register that came with a region pack, as it was written."""

    name = models.CharField(max_length=_NAME, primary_key=True)
    toml = models.TextField()
    where = models.TextField()  # the file it came from


class Head(models.Model):
    """Where a register's chain ends; whoever writes into the register locks it first."""

    register = models.CharField(max_length=_NAME, primary_key=True)
    length = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=_DIGEST)


class _Row(models.Model):
    """What entries and changes have alike, so that now and then are asked in the same way."""

    register = models.CharField(max_length=_NAME)
    key = models.TextField()
    version = models.IntegerField()
    values = models.JSONField()
    ranks = models.JSONField()  # numbers as texts that sort by bytes
    search = models.TextField()  # folded, without what is personal
    is_deleted = models.BooleanField()

    class Meta:
        """Not a table of its own."""

        abstract = True


class Entry(_Row):
    """An entry as it stands now."""

    class Meta:
        """One row for each key."""

        constraints = (
            models.UniqueConstraint(fields=("register", "key"), name="registers_entry_once"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="registers_entry_version"
            ),
        )


class Change(_Row):
    """An entry as it stood from one change to the next."""

    by = models.TextField()
    at = InstantField()
    reason = models.TextField()
    source_name = models.TextField()
    source_sheet = models.TextField()
    source_row = models.IntegerField(null=True)
    digest = models.CharField(max_length=_DIGEST)

    class Meta:
        """One row for each version."""

        constraints = (
            models.UniqueConstraint(
                fields=("register", "key", "version"), name="registers_change_once"
            ),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="registers_change_version"
            ),
        )
        indexes = (models.Index(fields=("register", "at"), name="registers_change_at"),)


class Listed(models.Model):
    """What an entry is sorted or filtered by in lists: its value in one column, and its place.

    See `bayline.platform.registers.arranging`; it follows from the entries, as `bayline verify`
    checks.
    """

    id = RowNumberField(primary_key=True)
    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    register = models.CharField(max_length=_NAME)
    field = models.CharField(max_length=_NAME + 1)
    value = BytesTextField(null=True)
    place = BytesTextField()

    class Meta:
        """The rows of an entry, one for each column, and those of a column in their order."""

        indexes = (
            models.Index(fields=("entry", "field", "value"), name="registers_listed_entry"),
            models.Index(
                fields=("register", "field", "value", "place"), name="registers_listed_order"
            ),
        )


class Tally(models.Model):
    """How many entries have a value of a facet."""

    id = RowNumberField(primary_key=True)
    register = models.CharField(max_length=_NAME)
    field = models.CharField(max_length=_NAME + 1)
    value = BytesTextField()
    entries = models.BigIntegerField()

    class Meta:
        """One row for each value, and those with most entries first."""

        constraints = (
            models.UniqueConstraint(
                fields=("register", "field", "value"), name="registers_tally_once"
            ),
        )
        indexes = (
            models.Index(fields=("register", "field", "entries"), name="registers_tally_most"),
        )
