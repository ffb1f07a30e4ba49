"""Keys, which can be destroyed, and tombstones, which stay."""

from django.db import models

from bayline.platform.instants import InstantField


class Key(models.Model):
    """The key of one person's values, itself encrypted with the key of the home."""

    subject = models.TextField(unique=True)
    wrapped = models.BinaryField()


class Tombstone(models.Model):
    """That the values of a person were erased: on whose word, when, and why."""

    subject = models.TextField()
    reason = models.TextField()
    by = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=64)
