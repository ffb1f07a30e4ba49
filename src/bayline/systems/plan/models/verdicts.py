"""The table of verdicts; all of it can be made again from the registers."""

from django.db import models


class VerdictRow(models.Model):
    """What was said of one target for one period, as the scoreboard asks for it."""

    target = models.TextField()  # key of its entry
    result = models.TextField()  # key of the entry with the progress; empty where none is there
    period = models.TextField()  # EDTF, of the progress; empty where none is there
    ends = models.DateField(null=True)  # its last day
    is_latest = models.BooleanField()  # whether no later period is told of
    plan = models.TextField()  # the plan the target belongs to
    span = models.TextField()  # year or years: what the target itself is for
    first_year = models.IntegerField()
    last_year = models.IntegerField()
    number = models.IntegerField()  # the order in the plan
    lead = models.TextField()  # the unit that answers, as printed
    state = models.TextField()  # verdict
    told = models.TextField()  # all else, as `rules.keeping` writes it

    class Meta:
        """Found as the scoreboard lists them."""

        db_table = "plan_verdicts"
        constraints = (
            models.UniqueConstraint(fields=("target", "period"), name="plan_one_verdict"),
        )
        indexes = (
            models.Index(fields=("is_latest", "plan", "number"), name="plan_by_number"),
            models.Index(fields=("lead", "plan", "number"), name="plan_by_lead"),
            models.Index(fields=("state", "plan", "number"), name="plan_by_state"),
        )
