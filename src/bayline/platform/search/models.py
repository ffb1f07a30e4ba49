"""Tables of the index; all of them can be made again from what is kept.

Tokens stand in a column of PostgreSQL's own (`tsvector`) or in a table of SQLite's own (FTS5) with
the same numbers; `bayline.platform.search.engines` writes and asks them.
"""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField


class Text(models.Model):
    """A text whose passages are indexed: since when it counts, and until when.

    It counts until another text was taken from its source, or an edition replaced that.
    """

    text = models.BigIntegerField(primary_key=True)  # its number in the record
    source = models.BigIntegerField(db_index=True)
    since = InstantField()
    until = InstantField(null=True)
    first = models.BigIntegerField()  # number of its first passage; the others follow
    length = models.IntegerField()  # how many passages it has


class Passage(models.Model):
    """A passage of a text, in the one spelling."""

    id = RowNumberField(primary_key=True)
    text = models.BigIntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    words = models.TextField()


class Name(models.Model):
    """Something that is found by its name, as it was called from one moment to another."""

    id = RowNumberField(primary_key=True)
    kind = models.CharField(max_length=12)
    owner = models.CharField(max_length=40)  # the register of an entry; else empty
    key = models.TextField()
    version = models.IntegerField()  # of an entry; else 0
    since = InstantField()
    until = InstantField(null=True)
    label = models.TextField()
    words = models.TextField()  # all it is found by, in the one spelling
    pinyin = models.TextField()

    class Meta:
        """What a new version is put in the place of."""

        indexes = (models.Index(fields=("owner", "key"), name="search_name_of"),)
