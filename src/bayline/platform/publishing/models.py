"""Tables of publishing; they are only added to, chained, and guarded by triggers."""

from django.db import models

from bayline.platform.instants import InstantField

_DIGEST = 64


class Publication(models.Model):
    """One publication, named by the hash of its manifest."""

    identifier = models.CharField(max_length=16, unique=True)
    title = models.TextField()
    moment = InstantField(db_index=True)  # the cut: what was known and accepted then is in it
    facts = models.TextField()  # JSON; see `bayline.platform.publishing.terms.Facts`
    by = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=_DIGEST)


class Retraction(models.Model):
    """That a publication, a document or a claim was taken back from the public."""

    publication = models.CharField(max_length=16)  # identifier; empty for a part of all of them
    source = models.CharField(max_length=64)  # hash; empty where it is no document
    claim = models.CharField(max_length=16)  # identifier; empty where it is no claim
    reason = models.TextField()
    by = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=_DIGEST)
