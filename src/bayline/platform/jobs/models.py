"""The table of jobs."""

from django.db import models

from bayline.platform.instants import InstantField


class Job(models.Model):
    """A job; see `bayline.platform.jobs.terms.Job`."""

    kind = models.CharField(max_length=40)
    arguments = models.TextField()  # JSON
    data = models.BinaryField()  # the file it works on; emptied when it is over
    owner = models.TextField()
    state = models.CharField(max_length=12)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    attempts = models.IntegerField(default=0)
    is_unwanted = models.BooleanField(default=False)
    outcome = models.TextField(default="")  # JSON; empty until it is over
    made = InstantField()
    started = InstantField(null=True)
    finished = InstantField(null=True)

    class Meta:
        """What the worker asks by."""

        indexes = (models.Index(fields=("state", "id"), name="jobs_job_next"),)
