"""The tables of requests: what was asked, what was done, where each table stands, what is drafted.

What was asked and what was done is only added to and chained; where a table stands is made of it.
"""

from django.db import models

from bayline.platform.append_only import RowNumberField
from bayline.platform.instants import InstantField


class RequestRow(models.Model):
    """A table that was asked of units for a period; its template as it was then."""

    id = RowNumberField(primary_key=True)
    code = models.TextField(unique=True)
    template = models.TextField()  # its name
    declaration = models.TextField()  # TOML
    period = models.TextField()  # EDTF
    starts = models.DateField()
    ends = models.DateField()  # its last day
    due = models.DateField()
    units = models.TextField()  # JSON: code to whether it answers
    by = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=64)

    class Meta:
        """Found by template and period."""

        db_table = "plan_request"
        indexes = (models.Index(fields=("template", "ends"), name="plan_requests_by_period"),)


class AskedRow(models.Model):
    """Where the table of one unit stands; all but the first three is made of its steps."""

    request = models.ForeignKey(RequestRow, on_delete=models.PROTECT, related_name="asked")
    unit = models.TextField()
    answers = models.BooleanField()
    asker = models.TextField()
    state = models.TextField()
    due = models.DateField()
    step = models.IntegerField(default=0)
    version = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    before = models.TextField(default="open")
    sent_by = models.TextField(default="")
    sent_on = InstantField(null=True)
    reason = models.TextField(default="")
    wished = models.DateField(null=True)
    wish = models.TextField(default="")

    class Meta:
        """Found by unit and by asking office, by what is owed and by when."""

        db_table = "plan_asked"
        constraints = (models.UniqueConstraint(fields=("request", "unit"), name="plan_asked_once"),)
        indexes = (
            models.Index(fields=("unit", "state", "due"), name="plan_asked_by_unit"),
            models.Index(fields=("asker", "state", "due"), name="plan_asked_by_asker"),
            models.Index(fields=("state", "due"), name="plan_asked_by_due"),
        )


class StepRow(models.Model):
    """One thing that was done with the table of a unit."""

    id = RowNumberField(primary_key=True)
    asked = models.ForeignKey(AskedRow, on_delete=models.PROTECT, related_name="steps")
    number = models.IntegerField()
    act = models.TextField()
    reason = models.TextField()
    due = models.DateField(null=True)
    version = models.IntegerField()
    content = models.TextField()  # JSON: the answer that was sent; the claims of one accepted
    by = models.TextField()
    account = models.TextField()
    recorded = InstantField()
    digest = models.CharField(max_length=64)

    class Meta:
        """Of each table one step of each number."""

        db_table = "plan_step"
        constraints = (models.UniqueConstraint(fields=("asked", "number"), name="plan_one_step"),)
        indexes = (models.Index(fields=("asked", "act", "version"), name="plan_steps_by_act"),)


class DraftRow(models.Model):
    """What a unit has filled in and not sent; it goes when the answer is sent."""

    asked = models.OneToOneField(AskedRow, on_delete=models.PROTECT, related_name="draft")
    content = models.TextField()  # JSON
    version = models.IntegerField()
    by = models.TextField()
    recorded = InstantField()

    class Meta:
        """One table of its own name."""

        db_table = "plan_draft"
