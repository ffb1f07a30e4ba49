"""Tables of reports; they are only added to, chained, and guarded by triggers."""

from django.db import models

from bayline.platform.instants import InstantField

_DIGEST = 64
_NAME = 80


class Issue(models.Model):
    """One issued report; see `bayline.platform.reporting.terms.Issued`."""

    identifier = models.CharField(max_length=16, unique=True)
    template = models.CharField(max_length=_NAME)
    edition = models.CharField(max_length=_NAME)
    title = models.TextField()
    publication = models.CharField(max_length=16)
    moment = InstantField()
    facts = models.TextField()  # JSON: see `bayline.platform.reporting.actions.issuing`
    by = models.TextField()
    recorded = InstantField(db_index=True)
    digest = models.CharField(max_length=_DIGEST)

    class Meta:
        """What lists are asked by."""

        indexes = (models.Index(fields=("template", "edition"), name="reporting_issue_edition"),)


class IssuedFile(models.Model):
    """One file of an issued report; its hash stands in the chained facts of the issue."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="files")
    name = models.CharField(max_length=_NAME)
    sha256 = models.CharField(max_length=_DIGEST)
    data = models.BinaryField()

    class Meta:
        """A name stands once in an issue."""

        constraints = (
            models.UniqueConstraint(fields=("issue", "name"), name="reporting_issuedfile_name"),
        )
